"""Somebody who changes fifty documents of the store a second, until stopped."""

import random
import time

import django

django.setup()

from django.db import transaction  # noqa: E402

from cms.delivery.flush import lock_counter  # noqa: E402
from cms.delivery.models import Publication  # noqa: E402

PER_SECOND = 50

chance = random.Random(3)
ids = list(Publication.objects.filter(type="press-releases").values_list("pk", flat=True))
due = time.monotonic()
while True:
    with transaction.atomic():
        lock_counter()
        row = Publication.objects.get(pk=chance.choice(ids))
        row.document["title"] = row.title = f"Neu {time.time()}"
        row.save(update_fields=["title", "document"])
    due += 1 / PER_SECOND
    time.sleep(max(0.0, due - time.monotonic()))
