"""How one app asks others for what only they know, without knowing them: they register, it asks all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

P = TypeVar("P")


class Providers(Generic[P]):
    """Those who provide something, each once, in the order in which their apps' `ready` registered them."""

    def __init__(self) -> None:
        self._known: list[P] = []

    def register(self, provider: P) -> None:
        if provider not in self._known:
            self._known.append(provider)

    def __iter__(self) -> Iterator[P]:
        return iter(self._known)
