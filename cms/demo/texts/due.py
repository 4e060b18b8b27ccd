"""Releases on which time works: one under embargo, one that has expired, one that was withdrawn."""

import datetime

from cms.demo.texts.kinds import In, Points, Prose, Quote, Release, ReleaseText

SOME_DAY = datetime.date(2026, 1, 1)  # the day of loading takes its place

UNDER_EMBARGO = Release(
    key="sperrfrist",
    date=SOME_DAY,
    place={"de": "Silberhain", "en": "Silberhain"},
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
        ),
        "en": ReleaseText(
            kicker="New advice centre",
            title="Welcome Center opens a second office at Silberhain station",
            slug="second-office-at-the-station",
            subheadline="Advice without an appointment on four afternoons / State pays half of the costs",
            lead="""From now on the Mittelwald Welcome Center also gives advice in the station building at Silberhain.
            From next week three advisers will be there on four afternoons.""",
            body=[
                Prose(
                    """The new office is in the former ticket hall and can be reached without steps. Those who commute
                    by train can settle a question on their way home; no appointment is needed."""
                ),
                Points(
                    [
                        "Residence and recognition of qualifications",
                        "Language courses and examinations in the region",
                        "Looking for a flat, school and childcare",
                    ]
                ),
                Quote("brandt", "We go where people pass by anyway."),
            ],
        ),
    },
)

EXPIRED = Release(
    key="abgelaufen",
    date=SOME_DAY,
    place={"de": "Silberhain", "en": "Silberhain"},
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
        ),
        "en": ReleaseText(
            kicker="Please note",
            title="Consultation hours move to the town hall for two weeks",
            slug="consultation-hours-at-the-town-hall",
            subheadline="Painters at work in the district hall / Telephone and e-mail stay the same",
            lead="""Because the district hall is being painted, the Welcome Center gives advice in the small hall of
            Silberhain town hall for two weeks.""",
            body=[Prose("The hours stay the same. Signs at the entrance show the way to the small hall.")],
        ),
    },
)

WITHDRAWN = Release(
    key="zurueckgezogen",
    date=SOME_DAY,
    place={"de": "Silberhain", "en": "Silberhain"},
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
        ),
        "en": ReleaseText(
            kicker="Funding",
            title="New programme pays for language courses at work",
            slug="programme-pays-for-language-courses",
            subheadline="Applications from the first of the month",
            lead="""Businesses in the region are to be refunded the whole cost of language courses for new
            employees.""",
            body=[Prose("The Regional Agency accepts applications.")],
        ),
    },
)
REASON: In[str] = {
    "de": "Die Richtlinie des Programms gilt noch nicht. Eine neue Mitteilung folgt, sobald Anträge möglich sind.",
    "en": "The rules of the programme are not in force yet. A new release will follow once applications are possible.",
}
