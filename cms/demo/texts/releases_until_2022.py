"""Press releases under the first managing director, and the one that announces the second."""

import datetime

from cms.demo.texts.kinds import Picture, Points, Prose, Quote, Release, ReleaseText

RELEASES = [
    Release(
        key="eroeffnung",
        date=datetime.date(2019, 3, 12),
        place={"de": "Auenfurt", "en": "Auenfurt"},
        topics=["ankommen", "agentur"],
        texts={
            "de": ReleaseText(
                kicker="Welcome Center",
                title="Neue Anlaufstelle am Kornmarkt öffnet ihre Türen",
                slug="neue-anlaufstelle-am-kornmarkt",
                subheadline="""Beratung zu Aufenthalt, Anerkennung und Alltag unter einem Dach / Erste Woche mit
                offenen Sprechstunden""",
                lead="""Wer aus dem Ausland zum Arbeiten in den Mittelwald kommt, findet ab sofort Rat an einem
                einzigen Ort: Am Dienstag, 12. März 2019, hat die Regionalagentur in Auenfurt ihr Welcome Center
                eröffnet. Sechs Beraterinnen und Berater sprechen dort zusammen neun Sprachen.""",
                image=Picture("stadt", caption="Das Welcome Center liegt am Kornmarkt, mitten in Auenfurt."),
                body=[
                    Prose(
                        """Bisher mussten Zugewanderte oft vier oder fünf Stellen aufsuchen, ehe ihre erste Frage
                        beantwortet war. Das neue Haus bündelt die Auskünfte: Im Erdgeschoss gibt es eine offene
                        Sprechstunde, im ersten Stock Räume für vertrauliche Gespräche und eine Spielecke für
                        Kinder."""
                    ),
                    Quote(
                        "marwitz",
                        """Ein Arbeitsvertrag ist schnell unterschrieben. Ob jemand hier wirklich ankommt,
                        entscheidet sich an ganz anderen Dingen: am Kitaplatz, am Bescheid, den man versteht, an der
                        ersten Einladung von nebenan.""",
                    ),
                    Prose("Zum Angebot gehören von Beginn an:"),
                    Points(
                        [
                            "Erstberatung ohne Termin, montags bis donnerstags von 9 bis 12 Uhr",
                            "Sprechstunden zur Anerkennung ausländischer Abschlüsse",
                            "ein Servicetelefon für Betriebe, die zum ersten Mal international einstellen",
                            "Begleitung zu Behörden durch ehrenamtliche Lotsinnen und Lotsen",
                        ]
                    ),
                    Quote(
                        "ahrendt",
                        """Wir versprechen niemandem, dass es ohne Papier geht. Aber wir sorgen dafür, dass jedes
                        Formular nur einmal ausgefüllt wird.""",
                    ),
                    Prose(
                        """In der Eröffnungswoche stehen die Türen von Dienstag bis Freitag jeweils von 9 bis 18 Uhr
                        offen. Eine Anmeldung ist nicht nötig. Was das Haus sonst noch leistet, steht unter <a
                        href="page:auftrag">Auftrag und Angebote</a>."""
                    ),
                ],
            ),
            "en": ReleaseText(
                kicker="Welcome Center",
                title="New advice centre opens its doors on Kornmarkt",
                slug="new-advice-centre-on-kornmarkt",
                subheadline="Advice on residence, recognition and everyday life under one roof / Open house all week",
                lead="""People who come from abroad to work in Mittelwald can now find advice in one place: on
                Tuesday, 12 March 2019, the Regional Agency opened its Welcome Center in Auenfurt. Between them, its
                six advisers speak nine languages.""",
                image=Picture("stadt", caption="The Welcome Center is on Kornmarkt, in the middle of Auenfurt."),
                body=[
                    Prose(
                        """Until now newcomers often had to visit four or five offices before their first question
                        was answered. The new house brings the information together: on the ground floor there is an
                        open consultation hour, on the first floor there are rooms for confidential talks and a play
                        corner for children."""
                    ),
                    Quote(
                        "marwitz",
                        """A contract of employment is quickly signed. Whether somebody really settles in depends on
                        quite different things: on a place at nursery, on a letter that can be understood, on the
                        first invitation from next door.""",
                    ),
                    Prose("From the beginning the centre offers:"),
                    Points(
                        [
                            "first advice without an appointment, Monday to Thursday from 9 am to noon",
                            "consultation hours on the recognition of qualifications from abroad",
                            "a helpline for businesses that hire internationally for the first time",
                            "volunteers who come along to public offices",
                        ]
                    ),
                    Quote(
                        "ahrendt",
                        """We promise nobody a life without paperwork. But we make sure that every form has to be
                        filled in only once.""",
                    ),
                    Prose(
                        """In the opening week the doors are open from Tuesday to Friday, from 9 am to 6 pm. There
                        is no need to register. What else the house has to offer can be read under <a
                        href="page:auftrag">Mission and services</a>."""
                    ),
                ],
            ),
        },
        boilerplates=["agentur"],
    ),
    Release(
        key="videoberatung",
        date=datetime.date(2020, 5, 27),
        place={"de": "Auenfurt", "en": "Auenfurt"},
        topics=["ankommen", "sprache"],
        issuer="welcome",
        texts={
            "de": ReleaseText(
                kicker="Beratung auf Abstand",
                title="Welcome Center berät jetzt auch per Video",
                slug="welcome-center-beraet-per-video",
                subheadline="Termine in neun Sprachen, auf Wunsch mit Gebärdensprache / Rückrufe noch am selben Tag",
                lead="""Das Welcome Center Mittelwald bietet seine Beratung seit dieser Woche auch als Videogespräch
                an. Damit reagiert die Einrichtung auf die geschlossenen Sprechstunden der vergangenen zehn Wochen,
                in denen die Zahl der Anfragen nicht gesunken, sondern um ein Drittel gestiegen ist.""",
                image=Picture("stimmen", caption="Beraten wird in neun Sprachen, nun auch am Bildschirm."),
                body=[
                    Prose(
                        """Besonders häufig fragen Beschäftigte derzeit nach Kurzarbeit, nach Fristen für ihren
                        Aufenthaltstitel und danach, ob ein Jobwechsel in der Probezeit möglich ist. Viele dieser
                        Fragen lassen sich am Telefon nur schwer klären, weil Unterlagen gemeinsam angesehen werden
                        müssen."""
                    ),
                    Quote(
                        "ahrendt",
                        """Am Bildschirm können wir auf dieselbe Zeile zeigen. Das klingt nach wenig, erspart den
                        Menschen aber oft eine zweite und dritte Rückfrage.""",
                    ),
                    Prose("So kommen Ratsuchende zu einem Gespräch:"),
                    Points(
                        [
                            "Rückruf über das Servicetelefon 030 23125 120 erbitten",
                            "Sprache und Anliegen nennen, der Termin folgt noch am selben Tag",
                            "Link in der Nachricht öffnen; ein Programm muss dafür nicht eingerichtet werden",
                        ],
                        ordered=True,
                    ),
                    Prose(
                        """Die Gespräche laufen über einen Server der Agentur und werden nicht aufgezeichnet. Wer
                        kein geeignetes Gerät besitzt, kann nach Anmeldung einen Platz im Haus am Kornmarkt nutzen;
                        Scheiben und Lüftung sind eingebaut."""
                    ),
                    Quote(
                        "marwitz",
                        """Dieses Angebot bleibt, auch wenn die Türen wieder offen stehen. Für Menschen in
                        Schichtarbeit ist der Weg nach Auenfurt schon immer zu weit gewesen.""",
                    ),
                ],
            ),
            "en": ReleaseText(
                kicker="Advice from a distance",
                title="Welcome Center now also gives advice by video",
                slug="welcome-center-advice-by-video",
                subheadline="Nine languages, and sign language on request / Calls returned the same day",
                lead="""Since this week the Mittelwald Welcome Center has also been giving advice in video calls. It is
                the answer to ten weeks of closed consultation hours, in which the number of enquiries did not fall but
                rose by a third.""",
                image=Picture("stimmen", caption="Advice is given in nine languages, and now on screen, too."),
                body=[
                    Prose(
                        """At present employees ask most of all about short-time work, about deadlines for their
                        residence titles and about whether they may change jobs during probation. Many of these
                        questions are hard to settle by telephone because documents have to be looked at together."""
                    ),
                    Quote(
                        "ahrendt",
                        """On screen we can point to the same line. That does not sound like much, but it often saves
                        people a second and a third enquiry.""",
                    ),
                    Prose("How to get an appointment:"),
                    Points(
                        [
                            "ask the helpline to call you back: 030 23125 120",
                            "say which language you speak and what it is about; you will have a date the same day",
                            "open the link in the message; there is no program to be installed",
                        ],
                        ordered=True,
                    ),
                    Prose(
                        """The conversations run on a server of the agency and are not recorded. Those who own no
                        suitable device can book a place in the house on Kornmarkt; screens and ventilation have been
                        put in."""
                    ),
                    Quote(
                        "marwitz",
                        """This service will stay even when the doors are open again. For people on shift work the
                        journey to Auenfurt has always been too long.""",
                    ),
                ],
            ),
        },
    ),
    Release(
        key="pflege",
        date=datetime.date(2021, 9, 14),
        place={"de": "Wehrbrück", "en": "Wehrbrück"},
        topics=["anerkennung", "betriebe"],
        texts={
            "de": ReleaseText(
                kicker="Anerkennung in der Pflege",
                title="24 Pflegekräfte beginnen Anpassungslehrgang am Klinikum",
                slug="pflegekraefte-beginnen-anpassungslehrgang",
                subheadline="Fachkräfte aus fünf Ländern lernen in Wehrbrück / Prüfung im Frühjahr, Übernahme zugesagt",
                lead="""Am Klinikum Wehrbrück haben am Dienstag 24 Pflegekräfte einen Anpassungslehrgang begonnen.
                Sie sind in ihren Herkunftsländern ausgebildet, arbeiten seit dem Sommer als Assistenzkräfte auf den
                Stationen und wollen im kommenden Frühjahr die volle Anerkennung erreichen.""",
                image=Picture("kreise", caption="Stationen, Schule und Beratung greifen im Lehrgang ineinander."),
                body=[
                    Prose(
                        """Die Regionalagentur hat den Lehrgang gemeinsam mit dem Bildungswerk Silberhain
                        vorbereitet. Neu ist die enge Verzahnung: Wer vormittags Unterricht hat, übt das Gelernte am
                        selben Tag unter Anleitung auf der eigenen Station."""
                    ),
                    Quote(
                        "luedeking",
                        """Wir hätten warten können, bis alle Bescheide vorliegen. Stattdessen haben wir die
                        Wartezeit in Arbeitszeit verwandelt, und davon haben beide Seiten etwas.""",
                    ),
                    Prose("Der Lehrgang umfasst:"),
                    Points(
                        [
                            "540 Stunden Unterricht in Pflege, Recht und Dokumentation",
                            "960 Stunden angeleitete Praxis in vier Fachbereichen",
                            "wöchentlich sechs Stunden Fachsprache mit fester Lehrkraft",
                        ]
                    ),
                    Quote(
                        "marwitz",
                        """Diese 24 Menschen fehlen heute noch in keiner Statistik, aber ab dem nächsten Jahr in
                        keinem Dienstplan mehr. Genau so stellen wir uns Anerkennung vor: als Weg mit einem Ziel.""",
                    ),
                    Prose(
                        """Alle Teilnehmenden haben einen unbefristeten Vertrag, der nach bestandener Prüfung auf
                        die Vergütung als Pflegefachkraft umgestellt wird. Ein zweiter Durchgang ist für Herbst 2022
                        geplant; Bewerbungen nimmt das Klinikum ab sofort entgegen."""
                    ),
                ],
            ),
            "en": ReleaseText(
                kicker="Recognition in nursing",
                title="24 nurses begin an adaptation course at the hospital",
                slug="nurses-begin-adaptation-course",
                subheadline="Skilled workers from five countries / Examination in spring, jobs promised",
                lead="""On Tuesday 24 nurses began an adaptation course at Wehrbrück Hospital. They were trained in
                their countries of origin, have been working on the wards as assistants since summer and want to reach
                full recognition next spring.""",
                image=Picture("kreise", caption="In this course wards, school and advisers work hand in hand."),
                body=[
                    Prose(
                        """The Regional Agency prepared the course together with Bildungswerk Silberhain. What is new is
                        how closely things are linked: those who have lessons in the morning practise what they have
                        learnt on their own ward the same day, under guidance."""
                    ),
                    Quote(
                        "luedeking",
                        """We could have waited until every decision was on the table. Instead we have turned waiting
                        time into working time, and both sides gain by it.""",
                    ),
                    Prose("The course consists of:"),
                    Points(
                        [
                            "540 hours of lessons in nursing, law and documentation",
                            "960 hours of guided practice in four departments",
                            "six hours of professional German a week, with the same teacher throughout",
                        ]
                    ),
                    Quote(
                        "marwitz",
                        """These 24 people are not missing from any statistics today, but from next year on they will
                        not be missing from any roster. That is how we imagine recognition: a road with a goal.""",
                    ),
                    Prose(
                        """All participants have permanent contracts, which will change to the pay of a qualified nurse
                        once they have passed. A second course is planned for autumn 2022; the hospital accepts
                        applications from now on."""
                    ),
                ],
            ),
        },
    ),
    Release(
        key="wechsel",
        date=datetime.date(2022, 6, 23),
        place={"de": "Auenfurt", "en": "Auenfurt"},
        topics=["agentur"],
        texts={
            "de": ReleaseText(
                kicker="Personalie",
                title="Wechsel an der Spitze: Jonas Ahrendt folgt auf Helene Marwitz",
                slug="wechsel-an-der-spitze",
                subheadline="Geschäftsführung geht zum 1. Juli über / Zweckverband wird neuer Träger der Agentur",
                lead="""Die Regionalagentur Mittelwald bekommt eine neue Leitung. Jonas Ahrendt, bisher Leiter des
                Welcome Centers, übernimmt am 1. Juli 2022 die Geschäftsführung von Dr. Helene Marwitz, die nach
                sechs Jahren auf eigenen Wunsch ausscheidet.""",
                image=Picture("bruecke", caption="Übergang mit Ansage: Die neue Leitung kommt aus dem eigenen Haus."),
                body=[
                    Prose(
                        """Unter der Leitung von Marwitz wuchs die Agentur von zwei auf 27 Beschäftigte. In ihre
                        Zeit fallen die Gründung des Welcome Centers, der Umzug an den Kornmarkt und der Aufbau der
                        Anerkennungsberatung."""
                    ),
                    Quote(
                        "marwitz",
                        """Eine Agentur ist so gut wie die Menschen, die ans Telefon gehen. Ich übergebe ein Haus,
                        in dem nach dem zweiten Klingeln abgenommen wird, und das gibt mir Ruhe.""",
                    ),
                    Quote(
                        "ahrendt",
                        """Ich kenne die Fragen, mit denen Menschen zu uns kommen, weil ich sie viereinhalb Jahre
                        selbst beantwortet habe. Jetzt möchte ich dafür sorgen, dass manche gar nicht erst
                        entstehen.""",
                    ),
                    Prose(
                        """Zum selben Tag wechselt die Trägerschaft: Landkreis und Städte bilden einen Zweckverband,
                        der die Agentur gemeinsam finanziert. Der Haushalt ist bis 2027 gesichert. Die Leitung des
                        Welcome Centers übernimmt Nadia Okafor-Brandt, die das Beratungsteam seit 2018 mit aufgebaut
                        hat.

                        Verabschiedet wird Marwitz am 30. Juni im Kornspeicher Auenfurt. Dem entstehenden Netzwerk
                        bleibt sie als ehrenamtliche Beirätin verbunden."""
                    ),
                ],
            ),
            "en": ReleaseText(
                kicker="Management",
                title="Change at the top: Jonas Ahrendt follows Helene Marwitz",
                slug="change-at-the-top",
                subheadline="New Managing Director from 1 July / Joint board takes over the agency",
                lead="""The Mittelwald Regional Agency has a new head. Jonas Ahrendt, until now in charge of the
                Welcome Center, becomes Managing Director on 1 July 2022. He follows Dr Helene Marwitz, who is
                leaving after six years at her own request.""",
                image=Picture("bruecke", caption="A planned crossing: the new head comes from within the agency."),
                body=[
                    Prose(
                        """With Marwitz in charge the agency grew from two employees to 27. Her time saw the
                        founding of the Welcome Center, the move to Kornmarkt and the beginnings of recognition
                        advice."""
                    ),
                    Quote(
                        "marwitz",
                        """An agency is as good as the people who answer the telephone. I am handing over a house in
                        which somebody picks up after the second ring, and that puts my mind at rest.""",
                    ),
                    Quote(
                        "ahrendt",
                        """I know the questions people bring to us because I answered them myself for four and a
                        half years. Now I would like to see to it that some of them never arise.""",
                    ),
                    Prose(
                        """On the same day the agency passes to a new body: the district and its towns form a joint
                        board that finances it together. The budget is secured until 2027. Nadia Okafor-Brandt, who
                        has helped to build up the advisory team since 2018, becomes head of the Welcome Center.

                        A farewell for Marwitz will be held on 30 June at Kornspeicher Auenfurt. She remains
                        connected with the emerging network as a member of its advisory board."""
                    ),
                ],
            ),
        },
    ),
]
