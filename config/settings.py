"""All settings, read from the environment and from .env; .env.example explains each."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import environ
import pghistory
import pgtrigger
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")


def required(name: str) -> str:
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. With DATABASE_URL set this is a real installation, which needs "
            f"{name} in the environment or in .env; see .env.example."
        )
    return value


DATABASE_URL: str = env.str("DATABASE_URL", default="")
# Of migrate, grants and what else only the owner may; whoever serves pages need not know it.
OWNER_DATABASE_URL: str = env.str("OWNER_DATABASE_URL", default="")
# A demo keeps its data in this folder, is served on this machine and holds nobody's record.
DEMO: bool = env.bool("DEMO", default=not DATABASE_URL)
HTTPS: bool = env.bool("HTTPS", default=not DEMO)
DEBUG: bool = env.bool("DEBUG", default=False)

if not (DATABASE_URL or DEMO):
    raise ImproperlyConfigured(
        "DATABASE_URL is not set. A real installation (DEMO=false) needs a PostgreSQL server, "
        "as postgres://user:password@host:5432/courtledger; see .env.example."
    )

# Short on purpose: check --deploy refuses it wherever it would matter.
DEMO_KEY = "demo-only"
SECRET_KEY: str = env.str("SECRET_KEY", default=DEMO_KEY) if DEMO else required("SECRET_KEY")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS: list[str] = (
    env.list("ALLOWED_HOSTS", default=LOCAL_HOSTS)
    if DEMO
    else [host.strip() for host in required("ALLOWED_HOSTS").split(",")]
)
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "django_filters",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "cases",
    "cases.public",
    "cases.desk",
    "cases.accounts",
]

MIDDLEWARE = [
    # The first two see every answer, also those that the others give without asking further.
    "config.headers.headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cases.public.pages.operations.sealed_first",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cases.accounts.middleware.AccountsMiddleware",
    "cases.grants.masking.MaskingMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "public"],
        "OPTIONS": {"environment": "cases.public.jinja.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cases.accounts.context.frame",
            ],
        },
    },
]

# Databases: "default" is the clerks' side, the role court_app where DATABASE_URL says so; "public"
# may read the publication and nothing else. What each may do: cases/grants/rights.py.


def served(url_setting: str, url: str) -> dict[str, Any]:
    config: dict[str, Any] = env.db_url_config(url)
    if not config.get("ENGINE", "").endswith(".postgresql"):
        raise ImproperlyConfigured(
            f"{url_setting} must name a PostgreSQL server, as "
            f"postgres://user:password@host:5432/courtledger; it begins with {url.split(':')[0]!r}."
        )
    # A socket folder, as libpq writes it: postgres://court@%2Frun%2Fpostgresql/court
    config["HOST"] = unquote(config["HOST"])
    return config


# Stepping down to a role does not bring the role's own settings along, and one made by an earlier
# release may lack some.
PUBLIC_LIMITS = (
    "-c role=court_public -c statement_timeout=10s -c default_transaction_read_only=on"
    " -c plan_cache_mode=force_generic_plan -c max_parallel_workers_per_gather=0"
)


def databases() -> dict[str, dict[str, Any]]:
    if DATABASE_URL:
        default = served("DATABASE_URL", DATABASE_URL)
        public_url: str = env.str("PUBLIC_DATABASE_URL", default="")
        public = served("PUBLIC_DATABASE_URL", public_url or DATABASE_URL)
        if not public_url:
            options = public.setdefault("OPTIONS", {})
            options["options"] = f"{options.get('options', '')} {PUBLIC_LIMITS}".strip()
    else:
        data = env.str("PGDATA_DIR", default=str(BASE_DIR / ".pgdata"))
        default = {"NAME": "courtledger", "USER": "courtledger", "EMBEDDED": data}
        public = {**default, "USER": "court_public", "OPTIONS": {"options": PUBLIC_LIMITS}}
    shared = {"ENGINE": "config.pgbackend", "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    test_name = "test_courtledger" + env.str("TEST_DB_SUFFIX", default="")
    return {
        "default": {**default, **shared, "TEST": {"NAME": test_name}},
        "public": {**public, **shared, "TEST": {"MIRROR": "default"}},
    }


DATABASES = databases()
OWNER_DATABASE = served("OWNER_DATABASE_URL", OWNER_DATABASE_URL) if OWNER_DATABASE_URL else {}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# History: who wrote, in each event's own row; one trigger call per statement, not per row.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_LEVEL = pgtrigger.Level("STATEMENT")  # type: ignore[no-untyped-call]
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True
FORMAT_MODULE_PATH = "config.formats"

STATIC_URL = "static/"
# A demo serves the files where they lie; an installation collects them here.
STATIC_ROOT = None if DEMO else BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEMO
STATICFILES_STORAGE_NAME = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEMO
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATICFILES_STORAGE_NAME},
}

# Signing in to the desk: docs/accounts.md. How long a session lasts stands in cases/accounts.
REQUIRE_MFA: bool = env.bool("REQUIRE_MFA", default=not DEMO)
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "cases.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# One rule limits tries, for every server process: cases/accounts/lockout.py.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_FORMS = {
    "login": "cases.accounts.forms.SignInForm",
    "reauthenticate": "cases.accounts.forms.PasswordAgainForm",
    "change_password": "cases.accounts.forms.OwnPasswordForm",
}
MFA_ADAPTER = "cases.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = False
MFA_FORMS = {
    "authenticate": "cases.accounts.forms.SecondCodeForm",
    "authenticate_webauthn": "cases.accounts.forms.KeyForm",
    "reauthenticate": "cases.accounts.forms.SecondCodeAgainForm",
    "reauthenticate_webauthn": "cases.accounts.forms.KeyAgainForm",
    "login_webauthn": "cases.accounts.forms.KeyAloneForm",
    "activate_totp": "cases.accounts.forms.NewAppForm",
    "add_webauthn": "cases.accounts.forms.NewKeyForm",
}
# Single sign-on, where an OpenID provider is named.
OIDC_ISSUER: str = env.str("OIDC_ISSUER", default="")
OIDC_NAME: str = env.str("OIDC_NAME", default="the court's single sign-on")
OIDC_USERNAME_CLAIM: str = env.str("OIDC_USERNAME_CLAIM", default="preferred_username")
OIDC_DOES_MFA: bool = env.bool("OIDC_DOES_MFA", default=False)
SOCIALACCOUNT_ADAPTER = "cases.accounts.provider.ProviderAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "court",
                "name": OIDC_NAME,
                "client_id": env.str("OIDC_CLIENT_ID", default=""),
                "secret": env.str("OIDC_CLIENT_SECRET", default=""),
                "settings": {"server_url": OIDC_ISSUER, "oauth_pkce_enabled": True},
            }
        ]
    }
}

# Codes of an authenticator that were used already, known to every server process.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "short_memory",
    }
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "frame-src": [SELF],
        # Django's admin draws its icons as data: pictures.
        "img-src": [SELF, "data:"],
        "script-src": [SELF],
        "style-src": [SELF],
        "base-uri": [NONE],
        # The form of single sign-on is answered by the way to the provider.
        "form-action": [SELF, *filter(None, [OIDC_ISSUER])],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "cases.accounts.sessions"
# Longer than a session lasts, so that whoever comes back late finds what they had typed.
SESSION_COOKIE_AGE = 24 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = "Lax"
# Messages name cases: they stay on the server, not in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
# Only behind a proxy that sets this header itself; otherwise a visitor could.
BEHIND_PROXY: bool = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# What one address may ask of the API, and of pages and files, in each process; 0 for no limit.
API_REQUESTS_PER_MINUTE: int = env.int("API_REQUESTS_PER_MINUTE", default=6000)
PAGE_REQUESTS_PER_MINUTE: int = env.int("PAGE_REQUESTS_PER_MINUTE", default=1200)

# Files that are imported through the browser, and the reports about them: confidential.
IMPORT_DIR = Path(env.str("IMPORT_DIR", default=str(BASE_DIR / ".imports")))
IMPORT_MAX_MB: int = env.int("IMPORT_MAX_MB", default=512)
IMPORT_KEEP_DAYS: int = env.int("IMPORT_KEEP_DAYS", default=30)

# The list of what was sealed and destroyed, kept apart from the database and its backups, and the
# secret that it is made with: lost, no restored backup can be sealed anew.
SEALED_LIST: str = env.str("SEALED_LIST", default="")
SEALED_LIST_KEY: str = required("SEALED_LIST_KEY") if SEALED_LIST else SECRET_KEY

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
