"""System checks of what the settings must fit together."""

from typing import Any

from django.core import checks
from django.db import DatabaseError


@checks.register(checks.Tags.database)
def there_is_one_site(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Documents carry no host, so there can be one site only, with one PUBLIC_URL."""
    from wagtail.models import Site

    if not databases:
        return []
    try:
        sites = Site.objects.count()
    except DatabaseError:  # not migrated yet
        return []
    if sites <= 1:
        return []
    return [
        checks.Error(
            f"There are {sites} sites, and Treffpunkt publishes one.",
            hint="Delete the others under Settings, Sites.",
            id="treffpunkt.E001",
        )
    ]
