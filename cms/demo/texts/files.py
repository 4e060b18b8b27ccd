"""Pictures with their rights, and the papers for download."""

from cms.demo.texts.kinds import Paper, PictureFile

CREDIT = {"de": "Illustration: Regionalagentur Mittelwald", "en": "Illustration: Mittelwald Regional Agency"}

PICTURES = [
    PictureFile(
        "huegel",
        "Hügel im Mittelwald",
        alt={
            "de": "Illustration: bewaldete Hügel hintereinander, darüber eine tief stehende, warme Sonne.",
            "en": "Illustration: wooded hills one behind the other under a low, warm sun.",
        },
        caption={
            "de": "Der Mittelwald, wie ihn unsere Illustratorin sieht.",
            "en": "Mittelwald, as our illustrator sees it.",
        },
        credit=CREDIT,
    ),
    PictureFile(
        "stadt",
        "Auenfurt an der Wehr",
        alt={
            "de": "Illustration: bunte Giebelhäuser und ein Kirchturm an einem Fluss.",
            "en": "Illustration: gabled houses in several colours and a church tower beside a river.",
        },
        caption={
            "de": "Auenfurt, Sitz der Regionalagentur.",
            "en": "Auenfurt, seat of the Regional Agency.",
        },
        credit=CREDIT,
    ),
    PictureFile(
        "kreise",
        "Treffpunkte",
        alt={
            "de": "Illustration: fünf farbige Kreise überschneiden sich, drei Punkte sind durch eine Linie verbunden.",
            "en": "Illustration: five coloured circles overlap, three points are joined by a line.",
        },
        caption={
            "de": "Wo sich Kreise überschneiden, entstehen Treffpunkte.",
            "en": "Where circles overlap, people meet.",
        },
        credit=CREDIT,
    ),
    PictureFile(
        "tisch",
        "Runder Tisch",
        alt={
            "de": "Illustration: acht Menschen sitzen an einem runden Tisch, von oben gesehen.",
            "en": "Illustration: eight people sit at a round table, seen from above.",
        },
        caption={
            "de": "Am runden Tisch kommen Verwaltung, Betriebe und Beratung ins Gespräch.",
            "en": "Authorities, businesses and advisers talk at a round table.",
        },
        credit=CREDIT,
    ),
    PictureFile(
        "bruecke",
        "Wehrbrücke",
        alt={
            "de": "Illustration: eine Brücke mit drei Bögen, auf der sich Menschen begegnen, dahinter die Sonne.",
            "en": "Illustration: people meet on a bridge with three arches, the sun behind it.",
        },
        caption={
            "de": "Die Brücke über die Wehr verbindet die beiden Ufer der Region.",
            "en": "The bridge over the Wehr joins both banks of the region.",
        },
        credit=CREDIT,
    ),
    PictureFile(
        "stimmen",
        "Stimmen",
        alt={
            "de": "Illustration: fünf Sprechblasen in verschiedenen Farben auf dunklem Grund.",
            "en": "Illustration: five speech bubbles in different colours on a dark ground.",
        },
        caption={
            "de": "Sprache lernt, wer sie jeden Tag gebraucht.",
            "en": "You learn a language by using it every day.",
        },
        credit=CREDIT,
    ),
    PictureFile(
        "werkstatt",
        "In der Werkstatt",
        alt={
            "de": "Illustration: drei ineinandergreifende Zahnräder über einer Werkbank mit Messgerät.",
            "en": "Illustration: three cogwheels that turn each other above a workbench with a meter.",
        },
        caption={
            "de": "Lernen im Betrieb: ein Rad greift ins andere.",
            "en": "Learning at work: one wheel drives the other.",
        },
        credit=CREDIT,
    ),
    PictureFile(
        "wege",
        "Wege",
        alt={
            "de": "Illustration: vier farbige Linien laufen wie auf einem Netzplan in einem Punkt zusammen.",
            "en": "Illustration: four coloured lines run together in one point, as on a tram map.",
        },
        caption={
            "de": "Viele Wege, eine Anlaufstelle.",
            "en": "Many ways, one place to turn to.",
        },
        credit=CREDIT,
    ),
]

PAPERS = [
    Paper(
        "merkblatt-de",
        "merkblatt-beschleunigtes-verfahren.pdf",
        "de",
        "Merkblatt: Das beschleunigte Verfahren in sechs Schritten",
        [
            "1. Der Betrieb und die Fachkraft unterschreiben einen Arbeitsvertrag oder eine Zusage.",
            "2. Die Fachkraft erteilt dem Betrieb eine Vollmacht.",
            "3. Der Betrieb vereinbart einen Termin mit der Ausländerbehörde.",
            "4. Die Behörde prüft die Unterlagen und holt Zustimmungen ein.",
            "5. Die Fachkraft erhält die Vorabzustimmung und beantragt das Visum.",
            "6. Nach der Einreise begleitet das Welcome Center die ersten Wochen.",
            "",
            "Fragen: 030 23125 130 oder betriebe@mittelwald.example",
        ],
    ),
    Paper(
        "merkblatt-en",
        "leaflet-fast-track-procedure.pdf",
        "en",
        "Leaflet: The fast-track procedure in six steps",
        [
            "1. Employer and skilled worker sign a contract or a binding offer.",
            "2. The skilled worker gives the employer power of attorney.",
            "3. The employer makes an appointment with the Immigration Office.",
            "4. The office checks the documents and obtains the approvals.",
            "5. The skilled worker receives advance approval and applies for the visa.",
            "6. After arrival, the Welcome Center accompanies the first weeks.",
            "",
            "Questions: 030 23125 130 or betriebe@mittelwald.example",
        ],
    ),
    Paper(
        "kreishaus-de",
        "gute-praxis-der-dienstag-im-kreishaus.pdf",
        "de",
        "Gute Praxis: Der Dienstag im Kreishaus",
        [
            "Ein Termin, drei Behörden: Aufenthalt, Anmeldung und Familienleistungen an einem Vormittag.",
            "",
            "Vorher: vier Wege in sechs Wochen.",
            "Nachher: ein Weg, im Mittel 95 Minuten.",
            "",
            "Zum Nachmachen: gemeinsamer Kalender, eine Liste aller Unterlagen,",
            "eine Person, die durch das Haus begleitet.",
        ],
    ),
    Paper(
        "kreishaus-en",
        "good-practice-tuesday-at-the-district-hall.pdf",
        "en",
        "Good practice: Tuesday at the district hall",
        [
            "One appointment, three offices: residence, registration and family benefits in one morning.",
            "",
            "Before: four journeys in six weeks.",
            "Now: one journey, 95 minutes on average.",
            "",
            "To be copied: a shared calendar, one list of all documents,",
            "one person who shows the way through the house.",
        ],
    ),
    Paper(
        "treffen-2-de",
        "ergebnisse-2-netzwerktreffen.pdf",
        "de",
        "Ergebnisse des 2. Netzwerktreffens",
        [
            "Wehrbrück, 12. Juni 2024",
            "",
            "Verabredet wurden:",
            "- eine gemeinsame Liste der Sprachkurse bis Oktober 2024,",
            "- ein Musterbrief an Vermieterinnen und Vermieter,",
            "- ein Rundgang durch die Behörden für Ehrenamtliche.",
        ],
    ),
    Paper(
        "treffen-2-en",
        "results-second-network-meeting.pdf",
        "en",
        "Results of the second network meeting",
        [
            "Wehrbrück, 12 June 2024",
            "",
            "What was agreed:",
            "- a joint list of language courses by October 2024,",
            "- a model letter to landlords,",
            "- a tour of the public offices for volunteers.",
        ],
    ),
    Paper(
        "treffen-3-de",
        "ergebnisse-3-netzwerktreffen.pdf",
        "de",
        "Ergebnisse des 3. Netzwerktreffens",
        [
            "Silberhain, 18. Juni 2025",
            "",
            "Schwerpunkt: Familien, die nachziehen.",
            "Die Ergebnisse der drei Runden stehen auf der Seite der Dokumentation.",
            "Nächstes Treffen: 11. November 2026 in Auenfurt.",
        ],
    ),
    Paper(
        "treffen-3-en",
        "results-third-network-meeting.pdf",
        "en",
        "Results of the third network meeting",
        [
            "Silberhain, 18 June 2025",
            "",
            "Focus: families who join later.",
            "The results of the three rounds are on the documentation page.",
            "Next meeting: 11 November 2026 in Auenfurt.",
        ],
    ),
]
