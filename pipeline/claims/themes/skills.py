"""What employers ask people to know."""

from __future__ import annotations

from pipeline.claims.entry import Claim, Figure
from pipeline.claims.evidence import Selection
from pipeline.claims.measures import Breadth, Change, Level
from pipeline.claims.selections import BUILDS, GOVERNANCE, IN_DUTIES

CLAIMS = (
    Claim(
        id=4,
        section="1.1",
        claim="Governance, integration and ethical use of AI become skills that are needed.",
        question="Does the share of openings that ask for AI governance, ethics or compliance rise?",
        rule="The odds rose by a quarter or more in three years.",
        measures=(Change("AI governance, ethics and compliance", GOVERNANCE),),
        figure=Figure("claim_04_governance", "lines", "Share of openings that ask for it, %"),
    ),
    Claim(
        id=5,
        section="1.2",
        claim="Machine-learning frameworks, cloud AI, data science and process automation grow ever more vital.",
        question="Are ML frameworks, cloud AI, data science and automation asked oftener than three years ago?",
        rule="The odds of each of the four rose by a quarter or more in three years.",
        measures=(
            Change("machine-learning frameworks", Selection(groups=("dl_frameworks",))),
            Change("cloud AI services", Selection(groups=("ai_cloud",))),
            Change("data science", Selection(skills=("data_science",))),
            Change(
                "process automation",
                Selection(
                    skills=(
                        "robotic_process_automation",
                        "uipath",
                        "automation_anywhere",
                        "blue_prism",
                        "other_rpa_tools",
                    )
                ),
            ),
        ),
        figure=Figure("claim_05_fields", "lines", "Share of openings that ask for it, %"),
    ),
    Claim(
        id=6,
        section="1.2",
        claim="Work moves from silos to teams across disciplines.",
        question="Do openings ask for skills of more groups than three years ago?",
        rule="An opening asks for at least a quarter of a group more, texts of the same length compared.",
        measures=(Breadth("groups of skills per opening", above=0.25),),
        figure=Figure("claim_06_breadth", "lines", "Share of openings that ask for three groups of skills or more, %"),
        limits="Groups are those of the taxonomy; teams are not seen in postings.",
    ),
    Claim(
        id=21,
        section="4.3, FAQ 5",
        claim="Ethical and explainable AI is demanded.",
        question="How often do openings with AI in the duties ask for ethics, governance or explainability?",
        rule="More than 5 % of them do.",
        measures=(Level("ethics, governance or explainability", GOVERNANCE, above=5, among=IN_DUTIES),),
        figure=Figure("claim_21_ethics", "lines", "Share of openings with AI in the duties, %"),
    ),
    Claim(
        id=29,
        section="7.2",
        claim="Hybrid experts, who join AI with a domain or with analysis, will dominate.",
        question="How often do openings with AI in the duties also ask for a domain or for analysis?",
        rule="More than half of them do.",
        measures=(
            Level(
                "domain knowledge or analysis beside AI",
                Selection(
                    skills=(
                        "domain_expertise",
                        "system_and_business_analysis",
                        "data_analysis",
                        "business_intelligence",
                    )
                ),
                above=50,
                among=IN_DUTIES,
            ),
        ),
        figure=Figure("claim_29_hybrid", "lines", "Share of openings with AI in the duties, %"),
    ),
    Claim(
        id=36,
        section="FAQ 2",
        claim="Start with machine learning, Python, TensorFlow and cloud AI.",
        question="Are machine learning, Python, TensorFlow and cloud AI each asked by one in ten that build AI?",
        rule="More than 10 % of openings whose duties build AI ask for each.",
        measures=(
            Level("machine learning", Selection(skills=("machine_learning", "ai_ml")), above=10, among=BUILDS),
            Level("Python", Selection(skills=("python",)), above=10, among=BUILDS),
            Level("TensorFlow", Selection(skills=("tensorflow",)), above=10, among=BUILDS),
            Level("cloud AI services", Selection(groups=("ai_cloud",)), above=10, among=BUILDS),
        ),
        figure=Figure("claim_36_first_skills", "bars", "Share of openings that build AI, %"),
        limits="Machine learning is among the words by which an opening is known to build AI.",
    ),
    Claim(
        id=41,
        section="added",
        claim="Real-time analytics grows with AI.",
        question="Are stream processing and real-time analytics asked oftener than three years ago?",
        rule="The odds rose by a quarter or more in three years.",
        measures=(
            Change(
                "real-time analytics",
                Selection(skills=("stream_processing", "kafka", "flink", "clickhouse_and_olap", "change_data_capture")),
            ),
        ),
        figure=Figure("claim_41_real_time", "lines", "Share of openings that ask for it, %"),
    ),
    Claim(
        id=42,
        section="added",
        claim="AI data workflows grow: pipelines, features, labelling and curation of training data.",
        question="Are data workflows for AI asked oftener than three years ago?",
        rule="The odds rose by a quarter or more in three years.",
        measures=(
            Change(
                "AI data workflows",
                Selection(
                    skills=(
                        "ml_pipelines",
                        "feature_engineering",
                        "feature_store",
                        "data_annotation",
                        "training_data_curation",
                        "dvc_and_data_versioning",
                        "synthetic_data",
                        "chunking_and_document_ingestion",
                    ),
                ),
            ),
        ),
        figure=Figure("claim_42_data_workflows", "lines", "Share of openings that ask for it, %"),
    ),
)
