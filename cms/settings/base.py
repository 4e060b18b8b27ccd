"""Settings that hold everywhere; what differs comes from the environment (see docs/operations.md)."""

from pathlib import Path

import wagtail.locales
from csp.constants import NONCE, NONE, SELF
from django.conf.locale import LANG_INFO

from cms import locales
from cms.settings import env

BASE_DIR = env.BASE_DIR
VAR_DIR = BASE_DIR / "var"

SITE_NAME = env.text("SITE_NAME", "Treffpunkt")
PUBLIC_URL = env.url("PUBLIC_URL", "http://127.0.0.1:8000", {"http", "https"}, bare=True)
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", [])
# Whose word counts on where a request came from and how (cms.middleware.ProxyMiddleware).
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES", ["127.0.0.0/8", "::1"])
# Who may ask how the site is (cms.operations.health), besides nobody.
HEALTH_NETWORKS = env.networks("HEALTH_NETWORKS", ["127.0.0.0/8", "::1"])

INSTALLED_APPS = [
    "cms.users",
    "cms.outbox",
    "cms.throttling",
    "cms.content",
    "cms.delivery",
    "cms.translation",
    "cms.editorial",
    "cms.plain_language",
    "cms.accreditation",
    "cms.partners",
    "cms.webhooks",
    "cms.importer",
    "cms.founding",
    "cms.operations",
    "home",
    "press",
    "events",
    "search",
    "ninja",
    "csp",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail_modeladmin",
    "wagtail.contrib.redirects",
    "wagtail.sites",
    "cms.users.apps.AccountsConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # for its words: Wagtail says with them how long ago something was
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # First, so that it sees the errors of all others.
    "cms.middleware.ErrorCachingMiddleware",
    # What others believe of a request's address and scheme is what a known proxy says.
    "cms.middleware.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.middleware.AdminPolicyMiddleware",
    "cms.content.sessions.SessionMiddleware",
    "cms.middleware.PathLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.throttling.middleware.ThrottlingMiddleware",
    "cms.content.sessions.SessionEndedMiddleware",
    # Last, so that nothing but the view itself runs inside the transaction.
    "cms.delivery.middleware.UnitOfWorkMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Forms take our templates: no field has the browser cut what is pasted, since the server says what is too long.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": env.database("DATABASE_URL", "sqlite:///var/db.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What goes out at its time ends no review of what was written since (cms.editorial.receivers).
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False
# Days for which the change feed tells of a change.
CHANGES_KEPT = env.integer("CHANGES_KEPT", 90, least=1)
# MiB of finished answers that each process keeps (cms.delivery.door); 0 keeps none.
ANSWERS_KEPT = env.integer("ANSWERS_KEPT", 64, least=0)
# Seconds after which each process writes down what was searched for (search.learning); 0 counts nothing.
SEARCHES_COUNTED_EVERY = env.integer("SEARCHES_COUNTED_EVERY", 10, least=0)
# How often each address may ask the API without a key (cms.partners); 0 lets everybody ask at will.
API_CONTACT = env.text("API_CONTACT", "")  # a mail address for who uses the API
API_REQUESTS_PER_MINUTE = env.integer("API_REQUESTS_PER_MINUTE", 600, least=0)
REDIS_URL = env.url("REDIS_URL", "", {"redis", "rediss", "unix"})
CACHES = {
    "default": {"BACKEND": "cms.caching.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# Where one is named, Elasticsearch answers searches; without, and while it fails, the database does (search.cluster).
ELASTICSEARCH_URL = env.urls("ELASTICSEARCH_URL", {"http", "https"})
ELASTICSEARCH_API_KEY = env.text("ELASTICSEARCH_API_KEY", "")
ELASTICSEARCH_CA = env.text("ELASTICSEARCH_CA", "")
ELASTICSEARCH_PREFIX = env.text("ELASTICSEARCH_PREFIX", "treffpunkt")
ELASTICSEARCH_SHARDS = env.integer("ELASTICSEARCH_SHARDS", 1, least=1)
ELASTICSEARCH_REPLICAS = env.text("ELASTICSEARCH_REPLICAS", "0-1")

PASSWORD_HASHERS = ["cms.throttling.hashing.OneAtATime"]
AUTH_USER_MODEL = "users.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
SESSION_COOKIE_AGE = 28_800
LOGIN_URL = "wagtailcore_login"
LOGIN_REDIRECT_URL = "/"

# Languages (cms/locales.py) and time
LANGUAGE_CODE = locales.DEFAULT
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [(one.code, one.name) for one in locales.LANGUAGES]
LANGUAGES_BIDI = [one.code for one in locales.LANGUAGES if one.right_to_left]
for one in locales.LANGUAGES:
    LANG_INFO.setdefault(
        one.code, {"bidi": one.right_to_left, "code": one.code, "name": one.own_name, "name_local": one.own_name}
    )
# wagtail-localize's languages stand in the place of Wagtail's, whose words for the same pages it does not bring along.
LOCALE_PATHS = [BASE_DIR / "cms" / "locale", Path(wagtail.locales.__file__).parent / "locale"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
FORMAT_MODULE_PATH = ["cms.formats"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

# Side effects: the outbox, and what its deliveries are handed to
OUTBOX_THREAD = env.boolean("OUTBOX_THREAD", DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3")
OUTBOX_KEEP_DAYS = env.integer("OUTBOX_KEEP_DAYS", 30, least=1)
EMAIL_BACKEND = "cms.outbox.mail.OutboxBackend"
EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 5  # seconds for each step of the conversation; all of them must end within the outbox's lease
EMAIL_BOUNCES_TO = env.text("EMAIL_BOUNCES_TO", "")  # who is told of mail that cannot be delivered; else its sender
FRONTEND_CACHE_URL = env.url("FRONTEND_CACHE_URL", "", {"http", "https"}, bare=True)
WAGTAILFRONTENDCACHE = (
    {"default": {"BACKEND": "cms.delivery.purging.Proxy", "LOCATION": FRONTEND_CACHE_URL}} if FRONTEND_CACHE_URL else {}
)
# For tests and development: events may also be sent to this machine, without TLS and to any port.
WEBHOOKS_ALLOW_LOOPBACK = env.boolean("WEBHOOKS_ALLOW_LOOPBACK", False)

# Machine translation
MACHINE_TRANSLATOR = env.choice("MACHINE_TRANSLATOR", "none", {"NONE", "DEEPL", "LIBRETRANSLATE", "DEMO"}).lower()
if MACHINE_TRANSLATOR == "libretranslate":
    env.required("MACHINE_TRANSLATOR_URL")
MACHINE_TRANSLATOR_URL = env.url("MACHINE_TRANSLATOR_URL", "", {"http", "https"})
MACHINE_TRANSLATOR_KEY = (
    env.required("MACHINE_TRANSLATOR_KEY") if MACHINE_TRANSLATOR == "deepl" else env.text("MACHINE_TRANSLATOR_KEY", "")
)
MACHINE_TRANSLATOR_TIMEOUT = 10  # seconds; the few questions of one delivery must end within the outbox's lease

# How many processes serve; granian and gunicorn are told the same number (cms.operations.checks).
WEB_CONCURRENCY = env.integer("WEB_CONCURRENCY", 1, least=1)

# Files
STATIC_URL = "/static/"
STATIC_ROOT = env.folder("STATIC_ROOT", VAR_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "cms" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.folder("MEDIA_ROOT", VAR_DIR / "media")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Wagtail
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# Times are entered and shown in the agency's zone, whoever works from where.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
# Days as Germans type them: the admin's calendar turns what it cannot read into today, without a word.
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
WAGTAILADMIN_PERMITTED_LANGUAGES = [(one.code, one.name) for one in locales.LANGUAGES if one.for_editors]
WAGTAILIMAGES_IMAGE_MODEL = "content.CustomImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.content.file_forms.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.content.file_forms.DocumentForm"
# What of things that approved texts show waits for a second pair of eyes when it changes; the rest changes at once,
# but for what is changed together with a file.
SECOND_EYES = {
    "content.person": ["name", "functions"],
    "content.boilerplate": ["wordings"],
    "content.customimage": ["alt_text", "caption", "file"],
    "content.customdocument": ["title", "file"],
}
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 10_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_MODEL = "content.CustomDocument"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ics", "mp4", "odt", "ods", "pdf", "pptx", "txt", "webm", "xlsx", "zip"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# Shared passwords on private pages are one secret for many people: not offered.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
# The publication store makes redirects itself, in the transaction of the move and between public addresses only.
WAGTAILREDIRECTS_AUTO_CREATE = False
# An approval publishes the version that was approved, and no newer one.
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.editorial.finish.publish_approved"
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# Else the words of a translation would go with its text, and the memory with them.
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.editors.backend"}}
TASKS = {"default": {"BACKEND": "cms.delivery.indexing.Backend"}}
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "cms.content.rich_text.RichTextArea",
        "OPTIONS": {"features": ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]},
    }
}

# Security
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "script-src": [SELF, NONCE],
    }
}

LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"})
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without words": {"()": "cms.logs.WithoutWords"}},
    "formatters": {"line": {"()": "cms.logs.Line", "format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "level": LOG_LEVEL}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # Two lines for every row of the reference index tell nobody anything.
        "django_tasks": {"level": "WARNING"},
        # Wagtail says titles: below that of pages, there in the subjects of mails that fail.
        "wagtail": {"level": "WARNING"},
        "wagtail.admin": {"filters": ["without words"]},
    },
}
