"""The WSGI entry point: the site behind the door that answers from memory what it can, the API's gate before it, and in
front who is asked how it is. It does not start where the database is behind the code."""

import gc
import os
import sys

from django.core.wsgi import get_wsgi_application

from cms.settings.env import WrongSetting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

try:
    site = get_wsgi_application()
except WrongSetting as error:
    sys.exit(f"Wrong setting: {error}")

# Only now are there settings and models.
from cms.delivery.door import Door
from cms.operations import starting
from cms.operations.health import Health
from cms.operations.hosts import Noticing
from cms.partners.gate import Gate

starting.look()
application = Health(Noticing(Gate(Door(site))))

# What is loaded stays: a collection that walked over all of it would hold up whoever asks for a tenth of a second.
gc.collect()
gc.freeze()
