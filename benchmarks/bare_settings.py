"""Production's settings with one view that does nothing."""

import os

from cms.settings.production import *  # noqa: F403

ROOT_URLCONF = "benchmarks.bare"
if os.environ.get("BARE"):
    MIDDLEWARE = []
