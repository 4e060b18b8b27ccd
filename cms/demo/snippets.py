"""The demo's files and snippets: read from their lists, and made in every language written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from cms.content import models
from cms.demo import forms, reading
from cms.demo.forms import BY_HAND
from cms.demo.markdown import Writer
from cms.demo.newsroom import Newsroom, Shelf
from cms.demo.paper import pdf
from cms.demo.reading import Text, TextError, Things

PICTURES = Path(__file__).parent / "pictures"
SITE = "site"
SITE_FILE = reading.TEXTS / "snippets" / f"{SITE}.yaml"
# The list of each kind and the form of what stands in it, in the order in which they name each other.
LISTS: dict[str, tuple[str, type[Any]]] = {
    "picture": ("pictures", forms.Picture),
    "paper": ("papers", forms.Paper),
    "topic": ("topics", forms.Words),
    "audience": ("audiences", forms.Words),
    "organisation": ("organisations", forms.Organisation),
    "venue": ("venues", forms.Venue),
    "person": ("people", forms.Person),
    "contact": ("contacts", forms.Contact),
    "boilerplate": ("boilerplates", forms.Boilerplate),
}
Lists = Mapping[str, Things[Any]]


def read_lists() -> dict[str, Things[Any]]:
    """All lists by the kind of thing that stands in them; raises TextError."""
    folder = reading.TEXTS / "snippets"
    return {kind: reading.read_things(folder / f"{name}.yaml", form) for kind, (name, form) in LISTS.items()}


def read_site() -> forms.Site:
    """What the site says of itself; raises TextError."""
    return reading.read_one(SITE_FILE, forms.Site)


def make_all(newsroom: Newsroom, lists: Lists) -> None:
    """Files first, then snippets in the order in which they name each other; raises TextError."""
    for kind, things in lists.items():
        for number, (key, thing) in enumerate(things.by_key.items()):
            try:
                _make(newsroom, things, kind, key, thing, number)
            except LookupError as error:
                raise things.wrong(key, str(error)) from error
            except ValidationError as error:
                raise things.wrong(key, reading.refused(error)[1]) from error


def _make(newsroom: Newsroom, things: Things[Any], kind: str, key: str, thing: Any, number: int) -> None:
    if kind == "picture":
        make_picture(newsroom, key, thing)
        return
    for language in BY_HAND:
        found = newsroom.within(language)
        match kind:
            case "paper":
                made = paper(newsroom, thing[language], language)
            case "topic":
                made = models.Topic(title=thing[language], sort_order=number)
            case "audience":
                made = models.Audience(title=thing[language])
            case "organisation":
                made = organisation(thing, found)
            case "venue":
                made = venue(thing, language)
            case "person":
                made = person(key, thing, found)
            case "contact":
                made = contact(thing, found, number)
            case _:
                made = boilerplate(key, thing, found, things)
        save(newsroom, kind, key, language, made)


def make_picture(newsroom: Newsroom, key: str, texts: forms.Picture) -> None:
    """The picture, with its texts in the source language; pages in others bring theirs."""
    path = PICTURES / f"{key}.png"
    if not path.is_file():
        raise LookupError(f"there is no file {path.relative_to(reading.FOLDER)}")
    image = models.CustomImage(
        title=texts.title,
        alt_text=texts.alt[settings.LANGUAGE_CODE],
        caption=texts.caption[settings.LANGUAGE_CODE],
        credit=texts.credit[settings.LANGUAGE_CODE],
        licence_id=texts.licence,
        uploaded_by_user=newsroom.user,
        file=ContentFile(path.read_bytes(), name=path.name),
    )
    newsroom.pictures[key] = texts
    with saved(newsroom, "picture", key, "", image):
        image.save()


def paper(newsroom: Newsroom, sheet: forms.Sheet, language: str) -> models.CustomDocument:
    file = ContentFile(pdf(sheet, language), name=sheet.filename)
    return models.CustomDocument(title=sheet.title, uploaded_by_user=newsroom.user, file=file)


def organisation(says: forms.Organisation, found: Shelf) -> models.Organisation:
    return models.Organisation(
        name=says.name[found.language],
        short_name=says.short_name[found.language],
        parent=found.find("organisation", says.parent) if says.parent else None,
        **says.model_dump(exclude={"name", "short_name", "parent"}),
    )


def venue(says: forms.Venue, language: str) -> models.Venue:
    words = {name: getattr(says, name)[language] for name in ("name", "directions", "accessibility")}
    return models.Venue(**words, **says.model_dump(exclude=set(words)))


def person(key: str, says: forms.Person, found: Shelf) -> models.Person:
    functions = [
        models.PersonFunction(
            function=function.title[found.language],
            organisation=found.find("organisation", function.organisation),
            valid_from=function.valid_from,
            valid_to=function.valid_to,
            sort_order=number,
            **found.newsroom.translatable("function", f"{key}-{number}", found.language),
        )
        for number, function in enumerate(says.functions)
    ]
    return models.Person(name=says.name, phone=says.phone, email=says.email, functions=functions)


def contact(says: forms.Contact, found: Shelf, number: int) -> models.ContactPoint:
    return models.ContactPoint(
        name=says.name[found.language],
        person=found.find("person", says.person) if says.person else None,
        role=says.role[found.language],
        organisation=found.find("organisation", says.organisation),
        phone=says.phone,
        email=says.email,
        sort_order=number,
    )


def boilerplate(key: str, says: forms.Boilerplate, found: Shelf, things: Things[Any]) -> models.Boilerplate:
    wordings = []
    for number, wording in enumerate(says.wordings):
        text = Text(things.path, wording, wording.text[found.language], things.lines[key], {})
        made = models.BoilerplateWording(
            valid_from=wording.valid_from,
            text=Writer(text, text, key, found).rich(),
            sort_order=number,
            **found.newsroom.translatable("wording", f"{key}-{number}", found.language),
        )
        wordings.append(made)
    return models.Boilerplate(
        title=says.title[found.language],
        organisation=found.find("organisation", says.organisation),
        wordings=wordings,
        live=False,
    )


def make_site(newsroom: Newsroom, site: forms.Site) -> None:
    """The site's name and menus, after the pages they link; raises TextError."""
    try:
        _make_site(newsroom, site)
    except LookupError as error:
        raise TextError(SITE_FILE, 1, str(error)) from error


def _make_site(newsroom: Newsroom, site: forms.Site) -> None:
    for language in BY_HAND:
        found = newsroom.within(language)
        texts = models.SiteTexts(
            name=site.name[language],
            motto=site.motto[language],
            publisher=found.find("organisation", site.publisher),
            press_contact=found.find("contact", site.press_contact),
        )
        save(newsroom, "texts", SITE, language, texts)
        for place, pages in site.menus.items():
            items = [
                models.MenuItem(
                    page=found.find("page", page).page_ptr,
                    sort_order=number,
                    **newsroom.translatable("link", f"{place}-{page}", language),
                )
                for number, page in enumerate(pages)
            ]
            save(newsroom, "menu", place, language, models.Menu(place=place, items=items))


def save(newsroom: Newsroom, kind: str, key: str, language: str, thing: Any) -> None:
    """Save the thing as one of its language; what has drafts is published."""
    if kind != "paper":
        for name, value in newsroom.translatable(kind, key, language).items():
            setattr(thing, name, value)
    with saved(newsroom, kind, key, language, thing):
        thing.save()
        if kind == "boilerplate":
            newsroom.put_live(thing)


@contextmanager
def saved(newsroom: Newsroom, kind: str, key: str, language: str, thing: Any) -> Iterator[None]:
    """Check a thing as its form would, save it inside the block, and keep it under its key."""
    thing.full_clean(exclude=["file"])
    yield
    newsroom.add(kind, key, language, thing)
