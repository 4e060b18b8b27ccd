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
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
if not EMAIL_HOST_PASSWORD.isascii():
    raise env.WrongSetting("EMAIL_HOST_PASSWORD must be ASCII: no other password can be sent.")
EMAIL_ENCRYPTION = env.choice("EMAIL_ENCRYPTION", "none", {"NONE", "STARTTLS", "TLS"})
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_ENCRYPTION == "STARTTLS", EMAIL_ENCRYPTION == "TLS"
if EMAIL_HOST_PASSWORD and EMAIL_ENCRYPTION == "NONE":
    raise env.WrongSetting("EMAIL_HOST_PASSWORD would go over the network in the clear: EMAIL_ENCRYPTION is NONE.")
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "treffpunkt@localhost")

STORAGES = {
    "default": {"BACKEND": "cms.content.storage.WholeFiles"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
