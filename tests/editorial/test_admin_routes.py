"""tests/editorial/admin_routes.txt, held to every one of its lines."""

import logging
import os
from functools import cache

import pytest
from django.contrib.auth.backends import ModelBackend
from django.template.backends.django import Template
from wagtail.models import Site

from cms.readonly import ReadOnlyAdmin
from tests.editorial.routes import GOLDEN, Filled, routes, table, written


@pytest.fixture(scope="module")
def rows(kept):
    """What every role gets. For speed nothing is drawn or logged, and nobody's rights are read twice."""
    with pytest.MonkeyPatch.context() as patched:
        filled = Filled()
        patched.setattr(Template, "render", lambda template, context=None, request=None: "")
        patched.setattr(logging.root.manager, "disable", logging.CRITICAL)
        known = cache(ModelBackend().get_user)
        patched.setattr(ModelBackend, "get_user", lambda backend, pk: known(pk))
        yield table(filled)
    Site.clear_site_root_paths_cache()


def test_every_address_of_the_admin_has_its_line():
    lines = [line for line in GOLDEN.read_text().splitlines() if line and not line.startswith("#")]
    assert {line.split(" ")[0] for line in lines} - {"address"} == set(routes())
    assert len(routes()) > 300


@pytest.mark.matrix
def test_each_role_gets_what_its_line_says(rows):
    if os.environ.get("WRITE_ADMIN_ROUTES"):
        GOLDEN.write_text(written(rows))
    kept = set(GOLDEN.read_text().splitlines())
    now = written(rows).splitlines()
    assert [line for line in now if line not in kept] == []
    assert sorted(kept - set(now)) == []


def test_what_is_only_looked_at_has_no_history():
    lists = [found for found in ReadOnlyAdmin.__subclasses__() if found.model is not None]
    assert len(lists) > 4
    for found in lists:
        label = f"{found.model._meta.app_label}/{found.model._meta.model_name}/"
        assert not [route for route in routes() if route.startswith(label) and "history" in route]
