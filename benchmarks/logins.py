"""What twenty logins a second cost an editor who saves, and what they get, in one run on one database.

    .venv/bin/python benchmarks/logins.py [SECONDS]

Saves one text again and again in a database of its own, for that many seconds (default 10) each: while nobody logs in;
while a stranger tries twenty passwords a second; and while the same tries run as they did up to 0.2.0, without
throttles and each in a unit of its own. Prints the median and the longest save, their ratio to those of the quiet time,
and how the tries were answered.
"""

import logging
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import Any

A_SECOND = 20
PROCESSES = 4  # that try; hashing takes longer than a twentieth of a second
folder = tempfile.TemporaryDirectory()
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "cms.settings.test",
    "DATABASE_URL": os.environ.get("DATABASE_URL", f"sqlite:///{folder.name}/benchmark.sqlite3"),
    "TEST_DIR": folder.name,
}
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django  # noqa: E402
from django.conf import settings  # noqa: E402

# Hashing takes as long as in production.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
logging.disable(logging.CRITICAL)
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402

from cms.delivery import store  # noqa: E402
from cms.throttling import middleware  # noqa: E402
from tests.admin import form_data  # noqa: E402
from tests.factories import Newsroom, UserFactory  # noqa: E402


def try_passwords(seconds: float, as_before: bool, answers: Any) -> None:
    """One of the processes of a stranger who tries passwords."""
    if as_before:
        middleware.take_all = lambda attempts: None
    client, counted = Client(), Counter[str]()
    until = time.monotonic() + seconds
    while (began := time.monotonic()) < until:
        with store.unit() if as_before else nullcontext():
            try:
                status = str(
                    client.post(reverse("wagtailadmin_login"), {"username": "chefin", "password": "x"}).status_code
                )
            except Exception as error:
                status = type(error).__name__
        counted[status] += 1
        time.sleep(max(0.0, PROCESSES / A_SECOND - (time.monotonic() - began)))
    answers.put(counted)


def save(client: Client, url: str, data: dict[str, Any], seconds: float) -> list[float]:
    """How long each save took, in milliseconds."""
    found: list[float] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.perf_counter()
        client.post(url, data | {"lead": f"Fassung {len(found)}"})
        found.append((time.perf_counter() - began) * 1000)
    return found


def measured(kind: str, client: Client, url: str, data: dict[str, Any], seconds: float) -> tuple[list[float], str]:
    """The times of saves beside that kind of logins, and how those were answered."""
    connections.close_all()
    context = multiprocessing.get_context("fork")
    answers = context.Queue()
    count = 0 if kind == "nobody" else PROCESSES
    tries = [context.Process(target=try_passwords, args=(seconds, kind == "as before", answers)) for _ in range(count)]
    for process in tries:
        process.start()
    times = save(client, url, data, seconds)
    counted: Counter[str] = sum((answers.get() for _process in tries), Counter())
    for process in tries:
        process.join()
    return times, ", ".join(f"{number} × {status}" for status, number in counted.most_common())


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10
    setup_test_environment()  # else no form is found in an answer
    call_command("migrate", verbosity=0)
    Newsroom.build()
    page = Newsroom().release(title="Eine Meldung", live=False)
    client = Client()
    client.force_login(UserFactory(username="redaktion"))
    UserFactory(username="chefin", is_superuser=False)
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    data = form_data(client.get(url).context["form"])
    print(f"{'logins':10} {'saves':>6} {'median':>10} {'longest':>10}   ratios        answers to the logins")
    quiet = None
    for kind in ("nobody", "as now", "as before"):
        times, answers = measured(kind, client, url, data, seconds)
        figures = statistics.median(times), max(times)
        quiet = quiet or figures
        ratios = f"{figures[0] / quiet[0]:5.1f} {figures[1] / quiet[1]:5.1f}"
        print(f"{kind:10} {len(times):6} {figures[0]:7.0f} ms {figures[1]:7.0f} ms   {ratios}   {answers}")


if __name__ == "__main__":
    main()
    folder.cleanup()
