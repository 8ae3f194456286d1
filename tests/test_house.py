"""The house guards itself: what holds it together fails here before it rots."""

import ast
import importlib.metadata
import importlib.util
import re
import sys
import tomllib
import zipfile
from collections.abc import Iterable
from functools import cache

from django.apps import apps
from django.conf import global_settings, settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import models
from django.template.loader import get_template

from tests.house import (
    APPS,
    ROOT,
    SOURCE,
    imported_roots,
    place,
    python_files,
    room_files,
    syntax,
)

OUR_MODELS = [model for app in APPS for model in apps.get_app_config(app).get_models()]

# -- money -----------------------------------------------------------------------------------------------------------


def test_no_float_is_made_anywhere() -> None:
    calls = [
        place(path, node)
        for path in python_files(*SOURCE)
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
    ]
    assert calls == [], "float() loses rupiah; money is int, rates are basis points"


def is_path(node: ast.AST) -> bool:
    """`folder / "name"`, `Path(...) / name` and longer ones."""
    if isinstance(node, ast.BinOp):
        return is_path(node.left) or is_path(node.right)
    called_path = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Path"
    return called_path or isinstance(node, ast.JoinedStr) or isinstance(getattr(node, "value", None), str)


def divides_money(node: ast.AST) -> bool:
    """True division, except of a Decimal and of paths, which never make a float."""
    if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)):
        return False
    is_decimal = isinstance(node.left, ast.Call) and getattr(node.left.func, "id", "") == "Decimal"
    return not (is_decimal or is_path(node))


def test_no_float_and_no_true_division_where_money_is_counted() -> None:
    rooms = room_files("rules", "parameters", "queries", "actions", "enums", "models", "xlsx", "pdf")
    found = [
        place(path, node)
        for path in (*rooms, ROOT / "jaminan" / "rupiah.py")
        for node in ast.walk(syntax(path))
        if divides_money(node) or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    ]
    assert found == [], "money is counted in whole rupiah: use //, jaminan.rupiah.share_of or Decimal"


def test_no_column_holds_a_float_and_only_a_law_value_holds_decimals() -> None:
    fields = [(model.__name__, field) for model in OUR_MODELS for field in model._meta.get_fields()]
    floats = [f"{name}.{field.name}" for name, field in fields if isinstance(field, models.FloatField)]
    decimals = {f"{name}.{field.name}" for name, field in fields if isinstance(field, models.DecimalField)}
    assert (floats, decimals) == ([], {"ParameterValue.nilai"})


# -- rooms -----------------------------------------------------------------------------------------------------------

CLOCKS = {"today", "now", "utcnow", "localdate", "localtime", "time", "monotonic"}


def test_the_law_never_reads_the_clock_or_a_file() -> None:
    pure = (*room_files("rules", "parameters", "enums"), ROOT / "jaminan" / "rupiah.py", ROOT / "jaminan" / "bulan.py")
    found = [
        f"{place(path, node)} {ast.unparse(node.func)}()"
        for path in pure
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Call)
        and (getattr(node.func, "attr", "") in CLOCKS or getattr(node.func, "id", "") in {"open", "print", "input"})
    ]
    assert found == [], "a rule is told the day as an argument; it never looks at a clock or a file"


def test_no_file_grew_past_four_hundred_lines() -> None:
    files = [*python_files(*SOURCE, "tests"), *(ROOT / "templates").rglob("*.html"), *(ROOT / ".ci").iterdir()]
    crowded = [f"{place(path)} {count}" for path in files if (count := len(path.read_text().splitlines())) > 400]
    assert crowded == [], "a room with more than 400 lines becomes a package of that name"


def test_migrations_know_only_models_and_enums() -> None:
    strangers = [
        f"{place(path, node)} {node.module}"
        for app in APPS
        for path in sorted((ROOT / app / "migrations").glob("*.py"))
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").split(".")[0] in SOURCE
        and (node.module or "").split(".")[1:2] not in (["models"], ["enums"], ["migrations"])
    ]
    assert strangers == [], "a migration runs years later; it may not lean on code that moved on"


def test_indonesian_nouns_carry_no_english_plural() -> None:
    plural = [
        model.__name__ for model in OUR_MODELS if model._meta.verbose_name_plural == f"{model._meta.verbose_name}s"
    ]
    assert plural == [], "give Meta.verbose_name_plural in Indonesian"


def test_models_and_migrations_agree(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


# -- nothing lies unused ---------------------------------------------------------------------------------------------

# Django and its libraries look these names up by themselves.
FOUND_BY_NAME = re.compile(r"(400|403|404|500|403_csrf)\.html|(django|admin|registration|rest_framework)/.*")


def template_names() -> set[str]:
    folder = ROOT / "templates"
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def texts_that_name_templates() -> dict[str, str]:
    files = [*python_files(*SOURCE), *(path for path in (ROOT / "templates").rglob("*") if path.is_file())]
    return {place(path): path.read_text(encoding="utf-8") for path in files}


def test_every_template_is_used() -> None:
    texts = texts_that_name_templates()
    unused = [
        name
        for name in sorted(template_names())
        if not FOUND_BY_NAME.fullmatch(name)
        and not any(f'"{name}"' in text or f"'{name}'" in text for text in texts.values())
    ]
    assert unused == []


def test_every_template_and_static_file_that_is_named_exists() -> None:
    missing = []
    for where, text in texts_that_name_templates().items():
        for name in re.findall(r"""["']((?:\w+/)+[\w.-]+\.(?:html|txt))["']""", text):
            try:
                get_template(name)
            except Exception as error:  # noqa: BLE001 a syntax error is worth the same sentence
                missing.append(f"{where}: {name}: {error}")
        missing += [
            f"{where}: {name}" for name in re.findall(r"""{% static ["']([^"']+)["']""", text) if not finders.find(name)
        ]
    assert missing == []


# Read by the library that owns them, not by our code.
READ_BY_LIBRARIES = {
    "ROOT_URLCONF",
    "REST_FRAMEWORK",
    "SPECTACULAR_SETTINGS",
    "TASKS",
    "CONTENT_SECURITY_POLICY",
    "WHITENOISE_USE_FINDERS",
    "IPWARE_META_PRECEDENCE_ORDER",
    "IPWARE_META_PROXY_COUNT",
    "IPWARE_STRICT",
    "AXES_LOCKOUT_PARAMETERS",
    "AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT",
    "AXES_RESET_ON_SUCCESS",
    "AXES_LOCKOUT_CALLABLE",
    "AXES_USERNAME_CALLABLE",
    "AXES_SENSITIVE_PARAMETERS",
    "AXES_DISABLE_ACCESS_LOG",
    "AXES_VERBOSE",
}


def test_every_setting_of_our_own_is_used() -> None:
    tree = syntax(ROOT / "jaminan" / "settings.py")
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id.isupper()]
    written = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    used = {node.id for node in names if isinstance(node.ctx, ast.Load)} | READ_BY_LIBRARIES
    texts = "\n".join(path.read_text(encoding="utf-8") for path in python_files(*SOURCE))
    unused = {name for name in written - used if not hasattr(global_settings, name) and f"settings.{name}" not in texts}
    assert unused == set()


def test_settings_of_libraries_are_spelled_as_the_library_reads_them() -> None:
    from drf_spectacular.settings import SPECTACULAR_DEFAULTS
    from rest_framework.settings import DEFAULTS

    unknown = set(settings.REST_FRAMEWORK) - set(DEFAULTS) | set(settings.SPECTACULAR_SETTINGS) - set(
        SPECTACULAR_DEFAULTS
    )
    assert unknown == set()


# -- dependencies ----------------------------------------------------------------------------------------------------

# Used without an import of ours: what uses them, instead.
USED_THROUGH = {
    "psycopg2-binary": "Django's PostgreSQL backend",
    "defusedxml": "openpyxl, which trusts XML without it",
    "gunicorn": ".ci/serve",
    "pytest-xdist": ".ci/test",
    "import-linter": ".ci/lint",
    "ruff": ".ci/lint",
    "mypy": ".ci/lint",
    "djlint": ".ci/lint",
    "django-stubs": "mypy",
    "djangorestframework-stubs": "mypy",
    "types-pyyaml": "mypy",
    "pytest-django": "pytest",
    "uv": ".ci/lock",
}


def declared(uji: bool = True) -> dict[str, str]:
    """Every dependency of pyproject.toml and the line that it stands on; without `uji` only the portal's own."""
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    project = tomllib.loads("\n".join(lines))["project"]
    wanted = project["dependencies"] + (project["optional-dependencies"]["uji"] if uji else [])
    return {re.split(r"[\[<>=]", one)[0]: next(line for line in lines if f'"{one}"' in line) for one in wanted}


def test_every_dependency_says_why_it_is_here() -> None:
    assert [name for name, line in declared().items() if not re.search(r"# \w.{8,}", line)] == []


# Comes with a dependency that stands in pyproject.toml.
COMES_WITH = {
    "structlog": "django-structlog",
    "pytest": "pytest-django",
    "asn1crypto": "pyhanko",
    "cryptography": "pyhanko",
    "pyhanko_certvalidator": "pyhanko",
}


packages = cache(importlib.metadata.packages_distributions)


def modules_of(names: Iterable[str]) -> set[str]:
    """What one may import once these distributions are installed."""
    wanted = set(names)
    return {
        module
        for module, owners in packages().items()
        if wanted & {re.sub(r"[-_.]+", "-", owner).lower() for owner in owners}
    }


def test_every_dependency_is_used() -> None:
    text = (ROOT / "jaminan" / "settings.py").read_text(encoding="utf-8")
    used = imported_roots(*SOURCE, "tests") | set(re.findall(r'"([a-z0-9_]+)[."]', text))
    assert [name for name in declared() if name not in USED_THROUGH and not modules_of([name]) & used] == []


def test_everything_imported_is_declared() -> None:
    known = modules_of(declared()) | {*COMES_WITH, *SOURCE, "tests"} | sys.stdlib_module_names
    assert imported_roots(*SOURCE, "tests") - known == set()


def test_the_portal_imports_no_test_tool() -> None:
    """A production machine installs requirements.lock alone."""
    own = modules_of(declared(uji=False)) | {*COMES_WITH, *SOURCE} | sys.stdlib_module_names
    assert imported_roots(*SOURCE) - own == set()


def pins(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, flags=re.MULTILINE))


def test_both_lock_files_pin_the_same_versions_and_name_no_address() -> None:
    portal, tests = pins("requirements.lock"), pins("requirements-uji.lock")
    assert {name: tests.get(name) for name in portal} == portal
    for lock in ("requirements.lock", "requirements-uji.lock"):
        assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links", (ROOT / lock).read_text()) == []


def test_psycopg_3_stays_away() -> None:
    assert importlib.util.find_spec("psycopg") is None, "Django would prefer psycopg 3 in silence"


# -- invented people only --------------------------------------------------------------------------------------------

# A NIK that could be somebody's: a province, a day (women + 40), a month, a serial.
PLAUSIBLE_NIK = re.compile(
    r"(?<![\dA-Fa-f])[1-9]\d{5}(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{2}(\d{4})(?![\dA-Fa-f])"
)


def sample_texts() -> dict[str, str]:
    texts = {}
    for path in [*(ROOT / "fixtures").rglob("*"), *(ROOT / "tests").rglob("*")]:
        if path.suffix in {".py", ".yaml", ".json", ".csv", ".txt", ".md", ".html"}:
            texts[place(path)] = path.read_text(encoding="utf-8", errors="replace")
        elif path.suffix == ".xlsx" and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                members = [name for name in archive.namelist() if name.endswith(".xml") and "xl/" in name]
                if sum(archive.getinfo(name).file_size for name in members) < 20_000_000:
                    texts[place(path)] = "\n".join(archive.read(name).decode("utf-8", "replace") for name in members)
    return texts


def test_no_real_person_is_in_the_samples() -> None:
    real = {
        where: sorted({match.group() for match in PLAUSIBLE_NIK.finditer(text) if not match[1].startswith("9")})
        for where, text in sample_texts().items()
    }
    assert {where: found for where, found in real.items() if found} == {}, "sample NIK have a serial of 9xxx"
