"""Every address of the admin, as the URL table lists them, and what each role gets there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Locale, Page, Task, Workflow
from wagtail.snippets.models import get_snippet_models

from cms.accreditation.models import EmbargoLink
from cms.content.models import CustomDocument, CustomImage
from cms.delivery import publications
from cms.delivery.models import Change, Publication
from cms.editorial.models import ProposedChange, ScheduledRevision
from cms.importer.models import Import
from cms.outbox.models import Delivery
from cms.translation.models import Term
from cms.webhooks.models import Endpoint
from press.models import PressRelease
from search.models import Promotion, Synonym
from tests import factories, urls
from tests.colleagues import Colleague
from tests.editorial.test_review import SUBMIT
from tests.factories import Newsroom, UserFactory, in_days
from tests.filled import fill
from tests.translation.helpers import ask, translate

GOLDEN = Path(__file__).with_name("admin_routes.txt")
ADMIN = "admin/"
ROLES = ("Redaktion", "Freigabe", "Übersetzung en", "Technik")
LEGEND = """\
# What each role gets at each address of the admin: for GET, and for a POST that says nothing.
# Written by tests/editorial/test_admin_routes.py (docs/developing.md says how), read by people.
#
# 200 a page, or a form shown again    302 done, and led on      404 nothing there, or not offered
# no  refused, and led to the start    403 refused to a script   400, 405, 409 not what is expected there
#
# Who is not logged in gets the form to log in everywhere, but where the last column says otherwise.
"""
WIDTH = 15  # of a column

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


def patterns() -> Iterator[str]:
    """The whole pattern of every address of the admin."""
    return (whole for whole, _found in urls.patterns() if whole.startswith(ADMIN))


def readable(pattern: str) -> str:
    """The pattern as people read it; those that lead to the same address read the same."""
    named = PARAMETER.sub(lambda found: f"<{found[1] or found[2]}>", pattern.removeprefix(ADMIN))
    named = re.sub(r"\(\?!.*?\)|\(\?:|[\^$\\]", "", named)
    return re.sub(r"<(?:instance_pk|image_id|document_id|doc_id)>", "<pk>", named)


def routes() -> dict[str, dict[str, str]]:
    """Every address with what its names stand for where one of it is not enough: actions have an address each."""
    found: dict[str, dict[str, str]] = {}
    for route in sorted({readable(pattern) for pattern in patterns()}):
        for said in _actions(route):
            found[_fill(route, said)] = said
    return found


def _actions(route: str) -> Iterator[dict[str, str]]:
    if route.startswith("bulk/"):
        chosen = hooks.get_hooks("register_bulk_action")
        found = {(model._meta.label_lower, action.action_type) for action in chosen for model in action.models}
        for label, action in sorted(found):
            yield dict(zip(("app_label", "model_name"), label.split("."), strict=True)) | {"action": action}
    elif route.endswith("/action/<action_name>/"):
        yield from ({"action_name": name} for name in sorted(PagesAdminAPIViewSet.actions))
    elif "<action_name>" in route:
        yield from ({"action_name": name} for name in ("approve", "reject"))
    elif "<answer>" in route:
        yield from ({"answer": name} for name in ("approve", "return"))
    else:
        yield {}


def _fill(route: str, said: dict[str, str]) -> str:
    return re.sub(r"<(\w+)>", lambda found: said.get(found[1], found[0]), route)


class Filled:
    """A newsroom with something at every address, and how to find it."""

    def __init__(self) -> None:
        newsroom = Newsroom()
        fill(newsroom)
        editor = UserFactory(username="jemand", is_superuser=False)
        release = PressRelease.objects.get(slug="meldung", locale=newsroom.de)
        PressRelease.objects.filter(pk=release.pk).update(owner=editor)
        newsroom.release(title="Endet", expire_at=in_days(1))
        newsroom.release(title="Später", embargo_until=in_days(1))
        review = Colleague("Redaktion").admin.create(release.get_parent(), PressRelease, action=SUBMIT, title="Wartet")
        assert review
        job = ask(newsroom.release(title="Auf Englisch"), newsroom.en, editor)
        translate(job, editor, title="In English")
        self._around(release, editor)
        state = review.current_workflow_task_state
        destination = newsroom.section(title="Woanders")
        person = factories.PersonFactory._meta.model.objects.order_by("pk").first()
        self.values: dict[str, Any] = {
            "page_id": release.pk, "page_to_move_id": release.pk, "parent_page_id": release.get_parent().pk,
            "destination_id": destination.pk, "page_pk": newsroom.home.pk, "revision_id": release.latest_revision_id,
            "revision_id_a": "earliest", "revision_id_b": "latest", "content_type_app_name": "press",
            "content_type_model_name": "pressrelease", "job_id": job.pk, "locale_id": newsroom.en.pk,
            "link_id": EmbargoLink.objects.get().pk, "finding_id": Import.objects.get().findings.get().pk,
            "translation_id": job.translation_id, "translation_source_id": job.translation.source_id,
            "workflow_pk": Workflow.objects.first().pk, "task_id": state.task_id, "task_state_id": state.pk,
            "workflow_state_id": state.workflow_state_id, "format": "xliff", "filter_spec": "width-100",
            "redirect_id": Redirect.objects.get().pk, "app_label": "content", "model_name": "person", "pk": person.pk,
            "app_name": "content", "object_id": release.pk, "collection_id": Collection.objects.last().pk,
            "delivery_id": Delivery.objects.filter(kind="webhook").first().pk,
        }  # fmt: skip
        image, file = CustomImage.objects.first().pk, CustomDocument.objects.first().pk
        self.pks: list[tuple[str, Any]] = [
            ("users/", editor.pk), ("groups/", editor.groups.model.objects.get(name="Beirat").pk),
            ("pages/workflow/", review.pk), ("pages/", release.pk), ("api/main/pages/", release.pk),
            ("images/", image), ("api/main/images/", image), ("documents/", file), ("api/main/documents/", file),
            ("collections/", Collection.objects.last().pk), ("workflows/tasks/", Task.objects.last().pk),
            ("workflows/", Workflow.objects.last().pk), ("locales/", Locale.objects.get(language_code="fr").pk),
            ("sites/", newsroom.site.pk), ("second-eyes/", ProposedChange.objects.get().pk),
            ("outbox/", Delivery.objects.first().pk), ("delivery/change/", Change.objects.first().pk),
            ("delivery/publication/", Publication.objects.exclude(expires_at=None).first().pk),
            ("editorial/scheduledrevision/", ScheduledRevision.objects.first().pk),
            ("accreditation/embargolink/", EmbargoLink.objects.get().pk), ("importer/", Import.objects.get().pk),
            ("webhooks/", Endpoint.objects.get().pk), ("synonyms/", Synonym.objects.get().pk),
            ("promotions/", Promotion.objects.get().pk), *self._snippets(),
        ]  # fmt: skip
        self.review = review.pk

    @staticmethod
    def _around(release: Page, editor: Any) -> None:
        """What is not made by writing texts."""
        EmbargoLink.objects.create(page=release, person="Kim", outlet="Blatt", expires_at=in_days(1))
        record = Import.objects.create(path="a.txt", locale="de", sha256="0" * 64, status=Import.Status.DRAFT)
        record.findings.create(code="date_missing")
        Delivery.objects.create(kind="purge", payload={"urls": []})
        Redirect.objects.create(old_path="/alt", redirect_link="/de/")
        Term.objects.create(term="Beratung")
        Synonym.objects.create(words="Kita", also="Kindergarten")
        Promotion.objects.create(words="Kita", page=release)
        endpoint = Endpoint.objects.create(name="Portal", contact="portal@example.org", address="https://example.org/")
        Delivery.objects.create(kind="webhook", payload={}, recipient=endpoint.recipient)
        with publications.unit():
            Locale.objects.get_or_create(language_code="fr")
            factories.AudienceFactory()
            for model in get_snippet_models():
                if model._meta.app_label == "content" and not model.objects.exists():
                    model.objects.create(locale=factories.locale())
        person = factories.PersonFactory(name="Kim Muster")
        quote = [("quote", {"text": "Ja.", "person": person})]
        factories.PressReleaseFactory(parent=release.get_parent(), title="Zitat", body=quote)
        Colleague("Redaktion").admin.edit_snippet(person, name="Kim Neu")

    @staticmethod
    def _snippets() -> Iterator[tuple[str, Any]]:
        for model in get_snippet_models():
            label = f"{model._meta.app_label}/{model._meta.model_name}/"
            yield f"snippets/{label}", model.objects.order_by("pk").first().pk
            yield f"snippets/choose/{label}", model.objects.order_by("pk").first().pk

    def address(self, route: str, said: dict[str, str]) -> str:
        """Where that is to be had in this newsroom."""
        values = self.values | said
        if route.startswith("pages/workflow/"):
            values["page_id"] = self.review
        for prefix, pk in self.pks:
            if route.startswith(prefix):
                values |= {"pk": pk, "object_id": values["object_id"]}
                break
        if route.startswith(("workflows/tasks/add", "editing-sessions")):
            values |= {"app_label": "editorial", "model_name": "foureyestask"}
        if route.startswith("pages/create/"):
            values |= {"app_label": "press", "model_name": "pressrelease"}
        path = re.sub(r"<(\w+)>", lambda found: str(values.get(found[1], 1)), route)
        query = "?next=-1"  # which is no address: as if nothing was said
        if route.startswith("bulk/"):
            app, name = said["app_label"], said["model_name"]
            known = {"page": "pages/", "user": "users/", "customimage": "images/", "customdocument": "documents/"}
            query += f"&id={dict(self.pks)[known.get(name, f'snippets/{app}/{name}/')]}"
        return f"/{ADMIN}{path.replace('.*', 'x')}{query}"


def outcome(client: Client, method: str, address: str) -> str:
    """What somebody gets there; nothing of it stays."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = getattr(client, method)(address)
        transaction.set_rollback(True)
    client.cookies = cookies
    if response.status_code in {301, 302}:
        path = response.headers["Location"].partition("?")[0]
        if path == reverse("wagtailadmin_home"):
            return "no"
        return "login" if path == reverse("wagtailadmin_login") else "302"
    return str(response.status_code)


def table(filled: Filled) -> dict[str, list[str]]:
    """What every role, and nobody, gets at each address."""
    clients = [Colleague(role).client for role in ROLES] + [Client()]
    for client in clients:
        client.raise_request_exception = False
    rows: dict[str, list[str]] = {}
    for route, said in routes().items():
        address = filled.address(route, said)
        found = [" ".join(outcome(client, method, address) for method in ("get", "post")) for client in clients]
        rows[route] = [*found[:-1], found[-1].replace("login login", "")]
    return rows


def written(rows: dict[str, list[str]]) -> str:
    """The table as a file."""
    heads = [*ROLES, "nobody"]
    lines = [_line("address", heads), *(_line(route, cells) for route, cells in sorted(rows.items()))]
    return LEGEND + "\n" + "\n".join(lines) + "\n"


def _line(route: str, cells: list[str]) -> str:
    return (route.ljust(80) + " " + "".join(cell.ljust(WIDTH) for cell in cells)).rstrip()
