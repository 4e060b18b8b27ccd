"""What is recognised in whole texts: the real documents, the shipped ones, and others in the same shapes."""

import datetime
import json
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.importer.read import Line, RefusedError, Text, read
from cms.importer.recognise import recognise
from tests.conftest import SAMPLES
from tests.importer.conftest import SHIPPED, fits

TODAY = datetime.date(2026, 11, 24)
TEXTS = Path(__file__).parent / "texts"
IN_ANY_ORDER = {"contacts", "links", "people"}


def result(path: Path, **options):
    found = recognise(read(path.read_bytes()), today=TODAY, **options)
    return json.loads(found.result(file=path.name, locale="de").model_dump_json())


def codes(answer):
    return {finding["code"] for finding in answer["findings"]}


def sample(number: str):
    [path] = SAMPLES.glob(f"{number}_*.txt")
    return result(path)


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_text_in_the_same_shapes_says_what_a_careful_reader_found(path):
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    answer = result(path)
    wrong = {
        key: answer.get(key)
        for key, value in expected.items()
        if not fits(value, answer.get(key), in_order=key not in IN_ANY_ORDER)
    }
    assert wrong == {}


@pytest.mark.samples
def test_a_release_with_a_letterhead():
    answer = sample("000")
    assert (answer["kind"], answer["issuer"], answer["place"]) == ("press_release", "LEG Thüringen", "Erfurt")
    assert answer["title"].startswith("Erstes Treffen: Servicestellen ")
    assert answer["subtitle"].startswith("Mehr als zehn Agenturen ")
    assert (answer["date"]["value"], answer["date"]["means"]) == ("2015-06-10", "publication")
    assert answer["people"] == [{"name": "Frank Krätzschmar", "function": "Geschäftsführer der LEG Thüringen"}]
    assert len(answer["boilerplate"].split("\n\n")) == 2
    assert answer["links"] == ["http://www.welcome-to-thuringia.de"]
    assert answer["caption"].startswith("Teilnehmer des Treffens")
    assert answer["contacts"] == [{"type": "phone", "as_written": "0361 5603-0", "normalised": "+4936156030"}]
    assert codes(answer) == {"link_repaired", "caption_without_image"}


@pytest.mark.samples
def test_a_release_without_a_year():
    answer = sample("001")
    assert answer["title"].startswith("Premiere in Erfurt: ")
    assert answer["subtitle"] and answer["boilerplate"]
    assert answer["place"] == "Erfurt"
    assert answer["date"] == {"value": None, "as_written": "Montag, 20. November", "means": "publication"}
    [missing] = [finding for finding in answer["findings"] if finding["code"] == "year_missing"]
    assert "1995, 2000, 2006, 2017, 2023" in missing["message"]
    assert answer["list_items"] == 3
    assert answer["people"] == [{"name": "Sabine Wosche", "function": "LEG-Geschäftsführerin"}]


@pytest.mark.samples
def test_a_release_without_a_title():
    answer = sample("002")
    assert (answer["title"], answer["issuer"], answer["place"]) == (None, None, "Erfurt")
    assert answer["date"] == {"value": None, "as_written": "1. Dezember", "means": "publication"}
    assert {"title_missing", "year_missing"} <= codes(answer)
    assert answer["people"] == [{"name": "Sabine Wosche", "function": "Geschäftsführerin der LEG"}]
    assert answer["links"] == ["http://www.thaff-thueringen.de"]
    assert answer["boilerplate"]


@pytest.mark.samples
def test_minutes_from_a_pdf():
    answer = sample("003")
    assert answer["series"] == {"name": "Netzwerktreffen des Welcome Centers Thuringia", "number": 3}
    assert (answer["kind"], answer["place"]) == ("meeting_documentation", "Erfurt")
    assert answer["date"] == {"value": "2014-07-16", "as_written": "16. Juli 2014", "means": "event"}
    first, second = answer["rounds"]
    assert (len(first["findings"]), first["groups"]) == (5, [])
    assert [len(group["findings"]) for group in second["groups"]] == [4, 4, 3, 3, 3, 3, 3]
    assert second["title"].endswith("sowie Unterstützung bei der beruflichen und sozialen Integration")
    assert "heading_unsure" in codes(answer)
    assert len(answer["feedback"]) == 6
    assert answer["gallery"] is True
    assert answer["next_dates"] == ["2014-09-04", "2014-12-10"]
    assert len(answer["sections"]) == 4


@pytest.mark.samples
def test_a_practice_report():
    answer = sample("004")
    assert answer["kind"] == "practice_report"
    assert answer["title"] == "Veranstaltungsformat ThAFF Praxisaustausch"
    assert answer["fields"]["transfer"] == ["Unternehmen"]
    assert answer["fields"]["project"] == "Regionale Fachkräftenetzwerke Einwanderung - Thüringen"
    assert answer["fields"]["carrier"] == "Institut für Berufsbildung und Sozialmanagement gGmbH"
    assert answer["fields"]["format"].startswith("Das Veranstaltungsformat ist ein monatlich")
    assert {contact["normalised"] for contact in answer["contacts"]} == {
        "Adrian Blechschmidt",
        "Lena Untertrifaller",
        "+4936151150012",
        "adrian.blechschmidt@ibs-thueringen.de",
        "lena.untertrifaller@ibs-thueringen.de",
    }
    assert not any(section.strip() == "X" for section in answer["sections"])


def test_the_shipped_texts_are_of_every_kind_and_say_what_they_lack():
    answers = {path.name[:2]: result(path) for path in sorted(SHIPPED.glob("*.txt"))}
    assert [answers[number]["kind"] for number in sorted(answers)] == [
        "press_release",
        "press_release",
        "press_release",
        "meeting_documentation",
        "practice_report",
    ]
    assert answers["01"]["date"]["value"] == "2024-05-14"
    assert len(answers["01"]["boilerplate"].split("\n\n")) == 2
    assert "1995, 2000, 2006, 2017, 2023" in answers["02"]["findings"][0]["message"]
    assert "title_missing" in codes(answers["03"])
    assert [len(group["findings"]) for group in answers["04"]["rounds"][1]["groups"]] == [3, 2, 2]
    assert answers["05"]["fields"]["transfer"] == ["Betriebe", "Volkshochschulen", "Kommunen"]


@pytest.mark.samples
def test_no_sentence_of_the_samples_is_in_the_shipped_texts():
    ours = " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in SHIPPED.glob("*.txt"))
    for path in SAMPLES.glob("*.txt"):
        words = path.read_text(encoding="utf-8").split()
        runs = (" ".join(words[start : start + 9]) for start in range(len(words) - 9))
        assert [run for run in runs if run in ours] == []


def changed(number: str, old: str, new: str):
    """What a shipped text says with some of its words changed."""
    [path] = SHIPPED.glob(f"{number}-*.txt")
    text = path.read_text(encoding="utf-8")
    assert old in text
    found = recognise(read(text.replace(old, new).encode()), today=TODAY)
    return json.loads(found.result(file=path.name, locale="de").model_dump_json())


def test_the_mark_of_a_letterhead_may_carry_the_day():
    answer = changed("02", "| Handwerkskammer Oberland", "3.07.2023 | Handwerkskammer Oberland")
    assert answer["title"].startswith("Eine Woche, fünf Betriebe")
    assert (answer["date"]["value"], answer["issuer"]) == ("2023-07-03", "Handwerkskammer Oberland")
    assert "year_missing" not in codes(answer)


def test_a_broken_tag_leaves_its_words_and_is_named():
    tags = "<link amt@oberland.example>dem Amt</link> und <link fileadmin/x.pdf - download>Programm</link>"
    answer = changed("02", "Die Betriebe melden sich freiwillig.", f"Mehr bei {tags}.")
    left_out = [finding["message"] for finding in answer["findings"] if finding["code"] == "left_out"]
    assert any("fileadmin/x.pdf" in message for message in left_out)
    assert "link_repaired" in codes(answer)
    assert not any("fileadmin" in link or "mailto" in link for link in answer["links"])


def test_a_caption_may_be_a_sentence():
    caption = "Von links nach rechts: Anna Krug, Klaus Möller und die Auszubildenden des Jahres."
    [path] = SHIPPED.glob("03-*.txt")
    found = recognise(read(path.read_bytes() + f"\n\n{caption}\n".encode()), today=TODAY)
    assert found.caption == caption
    assert caption not in (found.boilerplate or "")


def test_a_report_s_own_heading_for_its_format_stands_above_one_sentence_too():
    heading, sentence = "Die Runde am Abend:", "Sie kommt einmal im Monat in die Betriebe."
    [path] = SHIPPED.glob("05-*.txt")
    text = path.read_text(encoding="utf-8")
    found = recognise(
        read((text + f"\n\nAdressaten für Transfer:\nKommunen\n\n{heading}\n\n{sentence}\n").encode()), today=TODAY
    )
    assert found.transfer[-1] == "Kommunen"
    assert sentence in (found.format_description or "")


def test_a_kind_that_is_given_is_not_guessed():
    text = Text([Line(1, "Ein Satz."), Line(2, ""), Line(3, "Noch einer.")], [])
    with pytest.raises(RefusedError) as refused:
        recognise(text, today=TODAY)
    assert refused.value.finding.code == "unknown_kind"
    assert recognise(text, today=TODAY, kind="practice_report").kind == "practice_report"


WORDS = st.sampled_from(
    [
        *(
            "ERFURT _",
            "Jena, 3. Mai 2022 –",
            "„",
            "“",
            "sagte",
            "Dr. Anna von der Heide",
            ",",
            "Leiterin",
            "Hintergrund:",
        ),
        *(
            "•",
            "Gesprächsrunde 1 –",
            "II. Feedback:",
            "Träger:",
            "Projekt: X",
            "Tel.: 0361 12345",
            "a(at)b.de",
            "Kontakt:",
        ),
        *(
            "<link http: www.x.de>",
            "www.",
            "3. Netzwerktreffen",
            "am 4. September 2014",
            "\n",
            "\n\n",
            " ",
            "Fazit",
            "so",
        ),
        *("Dokumentation", "|", "Foto:", "Ausgangslage", "der Präsident", "gGmbH", "Save the Date!", "X", "Über uns"),
        "Pressemitteilung Nr. 3/2019",
    ]
)
KINDS = st.sampled_from([None, "press_release", "practice_report", "meeting_documentation"])
LETTERS = st.text(alphabet=string.ascii_letters + " .,:;-–„“()äöü\n", max_size=40)


@given(st.lists(st.one_of(WORDS, LETTERS), min_size=1, max_size=60), KINDS)
def test_no_text_makes_the_recognisers_fail(parts, kind):
    try:
        found = recognise(read(" ".join(parts).encode()), today=TODAY, kind=kind)
    except RefusedError as refused:
        assert refused.finding.message
        return
    answer = found.result(file="x", locale="de")
    assert all(contact.normalised for contact in answer.contacts)
    assert all(finding.message for finding in answer.findings)
