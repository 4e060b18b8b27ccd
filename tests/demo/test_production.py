"""A public site knows nothing of the demo."""

import os
import subprocess
import sys
from pathlib import Path

from tests.test_settings import COMPLETE

ROOT = Path(__file__).resolve().parent.parent.parent


def in_production(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Python with the settings of a public site, in a process of its own."""
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "cms.settings.production", **COMPLETE}
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True)


def test_the_command_is_not_known_in_production():
    answer = in_production("manage.py", "load_demo")
    assert answer.returncode == 1
    assert "Unknown command: 'load_demo'" in answer.stderr


def test_nothing_of_the_demo_is_imported_in_production():
    code = "import django, sys; django.setup(); import cms.urls; print([m for m in sys.modules if 'cms.demo' in m])"
    answer = in_production("-c", code)
    assert (answer.stdout, answer.returncode) == ("[]\n", 0), answer.stderr
