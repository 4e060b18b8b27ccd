"""How the demo's translations come about: asked for, written, handed over, approved by somebody else.

Some are left on their way on purpose, so that every status is there to be seen.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Page

from cms.delivery import publications
from cms.demo import accounts
from cms.demo.newsroom import HOME, Newsroom
from cms.demo.streams import one_line
from cms.demo.texts import kinds, people, places, translated
from cms.translation import editing, glossary, minor, requesting, submission, terms
from cms.translation.machine.demo import Demo
from cms.translation.models import Job, original_of
from cms.translation.segments import texts_of
from cms.translation.status import refresh

SOURCE = settings.LANGUAGE_CODE
DUE, OVERDUE = datetime.timedelta(days=10), datetime.timedelta(days=-3)


def ask_for_front_pages(newsroom: Newsroom) -> None:
    """Make the place for every language: whoever translates gets rights on its front page, which must be there."""
    terms.load()
    for plan in translated.PLANS:
        requesting.request(_original(newsroom, "page", HOME), [newsroom.locales[plan.language]], _order(newsroom))


def make_all(newsroom: Newsroom) -> None:
    """Translate what is planned, once everybody has a role; raises LookupError where words are missing or stale."""
    staff = _staff()
    desks = {plan.language: Desk(newsroom, plan, staff) for plan in translated.PLANS}
    # One unit of work: else every snippet would renew all documents that name it.
    with publications.unit():
        for desk in desks.values():
            for kind, key in [*desk.plan.snippets, *(("page", key) for key in desk.plan.pages)]:
                desk.release(kind, key)
    leave_on_their_way(newsroom, desks)
    for desk in desks.values():
        desk.refuse_stale_words()


def count() -> int:
    """How many translations `make_all` releases."""
    return sum(len(plan.snippets) + len(plan.pages) for plan in translated.PLANS)


@dataclass(frozen=True)
class Staff:
    """Who asks, who translates, and who approves."""

    editor: Any
    translator: Any
    reviewer: Any


class Desk:
    """Where one language is written."""

    def __init__(self, newsroom: Newsroom, plan: kinds.Plan, staff: Staff) -> None:
        self.newsroom = newsroom
        self.plan = plan
        self.staff = staff
        self.words = {one_line(german): one_line(words) for german, words in plan.words.items()}
        self.unused = dict.fromkeys(self.words)

    def release(self, kind: str, key: str) -> None:
        """The whole way of one text, until everybody can read it."""
        job = self.hand_over(kind, key)
        self._approve(job)
        self.newsroom.step(1)

    def hand_over(self, kind: str, key: str) -> Job:
        """The way of one text up to its review."""
        job = self.ask(kind, key)
        self.write(job)
        submission.submit(job, self.staff.translator)
        return job

    def ask(self, kind: str, key: str, *, due: datetime.date | None = None, assignee: Any = None) -> Job:
        order = requesting.Order(user=self.staff.editor, due=due, assignee=assignee)
        locale = self.newsroom.locales[self.plan.language]
        [job, *_named] = requesting.request(_original(self.newsroom, kind, key), [locale], order)
        return Job.objects.get(pk=job.pk)

    def write(self, job: Job, *, partly: bool = False) -> None:
        """Write the words of the plan for every string; where it says nothing of one, it must be known or a name."""
        stands = editing.words_of(job)
        entries = {}
        for segment in editing.segments_of(job):
            found = stands.get((segment.string_id, segment.context_id))
            entry = self._entry(segment.string.data, editing.shown(found.data) if found else "", partly)
            if entry is not None:
                entries[segment.pk] = entry
        editing.write(job, entries, self.staff.translator)

    def _entry(self, german: str, stands: str, partly: bool) -> editing.Entry | None:
        if german in self.words:
            self.unused.pop(german, None)
            return editing.Entry(self.words[german], seen=stands)
        if stands:  # prescribed by the glossary
            return None
        if german in NAMES or not any(map(str.isalpha, german)):
            return editing.Entry("", keep=True)
        if partly:
            return None
        raise LookupError(f"In “{self.plan.language}” there are no words for “{german}”.")

    def _approve(self, job: Job) -> None:
        target = submission.target_of(job)
        if not isinstance(target, Page):
            submission.approve_snippet(job, self.staff.reviewer)
            return
        state = target.current_workflow_task_state
        with publications.unit():
            state.task.specific.on_action(state, self.staff.reviewer, "approve")

    def refuse_stale_words(self) -> None:
        """Raise LookupError where there are words for something that no German text says (any more)."""
        for german in self.unused:
            raise LookupError(f"In “{self.plan.language}” there are words for “{german}”, which stands nowhere.")


def leave_on_their_way(newsroom: Newsroom, desks: dict[str, Desk]) -> None:
    """One text more or less in every status that a translation can have."""
    today = timezone.localdate()
    translator = next(iter(desks.values())).staff.translator
    desks["fr"].hand_over("page", "bleiben")
    desks["uk"].write(desks["uk"].ask("page", "mentoring", due=today + DUE, assignee=translator), partly=True)
    desks["ar"].write(desks["ar"].ask("page", "bleiben", due=today + OVERDUE, assignee=translator), partly=True)
    translate_by_machine(desks["uk"].ask("page", "gesetz"))
    simple = newsroom.locales["de-simple"]
    requesting.exclude(_original(newsroom, "page", "werkstatt-3"), simple, desks["de-simple"].staff.editor)
    change_original(newsroom, translated.CHANGE)


def translate_by_machine(job: Job) -> None:
    """Let the machine that needs no service say something for all that is missing; nobody has read it."""
    machine, missing = Demo(), editing.missing(job)
    source, target = job.source_locale.language_code, job.locale.language_code
    prescribed = glossary.prescribed(job.source_locale, job.locale)
    said = machine.translate([segment.string.data for segment in missing], source, target, prescribed)
    for segment, words in zip(missing, said, strict=True):
        editing.put(job, segment, words, tool=machine.name, kind=editing.MACHINE)
    refresh(job)


def change_original(newsroom: Newsroom, change: kinds.Change) -> None:
    """Publish other words of a page; those languages that the change names say the same, all others are outdated."""
    for language, (before, after) in change.words.items():
        page = _there(newsroom.within(language).find("page", change.page))
        for name in change.fields:
            said = getattr(page, name)
            if before not in said:
                raise LookupError(f"“{before}” does not stand in {name} of “{change.page}” in “{language}”.")
            setattr(page, name, said.replace(before, after))
        with publications.unit():
            newsroom.put_live(page)
        job = Job.objects.filter(key=page.translation_key, locale=page.locale_id).first()
        if job is not None:
            minor.confirm_current(job, texts_of(original_of(job)))


def _original(newsroom: Newsroom, kind: str, key: str) -> Any:
    return _there(newsroom.within(SOURCE).find(kind, key))


def _there(thing: Any) -> Any:
    """The thing as it stands in the database."""
    return type(thing)._default_manager.get(pk=thing.pk)


def _order(newsroom: Newsroom) -> requesting.Order:
    return requesting.Order(user=newsroom.user)


def _staff() -> Staff:
    """The demo's people, with the rights that their groups have now."""
    found = get_user_model().objects.in_bulk(field_name="username")
    return Staff(found[accounts.EDITOR], found[accounts.TRANSLATOR], found[accounts.REVIEWER])


def _names() -> Iterator[str]:
    yield from (person.name for person in people.PEOPLE)
    found: Sequence[kinds.Organisation | kinds.Venue] = [*places.ORGANISATIONS, *places.VENUES]
    for place in found:
        yield from (place.street, place.city)


# People, streets and towns are called in every language what they are called on signs and doors.
NAMES = frozenset(_names())
