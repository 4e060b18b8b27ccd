"""An empty newsroom, ready to work in."""

import secrets
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from cms.founding import newsroom
from cms.founding.people import invite, make_account

ADMINISTRATOR = "admin"


class Command(BaseCommand):
    help = (
        "Makes an empty newsroom: pages, menus, languages, roles, glossary and the first administrator. What is there "
        "stays as it is: it can be run again, as for another language."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        known = ",".join(code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES)
        parser.add_argument("--name", help="What the agency is called (SITE_NAME).")
        parser.add_argument(
            "--languages",
            help=f"Of {known}: what visitors read. Originals are always in {settings.LANGUAGE_CODE}.",
        )
        parser.add_argument(
            "--admin", help=f"The first administrator's account, where there is none ({ADMINISTRATOR})."
        )
        parser.add_argument(
            "--mail", default="", help="Where to send them a link to choose a password; none is printed."
        )
        parser.add_argument(
            "--noinput", action="store_false", dest="ask", help="Ask nothing; take what is in brackets."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        languages = _languages(self._said(options, "languages", "Languages", settings.LANGUAGE_CODE))
        name = settings.SITE_NAME
        if newsroom.front_page() is None:
            name = self._said(options, "name", "Name of the agency", settings.SITE_NAME)
        with transaction.atomic():
            user, told = self._administrator(options)
            try:
                founded = newsroom.found(name, languages, user)
            except newsroom.TakenError as error:
                raise CommandError(str(error)) from error
        for line in (*_report(founded), *told):
            self.stdout.write(line)

    def _administrator(self, options: dict[str, Any]) -> tuple[Any, list[str]]:
        """Whoever administers, made where nobody does, and what the operator must know of it."""
        model = get_user_model()
        known = model.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
        if known is not None:
            return known, []
        username, mail = self._said(options, "admin", "Account of the administrator", ADMINISTRATOR), options["mail"]
        if model.objects.filter(username__iexact=username).exists():
            raise CommandError(f"--admin: there is an account {username} already, and it does not administer.")
        password = secrets.token_urlsafe(12)
        user = make_account(username, _address(mail), password, administrator=True)
        if mail:
            invite(user)
            return user, [f"Administrator: {username}; a link to choose a password goes to {mail}."]
        return user, [f"Administrator: {username}, password {password} (it is shown this once)."]

    def _said(self, options: dict[str, Any], name: str, question: str, default: str) -> str:
        """What the option says, else the answer to the question, else the default."""
        said = options[name]
        if said is None and options["ask"]:
            said = input(f"{question} ({default}): ")
        return (said or "").strip() or default


def _languages(said: str) -> list[str]:
    known = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    asked = [word for word in (part.strip() for part in said.split(",")) if word]
    if unknown := [code for code in asked if code not in known]:
        raise CommandError(f"--languages: {', '.join(unknown)} is none of {', '.join(known)}.")
    return asked


def _address(mail: str) -> str:
    try:
        if mail:
            validate_email(mail)
    except ValidationError as error:
        raise CommandError(f"--mail: {mail} is no mail address.") from error
    return mail


def _report(founded: newsroom.Founded) -> Iterator[str]:
    if not founded:
        yield "The newsroom is there already; nothing was changed."
        return
    if founded.pages:
        yield f"Public: {', '.join(founded.pages)}"
        yield f"Drafts with facts to fill in, in square brackets: {', '.join(founded.drafts)}"
    if founded.languages:
        yield f"Waiting for translation: {', '.join(founded.languages)}"
    yield f"{settings.PUBLIC_URL}/admin/"
