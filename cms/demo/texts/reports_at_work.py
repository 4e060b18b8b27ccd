"""Practice reports from businesses."""

import datetime

from cms.demo.texts.kinds import Figures, Interview, Picture, Points, Prose, Quote, Report, ReportText

REPORTS = [
    Report(
        key="sprache-im-dienst",
        date=datetime.date(2022, 10, 4),
        carrier="bildungswerk",
        audiences=["kliniken", "betriebe", "bildung"],
        topics=["sprache", "betriebe"],
        contacts=["sprachprojekt", "betriebe"],
        texts={
            "de": ReportText(
                title="Der Sprachkurs, der in den Dienstplan passt",
                slug="sprachkurs-im-dienstplan",
                teaser="""Am Klinikum Wehrbrück lernen Beschäftigte Deutsch in Häppchen von 25 Minuten, direkt auf
                der Station. Seitdem bricht kaum noch jemand den Kurs ab.""",
                image=Picture("stimmen"),
                starting_point=[
                    Prose(
                        """Pflegekräfte aus dem Ausland bringen meist gute Grundkenntnisse mit. Was fehlt, ist die
                        Sprache der Übergabe, der Dokumentation und der Gespräche mit Angehörigen. Abendkurse halfen
                        wenig: Wer im Schichtdienst arbeitet, verpasst im Durchschnitt jede zweite Stunde und gibt
                        nach einigen Wochen auf.

                        Das Klinikum suchte deshalb eine Form, die sich nach dem Dienst richtet und nicht umgekehrt."""
                    )
                ],
                implementation=[
                    Prose(
                        """Eine Lehrkraft des Bildungswerks ist an drei Tagen in der Woche im Haus, zu wechselnden
                        Zeiten, auch am späten Abend. Sie geht auf die Stationen und unterrichtet dort zwei bis vier
                        Personen für 25 Minuten. Die Themen kommen aus der laufenden Schicht."""
                    ),
                    Points(
                        [
                            "Die Stationsleitung meldet morgens, wann eine ruhige halbe Stunde zu erwarten ist.",
                            "Jede Einheit endet mit einem Satz, der am selben Tag benutzt werden soll.",
                            "Erfahrene Kolleginnen und Kollegen hören zu und korrigieren nur auf Wunsch.",
                        ]
                    ),
                    Quote(
                        "luedeking",
                        """Wir zahlen die Zeit als Arbeitszeit. Anders geht es nicht: Wer lernen soll, darf dafür
                        nicht auf Schlaf verzichten.""",
                    ),
                ],
                conclusion=[
                    Prose(
                        """Nach 14 Monaten haben 31 von 34 Teilnehmenden die Fachsprachprüfung bestanden. Die Zahl
                        der Rückfragen bei Übergaben ist nach Einschätzung der Stationen deutlich gesunken.
                        Übertragbar ist das Vorgehen auf jeden Betrieb mit Schichtarbeit; nötig sind ein Raum in der
                        Nähe und eine Lehrkraft, die spontan sein kann."""
                    )
                ],
                format_title="Lernen auf Station",
                format_description="""Kurze Unterrichtseinheiten von 25 Minuten in kleinen Gruppen, an drei Tagen in
                der Woche, im Betrieb und während der Arbeitszeit. Inhalte stammen aus der laufenden Schicht.""",
                figures=Figures(
                    [
                        ("34", "Teilnehmende im ersten Jahrgang"),
                        ("25 min", "dauert eine Einheit"),
                        ("31", "bestandene Fachsprachprüfungen"),
                    ]
                ),
                interview=Interview(
                    "rehbein",
                    [
                        (
                            "Frau Rehbein, was war am Anfang die größte Hürde?",
                            """Der Lärm. Auf einer Station klingelt immer etwas. Heute nutzen wir das: Wer unter
                            diesen Bedingungen einen Satz versteht, versteht ihn überall.""",
                        ),
                        (
                            "Wie haben Sie die Stationsleitungen überzeugt?",
                            """Mit einer Probewoche. Danach fragte niemand mehr, ob das Zeit kostet, sondern nur
                            noch, wann wir wiederkommen.""",
                        ),
                        (
                            "Was raten Sie Betrieben, die nachziehen möchten?",
                            """Fangen Sie mit einer einzigen Abteilung an und reden Sie über Fehler. Sprache lernt
                            man dort, wo man sich blamieren darf.""",
                        ),
                    ],
                ),
                project="Sprache im Dienst",
                programme="Förderprogramm „Arbeit und Sprache“ des Landkreises Mittelwald",
            ),
            "en": ReportText(
                title="The language course that fits the roster",
                slug="language-course-that-fits-the-roster",
                teaser="""At Wehrbrück Hospital employees learn German in portions of 25 minutes, right on the ward.
                Since then hardly anybody drops out.""",
                image=Picture("stimmen"),
                starting_point=[
                    Prose(
                        """Nurses from abroad mostly bring a good basic knowledge of German. What they lack is the
                        language of handovers, of documentation and of talking to relatives. Evening courses were of
                        little help: people on shift work miss every second lesson on average and give up after a
                        few weeks.

                        The hospital was therefore looking for a form that adapts to the shifts and not the other
                        way round."""
                    )
                ],
                implementation=[
                    Prose(
                        """A teacher from Bildungswerk Silberhain is in the house on three days a week, at changing
                        times and even late in the evening. She comes to the wards and teaches two to four people
                        for 25 minutes. The topics are taken from the shift."""
                    ),
                    Points(
                        [
                            "In the morning the ward says when to expect a quiet half-hour.",
                            "Every lesson ends with a sentence that is to be used on the same day.",
                            "Experienced colleagues listen, and correct only when asked to.",
                        ]
                    ),
                    Quote(
                        "luedeking",
                        """We pay for this as working time. There is no other way: nobody should have to give up
                        sleep in order to learn.""",
                    ),
                ],
                conclusion=[
                    Prose(
                        """After 14 months, 31 of 34 participants have passed the language examination for their
                        profession. According to the wards there are far fewer queries at handovers. The method can
                        be transferred to any business with shift work; it takes a room nearby and a teacher who can
                        be spontaneous."""
                    )
                ],
                format_title="Learning on the ward",
                format_description="""Short lessons of 25 minutes in small groups, on three days a week, on the
                premises and during working hours. The content is taken from the current shift.""",
                figures=Figures(
                    [
                        ("34", "participants in the first year"),
                        ("25 min", "length of a lesson"),
                        ("31", "examinations passed"),
                    ]
                ),
                interview=Interview(
                    "rehbein",
                    [
                        (
                            "Ms Rehbein, what was the greatest obstacle at the beginning?",
                            """The noise. On a ward something is always ringing. Today we make use of it: if you
                            understand a sentence there, you understand it anywhere.""",
                        ),
                        (
                            "How did you convince the heads of the wards?",
                            """With a trial week. After that nobody asked whether it takes time, only when we would
                            be back.""",
                        ),
                        (
                            "What is your advice to businesses that want to follow?",
                            """Begin with a single department, and talk about mistakes. You learn a language where
                            you are allowed to make a fool of yourself.""",
                        ),
                    ],
                ),
                project="Language on Duty",
                programme="“Work and Language” programme of the District of Mittelwald",
            ),
        },
    ),
    Report(
        key="patenschaften",
        date=datetime.date(2023, 5, 9),
        carrier="handwerk",
        audiences=["betriebe", "kammern"],
        topics=["ankommen", "betriebe"],
        contacts=["handwerk"],
        texts={
            "de": ReportText(
                title="Patenschaften im Betrieb: Wer fragt, gewinnt",
                slug="patenschaften-im-betrieb",
                teaser="""In 23 Handwerksbetrieben hat jede neue Kraft aus dem Ausland eine feste Ansprechperson.
                Der Aufwand ist klein, die Wirkung nach einem Jahr messbar.""",
                image=Picture("werkstatt"),
                starting_point=[
                    Prose(
                        """Kleine Betriebe haben keine Personalabteilung. Wer neu anfängt, fragt die Chefin oder den
                        Chef, und die sind auf der Baustelle. Fragen bleiben liegen, aus kleinen Missverständnissen
                        werden Kündigungen. Die Handwerkskammer zählte 2021, dass jede dritte Einstellung aus dem
                        Ausland binnen eines Jahres endete."""
                    )
                ],
                implementation=[
                    Prose(
                        """Jeder beteiligte Betrieb benennt eine Patin oder einen Paten aus der Belegschaft. Einen
                        Tag lang üben alle gemeinsam, wie man einfach spricht, Arbeitsschritte zeigt und Kritik
                        äußert. Danach treffen sich Patinnen, Paten und neue Kräfte jede Woche für eine feste halbe
                        Stunde."""
                    ),
                    Points(
                        [
                            "eine Liste mit Themen für die ersten zwölf Wochen",
                            "ein Notizheft, in das beide schreiben dürfen",
                            "alle drei Monate ein Treffen aller Patinnen und Paten in der Kammer",
                        ]
                    ),
                    Quote(
                        "kessling",
                        "Die halbe Stunde steht im Kalender wie ein Kundentermin. Das ist das ganze Geheimnis.",
                    ),
                ],
                conclusion=[
                    Prose(
                        """Von 41 begleiteten Beschäftigten sind nach einem Jahr 38 noch im Betrieb. Die Betriebe
                        berichten, dass auch deutsche Auszubildende nach einer solchen Patenschaft fragen. Die
                        Kammer hat den Leitfaden freigegeben; andere dürfen ihn ändern und weitergeben."""
                    )
                ],
                format_title="Die feste halbe Stunde",
                format_description="""Ein wöchentliches Gespräch zwischen einer erfahrenen und einer neuen Kraft,
                dazu ein Schulungstag und ein Erfahrungsaustausch im Quartal.""",
                figures=Figures(
                    [
                        ("23", "Betriebe machen mit"),
                        ("41", "begleitete Beschäftigte"),
                        ("38", "davon nach einem Jahr im Betrieb"),
                    ]
                ),
                project="Paten am Bau",
                programme="Eigenmittel der Handwerkskammer Auenfurt",
            ),
            "en": ReportText(
                title="Mentors at work: those who ask, win",
                slug="mentors-at-work",
                teaser="""In 23 craft businesses every newcomer from abroad has somebody to turn to. It takes little
                effort, and the effect can be measured after a year.""",
                image=Picture("werkstatt"),
                starting_point=[
                    Prose(
                        """Small businesses have no human resources department. Newcomers ask the master, and the
                        master is on the building site. Questions remain unanswered, small misunderstandings turn
                        into resignations. In 2021 the chamber found that one in three people hired from abroad had
                        left within a year."""
                    )
                ],
                implementation=[
                    Prose(
                        """Every business names a mentor from among its staff. For one day all of them practise how
                        to speak plainly, demonstrate a task and voice criticism. After that, mentors and newcomers
                        meet every week for a fixed half-hour."""
                    ),
                    Points(
                        [
                            "a list of topics for the first twelve weeks",
                            "a notebook in which both may write",
                            "a meeting of all mentors at the chamber every three months",
                        ]
                    ),
                    Quote(
                        "kessling",
                        """The half-hour is in the calendar like an appointment with a customer. That is the whole
                        secret.""",
                    ),
                ],
                conclusion=[
                    Prose(
                        """Of 41 employees, 38 are still with their business after a year. The businesses report
                        that German apprentices, too, have begun to ask for a mentor. The chamber has released its
                        guide; others may change it and pass it on."""
                    )
                ],
                format_title="The fixed half-hour",
                format_description="""A weekly conversation between an experienced and a new employee, with a day of
                training and an exchange of experience every three months.""",
                figures=Figures(
                    [
                        ("23", "businesses take part"),
                        ("41", "employees with a mentor"),
                        ("38", "of them still there after a year"),
                    ]
                ),
                project="Mentors on Site",
                programme="Funds of the Auenfurt Chamber of Skilled Crafts",
            ),
        },
    ),
]
