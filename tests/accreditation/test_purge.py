"""Names of accredited readers are not kept for ever."""

import pytest
from django.core.management import call_command
from django.test import Client

from cms.accreditation.models import EmbargoLink, EmbargoLinkUse
from tests.accreditation.helpers import EmbargoLinkFactory, address_of, embargoed
from tests.factories import in_days


@pytest.fixture
def page(newsroom):
    return embargoed(newsroom)


def left() -> list[str]:
    return sorted(EmbargoLink.objects.values_list("person", flat=True))


def test_links_are_deleted_with_their_uses_a_year_after_their_end(page, capsys):
    Client().get(address_of(page, person="Alt", expires_at=in_days(-366)))
    EmbargoLinkFactory(page=page, person="Jünger", expires_at=in_days(-364))
    EmbargoLinkFactory(page=page, person="Gültig")
    assert EmbargoLinkUse.objects.count() == 1
    call_command("purge_embargo_links")
    assert left() == ["Gültig", "Jünger"]
    assert not EmbargoLinkUse.objects.exists()
    assert capsys.readouterr().out == "1 links deleted.\n"
    call_command("purge_embargo_links")
    assert left() == ["Gültig", "Jünger"]


def test_a_dry_run_deletes_nothing(page, capsys):
    EmbargoLinkFactory(page=page, person="Alt", expires_at=in_days(-366))
    call_command("purge_embargo_links", "--dry-run")
    assert left() == ["Alt"]
    assert "1 links would be deleted." in capsys.readouterr().out
