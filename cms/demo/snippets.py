"""How the demo's files and snippets are made, each in every language of its texts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile

from cms.content import models
from cms.delivery import publications
from cms.demo.newsroom import Newsroom
from cms.demo.paper import pdf
from cms.demo.streams import one_line, rich
from cms.demo.texts import files, kinds, people, places, standing, terms

PICTURES = Path(__file__).parent / "pictures"


def make_all(newsroom: Newsroom) -> None:
    """Files first, then snippets in the order in which they name each other."""
    make_files(newsroom)
    make_terms(newsroom)
    for organisation in places.ORGANISATIONS:
        make_organisation(newsroom, organisation)
    for venue in places.VENUES:
        make_venue(newsroom, venue)
    for person in people.PEOPLE:
        make_person(newsroom, person)
    for number, contact in enumerate(people.CONTACTS):
        make_contact(newsroom, contact, number)
    for boilerplate in standing.BOILERPLATES:
        make_boilerplate(newsroom, boilerplate)


def make_files(newsroom: Newsroom) -> None:
    for picture in files.PICTURES:
        image = models.CustomImage(
            title=picture.title,
            alt_text=picture.alt[settings.LANGUAGE_CODE],
            caption=picture.caption[settings.LANGUAGE_CODE],
            credit=picture.credit[settings.LANGUAGE_CODE],
            licence=picture.licence,
            uploaded_by_user=newsroom.user,
            file=ContentFile((PICTURES / f"{picture.name}.png").read_bytes(), name=f"{picture.name}.png"),
        )
        with saved(newsroom, "picture", picture.name, "", image):
            image.save()
    for paper in files.PAPERS:
        file = ContentFile(pdf(paper), name=paper.filename)
        document = models.CustomDocument(title=paper.title, uploaded_by_user=newsroom.user, file=file)
        with saved(newsroom, "paper", paper.key, "", document):
            document.save()


def make_terms(newsroom: Newsroom) -> None:
    for number, (key, titles) in enumerate(terms.TOPICS.items()):
        for language, title in titles.items():
            fields = newsroom.translatable("topic", key, language)
            topic = models.Topic(title=title, sort_order=number, **fields)
            with saved(newsroom, "topic", key, language, topic):
                topic.save()
    for key, titles in terms.AUDIENCES.items():
        for language, title in titles.items():
            audience = models.Audience(title=title, **newsroom.translatable("audience", key, language))
            with saved(newsroom, "audience", key, language, audience):
                audience.save()


def make_organisation(newsroom: Newsroom, text: kinds.Organisation) -> None:
    for language, name in text.name.items():
        found = newsroom.within(language)
        organisation = models.Organisation(
            name=name,
            short_name=text.short_name.get(language, ""),
            kind=text.kind,
            street=text.street,
            postal_code=text.postal_code,
            city=text.city,
            phone=text.phone,
            email=text.email,
            website=text.website,
            parent=found.find("organisation", text.parent) if text.parent else None,
            **newsroom.translatable("organisation", text.key, language),
        )
        with saved(newsroom, "organisation", text.key, language, organisation):
            organisation.save()


def make_venue(newsroom: Newsroom, text: kinds.Venue) -> None:
    for language, name in text.name.items():
        venue = models.Venue(
            name=name,
            street=text.street,
            postal_code=text.postal_code,
            city=text.city,
            directions=one_line(text.directions[language]),
            accessibility=one_line(text.accessibility[language]),
            **newsroom.translatable("venue", text.key, language),
        )
        with saved(newsroom, "venue", text.key, language, venue):
            venue.save()


def make_person(newsroom: Newsroom, text: kinds.Person) -> None:
    for language in text.functions[0].title:
        found = newsroom.within(language)
        functions = [
            models.PersonFunction(
                function=function.title[language],
                organisation=found.find("organisation", function.organisation),
                valid_from=function.valid_from,
                valid_to=function.valid_to,
                sort_order=number,
                **newsroom.translatable("function", f"{text.key}-{number}", language),
            )
            for number, function in enumerate(text.functions)
        ]
        fields = newsroom.translatable("person", text.key, language)
        person = models.Person(name=text.name, phone=text.phone, email=text.email, functions=functions, **fields)
        with saved(newsroom, "person", text.key, language, person):
            person.save()


def make_contact(newsroom: Newsroom, text: kinds.Contact, number: int) -> None:
    for language, role in text.role.items():
        found = newsroom.within(language)
        contact = models.ContactPoint(
            name=text.name.get(language, ""),
            person=found.find("person", text.person) if text.person else None,
            role=role,
            organisation=found.find("organisation", text.organisation),
            phone=text.phone,
            email=text.email,
            sort_order=number,
            **newsroom.translatable("contact", text.key, language),
        )
        with saved(newsroom, "contact", text.key, language, contact):
            contact.save()


def make_boilerplate(newsroom: Newsroom, text: kinds.Boilerplate) -> None:
    for language, title in text.title.items():
        found = newsroom.within(language)
        wordings = [
            models.BoilerplateWording(
                valid_from=valid_from,
                text=rich(wording[language], found).source,
                sort_order=number,
                **newsroom.translatable("wording", f"{text.key}-{number}", language),
            )
            for number, (valid_from, wording) in enumerate(text.wordings)
        ]
        boilerplate = models.Boilerplate(
            title=title,
            organisation=found.find("organisation", text.organisation),
            wordings=wordings,
            live=False,
            **newsroom.translatable("boilerplate", text.key, language),
        )
        with saved(newsroom, "boilerplate", text.key, language, boilerplate):
            boilerplate.save()
            newsroom.put_live(boilerplate)


def make_site_texts(newsroom: Newsroom) -> None:
    """The site's name and menus, after the pages they link."""
    for language, name in standing.SITE_NAME.items():
        found = newsroom.within(language)
        texts = models.SiteTexts(
            name=name,
            motto=standing.SITE_MOTTO[language],
            publisher=found.find("organisation", standing.PUBLISHER),
            press_contact=found.find("contact", standing.PRESS_CONTACT),
            **newsroom.translatable("texts", "site", language),
        )
        with saved(newsroom, "texts", "site", language, texts):
            texts.save()
        for place, pages in standing.MENUS.items():
            items = [
                models.MenuItem(
                    page=found.find("page", page).page_ptr,
                    sort_order=number,
                    **newsroom.translatable("link", f"{place}-{page}", language),
                )
                for number, page in enumerate(pages)
            ]
            menu = models.Menu(place=place, items=items, **newsroom.translatable("menu", place, language))
            with saved(newsroom, "menu", place, language, menu):
                menu.save()


@contextmanager
def saved(newsroom: Newsroom, kind: str, key: str, language: str, thing: Any) -> Iterator[None]:
    """Check a thing as its form would, save it inside the block in a unit of work, and keep it under its key."""
    thing.full_clean(exclude=["file"])
    with publications.unit():
        yield
    newsroom.add(kind, key, language, thing)


def count() -> int:
    """How many files and snippets there will be."""
    named: list[kinds.In[str]] = [
        *terms.TOPICS.values(),
        *terms.AUDIENCES.values(),
        *(organisation.name for organisation in places.ORGANISATIONS),
        *(venue.name for venue in places.VENUES),
        *(person.functions[0].title for person in people.PEOPLE),
        *(contact.role for contact in people.CONTACTS),
        *(boilerplate.title for boilerplate in standing.BOILERPLATES),
        *([standing.SITE_NAME] * (1 + len(standing.MENUS))),
    ]
    return len(files.PICTURES) + len(files.PAPERS) + sum(map(len, named))
