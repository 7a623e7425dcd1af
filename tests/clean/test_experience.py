"""Years of experience demanded; ages of companies, grants and preferred years are no demands."""

import pytest

from pipeline.clean.experience import years_experience


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("You have 5+ years of experience with Java.", 5),
        ("3-5 years of experience", 3),
        ("3 to 5 years' experience", 3),
        ("2 – 3 years of professional experience", 2),
        ("At least four years of professional experience", 4),
        ("Minimum of 7 years building web applications", 7),
        ("Ten or more years of software engineering", 10),
        ("five (5) years of experience in security", 5),
        ("10+ years in backend, including 5+ years designing authentication", 10),
        ("Experience: 6+ years", 6),
        ("Minimum Years of Work Experience:\n- 5", 5),
        ("3+ yrs exp with Go", 3),
        ("4+ YOE", 4),
        ("senior engineer (4+ years)", 4),
        ("Deep expertise in Java (3+years)", 3),
        ("0-3 years of professional experience", 0),
        ("2-5 Jahre Erfahrung", 2),
        ("8+ years enterprise SaaS product management", 8),
        ("Acme | Berlin | Full time\n\nFrontend: 6+ years of experience\n\nBackend: 5+ years of experience", 5),
        ("You have 4+ years of experience.\n\nYou have 2+ years of experience with Go.", 4),
        ("Preferred qualifications\n\n5+ years of experience in operating systems", None),
        ("Required qualifications\n\n5+ years of experience in operating systems", 5),
        ("plus preferably 3+ years of work experience", None),
        ("3+ years of Linux experience is a plus", None),
        ("A bachelor's degree or 2+ years of experience in lieu of a degree", None),
        ("Degree and 5+ years in networks; OR 8+ years in networks in lieu of a degree", 5),
        ("For 25+ years, Acme has built pens.\n\n5+ years of background in development", 5),
        ("We have built software for over 20 years.", None),
        ("A three-year-old startup", None),
        ("Our team has 40 years of combined experience", None),
        ("We doubled over the last 2 years.", None),
        ("Applicants must be 18 years of age.", None),
        ("We have 3+ years of runway.", None),
        ("Options vest over 4 years.", None),
        ("$120,000 per year", None),
        ("15 years of behavioral data", None),
        ("a family firm that has baked bread for 41 years, and it hires", None),
        ("Founded 10 years ago", None),
        ("", None),
    ],
)
def test_years(text: str, expect: int | None) -> None:
    assert years_experience(text) == expect
