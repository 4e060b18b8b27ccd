"""The door before everything else: what was asked before and is still true is answered from memory.

An answer is kept while the site's generation stays the same (`cms.delivery.generation`), which is asked of the database
at each request, and no longer than until time alone changes something. So it is never older than the question.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Hashable, Iterable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import parse_etags

from cms.delivery import answers, generation
from cms.delivery.memory import Answer, Memory
from cms.delivery.signals import answered

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

API = "/api/"
MAX_QUESTION = 2_048  # characters of an address
PATIENCE = 0.05  # seconds that who asks the same at the same time waits for the first one's answer
ATTEMPTS = 3  # at an answer in the midst of which the site changed
# Who asks like this wants something else than the whole answer.
STEPS_ASIDE_FOR = ("HTTP_RANGE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_MODIFIED_SINCE")
# Headers of the body, which differ by encoding, and those that a 304 leaves out.
OF_BODY = {"content-length", "content-encoding", "etag", "vary"}
NOT_IN_304 = {"content-type", "content-language"}


class Door:
    """A WSGI application that keeps what another one answers to everybody alike."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.memory = Memory(settings.ANSWERS_KEPT * 1024 * 1024)
        self._rendering: dict[Hashable, threading.Event] = {}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        key = _question(environ) if self.memory.limit and not settings.DEBUG else None
        standing = generation.standing() if key is not None else None
        if key is None or standing is None:
            response = self.application(environ, start_response)
            _tell(answers.said_of(response), environ)
            return response
        answer = self.memory.find(key, standing)
        if answer is not None:
            return _send(answer, environ, start_response)
        return self._render(key, environ, start_response)

    def _render(self, key: Hashable, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """The answer as it is made now, kept if the same was asked before."""
        if not self.memory.was_asked(key):
            return self._rendered(None, environ, start_response)
        other = self._rendering.setdefault(key, mine := threading.Event())
        if other is not mine and other.wait(PATIENCE):
            standing = generation.standing()
            answer = self.memory.find(key, standing) if standing is not None else None
            if answer is not None:
                return _send(answer, environ, start_response)
        try:
            return self._rendered(key, environ, start_response)
        finally:
            if other is mine:
                mine.set()
                del self._rendering[key]

    def _rendered(self, key: Hashable | None, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """The answer of the application, of one generation wherever the site does not change without end."""
        condition = environ.pop("HTTP_IF_NONE_MATCH", None)
        for _attempt in range(ATTEMPTS):
            standing = generation.standing()
            # Asked for in whole: what the head says follows from the body.
            asked = {**environ, "REQUEST_METHOD": "GET"}
            head: list[Any] = []
            response = self.application(asked, lambda *args, head=head: head.extend(args))
            if not isinstance(response, HttpResponse) or not _is_whole(response):
                start_response(*head)
                _tell(answers.said_of(response), environ)
                return _without_body(response) if environ["REQUEST_METHOD"] == "HEAD" else response
            answer = _answer(response, head)
            response.close()
            if standing == generation.standing():
                if standing is not None and key is not None:
                    self.memory.keep(key, answer, standing)
                break
        if condition is not None:
            environ["HTTP_IF_NONE_MATCH"] = condition
        return _send(answer, environ, start_response)


def _question(environ: Environ) -> Hashable | None:
    """What is asked, the same however it is put; None for what is not for the memory to answer.

    The names of the query are put in order for the application as well, since answers repeat them in links.
    """
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or len(path) + len(query) > MAX_QUESTION:
        return None
    if path.startswith(_elsewhere()) or any(name in environ for name in STEPS_ASIDE_FOR):
        return None
    if not path.startswith(API) and _is_somebody(environ):
        return None
    if "&" in query:
        query = "&".join(sorted(query.split("&"), key=lambda pair: pair.partition("=")[0]))
        environ["QUERY_STRING"] = query
    scheme = environ.get("HTTP_X_FORWARDED_PROTO", "") + environ.get("wsgi.url_scheme", "")
    # Whoever says what proxies say is taken at his word only if he is one: each gets answers of his own.
    sender = environ.get("REMOTE_ADDR", "") if "HTTP_X_FORWARDED_PROTO" in environ else ""
    host = environ.get("HTTP_HOST", ""), environ.get("HTTP_X_FORWARDED_HOST", "")
    return path, query, scheme, sender, host


def _is_somebody(environ: Environ) -> bool:
    """True for who may be logged in, and may read what others may not."""
    return settings.SESSION_COOKIE_NAME in environ.get("HTTP_COOKIE", "") or "HTTP_AUTHORIZATION" in environ


@functools.cache
def _elsewhere() -> tuple[str, ...]:
    """How addresses begin at which nothing is kept: the admin's, and those of files."""
    return (reverse("wagtailadmin_home"), "/files/", settings.STATIC_URL, settings.MEDIA_URL)


def _is_whole(response: HttpResponse) -> bool:
    """True for an answer for everybody, as it is to be sent."""
    return answers.is_for_everybody(response) and not response.streaming and not response.cookies


def _without_body(response: Iterable[bytes]) -> Iterable[bytes]:
    if hasattr(response, "close"):
        response.close()
    return []


def _answer(response: HttpResponse, head: list[Any]) -> Answer:
    status, headers = head[0], head[1]
    etag = response.headers.get("ETag", "")
    if not etag and response.status_code == HTTPStatus.OK:
        etag = answers.etag_of(response.content)
    return Answer(
        status=status,
        headers=[(name, value) for name, value in headers if name.lower() not in OF_BODY],
        etag=etag,
        content_type=response.headers.get("Content-Type", ""),
        body=response.content,
        said=answers.said_of(response),
    )


def _tell(said: Hashable | None, environ: Environ) -> None:
    """Let those hear of an answer for whom its view has said something of it."""
    if said is not None:
        answered.send_robust(Door, said=said, environ=environ)


def _send(answer: Answer, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """The answer in the encoding that is understood, its head alone, or that nothing has changed."""
    _tell(answer.said, environ)
    encoding = answer.encoding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
    etag = answer.etag_in(encoding)
    headers = [*answer.headers, ("Vary", "Accept-Encoding")]
    if etag:
        headers.append(("ETag", etag))
        if _has_it(etag, environ.get("HTTP_IF_NONE_MATCH", "")):
            start_response("304 Not Modified", [header for header in headers if header[0].lower() not in NOT_IN_304])
            return []
    if encoding:
        headers.append(("Content-Encoding", encoding))
    body = answer.body_in(encoding)
    headers.append(("Content-Length", str(len(body))))
    start_response(answer.status, headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _has_it(etag: str, condition: str) -> bool:
    """True where `If-None-Match` names the ETag, weak or strong (RFC 9110, 13.1.2)."""
    if not condition:
        return False
    return condition.strip() == "*" or etag.removeprefix("W/") in {
        one.removeprefix("W/") for one in parse_etags(condition)
    }
