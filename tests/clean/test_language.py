"""The language of a posting: what it is written in, not what its source claims; unless there is too little to tell."""

import pytest

from pipeline.clean.language import VALIDATED, language

ENGLISH = (
    "We are looking for an engineer who will build the data platform with our team. You will work on pipelines that "
    "serve millions of people, and you will own what you build from the first sketch to the night it pages you."
)
GERMAN = (
    "Wir suchen eine Entwicklerin für unsere Plattform in München. Du baust Schnittstellen, pflegst die Datenbank und "
    "arbeitest eng mit dem Team zusammen. Erfahrung mit Java und Kubernetes ist von Vorteil, aber kein Muss."
)
FRENCH = (
    "Nous recherchons une développeuse pour rejoindre notre équipe à Lyon. Vous participerez à la conception de nos "
    "services et à leur mise en production, avec une équipe de dix personnes et beaucoup d'autonomie."
)
PORTUGUESE = (
    "Procuramos alguém com bastante prática em desenvolvimento de software. Você vai trabalhar na "
    "construção de soluções escaláveis e na manutenção de serviços existentes junto com a equipe."
)
SPANISH = (
    "Buscamos una persona con experiencia en el desarrollo de aplicaciones para nuestro equipo de Madrid. Trabajarás "
    "con otras personas en el diseño de nuevos servicios y en la mejora de los que ya tenemos."
)
DUTCH = (
    "Wij zoeken een ontwikkelaar voor ons team in Utrecht. Je werkt aan onze diensten en je denkt mee over nieuwe "
    "oplossingen voor de klant. Ervaring met Java is mooi meegenomen, maar niet verplicht."
)
POLISH = (
    "Szukamy osoby z doświadczeniem w programowaniu do naszego zespołu we Wrocławiu. Będziesz pracować nad nowymi "
    "usługami i rozwijać te, które już mamy, razem z całym zespołem."
)
JAPANESE = "私たちはデータ基盤を一緒に作るエンジニアを募集しています。経験者を歓迎します。勤務地は東京です。"


@pytest.mark.parametrize(
    ("text", "said", "expect"),
    [
        (ENGLISH, None, "en"),
        (GERMAN, None, "de"),
        (FRENCH, None, "fr"),
        (PORTUGUESE, None, "pt"),
        (SPANISH, None, "es"),
        (DUTCH, None, "nl"),
        (POLISH, None, "pl"),
        (JAPANESE, None, "ja"),
        (GERMAN, "en", "de"),
        (FRENCH, "en-US", "fr"),
        (ENGLISH, "de", "en"),
        ("", None, "und"),
        ("", "en", "en"),
        ("", "en-US", "en"),
        ("   \n", "ja", "ja"),
        ("https://a.example https://b.example/c", None, "und"),
        ("https://a.example https://b.example/c", "en", "en"),
        ("Senior Software Engineer", "en", "en"),
        ("Senior Software Engineer", None, "en"),
        ("Acme | Berlin | Full time | Senior Python developer, data engineer | remote", None, "en"),
        ("San Francisco - Full time - Ruby developer\n\nMore info at: https://a.example", None, "en"),
        ("Acme GmbH | Stuttgart | Vollzeit\n\n" + GERMAN, None, "de"),
        ("Acme | Zürich, München, København | https://acme.example\n\n" + ENGLISH, None, "en"),
        ("https://acme.example/jobs\n\n" + ENGLISH, None, "en"),
        ("==========\n\n" + ENGLISH, None, "en"),
        (ENGLISH + "\n\nDeutschkenntnisse sind von Vorteil.", None, "en"),
        ("xq", None, "und"),
    ],
)
def test_language_is_told_from_prose(text: str, said: str | None, expect: str) -> None:
    assert language(text, said) == expect


def test_english_is_the_first_validated_language() -> None:
    assert "en" in VALIDATED
