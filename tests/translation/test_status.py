"""Only other words in the public original outdate a translation: whatever else editors do, in any order."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import Phase, given, seed
from hypothesis import strategies as st
from wagtail.models import Page

from cms.delivery import publications
from cms.translation import minor, requesting, status
from cms.translation.localize import StringTranslation
from cms.translation.models import Job, Status
from cms.translation.receivers import renew
from cms.translation.status import State, Words, block_statuses, overall
from tests.factories import ImageFactory
from tests.proof import SEED, SEQUENCES, sequences
from tests.store import row
from tests.translation.helpers import ask, release, translate

FIELDS = ["title", "lead", "kicker"]


class Office:
    """A release in two languages; `stale` are the fields that the translation does not have yet."""

    def __init__(self, newsroom: Any, english: Any, people: Any) -> None:
        self.newsroom, self.people = newsroom, people
        self.places = [newsroom.press]
        image = [("image", {"image": ImageFactory(), "alt_text": "Ein Haus"})]
        self.text = newsroom.release(title="Titel", lead="Vorspann", kicker="Dachzeile", image=image)
        self.job = ask(self.text, english)
        self.page = release(self.job, people.translator, people.reviewer)
        self.stale: set[str] = set()
        self.draft: dict[str, str] = {}
        self.number = 0

    def edit_text(self, number: int) -> None:
        field = FIELDS[number % 3]
        self.number += 1
        self.draft[field] = f"{field} {self.number}"
        self._publish()
        self.stale |= self.draft.keys()
        self.draft = {}

    def save_draft(self, number: int) -> None:
        field = FIELDS[number % 3]
        self.number += 1
        text = self._newest()
        self.draft[field] = f"Entwurf {self.number}"
        setattr(text, field, self.draft[field])
        with publications.unit():
            text.save_revision()

    def swap_image(self, number: int) -> None:
        if self.draft:
            return
        text = self._newest()
        text.image[0].value["image"] = ImageFactory()
        with publications.unit():
            text.save_revision().publish()

    def move(self, number: int) -> None:
        section = self.newsroom.section(title=f"Bereich {number}")
        with publications.unit():
            Page.objects.get(pk=self.newsroom.press.pk).move(Page.objects.get(pk=section.pk), "last-child")

    def sync(self, number: int) -> None:
        with publications.unit():
            live = requesting.public_form(type(self.text).objects.get(pk=self.text.pk))
            renew(live, Job.objects.filter(key=self.text.translation_key))

    def ask_again(self, number: int) -> None:
        ask(type(self.text).objects.get(pk=self.text.pk), self.job.locale)

    def mark_minor(self, number: int) -> None:
        field = FIELDS[number % 3]
        if not self.draft:
            minor.mark_minor(type(self.text).objects.get(pk=self.text.pk), [field])
            self.stale.discard(field)

    def translate(self, number: int) -> None:
        if self.stale:
            release(self.job, self.people.translator, self.people.reviewer)
            self.stale = set()

    def _newest(self) -> Any:
        return type(self.text).objects.get(pk=self.text.pk).get_latest_revision_as_object()

    def _publish(self) -> None:
        text = self._newest()
        for field, words in self.draft.items():
            setattr(text, field, words)
        with publications.unit():
            text.save_revision().publish()

    def check(self) -> None:
        job = Job.objects.get(pk=self.job.pk)
        outdated = {block["path"] for block in job.blocks if block["status"] == Status.OUTDATED}
        assert outdated == self.stale
        assert job.status == (Status.OUTDATED if self.stale else Status.CURRENT)
        said = row(self.page).document["translation"]["status"]
        assert said == ("outdated" if self.stale else "current")
        assert [link["status"] for link in row(self.text).document["translations"]] == [said]


OPERATIONS = [
    Office.edit_text, Office.save_draft, Office.swap_image, Office.move, Office.sync, Office.ask_again,
    Office.mark_minor, Office.translate,
]  # fmt: skip
steps = st.lists(
    st.tuples(st.sampled_from(OPERATIONS), st.integers(min_value=0, max_value=99)), min_size=4, max_size=12
)


class RolledBackError(Exception):
    pass


class People:
    def __init__(self, translator: Any, reviewer: Any) -> None:
        self.translator, self.reviewer = translator.user, reviewer.user


@pytest.mark.proof
def test_after_any_work_the_status_says_which_words_are_missing(newsroom, english, translator, reviewer):
    people = People(translator, reviewer)
    newsroom.press  # noqa: B018  # made when first asked for

    @seed(SEED)
    @sequences(SEQUENCES, phases=[Phase.generate, Phase.shrink])
    @given(steps)
    def work(sequence: Any) -> None:
        try:
            with transaction.atomic():
                office = Office(newsroom, english, people)
                office.check()
                for operation, number in sequence:
                    operation(office, number)
                    office.check()
                raise RolledBackError
        except RolledBackError:
            pass

    work()


TEXTS = {"title": ["Titel"], "body.1": ["Eins", "Zwei"]}
MADE = {("title", "Titel"): Words(), ("body.1", "Eins"): Words(), ("body.1", "Zwei"): Words()}


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State(TEXTS), [Status.IN_PROGRESS, Status.IN_PROGRESS]),
        (State(TEXTS, MADE), [Status.IN_PROGRESS, Status.IN_PROGRESS]),
        (State(TEXTS, {**MADE, ("body.1", "Zwei"): Words(machine=True)}), [Status.IN_PROGRESS, Status.MACHINE]),
        (State(TEXTS, {**MADE, ("title", "Titel"): Words(kept=True)}), [Status.EXCLUDED, Status.IN_PROGRESS]),
        (State(TEXTS, MADE, submitted=TEXTS), [Status.IN_REVIEW, Status.IN_REVIEW]),
        (State(TEXTS, MADE, baseline=TEXTS), [Status.CURRENT, Status.CURRENT]),
        (State(TEXTS, {}, baseline={**TEXTS, "title": ["Alt"]}), [Status.OUTDATED, Status.CURRENT]),
        (State({"title": ["Titel"]}, MADE, baseline=TEXTS), [Status.CURRENT, Status.OUTDATED]),
        (State(TEXTS, {}, baseline={"title": ["Titel"]}), [Status.CURRENT, Status.OUTDATED]),
    ],
)
def test_each_block_has_the_status_that_its_words_give(state, expected):
    assert list(block_statuses(state).values()) == expected


def test_a_text_is_as_far_as_its_least_finished_block():
    assert overall([Status.CURRENT, Status.OUTDATED], submitted=False) == Status.OUTDATED
    assert overall([Status.CURRENT, Status.EXCLUDED], submitted=False) == Status.CURRENT
    assert overall([Status.CURRENT, Status.IN_REVIEW], submitted=True) == Status.IN_REVIEW
    assert overall([], submitted=False) == Status.CURRENT


def test_what_stands_for_the_words_decides_between_machine_kept_and_missing(newsroom, english, translator):
    job, other = (ask(newsroom.release(title="Meldung", lead="Es geschah."), english) for _time in range(2))
    translate(job, translator.user)
    made = StringTranslation.objects.filter(context__object_id=job.key, locale=english)

    def found(of=job):
        of = Job.objects.get(pk=of.pk)
        status.refresh(of)
        return of.status, {block["path"]: block["status"] for block in of.blocks}

    assert set(found()[1].values()) == {"in_progress"}
    made.filter(context__path="title").update(translation_type=status.MACHINE)
    assert (found()[1]["title"], found()[1]["lead"]) == ("machine", "in_progress")
    assert set(found(other)[1].values()) == {"in_progress"}
    made.filter(context__path="title").update(has_error=True)
    assert found()[1]["title"] == "in_progress"
    made.update(tool_name=status.KEPT, has_error=False)
    assert found() == ("current", dict.fromkeys(["title", "place", "lead"], "excluded"))


def test_what_a_public_translation_lacks_is_outdated_and_what_it_has_anew_is_in_progress(
    newsroom, english, translator, reviewer
):
    page = newsroom.release(title="Meldung", lead="Es geschah.")
    job = ask(page, english)
    release(job, translator.user, reviewer.user)
    with publications.unit():
        page.title, page.lead = "Neue Meldung", "Es geschah wieder."
        page.save_revision().publish()
    job.refresh_from_db()
    assert job.status == "outdated" and status.is_outdated(job)
    translate(job, translator.user)
    job.refresh_from_db()
    assert {block["path"]: block["status"] for block in job.blocks} == {
        "title": "in_progress", "place": "current", "lead": "in_progress"
    }  # fmt: skip
    assert status.is_outdated(job)
