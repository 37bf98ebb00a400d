"""Settings, read from the environment and safe by default. Each one is explained in docs/guides/operator.md."""

from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from parvis.config import environment as env

PACKAGE = Path(__file__).resolve().parent.parent

# Everything that is data stands in one folder: database, uploads, e-mails of the demonstration, secret key.
PARVIS_DATA = Path(env.text("PARVIS_DATA", "data")).resolve()
PARVIS_DATA.mkdir(mode=0o700, parents=True, exist_ok=True)

DEBUG = env.flag("PARVIS_DEBUG")
PARVIS_DEMO = env.flag("PARVIS_DEMO")
PARVIS_GALLERY = env.flag("PARVIS_GALLERY", DEBUG)
PARVIS_URL = env.text("PARVIS_URL", f"http://127.0.0.1:{env.number('PORT', 8000)}").rstrip("/")
BEHIND_TLS = PARVIS_URL.startswith("https://")
SECRET_KEY = env.secret_key(PARVIS_DATA)
ALLOWED_HOSTS = [urlsplit(PARVIS_URL).hostname or "", *env.words("PARVIS_HOSTS", "127.0.0.1,localhost,[::1]")]

# One line a room.
ROOMS = [
    "parvis.ui",
    "parvis.core.record",
    "parvis.core.people",
    "parvis.core.spaces",
    "parvis.core.processes",
    "parvis.core.discussion",
    "parvis.core.decisions",
    "parvis.core.notices",
    "parvis.core.opendata",
    "parvis.features.ballots",
    "parvis.features.consultation",
    "parvis.portal",
]
INSTALLED_APPS = [
    *ROOMS,
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "parvis.config.middleware.security_headers",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "parvis.config.middleware.same_for_everybody",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "parvis.core.people.sessions.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "parvis.config.urls"
WSGI_APPLICATION = "parvis.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "parvis.portal.house.context",
            ],
        },
    }
]
FORM_RENDERER = "parvis.ui.renderer.FormRenderer"

DATABASES = {"default": env.database(env.text("DATABASE_URL"), PARVIS_DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# In the memory of each process: pages for visitors (some 10 kB each) and rows of lists (some 2 kB), see parvis/core/record/pages.py.
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name, "OPTIONS": {"MAX_ENTRIES": entries}}
    for name, entries in (("default", 1_000), ("pages", 2_000), ("pieces", 10_000))
}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["parvis.core.people.sessions.Backend"]
SESSION_ENGINE = "parvis.core.people.sessions"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/ma-participation/"
LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = env.text("PARVIS_LANGUAGE", "fr")
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
TIME_ZONE = env.text("PARVIS_TIME_ZONE", "Europe/Paris")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = PARVIS_DATA / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "parvis.ui.finders.JoinedFinder",
]
MEDIA_URL = "/pieces/"
MEDIA_ROOT = PARVIS_DATA / "uploads"
# The keys of the public record; what was signed last, outside the data and its backups; and where its files are published.
PARVIS_KEYS = Path(env.text("PARVIS_KEYS", str(PARVIS_DATA / "keys"))).resolve()
PARVIS_GUARD = Path(env.text("PARVIS_GUARD") or (PARVIS_DATA / "guard" if PARVIS_DEMO else env.state_folder() / "guard")).resolve()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "record": env.storage("PARVIS_RECORD_STORAGE")
    or {"BACKEND": "parvis.core.record.log.files.RecordStorage", "OPTIONS": {"location": PARVIS_DATA / "registre"}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# A background for maps, asked of this server by browsers; without it maps need nobody.
PARVIS_TILES, PARVIS_TILES_CREDIT = env.tiles("PARVIS_TILES", "PARVIS_TILES_CREDIT"), env.text("PARVIS_TILES_CREDIT")
PARVIS_UPLOAD_MEGABYTES = env.number("PARVIS_UPLOAD_MEGABYTES", 10)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_PERMISSIONS = 0o600

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("PARVIS_BEHIND_PROXY") else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = "parvis_session", "parvis_form", "parvis_language"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [PARVIS_URL] if BEHIND_TLS else []

DEFAULT_FROM_EMAIL = env.text("PARVIS_EMAIL_FROM", f"parvis@{urlsplit(PARVIS_URL).hostname}")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if env.text("PARVIS_SMTP_HOST") else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = PARVIS_DATA / "emails"
EMAIL_HOST, EMAIL_PORT = env.text("PARVIS_SMTP_HOST"), env.number("PARVIS_SMTP_PORT", 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = env.text("PARVIS_SMTP_USER"), env.text("PARVIS_SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("PARVIS_SMTP_STARTTLS", default=True)
EMAIL_TIMEOUT = 10

ACCOUNT_ADAPTER = "parvis.core.people.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "parvis.core.people.forms.LoginForm",
    "signup": "parvis.core.people.forms.SignupForm",
    "confirm_login_code": "parvis.core.people.forms.CodeForm",
    "confirm_email_verification_code": "parvis.core.people.forms.AddressCodeForm",
    "confirm_password_reset_code": "parvis.core.people.forms.ResetCodeForm",
    "add_email": "parvis.core.people.forms.AddressForm",
    "set_password": "parvis.core.people.forms.PasswordForm",
    "change_password": "parvis.core.people.forms.ChangePasswordForm",
    "reset_password": "parvis.core.people.forms.ForgottenForm",
    "reset_password_from_key": "parvis.core.people.forms.NewPasswordForm",
    "reauthenticate": "parvis.core.people.forms.AgainForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 900
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_CONFIRMATION_AUTHENTICATED_REDIRECT_URL = "/compte/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
MFA_FORMS = {
    "add_webauthn": "parvis.core.people.forms.AddPasskeyForm",
    "edit_webauthn": "parvis.core.people.forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS

SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.text("PARVIS_LOG_LEVEL", "WARNING").upper()},
}
