"""Fixtures of some modules about the store."""

from tests.delivery.turns import one_turn, units  # noqa: F401  # fixtures
