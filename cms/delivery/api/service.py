"""How the API answers: for reading only, with one kind of error, with an ETag, for every origin, without cookies."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, re_path
from django.utils.cache import get_conditional_response
from ninja import NinjaAPI, Swagger
from ninja.errors import ValidationError
from pydantic.json_schema import models_json_schema

from cms.delivery.answers import answers_everybody, etag_of, keepable, public
from cms.delivery.api.schemas import Problem
from cms.delivery.errors import problem

View = Callable[..., HttpResponse]

READING = "GET, HEAD, OPTIONS"
# Of the errors those that the store decides.
KEPT = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
PROBLEMS = {
    "400": "Unknown or repeated parameter",
    "404": "Not found",
    "410": "Withdrawn",
    "422": "A parameter has no possible value",
}


class PublicAPI(NinjaAPI):
    """A NinjaAPI whose every address, documentation included, answers as `reading` promises."""

    def __init__(self, **options: Any) -> None:
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
            self._schema = _completed(super().get_openapi_schema(**options))
        return self._schema

    def _get_urls(self) -> list[Any]:
        known = {
            operation.operation_id: _query_names(operation)
            for router in self._get_bound_routers()
            for view in router.path_operations.values()
            for operation in view.operations
        }
        patterns: list[Any] = super()._get_urls()
        found: list[Any] = [
            URLPattern(url.pattern, reading(url.callback, known.get(url.name, frozenset())), url.default_args, url.name)
            for url in patterns
        ]
        return [*found, re_path(r"^.", reading(_nothing_here, None))]


def answer(content: Any, *, language: str) -> HttpResponse:
    """The content as JSON, as it is."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(body, content_type="application/json", headers={"Content-Language": language})


def reading(view: View, known: frozenset[str] | None) -> View:
    """The view for GET, HEAD and OPTIONS; `known` are the parameters it understands, None for all there are."""

    @wraps(view)
    def read(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
        elif request.method not in {"GET", "HEAD"}:
            response = problem(405, "Method not allowed")
        else:
            response = _read(view, known, request, args, kwargs)
        return _open_to_all(request, response)

    read.csrf_exempt = True  # type: ignore[attr-defined]
    return read


def _read(view: View, known: frozenset[str] | None, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
    try:
        refusal = _refusal(request, known)
        if refusal:
            return problem(400, "Bad request", refusal)
        method, request.method = request.method, "GET"
        try:
            response = view(request, *args, **kwargs)
        finally:
            request.method = method
    except Http404:
        response = problem(404, "Not found")
    except SuspiciousOperation:
        response = problem(400, "Bad request")
    answers_everybody(request)
    if response.status_code == HTTPStatus.OK:
        return _conditional(request, response)
    return keepable(request, response) if response.status_code in KEPT else response


def _refusal(request: HttpRequest, known: frozenset[str] | None) -> str:
    """Why the query string cannot be answered; empty where it can."""
    if known is None:
        return ""
    for name, values in request.GET.lists():
        if name not in known:
            return f"Unknown parameter: {name[:40]}"
        if len(values) > 1:
            return f"Given more than once: {name}"
    return ""


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with a strong ETag, or a 304 for those who have it already."""
    etag = etag_of(response.content)
    response["ETag"] = etag
    public(request, response)
    found = get_conditional_response(request, etag=etag, response=response) or response
    if found.status_code == HTTPStatus.PRECONDITION_FAILED:
        return problem(412, "Precondition failed")
    if "Content-Language" in response:
        # A cache takes over what a 304 says of the answer it has.
        found["Content-Language"] = response["Content-Language"]
    return found


def _open_to_all(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    response.headers.setdefault("Content-Language", "en")
    if request.method == "OPTIONS":
        response["Access-Control-Allow-Methods"] = READING
        response["Access-Control-Allow-Headers"] = "If-None-Match"
        response["Access-Control-Max-Age"] = "86400"
    else:
        response["Access-Control-Expose-Headers"] = "ETag, Content-Language"
    if request.method == "OPTIONS" or response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        response["Allow"] = READING
    return response


def _nothing_here(request: HttpRequest) -> HttpResponse:
    raise Http404


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    reasons = (f"{found['loc'][-1]}: {found['msg'].removeprefix('Value error, ')}" for found in error.errors)
    return problem(422, "Invalid parameter", "; ".join(reasons))


def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404, "Not found")


def _failed(request: HttpRequest, error: Any) -> HttpResponse:
    """Hand the error on: Django logs it and answers with the site's 500."""
    raise error


def _query_names(operation: Any) -> frozenset[str]:
    models = [model for model in operation.models if model.__ninja_param_source__ == "query"]
    return frozenset(name for model in models for name in model.__ninja_flatten_map__)


def _completed(schema: dict[str, Any]) -> dict[str, Any]:
    """The description with what holds for every operation: the errors, and the answer to a matching ETag."""
    _, problems = models_json_schema([(Problem, "serialization")], ref_template="#/components/schemas/{model}")
    schema["components"]["schemas"] |= problems["$defs"]
    schema["servers"] = [{"url": settings.PUBLIC_URL}]
    failure = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operation in (operation for operations in schema["paths"].values() for operation in operations.values()):
        for parameter in operation["parameters"]:
            parameter["schema"] = _in_a_query(parameter["schema"])
        responses = {str(status): response for status, response in operation["responses"].items()}
        responses["304"] = {"description": "What If-None-Match names is still what would be sent"}
        responses |= {code: {"description": text, "content": failure} for code, text in PROBLEMS.items()}
        operation["responses"] = dict(sorted(responses.items()))
    return schema


def _in_a_query(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter without what repeats its name and without null, which no query string can say."""
    kept = {name: value for name, value in schema.items() if name not in {"title", "description", "anyOf"}}
    for choice in schema.get("anyOf", []):
        kept |= choice if choice != {"type": "null"} else {}
    return kept
