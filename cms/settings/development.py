"""Settings for a person's own machine: no server needed, errors shown in full."""

from cms.settings import env
from cms.settings.base import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "cms.demo"]  # noqa: F405
DEBUG = env.boolean("DEBUG", True)
SECRET_KEY = env.text("SECRET_KEY", "only-for-a-machine-of-ones-own")
EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.console.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "cms.content.storage.WholeFiles"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
