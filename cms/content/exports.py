"""Lists that the admin gives as CSV: what somebody typed is no formula in the spreadsheet of whoever opens them."""

from __future__ import annotations

from typing import Any

from django.utils.encoding import force_str
from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What spreadsheets take for the beginning of a formula: https://owasp.org/www-community/attacks/CSV_Injection
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")


def guard_exports() -> None:
    """Let every list of Wagtail's, and every one made from its mixin, guard its CSV."""
    ways = SpreadsheetExportMixin.custom_value_preprocess
    ways[list][SpreadsheetExportMixin.FORMAT_CSV] = lambda values: guarded(", ".join(map(force_str, values)))
    ways[object] = {SpreadsheetExportMixin.FORMAT_CSV: guarded}


def guarded(value: Any) -> Any:
    """The value of a cell as text that no spreadsheet calculates; numbers and what is empty stay."""
    text = force_str(value, strings_only=True)
    return f"'{text}" if isinstance(text, str) and text.startswith(BEGINNINGS) else text
