"""By which host the site is asked: where it is another one than PUBLIC_URL names, every link leads elsewhere."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

log = logging.getLogger(__name__)

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
OF_THIS_MACHINE = {"localhost", "127.0.0.1", "[::1]"}


class Noticing:
    """A WSGI application in front of another one, which logs the first time that it is asked by another host."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.public = urlsplit(settings.PUBLIC_URL).netloc
        self.told = False

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        host = environ.get("HTTP_HOST", "")
        if host != self.public and not self.told and _is_ours(host):
            self.told = True
            log.warning(
                "The site is asked as %s, and its links lead to %s. Mend PUBLIC_URL and run `manage.py "
                "rebuild_publications`, or have the proxy lead that host there.",
                host,
                self.public,
            )
        return self.application(environ, start_response)


def _is_ours(host: str) -> bool:
    """True for a host that the site answers to, but for the names that each machine calls itself by."""
    domain, _port = split_domain_port(host)
    return domain not in OF_THIS_MACHINE and validate_host(domain, settings.ALLOWED_HOSTS)
