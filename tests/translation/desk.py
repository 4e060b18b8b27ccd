"""What happens at a translator's desk, for tests."""

from cms.translation import editing, requesting
from cms.translation.models import Job


def ask(page, locale, user=None, **more):
    [job, *_others] = requesting.request(page, [locale], requesting.Order(user=user), **more)
    return Job.objects.get(pk=job.pk)


def translate(job, user=None, **words):
    """Write these words by path, and leave all other strings as they are."""
    entries = {
        segment.pk: editing.Entry(words[segment.context.path], seen=said(job, segment.context.path))
        for segment in editing.segments_of(job)
        if segment.context.path in words
    }
    assert editing.write(job, entries, user) == []
    job.refresh_from_db()


def segment_of(job, path):
    return next(segment for segment in editing.segments_of(job) if segment.context.path == path)


def stands(job, path):
    """What stands for the string in that place: the whole row, or None."""
    segment = segment_of(job, path)
    return editing.words_of(job).get((segment.string_id, segment.context_id))


def said(job, path):
    found = stands(job, path)
    return found.data if found else ""
