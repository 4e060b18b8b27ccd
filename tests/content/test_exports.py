"""What the admin gives as CSV, walked over all its lists."""

import csv
import io

import pytest
from django.urls import get_resolver, reverse
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.models import Page

from cms.content.exports import guarded

FORMULA = '=HYPERLINK("https://example.org";"Klick")'


def exports(resolver=None, prefix="/"):
    """The addresses of all lists that can be had as CSV."""
    for pattern in (resolver or get_resolver()).url_patterns:
        place = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from exports(pattern, place)
        elif is_export(pattern.callback) and "results" not in place:
            yield place


def is_export(view):
    made_by = getattr(view, "view_class", object)
    return issubclass(made_by, SpreadsheetExportMixin) and bool(made_by.list_export)


def test_no_list_gives_a_formula(newsroom, admin):
    page = newsroom.release(title=FORMULA)
    Page.objects.filter(pk=page.pk).update(locked=True, draft_title=FORMULA)
    admin.post(reverse("wagtailadmin_pages:unpublish", args=(page.pk,)))
    with_it = set()
    found = list(exports())
    assert len(found) > 5
    for place in found:
        response = admin.get(place, {"export": "csv"})
        text = b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))], place
        if f"'{FORMULA}" in cells:
            with_it.add(place)
    assert with_it


@pytest.mark.parametrize(
    ("value", "cell"),
    [("=1", "'=1"), ("-a", "'-a"), ("\t=1", "'\t=1"), ("a=1", "a=1"), (-1, -1), (None, None), ("", "")],
)
def test_a_cell_is_text(value, cell):
    assert guarded(value) == cell
