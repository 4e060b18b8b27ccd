"""Translations as files, for translators who work with tools of their own: PO and XLIFF."""

from cms.translation.exchange import po, xliff
from cms.translation.exchange.received import MAX_BYTES, Format, Received, Unit, UnreadableError
from cms.translation.exchange.report import Report
from cms.translation.exchange.taking import take

FORMATS: dict[str, Format] = {"po": po, "xliff": xliff}

__all__ = ["FORMATS", "MAX_BYTES", "Format", "Received", "Report", "Unit", "UnreadableError", "take"]
