"""Make draft pages of legacy texts, and say what an editor must look at."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from wagtail.models import Locale

from cms.content.progress import progress
from cms.importer import report
from cms.importer.build import Builder, NoHomeError
from cms.importer.importing import Importer, Outcome
from cms.importer.results import Kind

KINDS: dict[str, Kind] = {
    "press": "press_release",
    "practice": "practice_report",
    "meeting": "meeting_documentation",
}
ENDINGS = {".txt", ".text", ".htm", ".html", ".md", ""}


class Command(BaseCommand):
    help = (
        "Makes draft pages of press releases, practice reports and minutes in text files; a second run changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", nargs="+", metavar="PATH", help="A file, or a folder with all text files below it."
        )
        parser.add_argument("--kind", choices=sorted(KINDS), help="Take every file for this kind.")
        parser.add_argument("--locale", default=settings.LANGUAGE_CODE, help="The language of the texts (%(default)s).")
        parser.add_argument("--publish", action="store_true", help="Publish what has a title and a date.")
        parser.add_argument("--dry-run", action="store_true", help="Only say what is recognised.")
        parser.add_argument("--json", action="store_true", help="Print one line of JSON per file.")

    def handle(self, *args: Any, **options: Any) -> None:
        importer = self._importer(options)
        files = list(_files(options["paths"]))
        outcomes: list[Outcome] = []
        # The progress goes where it does not disturb the lines of JSON.
        with progress("Reading" if options["dry_run"] else "Importing", len(files), self.stderr) as advance:
            for outcome in map(importer.recognise, files) if options["dry_run"] else importer.import_files(files):
                outcomes.append(outcome)
                self._tell(outcome, as_json=options["json"])
                advance(1)
        if not options["json"]:
            self.stdout.writelines(f"{line}\n" for line in report.totals(outcomes))
        refused = sum(outcome.state == "refused" for outcome in outcomes)
        if refused:
            raise CommandError(f"{refused} of {len(outcomes)} files could not be imported.")

    def _importer(self, options: dict[str, Any]) -> Importer:
        locale = Locale.all_objects.filter(language_code=options["locale"]).first()
        if locale is None:
            raise CommandError(f"--locale: there is no language {options['locale']!r} here.")
        try:
            builder = Builder(locale)
        except NoHomeError as error:
            raise CommandError(str(error)) from error
        kind = KINDS.get(options["kind"] or "")
        return Importer(builder, today=timezone.localdate(), kind=kind, publish=options["publish"])

    def _tell(self, outcome: Outcome, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(outcome.result.model_dump_json())
        else:
            self.stdout.writelines(f"{line}\n" for line in report.lines(outcome))


def _files(paths: Iterable[str]) -> Iterator[Path]:
    """The files named, and of folders all that may be texts, each once."""
    seen: set[Path] = set()
    for path in map(Path, paths):
        inside = [file for file in path.rglob("*") if file.is_file() and file.suffix.lower() in ENDINGS]
        for file in sorted(inside) if path.is_dir() else [path]:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file
