"""The publication store as the rest of the project uses it: `with publications.unit(): …`."""

from cms.delivery.signals import before_flush, publications_changed
from cms.delivery.sources import page_source, translations_source
from cms.delivery.store import drain, is_flushing, refuse, settle, touch, touch_later, unit

__all__ = [
    "before_flush",
    "drain",
    "is_flushing",
    "page_source",
    "publications_changed",
    "refuse",
    "settle",
    "touch",
    "touch_later",
    "translations_source",
    "unit",
]
