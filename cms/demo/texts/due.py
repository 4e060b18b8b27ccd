"""Releases on which time works: one under embargo, one that has expired, one that was withdrawn."""

import datetime

from cms.demo.texts.kinds import Points, Prose, Quote, Release, ReleaseText

SOME_DAY = datetime.date(2026, 1, 1)  # the day of loading takes its place

UNDER_EMBARGO = Release(
    key="sperrfrist",
    date=SOME_DAY,
    place={"de": "Silberhain"},
    topics=["agentur", "ankommen"],
    texts={
        "de": ReleaseText(
            kicker="Neue Beratungsstelle",
            title="Welcome Center eröffnet zweites Büro am Bahnhof Silberhain",
            slug="zweites-buero-am-bahnhof",
            subheadline="Beratung ohne Termin an vier Nachmittagen / Land trägt die Hälfte der Kosten",
            lead="""Das Welcome Center Mittelwald berät künftig auch im Bahnhofsgebäude von Silberhain. Von der nächsten
            Woche an stehen dort an vier Nachmittagen zwei Beraterinnen und ein Berater bereit.""",
            body=[
                Prose(
                    """Das Büro liegt im früheren Fahrkartenschalter und ist ohne Stufen zu erreichen. Wer mit dem Zug
                    zur Arbeit pendelt, kann eine Frage auf dem Heimweg klären; ein Termin ist nicht nötig."""
                ),
                Points(
                    [
                        "Aufenthalt und Anerkennung von Abschlüssen",
                        "Sprachkurse und Prüfungen in der Region",
                        "Wohnungssuche, Schule und Kinderbetreuung",
                    ]
                ),
                Quote("brandt", "Wir gehen dorthin, wo die Menschen ohnehin vorbeikommen."),
            ],
        )
    },
)

EXPIRED = Release(
    key="abgelaufen",
    date=SOME_DAY,
    place={"de": "Silberhain"},
    topics=["agentur"],
    texts={
        "de": ReleaseText(
            kicker="Terminhinweis",
            title="Sprechstunde zieht für zwei Wochen in das Rathaus um",
            slug="sprechstunde-im-rathaus",
            subheadline="Malerarbeiten im Kreishaus / Telefon und E-Mail bleiben",
            lead="""Weil im Kreishaus gestrichen wird, berät das Welcome Center zwei Wochen lang im kleinen Saal des
            Rathauses von Silberhain.""",
            body=[Prose("Die Zeiten bleiben gleich. Der Weg in den kleinen Saal ist am Eingang ausgeschildert.")],
        )
    },
)

WITHDRAWN = Release(
    key="zurueckgezogen",
    date=SOME_DAY,
    place={"de": "Silberhain"},
    topics=["agentur"],
    texts={
        "de": ReleaseText(
            kicker="Förderung",
            title="Neues Programm zahlt Betrieben die Sprachkurse",
            slug="programm-zahlt-sprachkurse",
            subheadline="Anträge ab Monatsbeginn",
            lead="""Betriebe der Region sollen die Kosten von Sprachkursen für neue Beschäftigte vollständig erstattet
            bekommen.""",
            body=[Prose("Anträge nimmt die Regionalagentur entgegen.")],
        )
    },
)
REASON = "Die Richtlinie des Programms gilt noch nicht. Eine neue Mitteilung folgt, sobald Anträge möglich sind."
