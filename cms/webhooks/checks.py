"""System check: a public site sends nothing to itself."""

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security, deploy=True)
def loopback_is_for_tests(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Warn where events may be sent to the machine itself, and without TLS."""
    if not settings.WEBHOOKS_ALLOW_LOOPBACK:
        return []
    return [
        checks.Warning(
            "WEBHOOKS_ALLOW_LOOPBACK is on: whoever may add webhooks can reach services of this machine.",
            hint="It is for tests and development; remove it.",
            id="webhooks.W001",
        )
    ]
