"""Settings: read from the environment, with safe defaults. See docs/reference/settings.md."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from counterpart.environment import (
    count_setting,
    csv_setting,
    data_folder,
    database_from_url,
    flag_setting,
    number_setting,
    origins_setting,
    secret_key,
    text_setting,
)

PACKAGE = Path(__file__).resolve().parent
DATA = data_folder()

DEBUG = flag_setting("COUNTERPART_DEBUG", default=False)
SECRET_KEY = secret_key(DATA)
ALLOWED_HOSTS = csv_setting("COUNTERPART_HOSTS", default="localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = csv_setting("COUNTERPART_ORIGINS", default="")
HTTPS = flag_setting("COUNTERPART_HTTPS", default=False)
SIGN_UP = flag_setting("COUNTERPART_SIGN_UP", default=False)

OIDC_SERVER = text_setting("COUNTERPART_OIDC_SERVER", default="")
OIDC_HOSTS = origins_setting("COUNTERPART_OIDC_HOSTS")
# What a company login needs to ask its server takes 5 MB: only where there is one.
COMPANY_LOGIN = ["allauth.socialaccount.providers.openid_connect"] if OIDC_SERVER else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "counterpart.web",  # before allauth, whose templates it redraws
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    *COMPANY_LOGIN,
    "django_htmx",
    "lucide",
    "template_partials",
    "counterpart.access",
    "counterpart.history",
    "counterpart.jobs",
    "counterpart.search",
    "counterpart.directory",
    "counterpart.customers",
    "counterpart.ledger",
    "counterpart.coverage",
    "counterpart.teams",
    "counterpart.staffing",
    "counterpart.desk",
    "counterpart.exchange",
    "counterpart.api",
    "counterpart.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "counterpart.access.middleware.ViewerMiddleware",
    "counterpart.access.company.CompanyLoginMiddleware",
    "counterpart.web.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "counterpart.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "counterpart.urls"
WSGI_APPLICATION = "counterpart.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "counterpart.web.context.frame",
            ],
            "builtins": ["counterpart.web.templatetags.counterpart"],
        },
    }
]
FORM_RENDERER = "counterpart.web.forms.Renderer"

DATABASES = {"default": database_from_url(text_setting("DATABASE_URL", default=""), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
    }
}

AUTH_USER_MODEL = "access.Login"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:home"
ACCOUNT_ADAPTER = "counterpart.access.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "counterpart.web.logins.own_words.LoginForm",
    "reset_password": "counterpart.web.logins.own_words.ResetPasswordForm",
    "reset_password_from_key": "counterpart.web.logins.own_words.ResetPasswordKeyForm",
    "change_password": "counterpart.web.logins.own_words.ChangePasswordForm",
    "set_password": "counterpart.web.logins.own_words.SetPasswordForm",
    "reauthenticate": "counterpart.web.logins.own_words.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody without a login gets mail from here
# How many proxies in front may be believed about the visitor's address.
ALLAUTH_TRUSTED_PROXY_COUNT = count_setting("COUNTERPART_PROXIES", default=0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # e-mails come from an administrator, not from a sign-up
MFA_TOTP_ISSUER = "Counterpart"
MFA_TOTP_TOLERANCE = 1  # one code early or late, for phones whose clock is off
SOCIALACCOUNT_ADAPTER = "counterpart.access.adapter.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "company",
                "name": text_setting("COUNTERPART_OIDC_NAME", default="Company login"),
                "client_id": text_setting("COUNTERPART_OIDC_CLIENT", default=""),
                "secret": text_setting("COUNTERPART_OIDC_SECRET", default=""),
                "settings": {"server_url": OIDC_SERVER},
            }
        ]
        if OIDC_SERVER
        else [],
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian"))]
# Our words win over those of the libraries: Django knows the "name" of a person only.
LOCALE_PATHS = sorted(PACKAGE.glob("*/locale"))
USE_I18N = True
USE_TZ = True
TIME_ZONE = text_setting("COUNTERPART_TIME_ZONE", default="UTC")

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "counterpart.web.static.Storage"},
}
MEDIA_ROOT = DATA / "files"

UPLOAD_LIMIT_MB = number_setting("COUNTERPART_UPLOAD_LIMIT_MB", default=50)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

JOB_LEASE_SECONDS = number_setting("COUNTERPART_JOB_LEASE_SECONDS", default=30)

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],  # and, on the login pages, the company: `access.company`
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

EMAIL_BACKEND = text_setting(
    "COUNTERPART_EMAIL_BACKEND", default="django.core.mail.backends.console.EmailBackend"
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO" if DEBUG else "WARNING"},
}
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]
