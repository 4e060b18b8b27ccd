"""What a machine that translates has to be able to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol


class MachineError(Exception):
    """The machine gave no translation; the message says why, to editors. Permanent where trying again is no use."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.message = message
        self.permanent = permanent


class Machine(Protocol):
    """A machine that translates texts with inline HTML."""

    name: str

    def can(self, source: str, target: str) -> bool:
        """True where it translates from the one language into the other, by their codes."""
        ...

    def translate(self, texts: Sequence[str], source: str, target: str, terms: Mapping[str, str]) -> list[str]:
        """The texts in the other language, in their order, with the terms' translations where the machine can.

        Raises MachineError.
        """
        ...
