"""What is said again and again: boilerplates with their dated wordings, and what the site says of itself."""

import datetime

from cms.demo.texts.kinds import Boilerplate, In
from cms.demo.texts.people import HANDOVER

BOILERPLATES = [
    Boilerplate(
        key="agentur",
        organisation="agentur",
        title={"de": "Über die Regionalagentur Mittelwald", "en": "About the Mittelwald Regional Agency"},
        wordings=[
            (
                datetime.date(2016, 4, 1),
                {
                    "de": """Die Regionalagentur Mittelwald ist eine Einrichtung des Landkreises mit Sitz in
                    Auenfurt. Sie berät Betriebe, die Personal suchen, und Menschen, die in der Region arbeiten
                    möchten. Ihre Angebote sind kostenfrei.""",
                    "en": """The Mittelwald Regional Agency is an institution of the district with its seat in
                    Auenfurt. It advises businesses looking for staff and people who wish to work in the region. Its
                    services are free of charge.""",
                },
            ),
            (
                HANDOVER,
                {
                    "de": """Die Regionalagentur Mittelwald bringt Betriebe und Beschäftigte im Landkreis zusammen.
                    Ihr Welcome Center begleitet internationale Fachkräfte und ihre Familien vom ersten Gespräch bis
                    zur eigenen Wohnung; das Netzwerk Willkommen im Mittelwald verbindet mehr als 80 Stellen, die
                    daran mitwirken. Träger ist seit Juli 2022 ein Zweckverband des Landkreises und seiner vier
                    Städte. Mehr: <a href="https://www.mittelwald.example/">www.mittelwald.example</a>""",
                    "en": """The Mittelwald Regional Agency brings employers and employees in the district together.
                    Its Welcome Center accompanies international skilled workers and their families from the first
                    conversation to a home of their own; the Welcome to Mittelwald Network links more than 80 bodies
                    that take part. Since July 2022 the agency has been run by a joint board of the district and its
                    four towns. More: <a href="https://www.mittelwald.example/">www.mittelwald.example</a>""",
                },
            ),
        ],
    ),
    Boilerplate(
        key="netzwerk",
        organisation="netzwerk",
        title={"de": "Über das Netzwerk Willkommen im Mittelwald", "en": "About the Welcome to Mittelwald Network"},
        wordings=[
            (
                datetime.date(2023, 9, 1),
                {
                    "de": """Im Netzwerk Willkommen im Mittelwald arbeiten Behörden, Kammern, Betriebe,
                    Bildungsträger und Vereine zusammen, die zugewanderten Menschen das Ankommen erleichtern. Es
                    trifft sich mindestens einmal im Jahr; die Geschäftsstelle liegt bei der Regionalagentur.""",
                    "en": """In the Welcome to Mittelwald Network, authorities, chambers, businesses, training
                    providers and associations work together to make it easier for newcomers to settle in. It meets
                    at least once a year; its office is at the Regional Agency.""",
                },
            )
        ],
    ),
]

SITE_NAME: In[str] = {"de": "Regionalagentur Mittelwald", "en": "Mittelwald Regional Agency"}
SITE_MOTTO: In[str] = {
    "de": "Arbeiten und ankommen zwischen Wehr und Silberhain",
    "en": "Working and settling in between the Wehr and Silberhain",
}
PUBLISHER = "agentur"
PRESS_CONTACT = "presse"

MENUS = {
    "header": ["presse", "praxis", "veranstaltungen", "ueber-uns", "kontakt"],
    "footer": ["impressum", "datenschutz", "barrierefreiheit", "leichte-sprache"],
}
