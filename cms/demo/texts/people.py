"""People with the functions they held, and whom to call about what."""

import datetime

from cms.demo.texts.kinds import Contact, Function, Person

DIRECTOR_BEFORE = "marwitz"
DIRECTOR_NOW = "ahrendt"
# The day on which the management changes hands.
HANDOVER = datetime.date(2022, 7, 1)

LEADS_WELCOME = {"de": "Leiter", "en": "Head"}

PEOPLE = [
    Person(
        key=DIRECTOR_BEFORE,
        name="Dr. Helene Marwitz",
        functions=[
            Function(
                {"de": "Geschäftsführerin", "en": "Managing Director"},
                "agentur",
                datetime.date(2016, 4, 1),
                HANDOVER - datetime.timedelta(days=1),
            ),
            Function({"de": "Ehrenamtliche Beirätin", "en": "Member of the Advisory Board"}, "netzwerk", HANDOVER),
        ],
    ),
    Person(
        key=DIRECTOR_NOW,
        name="Jonas Ahrendt",
        functions=[
            Function(LEADS_WELCOME, "welcome", datetime.date(2018, 1, 1), HANDOVER - datetime.timedelta(days=1)),
            Function({"de": "Geschäftsführer", "en": "Managing Director"}, "agentur", HANDOVER),
        ],
    ),
    Person(
        key="brandt",
        name="Nadia Okafor-Brandt",
        functions=[
            Function(
                {"de": "Beraterin für Fachkräfte", "en": "Adviser for Skilled Workers"},
                "welcome",
                datetime.date(2018, 9, 1),
                HANDOVER - datetime.timedelta(days=1),
            ),
            Function({"de": "Leiterin", "en": "Head"}, "welcome", HANDOVER),
        ],
        phone="030 23125 121",
        email="n.okafor-brandt@mittelwald.example",
    ),
    Person(
        key="wohlrab",
        name="Friederike Wohlrab",
        functions=[Function({"de": "Pressesprecherin", "en": "Press Officer"}, "agentur", datetime.date(2017, 2, 1))],
        phone="030 23125 110",
        email="presse@mittelwald.example",
    ),
    Person(
        key="petrovic",
        name="Milan Petrović",
        functions=[
            Function(
                {"de": "Berater für Betriebe", "en": "Adviser for Employers"}, "welcome", datetime.date(2019, 3, 1)
            )
        ],
        phone="030 23125 130",
        email="m.petrovic@mittelwald.example",
    ),
    Person(
        key="eberlein",
        name="Dr. Sina Eberlein",
        functions=[
            Function({"de": "Landrätin", "en": "District Administrator"}, "landkreis", datetime.date(2018, 7, 1))
        ],
    ),
    Person(
        key="luedeking",
        name="Torben Lüdeking",
        functions=[
            Function({"de": "Personalleiter", "en": "Head of Human Resources"}, "klinikum", datetime.date(2017, 1, 1))
        ],
    ),
    Person(
        key="rehbein",
        name="Katja Rehbein",
        functions=[
            Function({"de": "Projektleiterin", "en": "Project Manager"}, "bildungswerk", datetime.date(2019, 8, 1))
        ],
        phone="040 66969 210",
        email="k.rehbein@bildungswerk-silberhain.example",
    ),
    Person(
        key="thormann",
        name="Prof. Dr. Ilse Thormann",
        functions=[
            Function(
                {"de": "Vizepräsidentin für Internationales", "en": "Vice-President for International Affairs"},
                "hochschule",
                datetime.date(2020, 10, 1),
            )
        ],
    ),
    Person(
        key="kessling",
        name="Ruben Keßling",
        functions=[
            Function({"de": "Betriebsberater", "en": "Business Adviser"}, "handwerk", datetime.date(2019, 1, 1))
        ],
        phone="040 66969 410",
        email="r.kessling@hwk-auenfurt.example",
    ),
]

CONTACTS = [
    Contact(
        key="presse",
        role={"de": "Pressestelle", "en": "Press office"},
        organisation="agentur",
        phone="030 23125 110",
        email="presse@mittelwald.example",
        person="wohlrab",
    ),
    Contact(
        key="fachkraefte",
        name={"de": "Servicetelefon für Fachkräfte", "en": "Helpline for skilled workers"},
        role={"de": "Beratung in neun Sprachen", "en": "Advice in nine languages"},
        organisation="welcome",
        phone="030 23125 120",
        email="willkommen@mittelwald.example",
    ),
    Contact(
        key="betriebe",
        role={"de": "Beratung für Betriebe", "en": "Advice for employers"},
        organisation="welcome",
        phone="030 23125 130",
        email="betriebe@mittelwald.example",
        person="petrovic",
    ),
    Contact(
        key="anerkennung",
        name={"de": "Anerkennungsberatung", "en": "Recognition advice"},
        role={"de": "Abschlüsse aus dem Ausland", "en": "Qualifications from abroad"},
        organisation="welcome",
        phone="030 23125 140",
        email="anerkennung@mittelwald.example",
    ),
    Contact(
        key="veranstaltungen",
        name={"de": "Veranstaltungsbüro", "en": "Events office"},
        role={"de": "Anmeldung und Dokumentationen", "en": "Registration and documentation"},
        organisation="agentur",
        phone="030 23125 150",
        email="veranstaltungen@mittelwald.example",
    ),
    Contact(
        key="sprachprojekt",
        role={"de": "Projekt „Sprache im Dienst“", "en": "“Language on Duty” project"},
        organisation="bildungswerk",
        phone="040 66969 210",
        email="k.rehbein@bildungswerk-silberhain.example",
        person="rehbein",
    ),
    Contact(
        key="handwerk",
        role={"de": "Patenschaften im Handwerk", "en": "Mentoring in the skilled crafts"},
        organisation="handwerk",
        phone="040 66969 410",
        email="r.kessling@hwk-auenfurt.example",
        person="kessling",
    ),
]
