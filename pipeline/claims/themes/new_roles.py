"""Roles that are said to be new, or sought more than before."""

from __future__ import annotations

from pipeline.claims.entry import Claim, Figure
from pipeline.claims.evidence import Selection
from pipeline.claims.measures import Between, Change, Level
from pipeline.claims.profiles import position
from pipeline.claims.selections import AI_ROLES, DATA_ROLES, DATA_TITLES, ML_ROLES, ML_TITLES

EXISTS = 0.05  # % of openings: one in two thousand

CLAIMS = (
    Claim(
        id=7,
        section="1.3",
        claim="New roles appear: AI ethics, AI auditing, AI infrastructure.",
        question="How often are AI ethics, AI auditing and AI infrastructure advertised by title?",
        rule="Each is named by more than one opening in two thousand of the last three years.",
        measures=(
            Level("AI ethics and governance", Selection(titled=("ai_ethics_governance",)), above=EXISTS, years=3),
            Level("AI auditing", Selection(titled=("ai_model_auditor",)), above=EXISTS, years=3),
            Level("AI infrastructure", Selection(titled=("ai_infrastructure_engineer",)), above=EXISTS, years=3),
        ),
        figure=Figure("claim_07_new_titles", "bars", "Share of openings that name the title, %"),
    ),
    Claim(
        id=8,
        section="1.3",
        claim="Explainability specialists, MLOps engineers and AI security analysts are roles of their own.",
        question="Are MLOps, explainability and AI security titles of their own, or skills of other titles?",
        rule="Of openings of three years that ask for the skill, more than half name the title, for each of the three.",
        measures=(
            Level("MLOps", Selection(titled=("mlops_engineer",)), 50, Selection(skills=("mlops", "llmops")), years=3),
            Level(
                "explainability",
                Selection(titled=("ai_explainability_specialist",)),
                50,
                Selection(groups=("explainability_fairness",)),
                years=3,
            ),
            Level(
                "AI security",
                Selection(titled=("ai_security_analyst",)),
                50,
                Selection(groups=("ai_security",)),
                years=3,
            ),
        ),
        figure=Figure(
            "claim_08_title_or_skill", "bars", "Share of openings asking for the skill that name the title, %"
        ),
    ),
    Claim(
        id=9,
        section="1.3",
        claim="The new roles blend AI with traditional IT skills.",
        question="How often do openings for one AI role ask for a traditional IT skill?",
        rule="More than half of those of the last three years do.",
        measures=(Level("a traditional IT skill", Selection(tiers=("traditional",)), 50, AI_ROLES, years=3),),
        figure=Figure("claim_09_blend", "lines", "Share of AI roles' openings that ask for a traditional skill, %"),
    ),
    Claim(
        id=10,
        section="2.1",
        claim="Specialists in AI and machine learning are in high demand.",
        question="Are AI and machine-learning specialists advertised oftener than three years ago?",
        rule="The odds that an opening names such a role rose by a quarter or more in three years.",
        measures=(Change("AI and machine-learning specialists", Selection(titled=ML_TITLES)),),
        figure=Figure("claim_10_specialists", "lines", "Share of openings that name such a role, %"),
        limits="Demand is what is advertised; how long a place stays open says more of scarcity.",
    ),
    Claim(
        id=11,
        section="2.1",
        claim="Machine-learning specialists need algorithms, preparation of data and deployment.",
        question="Are algorithms, data and deployment asked of machine-learning specialists oftener than of others?",
        rule="The odds of each are at least one and a half times those of other openings, texts of the same length.",
        measures=(
            Between(
                "algorithms",
                Selection(
                    skills=(
                        "algorithms_and_data_structures",
                        "supervised_learning",
                        "unsupervised_learning",
                        "neural_networks",
                        "gradient_boosting",
                        "regression_modelling",
                        "statistical_modelling",
                    )
                ),
                one=ML_ROLES,
                above=1.5,
                held=("length",),
            ),
            Between(
                "preparation of data",
                Selection(
                    skills=("data_pipelines", "etl_and_elt", "feature_engineering", "data_quality", "data_annotation")
                ),
                one=ML_ROLES,
                above=1.5,
                held=("length",),
            ),
            Between(
                "deployment",
                Selection(skills=("model_deployment", "model_serving", "mlops", "docker_and_containers", "ci_cd")),
                one=ML_ROLES,
                above=1.5,
                held=("length",),
            ),
        ),
        figure=Figure("claim_11_ml_needs", "forest", "Odds in openings for these roles over others"),
    ),
    Claim(
        id=12,
        section="2.2",
        claim="Data engineers and data scientists are central, and data governance grows.",
        question="Are data roles a tenth of openings, and is governance of data asked of data roles oftener?",
        rule="More than 10 % of openings name a data role, and within those the odds of data governance or quality "
        "rose by a quarter or more in three years.",
        measures=(
            Level("data roles", Selection(titled=DATA_TITLES), above=10),
            Change(
                "governance and quality of data",
                Selection(skills=("data_governance", "data_quality")),
                among=DATA_ROLES,
            ),
        ),
        figure=Figure("claim_12_data_roles", "lines", "Share of openings, %"),
    ),
    Claim(
        id=13,
        section="2.3",
        claim="MLOps is the bridge between operations and machine learning.",
        question="Does the profile of MLOps lie between those of operations and machine learning?",
        rule="On the line from operations (0) to machine learning (1) it lies more than a fifth away from both ends.",
        measures=(
            position("distance from operations", "mlops_engineer", start="aiops_sre", end="ml_engineer", above=0.2),
            position(
                "distance from machine learning", "mlops_engineer", start="ml_engineer", end="aiops_sre", above=0.2
            ),
        ),
        figure=Figure("claim_13_bridge", "bars", "Place between the two profiles, 0 to 1"),
    ),
)
