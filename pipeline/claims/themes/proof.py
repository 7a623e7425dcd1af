"""By what people are to show what they can do."""

from __future__ import annotations

from pipeline.claims.entry import Claim, Figure
from pipeline.claims.evidence import Selection
from pipeline.claims.measures import Level
from pipeline.claims.selections import CERTIFICATES, COMMUNITY, IN_DUTIES, PROJECTS

CLAIMS = (
    Claim(
        id=15,
        section="3.1",
        claim="Certificates help to get the job.",
        question="How often do openings ask for any certificate?",
        rule="More than 5 % of them do.",
        measures=(Level("any certificate", CERTIFICATES, above=5),),
        figure=Figure("claim_15_certificates", "lines", "Share of openings that ask for a certificate, %"),
        limits="What an employer values without writing it down is not seen.",
    ),
    Claim(
        id=18,
        section="3.3",
        claim="Community work, publications and talks count.",
        question="How often do openings with AI in the duties name open source, publications or talks?",
        rule="More than 5 % of them do.",
        measures=(Level("open source, publications or talks", COMMUNITY, above=5, among=IN_DUTIES),),
        figure=Figure("claim_18_community", "lines", "Share of openings with AI in the duties, %"),
    ),
    Claim(
        id=32,
        section="8.3",
        claim="A portfolio of projects opens doors.",
        question="How often do openings name a portfolio, side projects or open source?",
        rule="More than 5 % of them do.",
        measures=(Level("portfolio, projects or open source", PROJECTS, above=5),),
        figure=Figure("claim_32_portfolio", "lines", "Share of openings that name it, %"),
    ),
    Claim(
        id=38,
        section="FAQ 4",
        claim="Certificates and projects are what proves skill.",
        question="How often do openings name each kind of evidence?",
        rule="More than 5 % of openings name certificates, and more than 5 % projects.",
        measures=(
            Level("certificates", Selection(tiers=CERTIFICATES.tiers), above=5),
            Level("projects", PROJECTS, above=5),
        ),
        figure=Figure("claim_38_evidence", "bars", "Share of openings that name it, %"),
    ),
)
