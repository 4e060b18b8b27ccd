"""The list of all embargo links, for those who may see it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.accreditation.models import EmbargoLink
from tests.accreditation.helpers import EmbargoLinkFactory, address_of, embargoed, member
from tests.factories import in_days

LIST = "/admin/accreditation/embargolink/"


@pytest.fixture
def looker(newsroom) -> Client:
    return member("view_embargolink")


@pytest.fixture
def three(newsroom) -> dict[str, EmbargoLink]:
    def link(person: str, outlet: str, **fields: Any) -> EmbargoLink:
        return EmbargoLinkFactory(page=page, person=person, outlet=outlet, **fields)

    page = embargoed(newsroom)
    return {
        "valid": link("Gültige Person", "Musterblatt"),
        "expired": link("Abgelaufene Person", "Musterfunk", expires_at=in_days(-1)),
        "revoked": link("Widerrufene Person", "Musterfunk", revoked_at=in_days(-1)),
    }


def listed(browser, query: str = "") -> set[str]:
    html = browser.get(f"{LIST}{query}").content.decode()
    return {link.person for link in EmbargoLink.objects.all() if link.person in html}


def test_links_are_listed_and_narrowed_by_state_outlet_and_words(three, looker):
    assert len(listed(looker)) == 3
    for state, link in three.items():
        assert listed(looker, f"?state={state}") == {link.person}
    assert listed(looker, "?outlet=Musterfunk") == {"Abgelaufene Person", "Widerrufene Person"}
    assert listed(looker, "?q=Gültige") == {"Gültige Person"}
    assert len(listed(looker, "?state=unbekannt")) == 3


def test_an_expired_link_that_was_revoked_is_a_revoked_one(newsroom, looker):
    EmbargoLinkFactory(page=embargoed(newsroom), person="Beides", expires_at=in_days(-1), revoked_at=in_days(-2))
    assert listed(looker, "?state=revoked") == {"Beides"}
    assert listed(looker, "?state=expired") == set()


def test_a_link_is_inspected_with_its_uses(newsroom, looker):
    address = address_of(embargoed(newsroom))
    Client().get(address)
    link = EmbargoLink.objects.get()
    EmbargoLink.objects.update(revoked_at=in_days(0))
    Client().get(address)
    response = looker.get(f"{LIST}inspect/{link.pk}/")
    assert [use.outcome for use in response.context["uses"]] == ["revoked", "shown"]
    html = response.content.decode()
    assert all(str(use.get_outcome_display()) in html for use in link.uses.all())
    assert link.token_hash not in html


def test_nobody_writes_links_by_hand(three, admin):
    link = three["valid"]
    for verb in ("create/", f"edit/{link.pk}/", f"delete/{link.pk}/"):
        admin.post(f"{LIST}{verb}", {"person": "Gefälscht"})
    assert EmbargoLink.objects.count() == 3
    assert not EmbargoLink.objects.filter(person="Gefälscht").exists()


def test_without_the_permission_there_is_nothing_to_see(three):
    browser = member()
    front = browser.get(reverse("wagtailadmin_home")).content.decode()
    assert LIST not in front
    assert "Gültige Person" not in browser.get(LIST, follow=True).content.decode()
    inspected = browser.get(f"{LIST}inspect/{three['valid'].pk}/", follow=True)
    assert "Gültige Person" not in inspected.content.decode()


def test_with_the_permission_the_menu_leads_there(looker):
    assert LIST in looker.get(reverse("wagtailadmin_home")).content.decode()


def test_the_list_costs_no_more_for_more_links(three, looker, django_assert_max_num_queries):
    looker.get(LIST)
    with django_assert_max_num_queries(40) as few:
        looker.get(LIST)
    EmbargoLinkFactory.create_batch(10, page=three["valid"].page)
    with django_assert_max_num_queries(len(few)):
        looker.get(LIST)
