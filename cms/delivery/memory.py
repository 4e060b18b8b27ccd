"""A bounded memory of finished answers, each good for one generation of the site and until its time has come."""

from __future__ import annotations

import gzip
import re
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field, replace

import brotli

from cms.delivery.generation import Standing

MAX_BODY = 512 * 1024  # bytes; longer answers are kept packed alone, or not at all
ASKED_LATELY = 8_192  # questions of which it is known that they have been asked before
OVERHEAD = 2_048  # bytes that an entry takes beside its bodies, about
WORTH_PACKING = 512  # bytes from which compression saves more than it costs
# Texts, JSON and XML, and the formats that are made of these (RFC 6839).
PACKED_TYPES = re.compile(r"text/|application/(?:json|xml)|image/svg\+xml|application/[a-z0-9.-]+\+(?:json|xml)")

PACKERS = {
    "br": lambda body: brotli.compress(body, quality=4),
    # Without the time of packing, so that the same answer is the same bytes.
    "gzip": lambda body: gzip.compress(body, compresslevel=5, mtime=0),
}


# Encodings that are named to be refused, and what is said of how much the others are liked.
REFUSED = re.compile(r"[^,;]+;\s*q=0(?:\.0*)?\s*(?=,|$)|;\s*q=[0-9.]+", re.IGNORECASE)


@dataclass
class Answer:
    """A finished answer: its status line, its headers but for those of the body, and the body as encodings have it."""

    status: str
    headers: list[tuple[str, str]]
    etag: str
    content_type: str
    body: bytes
    said: Hashable | None = None  # by its view, to those inside
    packed: dict[str, bytes] = field(default_factory=dict)
    is_packed_alone: bool = False

    def encoding_for(self, accepted: str) -> str:
        """The encoding in which the body is sent to who accepts these (RFC 9110, 12.5.3); empty for none."""
        is_worth_it = len(self.body) >= WORTH_PACKING and PACKED_TYPES.match(self.content_type) is not None
        if not is_worth_it and not self.is_packed_alone:
            return ""
        offered = {name.strip().lower() for name in REFUSED.sub("", accepted).split(",")}
        return next((name for name in PACKERS if name in offered), "")

    def body_in(self, encoding: str) -> bytes:
        """The body in that encoding, made once."""
        if not encoding:
            return gzip.decompress(self.packed["gzip"]) if self.is_packed_alone else self.body
        if encoding not in self.packed:
            self.packed[encoding] = PACKERS[encoding](self.body)
        return self.packed[encoding]

    def etag_in(self, encoding: str) -> str:
        """The ETag of that encoding's bytes; empty where the answer has none."""
        return f'{self.etag[:-1]}-{encoding}"' if self.etag and encoding else self.etag

    def packed_alone(self) -> Answer:
        """The same answer in its encodings only; for who understands none it is unpacked each time."""
        return replace(self, body=b"", packed={name: self.body_in(name) for name in PACKERS}, is_packed_alone=True)

    @property
    def size(self) -> int:
        """The bytes that keeping it takes, about."""
        return OVERHEAD + len(self.body) + sum(map(len, self.packed.values()))


class Memory:
    """The answers that this process keeps, `limit` bytes of them at most; those asked least lately go first.

    Only what was asked before is kept, so that nobody who tries addresses one after the other throws anything out.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._lock = threading.Lock()
        self._standing: Standing | None = None
        self._answers: OrderedDict[Hashable, tuple[Answer, int]] = OrderedDict()
        self._size = 0
        self._asked: OrderedDict[int, None] = OrderedDict()

    def find(self, key: Hashable, standing: Standing) -> Answer | None:
        """The answer to that question as the site stands."""
        with self._lock:
            found = self._answers.get(key) if standing == self._standing else None
            if found is None:
                return None
            self._answers.move_to_end(key)
            return found[0]

    def was_asked(self, key: Hashable) -> bool:
        """True where the same was asked lately; notes that it is asked now."""
        digest = hash(key)
        with self._lock:
            known = digest in self._asked
            self._asked[digest] = None
            self._asked.move_to_end(digest)
            if len(self._asked) > ASKED_LATELY:
                self._asked.popitem(last=False)
            return known

    def keep(self, key: Hashable, answer: Answer, standing: Standing) -> None:
        """Keep an answer for as long as the site stands like this, in place of all for how it stood before."""
        if len(answer.body) > MAX_BODY:
            if not answer.encoding_for("gzip"):
                return
            answer = answer.packed_alone()
        # Both encodings will be made sooner or later: together they take less than the body.
        size = answer.size if answer.is_packed_alone else 2 * answer.size
        if answer.size - OVERHEAD > MAX_BODY or size > self.limit:
            return
        with self._lock:
            if standing != self._standing:
                self._standing, self._size = standing, 0
                self._answers.clear()
            _replaced, freed = self._answers.pop(key, (None, 0))
            self._answers[key] = (answer, size)
            self._size += size - freed
            while self._size > self.limit:
                _key, (_answer, freed) = self._answers.popitem(last=False)
                self._size -= freed
