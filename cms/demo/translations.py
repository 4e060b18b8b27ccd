"""How the demo's translations come about: asked for, taken from their PO files, handed over, approved by somebody else.

Some are left on their way on purpose, so that every status is there to be seen.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Page

from cms.delivery import publications
from cms.demo import accounts, forms, reading, snippets
from cms.demo.newsroom import HOME, Newsroom, key_of
from cms.demo.pages import Source
from cms.demo.reading import TextError
from cms.translation import editing, glossary, minor, requesting, submission, terms
from cms.translation.exchange import Unit, UnreadableError, po, take
from cms.translation.exchange.received import canonical
from cms.translation.machine.demo import Demo
from cms.translation.models import Job, Status, original_of
from cms.translation.segments import texts_of
from cms.translation.status import refresh

SOURCE = settings.LANGUAGE_CODE
LANGUAGES = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES if code not in forms.BY_HAND]
ON_THEIR_WAY = reading.TEXTS / "translations.yaml"


@dataclass(frozen=True)
class Sheet:
    """The file with the translation of one text into one language."""

    kind: str
    key: str
    language: str
    path: Path

    def job(self) -> Job | None:
        """The job that the file belongs to, where the text was asked for."""
        key = key_of(self.kind, self.key)
        return Job.objects.filter(key=key, locale__language_code=self.language, translation__isnull=False).first()


def every_sheet(lists: snippets.Lists, sources: Sequence[Source]) -> Iterator[Sheet]:
    """Where the translation of each text into each language is or would be, in the order in which they name each other:
    beside the page, and in the folder called like the list of the snippet."""
    for language in LANGUAGES:
        for kind, things in lists.items():
            for key in things.by_key:
                folder = things.path.with_suffix("")
                yield Sheet(kind, key, language, folder / f"{key}.{language}.po")
        site = reading.TEXTS / "snippets" / snippets.SITE
        yield Sheet("texts", snippets.SITE, language, site / f"{snippets.SITE}.{language}.po")
        for source in sources:
            path = source.german.path.with_name(f"{source.key}.{language}.po")
            yield Sheet("page", source.key, language, path)


def read_sheets(lists: snippets.Lists, sources: Sequence[Source]) -> list[Sheet]:
    """The files that there are; raises TextError for one that belongs to no text."""
    found = [sheet for sheet in every_sheet(lists, sources) if sheet.path.is_file()]
    for path in sorted(set(reading.TEXTS.rglob("*.po")) - {sheet.path for sheet in found}):
        raise TextError(path, 1, "there is no text of this name, or no such language")
    return found


def read_plan() -> forms.Translations:
    """Which translations are left on their way, and what changes afterwards; raises TextError."""
    return reading.read_one(ON_THEIR_WAY, forms.Translations)


def ask_for_front_pages(newsroom: Newsroom) -> None:
    """Make the place for every language: whoever translates gets rights on its front page, which must be there."""
    terms.load()
    locales = [newsroom.locales[language] for language in LANGUAGES]
    requesting.request(_original(newsroom, "page", HOME), locales, requesting.Order(user=newsroom.user))


def make_all(newsroom: Newsroom, sheets: Sequence[Sheet], names: frozenset[str]) -> None:
    """Translate what has a file, once everybody has a role; raises TextError where words are missing or stale."""
    plan = read_plan()
    desk = Desk(newsroom, names)
    waiting = {(one.page, one.language) for one in plan.on_their_way}
    pages = {(sheet.key, sheet.language): sheet for sheet in sheets if sheet.kind == "page"}
    # One unit of work: else every snippet would renew all documents that name it.
    with publications.unit():
        for sheet in sheets:
            if sheet.kind != "page" or (sheet.key, sheet.language) not in waiting:
                desk.release(sheet)
    try:
        for one in plan.on_their_way:
            desk.leave(one, pages.get((one.page, one.language)))
        for change in plan.changes:
            change_original(newsroom, change)
    except LookupError as error:
        raise TextError(ON_THEIR_WAY, 1, str(error)) from error


class Desk:
    """Where the demo's people work, with the rights that their groups have now."""

    def __init__(self, newsroom: Newsroom, names: frozenset[str]) -> None:
        self.newsroom, self.names = newsroom, names
        found = get_user_model().objects.in_bulk(field_name="username")
        self.editor, self.translator = found[accounts.EDITOR], found[accounts.TRANSLATOR]
        self.reviewer = found[accounts.REVIEWER]

    def release(self, sheet: Sheet) -> None:
        """The whole way of one text, until everybody can read it."""
        self._approve(self.hand_over(sheet))
        self.newsroom.step(1)

    def hand_over(self, sheet: Sheet) -> Job:
        """The way of one text up to its review."""
        # What it names has a file of its own, or stays in German.
        job = self.ask(sheet.kind, sheet.key, sheet.language, with_shown=False)
        self.write(job, sheet.path)
        try:
            submission.submit(job, self.translator)
        except submission.NotReadyError as error:
            for segment in editing.missing(job):
                words = segment.string.data
                raise TextError(sheet.path, _line(sheet.path, words), f"this is not translated: “{words}”") from error
            raise TextError(sheet.path, 1, str(error)) from error
        return job

    def leave(self, one: forms.OnItsWay, sheet: Sheet | None) -> None:
        """Bring a page's translation as far as the plan says."""
        if one.language not in LANGUAGES:
            raise TextError(ON_THEIR_WAY, 1, f"nothing is translated into “{one.language}”")
        if one.status == "excluded":
            requesting.exclude(
                _original(self.newsroom, "page", one.page), self.newsroom.locales[one.language], self.editor
            )
        elif one.status == "machine":
            translate_by_machine(self.ask("page", one.page, one.language))
        elif sheet is None:
            raise TextError(
                ON_THEIR_WAY, 1, f"there is no file with the translation of “{one.page}” into “{one.language}”"
            )
        elif one.status == "in review":
            self.hand_over(sheet)
        else:
            due = timezone.localdate() + datetime.timedelta(days=one.due or 0)
            self.write(self.ask("page", one.page, one.language, due=due, assignee=self.translator), sheet.path)

    def ask(
        self,
        kind: str,
        key: str,
        language: str,
        *,
        due: datetime.date | None = None,
        assignee: Any = None,
        with_shown: bool = True,
    ) -> Job:
        order = requesting.Order(user=self.editor, due=due, assignee=assignee)
        original = _original(self.newsroom, kind, key)
        [job, *_named] = requesting.request(original, [self.newsroom.locales[language]], order, with_shown=with_shown)
        return Job.objects.get(pk=job.pk)

    def write(self, job: Job, path: Path) -> None:
        """Take over what the file says, as the translator's upload does; raises TextError for words of no place."""
        try:
            [received] = po.read(path.read_bytes())
        except UnreadableError as error:
            raise TextError(path, 1, str(error)) from error
        received = dataclasses.replace(received, units=placed(job, path, received.units))
        self._keep_names(job, received.units)
        report = take(job, [received], self.translator)
        if not report.is_clean:
            raise TextError(path, 1, " ".join(report.sentences()))

    def _keep_names(self, job: Job, units: Sequence[Unit]) -> None:
        """People, streets and towns are called in every language what they are called on signs and doors."""
        same = {unit.original for unit in units if unit.translation == unit.original and self._is_name(unit.original)}
        if same:
            segments = [segment for segment in editing.segments_of(job) if segment.string.data in same]
            editing.write(job, {one.pk: editing.Entry("", keep=True) for one in segments}, self.translator)

    def _is_name(self, words: str) -> bool:
        return words in self.names or not any(map(str.isalpha, words))

    def _approve(self, job: Job) -> None:
        target = submission.target_of(job)
        if not isinstance(target, Page):
            submission.approve_snippet(job, self.reviewer)
            return
        state = target.current_workflow_task_state
        with publications.unit():
            state.task.specific.on_action(state, self.reviewer, "approve")


def placed(job: Job, path: Path, units: Sequence[Unit]) -> list[Unit]:
    """The entries at the places of the text where their original stands, whatever place they name: a writer moves
    paragraphs and types entries by hand. Raises TextError for an original that is not in the text (any more)."""
    free = {(one.context.path, canonical(one.string.data)): one for one in editing.segments_of(job)}
    here = {(unit.path, canonical(unit.original)) for unit in units}
    found = []
    for unit in units:
        words = canonical(unit.original)
        if (unit.path, words) not in free:
            places = [place for place in free if place[1] == words and place not in here]
            if not places:
                raise TextError(
                    path, _line(path, unit.original), f"the text does not say this (any more): “{unit.original}”"
                )
            del free[places[0]]
            unit = dataclasses.replace(unit, path=places[0][0])
        found.append(unit)
    return found


def write_back(sheets: Iterable[Sheet]) -> list[Path]:
    """Write the translations that stand in the database to their files, where these say something else; returns those
    written. A text without a file gets one once its translation is public; a file keeps what is outdated on purpose."""
    written = []
    for sheet in sheets:
        job = sheet.job()
        if job is None or job.status == Status.OUTDATED or not (sheet.path.is_file() or job.is_public):
            continue
        content = po.write(job)
        if not sheet.path.is_file() or messages_of(sheet.path.read_bytes()) != messages_of(content):
            sheet.path.parent.mkdir(exist_ok=True)
            sheet.path.write_bytes(content)
            written.append(sheet.path)
    return written


def messages_of(content: bytes) -> list[Unit]:
    """What a PO file says, without when it was written."""
    [received] = po.read(content)
    return received.units


def _line(path: Path, original: str) -> int:
    """The line at which the entry for that original begins; 1 where there is none."""
    entries = polib.pofile(str(path), encoding="utf-8")
    return next((entry.linenum for entry in entries if entry.msgid == original), 1)


def translate_by_machine(job: Job) -> None:
    """Let the machine that needs no service say something for all that is missing; nobody has read it."""
    machine, missing = Demo(), editing.missing(job)
    source, target = job.source_locale.language_code, job.locale.language_code
    prescribed = glossary.prescribed(job.source_locale, job.locale)
    said = machine.translate([segment.string.data for segment in missing], source, target, prescribed)
    for segment, words in zip(missing, said, strict=True):
        editing.put(job, segment, words, tool=machine.name, kind=editing.MACHINE)
    refresh(job)


def change_original(newsroom: Newsroom, change: forms.Change) -> None:
    """Publish other words of a page; those languages that the change names say the same, all others are outdated."""
    for language, words in change.words.items():
        page = _there(newsroom.within(language).find("page", change.page))
        for name in change.fields:
            said = getattr(page, name)
            if words.before not in said:
                problem = f"“{words.before}” does not stand in {name} of “{change.page}” in “{language}”"
                raise TextError(ON_THEIR_WAY, 1, problem)
            setattr(page, name, said.replace(words.before, words.after))
        with publications.unit():
            newsroom.put_live(page)
        job = Job.objects.filter(key=page.translation_key, locale=page.locale_id).first()
        if job is not None:
            minor.confirm_current(job, texts_of(original_of(job)))


def names_in(lists: snippets.Lists) -> frozenset[str]:
    """What is called the same in every language."""
    places = [*lists["organisation"].by_key.values(), *lists["venue"].by_key.values()]
    people = (person.name for person in lists["person"].by_key.values())
    return frozenset([*people, *(name for place in places for name in (place.street, place.city))])


def _original(newsroom: Newsroom, kind: str, key: str) -> Any:
    return _there(newsroom.within(SOURCE).find(kind, key))


def _there(thing: Any) -> Any:
    """The thing as it stands in the database."""
    return type(thing)._default_manager.get(pk=thing.pk)
