"""All press releases, the oldest first."""

from cms.demo.texts import releases_since_2023, releases_since_2025, releases_until_2022

RELEASES = [*releases_until_2022.RELEASES, *releases_since_2023.RELEASES, *releases_since_2025.RELEASES]
