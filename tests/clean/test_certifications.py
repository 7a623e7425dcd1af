"""Certifications asked for, as written; protocols, teams and certified companies are none."""

import pytest

from pipeline.clean.certifications import certifications


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("CISSP or OSCP is a plus", ["CISSP", "OSCP"]),
        ("Certifications such as CISSP, GIAC, etc. are preferred", ["CISSP", "GIAC"]),
        ("Security+ or Network+", ["Security+", "Network+"]),
        ("CCNA/CCNP", ["CCNA", "CCNP"]),
        ("PMP certification preferred", ["PMP"]),
        ("AWS Certified Solutions Architect is a plus", ["AWS Certified Solutions Architect"]),
        ("Nice to have: Databricks Certification", ["Databricks Certification"]),
        (
            "- Microsoft Certified: Power Platform Developer Associate (PL-400), or as much practice.",
            ["Microsoft Certified: Power Platform Developer Associate (PL-400)"],
        ),
        (
            "Palo Alto Networks Certified Network Security Analyst",
            ["Palo Alto Networks Certified Network Security Analyst"],
        ),
        ("Certified Kubernetes Administrator", ["Certified Kubernetes Administrator"]),
        ("CKA or CKAD", ["CKA", "CKAD"]),
        ("OSCP or equivalent. OSCP again.", ["OSCP"]),
        ("SANS/GIAC, OSCP or similar certifications.", ["SANS/GIAC", "OSCP"]),
        ("Certifications such as CPP, PSP, or similar", ["CPP", "PSP"]),
        ("Certificações AWS Practitioner e AWS Developer.", ["AWS Practitioner", "AWS Developer"]),
        ("ITIL certification", ["ITIL"]),
        ("Scrum certification (CSM)", ["CSM"]),
        ("RHCE, LPIC-1", ["RHCE", "LPIC-1"]),
        ("knowledge of ITIL processes", []),
        ("You build MCP servers", []),
        ("SafeNet and OWASP/SANS Top 25", []),
        ("The CSM owns the customer", []),
        ("We are certified as a Great Place to Work", []),
        ("A Certified B Corp since 2021", []),
        ("We support training and certifications.", []),
        ("FedRAMP, ISO 27001, SOC 2", []),
        ("cissp", []),
        ("", []),
    ],
)
def test_certifications(text: str, expect: list[str]) -> None:
    assert certifications(text) == tuple(expect)
