"""Kinds of openings that several claims speak of, by the taxonomy's names."""

from __future__ import annotations

from pipeline.claims.evidence import Selection

IN_DUTIES = Selection(levels=("uses", "builds", "governs"))
NOT_IN_DUTIES = Selection(levels=("none", "mentions"))
BUILDS = Selection(levels=("builds",))
USES = Selection(levels=("uses",))

TRADITIONAL = Selection(families=("traditional",))
AI_ROLES = Selection(families=("ai",))
ML_TITLES = (
    "ml_engineer",
    "ai_engineer",
    "ai_research_scientist",
    "llm_genai_engineer",
    "nlp_engineer",
    "computer_vision_engineer",
)
DATA_TITLES = ("data_scientist", "data_engineer", "data_analyst")
# Titles are counted wherever they stand; skills belong to a role only where it stands alone (docs/architecture.md).
ML_ROLES = Selection(roles=ML_TITLES)
DATA_ROLES = Selection(roles=DATA_TITLES)
INFRASTRUCTURE_ROLES = Selection(roles=("mlops_engineer", "ai_infrastructure_engineer"))

CERTIFICATES = Selection(tiers=("cert",))
GOVERNANCE = Selection(
    skills=(
        "responsible_ai",
        "ai_governance",
        "ai_compliance",
        "ai_safety",
        "ai_privacy",
        "ai_audit",
        "ai_security",
        "eu_ai_act",
        "nist_ai_rmf",
        "iso_42001",
        "human_oversight_of_ai",
        "ai_impact_assessment",
    ),
    groups=("explainability_fairness",),
)
LATENCY = Selection(skills=("latency_and_throughput", "low_latency_inference"))
COST = Selection(skills=("finops_and_cloud_cost", "ai_cost_management"))
PRODUCTION = Selection(
    skills=("ci_cd", "docker_and_containers", "kubernetes", "observability", "metrics_and_tracing_tools"),
    groups=("mlops_serving",),
)
MONITORING = Selection(
    skills=(
        "observability",
        "metrics_and_tracing_tools",
        "incident_tools",
        "version_control",
        "model_monitoring",
        "llm_observability",
        "network_monitoring",
    ),
)
EVALUATION = Selection(
    skills=(
        "model_evaluation",
        "llm_evaluation",
        "llm_evaluation_platforms",
        "ai_benchmarking",
        "rag_evaluation",
        "ai_testing_and_quality",
        "agent_evaluation_and_simulation",
        "model_accuracy_metrics",
    ),
)
PROJECTS = Selection(offered=("portfolio", "open_source_contributions", "hackathons_and_competitions"))
COMMUNITY = Selection(offered=("open_source_contributions", "publications_and_speaking", "hackathons_and_competitions"))
