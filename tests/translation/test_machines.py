"""What the machines are asked, and what their answers and failures come to."""

import socket

import pytest
from django.core.cache import cache
from django.utils import translation

from cms.translation.machine import MachineError, configured
from cms.translation.machine.deepl import FREE, PAID, DeepL
from cms.translation.machine.demo import Demo
from cms.translation.machine.libretranslate import LibreTranslate
from tests.translation.services import serve

TERMS = {"Träger": "provider"}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def service():
    yield from serve()


@pytest.fixture(params=["deepl", "libretranslate"])
def machine(request, service):
    return DeepL("key", service.url) if request.param == "deepl" else LibreTranslate(service.url, "key")


def test_texts_come_back_in_their_order_with_their_markup(machine):
    texts = ['Der <b>erste</b> <a id="a1">Text</a>', "der zweite"]
    assert machine.translate(texts, "de", "en", {}) == ['DER <b>ERSTE</b> <a id="a1">TEXT</a>', "DER ZWEITE"]


def test_deepl_is_asked_for_british_english_with_its_key_in_the_header(service):
    DeepL("key", service.url).translate(["Text"], "de", "en", {})
    [(method, path, key, question)] = service.asked
    assert (method, path, key) == ("POST", "/v2/translate", "DeepL-Auth-Key key")
    assert question == {"text": ["Text"], "source_lang": "DE", "target_lang": "EN-GB", "tag_handling": "html"}


def test_the_kind_of_key_says_where_deepl_is():
    assert (DeepL("x:fx").url, DeepL("x").url) == (FREE, PAID)


def test_libretranslate_is_asked_with_its_key_only_where_it_has_one(service):
    LibreTranslate(service.url).translate(["Text"], "de", "uk", TERMS)
    LibreTranslate(service.url, "key").translate(["Text"], "de", "uk", TERMS)
    question = {"q": ["Text"], "source": "de", "target": "uk", "format": "html"}
    assert service.questions() == [question, {**question, "api_key": "key"}]


def test_the_terms_become_one_glossary_for_as_long_as_they_stay_the_same(service):
    deepl = DeepL("key", service.url)
    for _attempt in range(2):
        deepl.translate(["Der Träger"], "de", "en", TERMS)
    cache.clear()
    deepl.translate(["Der Träger"], "de", "en", TERMS)
    [made] = service.questions("glossaries")
    assert (made["source_lang"], made["target_lang"], made["entries"]) == ("de", "en", "Träger\tprovider")
    assert {question["glossary_id"] for question in service.questions()} == {"glossary-1"}
    deepl.translate(["Der Träger"], "de", "en", {**TERMS, "Fach\tkraft": "skilled\nworker"})
    assert service.questions("glossaries")[1]["entries"] == "Fach kraft\tskilled worker\nTräger\tprovider"
    assert service.questions()[-1]["glossary_id"] == "glossary-2"


def test_a_glossary_that_is_gone_is_made_anew_at_the_next_attempt(service):
    deepl = DeepL("key", service.url)
    deepl.translate(["Der Träger"], "de", "en", TERMS)
    service.glossaries.clear()
    service.status = 404
    with pytest.raises(MachineError) as failed:
        deepl.translate(["Der Träger"], "de", "en", TERMS)
    assert not failed.value.permanent
    service.status = 200
    deepl.translate(["Der Träger"], "de", "en", TERMS)
    assert len(service.questions("glossaries")) == 2


@pytest.mark.parametrize(
    ("status", "permanent", "words"),
    [
        (400, True, "refused the text (400)"),
        (403, True, "does not accept the key"),
        (404, True, "no translation service"),
        (413, True, "too long"),
        (429, False, "too much to do"),
        (456, True, "used up"),
        (500, False, "out of order at the moment (500)"),
        (503, False, "out of order at the moment (503)"),
        (302, True, "refused the text (302)"),
    ],
)
def test_a_failure_says_what_it_is_and_whether_trying_again_is_of_use(service, machine, status, permanent, words):
    service.status = status
    with pytest.raises(MachineError, match=words.replace("(", r"\(").replace(")", r"\)")) as failed:
        machine.translate(["Text"], "de", "en", {})
    assert failed.value.permanent is permanent
    assert len(service.asked) == 1


@pytest.mark.parametrize(
    "raw", [b"", b"<html>", b"[]", b"null", b'{"translations": [{}], "translatedText": [3]}', b"[" * 100_000, b"\xff"]
)
def test_an_answer_that_is_none_fails_for_now(service, machine, raw):
    service.raw = raw
    with pytest.raises(MachineError, match="nobody understands") as failed:
        machine.translate(["Text"], "de", "en", {})
    assert not failed.value.permanent


def test_an_endless_answer_is_not_read_to_its_end(service, machine):
    service.raw = b" " * (6 * 1024 * 1024)
    with pytest.raises(MachineError, match="nobody understands"):
        machine.translate(["Text"], "de", "en", {})


def test_another_number_of_answers_than_questions_fails_for_good(service, machine):
    service.raw = b'{"translations": [{"text": "A"}], "translatedText": ["A"]}'
    with pytest.raises(MachineError, match="another number") as failed:
        machine.translate(["eins", "zwei"], "de", "en", {})
    assert failed.value.permanent


def test_a_service_that_does_not_answer_in_time_fails_for_now(service, machine, settings):
    settings.MACHINE_TRANSLATOR_TIMEOUT = 0.2
    service.wait.clear()
    with pytest.raises(MachineError, match="in time") as failed:
        machine.translate(["Text"], "de", "en", {})
    assert not failed.value.permanent


@pytest.mark.parametrize("make", [lambda url: DeepL("key", url), LibreTranslate])
def test_a_service_that_is_not_there_fails_for_now(make):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(MachineError, match="cannot be reached") as failed:
        make(f"http://127.0.0.1:{port}").translate(["Text"], "de", "en", {})
    assert not failed.value.permanent


@pytest.mark.parametrize("one", [DeepL("key"), LibreTranslate("http://localhost"), Demo()])
def test_nothing_is_translated_into_leichte_sprache_or_into_itself(one):
    assert one.can("de", "en") and one.can("de", "ar")
    assert not one.can("de", "de-simple") and not one.can("de-simple", "en") and not one.can("de", "de")


def test_deepl_knows_which_languages_it_has():
    assert not DeepL("key").can("de", "tlh")


def test_the_demo_says_the_same_with_terms_and_markup():
    texts = ['Der <b>Träger</b> &amp; <a id="a1">mehr</a><br/>', "Trägerverein"]
    assert Demo().translate(texts, "de", "en", TERMS) == [
        '[en] Der <b>provider</b> &amp; <a id="a1">mehr</a><br/>',
        "[en] Trägerverein",
    ]


@pytest.mark.parametrize(
    ("name", "kind"), [("none", type(None)), ("deepl", DeepL), ("libretranslate", LibreTranslate), ("demo", Demo)]
)
def test_the_settings_name_the_machine(settings, name, kind):
    settings.MACHINE_TRANSLATOR = name
    assert isinstance(configured(), kind)
