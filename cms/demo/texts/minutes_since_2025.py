"""Documentations of the third network meeting and the first workshop talk."""

import datetime

from cms.demo.texts.kinds import Comment, Minutes, MinutesText, Picture, Points, Prose, Round

MINUTES = [
    Minutes(
        key="dokumentation-3",
        event="treffen-3",
        published=datetime.date(2025, 7, 2),
        participants=103,
        topics=["netzwerk", "ankommen"],
        next_events=["treffen-4", "treffen-5"],
        texts={
            "de": MinutesText(
                "Dokumentation: 3. Netzwerktreffen",
                "dokumentation",
                """Drei Familien haben berichtet, 103 Fachleute haben zugehört und danach in drei Runden an Lösungen
                gearbeitet.""",
                body=[
                    Prose(
                        """Am Vormittag sprachen zuerst die, um die es geht. Ihre Berichte handelten von verlorenen
                        Schuljahren, von Berufen, die niemand kennt, und von Menschen nebenan, die einfach
                        geklingelt haben. Die Ergebnisse der Runden fassen wir hier zusammen."""
                    )
                ],
                rounds=[
                    Round(
                        "Runde 1: Kita und Schule",
                        ["brandt"],
                        groups=[
                            (
                                "Aufnahme mitten im Jahr",
                                [
                                    "Schulen wünschen sich eine Nachricht, sobald eine Zusage für die Eltern vorliegt.",
                                    "Ein Steckbrief des Kindes, von den Eltern ausgefüllt, erleichtert den ersten Tag.",
                                ],
                            ),
                            (
                                "Betreuung",
                                [
                                    "Betriebe könnten Belegplätze gemeinsam finanzieren.",
                                    "Tagespflege am Abend fehlt in drei von vier Städten.",
                                ],
                            ),
                        ],
                    ),
                    Round(
                        "Runde 2: Zwei Berufe, ein Umzug",
                        ["thormann", "petrovic"],
                        text="""Partnerinnen und Partner bringen oft ebenso gute Abschlüsse mit wie die Menschen,
                        die eingestellt wurden. Gefragt hat sie bisher selten jemand. Die Runde schlägt vor, bei
                        jeder Einstellung ein gemeinsames Gespräch anzubieten und die Hochschule früh einzubeziehen.""",
                    ),
                    Round(
                        "Runde 3: Wohnen",
                        ["kessling"],
                        text="""Wohnungsunternehmen, Städte und Betriebe saßen erstmals an einem Tisch. Geprüft wird
                        eine Bürgschaft für die ersten zwölf Monate; ein Musterbrief an private Vermieterinnen und
                        Vermieter liegt vor.""",
                    ),
                ],
                feedback=[
                    Comment("Die Familien zuerst sprechen zu lassen, hat alles verändert."),
                    Comment("Ich nehme drei Telefonnummern und eine Idee mit."),
                    Comment("Beim Wohnen hätten wir den ganzen Tag gebraucht."),
                ],
                gallery=[
                    Picture("bruecke", caption="Motiv der Einladung: die Brücke über die Wehr."),
                    Picture("tisch"),
                    Picture("huegel", caption="Blick von der Terrasse des Kreishauses, frei gezeichnet."),
                ],
                downloads=["treffen-3-de"],
            ),
            "en": MinutesText(
                "Documentation: 3rd network meeting",
                "documentation",
                "Three families told their stories; 103 experts listened and then worked on solutions in three rounds.",
                body=[
                    Prose(
                        """In the morning those spoke first whom it concerns. They told of lost school years, of
                        professions nobody knows and of neighbours who simply rang the bell. Here we sum up the
                        results of the rounds."""
                    )
                ],
                rounds=[
                    Round(
                        "Round 1: nursery and school",
                        ["brandt"],
                        groups=[
                            (
                                "Starting in the middle of the year",
                                [
                                    "Schools would like to be told as soon as the parents have been offered a post.",
                                    "A profile of the child, filled in by the parents, makes the first day easier.",
                                ],
                            ),
                            (
                                "Childcare",
                                [
                                    "Businesses could pay for places together.",
                                    "Three of four towns lack childminders in the evening.",
                                ],
                            ),
                        ],
                    ),
                    Round(
                        "Round 2: two careers, one move",
                        ["thormann", "petrovic"],
                        text="""Spouses and partners often have qualifications as good as those of the people who
                        were hired. Hardly anybody has asked them so far. The round suggests offering a conversation
                        for two with every appointment and bringing in the university early.""",
                    ),
                    Round(
                        "Round 3: housing",
                        ["kessling"],
                        text="""Housing companies, towns and employers sat at one table for the first time. They are
                        looking into a guarantee for the first twelve months; a model letter to private landlords is
                        available.""",
                    ),
                ],
                feedback=[
                    Comment("Letting the families speak first changed everything."),
                    Comment("I am taking home three telephone numbers and one idea."),
                    Comment("We could have used the whole day for housing."),
                ],
                gallery=[
                    Picture("bruecke", caption="The picture on the invitation: the bridge over the Wehr."),
                    Picture("tisch"),
                ],
                downloads=["treffen-3-en"],
            ),
        },
    ),
    Minutes(
        key="dokumentation-werkstatt-1",
        event="werkstatt-1",
        published=datetime.date(2025, 10, 7),
        participants=58,
        topics=["betriebe", "einwanderung"],
        next_events=["werkstatt-3"],
        texts={
            "de": MinutesText(
                "Dokumentation: 1. Werkstattgespräch",
                "dokumentation",
                """58 Betriebe waren zugeschaltet. Wir haben ihre häufigsten Fragen gesammelt und die offenen
                inzwischen beantwortet.""",
                body=[
                    Prose(
                        "Der Fachbeitrag führte durch sechs Schritte. An diesen Stellen geht am meisten Zeit verloren:"
                    ),
                    Points(
                        [
                            "Die Vollmacht fehlt oder ist nicht unterschrieben.",
                            "Zeugnisse sind übersetzt, aber nicht beglaubigt.",
                            "Der Termin bei der Auslandsvertretung wird erst nach der Vorabzustimmung gebucht.",
                        ],
                        ordered=True,
                    ),
                ],
                rounds=[
                    Round(
                        "Ihre Fragen",
                        ["petrovic"],
                        groups=[
                            (
                                "",
                                [
                                    "<b>Wer zahlt die Gebühr?</b> Der Betrieb; er darf sie nicht vom Lohn abziehen.",
                                    "<b>Gilt das Verfahren auch für Azubis?</b> Ja, mit einem Ausbildungsvertrag.",
                                    """<b>Wie lange dauert es?</b> Bei vollständigen Unterlagen meist drei bis vier
                                    Monate.""",
                                ],
                            )
                        ],
                    )
                ],
                feedback=[
                    Comment("Neunzig Minuten, kein Satz zu viel."),
                    Comment("Der Bericht aus dem Metallbau war Gold wert, gerade wegen der Fehler."),
                ],
            ),
            "en": MinutesText(
                "Documentation: 1st workshop talk",
                "documentation",
                """58 businesses took part online. We have collected their most frequent questions and answered
                those that remained open.""",
                body=[
                    Prose("The expert talk led through six steps. Most time is lost at these points:"),
                    Points(
                        [
                            "The power of attorney is missing or has not been signed.",
                            "Certificates have been translated but not certified.",
                            "The appointment at the embassy is booked only after advance approval.",
                        ],
                        ordered=True,
                    ),
                ],
                rounds=[
                    Round(
                        "Your questions",
                        ["petrovic"],
                        groups=[
                            (
                                "",
                                [
                                    "<b>Who pays the fee?</b> The employer, who must not deduct it from wages.",
                                    "<b>Does it cover apprentices?</b> Yes, with a contract of apprenticeship.",
                                    "<b>How long does it take?</b> Mostly three to four months once all is complete.",
                                ],
                            )
                        ],
                    )
                ],
                feedback=[
                    Comment("Ninety minutes and not a sentence too many."),
                    Comment("The report from the metal builders was worth its weight in gold, mistakes included."),
                ],
            ),
        },
    ),
]
