"""Asking a machine over HTTP, and what it means when it does not answer as it should."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import requests
from django.conf import settings
from django.utils.translation import gettext as _
from urllib3.exceptions import HTTPError, ReadTimeoutError

from cms.translation.machine.interface import MachineError

# An answer that is longer belongs to no text of ours.
MAX_ANSWER = 5 * 1024 * 1024
CONNECTING = 3  # seconds


class RefusedError(MachineError):
    """The service answered with a failure, of which this is the code."""

    def __init__(self, message: str, *, permanent: bool, code: int) -> None:
        super().__init__(message, permanent=permanent)
        self.code = code


def ask(method: str, url: str, *, proxies: bool = True, **more: Any) -> Any:
    """What the machine answers in JSON, None where it answers with nothing; raises MachineError, whatever goes wrong.

    Without proxies for a machine of our own, which no proxy on the way out is asked for.
    """
    with requests.Session() as session:
        session.trust_env = proxies
        try:
            # Redirects are not followed: they would take the key elsewhere.
            timeout = (CONNECTING, settings.MACHINE_TRANSLATOR_TIMEOUT)
            answer = session.request(method, url, timeout=timeout, allow_redirects=False, stream=True, **more)
            with answer:
                content = answer.raw.read(MAX_ANSWER + 1, decode_content=True)
        except (requests.Timeout, ReadTimeoutError) as error:
            raise MachineError(_("The translation service did not answer in time."), permanent=False) from error
        except (requests.RequestException, HTTPError, OSError) as error:
            raise MachineError(_("The translation service cannot be reached."), permanent=False) from error
    _refuse_failure(answer.status_code)
    return _json(content) if content else None


def _json(content: bytes) -> Any:
    if len(content) > MAX_ANSWER:
        raise nonsense()
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise nonsense() from error


def nonsense() -> MachineError:
    """For an answer that is none."""
    return MachineError(_("The translation service gave an answer that nobody understands."), permanent=False)


def _refuse_failure(code: int) -> None:
    if HTTPStatus.OK <= code < HTTPStatus.MULTIPLE_CHOICES:
        return
    say, permanent = _FAILURES.get(code, (None, code < HTTPStatus.INTERNAL_SERVER_ERROR))
    if say is not None:
        message = say()
    elif code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        message = _("The translation service is out of order at the moment (%(code)d).") % {"code": code}
    else:
        message = _("The translation service refused the text (%(code)d).") % {"code": code}
    raise RefusedError(message, permanent=permanent, code=code)


# Functions, so that each is said in the language of whoever hears it.
_FAILURES: dict[int, tuple[Callable[[], str], bool]] = {
    401: (lambda: _("The translation service does not accept the key it was given."), True),
    403: (lambda: _("The translation service does not accept the key it was given."), True),
    404: (lambda: _("There is no translation service at the address it is looked for."), True),
    413: (lambda: _("The text is too long for the translation service."), True),
    429: (lambda: _("The translation service has too much to do at the moment."), False),
    456: (lambda: _("The characters that the translation service allows for this period are used up."), True),
}


def as_many(texts: list[Any], number: int) -> list[str]:
    """The answers, where there is one text for each question; raises MachineError else."""
    if len(texts) != number:
        raise MachineError(
            _("The translation service gave another number of texts than it was asked for."), permanent=True
        )
    if not all(isinstance(text, str) for text in texts):
        raise nonsense()
    return texts
