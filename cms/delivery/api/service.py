"""How the API answers: for reading only, with one kind of error, with an ETag, for every origin, without cookies."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, re_path
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe
from ninja import NinjaAPI, Swagger
from ninja.errors import ValidationError

from cms.delivery import origins
from cms.delivery.answers import answers_everybody, etag_of, keepable, public
from cms.delivery.api.deprecating import NONE, Deprecations, deprecations_of
from cms.delivery.api.describing import Webhook, completed
from cms.delivery.errors import problem

View = Callable[..., HttpResponse]

# Of the errors those that the store decides.
KEPT = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
# By pydantic's names of what can be wrong.
WORDS = {
    "missing": "needed here",
    "less_than_equal": "at most {le}",
    "greater_than_equal": "at least {ge}",
    "string_too_short": "at least {min_length} characters",
    "string_too_long": "at most {max_length} characters",
    "literal_error": "one of {expected}",
    "uuid_parsing": "not a UUID",
    "date_from_datetime_parsing": "no day of the calendar",
    "date_parsing": "no day of the calendar",
}
OTHERWISE = "cannot be"
ENCODED = re.compile(r'-(?:br|gzip)"')


class PublicAPI(NinjaAPI):
    """A NinjaAPI whose every address, documentation included, answers as `reading` promises; it also describes what is
    sent to receivers."""

    def __init__(self, webhooks: Mapping[str, Webhook], **options: Any) -> None:
        self._webhooks = webhooks
        super().__init__(docs=Swagger(settings={"validatorUrl": None, "defaultModelsExpandDepth": 0}), **options)
        self.add_exception_handler(ValidationError, _invalid)
        self.add_exception_handler(Http404, _not_found)
        self.add_exception_handler(Exception, _failed)
        self._schema: dict[str, Any] | None = None

    def get_operation_url_name(self, operation: Any, router: Any) -> str:
        return operation.operation_id or super().get_operation_url_name(operation, router)

    def get_openapi_schema(self, **options: Any) -> Any:
        """The description of the API, made once: nothing in it changes while the process runs."""
        if self._schema is None:
            self._schema = completed(super().get_openapi_schema(**options), self._webhooks)
        return self._schema

    def _get_urls(self) -> list[Any]:
        known = {
            operation.operation_id: (_query_names(operation), deprecations_of(operation))
            for router in self._get_bound_routers()
            for view in router.path_operations.values()
            for operation in view.operations
        }
        patterns: list[Any] = super()._get_urls()
        found: list[Any] = [
            URLPattern(
                url.pattern, reading(url.callback, *known.get(url.name, (frozenset(),))), url.default_args, url.name
            )
            for url in patterns
        ]
        return [*found, re_path(r"^.", reading(_nothing_here, None))]


def answer(content: Any, *, language: str = "", modified: datetime.datetime | None = None) -> HttpResponse:
    """The content as JSON, as it is; what has no words is in no language. `modified` is when it was last another, where
    that tells whether it still is the same."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    response = HttpResponse(body, content_type="application/json")
    if language:
        response["Content-Language"] = language
    if modified:
        response["Last-Modified"] = http_date(modified.timestamp())
    return response


def reading(view: View, known: frozenset[str] | None, going: Deprecations = NONE) -> View:
    """The view for GET, HEAD and OPTIONS; `known` are the parameters it understands, None for all there are; what is
    `going` to go says so."""

    @wraps(view)
    def read(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return origins.what_may_be_asked()
        if request.method not in {"GET", "HEAD"}:
            return open_to_all(problem(405, "Method not allowed"))
        response = open_to_all(_read(view, known, request, args, kwargs))
        for name, value in going.headers(request.GET).items():
            response[name] = value
        return response

    read.csrf_exempt = True  # type: ignore[attr-defined]
    return read


def _read(view: View, known: frozenset[str] | None, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
    answers_everybody(request)
    try:
        if wrong := _unknown(request, known):
            return refused(400, wrong)
        method, request.method = request.method, "GET"
        try:
            response = view(request, *args, **kwargs)
        finally:
            request.method = method
    except Http404:
        response = problem(404, "Not found")
    except SuspiciousOperation:
        response = problem(400, "Bad request")
    if response.status_code == HTTPStatus.OK:
        return _conditional(request, response)
    return keepable(request, response) if response.status_code in KEPT else response


def _unknown(request: HttpRequest, known: frozenset[str] | None) -> dict[str, str]:
    """What is wrong with the names of the parameters; nothing where all of them are known and given once."""
    if known is None:
        return {}
    found = {}
    for name, values in request.GET.lists():
        if name not in known:
            found[name[:40]] = "unknown here"
        elif len(values) > 1:
            found[name] = "given more than once"
    return found


def refused(status: int, wrong: Mapping[str, str]) -> HttpResponse:
    """The answer to parameters that are wrong: 400 where they mean nothing here, 422 where a value cannot be; each by
    its name, and all in one sentence."""
    title = "Bad request" if status == HTTPStatus.BAD_REQUEST else "Invalid parameter"
    detail = "; ".join(f"{name}: {why}" for name, why in wrong.items())
    return problem(status, title, detail, errors=[{"parameter": name, "detail": why} for name, why in wrong.items()])


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with a strong ETag, or a 304 for those who have it already: by its ETag, or, where they name none, by
    the day of its last change."""
    etag = etag_of(response.content)
    response["ETag"] = etag
    public(request, response)
    modified = parse_http_date_safe(response.get("Last-Modified", ""))
    if "If-Match" in request.headers:  # the ETag of whichever encoding it was given in (cms.delivery.memory)
        request.META["HTTP_IF_MATCH"] = ENCODED.sub('"', request.META["HTTP_IF_MATCH"])
    found = get_conditional_response(request, etag=etag, last_modified=modified, response=response) or response
    if found.status_code == HTTPStatus.PRECONDITION_FAILED:
        return problem(412, "Precondition failed")
    if "Content-Language" in response:
        # A cache takes over what a 304 says of the answer it has.
        found["Content-Language"] = response["Content-Language"]
    return found


def open_to_all(response: HttpResponse) -> HttpResponse:
    """The answer of the API for scripts of every origin."""
    origins.open_to_all(response)
    response.headers.setdefault("Content-Language", "en")
    if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        response["Allow"] = origins.READING
    return response


def _nothing_here(request: HttpRequest) -> HttpResponse:
    raise Http404


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    return refused(422, {str(found["loc"][-1]): _why(found) for found in error.errors})


def _why(found: dict[str, Any]) -> str:
    """What pydantic found, in our words."""
    if found["type"] == "value_error":  # raised by our own code
        return str(found["msg"].removeprefix("Value error, "))
    return WORDS.get(found["type"], OTHERWISE).format(**found.get("ctx", {}))


def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404, "Not found")


def _failed(request: HttpRequest, error: Any) -> HttpResponse:
    """Hand the error on: Django logs it and answers with the site's 500."""
    raise error


def _query_names(operation: Any) -> frozenset[str]:
    models = [model for model in operation.models if model.__ninja_param_source__ == "query"]
    return frozenset(name for model in models for name in model.__ninja_flatten_map__)
