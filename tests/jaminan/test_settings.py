"""Production refuses to start half-configured, and says which variable is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import ROOT

COMPLETE = {
    "LINGKUNGAN": "produksi",
    "SECRET_KEY": "k3Yv" * 16 + "-Qz9_xW",
    "ALAMAT_PORTAL": "https://portal.example.go.id",
    "ALLOWED_HOSTS": "portal.example.go.id",
    "DATABASE_URL": "postgres://jaminan:sandi@127.0.0.1:1/jaminan",
}
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "SYSTEMROOT")


def run(folder: Path, arguments: list[str], **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Starts Python with the environment of a complete production, and these changes to it."""
    wanted = {**COMPLETE, "DATA_DIR": str(folder), **changes}
    env = {name: os.environ[name] for name in KEPT if name in os.environ}
    env |= {name: value for name, value in wanted.items() if value is not None}
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False)


START = ["-c", "import jaminan.settings"]


@pytest.mark.lambat
def test_complete_production_starts(tmp_path: Path) -> None:
    assert run(tmp_path, START).stderr == ""


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALAMAT_PORTAL", "ALLOWED_HOSTS", "DATABASE_URL"])
@pytest.mark.lambat
def test_production_names_the_missing_variable(tmp_path: Path, name: str) -> None:
    refused = run(tmp_path, START, **{name: None})
    assert (refused.returncode, f"Variabel lingkungan {name} " in refused.stderr.splitlines()[-1]) == (1, True)


@pytest.mark.lambat
def test_production_refuses_the_secret_of_development(tmp_path: Path) -> None:
    read = ["-c", "import jaminan.settings; print(jaminan.settings.SECRET_KEY)"]
    default = run(tmp_path, read, LINGKUNGAN=None, SECRET_KEY=None).stdout.strip()
    refused = run(tmp_path, START, SECRET_KEY=default)
    assert "Variabel lingkungan SECRET_KEY " in refused.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "1"),
        ("LINGKUNGAN", "production"),
        ("ALLOWED_HOSTS", "*"),
        ("ALAMAT_PORTAL", "http://portal.example.go.id"),
        ("DATABASE_URL", "sqlite:///jaminan.sqlite3"),
        ("SECRET_KEY", "pendek"),
        ("SECRET_KEY", "x" * 60),
    ],
)
@pytest.mark.lambat
def test_production_refuses_an_unsafe_value_and_names_it(tmp_path: Path, name: str, value: str) -> None:
    refused = run(tmp_path, START, **{name: value})
    assert refused.returncode == 1
    assert name in refused.stderr.splitlines()[-1]


@pytest.mark.lambat
def test_a_command_is_refused_in_one_line(tmp_path: Path) -> None:
    refused = run(tmp_path, ["manage.py", "periksa_buku"], SECRET_KEY=None)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert refused.stderr.startswith("Galat: Variabel lingkungan SECRET_KEY ")


@pytest.mark.lambat
def test_production_passes_the_deployment_check(tmp_path: Path) -> None:
    checked = run(tmp_path, ["manage.py", "check", "--deploy", "--fail-level", "WARNING"])
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, "1 ('HTTP_X_FORWARDED_FOR',) 0"),
        ({"PROXY_TEPERCAYA": "2"}, "2 ('HTTP_X_FORWARDED_FOR',) 1"),
        ({"PROXY_TEPERCAYA": "0"}, "0 ('REMOTE_ADDR',) 0"),
        ({"LINGKUNGAN": None}, "0 ('REMOTE_ADDR',) 0"),
    ],
)
@pytest.mark.lambat
def test_a_header_names_the_address_only_behind_our_own_proxy(
    tmp_path: Path, changes: dict[str, str | None], answer: str
) -> None:
    names = ('REST_FRAMEWORK["NUM_PROXIES"]', "IPWARE_META_PRECEDENCE_ORDER", "IPWARE_META_PROXY_COUNT")
    read = f"from jaminan.settings import *; print({', '.join(names)})"
    assert run(tmp_path, ["-c", read], **changes).stdout.strip() == answer
