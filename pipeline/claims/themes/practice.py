"""How AI systems are built and run: tools, performance, cost, evaluation."""

from __future__ import annotations

from pipeline.claims.entry import Claim, Figure
from pipeline.claims.evidence import Selection
from pipeline.claims.measures import Between, Change, Level
from pipeline.claims.selections import (
    BUILDS,
    COST,
    EVALUATION,
    IN_DUTIES,
    INFRASTRUCTURE_ROLES,
    LATENCY,
    MONITORING,
    PRODUCTION,
)

CLAIMS = (
    Claim(
        id=14,
        section="2.3, 5.1",
        claim="Roles of AI infrastructure optimise cost and latency.",
        question="Do openings for AI infrastructure ask for cost or latency oftener than other IT openings?",
        rule="The odds are a quarter higher or more, texts of the same length.",
        measures=(
            Between(
                "cost or latency",
                Selection(skills=LATENCY.skills + COST.skills),
                one=INFRASTRUCTURE_ROLES,
                held=("length",),
            ),
        ),
        figure=Figure("claim_14_cost_latency", "forest", "Odds in AI infrastructure over other openings"),
    ),
    Claim(
        id=16,
        section="3.2",
        claim="TensorFlow, PyTorch and scikit-learn are the frameworks to know.",
        question="Are TensorFlow, PyTorch and scikit-learn each asked by one in twenty openings that build AI?",
        rule="More than 5 % of openings whose duties build AI ask for each.",
        measures=(
            Level("TensorFlow", Selection(skills=("tensorflow",)), above=5, among=BUILDS),
            Level("PyTorch", Selection(skills=("pytorch",)), above=5, among=BUILDS),
            Level("scikit-learn", Selection(skills=("scikit_learn",)), above=5, among=BUILDS),
        ),
        figure=Figure("claim_16_frameworks", "lines", "Share of openings that build AI, %"),
    ),
    Claim(
        id=17,
        section="3.2",
        claim="Employers want the whole way to production, not models alone.",
        question="How often do openings that build AI ask for deployment, operation or monitoring?",
        rule="More than half of them do.",
        measures=(Level("deployment, operation or monitoring", PRODUCTION, above=50, among=BUILDS),),
        figure=Figure("claim_17_production", "lines", "Share of openings that build AI, %"),
    ),
    Claim(
        id=22,
        section="5.1",
        claim="Latency, throughput and cost have to be balanced together.",
        question="Are performance and cost asked together oftener than apart?",
        rule="The odds of cost where latency or throughput is asked are at least one and a half times those elsewhere, "
        "texts of the same length.",
        measures=(Between("cost beside latency", COST, one=LATENCY, above=1.5, held=("length",)),),
        figure=Figure("claim_22_balance", "forest", "Odds of cost beside latency over elsewhere"),
    ),
    Claim(
        id=23,
        section="5.2",
        claim="Frameworks for benchmarking and evaluation are vital.",
        question="Do openings that build AI ask for evaluation oftener than three years ago?",
        rule="The odds rose by a quarter or more in three years.",
        measures=(Change("evaluation and benchmarks", EVALUATION, among=BUILDS),),
        figure=Figure("claim_23_evaluation", "lines", "Share of openings that build AI, %"),
    ),
    Claim(
        id=24,
        section="5.3",
        claim="Monitoring, alerting and version control keep AI systems cheap to run.",
        question="Are monitoring, alerting and version control asked oftener with AI in the duties than before?",
        rule="The odds rose by a quarter or more in three years. Whether they save cost is not seen in postings.",
        measures=(Change("monitoring, alerting and version control", MONITORING, among=IN_DUTIES),),
        figure=Figure("claim_24_monitoring", "lines", "Share of openings with AI in the duties, %"),
        limits="Demand only: the effect on cost is not tested.",
    ),
)
