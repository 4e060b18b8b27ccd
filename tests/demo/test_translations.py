"""The demo shows translation as a workflow: asked for, written, handed over, approved, and every status on the way."""

import dataclasses
import re
from collections import Counter

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page

from cms.delivery.models import Publication
from cms.demo import accounts, translations
from cms.demo.newsroom import key_of
from cms.demo.streams import one_line
from cms.demo.texts import in_french, in_plain_german, translated
from cms.demo.texts.kinds import Change
from cms.outbox.models import Delivery
from cms.plain_language import check_html
from cms.translation import editing, matrix, memory
from cms.translation.localize import StringTranslation
from cms.translation.models import Job, Status, Term
from tests.demo.conftest import written

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]

OTHERS = ["ar", "de-simple", "fr", "uk"]


class Shelves:
    """As much of a newsroom as a desk asks for."""

    locales = dict.fromkeys(OTHERS)


def job(key: str, language: str) -> Job:
    return Job.objects.get(key=key_of("page", key), locale__language_code=language)


def desk(language: str, words: dict[str, str]) -> translations.Desk:
    plan = next(plan for plan in translated.PLANS if plan.language == language)
    return translations.Desk(Shelves(), dataclasses.replace(plan, words=words), translations.Staff(None, None, None))


def test_every_public_english_page_is_current(demo):
    english = Publication.objects.filter(locale="en").values_list("key", flat=True)
    found = Counter(
        Job.objects.filter(key__in=list(english), locale__language_code="en").values_list("status", flat=True)
    )
    assert found == {Status.CURRENT: len(english)}


@pytest.mark.parametrize("plan", translated.PLANS, ids=lambda plan: plan.language)
def test_what_is_planned_is_public_and_was_approved(demo, plan):
    keys = {key_of("page", key) for key in plan.pages}
    assert set(Publication.objects.visible().filter(locale=plan.language).values_list("key", flat=True)) == keys
    jobs = Job.objects.filter(key__in=keys, locale__language_code=plan.language)
    assert all(one.is_public and one.translation is not None for one in jobs)
    snippets = [key_of(kind, key) for kind, key in plan.snippets]
    done = Job.objects.filter(key__in=snippets, locale__language_code=plan.language, status=Status.CURRENT)
    assert done.count() == len(snippets)


def test_every_status_is_there_to_be_seen(demo):
    assert job("bleiben", "fr").status == Status.IN_REVIEW
    assert job("kontakt", "fr").status == Status.OUTDATED
    assert job("gesetz", "uk").status == Status.MACHINE
    assert job("werkstatt-3", "de-simple").status == Status.EXCLUDED
    assert job("mentoring", "uk").status == job("bleiben", "ar").status == Status.IN_PROGRESS
    assert job("mentoring", "ar").status == Status.CURRENT


def test_one_translation_is_due_in_ten_days_and_one_is_late(demo):
    today = timezone.localdate()
    soon, late = job("mentoring", "uk"), job("bleiben", "ar")
    assert soon.due - today == translations.DUE and not soon.is_overdue(on=today)
    assert late.is_overdue(on=today)
    assert soon.assignee.username == late.assignee.username == accounts.TRANSLATOR
    assert editing.missing(soon) and editing.missing(late)


def test_what_a_machine_wrote_is_unread_and_nobody_sees_it(demo):
    assert editing.unread(job("gesetz", "uk"))
    assert not Publication.objects.filter(key=key_of("page", "gesetz"), locale="uk").exists()


def test_the_outdated_page_says_so_and_the_english_one_says_the_new_hour(demo):
    documents = {
        locale: Publication.objects.get(key=key_of("page", "kontakt"), locale=locale).document
        for locale in ("de", "en", "fr")
    }
    assert "14 Uhr" in " ".join(written(documents["de"])) and "2 pm" in " ".join(written(documents["en"]))
    assert documents["fr"]["translation"]["status"] == "outdated"
    assert documents["en"]["translation"]["status"] == "current"


def test_translators_write_and_others_approve(demo):
    wrote = StringTranslation.objects.exclude(last_translated_by=None).values_list(
        "last_translated_by__username", flat=True
    )
    assert set(wrote) == {accounts.TRANSLATOR}
    waiting = job("bleiben", "fr")
    assert waiting.submitted_by.username == accounts.TRANSLATOR
    assert waiting.requested_by.username == accounts.EDITOR


def test_memory_and_glossary_are_filled(demo):
    assert Term.objects.count() > 20
    tools = Counter(StringTranslation.objects.values_list("tool_name", flat=True))
    assert tools[memory.MEMORY] and tools["Demo"] and tools[editing.KEPT]


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_is_read_at_its_address(demo, language):
    answer = Client().get(f"/{language}/")
    assert answer.status_code == 200
    content = answer.content.decode()
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in content


def test_the_matrix_shows_it_all_to_the_editor(demo):
    client = Client()
    client.force_login(get_user_model().objects.get(username=accounts.EDITOR))
    answer = client.get("/admin/translations/")
    assert answer.status_code == 200
    assert Status.OUTDATED.value in answer.content.decode()


def test_the_matrix_counts_what_nobody_asked_for(demo):
    counted = {locale.language_code: locale.pk for locale in Locale.objects.all()}
    numbers = matrix.counts(Locale.objects.all())
    originals = Page.objects.filter(depth__gt=1, locale__language_code="de").count()
    for language in OTHERS:
        jobs = sum(number for status, number in numbers[counted[language]].items() if status != Status.NOT_REQUESTED)
        assert numbers[counted[language]][Status.NOT_REQUESTED] == originals - jobs


def test_french_spaces_do_not_break():
    words = " ".join(one_line(text) for text in in_french.WORDS.values())
    assert not re.search(r" [:;?!»%]|« ", words)


def test_leichte_sprache_breaks_no_rule_but_that_of_hard_words_it_explains(demo):
    broken = {
        (one.rule.value, one.excerpt) for words in in_plain_german.WORDS.values() for one in check_html(one_line(words))
    }
    assert {rule for rule, _excerpt in broken} <= {"hard_word"}
    assert len(broken) <= 3


def test_words_that_are_missing_are_named():
    with pytest.raises(LookupError, match="In “fr” there are no words for “Ein neuer Satz"):
        desk("fr", {})._entry("Ein neuer Satz.", "", partly=False)


def test_words_for_what_stands_nowhere_are_named():
    stale = desk("fr", {"Ein alter\n Satz": "Une vieille phrase."})
    with pytest.raises(LookupError, match="“Ein alter Satz”, which stands nowhere"):
        stale.refuse_stale_words()
    stale._entry("Ein alter Satz", "", partly=False)
    stale.refuse_stale_words()


def test_names_and_numbers_are_kept_and_what_is_known_stays():
    here = desk("fr", {"Presse": "Presse"})
    assert here._entry("Nadia Okafor-Brandt", "", partly=False) == editing.Entry("", keep=True)
    assert here._entry("030 23125 120", "", partly=False) == editing.Entry("", keep=True)
    assert here._entry("Netzwerktreffen", "réunion du réseau", partly=False) is None
    assert here._entry("Noch nicht übersetzt.", "", partly=True) is None


def test_a_change_that_finds_nothing_to_change_says_so(demo, monkeypatch):
    page = Publication.objects.get(key=key_of("page", "kontakt"), locale="de").page_id

    class Room:
        def within(self, language):
            return self

        def find(self, kind, key):
            from home.models import ContactDirectory

            return ContactDirectory.objects.get(pk=page)

    with pytest.raises(LookupError, match="“samstags” does not stand in intro of “kontakt” in “de”"):
        translations.change_original(Room(), Change("kontakt", ["intro"], {"de": ("samstags", "sonntags")}))


def test_nobody_gets_mail_of_how_the_demo_was_made(demo):
    assert not Delivery.objects.filter(kind="mail").exists()
