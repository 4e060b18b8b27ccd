"""System checks of the search server."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.db import DatabaseError

from search import cluster


@checks.register(checks.Tags.compatibility)
def replicas_can_be(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """The number of copies is one, or a range such as 0-1."""
    least, dash, most = settings.ELASTICSEARCH_REPLICAS.partition("-")
    if least.isdigit() and (most.isdigit() or most == "all" if dash else True):
        return []
    return [
        checks.Error(
            f"ELASTICSEARCH_REPLICAS is {settings.ELASTICSEARCH_REPLICAS!r}.",
            hint="Name a number, or a range such as 0-1 or 0-all.",
            id="treffpunkt.E010",
        )
    ]


@checks.register(checks.Tags.database)
def elasticsearch_is_filled(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Warn of languages that the search server does not answer for."""
    from search.models import Followed, published_languages

    if not databases or not cluster.is_set_up():
        return []
    try:
        missing = sorted(published_languages() - set(Followed.objects.values_list("locale", flat=True)))
    except DatabaseError:  # not migrated yet
        return []
    if not missing:
        return []
    return [
        checks.Warning(
            f"Elasticsearch does not hold what is published in {', '.join(missing)}; the database answers instead.",
            hint="Run manage.py rebuild_search.",
            id="treffpunkt.W001",
        )
    ]
