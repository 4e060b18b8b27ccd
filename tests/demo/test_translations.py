"""The demo shows translation as a workflow: asked for, written, handed over, approved, and every status on the way."""

import datetime
import re
from collections import Counter
from functools import cache

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page

from cms.delivery.models import Publication
from cms.demo import accounts, build, forms, translations
from cms.demo.newsroom import key_of
from cms.demo.reading import TextError
from cms.outbox.models import Delivery
from cms.plain_language import check_html
from cms.translation import editing, matrix, memory
from cms.translation.exchange import po
from cms.translation.localize import StringTranslation
from cms.translation.models import Job, Status, Term
from tests.demo.conftest import written

pytestmark = pytest.mark.django_db

OTHERS = ["ar", "de-simple", "fr", "uk"]


def job(key: str, language: str) -> Job:
    return Job.objects.get(key=key_of("page", key), locale__language_code=language)


@cache
def texts() -> build.Texts:
    return build.read()


def sheets(language: str) -> list[translations.Sheet]:
    return [sheet for sheet in texts().sheets if sheet.language == language]


def words(language: str) -> list[str]:
    """Everything that the files say in that language."""
    units = [unit for sheet in sheets(language) for unit in translations.messages_of(sheet.path.read_bytes())]
    return [unit.translation for unit in units]


def left_on_its_way(sheet: translations.Sheet) -> bool:
    waiting = {(one.page, one.language) for one in translations.read_plan().on_their_way}
    return sheet.kind == "page" and (sheet.key, sheet.language) in waiting


def test_every_public_english_page_is_current(demo):
    english = Publication.objects.filter(locale="en").values_list("key", flat=True)
    found = Counter(
        Job.objects.filter(key__in=list(english), locale__language_code="en").values_list("status", flat=True)
    )
    assert found == {Status.CURRENT: len(english)}


@pytest.mark.parametrize("language", OTHERS)
def test_what_has_a_file_is_public_and_was_approved(demo, language):
    done = [sheet for sheet in sheets(language) if not left_on_its_way(sheet)]
    keys = {key_of("page", sheet.key) for sheet in done if sheet.kind == "page"}
    assert set(Publication.objects.visible().filter(locale=language).values_list("key", flat=True)) == keys
    jobs = Job.objects.filter(key__in=keys, locale__language_code=language)
    assert all(one.is_public and one.translation is not None for one in jobs)
    snippets = [key_of(sheet.kind, sheet.key) for sheet in done if sheet.kind != "page"]
    current = Job.objects.filter(key__in=snippets, locale__language_code=language, status=Status.CURRENT)
    assert current.count() == len(snippets) > 0


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_exported_says_what_the_file_says(demo, language):
    changed = {change.page for change in translations.read_plan().changes}
    for sheet in sheets(language):
        exported = translations.messages_of(po.write(sheet.job()))
        said = translations.messages_of(sheet.path.read_bytes())
        assert (exported == said) == (sheet.key not in changed or sheet.kind != "page"), sheet.path


def test_writing_back_changes_nothing_that_says_the_same(demo):
    assert translations.write_back(translations.every_sheet(texts().lists, texts().pages)) == []


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
    assert soon.due - today == datetime.timedelta(days=10) and not soon.is_overdue(on=today)
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
    told = {link["locale"]: link["status"] for link in documents["en"]["translations"]}
    assert (told["de"], told["fr"]) == ("original", "outdated")


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
    numbers, _of_snippets = matrix.counts(Locale.objects.all())
    originals = Page.objects.filter(depth__gt=1, locale__language_code="de").count()
    for language in OTHERS:
        jobs = sum(number for status, number in numbers[counted[language]].items() if status != Status.NOT_REQUESTED)
        assert numbers[counted[language]][Status.NOT_REQUESTED] == originals - jobs


def test_what_was_translated_in_the_admin_is_written_to_its_file(demo, sheet, tmp_path):
    copy = file_of(sheet, tmp_path, 'msgstr "Bénévolat"', 'msgstr "Volontariat"')
    new = translations.Sheet(sheet.kind, sheet.key, sheet.language, tmp_path / "new" / "mentoring.fr.po")
    assert translations.write_back([copy, new]) == [copy.path, new.path]
    said = translations.messages_of(sheet.path.read_bytes())
    assert translations.messages_of(copy.path.read_bytes()) == translations.messages_of(new.path.read_bytes()) == said


def test_what_nobody_can_read_yet_gets_no_file(demo, tmp_path):
    waiting = translations.Sheet("page", "gesetz", "uk", tmp_path / "gesetz.uk.po")
    assert waiting.job() is not None and translations.write_back([waiting]) == []


def test_french_spaces_do_not_break():
    assert not re.search(r" [:;?!»%]|« ", " ".join(words("fr")))


def test_leichte_sprache_breaks_no_rule_but_that_of_hard_words_it_explains(demo):
    broken = {(one.rule.value, one.excerpt) for said in words("de-simple") for one in check_html(said)}
    assert {rule for rule, _excerpt in broken} <= {"hard_word"}
    assert len(broken) <= 3


def file_of(sheet: translations.Sheet, folder, before: str, after: str) -> translations.Sheet:
    """The same sheet with other words in its file."""
    text = sheet.path.read_text()
    assert before in text
    path = folder / sheet.path.name
    path.write_text(text.replace(before, after, 1))
    return translations.Sheet(sheet.kind, sheet.key, sheet.language, path)


def line_of(sheet: translations.Sheet, entry: str) -> int:
    return sheet.path.read_text().splitlines().index(entry) + 1


@pytest.fixture
def sheet() -> translations.Sheet:
    """The French mentoring release, which is public."""
    return next(one for one in sheets("fr") if one.key == "mentoring")


@pytest.fixture
def open_job(demo, sheet):
    """Its job, with nothing translated yet."""
    with transaction.atomic():
        found = sheet.job()
        StringTranslation.objects.filter(locale=found.locale, context__object_id=found.key).delete()
        yield found
        transaction.set_rollback(True)


class Room:
    """As much of a newsroom as a desk asks for."""

    def find(self, kind, key):
        return Page.objects.get(translation_key=key_of(kind, key), locale__language_code="de").specific

    def within(self, language):
        return self

    @property
    def locales(self):
        return {locale.language_code: locale for locale in Locale.objects.all()}


def desk() -> translations.Desk:
    return translations.Desk(Room(), translations.names_in(texts().lists))


def test_a_file_is_taken_over_as_a_translators_upload_is(open_job, sheet):
    desk().write(open_job, sheet.path)
    assert not editing.missing(open_job)
    assert translations.messages_of(po.write(open_job)) == translations.messages_of(sheet.path.read_bytes())


def test_an_entry_typed_by_hand_needs_no_place(open_job, sheet, tmp_path):
    desk().write(open_job, file_of(sheet, tmp_path, 'msgctxt "kicker"\n', "").path)
    assert not editing.missing(open_job)


def test_words_for_what_stands_nowhere_are_named_with_their_line(open_job, sheet, tmp_path):
    stale = file_of(sheet, tmp_path, 'msgid "Ehrenamt"', 'msgid "Hauptamt"')
    line = line_of(stale, "#. Dachzeile")
    with pytest.raises(
        TextError, match=rf"mentoring\.fr\.po:{line}: the text does not say this \(any more\): “Hauptamt”"
    ):
        desk().write(open_job, stale.path)


def test_words_that_are_missing_are_named_with_their_line(open_job, sheet, tmp_path):
    text = sheet.path.read_text()
    entry = next(part for part in text.split("\n\n") if 'msgid "Ehrenamt"' in part)
    missing = file_of(sheet, tmp_path, entry, re.sub(r'msgstr ".*"', 'msgstr ""', entry))
    line = line_of(missing, "#. Dachzeile")
    with pytest.raises(TextError, match=rf"mentoring\.fr\.po:{line}: this is not translated: “Ehrenamt”"):
        desk().hand_over(missing)


def test_a_file_of_another_text_or_none_is_refused(open_job, sheet, tmp_path):
    other = file_of(sheet, tmp_path, str(open_job.key), str(key_of("page", "start")))
    with pytest.raises(TextError, match=r"mentoring\.fr\.po:1: "):
        desk().write(open_job, other.path)
    other.path.write_bytes(b"\xff")
    with pytest.raises(TextError, match=r"mentoring\.fr\.po:1: "):
        desk().write(open_job, other.path)


def test_broken_markup_is_refused(open_job, sheet, tmp_path):
    broken = file_of(sheet, tmp_path, '<a id=\\"a1\\">', '<a id=\\"a9\\">')
    with pytest.raises(TextError, match=r"mentoring\.fr\.po:\d+: "):
        desk().write(open_job, broken.path)


def test_names_and_numbers_are_kept(open_job, sheet):
    desk().write(open_job, sheet.path)
    kept = StringTranslation.objects.filter(locale=open_job.locale, context__object_id=open_job.key)
    assert set(kept.filter(tool_name=editing.KEPT).values_list("data", flat=True)) == {"Hohentann"}


def test_a_file_that_belongs_to_no_text_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(translations.reading, "TEXTS", tmp_path)
    (tmp_path / "nirgends.fr.po").touch()
    with pytest.raises(TextError, match=r"nirgends\.fr\.po:1: there is no text of this name"):
        translations.read_sheets({}, [])


def test_a_page_left_on_its_way_needs_a_file(demo):
    one = forms.OnItsWay(page="start", language="fr", status="in review")
    with pytest.raises(TextError, match=r"translations\.yaml:1: there is no file"):
        desk().leave(one, None)


def test_a_page_is_left_on_its_way_into_a_language_that_there_is(demo):
    one = forms.OnItsWay(page="start", language="nl", status="excluded")
    with pytest.raises(TextError, match=r"translations\.yaml:1: nothing is translated into “nl”"):
        desk().leave(one, None)


def test_a_change_that_finds_nothing_to_change_says_so(demo):
    words = {"de": forms.Replacement(before="samstags", after="sonntags")}
    with pytest.raises(TextError, match="“samstags” does not stand in intro of “kontakt” in “de”"):
        translations.change_original(Room(), forms.Change(page="kontakt", fields=["intro"], words=words))


def test_nobody_gets_mail_of_how_the_demo_was_made(demo):
    assert not Delivery.objects.filter(kind="mail").exists()
