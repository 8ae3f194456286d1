"""Every setting of the portal, read from the environment.

`LINGKUNGAN=produksi` refuses to start while a secret is missing or is the one that
development uses; the error names the variable.
"""

import re
from datetime import timedelta
from pathlib import Path

import environ
import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy

from jaminan.penyamar import mask_event

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEVELOPMENT_SECRET = "hanya-untuk-pengembangan-jangan-dipakai-di-produksi"  # noqa: S105


def production_value(name: str, why: str, form: str = ".+", letters: int = 1) -> str:
    """The variable's value, or an error that names the variable which production lacks and why it needs it.

    `letters` is how many different ones it must have: a key of one letter is long and no secret.
    """
    value: str = env.str(name, default="")
    if value == DEVELOPMENT_SECRET or not re.fullmatch(form, value) or len(set(value)) < letters:
        raise ImproperlyConfigured(
            f"Variabel lingkungan {name} belum diisi, masih bernilai bawaan, atau tidak aman. {why} "
            f"Isi {name} lalu jalankan lagi."
        )
    return value


LINGKUNGAN = env.str("LINGKUNGAN", default="pengembangan")
if LINGKUNGAN not in {"pengembangan", "produksi"}:
    raise ImproperlyConfigured(
        f"Variabel lingkungan LINGKUNGAN bernilai {LINGKUNGAN!r}; pilih pengembangan atau produksi."
    )
PRODUKSI = LINGKUNGAN == "produksi"
DEBUG = env.bool("DEBUG", default=False)
if PRODUKSI and DEBUG:
    raise ImproperlyConfigured(
        "Variabel lingkungan DEBUG menyala di produksi; halaman galat akan memuat data pribadi. Matikan DEBUG."
    )

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "data")))
DATA_DIR.mkdir(parents=True, exist_ok=True)

if PRODUKSI:
    SECRET_KEY = production_value(
        "SECRET_KEY", "Kunci ini menandatangani sesi setiap pengguna; paling sedikit 50 huruf acak.", ".{50,}", 10
    )
    ALAMAT_PORTAL = production_value(
        "ALAMAT_PORTAL",
        "Alamat ini dicetak sebagai kode QR pada Berita Acara, misalnya https://portal.example.go.id.",
        "https://.+",
    ).rstrip("/")
    ALLOWED_HOSTS = production_value(
        "ALLOWED_HOSTS", "Hanya nama host ini yang dijawab; tanda * menjawab semua.", r"[^*]+"
    ).split(",")
    production_value(
        "DATABASE_URL", "Produksi memakai PostgreSQL, misalnya postgres://nama:sandi@host/basis.", "postgres.+"
    )
else:
    SECRET_KEY = env.str("SECRET_KEY", default=DEVELOPMENT_SECRET)
    ALAMAT_PORTAL = env.str("ALAMAT_PORTAL", default="http://127.0.0.1:8000").rstrip("/")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])

INSTALLED_APPS = [
    "jaminan",
    "rekonsiliasi",
    "iuran",
    "desa",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "django_tasks",
    "django_tasks_db",
    "import_export",
    "rest_framework",
    "rest_framework.authtoken",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "jaminan.kepala_http.KepalaHttpMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # weak connections; a page is a third of its size
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jaminan.masuk_dahulu.MasukDahuluMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jaminan.kepala_http.TubuhTerbatasMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "jaminan.urls"
WSGI_APPLICATION = "jaminan.wsgi.application"

# Form fields and widgets are drawn by templates/django/forms, so that every form of the portal looks alike.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "desa.views.konteks.template_context",
            ],
            "builtins": ["desa.templatetags.format_id"],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'jaminan.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a second writer waits for the first instead of failing in the middle of its transaction.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# How many proxies of our own stand in front (nginx: 1). Each adds the address it was called from at the end of
# X-Forwarded-For; whatever stands before those is the caller's word. Without a proxy that header counts for nothing.
PROXY_TEPERCAYA = env.int("PROXY_TEPERCAYA", default=1 if PRODUKSI else 0)
IPWARE_META_PRECEDENCE_ORDER = ("HTTP_X_FORWARDED_FOR",) if PROXY_TEPERCAYA else ("REMOTE_ADDR",)
# ipware counts the proxies that are named in the header; the nearest one is not, it is REMOTE_ADDR.
IPWARE_META_PROXY_COUNT = max(PROXY_TEPERCAYA - 1, 0)
IPWARE_STRICT = False  # a caller who sends the header himself is known by his real address all the same

AUTH_USER_MODEL = "desa.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "desa.access.PortalBackend"]
# Wrong passwords make the name wait at that address, never the name alone: nobody can lock out the treasurer.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the wait that the page promises does not grow
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "desa.views.akun.locked_out"
AXES_USERNAME_CALLABLE = "jaminan.penyamar.mask_username"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True  # who came in and left is in the audit trail
AXES_VERBOSE = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = reverse_lazy("masuk")
LOGIN_REDIRECT_URL = reverse_lazy("beranda")
LOGOUT_REDIRECT_URL = reverse_lazy("masuk")

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Indonesia")]
FORMAT_MODULE_PATH = "jaminan.formats"
# Times are stored in UTC; each regency's own zone (Kabupaten.zona_waktu) decides what day it is there.
TIME_ZONE = "Asia/Makassar"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # it would print the year as 2.021; money goes through |rupiah

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "staticfiles"
MEDIA_ROOT = DATA_DIR / "berkas"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUKSI
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUKSI

# Certificates of issuers of electronic signatures that this portal trusts: PEM files in one folder, put there by the
# operator (README). While it is empty, every signature is shown as intact but of an unknown issuer.
AKAR_TANDA_TANGAN = Path(env.str("AKAR_TANDA_TANGAN", default=str(DATA_DIR / "akar")))

# An upload is at most 5 MB; the form says so before Django has to.
UKURAN_BERKAS_MAKS = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = UKURAN_BERKAS_MAKS + 512 * 1024
KIRIMAN_MAKS = 6 * 1024 * 1024  # a whole page sent, as nginx limits it too: a file and what is typed beside it
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUKSI
CSRF_COOKIE_SECURE = PRODUKSI
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [ALAMAT_PORTAL]
CSRF_FAILURE_VIEW = "jaminan.urls.csrf_failure"
SECURE_SSL_REDIRECT = PRODUKSI
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUKSI else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUKSI else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUKSI
SECURE_HSTS_PRELOAD = PRODUKSI
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

TASKS = {
    "default": {
        # At once in the request unless a worker is told to run (make run and production start one).
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if env.bool("PEKERJA", default=PRODUKSI)
        else "django_tasks.backends.immediate.ImmediateBackend",
        "QUEUES": ["default"],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        # Token first: it names itself in WWW-Authenticate, so that a stranger gets 401 and not 403.
        "desa.access.PortalTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 100,
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "desa.api.PortalSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "NUM_PROXIES": PROXY_TEPERCAYA,
    "DEFAULT_THROTTLE_RATES": {"kalkulator": "120/min", "token": "5/min", "periksa": "20/min"},
    "EXCEPTION_HANDLER": "desa.api.indonesian_errors",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Portal Iuran JKN Desa",
    "DESCRIPTION": "Iuran Jaminan Kesehatan kepala desa dan perangkat desa: kepesertaan, iuran, setoran, "
    "rekonsiliasi dan Berita Acara. Setiap angka menyebut pasalnya.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "DEFAULT_GENERATOR_CLASS": "desa.api.skema.KeptSchemaGenerator",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "StatusUsulan": "rekonsiliasi.enums.StatusUsulan",
        "StatusKepesertaan": "desa.enums.StatusKepesertaan",
        "StatusUpload": "desa.enums.StatusUpload",
        "StatusJawaban": "desa.enums.StatusJawaban",
        "JenisMutasi": "desa.enums.JenisMutasi",
        "ProfilEdabu": "desa.enums.ProfilEdabu",
        "PutusanCocok": "rekonsiliasi.enums.PutusanCocok",
        "StatusUsul": "desa.enums.StatusUsul",
        "JenisUsul": "desa.enums.JenisUsul",
        "Kepastian": "desa.enums.Kepastian",
        "StatusPenyampaian": "desa.enums.StatusPenyampaian",
        "JenisPenyampaian": "desa.enums.JenisPenyampaian",
        "JenisDokumen": "desa.enums.JenisDokumen",
        "JenisGanda": "desa.enums.JenisGanda",
        "Skema": "desa.enums.Skema",
        "JenisPerubahan": "desa.enums.JenisPerubahan",
        "JawabanTidakAda": "desa.enums.JawabanTidakAda",
        "AlasanBerakhir": "desa.enums.AlasanBerakhir",
        "StatusDraf": "desa.enums.StatusDraf",
        "StatusWarga": "desa.enums.StatusWarga",
        "StatusPutusan": "desa.enums.StatusPutusan",
        "JenisPutusan": "desa.enums.JenisPutusan",
        "TemuanLapangan": "desa.enums.TemuanLapangan",
        "HasilRujukan": "desa.enums.HasilRujukan",
        "JenisFaskes": "desa.enums.JenisFaskes",
        "JenisKeterangan": "desa.enums.JenisKeterangan",
        "JenisTenggat": "desa.enums.JenisTenggat",
        "StatusPenetapan": "iuran.enums.StatusPenetapan",
        "StatusRekonsiliasi": "rekonsiliasi.enums.StatusRekonsiliasi",
        "StatusBeritaAcara": "rekonsiliasi.enums.StatusBeritaAcara",
        "JenisSelisih": "rekonsiliasi.enums.JenisSelisih",
        "PihakTindak": "rekonsiliasi.enums.PihakTindak",
        "Pihak": "rekonsiliasi.enums.Pihak",
        "CaraTanda": "rekonsiliasi.enums.CaraTanda",
        "AsalTanda": "rekonsiliasi.enums.AsalTanda",
        "KepastianTanda": "rekonsiliasi.enums.KepastianTanda",
        "HasilPeriksa": "rekonsiliasi.enums.HasilPeriksa",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "baris": {"()": structlog.stdlib.ProcessorFormatter, "processor": structlog.processors.JSONRenderer()},
    },
    "handlers": {"konsol": {"class": "logging.StreamHandler", "formatter": "baris"}},
    # WeasyPrint tells each step of each page, pyHanko each issuer that it does not know, pikepdf that it is there.
    "loggers": {
        "pikepdf": {"level": "WARNING"},
        "weasyprint.progress": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "pyhanko": {"level": "ERROR"},
    },
    "root": {"handlers": ["konsol"], "level": env.str("TINGKAT_LOG", default="INFO" if PRODUKSI else "WARNING")},
}
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.format_exc_info,
        mask_event,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

# The password of every sample account; without it `siapkan --contoh` makes a random one and prints it.
SANDI_CONTOH = env.str("SANDI_CONTOH", default="")
SILENCED_SYSTEM_CHECKS: list[str] = []
