"""No page goes live as an error: what cannot be presented or rendered is refused in words, and nothing is lost."""

import pytest
from django.contrib.messages import get_messages
from django.template import TemplateSyntaxError
from django.urls import reverse
from wagtail.models import Page

from cms.delivery import publications, registry, rehearsal
from cms.delivery.rehearsal import UnpresentableError
from home.models import StandardPage
from tests.admin import Admin, data_at
from tests.store import assert_sound, document, row

pytestmark = pytest.mark.databases("cms.delivery.store")
UNPROCESSABLE = 422


@pytest.fixture
def at_work(newsroom, admin):
    return Admin(admin)


@pytest.fixture(params=["presenting", "rendering", "its card"])
def broken(request, monkeypatch):
    """Pages whose title holds the word cannot be shown."""
    presenter = registry.presenter_for(StandardPage)
    present, render = type(presenter).present, rehearsal.render_to_string

    def fails_presenting(self, page, ctx):
        if "kaputt" in page.title:
            raise ZeroDivisionError("kaputt")
        return present(self, page, ctx)

    def fails_rendering(template, context):
        shown = context.get("doc" if request.param == "rendering" else "item") or {}
        if "kaputt" in shown.get("title", ""):
            raise TemplateSyntaxError("kaputt")
        return render(template, context)

    if request.param == "presenting":
        monkeypatch.setattr(type(presenter), "present", fails_presenting)
    else:
        monkeypatch.setattr(rehearsal, "render_to_string", fails_rendering)


@pytest.mark.usefixtures("broken")
class TestNoPageGoesLiveAsAnError:
    def test_what_was_typed_is_a_draft_and_the_public_text_stays(self, newsroom, at_work):
        page = newsroom.page(title="Heil")
        url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
        response = at_work.client.post(url, data_at(at_work.client, url) | {"title": "kaputt", "action-publish": "1"})
        assert response.status_code == 302
        *_before, said = get_messages(response.wsgi_request)
        assert said.level_tag == "error" and "kaputt" in str(said)
        assert document(page)["title"] == "Heil"
        assert StandardPage.objects.get(pk=page.pk).get_latest_revision().content["title"] == "kaputt"
        assert_sound()

    def test_a_new_page_is_kept_as_a_draft(self, newsroom, at_work):
        page = at_work.create(newsroom.home, StandardPage, title="kaputt")
        assert page is not None and not page.live and row(page) is None
        assert_sound()

    def test_publishing_from_a_list_is_refused_whole(self, newsroom, at_work):
        pages = [newsroom.page(title=title, live=False) for title in ("Heil", "kaputt")]
        url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
        response = at_work.client.post(f"{url}?id={pages[0].pk}&id={pages[1].pk}")
        assert response.status_code == UNPROCESSABLE and "kaputt" in response.content.decode()
        assert "no-store" in response.headers["Cache-Control"]
        assert not Page.objects.filter(pk__in=[page.pk for page in pages], live=True).exists()
        assert_sound()

    def test_the_admin_s_api_answers_in_its_own_words(self, newsroom, at_work):
        page = newsroom.page(title="kaputt", live=False)
        url = reverse("wagtailadmin_api:pages:action", args=(page.pk, "publish"))
        response = at_work.client.post(url, {}, content_type="application/json")
        assert response.status_code == UNPROCESSABLE and response.json()["page"] == page.pk

    def test_in_code_it_is_an_error(self, newsroom):
        page = newsroom.page(title="kaputt", live=False)
        with pytest.raises(UnpresentableError), publications.unit():
            page.save_revision().publish()
        assert not Page.objects.get(pk=page.pk).live


def test_the_cards_of_all_types_are_rehearsed_as_lists_show_them(newsroom, monkeypatch):
    rendered = []
    monkeypatch.setattr(rehearsal, "render_to_string", lambda template, context: rendered.append(template))
    release = newsroom.release(title="Meldung")
    presenter = registry.presenter_for(type(release))
    assert {presenter.template, presenter.card} <= set(rendered)
