"""Django's settings. Reading them touches no file: the data folder is made by what first writes into it."""

import hashlib
import os
import secrets
import socket
from email.utils import parseaddr
from pathlib import Path

from django.conf.locale import LANG_INFO
from django.utils.csp import CSP
from platformdirs import user_data_dir

from besace import languages
from besace.journal import engine
from besace.post import outward, smtp

PACKAGE = Path(__file__).parent
BESACE_DATA = Path(os.environ.get("BESACE_DATA") or user_data_dir("besace", appauthor=False))
# Where the keys that wrap all others lie; empty: `keys/` of the data folder. The system may hand them over read-only.
BESACE_KEYS = os.environ.get("BESACE_KEYS", "")
BESACE_HOSTS = tuple(host for host in os.environ.get("BESACE_HOSTS", "").split(",") if host)
# Where phones reach this server, for links and QR codes; `besace serve` sets it.
BESACE_ADDRESS = os.environ.get("BESACE_ADDRESS", "http://127.0.0.1:8420").rstrip("/")
# Whose word on the sender and on https is believed, and how many proxies stand in a row (`live.proxy`).
BESACE_PROXY = os.environ.get("BESACE_PROXY", "")
BESACE_PROXY_COUNT = os.environ.get("BESACE_PROXY_COUNT", "") or "1"
# The time zone of this machine, for browsers that tell none of their own; Django sets TZ anew after it has read this.
BESACE_ZONES = (os.environ.get("TZ", ""), os.path.realpath("/etc/localtime").partition("zoneinfo/")[2])
BESACE_NAMES = ("localhost", socket.gethostname().lower())
# How the log is written: a line for people, or one JSON object (`live.quiet`).
BESACE_LOG = os.environ.get("BESACE_LOG", "")
# Where whoever watches reads figures, and the file of the word they must say (`live.metrics_port`); empty: nowhere.
BESACE_METRICS = os.environ.get("BESACE_METRICS", "")
BESACE_METRICS_TOKEN = os.environ.get("BESACE_METRICS_TOKEN", "")
# The mail server; empty: there is none, codes to sign in are shown in the terminal where Besace runs, and letters are
# copied by hand.
BESACE_SMTP = os.environ.get("BESACE_SMTP", "")
BESACE_SMTP_SERVER = smtp.read(BESACE_SMTP)
BESACE_MAIL_FROM = smtp.sender(os.environ.get("BESACE_MAIL_FROM", ""), BESACE_SMTP_SERVER)
BESACE_MAIL_FROM_ADDRESS = parseaddr(BESACE_MAIL_FROM)[1]
# Where webhooks may lead beside port 443 of the public net: other ports, this machine ("near"); or "off".
BESACE_WEBHOOKS = outward.read(os.environ.get("BESACE_WEBHOOKS", ""))
# A house that has accounts already (OpenID Connect): its address, what it knows Besace by, and its name on the button.
BESACE_OIDC = {part: os.environ.get(f"BESACE_OIDC_{part}", "") for part in ("URL", "ID", "SECRET", "NAME")}


def _secret() -> str:
    """The folder's signing secret; one that dies with the process where there is no folder yet."""
    file = BESACE_DATA / "secret"
    return file.read_bytes().hex() if file.is_file() else secrets.token_hex(32)


def _digest(folder: Path) -> str:
    """Names a state of the static files, so that a browser may keep them for ever, relative imports included."""
    total = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            total.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()[:12]


SECRET_KEY = _secret()
DEBUG = False
# `live.http.guard_host` checks the host instead: a list of names cannot say "any address of a private network".
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "besace.journal",
    "besace.journal.vault",
    "besace.live",
    "besace.people",
    "besace.post",
    "besace.web",
    "django_tasks_db",
]
if BESACE_OIDC["URL"]:
    INSTALLED_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
MIDDLEWARE = [
    "besace.live.http.house_headers",
    "besace.live.http.guard_host",
    "besace.live.http.fit_cookies",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "besace.web.api.answers.in_json",
    "besace.live.http.guard_site",
    "besace.live.http.guard_size",
    "besace.web.errors.say_methods",
    "besace.web.by_table.ByTable",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "besace.web.account.hours.keep_hours",
    "besace.web.pace.KeepPace",
]
ROOT_URLCONF = "besace.urls"
ASGI_APPLICATION = "besace.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
            ],
        },
    },
]

# Two databases, the second for the keys: files of the data folder, or servers (BESACE_DATABASE, BESACE_VAULT).
DATABASES = engine.databases(BESACE_DATA, dict(os.environ))
BESACE_NUDGES = engine.listening(dict(os.environ))
DATABASE_ROUTERS = ["besace.journal.router.VaultRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
SESSION_ENGINE = "besace.people.login_rows"
SESSION_COOKIE_NAME = "besace_signed_in"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# Accounts (docs/decisions/0020): no password anywhere; a code by mail, a passkey, or the house's own accounts.
ACCOUNT_ADAPTER = "besace.web.account.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever has typed a code has shown that the address is hers
MFA_ADAPTER = "besace.web.account.adapter.KeyAdapter"
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_WEBAUTHN_USER_VERIFICATION = "required"
SOCIALACCOUNT_ADAPTER = "besace.web.account.provider.ProviderAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may not lead to another site under our content security policy
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "house",
                "name": BESACE_OIDC["NAME"],
                "client_id": BESACE_OIDC["ID"],
                "secret": BESACE_OIDC["SECRET"],
                "settings": {"server_url": BESACE_OIDC["URL"]},
            }
        ],
    }
}
# Counts tries (`web.pace`), in this process: large enough that nobody pushes her own count out.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 16_384}},
}

MAILERS = smtp.mailers(BESACE_SMTP_SERVER)
DEFAULT_FROM_EMAIL = BESACE_MAIL_FROM or "besace@localhost"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = languages.SOURCE
# Each by the name it gives itself.
LANGUAGES = [(code, LANG_INFO[code]["name_local"].capitalize()) for code in languages.LANGUAGES]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "besace_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# The address carries the digest of all static files: no list of hashed names to make beforehand, the same from a
# work tree and from an installed wheel. `besace serve` lays compressed copies in STATIC_ROOT; without it, they are
# served from the package.
STATIC_URL = f"/static/{_digest(PACKAGE / 'web' / 'static')}/"
STATIC_ROOT: Path | None = None
WHITENOISE_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False


def WHITENOISE_IMMUTABLE_FILE_TEST(_path: str, url: str) -> bool:  # noqa: N802 - a setting of whitenoise's
    return url.startswith(STATIC_URL)


_SELF = [CSP.SELF]
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": _SELF,
    "style-src": _SELF,
    "img-src": _SELF,
    "font-src": _SELF,
    "connect-src": _SELF,
    "manifest-src": _SELF,
    "worker-src": _SELF,
    "form-action": _SELF,
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["besace"],
}
# What every answer carries is written in `live.headers`, streams included; these are its parts.
SECURE_HSTS_SECONDS = 365 * 24 * 3600
# Not `no-referrer`: with it a browser posts plain forms as `Origin: null`, which the CSRF check must refuse.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "besace.web.errors.csrf_failure"
CSRF_COOKIE_NAME = "besace_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_HANDLERS: list[str] = []

SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "quiet": {"()": "besace.live.quiet.Json" if BESACE_LOG == "json" else "besace.live.quiet.Formatter"}
    },
    "handlers": {"house": {"class": "besace.live.quiet.Handler", "formatter": "quiet"}},
    "root": {"handlers": ["house"], "level": "WARNING"},
    "loggers": {
        "besace.happening": {"handlers": [], "level": "INFO", "propagate": True},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # A refusal is an answer like another, and no news for whoever runs the house.
        "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
        "django.security": {"handlers": [], "level": "CRITICAL", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        "uvicorn": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
