"""Whether there is room for the demo; first by name, as afterwards it stays loaded."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from cms.delivery.models import Publication
from tests.factories import Newsroom


@pytest.fixture(autouse=True)
def no_passwords_outside_the_test(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def existing() -> tuple[set[int], set[int]]:
    """All pages, and those that are public."""
    public = Publication.objects.values_list("page_id", flat=True)
    return set(Page.objects.values_list("pk", flat=True)), set(public)


def refuses() -> str:
    before = existing()
    with pytest.raises(CommandError) as refusal:
        call_command("load_demo")
    assert existing() == before
    return str(refusal.value)


@pytest.mark.django_db
def test_the_demo_is_not_loaded_beside_an_editors_pages():
    Newsroom.build()
    assert "is already there" in refuses()


@pytest.mark.django_db
def test_the_demo_is_not_loaded_over_a_page_below_the_welcome_page():
    Page.objects.get(depth=2).add_child(instance=Page(title="Mein Entwurf", slug="entwurf", live=False))
    assert "Mein Entwurf" in refuses()
