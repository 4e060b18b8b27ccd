"""The pages that the law asks for."""

import datetime

from cms.demo.texts.kinds import Heading, PlainPage, PlainText, Points, Prose

REVIEWED = datetime.date(2025, 6, 30)

PAGES = [
    PlainPage(
        key="impressum",
        model="home.StandardPage",
        parent="start",
        published=REVIEWED,
        texts={
            "de": PlainText(
                "Impressum",
                "impressum",
                "Angaben nach § 5 des Digitale-Dienste-Gesetzes. Agentur, Region und Personen sind frei erfunden.",
                body=[
                    Heading("Herausgeberin"),
                    Prose(
                        """Regionalagentur Mittelwald, Am Kornmarkt 4, 00421 Auenfurt

                        Telefon: 030 23125 100, E-Mail: <a
                        href="mailto:info@mittelwald.example">info@mittelwald.example</a>"""
                    ),
                    Heading("Vertretung und Aufsicht"),
                    Prose(
                        """Die Agentur wird durch den Geschäftsführer Jonas Ahrendt vertreten. Die Rechtsaufsicht
                        führt der Landkreis Mittelwald, Kreishausplatz 1, 00437 Silberhain."""
                    ),
                    Heading("Verantwortlich für den Inhalt"),
                    Prose("Friederike Wohlrab, Pressestelle, Anschrift wie oben."),
                    Heading("Bilder"),
                    Prose(
                        """Die Illustrationen auf diesen Seiten wurden für sie angefertigt und stehen unter CC0 1.0.
                        Sie dürfen ohne Rückfrage verwendet und verändert werden."""
                    ),
                ],
            ),
            "en": PlainText(
                "Legal notice",
                "legal-notice",
                "Information required by the Digital Services Act. Agency, region and people are fictitious.",
                body=[
                    Heading("Publisher"),
                    Prose(
                        """Mittelwald Regional Agency, Am Kornmarkt 4, 00421 Auenfurt

                        Telephone: 030 23125 100, e-mail: <a
                        href="mailto:info@mittelwald.example">info@mittelwald.example</a>"""
                    ),
                    Heading("Representation and supervision"),
                    Prose(
                        """The agency is represented by its Managing Director, Jonas Ahrendt. Legal supervision lies
                        with the District of Mittelwald, Kreishausplatz 1, 00437 Silberhain."""
                    ),
                    Heading("Responsible for the content"),
                    Prose("Friederike Wohlrab, press office, address as above."),
                    Heading("Pictures"),
                    Prose(
                        """The illustrations on these pages were made for them and are available under CC0 1.0. They
                        may be used and altered without asking."""
                    ),
                ],
            ),
        },
    ),
    PlainPage(
        key="datenschutz",
        model="home.StandardPage",
        parent="start",
        published=REVIEWED,
        texts={
            "de": PlainText(
                "Datenschutz",
                "datenschutz",
                "Diese Seiten kommen ohne Werbung, ohne Zählpixel und ohne Dienste Dritter aus.",
                body=[
                    Heading("Was beim Lesen gespeichert wird"),
                    Prose(
                        """Unser Server schreibt für jeden Abruf Zeitpunkt, Adresse der Seite und eine gekürzte
                        IP-Adresse in ein Protokoll. Wir brauchen es, um Störungen und Angriffe zu erkennen, und
                        löschen es nach sieben Tagen. Rechtsgrundlage ist Artikel 6 Absatz 1 Buchstabe e der
                        Datenschutz-Grundverordnung."""
                    ),
                    Heading("Cookies"),
                    Prose(
                        "Wer diese Seiten nur liest, bekommt keine Cookies. Die Anmeldung der Redaktion braucht eines."
                    ),
                    Heading("Ihre Rechte"),
                    Points(
                        [
                            "Auskunft über die Daten, die wir zu Ihrer Person verarbeiten",
                            "Berichtigung, Löschung und Einschränkung der Verarbeitung",
                            "Widerspruch und Beschwerde bei der Aufsichtsbehörde",
                        ]
                    ),
                    Prose(
                        """Fragen beantwortet unsere Stelle für Datenschutz unter <a
                        href="mailto:datenschutz@mittelwald.example">datenschutz@mittelwald.example</a>. Wie Sie uns
                        sonst erreichen, steht unter <a href="page:kontakt">Kontakt</a>."""
                    ),
                ],
            ),
            "en": PlainText(
                "Privacy",
                "privacy",
                "These pages do without advertising, tracking pixels and third-party services.",
                body=[
                    Heading("What is stored when you read"),
                    Prose(
                        """For every request our server logs the time, the address of the page and a shortened IP
                        address. We need this to notice faults and attacks, and delete it after seven days. The
                        legal basis is Article 6 (1) (e) of the General Data Protection Regulation."""
                    ),
                    Heading("Cookies"),
                    Prose("Those who only read these pages are given no cookies. Editors need one to log in."),
                    Heading("Your rights"),
                    Points(
                        [
                            "Access to the data about you that we process",
                            "Rectification, erasure and restriction of processing",
                            "Objection, and complaint to the supervisory authority",
                        ]
                    ),
                    Prose(
                        """Our data protection officer answers questions at <a
                        href="mailto:datenschutz@mittelwald.example">datenschutz@mittelwald.example</a>. For other
                        ways to reach us see <a href="page:kontakt">Contact</a>."""
                    ),
                ],
            ),
        },
    ),
    PlainPage(
        key="barrierefreiheit",
        model="home.StandardPage",
        parent="start",
        published=REVIEWED,
        texts={
            "de": PlainText(
                "Erklärung zur Barrierefreiheit",
                "barrierefreiheit",
                "Wir möchten, dass alle Menschen diese Seiten nutzen können, und sagen hier, was noch fehlt.",
                body=[
                    Heading("Stand der Vereinbarkeit"),
                    Prose(
                        """Diese Seiten sind mit der Barrierefreie-Informationstechnik-Verordnung weitgehend
                        vereinbar. Die Erklärung beruht auf einer Selbstbewertung und wurde zuletzt am 30. Juni 2025
                        überprüft."""
                    ),
                    Heading("Was noch nicht barrierefrei ist"),
                    Points(
                        [
                            "PDF-Dateien aus den Jahren vor 2023 haben keine Auszeichnung für Vorleseprogramme.",
                            "Für Veranstaltungen gibt es noch keine Videos in Deutscher Gebärdensprache.",
                        ]
                    ),
                    Heading("Barrieren melden"),
                    Prose(
                        """Schreiben Sie uns an <a
                        href="mailto:barrierefrei@mittelwald.example">barrierefrei@mittelwald.example</a> oder rufen
                        Sie an: 030 23125 115. Wir antworten innerhalb von zwei Wochen. Sind Sie mit unserer Antwort
                        nicht einverstanden, können Sie sich an die Schlichtungsstelle wenden; das Verfahren kostet
                        nichts."""
                    ),
                ],
            ),
            "en": PlainText(
                "Accessibility statement",
                "accessibility",
                "We want everybody to be able to use these pages, and say here what is still missing.",
                body=[
                    Heading("Compliance"),
                    Prose(
                        """These pages largely comply with the German ordinance on accessible information
                        technology. The statement rests on a self-assessment and was last reviewed on 30 June 2025."""
                    ),
                    Heading("What is not accessible yet"),
                    Points(
                        [
                            "PDF files from before 2023 are not tagged for screen readers.",
                            "There are no videos of our events in German Sign Language yet.",
                        ]
                    ),
                    Heading("Tell us about barriers"),
                    Prose(
                        """Write to <a
                        href="mailto:barrierefrei@mittelwald.example">barrierefrei@mittelwald.example</a> or call
                        030 23125 115. We reply within two weeks. If you do not agree with our reply, you can turn
                        to the arbitration board; the procedure is free of charge."""
                    ),
                ],
            ),
        },
    ),
    PlainPage(
        key="leichte-sprache",
        model="home.StandardPage",
        parent="start",
        published=REVIEWED,
        texts={
            "de": PlainText(
                "Leichte Sprache",
                "leichte-sprache",
                "Hier steht das Wichtigste in kurzen Sätzen.",
                body=[
                    Heading("Wer sind wir?"),
                    Prose(
                        """Wir sind die Regional-Agentur Mittelwald.

                        Unser Büro ist in der Stadt Auenfurt.

                        Wir helfen Menschen. Die Menschen kommen aus anderen Ländern. Sie wollen hier arbeiten."""
                    ),
                    Heading("Was machen wir?"),
                    Points(
                        [
                            "Wir beantworten Fragen.",
                            "Wir helfen bei Briefen vom Amt.",
                            "Wir suchen mit Ihnen einen Deutsch-Kurs.",
                            "Wir sprechen mit Ihrem Chef oder Ihrer Chefin.",
                        ]
                    ),
                    Prose("Unsere Hilfe kostet kein Geld."),
                    Heading("So erreichen Sie uns"),
                    Prose(
                        """Die Telefon-Nummer ist: 030 23125 120.

                        Wir sind da: Montag bis Donnerstag von 9 Uhr bis 16 Uhr.

                        Sie dürfen jemanden mitbringen."""
                    ),
                ],
            ),
            "en": PlainText(
                "Easy language",
                "easy-language",
                "Here you find the most important things in short sentences.",
                body=[
                    Heading("Who are we?"),
                    Prose(
                        """We are the Mittelwald Regional Agency.

                        Our office is in the town of Auenfurt.

                        We help people. The people come from other countries. They want to work here."""
                    ),
                    Heading("What do we do?"),
                    Points(
                        [
                            "We answer questions.",
                            "We help with letters from public offices.",
                            "We look for a German course with you.",
                            "We talk to your boss.",
                        ]
                    ),
                    Prose("Our help costs no money."),
                    Heading("How to reach us"),
                    Prose(
                        """The telephone number is: 030 23125 120.

                        We are here: Monday to Thursday from 9 am to 4 pm.

                        You may bring somebody with you."""
                    ),
                ],
            ),
        },
    ),
]
