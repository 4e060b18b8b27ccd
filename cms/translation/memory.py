"""What was translated once is known everywhere."""

from __future__ import annotations

from cms.translation import working
from cms.translation.models import Job

# The tool that words come from which stood for the same string elsewhere.
MEMORY = "memory"


def fill_in(job: Job) -> int:
    """Let the words that stand for the very same string elsewhere stand for it here; returns for how many."""
    from wagtail_localize.models import StringTranslation

    missing = working.missing(job)
    known: dict[int, str] = {}
    found = StringTranslation.objects.filter(
        translation_of__in={segment.string_id for segment in missing},
        locale_id=job.locale_id,
        has_error=False,
        translation_type=working.MANUAL,
    )
    for string_id, words in found.order_by("updated_at").values_list("translation_of_id", "data"):
        known[string_id] = words
    filled = [segment for segment in missing if segment.string_id in known]
    for segment in filled:
        working.put(job, segment, known[segment.string_id], tool=MEMORY)
    return len(filled)
