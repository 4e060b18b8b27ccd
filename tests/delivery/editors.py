"""Editors at work, as the proofs let them: whatever there is to do in the admin, in any order."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import strategies as st
from wagtail.models import Collection, Locale, Page
from wagtail.test.utils.form_data import rich_text

from cms.content.models import (
    Boilerplate,
    ContactPoint,
    CustomDocument,
    CustomImage,
    Organisation,
    Person,
    SiteTexts,
    Topic,
    Venue,
)
from cms.delivery import publications
from events.models import EventPage
from home.models import SectionPage, StandardPage
from press.models import PressRelease
from tests.admin import Admin, data_at
from tests.factories import Newsroom, in_days, locale, picture
from tests.filled import GROUP, PRIVATE


class Editors:
    """A newsroom at work: each operation picks what it works on by numbers, so that any numbers make sense."""

    def __init__(self, client: Any) -> None:
        self.admin = Admin(client)
        self.newsroom = Newsroom()
        self.group = Group.objects.get(name=GROUP)
        self.private = Collection.objects.get(name=PRIVATE)
        self.count = 0

    def page(self, number: int) -> Any:
        """Any page below the front pages."""
        pages = list(Page.objects.filter(depth__gt=2).order_by("pk"))
        return pages[number % len(pages)].specific if pages else None

    def parent(self, number: int) -> Any:
        pages = [*Page.objects.type(SectionPage).order_by("pk"), self.newsroom.home]
        return Page.objects.get(pk=pages[number % len(pages)].pk).specific

    def name(self) -> str:
        self.count += 1
        return f"Name {self.count}"

    def one_of(self, model: Any, number: int) -> Any:
        found = list(model.objects.order_by("pk"))
        return found[number % len(found)] if found else None

    # Operations: each takes two numbers.

    def create(self, a: int, b: int) -> None:
        model = [SectionPage, StandardPage][b % 2]
        action = ["action-publish", ""][b // 2 % 2]
        self.admin.create(self.parent(a), model, title=self.name(), action=action)

    def create_release(self, a: int, b: int) -> None:
        issuer, topic = self.one_of(Organisation, a), self.one_of(Topic, b)
        fields: dict[str, Any] = {"issuer": issuer.pk if issuer else None}
        if topic:
            fields |= {"topics-TOTAL_FORMS": 1, "topics-0-topic": topic.pk, "topics-0-ORDER": 1}
        press = Page.objects.filter(slug="presse").first()
        if press:
            self.admin.create(press.specific, PressRelease, title=self.name(), **fields)

    def edit(self, a: int, b: int) -> None:
        self._edit(self.page(a), title=self.name())

    def draft(self, a: int, b: int) -> None:
        self._edit(self.page(a), action="", title=self.name())

    def publish(self, a: int, b: int) -> None:
        self._edit(self.page(a))

    def slug(self, a: int, b: int) -> None:
        self._edit(self.page(a), slug=f"slug-{b % 4}")

    def schedule(self, a: int, b: int) -> None:
        moment = timezone.localtime(in_days(1 + b)).strftime("%Y-%m-%d %H:%M")
        self._edit(self.page(a), **{["go_live_at", "expire_at"][b % 2]: moment})

    def _edit(self, page: Any, *, action: str = "action-publish", **fields: Any) -> None:
        if page is None or page.alias_of_id or page.get_lock():
            return
        url = reverse("wagtailadmin_pages:edit", args=(page.pk,))

        data = data_at(self.admin.client, url) | fields
        self.admin.post(url, data | ({action: "1"} if action else {}), accepted=False)

    def move(self, a: int, b: int) -> None:
        page, to = self.page(a), self.parent(b)
        if page is not None and page.can_move_to(to):
            self.admin.post(reverse("wagtailadmin_pages:move_confirm", args=(page.pk, to.pk)), accepted=False)

    def reorder(self, a: int, b: int) -> None:
        page = self.page(a)
        if page is not None:
            self.admin.reorder(page, b % (page.get_parent().numchild or 1))

    def copy(self, a: int, b: int) -> None:
        page = self.page(a)
        to = self.parent(b) if b % 3 else page and page.get_parent()
        if page is None or not page.can_create_at(to.specific if to else None) or to.path.startswith(page.path):
            return
        data = {"new_title": self.name(), "new_slug": f"kopie-{self.count}", "new_parent_page": to.pk}
        options = ["copy_subpages", "publish_copies", "alias"]
        data |= {option: "on" for bit, option in enumerate(options) if b >> bit & 1}
        self.admin.post(reverse("wagtailadmin_pages:copy", args=(page.pk,)), data, accepted=False)

    def convert_alias(self, a: int, b: int) -> None:
        aliases = list(Page.objects.exclude(alias_of=None).order_by("pk"))
        if aliases:
            self.admin.convert_alias(aliases[a % len(aliases)])

    def restrict(self, a: int, b: int) -> None:
        page = self.page(a)
        if page is not None and not page.alias_of_id:
            kind = ["none", "login", "none", "groups"][b % 4]
            self.admin.restrict(page, kind, [self.group.pk] if kind == "groups" else None)

    def unpublish(self, a: int, b: int) -> None:
        page = self.page(a)
        if page is not None:
            data = {"include_descendants": "on"} if b % 2 else {}
            data |= {"unpublish_from_aliases": "on"} if b // 2 % 2 else {}
            self.admin.post(reverse("wagtailadmin_pages:unpublish", args=(page.pk,)), data, accepted=False)

    def delete(self, a: int, b: int) -> None:
        page = self.page(a)
        if page is not None and b % 3 == 0:
            self.admin.post(reverse("wagtailadmin_pages:delete", args=(page.pk,)), accepted=False)

    def bulk(self, a: int, b: int) -> None:
        chosen = {page.pk: page for page in (self.page(a), self.page(b), self.page(a + b)) if page}.values()
        # Wagtail's own views fail on a page together with one below it, and on aliases; both roll back.
        pages = [one for one in chosen if not any(one.is_descendant_of(other) for other in chosen)]
        action = ["publish", "unpublish", "move", "delete"][b % 4]
        to = self.parent(b // 4)
        if action == "publish":
            pages = [page for page in pages if not page.alias_of_id]
        if action == "move":
            pages = [page for page in pages if page.can_move_to(to)]
        if pages:
            query = "&".join(f"id={page.pk}" for page in pages)
            url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
            self.admin.post(f"{url}?{query}", {"chooser": to.pk}, accepted=False)

    def snippet(self, a: int, b: int) -> None:
        model = [Organisation, Person, Topic, ContactPoint, Venue][b % 5]
        found = self.one_of(model, a)
        if found is not None:
            field = {Topic: "title", ContactPoint: "role"}.get(model, "name")
            self.admin.edit_snippet(found, **{field: self.name()})

    def new_snippet(self, a: int, b: int) -> None:
        contact = self.one_of(ContactPoint, a)
        if b % 2 or contact is None or SiteTexts.objects.exists():
            self.admin.create_snippet(ContactPoint, name=self.name())
        else:
            self.admin.create_snippet(SiteTexts, name=self.name(), press_contact=contact.pk)

    def reorder_snippets(self, a: int, b: int) -> None:
        contacts = ContactPoint.objects.count()
        if contacts > 1:
            self.admin.reorder_snippet(self.one_of(ContactPoint, a), b % contacts)

    def function(self, a: int, b: int) -> None:
        person = self.one_of(Person, a)
        if person is not None and person.functions.exists():
            self.admin.edit_snippet(person, **{"functions-0-function": self.name()})

    def boilerplate(self, a: int, b: int) -> None:
        found = self.one_of(Boilerplate, a)
        if found is None:
            return
        if b % 3 == 2 and found.live:
            self._try_to("unpublish", found)
        else:
            action = ["action-publish", ""][b % 2]
            wording = {"wordings-0-valid_from": f"20{b % 30:02}-01-01", "wordings-0-text": rich_text(self.name())}
            self.admin.edit_snippet(found, action=action, **wording)

    def renew_wording(self, a: int, b: int) -> None:
        release = self.one_of(PressRelease, a)
        if release is not None and b % 4 == 0 and release.frozen_wordings.exists():
            self.admin.post(reverse("press_renew_wording", args=(release.pk,)))

    def withdraw(self, a: int, b: int) -> None:
        page = self.page(a)
        if page is not None and b % 2:
            self.admin.post(reverse("delivery_withdraw", args=(page.pk,)), {"reason": self.name()}, accepted=False)

    def rights(self, a: int, b: int) -> None:
        image = self.one_of(CustomImage, a)
        if image is not None:
            url = reverse("wagtailimages:edit", args=(image.pk,))
            data = data_at(self.admin.client, url)
            data.pop("file")
            self.admin.post(url, data | {"rights_until": in_days(b - 500).strftime("%d.%m.%Y")})

    def delete_snippet(self, a: int, b: int) -> None:
        found = self.one_of([Organisation, Person, Topic, Boilerplate, ContactPoint, Venue][b % 6], a)
        if found is not None and a % 2 == 0:
            self._try_to("delete", found)

    def _try_to(self, verb: str, snippet: Any) -> None:
        """What texts show is refused."""
        url = reverse(type(snippet).snippet_viewset.get_url_name(verb), args=(snippet.pk,))
        self.admin.post(url, accepted=False)

    def image(self, a: int, b: int) -> None:
        image = self.one_of(CustomImage, a)
        if image is None:
            return
        if b % 4 == 0:
            self.admin.post(reverse("wagtailimages:delete", args=(image.pk,)), accepted=False)
        elif b % 4 == 1:
            url = reverse("wagtailimages:edit", args=(image.pk,))
            data = data_at(self.admin.client, url)
            self.admin.post(url, data | {"file": picture(["red", "blue"][a % 2]), "title": self.name()})
        else:
            to = [self.private, Collection.get_first_root_node()][b // 4 % 2]
            self.admin.bulk("add_to_collection", [image], collection=to.pk)

    def document(self, a: int, b: int) -> None:
        file = self.one_of(CustomDocument, a)
        if file is None:
            return
        if b % 4 == 0:
            self.admin.post(reverse("wagtaildocs:delete", args=(file.pk,)), accepted=False)
        elif b % 4 == 1:
            url = reverse("wagtaildocs:edit", args=(file.pk,))
            data = data_at(self.admin.client, url)
            text = ContentFile(self.name().encode(), name="neu.txt")
            self.admin.post(url, data | {"file": text, "title": self.name()})
        else:
            to = [self.private, Collection.get_first_root_node()][b // 4 % 2]
            self.admin.bulk("add_to_collection", [file], collection=to.pk)

    def collection(self, a: int, b: int) -> None:
        url = reverse("wagtailadmin_collections:set_privacy", args=(self.private.pk,))
        self.admin.post(url, {"restriction_type": ["login", "none"][b % 2]})

    def translate(self, a: int, b: int) -> None:
        page = self.page(a)
        into = [self.newsroom.en, locale("fr")][b // 2 % 2]
        if page is None or page.locale_id != self.newsroom.de.pk or page.has_translation(into):
            return
        with publications.unit():
            translation = page.copy_for_translation(into, copy_parents=True, alias=b % 2 == 0)
            if not translation.alias_of_id and b % 3:
                translation.save_revision().publish()

    def event(self, a: int, b: int) -> None:
        event = self.one_of(EventPage, a)
        if event is not None:
            moment = timezone.localtime(in_days(b - 500)).strftime("%Y-%m-%d %H:%M")
            self._edit(event.specific, starts_at=moment)

    def facts(self, a: int, b: int) -> None:
        release, meeting, issuer = (self.one_of(model, a) for model in (PressRelease, EventPage, Organisation))
        if b % 3 == 0 and release is not None:
            self._edit(release.specific, date=f"{1 + b % 28:02}.05.2024", issuer=issuer.pk if issuer else None)
        elif b % 3 == 1 and meeting is not None:
            self._edit(meeting.specific, state=["invited", "cancelled", "postponed"][b // 3 % 3], number=b)
        elif issuer is not None:
            self.admin.edit_snippet(issuer, phone=f"0361 {b}", website=f"https://{b}.example.org")

    def own_life(self, a: int, b: int) -> None:
        page = self.page(a)
        if page is not None:
            data = {"action": "follow"} if b % 2 else {"reason": self.name()}
            self.admin.post(reverse("delivery_own_life", args=(page.pk,)), data, accepted=False)

    def locale_row(self, a: int, b: int) -> None:
        with publications.unit():
            Locale.objects.order_by("pk")[a % 2].save()


OPERATIONS: list[Callable[[Editors, int, int], None]] = [
    value
    for name, value in vars(Editors).items()
    if not name.startswith("_") and name not in {"page", "parent", "name", "one_of"}
]
numbers = st.integers(min_value=0, max_value=997)
steps = st.lists(st.tuples(st.sampled_from(OPERATIONS), numbers, numbers), min_size=8, max_size=30)
