"""Press releases of 2023 and 2024, under the second managing director."""

import datetime

from cms.demo.texts.kinds import Heading, Picture, Points, Prose, Quote, Release, ReleaseText

RELEASES = [
    Release(
        key="netzwerk-start",
        date=datetime.date(2023, 11, 16),
        place={"de": "Auenfurt", "en": "Auenfurt"},
        topics=["netzwerk", "ankommen"],
        boilerplates=["agentur", "netzwerk"],
        events=["treffen-1"],
        texts={
            "de": ReleaseText(
                kicker="Netzwerk",
                title="Erstes Netzwerktreffen: 43 Stellen legen ihre Karten auf den Tisch",
                slug="erstes-netzwerktreffen-43-stellen",
                subheadline="""Wegweiser für Zugewanderte soll bis Ostern stehen / Geschäftsstelle liegt bei der
                Regionalagentur""",
                lead="""Wer hilft wobei, und wer hilft wobei nicht? Diese Frage haben am Mittwoch, 15. November,
                Fachleute aus 43 Behörden, Betrieben, Kammern und Vereinen in Auenfurt beantwortet. Am Ende des
                ersten Treffens im Netzwerk Willkommen im Mittelwald stand ein gemeinsamer Plan.""",
                image=Picture("kreise"),
                body=[
                    Prose(
                        """Jede Stelle hatte zwei Minuten Zeit und durfte genau ein Bild zeigen. Auf einer Stellwand
                        wuchs dabei eine Karte der Zuständigkeiten. Sichtbar wurden auch Lücken: Für die Betreuung
                        von Kindern während des Sprachkurses fühlte sich niemand verantwortlich, für die Übersetzung
                        von Zeugnissen gleich fünf Einrichtungen."""
                    ),
                    Quote(
                        "ahrendt",
                        """Das Schönste an diesem Tag war der Satz: Ach, das machen Sie auch? Er fiel so oft, dass
                        wir irgendwann mitgezählt haben. Jetzt wissen wir, wo wir uns Arbeit teilen können.""",
                    ),
                    Prose("Verabredet wurden drei Vorhaben:"),
                    Points(
                        [
                            "ein Wegweiser mit allen Anlaufstellen, gedruckt und im Netz, bis Ostern 2024",
                            "eine gemeinsame Telefonliste für dringende Fälle",
                            "ein Patenbetrieb je Stadt, der anderen Betrieben seine Erfahrungen weitergibt",
                        ]
                    ),
                    Quote(
                        "eberlein",
                        """Der Landkreis allein kann Willkommen nicht verordnen. Er kann aber Räume öffnen, Termine
                        setzen und dafür sorgen, dass Verabredungen eingehalten werden.""",
                    ),
                    Prose(
                        """Das Netzwerk trifft sich künftig einmal im Jahr an wechselnden Orten. Programm und
                        Ergebnisse stehen auf der <a href="page:treffen-1">Seite des Treffens</a>; weitere Termine
                        finden Sie unter <a href="page:veranstaltungen">Veranstaltungen</a>."""
                    ),
                ],
            ),
            "en": ReleaseText(
                kicker="Network",
                title="First network meeting: 43 bodies put their cards on the table",
                slug="first-network-meeting-43-bodies",
                subheadline="A guide for newcomers is to be ready by Easter / Network office is at the Regional Agency",
                lead="""Who helps with what, and who does not? Experts from 43 authorities, businesses, chambers and
                associations answered that question in Auenfurt on Wednesday, 15 November. The first meeting of the
                Welcome to Mittelwald Network ended with a joint plan.""",
                image=Picture("kreise"),
                body=[
                    Prose(
                        """Every body had two minutes and was allowed exactly one picture. Meanwhile a map of
                        responsibilities grew on a pinboard. It showed gaps as well: nobody felt in charge of
                        looking after children during language courses, while five institutions translate
                        certificates."""
                    ),
                    Quote(
                        "ahrendt",
                        """The best thing about this day was the sentence: oh, you do that too? We heard it so often
                        that we started counting. Now we know where we can share the work.""",
                    ),
                    Prose("Three projects were agreed:"),
                    Points(
                        [
                            "a guide to all advice centres, in print and online, by Easter 2024",
                            "a shared telephone list for urgent cases",
                            "one mentor business in each town that passes on its experience",
                        ]
                    ),
                    Quote(
                        "eberlein",
                        """The district alone cannot decree a welcome. But it can open rooms, set dates and make
                        sure that agreements are kept.""",
                    ),
                    Prose(
                        """From now on the network will meet once a year in changing places. Programme and results are
                        on the <a href="page:treffen-1">page of the meeting</a>; further dates can be found under <a
                        href="page:veranstaltungen">Events</a>."""
                    ),
                ],
            ),
        },
    ),
    Release(
        key="gesetz",
        date=datetime.date(2024, 3, 5),
        place={"de": "Auenfurt", "en": "Auenfurt"},
        topics=["einwanderung", "betriebe"],
        texts={
            "de": ReleaseText(
                kicker="Einwanderungsrecht",
                title="Neue Regeln für Fachkräfte: Was Betriebe jetzt wissen müssen",
                slug="neue-regeln-fuer-fachkraefte",
                subheadline="""Berufserfahrung zählt mehr, Anerkennung geht auch nach der Einreise / Merkblatt und
                Sprechstunden der Regionalagentur""",
                lead="""Seit dem 1. März gelten weitere Teile des neuen Fachkräfteeinwanderungsgesetzes. Die
                Regionalagentur Mittelwald hat die Änderungen für Betriebe auf einer Seite zusammengefasst und
                bietet im März und April zusätzliche Sprechstunden in allen vier Städten des Landkreises an.""",
                image=Picture("wege"),
                body=[
                    Prose(
                        """Nach den Erfahrungen der Beratung scheitern Einstellungen selten am Gesetz und oft an der
                        Reihenfolge: Unterlagen werden zu spät beglaubigt, Termine zu früh gebucht. Das Merkblatt
                        führt deshalb Schritt für Schritt durch das beschleunigte Verfahren."""
                    ),
                    Heading("Das ändert sich"),
                    Points(
                        [
                            """<b>Berufserfahrung:</b> In vielen Berufen genügen ein anerkannter Abschluss im
                            Herkunftsland und zwei Jahre Praxis.""",
                            """<b>Anerkennungspartnerschaft:</b> Das Verfahren darf nach der Einreise beginnen, wenn
                            Betrieb und Fachkraft sich dazu verpflichten.""",
                            """<b>Pflegehilfe:</b> Auch wer eine kürzere Ausbildung abgeschlossen hat, kann eine
                            Arbeitserlaubnis erhalten.""",
                        ]
                    ),
                    Quote(
                        "petrovic",
                        """Die häufigste Frage lautet: Womit fange ich an? Unsere Antwort: mit einem Kalender und
                        einer Vollmacht. Der Rest ist machbar.""",
                    ),
                    Quote(
                        "ahrendt",
                        """Ein gutes Gesetz nützt wenig, wenn es in der Werkhalle niemand erklärt. Darum kommen wir
                        in die Städte und warten nicht, bis jemand zu uns findet.""",
                    ),
                    Prose(
                        """Die Sprechstunden finden im März in Auenfurt und Wehrbrück, im April in Silberhain und
                        Hohentann statt. Termine vergibt die <a href="page:kontakt">Beratung für Betriebe</a>. Das
                        Merkblatt steht unten zum Herunterladen bereit; es ersetzt keine Rechtsberatung im
                        Einzelfall."""
                    ),
                ],
                attachments=["merkblatt-de"],
            ),
            "en": ReleaseText(
                kicker="Immigration law",
                title="New rules for skilled workers: what employers need to know now",
                slug="new-rules-for-skilled-workers",
                subheadline="""Experience counts for more, recognition may follow arrival / Leaflet and consultation
                hours""",
                lead="""Further parts of Germany’s new Skilled Immigration Act have been in force since 1 March. The
                Mittelwald Regional Agency has summed up the changes for employers on one page and offers additional
                consultation hours in all four towns of the district in March and April.""",
                image=Picture("wege"),
                body=[
                    Prose(
                        """Our advisers find that hiring rarely fails because of the law and often because of the
                        order of steps: documents are certified too late, appointments booked too early. The leaflet
                        therefore leads through the fast-track procedure step by step."""
                    ),
                    Heading("What changes"),
                    Points(
                        [
                            """<b>Experience:</b> in many occupations a qualification recognised in the country of
                            origin and two years of practice are enough.""",
                            """<b>Recognition partnership:</b> the procedure may begin after arrival if employer and
                            skilled worker commit themselves to it.""",
                            "<b>Care assistants:</b> people with a shorter training can be given a work permit, too.",
                        ]
                    ),
                    Quote(
                        "petrovic",
                        """The question we hear most is: where do I begin? Our answer: with a calendar and a power
                        of attorney. The rest can be done.""",
                    ),
                    Quote(
                        "ahrendt",
                        """A good law is of little use if nobody explains it on the shop floor. That is why we come
                        to the towns and do not wait for people to find us.""",
                    ),
                    Prose(
                        """Consultation hours are held in Auenfurt and Wehrbrück in March, in Silberhain and
                        Hohentann in April. Appointments are made by our <a href="page:kontakt">advisers for
                        employers</a>. The leaflet can be downloaded below; it does not replace legal advice in
                        individual cases."""
                    ),
                ],
                attachments=["merkblatt-en"],
            ),
        },
    ),
]
