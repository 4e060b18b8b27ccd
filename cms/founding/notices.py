"""The pages that the law asks of a public agency, as far as they are the same for all; what only the agency knows
stands in square brackets. They are drafts: nobody reads them before somebody of the agency has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Section:
    """A heading and the paragraphs below it; `{name}` and `{address}` are the agency's name and the site's address."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    title: str
    intro: str
    sections: tuple[Section, ...]

    def body(self, **facts: str) -> list[tuple[str, str]]:
        """The blocks of the page."""
        return list(self._blocks(facts))

    def _blocks(self, facts: dict[str, str]) -> Iterator[tuple[str, str]]:
        for section in self.sections:
            yield "heading", section.heading
            said = (escape(paragraph.format(**facts), quote=False) for paragraph in section.paragraphs)
            yield "rich_text", "".join(f"<p>{paragraph}</p>" for paragraph in said)


IMPRINT = Notice(
    "Impressum",
    "Angaben nach § 5 des Digitale-Dienste-Gesetzes.",
    (
        Section(
            "Herausgeberin",
            (
                "{name}, [Rechtsform], [Straße und Hausnummer], [Postleitzahl und Ort]",
                "Telefon: [Nummer], E-Mail: [Adresse]",
            ),
        ),
        Section(
            "Vertretung und Aufsicht",
            (
                "{name} wird durch [Name und Funktion] vertreten.",
                "Die Aufsicht führt [Behörde mit Anschrift].",
                "Umsatzsteuer-Identifikationsnummer: [Nummer, wenn es eine gibt]",
            ),
        ),
        Section(
            "Verantwortlich für den Inhalt",
            ("Nach § 18 Absatz 2 des Medienstaatsvertrags: [Name], [Anschrift].",),
        ),
    ),
)
PRIVACY = Notice(
    "Datenschutz",
    "Welche Daten wir verarbeiten, wenn Sie diese Seiten lesen, und welche Rechte Sie haben.",
    (
        Section(
            "Verantwortlich",
            (
                "{name}, [Anschrift], [E-Mail-Adresse]",
                "Datenschutzbeauftragte oder Datenschutzbeauftragter: [Name, Anschrift, E-Mail-Adresse]",
            ),
        ),
        Section(
            "Was beim Lesen gespeichert wird",
            (
                "Beim Abruf von {address} schreibt unser Server [Zeitpunkt, Adresse der Seite, gekürzte "
                "IP-Adresse] in ein Protokoll, um Störungen und Angriffe zu erkennen. Es wird nach [Anzahl] "
                "Tagen gelöscht. Rechtsgrundlage ist Artikel 6 Absatz 1 Buchstabe e der "
                "Datenschutz-Grundverordnung in Verbindung mit [Gesetz des Landes].",
                "Die Seiten werden bei [Name und Ort des Rechenzentrums] betrieben.",
            ),
        ),
        Section(
            "Was wir aus Suchen lernen",
            (
                "Wir zählen, wie oft nach welchen Wörtern gesucht wird, ob dazu etwas gefunden wird und welcher "
                "Treffer geöffnet wird. Wer gesucht hat, speichern wir dabei nicht: keine IP-Adresse, keine "
                "Kennung, keine Uhrzeit. Nach 180 Tagen löschen wir die Zahlen.",
            ),
        ),
        Section(
            "Cookies",
            ("Wer diese Seiten nur liest, bekommt keine Cookies. Die Anmeldung der Redaktion braucht eines.",),
        ),
        Section(
            "Ihre Rechte",
            (
                "Sie können Auskunft über die Daten zu Ihrer Person verlangen, ihre Berichtigung, ihre Löschung "
                "und die Einschränkung der Verarbeitung, und Sie können der Verarbeitung widersprechen.",
                "Beschweren können Sie sich bei der Aufsichtsbehörde: [Name und Anschrift].",
            ),
        ),
    ),
)
ACCESSIBILITY = Notice(
    "Erklärung zur Barrierefreiheit",
    "Wir möchten, dass alle Menschen diese Seiten nutzen können, und sagen hier, was noch fehlt.",
    (
        Section(
            "Stand der Vereinbarkeit",
            (
                "Diese Erklärung gilt für {address}. Die Seiten sind mit [Verordnung des Bundes oder Landes] "
                "[vollständig, weitgehend oder nicht] vereinbar.",
                "Die Erklärung beruht auf [einer Selbstbewertung oder der Prüfung durch …] und wurde zuletzt am "
                "[Tag] überprüft.",
            ),
        ),
        Section("Was noch nicht barrierefrei ist", ("[Inhalt, Grund und barrierefreie Alternative]",)),
        Section(
            "Barrieren melden",
            (
                "Schreiben Sie uns an [E-Mail-Adresse] oder rufen Sie an: [Nummer]. Wir antworten innerhalb von "
                "[Frist].",
                "Sind Sie mit unserer Antwort nicht einverstanden, können Sie sich an [Schlichtungs- oder "
                "Durchsetzungsstelle mit Anschrift] wenden; das Verfahren kostet nichts.",
            ),
        ),
    ),
)
NOTICES = (IMPRINT, PRIVACY, ACCESSIBILITY)
