"""How many legacy texts are imported and published in a second, and how long the worst text of 100 kB takes to read.

    .venv/bin/python benchmarks/importing.py [TEXTS]

Imports that many texts (default 300: press releases, practice reports and minutes in turn) with `--publish` into a
database of its own, in three parts; prints the texts a second of each part and, as a measure of the machine, the ratio
to publishing a release with Wagtail's `add_child`, `save_revision` and `publish`. Before that it reads texts made to be
slow.
"""

import contextlib
import gc
import io
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

folder = tempfile.TemporaryDirectory()
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "cms.settings.test",
    "DATABASE_URL": os.environ.get("DATABASE_URL", f"sqlite:///{folder.name}/benchmark.sqlite3"),
    "TEST_DIR": folder.name,
}
root = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(root))

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Page  # noqa: E402

from cms.delivery import publications  # noqa: E402
from cms.importer.read import RefusedError, read  # noqa: E402
from cms.importer.recognise import recognise  # noqa: E402
from press.models import PressIndexPage, PressRelease  # noqa: E402
from tests.factories import Newsroom  # noqa: E402

TEXTS = sorted((root / "tests" / "importer" / "texts").glob("*.txt"))
SLOW = {
    "opening marks": "„Das ist ein Wort und noch eines ",
    "quotes": "„Das ist gut für uns alle hier“, sagte sie. ",
    "names": "Anna Maria von der Heide ",
    "functions": "sagte Leiterin der Agentur ",
    "numbers": "3. Treffen am 4. ",
    "dates": "am 10. Juni bis 12. Juli 2015 und ",
    "digits": "0361 / 12 ",
    "at signs": "a.b(at)c.d ",
    "links": "<link http: www.x.de>",
    "bullets": "• Punkt\n",
    "headings": "Fazit\n\n",
    "empty lines": "ein Satz geht\n\nweiter und\n\n",
    "one word": "a",
    "dashes": "Erfurt – ",
}


def texts_of(number: int, where: Path) -> list[str]:
    """Files of their own content, in turn of every shape."""
    where.mkdir()
    for count in range(number):
        source = TEXTS[count % len(TEXTS)]
        (where / f"{count:05}.txt").write_bytes(
            source.read_bytes() + f"\n\nAktenzeichen {where.name}-{count:05}.\n".encode()
        )
    return [str(where)]


def imported(number: int, part: int) -> float:
    """Texts a second."""
    files = texts_of(number, Path(folder.name) / f"part{part}")
    before, began = Page.objects.filter(live=True).count(), time.perf_counter()
    call_command("import_texts", *files, publish=True, stdout=io.StringIO(), stderr=io.StringIO())
    taken = time.perf_counter() - began
    print(f"  {number / taken:5.1f} texts a second, {Page.objects.filter(live=True).count() - before} pages published")
    return number / taken


def stock(number: int) -> float:
    """Releases a second, published as Wagtail's own parts would."""
    parent = PressIndexPage.objects.get()
    body = [("rich_text", "<p>Ein Absatz von der Länge, die Absätze haben.</p>" * 12)]
    began = time.perf_counter()
    for count in range(number):
        with publications.unit():
            release = PressRelease(title=f"Meldung {count}", slug=f"stock-{count}", live=False, body=body)
            parent.add_child(instance=release)
            release.save_revision().publish()
    return number / (time.perf_counter() - began)


def slowest() -> None:
    gc.collect()
    gc.freeze()  # as the command does
    today = timezone.localdate()
    for name, part in SLOW.items():
        data = (part * (100_000 // len(part.encode()) + 1)).encode()[:100_000]
        for kind in ("press_release", "practice_report", "meeting_documentation"):
            began = time.perf_counter()
            with contextlib.suppress(RefusedError):
                recognise(read(data), today=today, kind=kind)
            taken = time.perf_counter() - began
            worst[taken] = f"{name} as {kind}"


worst: dict[float, str] = {}
if __name__ == "__main__":
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    call_command("migrate", verbosity=0)
    slowest()
    Newsroom.build()
    print(f"Importing {total} texts in three parts")
    rates = [imported(total // 3, part) for part in range(3)]
    own = stock(60)
    print(f"  median {statistics.median(rates):.1f}; Wagtail alone publishes {own:.1f} releases a second: ", end="")
    print(f"ratio {statistics.median(rates) / own:.2f}")
    taken, what = max(worst.items())
    print(f"The slowest text of 100 kB of {len(worst)}: {taken:.2f} s ({what})")
