"""The publication store as the rest of the project uses it: `with publications.unit(): …`."""

from cms.delivery.flush import publications_changed
from cms.delivery.sources import page_source
from cms.delivery.store import before_flush, drain, refuse, touch, unit

__all__ = ["before_flush", "drain", "page_source", "publications_changed", "refuse", "touch", "unit"]
