"""From Markdown to blocks, and what is said about what a writer gets wrong."""

import json
from types import SimpleNamespace

import pytest

from cms.demo.markdown import Writer
from cms.demo.reading import Text, TextError
from cms.demo.snippets import read_lists

THINGS = {("person", "brandt"): 7, ("person", "ahrendt"): 8, ("picture", "tisch"): 3, ("page", "praxis"): 21}


class Shelf:
    """As much of a newsroom as texts name."""

    newsroom = SimpleNamespace(pictures=read_lists()["picture"].by_key)

    def __init__(self, language="de"):
        self.language = language

    def find(self, kind, key):
        if (kind, key) not in THINGS:
            raise LookupError(f"there is no {kind} “{key}” in “{self.language}”")
        return SimpleNamespace(pk=THINGS[kind, key])


def writer(tmp_path, body, language="de"):
    text = Text(tmp_path / "bilanz.de.md", None, body, 10, {"image": 4})
    return Writer(text, text, "bilanz", Shelf(language))


def without_ids(value):
    if isinstance(value, dict):
        return {key: without_ids(one) for key, one in value.items() if key != "id"}
    return [without_ids(one) for one in value] if isinstance(value, list) else value


def blocks(raw):
    return [(block["type"], without_ids(block["value"])) for block in json.loads(raw)]


def test_paragraphs_that_follow_each_other_are_one_text_with_links(tmp_path):
    here = writer(
        tmp_path, "Ein **Wort**\nund *eins* & mehr.\n\nSiehe [dort](page:praxis), [da](https://a.example/?x&y).\n"
    )
    assert blocks(here.stream("body")) == [
        (
            "rich_text",
            "<p>Ein <b>Wort</b> und <i>eins</i> &amp; mehr.</p>"
            '<p>Siehe <a linktype="page" id="21">dort</a>, <a href="https://a.example/?x&amp;y">da</a>.</p>',
        )
    ]


def test_each_block_has_its_form(tmp_path):
    body = (
        "## Zahlen\n\n```figures\n1.864: Menschen\n8:30 Uhr: beginnt es\n```\n\n> Wir\n> bleiben.\n>\n> — brandt\n\n"
        "1. eins\n2. zwei\n\n![Ein Tisch.](tisch)\n"
    )
    picture = {"image": 3, "alt_text": "", "caption": "Ein Tisch.", "credit": "", "decorative": False}
    items = [{"type": "item", "value": f"<p>{word}</p>"} for word in ("eins", "zwei")]
    figures = [{"value": "1.864", "label": "Menschen"}, {"value": "8:30 Uhr", "label": "beginnt es"}]
    assert blocks(writer(tmp_path, body).stream("body")) == [
        ("heading", "Zahlen"),
        ("key_figures", {"figures": [{"type": "item", "value": figure} for figure in figures]}),
        ("quote", {"text": "Wir bleiben.", "person": 7}),
        (
            "list",
            {"ordered": True, "items": items},
        ),
        ("image", picture),
    ]


def test_pictures_bring_their_texts_in_another_language(tmp_path):
    here = writer(tmp_path, "![](tisch)\n", "en")
    [(_kind, picture)] = blocks(here.stream("body"))
    texts = Shelf.newsroom.pictures["tisch"]
    assert (picture["alt_text"], picture["caption"]) == (texts.alt["en"], texts.caption["en"])


def test_the_programme_says_when_what_and_who(tmp_path):
    here = writer(tmp_path, "# programme\n\n## 09:30–10:00 Ankommen\n\n## 10:00 Reden\n\n— brandt, ahrendt\n\nKurz.\n")
    people = [{"type": "item", "value": 7}, {"type": "item", "value": 8}]
    first, second = (value for _kind, value in blocks(here.programme()))
    assert first == {"starts_at": "09:30", "ends_at": "10:00", "title": "Ankommen", "text": "", "people": []}
    assert second == {"starts_at": "10:00", "ends_at": None, "title": "Reden", "text": "<p>Kurz.</p>", "people": people}


def test_rounds_hold_prose_or_findings_in_groups(tmp_path):
    body = "# rounds\n\n## Eins\n\n— brandt\n\nGeredet.\n\n## Zwei\n\n### Wege\n\n- kurz\n- lang\n"
    first, second = (value for _kind, value in blocks(writer(tmp_path, body).rounds()))
    assert first["text"] == "<p>Geredet.</p>" and first["moderators"] == [{"type": "item", "value": 7}]
    [group] = second["groups"]
    assert group["value"]["title"] == "Wege"
    assert [one["value"] for one in group["value"]["findings"]] == ["<p>kurz</p>", "<p>lang</p>"]


def test_an_interview_has_a_person_and_answers(tmp_path):
    body = "# interview\n\n— brandt\n\n## Wie geht es?\n\nGut.\n"
    [(_kind, interview)] = blocks(writer(tmp_path, body).interview())
    assert interview["person"] == 7
    assert [one["value"] for one in interview["answers"]] == [{"question": "Wie geht es?", "answer": "<p>Gut.</p>"}]


def test_a_block_keeps_its_id_where_others_come_and_go(tmp_path):
    def ids(body):
        return [block["id"] for block in json.loads(writer(tmp_path, body).stream("body"))]

    assert ids("- eins\n\n## Neu\n\nText.\n")[-1] == ids("Text.\n")[0]
    assert len(set(ids("## Gleich\n\n## Gleich\n"))) == 2


@pytest.mark.parametrize(
    ("body", "line", "problem"),
    [
        ("Text.\n\n```figurs\n1: eins\n```\n", 12, "“figurs” is no block that is known here: known is figures"),
        ("```figures\n1: eins\nzwei\n```\n", 12, "a key figure is a line “number: what it counts”"),
        ("> Wir bleiben.\n", 10, "a quote ends with a paragraph that says who speaks: > — key"),
        ("Text.\n\n> Wir.\n>\n> — brand\n", 14, "there is no person “brand” in “de”"),
        ("Siehe\n[dort](page:nirgends).\n", 10, "there is no page “nirgends” in “de”"),
        ("![Leer](stuhl)\n", 10, "there is no picture “stuhl” in “de”"),
        ("Ein <b>Wort</b>.\n", 10, "HTML is not read here: <b>"),
        ("<ul><li>x</li></ul>\n", 10, "this form of Markdown has no meaning here (html_block)"),
        ("### Zu tief\n", 10, "a sub-heading of a text is written with two signs: ##"),
        ("## Ein **Wort**\n", 10, "only plain words can stand here (strong)"),
        ("- eins\n\n  - zwei\n", 12, "only paragraphs can stand here (bullet_list)"),
        ("Text `code`.\n", 10, "this form of Markdown has no meaning here (code_inline)"),
    ],
)
def test_what_is_wrong_in_a_text_is_said_with_its_line(tmp_path, body, line, problem):
    with pytest.raises(TextError) as wrong:
        writer(tmp_path, body).stream("body")
    assert str(wrong.value) == f"{tmp_path}/bilanz.de.md:{line}: {problem}"


@pytest.mark.parametrize(
    ("body", "line", "problem"),
    [
        ("# programme\n\n## Ankommen\n", 12, "an item of the programme begins with its time: ## 09:30–10:00 Title"),
        ("# programme\n\nZuerst.\n", 12, "expected is a heading: ##"),
        ("# programme\n\n## 09:00 Reden\n\n— niemand\n", 12, "there is no person “niemand” in “de”"),
        ("# interview\n\n## Wie geht es?\n", 12, "an interview begins with who is asked: — key"),
        ("# feedback\n\nGut war es.\n", 12, "expected is a list: -"),
        ("# rounds\n\n## Eins\n\n### Wege\n\nKurz.\n", 16, "expected is a list: -"),
        ("# Nachwort\n\nText.\n", 12, "this page has no place for what stands below “# nachwort”"),
    ],
)
def test_what_is_wrong_in_a_section_is_said_with_its_line(tmp_path, body, line, problem):
    here = writer(tmp_path, body)
    with pytest.raises(TextError) as wrong:
        here.programme(), here.interview(), here.comments("feedback"), here.rounds(), here.refuse_rest()
    assert str(wrong.value) == f"{tmp_path}/bilanz.de.md:{line}: {problem}"


def test_a_section_stands_once(tmp_path):
    with pytest.raises(TextError, match=r":12: “# rounds” stands twice"):
        writer(tmp_path, "# rounds\n\n# rounds\n")


def test_what_front_matter_names_is_missed_at_its_key(tmp_path):
    with pytest.raises(TextError, match=r"bilanz\.de\.md:4: there is no picture “stuhl”"):
        writer(tmp_path, "").image("stuhl", "")
