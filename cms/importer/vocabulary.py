"""The words by which press offices, projects and minutes name the parts of their texts."""

from __future__ import annotations

import re


def _either(
    *alternatives: str, behind: str = "", before: str = "", flags: re.RegexFlag = re.IGNORECASE
) -> re.Pattern[str]:
    """A pattern for a whole line that is one of the alternatives."""
    return re.compile(f"^{before}(?:{'|'.join(alternatives)}){behind}$", flags)


# A form for all genders behind the stem of a word: -in, *innen, :innen …
_GENDERED = r"(?:in(?:nen)?|innen|/-?in(?:nen)?|[*:_·]in(?:nen)?|Innen)?"
# What may follow the word of a heading: “Umsetzung des Formats”, “Ausgangslage/Herausforderung”.
_MORE = r"(?:\s*[/&–-]\s*.{2,80}|\s+(?:des|der|und|für|aus|im|in|bei|zu[mr]?)\s.{2,80})?"

# Minutes

ROUND = re.compile(
    r"^(?P<label>(?:Gesprächs?runde|Diskussions?runde|Themen?runde|Arbeits?runde|Runde|Workshop|Arbeits?gruppe|AG|Thementisch"
    r"|Themeninsel|Themenraum|Tisch|Fachforum|Forum|Panel|Session|Werkstatt|Gruppe|Station|Block)"
    r"\s*(?:Nr\.\s*)?(?:\d{1,2}|[IVX]{1,4}|[A-H]))(?![\w]|\.\s?[a-zäöü])\s*(?P<rest>[–—:.\-|]?\s*.*)$"
)
SECTION_NUMBER = re.compile(r"^(?:[IVX]{1,4}|[A-H]|\d{1,2})[.)]\s+(?=\S)")
ROMAN_NUMBER = re.compile(r"^\s*[IVX]{1,4}\.\s+(?=\S)")
DATE_IN_BRACKETS = re.compile(r"^\s*\([^()]*\d{2}[^()]*\)\s*$")
MINUTES_TITLE = re.compile(
    r"\b(?:(?:Kurz|Veranstaltungs|Tagungs|Ergebnis)?(?:dokumentation|protokoll|bericht)|Ergebnisse|Nachlese|Nachbericht"
    r"|Mitschrift|Niederschrift)\b",
    re.IGNORECASE,
)
MODERATION = re.compile(
    r"^(?:Moderation|Moderator(?:in|innen)?|Moderiert\s+(?:von|durch)|Leitung|Impuls\w*(?:\s+und\s+Moderation)?"
    r"|Moderation\s+und\s+Impuls\w*)\s*:\s*(?P<names>.+)$",
    re.IGNORECASE,
)
# What the sections of minutes are about; the first that fits counts.
MINUTES_SECTIONS: list[tuple[str, re.Pattern[str]]] = [
    (name, re.compile(rf"\b(?:{words})", re.IGNORECASE))
    for name, words in (
        ("feedback", r"Feedback|Rückmeldung(?:en)?\b|Stimmen\b|Bewertung(?:en)?\b|Kommentare\b|Resonanz|Blitzlicht"),
        (
            "gallery",
            r"Bilder(?:galerie|strecke)?\b|Foto(?:s|galerie|strecke|dokumentation)?\b|Galerie\b|Impressionen\b",
        ),
        (
            "next",
            r"Save the Date|Nächste[rsn]?\b|Ausblick\b|Termin(?:e|vorschau)?\b|Vorschau\b|Vormerken\b|Fortsetzung\b",
        ),
        ("contacts", r"Kontakt\b|Ansprechpartner|Rückfragen\b"),
        ("rounds", r"Ergebnisse?\b|Gesprächsrunden\b|Arbeitsgruppen\b|Workshops\b|Thementische\b|Diskussion"),
    )
]

# Press releases

TYPE_OF_TEXT = _either(
    r"(?:Presse|Medien)(?:mitteilung|information|info|meldung|dienst|erklärung|notiz)(?:en)?",
    before=r"\W*",
    behind=r"(?:\s*(?:Nr|Nummer|No)?\.?\s*\d[\d/.\-–]*)?(?:\s+(?:vom|der|des)\b.{0,80})?\W*",
)
BOILERPLATE = _either(
    r"(?:Zum\s+)?Hintergrund(?:informationen|information|infos|info)?(?:\s+(?:zu[mr]?|über)\s.{2,80})?",
    r"(?:Kurz)?(?:Informationen|Information|Info)\s+(?:zu[mr]?|über)\s.{2,80}",
    r"Über\s+(?:uns|d(?:ie|as|en)\s.{2,80}|[A-ZÄÖÜ].{1,80})",
    r"(?:Kurz)?porträt(?:\s.{2,80})?",
    r"Stichwort:?\s.{2,80}",
    r"Zu[mr]\s+(?:Projekt|Agentur|Kammer|Verein|Institut|Person)\b.{0,60}",
    behind=r"\s*:?",
    flags=re.RegexFlag(0),
)
CONTACT_HEADING = _either(
    rf"(?:Ihre?\s+)?(?:Presse|Medien|Projekt)?-?\s?(?:kontakte?|ansprech(?:part?ner{_GENDERED}|person(?:en)?)|stelle|sprecher(?:in)?|anfragen)"
    r"(?:\s+(?:für|bei|zu[mr]?|an|der|des|im)\b.{0,60})?",
    r"(?:Presse)?kontakt(?:daten|person(?:en)?)?",
    r"Kontakt\s+und\s+.{2,40}",
    r"(?:Für\s+)?Rück?fragen\b.{0,60}",
    r"(?:Nähere|Weitere)\s+Auskünfte\b.{0,40}",
    r"Herausgeber(?:in)?",
    r"V\.\s?i\.\s?S\.\s?d\.\s?P\.?",
    behind=r"\s*:?",
)
CAPTION = re.compile(
    r"^(?:Bild(?:unterschrift|unterzeile|text|zeile)?|BU|Foto(?:unterschrift|text|zeile)?|Abbildung"
    r"|Auf dem (?:Bild|Foto))\s*\d*\s*:\s*",
    re.IGNORECASE,
)
CREDIT = _either(
    r"(?:Foto(?:graf(?:in)?|nachweis)?|Bild(?:nachweis|quelle)|Quelle)\s*:\s*\S.{0,80}", r"(?:©|\(c\))\s*\S.{0,80}"
)
MORE_INFORMATION = _either(
    r"(?:Mehr|Weitere|Weiterführende|Nähere|Alle|Ausführliche)\s+(?:Informationen|Infos|Details|Angaben)\b.{0,400}",
    r"(?:Infos?|Informationen|Internet|Web(?:site|seite)?|Homepage|Links?)\b\s*"
    r"(?:(?:im Internet|unter|auf|gibt es)\b|:).{0,400}",
)
KEYWORDS = re.compile(
    r"^(?:Schlag|Stich)(?:worte|wörter)\s*:\s*(?P<words>.+)$|^(?:Themen|Tags)\s*:\s*(?P<topics>.+)$", re.IGNORECASE
)

# What a web page or a letterhead leaves in a text and no reader misses.
_SERVICES = r"(?:Facebook|Twitter|LinkedIn|Xing|Instagram|WhatsApp|X|YouTube|Mastodon|E-?Mail)"
DEBRIS = _either(
    r"(?:So erreichen Sie|(?:Hier|Sie) erreichen(?: Sie)?) uns\b.{0,20}",
    r"Zum (?:Interview|Video|Film|Beitrag|Artikel|Podcast)\b.{0,60}",
    r"E-?Mail (?:schreiben|senden)",
    r"Kontaktformular",
    r"(?:(?:Diese )?Seite |Artikel |Beitrag )?(?:drucken|teilen|empfehlen|versenden|merken|vorlesen)(?: auf.{0,60})?",
    r"Druck(?:version|ansicht)",
    r"Zurück\b.{0,40}",
    r"(?:Zum Seitenanfang|Nach oben)",
    r"Zur (?:Übersicht|Startseite).{0,30}",
    r"Startseite(?:\s*[>»/|].*)?",
    r"Sie (?:sind|befinden sich) hier\b.{0,120}",
    r"(?:Mehr|Weiter)lesen.{0,20}",
    r"Download\b.{0,80}",
    r"(?:Als )?PDF(?:[ -](?:Version|Datei|Download|herunterladen|öffnen)\b.{0,40})?",
    r"Herunterladen\b.{0,60}",
    rf"{_SERVICES}(?:[\s,/|·]+{_SERVICES})*",
    r"Menü|Navigation(?: überspringen)?|Suche|Datenschutz|Newsletter abonnieren|Cookie.{0,40}",
    r"Impressum(?:\s*[|·]\s*Datenschutz)?",
    r"\w",
    r"Ende der (?:Presse|Medien)(?:mitteilung|information)",
    r"[\W_]*",
    before=r"\W*",
    behind=r"\W*",
)

# Practice reports: each heading with the field it fills; the first that fits counts.
PRACTICE_HEADINGS: list[tuple[str, re.Pattern[str]]] = [
    (
        "transfer",
        _either(
            rf"Adressat(?:en|{_GENDERED})(?:\s+und\s+Adressat\w+)?(?:\s+(?:für|des)\b.*)?",
            r"Transfer(?:adressat\w*|möglichkeit\w*|potenzial\w*|ziel\w*)?(?:\s+(?:geeignet|möglich|empfohlen))?(?:\s+(?:auf|in|für)\b.*)?",
            r"Zielgruppen?(?:\s+(?:für|des)\b.*)?",
            r"Übertragbar(?:keit)?(?:\s+auf\b.*)?",
            r"(?:Für\s+wen|Interessant\s+für|Geeignet\s+für)\b.*",
        ),
    ),
    (
        "contacts",
        _either(
            r"(?:Projekt|Ihre?\s+)?-?\s?Ansprech(?:part?ner|person)\S*(?:\s+(?:im|des|für|bei)\b.*)?",
            r"(?:Projekt)?-?kontakt(?:daten|e|person(?:en)?)?(?:\s+(?:und|im|zum|zur)\b.*)?",
            r"Weitere\s+Auskünfte.*",
            r"Informationen?\s+und\s+Kontakt",
            r"Rückfragen.*",
        ),
    ),
    (
        "carrier",
        _either(
            r"(?:Projekt|Teilprojekt|Maßnahmen?|Einrichtungs)?-?träger(?:in|schaft|organisation)?(?:\s+(?:des|der)\b.*)?",
            r"(?:Getragen|Durchgeführt)\s+(?:von|durch)",
            r"(?:Durchführende|Verantwortliche)\s+(?:Organisation|Einrichtung)",
        ),
    ),
    (
        "programme",
        _either(
            r"(?:Förder)?programm",
            r"Förderung",
            r"Gefördert\s+(?:von|durch|aus)",
            r"Fördermittelgeber(?:in)?",
            r"Finanzierung",
        ),
    ),
    (
        "project",
        _either(r"(?:Teil)?projekt(?:name|titel)?", r"Name\s+des\s+Projekte?s?", r"Vorhaben"),
    ),
    (
        "starting_point",
        _either(
            r"Ausgangs(?:lage|situation|punkt|frage)",
            r"Herausforderung(?:en)?",
            r"Anlass|Problem(?:stellung|lage)?|Hintergrund|Idee|Bedarf",
            r"Ziel(?:e|setzung|stellung)?",
            r"Worum\s+(?:es\s+)?geht(?:\s+es)?",
            behind=_MORE,
        ),
    ),
    (
        "implementation",
        _either(
            r"Umsetzung|Vorgehen(?:sweise)?|Durchführung|Maßnahmen?|Ablauf|Realisierung|Arbeitsweise|Ansatz|Methode",
            r"Lösung(?:sansatz|sweg)?",
            r"(?:So|Wie\s+es)\s+(?:geht|funktioniert|läuft)(?:\s+es)?",
            behind=_MORE,
        ),
    ),
    (
        "conclusion",
        _either(
            r"Fazit|Ergebnis(?:se)?|Erfolge?|Wirkung(?:en)?|Erfahrungen|Ausblick|Bilanz|Zusammenfassung|Resümee|Nutzen",
            r"Was\s+(?:es\s+)?(?:bringt|gebracht\s+hat)",
            behind=_MORE,
        ),
    ),
    (
        "format",
        _either(
            r"(?:Kurz)?beschreibung(?:\s+des\s+.{2,80})?",
            r"(?:Das\s+)?(?:Veranstaltungs|Beratungs|Lern|Angebots|Projekt|Schulungs)?-?format(?:beschreibung)?(?:\s+.{2,80})?",
            r"Das\s+(?:Angebot|Projekt)\s+(?:in\s+Kürze|im\s+Überblick|kurz\s+gefasst)",
            r"Auf\s+einen\s+Blick|Steckbrief|Kurzprofil|Kurzinfo",
        ),
    ),
]
PRACTICE_MARK = _either(
    r"(?:IQ\s+)?(?:Good|Best|Gute)[\s-]+(?:Practice|Praxis|Praxisbeispiel)\w*(?:\s+\d+)?",
    r"Praxis(?:beispiel|bericht)(?:\s+(?:Nr\.\s*)?\d+)?",
    r"(?:Gutes\s+Beispiel|Beispiel\s+guter\s+Praxis|Aus\s+der\s+Praxis)",
    behind=r"\s*:?",
)
PRACTICE_NOTE = _either(r"(?:inklusive?|inkl\.|mit\s+Interview|einschließlich|enthält)\b.*")

# Organisations

_LEGAL_FORMS = r"\b(?:gGmbH|GmbH|mbH|AG|eG|KdöR|AöR|KG|UG|SE|e\.?\s?V)\b\.?"
# What may be missing in an organisation's name, and what tells that it is one.
LEGAL_ABBREVIATION = re.compile(_LEGAL_FORMS)
LEGAL_FORM = re.compile(rf"{_LEGAL_FORMS}|\bStiftung\b")
ORGANISATION_WORD = re.compile(
    r"(?:agentur|gesellschaft|kammer|ministerium|institut|verband|verein|zentrum|cent(?:er|re)|stiftung|behörde|amt|kreis|"
    r"hochschule|universität|netzwerk|bezirk|stadt|werk|akademie|innung|büro|initiative|stelle|verwaltung|regierung|"
    r"bund|bündnis|gemeinschaft|verbund|hilfe|dienst|mission|forum|allianz|gewerkschaft|krankenhaus|klinikum|schule|anstalt|genossenschaft|service|caritas|diakonie|"
    r"awo|vhs|ihk|hwk|kontor|region|rathaus|staatskanzlei)\b",
    re.IGNORECASE,
)
