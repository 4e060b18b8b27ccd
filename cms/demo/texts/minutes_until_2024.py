"""Documentations of the first two network meetings."""

import datetime

from cms.demo.texts.kinds import Comment, Minutes, MinutesText, Picture, Prose, Round

MINUTES = [
    Minutes(
        key="dokumentation-1",
        event="treffen-1",
        published=datetime.date(2023, 11, 29),
        participants=74,
        topics=["netzwerk"],
        next_events=["treffen-2"],
        texts={
            "de": MinutesText(
                "Dokumentation: 1. Netzwerktreffen",
                "dokumentation",
                """74 Menschen aus 43 Stellen haben sich in Auenfurt kennengelernt und festgehalten, wer im
                Mittelwald wofür zuständig ist.""",
                body=[
                    Prose(
                        """Am Vormittag stellten sich alle Stellen vor, am Nachmittag wurde in zwei Runden
                        gearbeitet. Die Karte der Zuständigkeiten hängt seither im Foyer der Regionalagentur."""
                    )
                ],
                rounds=[
                    Round(
                        "Runde 1: Der erste Tag",
                        ["brandt"],
                        text="""Die Runde ging der Frage nach, was ein Mensch am Tag nach seiner Ankunft braucht.
                        Einig war man sich, dass nicht Informationen fehlen, sondern eine Reihenfolge. Wer zuerst
                        das Konto eröffnen will, braucht die Anmeldung; wer sich anmelden will, braucht die
                        Bestätigung der Wohnung.

                        Vorgeschlagen wurde ein Blatt mit zehn Schritten, das alle Stellen in derselben Fassung
                        ausgeben. Das Welcome Center legt bis Januar einen Entwurf vor.""",
                    ),
                    Round(
                        "Runde 2: Der erste Monat im Betrieb",
                        ["petrovic", "kessling"],
                        text="Betriebe und Beratung haben zusammengetragen, was sich bewährt hat.",
                        groups=[
                            (
                                "Vor dem ersten Arbeitstag",
                                [
                                    "Arbeitskleidung und Schlüssel liegen bereit.",
                                    "Das Team weiß, wie der Name ausgesprochen wird.",
                                ],
                            ),
                            (
                                "In den ersten vier Wochen",
                                [
                                    "Eine Person ist für Fragen zuständig und hat dafür Zeit.",
                                    "Unterweisungen werden gezeigt und nicht nur vorgelesen.",
                                    "Am Ende jeder Woche gibt es zehn Minuten Rückmeldung.",
                                ],
                            ),
                        ],
                    ),
                ],
                feedback=[
                    Comment("Endlich habe ich zu jeder Durchwahl ein Gesicht."),
                    Comment("Zwei Minuten reichen tatsächlich, wenn man sich vorher Gedanken macht."),
                    Comment("Bitte beim nächsten Mal mehr Pausen."),
                ],
                gallery=[
                    Picture("kreise", caption="Die Karte der Zuständigkeiten als Schaubild."),
                    Picture("stadt", caption="Tagungsort war der Kornspeicher in Auenfurt."),
                ],
            )
        },
    ),
    Minutes(
        key="dokumentation-2",
        event="treffen-2",
        published=datetime.date(2024, 6, 26),
        participants=91,
        topics=["netzwerk", "sprache"],
        next_events=["treffen-3"],
        gallery_url="https://bilder.mittelwald.example/netzwerktreffen-2024",
        texts={
            "de": MinutesText(
                "Dokumentation: 2. Netzwerktreffen",
                "dokumentation",
                """Vier Betriebe haben gezeigt, wie Sprachunterricht und Schichtarbeit zusammengehen. Hier lesen
                Sie, was die 91 Teilnehmenden daraus gemacht haben.""",
                body=[
                    Prose(
                        """Das Treffen fand in der Alten Weberei in Wehrbrück statt. Eröffnet wurde es mit einer
                        Übung, in der alle Anwesenden eine Arbeitsanweisung in einer ihnen fremden Sprache befolgen
                        sollten. Es gelang niemandem, und die Diskussion war eröffnet."""
                    )
                ],
                rounds=[
                    Round(
                        "Runde 1: Unterricht im Betrieb",
                        ["rehbein"],
                        groups=[
                            (
                                "Was hilft",
                                [
                                    "kurze Einheiten, die in eine Pause passen",
                                    "Lehrkräfte, die den Arbeitsplatz kennen",
                                    "eine Zusage der Leitung, dass Lernzeit Arbeitszeit ist",
                                ],
                            ),
                            (
                                "Was noch fehlt",
                                [
                                    "eine Übersicht aller Kurse mit freien Plätzen",
                                    "Kinderbetreuung am späten Nachmittag",
                                ],
                            ),
                        ],
                    ),
                    Round(
                        "Runde 2: Einfach sprechen",
                        ["brandt", "luedeking"],
                        text="""Verständlichkeit ist keine Aufgabe der Zugewanderten allein. Die Runde sammelte
                        Sätze aus echten Schreiben und schrieb sie um. Aus vierzig Wörtern wurden zwölf, ohne dass
                        etwas verloren ging.

                        Verabredet wurde, fünf häufig verwendete Briefe gemeinsam zu überarbeiten und allen Stellen
                        zur Verfügung zu stellen.""",
                    ),
                ],
                feedback=[
                    Comment("Die Übung zu Beginn werde ich nicht vergessen."),
                    Comment("Sehr konkret, gleich am nächsten Tag ausprobiert."),
                ],
                gallery=[Picture("stimmen"), Picture("tisch", caption="In der zweiten Runde wurde gemeinsam gekürzt.")],
                downloads=["treffen-2-de"],
            )
        },
    ),
]
