"""Practice reports from authorities and the university."""

import datetime

from cms.demo.texts.kinds import Figures, Picture, Points, Prose, Quote, Report, ReportText

REPORTS = [
    Report(
        key="dienstag-im-kreishaus",
        date=datetime.date(2024, 9, 17),
        carrier="landkreis",
        audiences=["kommunen"],
        topics=["ankommen", "einwanderung"],
        contacts=["fachkraefte", "veranstaltungen"],
        texts={
            "de": ReportText(
                title="Der Dienstag im Kreishaus: ein Termin, drei Behörden",
                slug="der-dienstag-im-kreishaus",
                teaser="""Wer neu im Landkreis ist, erledigt in Silberhain Aufenthalt, Anmeldung und
                Familienleistungen an einem Vormittag. Dafür haben drei Ämter ihre Kalender zusammengelegt.""",
                image=Picture("tisch"),
                starting_point=[
                    Prose(
                        """Vier Wege in sechs Wochen: So lange waren zugewanderte Familien im Durchschnitt
                        unterwegs, bis alle Anträge gestellt waren. Jedes Amt verlangte zum Teil dieselben
                        Unterlagen, und wer kein Auto hat, verlor für jeden Weg einen Arbeitstag."""
                    )
                ],
                implementation=[
                    Prose(
                        """Seit Januar 2024 gehört der Dienstagvormittag den Neuen. Ausländerbehörde, Bürgeramt und
                        Familienkasse sitzen dann Tür an Tür im ersten Stock. Eine Lotsin des Welcome Centers nimmt
                        die Familien in Empfang, prüft die Mappe und geht mit von Zimmer zu Zimmer."""
                    ),
                    Points(
                        [
                            "ein gemeinsamer Kalender, in den alle drei Ämter eintragen",
                            "eine einzige Liste der nötigen Unterlagen in neun Sprachen",
                            "ein Spielzimmer neben dem Wartebereich",
                        ]
                    ),
                    Quote(
                        "eberlein",
                        """Wir haben kein neues Gesetz gebraucht und keine neue Stelle. Wir haben drei Kalender
                        nebeneinander gelegt und uns über das Ergebnis gewundert.""",
                    ),
                ],
                conclusion=[
                    Prose(
                        """Eine Familie ist heute nach durchschnittlich 95 Minuten fertig. Rund ein Fünftel der
                        Termine platzt noch immer, meist wegen einer fehlenden Urkunde; deshalb ruft die Lotsin
                        inzwischen zwei Tage vorher an. Zwei Nachbarkreise haben das Verfahren übernommen."""
                    )
                ],
                format_title="Gemeinsamer Vormittag",
                format_description="""Drei Ämter bieten an einem festen Vormittag in der Woche aufeinanderfolgende
                Termine im selben Flur an; eine Lotsin begleitet die Familien.""",
                figures=Figures(
                    [
                        ("3", "beteiligte Ämter"),
                        ("95 min", "durchschnittliche Dauer aller Termine"),
                        ("276", "Familien im ersten Halbjahr"),
                    ]
                ),
                project="Dienstag im Kreishaus",
                programme="Landkreis Mittelwald, Haushalt der Verwaltungsreform",
                paper="kreishaus-de",
            ),
            "en": ReportText(
                title="Tuesday at the district hall: one appointment, three offices",
                slug="tuesday-at-the-district-hall",
                teaser="""In Silberhain newcomers to the district settle residence, registration and family benefits in
                one morning. To make that possible three offices have put their calendars together.""",
                image=Picture("tisch"),
                starting_point=[
                    Prose(
                        """Four journeys in six weeks: that is how long newly arrived families were on the road, on
                        average, until all their applications had been made. Each office asked for some of the same
                        documents, and those without a car lost a working day for every journey."""
                    )
                ],
                implementation=[
                    Prose(
                        """Since January 2024 Tuesday mornings have belonged to newcomers. The Immigration Office, the
                        registration office and the family benefits office sit door to door on the first floor. A guide
                        from the Welcome Center meets the families, checks their papers and goes with them from room to
                        room."""
                    ),
                    Points(
                        [
                            "one calendar in which all three offices make their entries",
                            "a single list of the necessary documents in nine languages",
                            "a playroom next to the waiting area",
                        ]
                    ),
                    Quote(
                        "eberlein",
                        """We needed no new law and no new post. We laid three calendars side by side and were surprised
                        at what we saw.""",
                    ),
                ],
                conclusion=[
                    Prose(
                        """Today a family is done after 95 minutes on average. About a fifth of appointments still fall
                        through, mostly because a certificate is missing; that is why the guide now calls two days
                        before. Two neighbouring districts have taken up the idea."""
                    )
                ],
                format_title="One morning for all",
                format_description="""On a fixed morning every week three offices offer appointments one after the other
                in the same corridor; a guide accompanies the families.""",
                figures=Figures(
                    [
                        ("3", "offices take part"),
                        ("95 min", "average length of all appointments"),
                        ("276", "families in the first six months"),
                    ]
                ),
                project="Tuesday at the District Hall",
                programme="District of Mittelwald, budget for administrative reform",
                paper="kreishaus-en",
            ),
        },
    ),
    Report(
        key="hoersaal-werkhalle",
        date=datetime.date(2025, 11, 4),
        carrier="hochschule",
        audiences=["hochschulen", "betriebe"],
        topics=["ausbildung", "betriebe"],
        contacts=["betriebe", "fachkraefte"],
        texts={
            "de": ReportText(
                title="Vom Hörsaal in die Werkhalle",
                slug="vom-hoersaal-in-die-werkhalle",
                teaser="""Internationale Studierende der Hochschule Auenfurt lösen in Teams eine echte Aufgabe aus
                einem Betrieb. Jede vierte Gruppe bringt am Ende einen Arbeitsvertrag mit nach Hause.""",
                image=Picture("wege"),
                starting_point=[
                    Prose(
                        """Rund 900 Menschen aus dem Ausland studieren in Auenfurt. Nach dem Abschluss verließen
                        bisher sieben von zehn die Region, obwohl Betriebe Ingenieurinnen und Informatiker suchen.
                        Beide Seiten kannten einander schlicht nicht."""
                    )
                ],
                implementation=[
                    Prose(
                        """Zwölf Betriebe stellen je Semester eine Aufgabe, für die im Alltag die Zeit fehlt: ein
                        Prüfstand, der zu laut ist, ein Lager ohne Übersicht, eine Maschine mit rätselhaften Pausen.
                        Gemischte Teams aus vier Studierenden arbeiten zehn Wochen daran und sind einen Tag in der
                        Woche vor Ort."""
                    ),
                    Points(
                        [
                            "Die Aufgabe muss in zehn Wochen lösbar und für den Betrieb nützlich sein.",
                            "Gesprochen wird Deutsch, erklärt werden darf in jeder Sprache.",
                            "Zum Schluss stellt das Team sein Ergebnis in der Werkhalle vor, nicht im Hörsaal.",
                        ]
                    ),
                    Quote(
                        "thormann",
                        """Ein Praktikum fragt: Was kannst du? Unser Format fragt: Was fehlt hier? Das verändert das
                        Gespräch vollständig.""",
                    ),
                ],
                conclusion=[
                    Prose(
                        """In drei Semestern haben 144 Studierende an 36 Aufgaben gearbeitet; 37 von ihnen wurden
                        danach eingestellt. Als schwierig erwies sich die Betreuung während der Prüfungszeit.
                        Künftig beginnen die Projekte deshalb schon in der ersten Vorlesungswoche."""
                    )
                ],
                format_title="Zehn Wochen, eine Aufgabe",
                format_description="""Teams aus vier Studierenden bearbeiten ein Semester lang eine Aufgabe eines
                Betriebs und sind dafür einen Tag in der Woche vor Ort.""",
                figures=Figures(
                    [
                        ("36", "bearbeitete Aufgaben"),
                        ("144", "Studierende aus 29 Ländern"),
                        ("37", "Einstellungen im Anschluss"),
                    ]
                ),
                project="Hörsaal trifft Werkhalle",
                programme="Programm „Gute Köpfe bleiben“ der Hochschule Auenfurt",
            ),
            "en": ReportText(
                title="From the lecture hall to the shop floor",
                slug="from-the-lecture-hall-to-the-shop-floor",
                teaser="""Teams of international students at Auenfurt University of Applied Sciences solve a real task
                set by a business. In the end every fourth team takes home a contract of employment.""",
                image=Picture("wege"),
                starting_point=[
                    Prose(
                        """About 900 people from abroad study in Auenfurt. Until now seven in ten left the region after
                        graduation, although businesses are looking for engineers and computer scientists. The two sides
                        simply did not know each other."""
                    )
                ],
                implementation=[
                    Prose(
                        """Every term twelve businesses set a task for which there is never time: a test bench that is
                        too loud, a store nobody can find their way around, a machine with mysterious pauses. Mixed
                        teams of four students work on it for ten weeks and spend one day a week on site."""
                    ),
                    Points(
                        [
                            "The task must be solvable in ten weeks and useful to the business.",
                            "German is spoken; explanations may be given in any language.",
                            "At the end the team presents its result on the shop floor, not in the lecture hall.",
                        ]
                    ),
                    Quote(
                        "thormann",
                        """A placement asks: what can you do? Our format asks: what is missing here? That changes the
                        conversation entirely.""",
                    ),
                ],
                conclusion=[
                    Prose(
                        """In three terms 144 students have worked on 36 tasks; 37 of them were hired afterwards. What
                        proved difficult was supervision during examinations. From now on, projects will therefore begin
                        in the first week of lectures."""
                    )
                ],
                format_title="Ten weeks, one task",
                format_description="""Teams of four students work on a task set by a business for one term and spend one
                day a week on site.""",
                figures=Figures(
                    [
                        ("36", "tasks worked on"),
                        ("144", "students from 29 countries"),
                        ("37", "hired afterwards"),
                    ]
                ),
                project="Lecture Hall Meets Shop Floor",
                programme="“Good Minds Stay” programme of Auenfurt University of Applied Sciences",
            ),
        },
    ),
]
