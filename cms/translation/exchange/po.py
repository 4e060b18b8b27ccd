"""Gettext's PO: the context of a message is the place of the string, `fuzzy` what a machine wrote and nobody read."""

from __future__ import annotations

import codecs
import tempfile

import polib
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.translation.editing import MACHINE
from cms.translation.exchange.received import Received, Unit, UnreadableError, moment, refuse_long, standing
from cms.translation.models import Job

MEDIA_TYPE, SUFFIX = "text/x-gettext-translation; charset=utf-8", "po"
KEY, WRITTEN = "X-Treffpunkt-Text", "X-Treffpunkt-Written"
FUZZY = "fuzzy"


def write(job: Job) -> bytes:
    """The strings of the job with what stands for them."""
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Project-Id-Version": job.title,
        "Language": job.locale.language_code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        KEY: str(job.key),
        WRITTEN: timezone.now().isoformat(),
    }
    for segment, name, found in standing(job):
        machine = found is not None and found.translation_type == MACHINE
        file.append(
            polib.POEntry(
                msgctxt=segment.context.path,
                msgid=segment.string.data,
                msgstr=found.data if found is not None else "",
                comment=name,
                flags=[FUZZY] if machine else [],
            )
        )
    return str(file).encode()


def read(content: bytes) -> list[Received]:
    """What the file says; raises UnreadableError."""
    refuse_long(content)
    try:
        file = _parsed(content)
    except (OSError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise UnreadableError(_("This is no PO file that can be read.")) from error
    units = [
        Unit(
            entry.msgctxt or "",
            entry.msgid,
            entry.msgstr,
            finished=bool(entry.msgstr) and FUZZY not in entry.flags,
            name=entry.comment,
        )
        for entry in file
        if not entry.obsolete
    ]
    meta = file.metadata
    return [Received(meta.get(KEY, ""), meta.get("Language", ""), units, moment(meta.get(WRITTEN)))]


def _parsed(content: bytes) -> polib.POFile:
    content.decode("utf-8")
    content = content.removeprefix(codecs.BOM_UTF8)
    # From a file of our own: polib takes a text for a path where there is such a file, and other characters than the
    # line feed for the end of a line.
    with tempfile.NamedTemporaryFile(suffix=".po") as copy:
        copy.write(content)
        copy.flush()
        return polib.pofile(copy.name, encoding="utf-8")
