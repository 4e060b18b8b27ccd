"""What the translation of texts adds to the admin."""

from cms.translation import plain_hooks  # noqa: F401
