"""How far and how fast AI spreads through IT work."""

from __future__ import annotations

from pipeline.claims.entry import Claim, Figure
from pipeline.claims.evidence import Selection
from pipeline.claims.measures import Between, Change, Level, Outpaces
from pipeline.claims.selections import IN_DUTIES, NOT_IN_DUTIES, TRADITIONAL

WAVES = {
    "cloud": Selection(skills=("aws", "azure", "google_cloud", "cloud_computing_generic")),
    "containers": Selection(skills=("docker_and_containers", "kubernetes")),
    "mobile": Selection(skills=("swift_and_ios", "kotlin_and_android", "mobile_development_generic")),
    "big data": Selection(skills=("big_data", "hadoop", "apache_spark")),
    "blockchain": Selection(skills=("blockchain",)),
}

# Roles of classical IT that panels have enough openings of; the others say nothing either way.
FACETS = {
    "software development": "software_developer",
    "web front end": "web_frontend_developer",
    "mobile": "mobile_developer",
    "operations": "aiops_sre",
    "security": "security_engineer",
    "quality": "qa_engineer",
    "system administration": "sysadmin",
    "product management": "product_manager",
    "user experience": "ux_designer",
    "engineering management": "engineering_manager",
}


def _row(row: str, ai: tuple[str, ...], classical: tuple[str, ...]) -> tuple[Between, Between]:
    """One row of the table: its AI side asked oftener with AI in the duties, its classical side oftener without."""
    return (
        Between(f"{row}: AI side", Selection(skills=ai), one=IN_DUTIES, other=NOT_IN_DUTIES, above=1.0),
        Between(f"{row}: classical side", Selection(skills=classical), one=NOT_IN_DUTIES, other=IN_DUTIES, above=1.0),
    )


CLAIMS = (
    Claim(
        id=1,
        section="introduction",
        claim="AI changes IT work faster than anything before it.",
        question="Did AI in the duties gain more in three years than earlier waves in their best three?",
        rule="The share of openings with AI in the duties gained more points in the last three years than each of "
        "cloud, containers, mobile, big data and blockchain in the best three years the panel shows.",
        measures=tuple(Outpaces(f"AI in the duties against {name}", IN_DUTIES, wave) for name, wave in WAVES.items()),
        figure=Figure("claim_01_pace", "bars", "Points gained in three years, AI less the wave's best three"),
        limits="A wave that began before the panel does is seen from its second half on.",
    ),
    Claim(
        id=2,
        section="1.1",
        claim="45 % of enterprise workloads incorporate AI.",
        question="What share of IT openings involves AI?",
        rule="none: openings are not workloads",
        not_measurable_because="Postings say what employers look for, not what runs in their data centres.",
        figure=Figure("ai_ladder", "lines", "Share of openings by how strictly AI is defined, %"),
    ),
    Claim(
        id=3,
        section="1.1",
        claim="AI reaches traditional roles, from network administration to system analysis.",
        question="Do openings for classical IT roles have AI in the duties oftener than three years ago?",
        rule="Among openings for one classical role, the odds of AI in the duties rose by a quarter or more in three "
        "years, the mix of roles being the same.",
        measures=(Change("AI in the duties of classical roles", IN_DUTIES, among=TRADITIONAL, is_same_roles=True),),
        figure=Figure("claim_03_traditional_roles", "slope", "Share of classical roles' openings with AI duties, %"),
    ),
    Claim(
        id=28,
        section="7.1",
        claim="AI becomes part of every facet of IT.",
        question="In which classical roles do more than one opening in ten have AI in the duties?",
        rule="In every classical role, more than 10 % of the openings for it alone, of three years, have AI in the "
        "duties.",
        measures=(
            *(
                Level(facet, IN_DUTIES, above=10, among=Selection(roles=(role,)), years=3)
                for facet, role in FACETS.items()
            ),
        ),
        figure=Figure("claim_28_facets", "bars", "Share of a role's openings with AI in the duties, %"),
        limits="Roles with fewer than 50 openings of their own say nothing either way.",
    ),
    Claim(
        id=33,
        section="9",
        claim="AI-empowered and traditional IT differ in focus, skills, tools, workflow and measures as tabled.",
        question="Is each cell of the article's table asked oftener on its own side, with AI or without?",
        rule="In every row, the terms of the AI side are asked oftener in openings with AI in the duties, and those of "
        "the classical side oftener in the others. Terms that make the AI level are left out, or it would be circular.",
        measures=(
            *_row(
                "focus",
                ("data_analysis", "experimentation"),
                ("system_administration", "help_desk_and_desktop_support"),
            ),
            *_row(
                "skills",
                ("python", "mathematics", "statistical_modelling"),
                ("networking_fundamentals", "routing_and_switching"),
            ),
            *_row(
                "tools",
                ("jupyter", "pandas", "numpy_and_scipy"),
                ("windows_server", "vmware_and_virtualisation", "cisco"),
            ),
            *_row("workflow", ("data_pipelines", "etl_and_elt"), ("itil_and_itsm", "change_and_release_management")),
            *_row("measures", ("latency_and_throughput",), ("uptime_and_slas", "incident_resolution")),
        ),
        figure=Figure("claim_33_table", "heat_map", "Odds of being asked on the cell's own side over the other"),
    ),
    Claim(
        id=39,
        section="FAQ 5",
        claim="AI will not replace IT jobs.",
        question="How do openings with and without AI in the duties develop?",
        rule="none: a job that is not advertised may be filled, kept or gone",
        not_measurable_because="Postings show what is advertised; a job that AI replaced leaves no posting behind.",
        figure=Figure("kinds_of_roles", "lines", "Share of advertised roles by kind, %"),
    ),
    Claim(
        id=45,
        section="7.1",
        claim="With AI, oversight and strategy gain weight.",
        question="Are oversight and strategy asked oftener with AI in the duties than without?",
        rule="The odds are higher, texts of the same length.",
        measures=(
            Between(
                "oversight and strategy",
                Selection(skills=("strategy_and_oversight",)),
                one=IN_DUTIES,
                other=NOT_IN_DUTIES,
                above=1.0,
                held=("length",),
            ),
        ),
        figure=Figure("claim_45_oversight", "forest", "Odds with AI in the duties over others"),
    ),
)
