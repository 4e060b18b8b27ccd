"""What is thrown away after a while, when the outbox is swept."""

from typing import Any

from wagtail.admin.models import EditingSession


def forget_editing_sessions(sender: Any = None, **kwargs: Any) -> None:
    """Delete what says who was editing an hour ago: Wagtail does so whenever somebody opens a form."""
    EditingSession.cleanup()
