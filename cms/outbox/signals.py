"""What the outbox tells others."""

from django.dispatch import Signal

swept = Signal()
"""Sent by each worker once an hour, when it removes what is old: whoever keeps things for a while may do so, too."""
