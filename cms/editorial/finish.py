"""Where Wagtail leads when a review is over. It imports this while its own models are being made: nothing is imported
here before the call."""

from __future__ import annotations

from typing import Any


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    from cms.editorial import review

    review.publish_approved(workflow_state, user)
