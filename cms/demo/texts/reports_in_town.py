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
        paper="kreishaus-de",
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
            )
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
            )
        },
    ),
]
