"""What the publication store says of itself, inside the transaction of the change."""

from django.dispatch import Signal

before_flush = Signal()
"""Sent before anything is presented, with what was `touched`; receivers may touch more."""

publications_changed = Signal()
"""Sent after it, with `written` (publications), `removed` (their ids) and `changes` (of the log)."""
