"""How far it is from one role to another, and how fast roles change."""

from __future__ import annotations

from pipeline.claims.entry import Claim, Figure
from pipeline.claims.evidence import Selection
from pipeline.claims.measures import Between
from pipeline.claims.profiles import closing, evolved, missing, nearer, turnover
from pipeline.claims.selections import IN_DUTIES

RIVALS = ("ml_engineer", "ai_research_scientist", "data_scientist", "ai_engineer")

CLAIMS = (
    Claim(
        id=27,
        section="6.3, 8.1",
        claim="It pays to know one's skills gap early.",
        question="How much of what an MLOps opening asks does a system administrator's profile lack?",
        rule="More than a quarter of it.",
        measures=(missing("from system administration to MLOps", "sysadmin", "mlops_engineer", above=0.25),),
        figure=Figure("claim_27_gap", "bars", "Share of what the target asks that the start does not, 0 to 1"),
        limits="A gap between profiles of openings; whether knowing it early helps is not seen in postings.",
    ),
    Claim(
        id=30,
        section="7.3",
        claim="Learning never ends: what is asked today is not what was asked.",
        question="How much of what IT openings ask was exchanged in three years?",
        rule="More than a tenth, net of what sampling alone would show.",
        measures=(turnover("skills exchanged in three years", above=0.1),),
        figure=Figure("claim_30_turnover", "bars", "Share of asked skills exchanged, 0 to 1"),
    ),
    Claim(
        id=34,
        section="9, tip",
        claim="Learn across fields early in the career.",
        question="Do openings for juniors have AI in the duties as often as others?",
        rule="The odds are at least as high, in the same quarters.",
        measures=(
            Between(
                "AI in the duties of juniors",
                IN_DUTIES,
                Selection(seniority=("junior", "intern")),
                above=1.0,
                held=("quarter",),
            ),
        ),
        figure=Figure("claim_34_juniors", "lines", "Share of openings with AI in the duties, %"),
    ),
    Claim(
        id=35,
        section="FAQ 1",
        claim="IT roles evolved markedly within three to five years.",
        question="How far is the profile of a classical role from its own of three years before?",
        rule="The cosine distance net of sampling noise is above 0.05 for each of the commonest roles.",
        measures=tuple(
            evolved(label, role, above=0.05)
            for label, role in (
                ("software development", "software_developer"),
                ("web front end", "web_frontend_developer"),
                ("operations", "aiops_sre"),
                ("data engineering", "data_engineer"),
            )
        ),
        figure=Figure("claim_35_evolution", "bars", "Cosine distance of a role from itself three years before"),
    ),
    Claim(
        id=37,
        section="FAQ 3",
        claim="From system administration the way leads to MLOps and AI infrastructure.",
        question="Does system administration cover more of MLOps than of other AI roles?",
        rule="It covers more of what MLOps asks than of each other AI role.",
        measures=tuple(
            nearer(f"MLOps before {rival.replace('_', ' ')}", "sysadmin", "mlops_engineer", rival) for rival in RIVALS
        ),
        figure=Figure("claim_37_way", "bars", "Coverage of MLOps less that of the other role, 0 to 1"),
    ),
    Claim(
        id=40,
        section="added",
        claim="The borders blur between developers, data scientists, business analysts and system administrators.",
        question="Are developers, data scientists, analysts and administrators nearer to each other than before?",
        rule="The mean cosine distance between them, net of sampling noise, fell by more than 0.02.",
        measures=(
            closing(
                "developer, data scientist, analyst, administrator",
                ("software_developer", "data_scientist", "data_analyst", "sysadmin"),
                above=0.02,
            ),
        ),
        figure=Figure("claim_40_blurring", "bars", "How much nearer the profiles are than three years before"),
    ),
)
