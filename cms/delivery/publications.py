"""The publication store as the rest of the project uses it: `with publications.unit(): …`."""

from cms.delivery.flush import publications_changed
from cms.delivery.store import drain, refuse, touch, unit

__all__ = ["drain", "publications_changed", "refuse", "touch", "unit"]
