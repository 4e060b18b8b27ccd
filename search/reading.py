"""What is written in files is read by a worker, after the publication that carries them: a kind of the outbox."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.db import transaction

from cms.content.cleaning import clean_text
from cms.content.models import CustomDocument
from cms.delivery.flush import lock_counter
from search import carrying, extracting, indexing
from search.models import CarriedFile, FileText

LARGEST = 30 * 1024 * 1024  # bytes of a file that is read
SECONDS = 20  # until the program that reads is stopped, if it does not stop by itself
BEGINNING = 1024  # bytes by which a file is told that can be read
PATIENCE = 5  # seconds for which one delivery indexes
PROGRAM = Path(extracting.__file__)

FOREIGN, ENCRYPTED, TOO_LARGE, EMPTY, STOPPED = "foreign", "encrypted", "too large", "empty", "stopped"
WHY: dict[int | None, str] = {
    0: EMPTY,
    extracting.FOREIGN: FOREIGN,
    extracting.ENCRYPTED: ENCRYPTED,
    extracting.TOO_LARGE: TOO_LARGE,
}
"""Why there is no text, by the program's exit."""
# "Fach-" at the end of a line and "kräfte" at the beginning of the next, but not "Ein-" and "und".
_DIVIDED = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010][^\S\n]*\n\s*(?!(?:und|oder|bzw|sowie)\b)(?=[a-zäöüß])")
_BLANK = re.compile(r"\s+")


def deliver(delivery_id: UUID, payload: Any) -> str | None:
    """Read the file with this content, unless somebody has, and index it for all that carry it."""
    sha256 = payload["sha256"]
    known = FileText.objects.filter(sha256=sha256).values_list("why", flat=True).first()
    if known is None:
        known = _read(sha256)
    begun = time.monotonic()
    for left in indexing.take_in_files(sha256):
        if left and time.monotonic() - begun > PATIENCE:
            carrying.put([sha256])
            break
    return known


def _read(sha256: str) -> str | None:
    """Note what is written in the file; returns why it is nothing, None where there is no such file any more."""
    file = CustomDocument.objects.filter(sha256=sha256).order_by("pk").first()
    if file is None or not CarriedFile.objects.filter(sha256=sha256).exists():
        return None
    try:
        with file.file.open("rb") as opened:
            text, why = read(opened)
    except FileNotFoundError:  # a restored backup has its row only: a rebuild orders it again
        return None
    with transaction.atomic():
        lock_counter()
        # Only now: a text stays no longer than what carries it.
        if CarriedFile.objects.filter(sha256=sha256).exists():
            FileText.objects.update_or_create(sha256=sha256, defaults={"text": text, "why": why})
    return why


def read(file: IO[bytes]) -> tuple[str, str]:
    """What is written in a file, and why it is nothing. What a file is, its beginning says, whatever its name."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    beginning = file.read(BEGINNING)
    if not (beginning.startswith(extracting.ZIP) or extracting.PDF in beginning):
        return "", FOREIGN
    if size > LARGEST:
        return "", TOO_LARGE
    return _extracted(beginning + file.read())


def _extracted(content: bytes) -> tuple[str, str]:
    # It inherits no secrets, and no module that lies where it is started.
    environment = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    command = [sys.executable, "-P", str(PROGRAM)]
    try:
        ended = subprocess.run(  # noqa: S603 # a program of ours
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=SECONDS,
            check=False,
        )
        said, code = ended.stdout, ended.returncode
    except subprocess.TimeoutExpired as stopped:
        said, code = stopped.stdout or b"", None
    text = tidied(said.decode("utf-8", "ignore"))
    return text, "" if text else WHY.get(code, STOPPED)


def tidied(text: str) -> str:
    """A text as excerpts of it can be shown: in one line, and words whole that were divided at the end of one."""
    return _BLANK.sub(" ", clean_text(_DIVIDED.sub("", text))).strip()
