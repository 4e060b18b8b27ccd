"""The agency's own terms."""

from __future__ import annotations

from cms.translation.models import Job


def violations(job: Job) -> list[str]:
    """Where the translation says what the glossary forbids, one sentence each."""
    return []
