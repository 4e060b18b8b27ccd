"""Press releases since 2025."""

import datetime

from cms.demo.texts.kinds import Figures, Heading, Picture, Points, Prose, Quote, Release, ReleaseText

RELEASES = [
    Release(
        key="bilanz",
        date=datetime.date(2025, 2, 18),
        place={"de": "Silberhain", "en": "Silberhain"},
        topics=["agentur", "ankommen"],
        texts={
            "de": ReleaseText(
                kicker="Jahresbilanz",
                title="Mehr Beratungen, kürzere Wege: Welcome Center legt Zahlen für 2024 vor",
                slug="welcome-center-legt-zahlen-vor",
                subheadline="""Nachfrage wächst vor allem bei Familien / Vier von fünf Anliegen in zwei Gesprächen
                geklärt""",
                lead="""Das Welcome Center Mittelwald hat im vergangenen Jahr 1.864 Menschen und 212 Betriebe
                beraten. Das sind 17 Prozent mehr als 2023, wie aus der Jahresbilanz hervorgeht, die die
                Regionalagentur am Dienstag im Kreishaus Silberhain vorgestellt hat.""",
                image=Picture("tisch", caption="Zahlen auf dem Tisch: Die Bilanz wurde im Kreishaus vorgestellt."),
                body=[
                    Figures(
                        [
                            ("1.864", "beratene Menschen"),
                            ("212", "beratene Betriebe"),
                            ("81 %", "der Anliegen in höchstens zwei Gesprächen geklärt"),
                            ("9", "Beratungssprachen"),
                        ]
                    ),
                    Prose(
                        """Am stärksten wuchs die Beratung von Familien. Jedes dritte Gespräch drehte sich um
                        Schule, Betreuung oder die Arbeitssuche der Partnerin oder des Partners. Fragen zum Visum
                        gingen dagegen leicht zurück, seit die Ausländerbehörde ihre Termine im Netz vergibt."""
                    ),
                    Quote(
                        "brandt",
                        """Früher fragten die Menschen: Darf ich bleiben? Heute fragen sie: Wie werde ich hier
                        heimisch? Das ist die bessere, aber auch die schwierigere Frage.""",
                    ),
                    Heading("Schwerpunkte für das laufende Jahr"),
                    Points(
                        [
                            "Sprechstunden in Hohentann an zwei Nachmittagen im Monat",
                            "eine neue Gesprächsreihe für Betriebe ab Herbst",
                            "ein Ratgeber für Schulen, die Kinder mitten im Jahr aufnehmen",
                        ]
                    ),
                    Quote(
                        "ahrendt",
                        """Ein Teil unseres Erfolgs besteht darin, dass man uns nicht mehr braucht. Deshalb zählen
                        wir auch, wer nach zwei Gesprächen nicht wiederkommt.""",
                    ),
                    Prose(
                        """Die vollständige Bilanz liegt in den Rathäusern der vier Städte aus. Wie Betriebe die
                        Beratung nutzen, zeigen die Berichte unter <a href="page:praxis">Gute Praxis</a>."""
                    ),
                ],
                corrections=[
                    (
                        datetime.date(2025, 2, 20),
                        """In einer früheren Fassung hieß es, das Welcome Center habe 221 Betriebe beraten. Richtig
                        sind 212 Betriebe. Die Zahl ist seit dem 20. Februar 2025 berichtigt.""",
                    )
                ],
            ),
            "en": ReleaseText(
                kicker="Annual review",
                title="More advice, shorter ways: Welcome Center presents its figures for 2024",
                slug="welcome-center-presents-its-figures",
                subheadline="Demand grows most among families / Four in five matters settled in two conversations",
                lead="""Last year the Mittelwald Welcome Center advised 1,864 people and 212 businesses. That is 17 per
                cent more than in 2023, according to the annual review which the Regional Agency presented at Silberhain
                District Hall on Tuesday.""",
                image=Picture("tisch", caption="Figures on the table: the review was presented at the district hall."),
                body=[
                    Figures(
                        [
                            ("1,864", "people advised"),
                            ("212", "businesses advised"),
                            ("81 %", "of matters settled in two conversations at most"),
                            ("9", "languages in which advice is given"),
                        ]
                    ),
                    Prose(
                        """Advice to families grew most. Every third conversation was about school, childcare or a job
                        for a spouse or partner. Questions about visas, however, fell slightly since the Immigration
                        Office has offered its appointments online."""
                    ),
                    Quote(
                        "brandt",
                        """People used to ask: may I stay? Today they ask: how do I make this my home? That is the
                        better question, but also the harder one.""",
                    ),
                    Heading("Priorities for the current year"),
                    Points(
                        [
                            "consultation hours in Hohentann on two afternoons a month",
                            "a new series of talks for businesses, beginning in autumn",
                            "a guide for schools that take in children in the middle of the year",
                        ]
                    ),
                    Quote(
                        "ahrendt",
                        """Part of our success is that we are no longer needed. That is why we also count those who do
                        not come back after two conversations.""",
                    ),
                    Prose(
                        """The complete review is on display in the town halls of all four towns. How businesses make
                        use of the advice can be read in the reports under <a href="page:praxis">Good practice</a>."""
                    ),
                ],
                corrections=[
                    (
                        datetime.date(2025, 2, 20),
                        """An earlier version said that the Welcome Center had advised 221 businesses. The right number
                        is 212. It was corrected on 20 February 2025.""",
                    )
                ],
            ),
        },
    ),
    Release(
        key="mentoring",
        date=datetime.date(2026, 4, 21),
        place={"de": "Hohentann", "en": "Hohentann"},
        topics=["ankommen", "betriebe"],
        issuer="welcome",
        boilerplates=["agentur", "netzwerk"],
        texts={
            "de": ReleaseText(
                kicker="Ehrenamt",
                title="Zu zweit durchs erste Jahr: 60 Tandems starten in Hohentann",
                slug="zu-zweit-durchs-erste-jahr",
                subheadline="""Beschäftigte begleiten neue Kolleginnen und Kollegen auch nach Feierabend / Betriebe
                stellen Zeit""",
                lead="""In Hohentann haben am Dienstag 60 Tandems ihre gemeinsame Zeit begonnen: Je eine Person, die
                neu in der Region arbeitet, und eine, die sich auskennt, treffen sich ein Jahr lang zweimal im
                Monat. Das Welcome Center hat die Paare zusammengeführt und begleitet sie.""",
                image=Picture("bruecke"),
                body=[
                    Prose(
                        """Beteiligt sind elf Betriebe vom Metallbau bis zur Zahnarztpraxis. Sie geben den Tandems
                        monatlich zwei Stunden Arbeitszeit; den Rest legen die Paare selbst fest. Manche gehen zum
                        Fußball, andere zum Bürgeramt oder auf den Wochenmarkt."""
                    ),
                    Quote(
                        "brandt",
                        """Kein Amt der Welt kann jemandem sagen, in welcher Bäckerei man anschreiben lassen darf.
                        Dafür braucht es Menschen, die hier zu Hause sind.""",
                    ),
                    Prose("Wer mitmachen möchte, sollte Folgendes mitbringen:"),
                    Points(
                        [
                            "Neugier und ungefähr vier Stunden im Monat",
                            "die Teilnahme an einem Einführungsabend",
                            "die Bereitschaft, Vertrauliches für sich zu behalten",
                        ]
                    ),
                    Quote(
                        "kessling",
                        "Im Handwerk heißt das seit jeher Patenschaft. Neu ist, dass sie nicht am Werkstor endet.",
                    ),
                    Prose(
                        """Eine erste Auswertung ist für den Herbst geplant. Vorbild ist ein Vorhaben der
                        Handwerkskammer, das unter <a href="page:patenschaften">Patenschaften im Betrieb</a>
                        beschrieben ist. Weitere Tandems können bis Ende Mai gemeldet werden."""
                    ),
                ],
            ),
            "en": ReleaseText(
                kicker="Volunteering",
                title="Two by two through the first year: 60 tandems start in Hohentann",
                slug="two-by-two-through-the-first-year",
                subheadline="Employees accompany new colleagues even after work / Businesses give the time",
                lead="""In Hohentann 60 tandems began their time together on Tuesday: one person who is new to
                working in the region and one who knows it well will meet twice a month for a year. The Welcome
                Centre has brought the pairs together and accompanies them.""",
                image=Picture("bruecke"),
                body=[
                    Prose(
                        """Eleven businesses take part, from metal construction to a dental practice. They give the
                        tandems two hours of working time a month; the pairs decide about the rest themselves. Some
                        go to football, others to the town hall or the weekly market."""
                    ),
                    Quote(
                        "brandt",
                        """No public office in the world can tell you which baker will let you pay next week. That
                        takes people who are at home here.""",
                    ),
                    Prose("Those who want to take part should bring:"),
                    Points(
                        [
                            "curiosity and about four hours a month",
                            "one evening for an introduction",
                            "a readiness to keep confidences",
                        ]
                    ),
                    Quote(
                        "kessling",
                        """In the skilled crafts we have always called this mentoring. What is new is that it does
                        not end at the workshop gate.""",
                    ),
                    Prose(
                        """First results are expected in autumn. The model is a project of the Chamber of Skilled
                        Crafts, described under <a href="page:patenschaften">Mentors at work</a>. More tandems can
                        be registered until the end of May."""
                    ),
                ],
            ),
        },
    ),
    Release(
        key="bleiben",
        date=datetime.date(2026, 11, 12),
        place={"de": "Auenfurt", "en": "Auenfurt"},
        topics=["netzwerk", "betriebe"],
        boilerplates=["agentur", "netzwerk"],
        events=["treffen-4", "treffen-5"],
        texts={
            "de": ReleaseText(
                kicker="Netzwerktreffen",
                title="Warum Menschen bleiben: Befragung nennt Kollegium vor Gehalt",
                slug="warum-menschen-bleiben",
                subheadline="""612 Beschäftigte haben geantwortet / Netzwerk will Wohnungssuche 2027 zum Schwerpunkt
                machen""",
                lead="""Drei von vier internationalen Beschäftigten wollen langfristig im Mittelwald bleiben. Das
                ergab eine Befragung der Hochschule Auenfurt, die am Mittwoch, 11. November, beim vierten
                Netzwerktreffen vorgestellt wurde. Ausschlaggebend sind demnach ein gutes Kollegium und eine
                passende Wohnung.""",
                image=Picture(
                    "huegel", caption="Bleiben oder gehen? Für die meisten ist die Region ein Zuhause geworden."
                ),
                body=[
                    Prose(
                        """An der Befragung beteiligten sich zwischen Mai und Juli 612 Menschen aus 48 Ländern. 74
                        Prozent planen ihre Zukunft in der Region, 15 Prozent sind unentschieden. Wer gehen will,
                        nennt am häufigsten die vergebliche Suche nach einer größeren Wohnung."""
                    ),
                    Quote(
                        "thormann",
                        """Das Gehalt bringt die Menschen her, das Kollegium hält sie. Am deutlichsten ist der
                        Zusammenhang dort, wo Teams sich auf neue Mitglieder vorbereitet haben.""",
                    ),
                    Prose("Die wichtigsten Gründe zu bleiben, in der Reihenfolge ihrer Nennung:"),
                    Points(
                        [
                            "ein Team, das unterstützt",
                            "eine Wohnung in der Nähe der Arbeit",
                            "gute Schulen und Kitas für die Kinder",
                            "Aussicht auf Weiterbildung",
                            "Bezahlung",
                        ],
                        ordered=True,
                    ),
                    Quote(
                        "ahrendt",
                        """Wir haben in den vergangenen Jahren viel über Visa gesprochen. Die Zahlen sagen uns, dass
                        wir über Wohnungen sprechen müssen, und zwar mit denen, die welche vermieten.""",
                    ),
                    Prose(
                        """Die 118 Teilnehmenden beschlossen, das Thema zum Schwerpunkt des kommenden Jahres zu
                        machen. Das nächste <a href="page:treffen-5">Netzwerktreffen</a> ist für Juni 2027 in
                        Wehrbrück vorgesehen; die Dokumentation des vierten Treffens erscheint in den nächsten
                        Wochen."""
                    ),
                ],
            ),
            "en": ReleaseText(
                kicker="Network meeting",
                title="Why people stay: survey ranks colleagues before pay",
                slug="why-people-stay",
                subheadline="612 employees have answered / Network makes the search for housing its theme for 2027",
                lead="""Three in four international employees want to stay in Mittelwald for good. So says a survey by
                Auenfurt University of Applied Sciences which was presented at the fourth network meeting on Wednesday,
                11 November. What tips the balance, it finds, are good colleagues and a suitable flat.""",
                image=Picture("huegel", caption="To stay or to go? For most of them the region has become a home."),
                body=[
                    Prose(
                        """Between May and July 612 people from 48 countries took part in the survey. 74 per cent plan
                        their future in the region, 15 per cent are undecided. Those who want to leave most often name
                        the fruitless search for a larger flat."""
                    ),
                    Quote(
                        "thormann",
                        """Pay brings people here, colleagues keep them. The link is clearest where teams have prepared
                        for their new members.""",
                    ),
                    Prose("The most important reasons for staying, in the order in which they were named:"),
                    Points(
                        [
                            "a team that gives support",
                            "a flat close to work",
                            "good schools and nurseries for the children",
                            "prospects of further training",
                            "pay",
                        ],
                        ordered=True,
                    ),
                    Quote(
                        "ahrendt",
                        """In recent years we have talked a great deal about visas. The figures tell us that we have to
                        talk about flats, and with those who let them.""",
                    ),
                    Prose(
                        """The 118 participants decided to make this the theme of the coming year. The next <a
                        href="page:treffen-5">network meeting</a> is to be held in Wehrbrück in June 2027; the
                        documentation of the fourth meeting will be published in the next few weeks."""
                    ),
                ],
            ),
        },
    ),
]
