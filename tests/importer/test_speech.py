"""Who said what: a quote is given to the person the text gives it to, or to nobody."""

import pytest

from cms.importer.speech import quoted, speeches

ZWEI = "Anna Krug, Leiterin der Werke, und Klaus Möller, Vorstand der Kammer, kamen."


def said(*paragraphs: str) -> list[tuple[str, str]]:
    """The speakers with the first word of what they said; an empty name where nobody is named."""
    return [
        (speech.speaker.name if speech.speaker else "", speech.words.split()[0])
        for paragraph in speeches(list(paragraphs))
        for speech in paragraph
    ]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        # An article is no pronoun, and the words of a quote name nobody.
        ("Eine Zusammenfassung folgt. „Das war heute ein Erfolg“, sagte die Geschäftsführerin.", ""),
        ("„Ein Erfolg war das heute für uns“, freute sich die Projektleiterin.", ""),
        ("Die Ministerin sagte: „Das Unternehmen ist für uns vorbildlich.“", ""),
        (
            "„Frau Wolke bringt viel Erfahrung mit“, sagt der Vorsitzende des Rates, Minister Jan Muster.",
            "Jan Muster",
        ),
        # A name that ends like an office.
        ("„Wir brauchen neue Leute im Werk“, sagte Murat Demir, Betriebsleiter der Muster GmbH.", "Murat Demir"),
        # Letters beyond German.
        ("„Wir brauchen neue Leute im Werk“, sagte Łukasz Żak, Leiter der Werkstatt.", "Łukasz Żak"),
        ("„Wir brauchen neue Leute im Werk“, sagte Lê Thị Hoa, Leiterin der Werkstatt.", "Lê Thị Hoa"),
        # Name and function with a colon, without a verb.
        ("Darunter auch Murat Demir, Leiter des Betriebs: „Wir haben zehn Stellen zu besetzen.“", "Murat Demir"),
    ],
)
def test_the_speaker_is_who_the_sentence_names(paragraph, expected):
    assert [name for name, _word in said(paragraph)] == [expected]


def test_nobody_gets_the_words_of_another():
    assert said(
        "Darunter auch Murat Demir, Leiter des Betriebs: „Wir haben zehn Stellen zu besetzen.“ "
        "„Das finde ich ebenfalls sehr gut“, sagte Landrat Wolf Richter."
    ) == [("Murat Demir", "Wir"), ("Wolf Richter", "Das")]
    assert said(
        "„Wir fangen heute gemeinsam an damit“, sagte Landrat Wolf Richter. Auf einem Plakat stand: „Hier sind alle "
        "von Herzen willkommen.“"
    ) == [("Wolf Richter", "Wir"), ("", "Hier")]


def test_what_opens_a_paragraph_goes_on_behind_its_mark():
    assert said("„Wir fangen heute gemeinsam damit an.“ „Es wird gut werden“, sagte Landrat Wolf Richter.") == [
        ("Wolf Richter", "Wir"),
        ("Wolf Richter", "Es"),
    ]


def test_of_two_people_of_one_surname_neither_is_guessed():
    text = ["Klaus Möller von der Agentur und Ute Möller vom Verband kamen."]
    text.append("„Das ist ein guter Tag für uns“, sagte Möller.")
    assert said(*text) == [("", "Das")]
    assert quoted(speeches(text)) == []
    assert said(ZWEI, "„Das ist ein guter Tag für uns“, sagte Möller.") == [("Klaus Möller", "Das")]
