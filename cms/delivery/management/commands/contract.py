"""`manage.py contract FILE`: how the API's description differs from one that is kept, which it renews if asked to."""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from cms.delivery.api.contract import differences


class Command(BaseCommand):
    help = "Say how the API's description differs from the one in a file; exit with 1 where programs would break."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--write", action="store_true", help="keep the present description in the file")

    def handle(self, *args: Any, **options: Any) -> None:
        description = import_module(settings.ROOT_URLCONF).api.get_openapi_schema()
        text = json.dumps(description, ensure_ascii=False, indent=1) + "\n"
        file: Path = options["file"]
        kept = file.read_text() if file.exists() else ""
        found = differences(json.loads(kept), json.loads(text)) if kept else []
        for difference in found:
            self.stdout.write(str(difference))
        if not found:
            said = "Only words and examples differ." if kept else "None is kept."
            self.stdout.write("Nothing differs." if kept == text else said)
        if options["write"]:
            file.write_text(text)
        elif any(difference.breaks for difference in found):
            sys.exit(1)
