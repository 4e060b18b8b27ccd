"""The description of the API: tools can read it, every field and error is said in words, and its examples are true."""

import json

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from cms.delivery.api.describing import KEY, PROBLEMS, completed, operations_of
from cms.delivery.api.examples import example_of
from cms.delivery.api.fields import described
from tests.shapes import empty_texts

LEAST_DESCRIBED = 0.95


@pytest.fixture(scope="module")
def description():
    return Client().get("/api/v1/openapi.json").json()


def test_it_is_openapi_3_1(description):
    assert description["openapi"] == "3.1.0"
    assert [error.message for error in OpenAPIV31SpecValidator(description).iter_errors()] == []


def test_what_is_no_openapi_is_noticed(description):
    broken = json.loads(json.dumps(description))
    del broken["info"]["title"]
    assert list(OpenAPIV31SpecValidator(broken).iter_errors())


def test_fields_and_parameters_are_described(description):
    named = {
        f"{shape}.{name}": field
        for shape, schema in description["components"]["schemas"].items()
        for name, field in schema.get("properties", {}).items()
    }
    for operation in operations_of(description):
        named |= {f"{operation['operationId']}?{one['name']}": one for one in operation["parameters"]}
    lacking = sorted(name for name, field in named.items() if not field.get("description"))
    assert len(named) > 500
    assert 1 - len(lacking) / len(named) >= LEAST_DESCRIBED, lacking


def test_the_example_of_every_answer_is_one_that_its_schema_allows(description):
    for operation in operations_of(description):
        content = operation["responses"]["200"]["content"]["application/json"]
        schema = {**content["schema"], "components": description["components"]}
        errors = Draft202012Validator(schema).iter_errors(content["example"])
        assert [f"{operation['operationId']}: {error.message}" for error in errors] == []
        assert content["example"] and not [*empty_texts(content["example"])]


def test_every_operation_tells_of_its_errors_and_of_what_is_left_of_the_limit(description):
    for operation in operations_of(description):
        responses = operation["responses"]
        assert {"200", "304", *PROBLEMS} == set(responses)
        assert {"RateLimit", "RateLimit-Policy"} <= set(responses["200"]["headers"])
    refused = description["components"]["responses"]["429"]
    assert set(refused["headers"]) == {"Retry-After", "RateLimit", "RateLimit-Policy"}
    assert refused["content"]["application/problem+json"]["example"]["title"] == "Too many requests"


def test_a_key_is_welcome_and_not_needed(description):
    assert description["security"] == [{}, {KEY: []}]
    assert description["components"]["securitySchemes"][KEY]["scheme"] == "bearer"


def test_every_tag_is_described_and_none_is_there_for_nothing(description):
    used = {tag for operation in operations_of(description) for tag in operation["tags"]} | {"webhooks"}
    assert {tag["name"] for tag in description["tags"]} == used
    assert all(tag["description"] for tag in description["tags"])


def test_it_says_whom_to_ask(description, settings):
    settings.API_CONTACT = "api@newsroom.example"
    assert completed({"info": {}, "paths": {}, "components": {"schemas": {}}}, {})["info"]["contact"]["email"]
    assert description["info"]["contact"] == {"name": "Treffpunkt", "url": "http://testserver/api/v1/docs"}
    assert description["info"]["license"]["name"]


def test_a_shape_that_says_something_of_its_field_is_not_overruled():
    said = described("Anything", {"title": {"description": "Its own."}, "phone_locale": {}, "nobody_knows": {}})
    assert said["title"]["description"] == "Its own."
    assert said["phone_locale"]["description"] == "The language of `phone`; null where that has no words."
    assert said["nobody_knows"] == {}


def test_a_field_with_values_of_its_own_takes_no_example_from_elsewhere():
    assert "examples" not in described("Anything", {"type": {"const": "events"}})["type"]


@pytest.mark.parametrize(
    ("schema", "example"),
    [
        ({"type": "string", "examples": ["a", "b"]}, "a"),
        ({"enum": ["x", "y"]}, "x"),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, 1),
        ({"type": "array", "items": {"type": "boolean"}}, [False]),
        ({"$ref": "#/components/schemas/A"}, {"day": "2026-11-29"}),
        ({}, None),
    ],
)
def test_an_example_is_made_from_those_of_the_fields(schema, example):
    shapes = {"A": {"type": "object", "properties": {"day": {"type": "string", "format": "date"}}}}
    assert example_of(schema, shapes) == example
