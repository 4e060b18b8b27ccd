"""What a text still lacks before it may go out: a draft is saved without it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.fields import StreamField
from wagtail.models import Page

NOT_YET = "not_yet"
"""The code of an error that keeps a text from going out, but not its draft from being saved."""


def of_draft(error: Any) -> ValidationError | None:
    """What of an error refuses a draft as well; None for nothing."""
    error = error if isinstance(error, ValidationError) else ValidationError(error)
    if not hasattr(error, "error_dict"):
        kept = [found for found in error.error_list if found.code != NOT_YET]
        return ValidationError(kept) if kept else None
    by_field = {name: [found for found in errors if found.code != NOT_YET] for name, errors in error.error_dict.items()}
    by_field = {name: errors for name, errors in by_field.items() if errors}
    return ValidationError(by_field) if by_field else None


def lacking(page: Page) -> list[str]:
    """What refuses the page as it stands in memory, one sentence each, with the field's name in front."""
    return list(dict.fromkeys(f"{label}: {problem}" for label, problem in _problems(page)))


def _problems(page: Page) -> Iterator[tuple[str, str]]:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for message in _in_stream(field, getattr(page, field.name)):
                yield _label(page, field.name), message
    try:
        page.full_clean()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            for message in messages:
                yield _label(page, name), str(message)


def _label(page: Page, name: str) -> str:
    names = {field.name: field for field in page._meta.get_fields()}
    return str(getattr(names.get(name), "verbose_name", name)) if name in names else page.get_verbose_name()


def _in_stream(field: StreamField, value: Any) -> Iterator[str]:
    if not value and field.blank:
        return
    try:
        field.stream_block.clean(value)
    except ValidationError as error:
        yield from _messages(error)


def _messages(error: ValidationError) -> Iterator[str]:
    """The sentences of an error of blocks within blocks."""
    within = getattr(error, "block_errors", None)
    if within is None:
        yield from error.messages
        return
    for found in within.values():
        yield from _messages(found)
    for found in getattr(error, "non_block_errors", ()):
        yield str(found)
