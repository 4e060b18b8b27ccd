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
            ),
            "en": MinutesText(
                "Documentation: 1st network meeting",
                "documentation",
                """In Auenfurt 74 people from 43 bodies got to know each other and put down who is in charge of what in
                Mittelwald.""",
                body=[
                    Prose(
                        """In the morning all bodies introduced themselves, in the afternoon they worked in two rounds.
                        Since then the map of responsibilities has been hanging in the foyer of the Regional Agency."""
                    )
                ],
                rounds=[
                    Round(
                        "Round 1: the first day",
                        ["brandt"],
                        text="""The round asked what a person needs on the day after arriving. All agreed that it is not
                        information that is lacking but an order of steps. Those who want to open an account first need
                        to be registered; those who want to register need confirmation of where they live.

                        It was suggested that all bodies should hand out the same sheet with ten steps. The Welcome
                        Center will present a draft by January.""",
                    ),
                    Round(
                        "Round 2: the first month at work",
                        ["petrovic", "kessling"],
                        text="Businesses and advisers have collected what has proved its worth.",
                        groups=[
                            (
                                "Before the first day at work",
                                [
                                    "Working clothes and keys are ready.",
                                    "The team knows how the name is pronounced.",
                                ],
                            ),
                            (
                                "In the first four weeks",
                                [
                                    "One person is there for questions and is given the time for them.",
                                    "Instructions are demonstrated and not just read out.",
                                    "Every week ends with ten minutes of feedback.",
                                ],
                            ),
                        ],
                    ),
                ],
                feedback=[
                    Comment("At last I have a face for every extension number."),
                    Comment("Two minutes really are enough if you think beforehand."),
                    Comment("More breaks next time, please."),
                ],
                gallery=[
                    Picture("kreise", caption="The map of responsibilities as a diagram."),
                    Picture("stadt", caption="The meeting was held at Kornspeicher in Auenfurt."),
                ],
            ),
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
            ),
            "en": MinutesText(
                "Documentation: 2nd network meeting",
                "documentation",
                """Four businesses showed how language lessons and shift work go together. Read here what the 91
                participants have made of it.""",
                body=[
                    Prose(
                        """The meeting was held at Alte Weberei in Wehrbrück. It opened with an exercise: everybody was
                        to follow instructions in a language they did not know. Nobody managed to, and the discussion
                        was open."""
                    )
                ],
                rounds=[
                    Round(
                        "Round 1: lessons at work",
                        ["rehbein"],
                        groups=[
                            (
                                "What helps",
                                [
                                    "short lessons that fit into a break",
                                    "teachers who know the workplace",
                                    "a promise by the management that learning time is working time",
                                ],
                            ),
                            (
                                "What is still missing",
                                [
                                    "a list of all courses with free places",
                                    "childcare in the late afternoon",
                                ],
                            ),
                        ],
                    ),
                    Round(
                        "Round 2: plain speaking",
                        ["brandt", "luedeking"],
                        text="""Being understood is not a task for newcomers alone. The round collected sentences from
                        real letters and rewrote them. Forty words became twelve, and nothing was lost.

                        It was agreed to revise five frequently used letters together and to make them available to all
                        bodies.""",
                    ),
                ],
                feedback=[
                    Comment("I will not forget the exercise at the beginning."),
                    Comment("Very practical; I tried it out the very next day."),
                ],
                gallery=[
                    Picture("stimmen"),
                    Picture("tisch", caption="In the second round sentences were shortened together."),
                ],
                downloads=["treffen-2-en"],
            ),
        },
    ),
]
