"""Which key a request names."""

from __future__ import annotations

import datetime
import logging
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cms.partners.models import ApiKey, digest_of
from cms.patience import BusyError, patience

log = logging.getLogger(__name__)

BEARER = "bearer "
# A key that was revoked in another process is good for these seconds at most.
REMEMBERED = 5.0
KEPT = 1_000  # keys that a process remembers
# How exactly the last use of a key is known.
NOTED_AFTER = datetime.timedelta(hours=1)


class UnknownKeyError(Exception):
    """The request names a key that is none, or that was revoked."""


@dataclass(frozen=True)
class Key:
    """What is to be known of a key at each request."""

    pk: int
    scopes: frozenset[str]
    per_minute: int


_lock = threading.Lock()
_remembered: OrderedDict[str, tuple[float, Key | None]] = OrderedDict()


def named_in(authorization: str) -> Key | None:
    """The key that a header `Authorization: Bearer …` names, None where there is none, or where the database does not
    answer; raises UnknownKeyError."""
    if not authorization:
        return None
    if not authorization.lower().startswith(BEARER):
        raise UnknownKeyError
    digest, now = digest_of(authorization[len(BEARER) :].strip()), time.monotonic()
    with _lock:
        until, key = _remembered.get(digest, (0.0, None))
    if until <= now:
        try:
            key = _find(digest)
        except DatabaseError:
            connection.close()
            return None  # as without one: what is asked for says that nothing answers
        _remember(digest, key, now)
    if key is None:
        raise UnknownKeyError
    return key


def forget() -> None:
    """Ask the database again for every key."""
    with _lock:
        _remembered.clear()


def _find(digest: str) -> Key | None:
    # Before the request has begun: nobody else looks whether the connection still is one.
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    found = ApiKey.objects.filter(digest=digest, revoked_at=None).first()
    if found is None:
        return None
    _note_use(found)
    return Key(found.pk, frozenset(found.scopes), found.per_minute)


def _note_use(found: ApiKey) -> None:
    """Write down that the key is in use; who only reads waits for nobody, so another time will do."""
    now = timezone.now()
    if found.last_used_at is not None and now - found.last_used_at < NOTED_AFTER:
        return
    try:
        with patience(0), transaction.atomic():
            ApiKey.objects.filter(pk=found.pk).update(last_used_at=now)
    except (BusyError, DatabaseError) as error:
        log.info("The use of key %s is not noted: %s", found.pk, error)


def _remember(digest: str, key: Key | None, now: float) -> None:
    with _lock:
        _remembered[digest] = (now + REMEMBERED, key)
        _remembered.move_to_end(digest)
        while len(_remembered) > KEPT:
            _remembered.popitem(last=False)
