"""What a writer gets wrong in front matter, lists and names is said with file and line."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from cms.demo import forms, pages, reading, snippets
from cms.demo.forms import BY_HAND
from cms.demo.newsroom import Shelf
from cms.demo.reading import TextError, read_text, read_things

RELEASE = """---
date: 2025-02-18
topics: [agentur]
title: Neue Zahlen
slug: neue-zahlen
kicker: Bilanz
subheadline: Mehr Beratung
place: Silberhain
lead: Es gibt neue Zahlen.
---

Ein Absatz.
"""


def written(folder: Path, text: str, name: str = "bilanz.de.md") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_a_text_is_read_as_it_was_typed(tmp_path):
    text = read_text(written(tmp_path, RELEASE.replace("Silberhain", "no")), forms.Release)
    assert (text.says.place, text.says.date.isoformat(), text.says.boilerplates) == ("no", "2025-02-18", ["agentur"])
    assert text.body == "\nEin Absatz.\n" and text.first_line == 11


@pytest.mark.parametrize(
    ("before", "after", "line", "problem"),
    [
        ("kicker:", "kickr:", 6, "“kickr” is not known here"),
        (
            "place: Silberhain",
            "place: Silberhain\nort: Silberhain",
            9,
            "“ort” is not known here: known are title",
        ),
        ("2025-02-18", "18.2.2025", 2, "“date”"),
        ("[agentur]", "agentur", 3, "“topics”: Input should be a valid list"),
        ("slug:", "title: Noch einer\nslug:", 5, "“title” stands twice"),
        ("title: Neue Zahlen", "title: Neue Zahlen: ein Überblick", 4, "this is no YAML"),
        ("date: 2025-02-18\n", "", 2, "a published release needs a date"),
        ("date: 2025-02-18", "date: 2025-02-18\nstate: expired", 2, "no other one has one"),
        ("---\ndate", "date", 1, "begins with its front matter"),
    ],
)
def test_what_is_wrong_in_front_matter_is_said_with_its_line(tmp_path, before, after, line, problem):
    path = written(tmp_path, RELEASE.replace(before, after, 1))
    with pytest.raises(TextError, match=f"^{re.escape(str(path))}:{line}: .*{re.escape(problem)}"):
        read_text(path, forms.Release)


def test_another_language_gives_only_words(tmp_path):
    path = written(tmp_path, RELEASE, "bilanz.en.md")
    with pytest.raises(TextError, match=r"bilanz\.en\.md:2: “date” is not known here"):
        read_text(path, forms.ReleaseWords)


def test_front_matter_that_says_nothing_is_no_front_matter(tmp_path):
    with pytest.raises(TextError, match=r":2: expected are lines of the form “key: value”"):
        read_text(written(tmp_path, "---\nnur ein Satz\n---\n"), forms.Release)


def test_things_are_read_with_their_words_in_each_language(tmp_path):
    path = written(tmp_path, "a:\n  name: {de: Amt, en: Office}\n  kind: ministry\n  postal_code: 00421\n", "a.yaml")
    [one] = read_things(path, forms.Organisation).by_key.values()
    assert (one.name["de"], one.name["en"], one.short_name["en"], one.postal_code) == ("Amt", "Office", "", "00421")


def test_words_that_are_the_same_everywhere_are_said_once(tmp_path):
    path = written(tmp_path, "a: Netzwerk\n", "topics.yaml")
    words = read_things(path, forms.Words).by_key["a"]
    assert {language: words[language] for language in BY_HAND} == dict.fromkeys(BY_HAND, "Netzwerk")


def test_what_is_missing_in_a_list_is_said_with_its_line(tmp_path):
    path = written(tmp_path, "a:\n  name: Amt\n  kind: x\nb:\n  kind: x\n  name:\n    de: Amt\n", "organisations.yaml")
    with pytest.raises(TextError, match=r"organisations\.yaml:6: “b › name › en” is missing"):
        read_things(path, forms.Organisation)


def newsroom(folder: Path, **texts: str) -> Path:
    for name in pages.FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    for key, body in texts.items():
        words = f"title: {key}\nslug: {key}\n"
        parent = "" if key == "start" else "start"
        written(folder, f"---\npublished: 2024-01-01\nparent: {parent}\n{words}---\n{body}", f"pages/{key}.de.md")
        written(folder, f"---\n{words}---\n{body}", f"pages/{key}.en.md")
    return folder


def test_what_is_linked_comes_before_what_links_it(tmp_path):
    sources = pages.read_pages(newsroom(tmp_path, a="[b](page:b)", b="Nichts.", start=""))
    assert [source.key for source in sources] == ["start", "b", "a"]


def test_pages_that_link_each_other_are_named(tmp_path):
    with pytest.raises(TextError, match=r"pages/a\.de\.md:1: these pages name each other in a circle: a, b"):
        pages.read_pages(newsroom(tmp_path, a="[b](page:b)", b="[a](page:a)"))


def test_two_pages_of_one_name_are_refused(tmp_path):
    written(newsroom(tmp_path, a=""), RELEASE, "press/a.de.md")
    written(tmp_path, RELEASE.replace("date: 2025-02-18\ntopics: [agentur]\n", ""), "press/a.en.md")
    with pytest.raises(TextError, match=r"press/a\.de\.md:1: this name is taken"):
        pages.read_pages(tmp_path)


def test_a_text_that_is_missing_in_english_is_named(tmp_path):
    (newsroom(tmp_path, a="") / "pages" / "a.en.md").unlink()
    with pytest.raises(TextError, match=r"a\.de\.md:1: the same in “en” is missing: a\.en\.md"):
        pages.read_pages(tmp_path)


def test_a_text_without_a_german_one_is_named(tmp_path):
    (newsroom(tmp_path, a="") / "pages" / "a.de.md").unlink()
    with pytest.raises(TextError, match=r"a\.en\.md:1: a text in “de” of this name is missing"):
        pages.read_pages(tmp_path)


def test_a_place_in_the_demo_is_said_from_its_folder_on():
    assert str(TextError(reading.TEXTS / "press" / "bilanz.de.md", 7, "wrong")) == "texts/press/bilanz.de.md:7: wrong"


def test_a_thing_that_names_what_is_not_there_is_named():
    organisation = snippets.read_lists()["organisation"]
    line = organisation.path.read_text().splitlines().index("welcome:") + 1
    assert str(organisation.wrong("welcome", "x")) == f"texts/snippets/organisations.yaml:{line}: x"


class Nothing:
    """A newsroom in which nothing was made."""

    user = None
    pictures = {}

    def within(self, language):
        return Shelf(self, language)

    made = {}

    def translatable(self, kind, key, language):
        return {}


def test_an_organisation_that_names_an_unknown_parent_is_named(tmp_path):
    path = written(tmp_path, "a:\n  name: Amt\n  kind: ministry\n  parent: b\n", "organisations.yaml")
    lists = {"organisation": read_things(path, forms.Organisation)}
    with pytest.raises(TextError, match=r"organisations\.yaml:1: there is no organisation “b” in “de”"):
        snippets.make_all(Nothing(), lists)


def test_a_picture_without_a_file_is_named(tmp_path):
    text = "stuhl:\n  title: Stuhl\n  alt: Ein Stuhl\n  caption: Ein Stuhl\n  credit: Wir\n"
    lists = {"picture": read_things(written(tmp_path, text, "pictures.yaml"), forms.Picture)}
    with pytest.raises(TextError, match=r"pictures\.yaml:1: there is no file pictures/stuhl\.png"):
        snippets.make_all(Nothing(), lists)


@pytest.mark.django_db
def test_what_the_editors_form_would_refuse_is_named(tmp_path):
    path = written(tmp_path, "a:\n  name: Amt\n  kind: castle\n", "organisations.yaml")
    lists = {"organisation": read_things(path, forms.Organisation)}
    with pytest.raises(TextError, match=r"organisations\.yaml:1: “kind”: .*castle"):
        snippets.make_all(Nothing(), lists)


def test_a_menu_that_names_what_is_not_there_is_named():
    with pytest.raises(TextError, match=r"texts/snippets/site\.yaml:1: there is no organisation"):
        snippets.make_site(Nothing(), snippets.read_site())


@pytest.mark.django_db
def test_what_the_editors_form_would_refuse_in_a_page_is_named_with_its_line(tmp_path):
    class Refusing(Nothing):
        def publish(self, *args):
            raise ValidationError({"slug": ["taken"]})

    [source] = pages.read_pages(newsroom(tmp_path, start=""))
    with pytest.raises(TextError, match=r"pages/start\.en\.md:3: “slug”: taken"):
        pages.publish(Refusing(), source, "en", None, None)
