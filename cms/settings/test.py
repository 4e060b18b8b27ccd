"""Settings for the tests: fast hashing, plain static files, media in a folder of the test's own."""

from cms.settings.base import *  # noqa: F403

# The demo newsroom, which production lacks, and a page type that no other part knows.
INSTALLED_APPS = [*INSTALLED_APPS, "cms.demo", "tests.throwaway"]  # noqa: F405
DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105 # guards nothing
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PUBLIC_URL = "http://testserver"
# Runs at the same time in one checkout each need a folder of their own.
TEST_DIR = env.folder("TEST_DIR", VAR_DIR / "tests")  # noqa: F405
MEDIA_ROOT = TEST_DIR / "media"
STATIC_ROOT = TEST_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Whatever the shell names: a test that is about Elasticsearch names it itself, with indexes of its own.
ELASTICSEARCH_URL = []
OUTBOX_THREAD = False  # a test says itself when something is delivered
SEARCHES_COUNTED_EVERY = 0  # and when something is counted
EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "cms.content.storage.WholeFiles"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    # A file, so that threads and processes share it and `--reuse-db` can keep it; nothing of it must last.
    DATABASES["default"]["TEST"] = {"NAME": str(TEST_DIR / "db.sqlite3")}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] = (  # noqa: F405
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_{DATABASES['default']['NAME']}"}  # noqa: F405

LOGGING = {**LOGGING, "root": {"handlers": ["console"], "level": "WARNING"}}  # noqa: F405
