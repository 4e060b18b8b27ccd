"""What the outbox tells others."""

from django.dispatch import Signal

looked = Signal()
"""Sent by each worker whenever it has delivered what is due, each second or sooner: whoever has work of a kind that no
request should wait for does a little of it, and returns True where there is more to do at once."""

swept = Signal()
"""Sent by each worker once an hour, when it removes what is old: whoever keeps things for a while may do so, too."""
