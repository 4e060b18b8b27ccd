"""The API's description tells receivers what they are sent."""

from django.utils import timezone

from cms.delivery.models import Change
from cms.webhooks.events import event_of, trial_event


def described(client):
    return client.get("/api/v1/openapi.json").json()


def fits(schema, value, definitions) -> bool:
    """Whether the value has exactly the fields that the schema requires, each of a value that it names."""
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rpartition("/")[2]]
    if schema.get("type") == "object":
        named = schema["properties"]
        return set(value) == set(schema["required"]) == set(named) and all(
            fits(named[name], one, definitions) for name, one in value.items()
        )
    if "const" in schema or "enum" in schema:
        return value in schema.get("enum", [schema.get("const")])
    return isinstance(value, {"string": str, "integer": int}[schema["type"]])


def test_what_is_sent_is_described_as_it_is(client, newsroom):
    newsroom.release(title="A")
    found = described(client)
    definitions = found["components"]["schemas"]
    sent = {"publication": event_of(Change.objects.first()), "test": trial_event(timezone.now())}
    assert set(found["webhooks"]) == set(sent)
    for name, event in sent.items():
        schema = found["webhooks"][name]["post"]["requestBody"]["content"]["application/json"]["schema"]
        assert fits(schema, event, definitions)
        assert not fits(schema, event | {"title": "A"}, definitions)
    kinds = definitions["PublicationEvent"]["properties"]["type"]["enum"]
    assert set(kinds) == {f"publication.{kind}" for kind in Change.Kind.values}


def test_headers_and_answers_are_described(client, newsroom):
    for webhook in described(client)["webhooks"].values():
        names = {parameter["name"] for parameter in webhook["post"]["parameters"]}
        assert names == {"webhook-id", "webhook-timestamp", "webhook-signature"}
        assert {"2XX", "410", "429"} == set(webhook["post"]["responses"])


def test_every_reference_of_the_description_leads_somewhere(client, newsroom):
    found = described(client)

    def references(value):
        if isinstance(value, dict):
            yield from ([value["$ref"]] if "$ref" in value else [])
            value = list(value.values())
        for one in value if isinstance(value, list) else []:
            yield from references(one)

    for reference in set(references(found)):
        _document, _components, kind, name = reference.split("/")
        assert name in found["components"][kind]
