"""What is absent is null: in no document is it an empty text, and nothing that is made of documents says "None"."""

from typing import Any, get_args

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from pydantic import BaseModel

from cms.content.schemas import ImageShape, Shape
from cms.delivery import registry
from cms.delivery.models import Publication
from tests.delivery import html_documents
from tests.filled import fill
from tests.page_types import made
from tests.shapes import empty_texts

DOCUMENTS = [
    html_documents.release(),
    html_documents.report(),
    html_documents.event(),
    html_documents.documentation(),
    html_documents.home_page(),
    html_documents.section(),
    html_documents.standard_page(),
    html_documents.contact_directory(),
]


def bare(shape: BaseModel) -> Any:
    """The same shape without the texts that it need not have, however deep they stand."""
    fields = type(shape).model_fields
    return shape.model_copy(update={name: _bare(getattr(shape, name), fields[name].annotation) for name in fields})


def _bare(value: Any, annotation: Any) -> Any:
    if isinstance(value, BaseModel):
        return bare(value)
    if isinstance(value, list):
        return [_bare(one, None) for one in value]
    return None if isinstance(value, str) and type(None) in get_args(annotation) else value


def stripped(row: Publication) -> dict[str, Any]:
    """The document of the row without all texts that it need not have."""
    presenter = registry.presenter_of_label(row.model)
    document: Any = bare(presenter.document.model_validate(row.document))
    return document.model_dump(mode="json")


@pytest.fixture
def filled(newsroom):
    """A newsroom with a page of every type, each naming others, and one of every type that says next to nothing."""
    fill(newsroom)
    for presenter in registry.presenters():
        made(newsroom, presenter.model)
    return newsroom


def test_no_document_holds_an_empty_text(filled):
    rows = list(Publication.objects.all())
    assert {row.model for row in rows} == {presenter.model._meta.label_lower for presenter in registry.presenters()}
    for row in rows:
        assert [*empty_texts(row.document), *empty_texts(row.summary)] == [], row.path


def test_an_empty_text_is_absent_where_it_may_be():
    given = html_documents.image().model_dump()
    image = ImageShape(**given | {"decorative": True, "alt": "", "alt_locale": ""})
    assert (image.alt, image.alt_locale) == (None, None)
    assert "alt" not in {name.rpartition(".")[2] for name in empty_texts(image.model_dump(mode="json"))}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.get("kind", document["type"]))
def test_pages_and_cards_say_nothing_of_what_is_absent(db, document):
    presenter = next(
        found
        for found in registry.presenters()
        if found.type == document["type"] and document.get("kind") in {None, *_kinds(found.document)}
    )
    shape: Any = bare(presenter.document.model_validate(document))
    request = RequestFactory().get(document["path"])
    for template, name in ((presenter.template, "doc"), (presenter.card, "item")):
        given = shape.model_dump(mode="json")
        assert "None" not in render_to_string(template, {name: given, "presenter": presenter}, request=request)


def _kinds(document: type[Shape]) -> tuple[str, ...]:
    field = document.model_fields.get("kind")
    return get_args(field.annotation) if field else ()


def test_no_door_says_none_of_what_is_absent(filled, client):
    for row in Publication.objects.all():
        document = stripped(row)
        summary = {name: document[name] for name in row.summary}
        Publication.objects.filter(pk=row.pk).update(document=document, summary=summary)
    asked = ["/llms.txt", "/calendar/de.ics", "/de/suche/?q=meldung", "/api/v1/search?q=meldung"]
    for type_ in registry.types():
        asked += [f"/feeds/de/{type_}.{ending}" for ending in ("rss", "atom", "json")]
    for row in Publication.objects.all():
        asked += [row.path, f"{row.path}index.md", f"/api/v1/publications/{row.key}/ninjs?locale={row.locale}"]
    for address in asked:
        response = client.get(address)
        assert response.status_code == 200 and "None" not in response.content.decode(), address
