"""The page for partners: how to begin, what there is, what errors mean."""

import re

import pytest
from django.urls import reverse

from cms.delivery import problems

API = "/api/v1"


@pytest.fixture
def page(client, newsroom):
    newsroom.release(title="Meldung")
    response = client.get(reverse("api_docs"))
    assert response.status_code == 200 and response["Content-Language"] == "en"
    return response.content.decode()


def test_every_operation_stands_there_with_its_parameters(client, page):
    for path, operations in client.get(f"{API}/openapi.json").json()["paths"].items():
        assert f"<code>{path}</code>" in page
        for parameter in operations["get"]["parameters"]:
            assert f"<code>{parameter['name']}</code>" in page


def test_every_error_leads_to_its_explanation(client, page):
    for path, status in ((f"{API}/nothing", 404), (f"{API}/events?x=1", 400), (f"{API}/events?limit=900", 422)):
        problem = client.get(path).json()
        address, _mark, anchor = problem["type"].partition("#")
        assert problem["status"] == status and address.endswith(reverse("api_docs")) and f'id="{anchor}"' in page
    assert all(f'id="{kind.name}"' in page for kind in problems.KINDS)
    assert len({kind.name for kind in problems.KINDS}) == len(problems.KINDS)


def test_the_addresses_that_it_names_are_there(client, page):
    named = set(re.findall(r"http://testserver(/[a-z0-9/._?=&;-]*)", page.replace("&amp;", "&")))
    asked = {path for path in named if "since=" not in path}
    assert asked and {client.get(path).status_code for path in asked} == {200}, asked


def test_it_changes_with_nothing_and_is_read_only(client, page):
    response = client.get(reverse("api_docs"))
    assert client.get(reverse("api_docs"), headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.post(reverse("api_docs")).status_code == 405
    assert client.get(f"{reverse('api_docs')}?x=1").status_code == 400
