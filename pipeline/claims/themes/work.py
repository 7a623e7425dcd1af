"""How work is organised: AI as a colleague, remote work, training, trust."""

from __future__ import annotations

from pipeline.claims.entry import Claim, Figure
from pipeline.claims.evidence import Selection
from pipeline.claims.measures import Between, Change, Level
from pipeline.claims.selections import IN_DUTIES, NOT_IN_DUTIES, USES

STATED = Selection(workplace=("remote", "hybrid", "onsite"))

CLAIMS = (
    Claim(
        id=19,
        section="4.1",
        claim="AI becomes a collaborator in daily work.",
        question="Among openings with AI in the duties, does using AI gain on building it?",
        rule="The odds that the duties use AI rather than build or govern it rose by a quarter or more in three years.",
        measures=(Change("using rather than building AI", USES, among=IN_DUTIES),),
        figure=Figure("claim_19_collaborator", "lines", "Share of openings with AI in the duties that use it, %"),
    ),
    Claim(
        id=20,
        section="4.2",
        claim="Remote and flexible work comes with AI.",
        question="Are openings with AI in the duties remote oftener than others like them?",
        rule="The odds of remote work are a tenth higher or more, for the same roles in the same quarters; openings "
        "that name one role and say where work is done.",
        measures=(
            Between(
                "remote work with AI",
                Selection(workplace=("remote",)),
                one=IN_DUTIES,
                other=NOT_IN_DUTIES,
                above=1.1,
                among=STATED,
                held=("role", "quarter"),
            ),
        ),
        figure=Figure("claim_20_remote", "forest", "Odds of remote work with AI in the duties over others alike"),
    ),
    Claim(
        id=25,
        section="6.1",
        claim="An unnamed company cut its delivery time by 35 % with AI.",
        question="none",
        rule="none: the company is not named",
        not_measurable_because="The company is not named, and postings tell nothing of delivery times.",
        figure=Figure("kinds_of_roles", "lines", "Share of advertised roles by kind, %"),
    ),
    Claim(
        id=26,
        section="6.2",
        claim="Employers retrain and keep their people.",
        question="How often do openings offer training?",
        rule="More than 10 % of them do.",
        measures=(Level("training offered", Selection(offered=("upskilling_and_training_offered",)), above=10),),
        figure=Figure("claim_26_training", "lines", "Share of openings that offer training, %"),
        limits="Whether people stay is not seen in postings.",
    ),
    Claim(
        id=31,
        section="8.2",
        claim="Curricula and wearables with AI become part of work.",
        question="Does any opening ask for AI wearables?",
        rule="More than one opening in a thousand of the last three years does.",
        measures=(
            Level("AI wearables and devices", Selection(skills=("ai_wearables_and_devices",)), above=0.1, years=3),
        ),
        figure=Figure("claim_31_wearables", "lines", "Share of openings that ask for it, %"),
        limits="What schools teach is not seen in postings.",
    ),
    Claim(
        id=43,
        section="added",
        claim="The choice of AI vendors decides.",
        question="Which vendors' products do openings name?",
        rule="none: a named product is no choice of a vendor",
        not_measurable_because="A posting names products that people are to know, not why a vendor was chosen.",
        figure=Figure("leading_skills", "bars", "Share of openings that ask for the skill, %"),
    ),
    Claim(
        id=44,
        section="added",
        claim="Transparent communication about AI keeps people's trust.",
        question="none",
        rule="none: what is said inside a company is not advertised",
        not_measurable_because="Transparency in postings is a value that employers list, not how they speak to staff.",
        figure=Figure("ai_ladder", "lines", "Share of openings by how strictly AI is defined, %"),
    ),
)
