"""People of the newsroom."""

from tests.colleagues import roles  # noqa: F401  # fixture
