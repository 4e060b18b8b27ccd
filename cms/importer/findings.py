"""What the importer is not sure of: codes, the words for editors, and the field of the page where each is settled."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _


class Code(models.TextChoices):
    """The codes of findings; they are part of the command's JSON and never change their meaning."""

    # The file
    DECODED = "decoded", _("Another encoding")
    HTML = "html", _("HTML")
    EMPTY = "empty", _("Empty file")
    BINARY = "binary", _("Not a text")
    UNREADABLE = "unreadable", _("Cannot be read")
    LONG_LINE = "long_line", _("Line too long")
    TOO_LARGE = "too_large", _("File too large")
    UNKNOWN_KIND = "unknown_kind", _("Unknown kind")
    # The text
    TITLE_MISSING = "title_missing", _("No title")
    DATE_MISSING = "date_missing", _("No date")
    YEAR_MISSING = "year_missing", _("No year")
    WEEKDAY_CONTRADICTS = "weekday_contradicts", _("Wrong weekday")
    LINK_REPAIRED = "link_repaired", _("Link repaired")
    PHONE_UNCLEAR = "phone_unclear", _("Phone number unclear")
    CAPTION_WITHOUT_IMAGE = "caption_without_image", _("Caption without image")
    GALLERY_WITHOUT_LINK = "gallery_without_link", _("Gallery without link")
    HEADING_UNSURE = "heading_unsure", _("Heading or item")
    PAGE_BREAK_UNSURE = "page_break_unsure", _("Page break in a sentence")
    SECTION_MISSING = "section_missing", _("Section missing")
    LEFT_OUT = "left_out", _("Left out")
    # What it is matched with
    FUNCTION_DIFFERS = "function_differs", _("Another function")
    ISSUER_MISSING = "issuer_missing", _("No issuer")
    # The import
    UNCHANGED = "unchanged", _("Unchanged")
    EDITED = "edited", _("Edited since")
    PAGE_DELETED = "page_deleted", _("Page deleted")
    FAILED = "failed", _("Could not be imported")


MESSAGES = {
    Code.DECODED: _("The file was read as %(encoding)s. Please look at umlauts and quotation marks."),
    Code.HTML: _("The file was a web page; only its text was taken over."),
    Code.EMPTY: _("The file is empty."),
    Code.BINARY: _("The file holds no text."),
    Code.UNREADABLE: _("The file could not be read: %(reason)s"),
    Code.LONG_LINE: _("A line of the file is longer than %(most)s characters."),
    Code.TOO_LARGE: _("The file is larger than %(most)s bytes."),
    Code.UNKNOWN_KIND: _("This is neither a press release nor a practice report nor the documentation of a meeting."),
    Code.TITLE_MISSING: _("There is no title. Please write one."),
    Code.DATE_MISSING: _("There is no date. Please add it."),
    Code.YEAR_MISSING: _("“%(written)s” has no year. It can be: %(years)s."),
    Code.WEEKDAY_CONTRADICTS: _("“%(written)s” was a %(weekday)s. Please check the date."),
    Code.LINK_REPAIRED: _("A broken link was repaired: %(link)s"),
    Code.PHONE_UNCLEAR: _("The phone number “%(written)s” has no area code."),
    Code.CAPTION_WITHOUT_IMAGE: _("The text has a caption, but no image came with it: “%(caption)s”"),
    Code.GALLERY_WITHOUT_LINK: _("A gallery is announced, but there is no link to it."),
    Code.HEADING_UNSURE: _("At a page break it is not certain whether this is a heading or an item: “%(text)s”"),
    Code.PAGE_BREAK_UNSURE: _("At a page break it is not certain whether this goes on the sentence before: “%(text)s”"),
    Code.SECTION_MISSING: _("There is nothing for “%(section)s”."),
    Code.LEFT_OUT: _("This was left out: “%(text)s”"),
    Code.FUNCTION_DIFFERS: _("%(name)s is quoted as “%(written)s”, but held then: “%(held)s”."),
    Code.ISSUER_MISSING: _("The text does not say who issued it."),
    Code.UNCHANGED: _("The file is unchanged since it was imported."),
    Code.EDITED: _("The file has changed, but so has the page since its import. The page was left as it is."),
    Code.PAGE_DELETED: _("The page made of this file was deleted since. It was not made again."),
    Code.FAILED: _("The import failed: %(reason)s"),
}
# For these, the file is not imported.
REFUSALS = {
    Code.EMPTY,
    Code.BINARY,
    Code.UNREADABLE,
    Code.LONG_LINE,
    Code.TOO_LARGE,
    Code.UNKNOWN_KIND,
    Code.FAILED,
}
# With these, the page stays a draft even where publishing was asked for.
HOLDS_BACK = {Code.TITLE_MISSING, Code.DATE_MISSING, Code.YEAR_MISSING, Code.WEEKDAY_CONTRADICTS}
# These only tell how the import went; nobody has to do anything.
FOR_INFORMATION = {Code.UNCHANGED}
ANY_YEAR = gettext_lazy("every year since 1990")


@dataclass(frozen=True)
class Finding:
    """Something to look at: `line` counts from 1 in the file, `field` names the page's field, both may be unknown."""

    code: Code
    line: int | None = None
    field: str = ""
    details: dict[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def message(self) -> str:
        """What an editor reads, in the active language."""
        return message(self.code, self.details)


def message(code: str, details: dict[str, Any]) -> str:
    """The words for a finding, in the active language."""
    return gettext(str(MESSAGES[Code(code)])) % details if details else str(MESSAGES[Code(code)])
