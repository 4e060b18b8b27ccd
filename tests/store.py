"""What tests ask of the publication store."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Max

from cms.delivery import rebuild
from cms.delivery.models import Change, Pending, Publication


def row(page: Any) -> Publication | None:
    """The visible row of a page."""
    return Publication.objects.visible().filter(page_id=page if isinstance(page, int) else page.pk).first()


def document(page: Any) -> dict[str, Any]:
    found = row(page)
    assert found is not None, "the page is not public"
    return found.document


def everything_shown() -> str:
    """All that the store would give anybody, as one text."""
    rows = Publication.objects.visible().values_list("path", "title", "document", "summary", "text")
    return "\n".join(str(values) for values in rows)


def differences() -> list[str]:
    """How the store differs from the pages, and translations from the facts of their originals."""
    found = [*rebuild.differences(rebuild.page_ids())]
    found += [difference for invariant in rebuild.invariants for difference in invariant.differences()]
    return [*(str(difference) for difference in found), *_contradicting_translations()]


def _contradicting_translations() -> Iterator[str]:
    """Documents that say something else of a translation than its own document does, or leave one out."""
    documents: dict[Any, dict[str, Any]] = {}
    for row_ in Publication.objects.visible():
        documents.setdefault(row_.key, {})[row_.locale] = row_.document
    for texts in documents.values():
        states = {locale: (one.get("translation") or {"status": "original"})["status"] for locale, one in texts.items()}
        for locale, one in texts.items():
            said = {link["locale"]: link["status"] for link in one.get("translations", [])}
            if said != {other: status for other, status in states.items() if other != locale}:
                yield f"{one.get('path')} says of its translations {said}, they say {states}"


def database_address(settings: Any) -> str:
    """The tests' own database as DATABASE_URL names it, for processes of their own."""
    found = settings.DATABASES["default"]
    if "sqlite" in found["ENGINE"]:
        return f"sqlite:///{found['NAME']}"
    return f"postgres://{found['USER']}:{found['PASSWORD']}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


class Log:
    """The changes since this was made."""

    def __init__(self) -> None:
        self.start = Change.objects.aggregate(Max("sequence"))["sequence__max"] or 0

    def entries(self) -> list[tuple[str, str]]:
        found = Change.objects.filter(sequence__gt=self.start)
        return [(change.kind, change.path) for change in found]

    def kinds(self) -> list[str]:
        return [kind for kind, _path in self.entries()]


def assert_sound() -> None:
    """The store agrees with the pages, nothing is left over, and the log has no gap and ends where each row says."""
    found = differences()
    assert found == [], found
    assert not Pending.objects.exists()
    assert not Publication.objects.filter(hidden=True).exists()
    numbers = list(Change.objects.values_list("sequence", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    newest = dict(Change.objects.values_list("page_id").annotate(Max("sequence")))
    assert all(newest[page_id] == number for page_id, number in Publication.objects.values_list("page_id", "sequence"))
