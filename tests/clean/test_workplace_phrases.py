"""How postings say remote, hybrid or on site, and the many uses of these words that offer nothing: one a line."""

import pytest

from pipeline.clean.workplace import offers, workplace
from pipeline.records import Offer

# phrase | workplaces, empty for none
PHRASES = """
This is a fully remote position.|remote
This is a remote role open to candidates in Spain.|remote
This role is remote.|remote
This role is fully remote within the United States.|remote
This position is 100% remote.|remote
The position can be done remotely.|remote
You can work remotely from anywhere in Portugal.|remote
We are a remote-first company.|remote
We are fully remote, with people in nine countries.|remote
Our team is fully distributed and works remotely.|remote
All of our roles are remote.|remote
Remote candidates are welcome.|remote
We are open to remote candidates.|remote
We offer remote work.|remote
Work from home available.|remote
You may work from anywhere.|remote
Work from home, forever.|remote
Remote or on site, as you like.|remote
Telecommuting is possible.|remote
Great people wanted. #LI-Remote|remote
Remote opportunity|remote
This job is remote; we meet twice a year in Lisbon.|remote
This is a hybrid role based in Oslo.|hybrid
This is a hybrid position.|hybrid
This role is hybrid.|hybrid
We have a hybrid work model.|hybrid
We follow a hybrid schedule.|hybrid
Our hybrid policy asks for presence on Mondays.|hybrid
Hybrid working is the norm here.|hybrid
We expect three days a week in the office.|hybrid
You will be in the office 2 days per week.|hybrid
Two days per week from home.|hybrid
We ask people to be in our Paris office three days a week.|hybrid
This job needs 3 days in the office.|hybrid
At least 2 days per week in the office.|hybrid
1-2 days a week from home|hybrid
People come to the office at least 40% of the time. You spend at least half of your time there.|hybrid
Great people wanted. #LI-Hybrid|hybrid
Location-based hybrid team|hybrid
This is an onsite role.|onsite
This role is on-site in Denver.|onsite
This is an in-person role.|onsite
This position is in-office.|onsite
You must work on-site.|onsite
The job requires you to be on site.|onsite
The role is located onsite at our factory.|onsite
We work in-person at our Boston office. It is an in-office culture.|onsite
Great people wanted. #LI-Onsite|onsite
Great people wanted. #LI-On-site|onsite
Acme, Engineer, REMOTE|remote
Acme, Oslo, ONSITE|onsite
Acme, Oslo, Hybrid|hybrid
Acme, Oslo, On-site or remote|onsite remote
Acme, Oslo, WFH|remote
Acme, Oslo, In-person|onsite
Acme, Oslo, In office|onsite
Acme, Berlin, Home Office|remote
Acme, São Paulo, Presencial|onsite
Acme, São Paulo, Híbrido|hybrid
Acme, São Paulo, Remoto|remote
Acme, Oslo, Remote (EU)|remote
Acme, Oslo, 3 days in office|hybrid
Acme, Oslo, partially remote|hybrid
Acme, Oslo, Remote OK|remote
Acme, Oslo, Anywhere|remote
Location: Remote|remote
Location: Oslo (hybrid)|hybrid
Location: Oslo, on-site|onsite
Workplace type: Hybrid|hybrid
Work arrangement: On-site|onsite
Work mode: Remote|remote
Location Type: Remote|remote
We build hybrid cloud platforms.|
You will run a hybrid cloud.|
Experience with hybrid cloud infrastructure|
You know hybrid mobile apps.|
A hybrid app written in React|
Hybrid identity with Entra ID|
Experience with hybrid search and rerankers|
We sell hybrid cars.|
A hybrid of consulting and engineering|
Azure hybrid infrastructure|
We make remote monitoring devices.|
You build remote monitoring for turbines.|
Remote patient monitoring since 2012|
You know remote sensing.|
Satellite remote sensing pipelines|
Experience with remote access tools|
Set up VPN and remote access for staff|
Secure remote access for factories|
You give remote support to customers.|
Provide remote desktop support|
Knowledge of remote desktop protocols|
You maintain remote procedure calls.|
gRPC and remote procedure call design|
We serve remote communities in the north.|
Remote sites without power|
We fly drones to remote areas.|
Remote control of robots|
Remote hands in the data center|
We connect remote teams with video. Our customers love it.|
Software for remote workers' payroll|
Remote work is not possible.|
Remote work is not available for this role.|
Remote is not an option.|
This role is not remote.|
This is not a remote role.|
No remote.|
Sorry, no remote work.|
We do not offer remote work.|
We don't offer remote work.|
We cannot offer remote work at this time.|
Remote candidates will not be considered.|
Unfortunately remote work is not supported.|
Acme, Oslo, NO REMOTE|
Acme, Oslo, not remote|
Acme, Oslo, no remote please|
Location: Oslo (no remote)|
An onsite gym and free lunch|
We have an on-site gym.|
Onsite massage on Fridays|
On-site parking|
Free onsite parking and a canteen|
Onsite daycare for children|
On-site medical clinic|
The interview has an onsite day.|
Onsite interview, then an offer|
After a phone screen we invite you to an onsite.|
Process: phone call, take-home task, onsite interview|
Travel to customers for on-site support|
You will visit clients for onsite implementation.|
On-site training at customers|
Twice a year we meet in person.|
We meet in person for an offsite every quarter.|
We enjoy in-person events.|
An in-person meeting with the founders|
Manage our office in Oslo|
Microsoft Office|
You know Office 365.|
The office has a view of the sea.|
Our office is in Oslo.|
Back office systems|
Office manager|
A distributed system|
You understand distributed systems.|
Design distributed databases|
Home automation for everyone|
We work from first principles.|
Work from a clear brief|
A stipend for your home office|
$500 home office budget|
Occasional remote work|
Sometimes remote|
5 days of training|
Three days of onboarding|
30 days of paid leave|
Apply at https://remotejobs.example/remote|
remote-control@acme.example|
We are paid in two days.|
The team is in Oslo.|
Oslo|
"""
ROWS = [line.split("|") for line in PHRASES.strip().splitlines()]


def posting(phrase: str) -> str:
    """The phrase as a posting: a header with bars where it is made of parts, a sentence of its own where it is none."""
    if phrase.startswith("Acme, "):
        return (
            phrase.replace(", ", " | ") + "\n\nYou will write software in a small team, and talk to those who use it."
        )
    return f"{'We sell pens to people who write. ' * 12}\n\n{phrase}\n\nWe are kind to each other, and to pens."


def test_the_table_is_long_enough() -> None:
    assert len({phrase for phrase, _ in ROWS}) >= 150


@pytest.mark.parametrize(("phrase", "expect"), ROWS)
def test_phrase(phrase: str, expect: str) -> None:
    text = posting(phrase)
    found = offers((), (), None, text)
    assert " ".join(offer.workplace for offer in found) == expect
    assert all(offer.evidence in text and 0 < len(offer.evidence) <= 200 for offer in found)


def test_evidence_is_the_sentence_it_stands_on() -> None:
    text = "We sell pens. This is a fully remote position. We are kind."
    assert offers((), (), None, text) == (Offer("remote", "This is a fully remote position"),)
    assert offers(("FullyRemote",), ("Oslo",), None, "Hybrid role") == (Offer("remote", "FullyRemote"),)
    assert offers((), ("Oslo (Hybrid)",), None, "") == (Offer("hybrid", "Oslo (Hybrid)"),)


def test_one_piece_of_evidence_for_each_workplace() -> None:
    found = offers((), ("Berlin | onsite", "Remote (EU)", "Remote (US)"), None, "")
    assert [(offer.workplace, offer.evidence) for offer in found] == [("onsite", "onsite"), ("remote", "Remote (EU)")]
    assert workplace((), ("Berlin | onsite", "Remote (EU)"), None, "") == ("onsite", "remote")
