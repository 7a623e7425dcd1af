"""A made-up year of JobTech's archive in its true shape: JSON lines in a zip file, 7 % of the ads of Data/IT."""

from __future__ import annotations

import json
import random
import zipfile
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

IT_SHARE = 0.07
FIELDS = (
    ("NYW6_mP6_vwf", "Hälso- och sjukvård", "8"),
    ("RPTn_bxG_ExZ", "Försäljning, inköp, marknadsföring", "5"),
    ("ASGV_zcE_bWf", "Transport, distribution, lager", "17"),
)
TITLES = ("Systemutvecklare", "Javautvecklare", "Nätverkstekniker", "IT-arkitekt", "Data Engineer", "Testare")
OTHERS = ("Sjuksköterska", "Butikssäljare", "Personlig assistent", "Lastbilschaufför", "Undersköterska")
DUTIES = (
    "Du utvecklar och förvaltar våra tjänster i Java och SQL.",
    "Du bygger maskininlärning för prognoser i Python och PyTorch.",
    "Du driftar servrar och nätverk och stöttar våra användare.",
    "Du leder testning av nya versioner tillsammans med utvecklarna.",
)
FILLER = (
    "Hos oss arbetar du i ett team som värnar om kunden, kvaliteten och varandra, och du får tid att lära dig nytt. "
)
TOWNS = [("Stockholm", "Stockholms län"), ("Göteborg", "Västra Götalands län"), ("Umeå", "Västerbottens län")]


def label(concept: str, name: str, old: str | None = None) -> list[dict[str, Any]]:
    return [{"concept_id": concept, "label": name, "legacy_ams_taxonomy_id": old}]


def ad(dice: random.Random, year: int, number: int) -> dict[str, Any]:
    """One ad, as the archive has it."""
    is_it = dice.random() < IT_SHARE
    published = datetime(year, 1, 1) + timedelta(minutes=dice.randrange(365 * 24 * 60))  # noqa: DTZ001  # Swedish time
    town, region = dice.choice(TOWNS)
    title = dice.choice(TITLES if is_it else OTHERS)
    text = f"{title} till team {number}\n\nArbetsuppgifter\n{dice.choice(DUTIES) if is_it else ''}\n"
    text += FILLER * dice.randint(8, 22) + f"\n\nKvalifikationer\nMinst {dice.randint(1, 6)} års erfarenhet."
    field = label("apaJ_2ja_LuF", "Data/IT", "3") if is_it else label(*dice.choice(FIELDS))
    return {
        "id": f"{dice.getrandbits(160):040x}", "original_id": str(20_000_000 + year * 100_000 + number),
        "external_id": None, "webpage_url": None, "logo_url": None, "headline": f"{title}, {town}",
        "application_deadline": (published + timedelta(days=30)).isoformat(), "number_of_vacancies": 1,
        "description": {"text": text, "text_formatted": None, "company_information": None, "needs": None,
                        "requirements": None, "conditions": "Heltid, tillsvidare"},
        "employment_type": label("PFZr_Syz_cUq", "Vanlig anställning", "1"),
        "salary_type": label("oG8G_9cW_nRf", "Fast månads- vecko- eller timlön", "1"), "salary_description": None,
        "duration": label("a7uU_j21_mkL", "Tillsvidare", "1"),
        "working_hours_type": label("6YE1_gAC_R2G", "Heltid", "1"),
        "scope_of_work": {"min": 100, "max": 100}, "access": None,
        "employer": {"phone_number": None, "email": None, "url": None, "organization_number": f"55{number % 900:08d}",
                     "name": f"Bolag {number % 900} AB", "workplace": f"Bolag {number % 900} AB"},
        "application_details": {"information": None, "reference": "ref TELEPHONENO", "email": None, "via_af": False,
                                "url": "https://jobb.example/ansok", "other": None},
        "experience_required": True, "access_to_own_car": False, "driving_license_required": False,
        "driving_license": None, "occupation": label("x1", title), "occupation_group": label("x2", "Grupp", "2512"),
        "occupation_field": field,
        "workplace_address": {"municipality": town, "municipality_code": "0180", "region": region, "region_code": "01",
                              "country": "Sverige", "country_code": "199", "street_address": None, "postcode": None,
                              "city": town.upper(), "coordinates": [18.05, 59.31]},
        "must_have": {"skills": [], "languages": [], "work_experiences": []},
        "nice_to_have": {"skills": [], "languages": [], "work_experiences": []},
        "application_contacts": [], "publication_date": published.isoformat(),
        "last_publication_date": (published + timedelta(days=30)).isoformat(), "removed": False, "removed_date": None,
        "source_type": "VIA_ANNONSERA", "timestamp": int(published.timestamp() * 1000), "detected_language": "sv",
        "remote_work": False,
    }  # fmt: skip


def write(path: Path, year: int, count: int, seed: int = 20) -> Counter[date]:
    """Write an archive of a year; gives its IT ads by month."""
    dice, months = random.Random(f"{seed} {year}"), Counter[date]()
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(f"{year}_beta1_1_percent.jsonl", "w") as lines,
    ):
        for number in range(count):
            made = ad(dice, year, number)
            if made["occupation_field"][0]["label"] == "Data/IT":
                months[date.fromisoformat(made["publication_date"][:7] + "-01")] += 1
            lines.write(json.dumps(made, ensure_ascii=False).encode() + b"\n")
    return months
