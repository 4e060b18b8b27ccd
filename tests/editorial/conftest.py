"""A newsroom with its roles, and people in them."""

from tests.colleagues import reviewer, roles, writer  # noqa: F401  # fixtures
