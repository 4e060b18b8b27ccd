"""What the publication store says of itself, inside the transaction of the change, and the door of what it answers."""

from django.dispatch import Signal

before_flush = Signal()
"""Sent before anything is presented, with what was `touched`; receivers may touch more."""

publications_changed = Signal()
"""Sent after it, with `written` (publications), `removed` (their ids) and `changes` (of the log)."""

answered = Signal(use_caching=True)
"""Sent by the door for each answer of which its view has `said` something (`cms.delivery.answers.say`), from memory or
not, with the `environ` of the request. Receivers do next to nothing, and never ask the database: everybody waits."""
