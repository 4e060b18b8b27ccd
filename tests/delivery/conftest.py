"""Fixtures of some modules about the store."""

from tests.delivery.turns import one_turn, small_slices, units  # noqa: F401  # fixtures
