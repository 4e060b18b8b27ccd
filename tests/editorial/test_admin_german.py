"""The admin speaks German: every page of it is read for words that nobody put into German."""

import json
import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Site

from tests.editorial.routes import Filled, routes
from tests.factories import UserFactory

READ_ALOUD = ("title", "aria-label", "placeholder", "alt", "data-w-tooltip-content-value")
# Words of labels and messages which German sentences do not have.
ENGLISH = re.compile(
    r"\b(the|this|that|you|your|please|are|is|cannot|can|add|edit|delete|save|search|choose|select|view|with|for|from|"
    r"of|to|has|have|not|loading|close|remove|upload|change|update|content|pages|usage|language|back|more|all|any|show|"
    r"hide|sync)\b",
    re.IGNORECASE,
)
# In the templates of Wagtail and wagtail-localize; names of permissions by Django; the type as partners read it.
LEFT = re.compile(
    r"Search|\d+ pages?( \+ \d+ others?)?|Can (add|change|delete) [a-z ]+|Can (publish|submit translations)|pages"
)


def texts(response: HttpResponse) -> Iterator[str]:
    """What somebody reads or hears there."""
    text = response.content.decode()
    if "json" in response.headers["Content-Type"]:
        text = json.loads(text).get("html") or ""
    page = BeautifulSoup(text, "html.parser")
    for element in page(["script", "style", "code", "textarea"]):
        element.decompose()
    yield from page.stripped_strings
    for element in page.find_all(True):
        yield from (element[name] for name in READ_ALOUD if element.get(name))
        if element.name == "input" and element.get("type") in {"submit", "button"}:
            yield element.get("value", "")


@pytest.mark.proof
def test_no_page_of_the_admin_has_words_that_nobody_translated(kept):
    filled = Filled()
    admin = Client(raise_request_exception=False)
    admin.force_login(UserFactory(username="leitung", is_superuser=True))
    found: dict[str, str] = {}
    read = 0
    for route, said in routes().items():
        with transaction.atomic():
            response = admin.get(filled.address(route, said))
            transaction.set_rollback(True)
        kind = response.headers.get("Content-Type", "")
        if response.status_code != 200 or response.streaming or ("html" not in kind and "json" not in kind):
            continue
        read += 1
        found |= {text: route for text in texts(response) if ENGLISH.search(text) and not LEFT.fullmatch(text)}
    Site.clear_site_root_paths_cache()
    assert read > 100
    assert found == {}
