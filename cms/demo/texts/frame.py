"""The site's frame: front page, lists, sections and the contact directory, from the root down."""

import datetime

from cms.demo.texts.kinds import Heading, Picture, PlainPage, PlainText, Points, Prose, Quote

LAUNCH = datetime.date(2019, 1, 14)
RELAUNCH = datetime.date(2024, 2, 1)

PAGES = [
    PlainPage(
        key="start",
        model="home.HomePage",
        parent="",
        published=LAUNCH,
        texts={
            "de": PlainText(
                title="Regionalagentur Mittelwald",
                slug="de",
                intro="""Wir bringen Betriebe und Fachkräfte zusammen, beraten beim Ankommen und zeigen, was im
                Mittelwald schon gelingt. Hier lesen Sie, woran wir arbeiten.""",
                image=Picture("huegel"),
                body=[
                    Prose(
                        """Ob Sie Personal suchen, eine Stelle annehmen oder über uns berichten möchten: Unsere
                        Beratung ist kostenfrei, vertraulich und in neun Sprachen möglich."""
                    )
                ],
            ),
            "en": PlainText(
                title="Mittelwald Regional Agency",
                slug="en",
                intro="""We bring employers and skilled workers together, give advice on settling in and show what
                already works in Mittelwald. Read here what we are working on.""",
                image=Picture("huegel"),
                body=[
                    Prose(
                        """Whether you are looking for staff, taking up a post or reporting about us: our advice is
                        free, confidential and available in nine languages."""
                    )
                ],
            ),
        },
    ),
    PlainPage(
        key="presse",
        model="press.PressIndexPage",
        parent="start",
        published=LAUNCH,
        texts={
            "de": PlainText(
                "Presse",
                "presse",
                """Alle Pressemitteilungen der Regionalagentur und ihres Welcome Centers. Texte und Bilder dürfen
                mit Nennung der Quelle frei verwendet werden.""",
            ),
            "en": PlainText(
                "Press",
                "press",
                """Press releases of the Regional Agency and its Welcome Center. Texts and pictures may be used
                freely if the source is named.""",
            ),
        },
    ),
    PlainPage(
        key="praxis",
        model="press.PracticeIndexPage",
        parent="start",
        published=LAUNCH,
        texts={
            "de": PlainText(
                "Gute Praxis",
                "gute-praxis",
                """Was Betriebe, Behörden und Bildungsträger im Mittelwald ausprobiert haben, was dabei herauskam
                und wie sich ihre Ideen übertragen lassen.""",
            ),
            "en": PlainText(
                "Good practice",
                "good-practice",
                """What businesses, authorities and training providers in Mittelwald have tried, what came of it and
                how others can take up their ideas.""",
            ),
        },
    ),
    PlainPage(
        key="veranstaltungen",
        model="events.EventIndexPage",
        parent="start",
        published=LAUNCH,
        texts={
            "de": PlainText(
                "Veranstaltungen",
                "veranstaltungen",
                "Termine, Programme und Dokumentationen unserer Netzwerktreffen und Werkstattgespräche.",
            ),
            "en": PlainText(
                "Events",
                "events",
                "Dates, programmes and documentation of our network meetings and workshop talks.",
            ),
        },
    ),
    PlainPage(
        key="ueber-uns",
        model="home.SectionPage",
        parent="start",
        published=RELAUNCH,
        texts={
            "de": PlainText(
                "Über uns",
                "ueber-uns",
                "34 Menschen arbeiten an drei Standorten daran, dass aus einer Zusage ein Zuhause wird.",
                body=[
                    Quote(
                        "ahrendt",
                        """Wir messen uns nicht an der Zahl der Broschüren, sondern daran, wie viele Menschen nach
                        drei Jahren noch hier leben und gern zur Arbeit gehen.""",
                    )
                ],
            ),
            "en": PlainText(
                "About us",
                "about-us",
                "34 people at three locations work to turn a job offer into a home.",
                body=[
                    Quote(
                        "ahrendt",
                        """We do not measure ourselves by the number of brochures but by how many people still live
                        here after three years and enjoy going to work.""",
                    )
                ],
            ),
        },
    ),
    PlainPage(
        key="auftrag",
        model="home.StandardPage",
        parent="ueber-uns",
        published=RELAUNCH,
        texts={
            "de": PlainText(
                "Auftrag und Angebote",
                "auftrag",
                "Wofür der Landkreis und seine Städte uns beauftragt haben und was Sie von uns erwarten können.",
                body=[
                    Heading("Für Fachkräfte und ihre Familien"),
                    Points(
                        [
                            "Erstberatung zu Aufenthalt, Anerkennung und Sprachkursen",
                            "Begleitung zu Terminen bei Behörden und Schulen",
                            "Hilfe bei der Suche nach Wohnung und Betreuungsplatz",
                        ]
                    ),
                    Heading("Für Betriebe"),
                    Points(
                        [
                            "Beratung zum beschleunigten Verfahren und zu den nötigen Unterlagen",
                            "Schulungen für Teams, die internationale Kolleginnen und Kollegen einarbeiten",
                            """Austausch mit anderen Betrieben bei unseren <a
                            href="page:veranstaltungen">Veranstaltungen</a>""",
                        ]
                    ),
                    Prose(
                        """Wir vermitteln keine Arbeitsverträge und ersetzen keine Rechtsberatung. Wo unser Auftrag
                        endet, sagen wir es und nennen die Stelle, die weiterhilft."""
                    ),
                ],
            ),
            "en": PlainText(
                "Mission and services",
                "mission",
                "What the district and its towns have asked us to do, and what you can expect of us.",
                body=[
                    Heading("For skilled workers and their families"),
                    Points(
                        [
                            "First advice on residence, recognition and language courses",
                            "Company at appointments with authorities and schools",
                            "Help in finding a flat and a childcare place",
                        ]
                    ),
                    Heading("For employers"),
                    Points(
                        [
                            "Advice on the fast-track procedure and the documents it needs",
                            "Training for teams that introduce international colleagues to their work",
                            'Exchange with other businesses at our <a href="page:veranstaltungen">events</a>',
                        ]
                    ),
                    Prose(
                        """We do not arrange contracts of employment and do not replace legal advice. Where our
                        mission ends, we say so and name the office that can help."""
                    ),
                ],
            ),
        },
    ),
    PlainPage(
        key="geschichte",
        model="home.StandardPage",
        parent="ueber-uns",
        published=RELAUNCH,
        texts={
            "de": PlainText(
                "Geschichte",
                "geschichte",
                "Von zwei Schreibtischen im Kreishaus zum Haus am Kornmarkt.",
                body=[
                    Picture("stadt"),
                    Prose(
                        """Die Regionalagentur entstand 2016, als der Landkreis seine Wirtschaftsförderung neu
                        ordnete. Zwei Mitarbeiterinnen zogen damals mit einem Telefon und einer Kaffeemaschine in
                        das Erdgeschoss des Kreishauses.

                        2019 kam das Welcome Center am Kornmarkt hinzu, drei Jahre später übernahm ein Zweckverband
                        die Trägerschaft. Seit 2023 führt die Agentur die Geschäftsstelle des Netzwerks Willkommen
                        im Mittelwald."""
                    ),
                ],
            ),
            "en": PlainText(
                "History",
                "history",
                "From two desks in the district hall to the house on Kornmarkt.",
                body=[
                    Picture("stadt"),
                    Prose(
                        """The Regional Agency was founded in 2016 when the district reorganised its business
                        development. Two members of staff moved into the ground floor of the district hall with one
                        telephone and a coffee machine.

                        In 2019 the Welcome Center on Kornmarkt was added; three years later a joint board took
                        over. Since 2023 the agency has run the office of the Welcome to Mittelwald Network."""
                    ),
                ],
            ),
        },
    ),
    PlainPage(
        key="kontakt",
        model="home.ContactDirectory",
        parent="start",
        published=LAUNCH,
        texts={
            "de": PlainText(
                "Kontakt",
                "kontakt",
                """Sie erreichen uns montags bis donnerstags von 9 bis 16 Uhr, freitags bis 13 Uhr. Persönliche
                Gespräche vereinbaren Sie bitte vorab.""",
            ),
            "en": PlainText(
                "Contact",
                "contact",
                """You can reach us Monday to Thursday from 9 am to 4 pm and on Friday until 1 pm. Please make an
                appointment if you would like to meet in person.""",
            ),
        },
    ),
]
