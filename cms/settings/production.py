"""Settings for a public site: what is required crashes the start with its name."""

from cms.settings import env
from cms.settings.base import *  # noqa: F403

DEBUG = False
SECRET_KEY = env.required("SECRET_KEY")
PUBLIC_URL = env.url("PUBLIC_URL", env.required("PUBLIC_URL"), {"https"}, bare=True)
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", [env.required("ALLOWED_HOSTS")])
if not ALLOWED_HOSTS:
    raise env.WrongSetting("ALLOWED_HOSTS names no host.")
WAGTAILADMIN_BASE_URL = PUBLIC_URL

DATABASES = {"default": env.database("DATABASE_URL", "sqlite:///var/db.sqlite3", made=False)}

SECURE_SSL_REDIRECT = env.boolean("SECURE_SSL_REDIRECT", True)
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = env.boolean("SECURE_HSTS_PRELOAD", True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
if env.boolean("BEHIND_TLS_PROXY", False):
    # Of TRUSTED_PROXIES only: from anybody else the header is taken away (cms.middleware.ProxyMiddleware).
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.integer("EMAIL_PORT", 25, least=1)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "treffpunkt@localhost")

STORAGES = {
    "default": {"BACKEND": "cms.content.storage.WholeFiles"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
