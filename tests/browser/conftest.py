"""A real browser before a real server, with Chromium as the machine has it."""

import io
import os

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from cms.editorial.roles import make_roles
from tests.factories import UserFactory

PASSWORD = "sehr geheim"  # noqa: S105 # of accounts made by the test

# Playwright runs an event loop in the tests' own thread, where Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Several browsers and their servers share a machine: what takes a second alone may take some then.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        "args": ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
    }


@pytest.fixture
def login(live_server, newsroom, settings, browser: Browser):
    """Opens the admin for somebody in that role, in a browser of their own."""
    settings.PUBLIC_URL = live_server.url
    newsroom.press  # noqa: B018  # made when first asked for
    call_command("rebuild_publications", stdout=io.StringIO())  # documents name the site's host
    make_roles()
    opened = []

    def into(role: str, name: str = "") -> Page:
        user = UserFactory(username=name or role.lower(), is_superuser=False)
        user.set_password(PASSWORD)
        user.save()
        user.groups.add(Group.objects.get(name=role))
        context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin")
        opened.append(context)
        page = context.new_page()
        page.goto(f"{live_server.url}/admin/login/")
        page.fill("input[name=username]", user.username)
        page.fill("input[name=password]", PASSWORD)
        page.click("button[type=submit]")
        expect(page).to_have_url(f"{live_server.url}{reverse('wagtailadmin_home')}")
        return page

    yield into
    # What stays open would ask the next test's server.
    for context in opened:
        for page in context.pages:
            page.unroute_all(behavior="ignoreErrors")  # what a test holds back may be on its way
        context.close()
