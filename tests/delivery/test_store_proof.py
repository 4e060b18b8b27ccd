"""The proof: whatever editors do, in whatever order, the store agrees with the pages."""

from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q
from hypothesis import Phase, given, seed

from cms.content.models import (
    Message,
    OwnLife,
)
from cms.content.plain_text import plain_text
from cms.delivery.models import Publication, Tombstone
from press.models import FrozenWording
from tests.delivery.editors import Editors, steps
from tests.factories import (
    Newsroom,
)
from tests.filled import fill
from tests.proof import SEED, SEQUENCES, sequences
from tests.store import assert_sound

SHARES = 2  # tests among which the sequences are divided, so that several processes can try them


@pytest.fixture(scope="module")
def filled(kept: None) -> None:
    """The newsroom in which each sequence begins."""
    fill(Newsroom())


class RolledBackError(Exception):
    pass


def frozen() -> dict[tuple[int, int], str]:
    """The words kept for each page and boilerplate."""
    return {(kept.page_id, kept.boilerplate_id): kept.text for kept in FrozenWording.objects.all()}


def assert_words_kept(before: dict[tuple[int, int], str], *, renewed: bool) -> None:
    """Nothing but renewing changes words once they are public, and what is public has kept words only."""
    after = frozen()
    assert renewed or all(after[link] == before[link] for link in before.keys() & after.keys())
    public = Publication.objects.filter(type="press-releases")
    for page_id, shown in public.values_list("page_id", "document__boilerplates"):
        kept = [words for (owner, _boilerplate), words in after.items() if owner == page_id]
        assert {plain_text(one["html"]) for one in shown} <= {plain_text(words) for words in kept}


def assert_originals_decide() -> None:
    """No language is public without its original, unless somebody gave it a life of its own."""
    public = set(Publication.objects.values_list("key", "locale"))
    originals = dict(Message.objects.values_list("key", "original_locale__language_code"))
    own_lives = set(OwnLife.objects.values_list("message", "locale__language_code"))
    for key, _language in public - own_lives:
        assert (key, originals[key]) in public


def assert_tombstones_stand_alone() -> None:
    """Where something is public there is no tombstone, neither for it nor at its address."""
    for tombstone in Tombstone.objects.all():
        same = Q(path=tombstone.path) | Q(key=tombstone.key, locale=tombstone.locale)
        assert not Publication.objects.filter(same).exists()


@pytest.mark.proof
@pytest.mark.django_db
@pytest.mark.parametrize("share", range(SHARES))
def test_after_any_work_of_editors_the_store_agrees_with_the_pages(filled, admin, share):
    done: list[str] = []

    @seed(SEED * SHARES + share)
    @sequences(
        -(-SEQUENCES // SHARES), print_blob=True, phases=[Phase.generate, Phase.shrink], report_multiple_bugs=False
    )
    @given(steps)
    def work(sequence: Any) -> None:
        done.clear()
        try:
            with transaction.atomic():
                editors = Editors(admin)
                for operation, a, b in sequence:
                    done.append(f"{operation.__name__}({a}, {b})")
                    before = frozen()
                    operation(editors, a, b)
                    assert_sound()
                    assert_words_kept(before, renewed=operation is Editors.renew_wording)
                    assert_tombstones_stand_alone()
                    assert_originals_decide()
                raise RolledBackError
        except RolledBackError:
            pass

    work()
