"""All documentations of events, the oldest first."""

from cms.demo.texts import minutes_since_2025, minutes_until_2024

MINUTES = [*minutes_until_2024.MINUTES, *minutes_since_2025.MINUTES]
