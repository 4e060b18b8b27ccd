"""An upgrade that takes texts apart in another way outdates nothing by itself, and hides no change."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.delivery import publications
from cms.translation import editing, localize, minor, rebuilding, requesting, submission, upgrading
from cms.translation.models import Job, Status, original_of
from tests.factories import locale
from tests.store import assert_sound
from tests.translation.helpers import ask, release, translate


@pytest.fixture
def original(newsroom):
    return newsroom.release(title="Titel", lead="Vorspann", kicker="Dachzeile")


@pytest.fixture
def job(original, english, translator, reviewer):
    job = ask(original, english)
    release(job, translator.user, reviewer.user)
    return again(job)


@pytest.fixture
def by_hand(newsroom):
    original = newsroom.release(title="Von Hand", lead="Vorspann", slug="von-hand")
    newsroom.translate(original, title="By hand", lead="Lead", slug="by-hand")
    return Job.objects.get(key=original.translation_key)


@pytest.fixture
def upgrade(monkeypatch):
    """Another version, which keeps words otherwise, calls a place otherwise and finds a place that was none before."""
    extract = localize.extract_segments

    def extract_otherwise(instance):
        for segment in extract(instance):
            if isinstance(segment, localize.StringSegmentValue):
                segment.string = localize.StringValue(f"<b>{segment.string.data}</b>")
                if segment.path == "title":
                    more = segment.clone()
                    more.path = "search_description"
                    yield more
            if segment.path == "kicker":
                segment.path = "kicker.text"
            yield segment

    def start():
        monkeypatch.setattr(localize, "extract_segments", extract_otherwise)
        monkeypatch.setattr("wagtail_localize.models.extract_segments", extract_otherwise)
        monkeypatch.setattr(localize.wagtail_localize, "__version__", "2.0")

    return start


def again(job):
    return Job.objects.select_related("translation__source", "locale").get(pk=job.pk)


def change(page, **fields):
    page = type(page).objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    with publications.unit():
        page.save_revision().publish()


def touch(page):
    with publications.unit():
        publications.touch(publications.page_source(page.pk))


def outdated(job):
    return {block["path"] for block in again(job).blocks if block["status"] == Status.OUTDATED}


def run(*options):
    out = StringIO()
    call_command("rebuild_translations", *options, stdout=out)
    return out.getvalue().splitlines()[-1]


def test_every_job_says_by_which_way_its_words_were_taken(job, by_hand):
    assert job.extracted_by == by_hand.extracted_by == localize.stamp()


def test_what_is_renewed_stays_as_it_was_to_its_original():
    before = {"a": ["1"], "b": ["2"], "new": ["5"], "dropped": ["6"]}
    now = {"a": ["<1>"], "b": ["<2>"], "new": ["<5>"], "more": ["<7>"]}
    assert upgrading.renewed(None, before, now) is None
    assert upgrading.renewed(before, before, now) == now
    # Changed words, what was written since, and what the original lost still differ; the rest is the same.
    assert upgrading.renewed({"a": ["1"], "b": ["0"], "lost": ["3"], "dropped": ["6"]}, before, now) == {
        "a": ["<1>"], "b": ["0"], "lost": ["3"], "more": ["<7>"],
    }  # fmt: skip


def test_an_upgrade_outdates_nothing_when_originals_are_looked_at_again(job, original, upgrade):
    upgrade()
    touch(original)
    found = again(job)
    assert (found.status, outdated(job), found.extracted_by) == (Status.CURRENT, set(), localize.stamp())
    assert set(found.baseline) == {"title", "search_description", "lead", "place", "kicker.text"}
    assert found.baseline["title"] == ["<b>Titel</b>"]
    assert_sound()


def test_a_change_with_an_upgrade_is_told_and_nothing_else(job, original, upgrade):
    upgrade()
    change(original, lead="Anders")
    assert outdated(job) == {"lead"}


def test_what_was_outdated_before_an_upgrade_still_is(job, original, upgrade):
    change(original, lead="Anders")
    upgrade()
    touch(original)
    assert outdated(job) == {"lead"} and again(job).baseline["lead"] == ["Vorspann"]


def test_translators_find_their_words_again_after_an_upgrade(job, original, upgrade):
    upgrade()
    touch(original)
    said = {one.context.path: one.data for one in editing.words_of(again(job)).values()}
    assert {"title", "lead"} <= said.keys() and said["lead"] == "[Vorspann]"


def test_what_was_handed_over_before_an_upgrade_is_current_when_it_is_approved(original, english, translator, upgrade):
    job = ask(original, english)
    translate(job, translator.user)
    submission.submit(again(job), translator.user)
    upgrade()
    touch(original)
    assert again(job).status == Status.IN_REVIEW
    submission.released(again(job))
    assert again(job).status == Status.CURRENT


def test_a_typo_can_be_marked_as_minor_right_after_an_upgrade(job, original, upgrade):
    change(original, lead="Vorspan")
    upgrade()
    assert minor.mark_minor(type(original).objects.get(pk=original.pk), ["lead"]) == 1
    assert outdated(job) == set()


def test_a_text_can_be_asked_for_in_one_more_language_right_after_an_upgrade(job, original, newsroom, upgrade):
    upgrade()
    more = ask(original, locale("fr"))
    assert again(job).status == Status.CURRENT
    assert {segment.context.path for segment in editing.segments_of(more)} >= {"kicker.text", "lead"}


def test_a_translation_by_hand_is_current_after_an_upgrade_whose_original_is_the_same(by_hand, upgrade):
    upgrade()
    run()
    found = again(by_hand)
    assert (found.status, found.extracted_by) == (Status.CURRENT, localize.stamp())
    assert "search_description" in found.baseline


def test_a_translation_by_hand_is_outdated_where_words_changed_with_an_upgrade(by_hand, upgrade):
    upgrade()
    change(original_of(by_hand), lead="Anders")
    # Its original is known in its present words only: what is new in it may be the upgrade's or an editor's.
    assert outdated(by_hand) == {"lead", "search_description"}


def test_the_command_tells_of_an_upgrade_and_mends_it(job, by_hand, upgrade):
    upgrade()
    before = list(Job.objects.order_by("pk").values())
    with pytest.raises(CommandError, match=r"taken apart by 2\.0/1"):
        run("--check")
    assert list(Job.objects.order_by("pk").values()) == before
    assert run().endswith("differences mended.")
    assert {found.status for found in Job.objects.all()} == {Status.CURRENT}
    assert run("--check") == "No differences."
    assert_sound()


def test_the_command_finds_a_status_that_was_changed_by_hand(job, by_hand):
    assert run("--check") == "No differences."
    Job.objects.filter(pk=job.pk).update(status=Status.OUTDATED)
    Job.objects.filter(pk=by_hand.pk).update(blocks=[])
    [one] = rebuilding.check(job.key)
    assert one.said.startswith("outdated") and one.found.startswith("current")
    with pytest.raises(CommandError, match="2 differences"):
        run("--check")
    assert again(job).status == Status.OUTDATED
    run()
    assert again(job).status == Status.CURRENT and again(by_hand).blocks


def test_a_baseline_that_was_changed_by_hand_is_told(job):
    Job.objects.filter(pk=job.pk).update(baseline={**job.baseline, "lead": ["Etwas anderes"]})
    assert [one.found for one in rebuilding.check(job.key)] != []
    run()
    assert again(job).status != Status.CURRENT


def test_what_is_begun_excluded_or_no_longer_public_is_no_difference(newsroom, english, translator, job):
    ask(newsroom.release(title="Begonnen"), english)
    requesting.exclude(newsroom.release(title="Ohne"), english, translator.user)
    draft = newsroom.release(title="Zurückgezogen")
    translate(ask(draft, english), translator.user)
    with publications.unit():
        type(draft).objects.get(pk=draft.pk).unpublish()
    draft = type(draft).objects.get(pk=draft.pk)
    draft.title = "Entwurf"
    draft.save_revision()
    assert run("--check") == "No differences."
