"""A translation that was written by hand has no desk: each address of one leads elsewhere, and none fails."""

import pytest
from django.urls import reverse

from cms.translation.models import Job
from tests.fuzzing.routes import admin_routes

DESKS = [route.pattern for route in admin_routes() if route.pattern.count("<") == 1 and "job_id" in route.pattern]


@pytest.fixture
def by_hand(newsroom):
    """The job of an English page that somebody wrote."""
    page = newsroom.translate(newsroom.page(title="Impressum"), title="Imprint")
    return Job.objects.get(key=page.translation_key, translation=None)


def test_its_preview_shows_what_stands_in_it(by_hand, admin):
    response = admin.get(reverse("translation_preview", args=[by_hand.pk]))
    assert response.status_code == 200 and "Imprint" in response.content.decode()


@pytest.mark.parametrize("pattern", DESKS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_of_a_desk_fails(by_hand, admin, pattern, method):
    admin.raise_request_exception = False
    path = pattern.replace("<int:job_id>", str(by_hand.pk))
    assert path != pattern
    assert getattr(admin, method)(path).status_code < 500
