"""The API's own description: valid, complete, and shown without an outside address."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from tests.cast import Cast

Skema = dict[str, dict[str, dict[str, dict[str, dict[str, object]]]]]
REFUSALS = {"400", "401", "403", "404", "405", "415", "429"}


@pytest.fixture(scope="module")
def schema() -> Skema:
    out = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", stdout=out)
    loaded: Skema = json.loads(out.getvalue())
    return loaded


@pytest.mark.lambat
def test_every_operation_says_how_it_may_refuse(schema: Skema) -> None:
    silent = [
        f"{method} {path}: {sorted(missing)}"
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
        if (missing := REFUSALS - set(operation["responses"]))
    ]
    assert silent == []


@pytest.mark.lambat
def test_every_resource_of_the_design_is_there(schema: Skema) -> None:
    wanted = (
        "kabupaten", "kecamatan", "desa", "peraturan", "peserta", "anggota-keluarga", "kepesertaan-upload",
        "penghasilan", "iuran", "setoran", "rekonsiliasi", "selisih", "berita-acara", "kalkulator", "token",
    )  # fmt: skip
    assert [name for name in wanted if f"/api/v1/{name}/" not in schema["paths"]] == []


@pytest.mark.lambat
def test_it_is_written_once_for_everybody(schema: Skema, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SchemaGenerator, "parse", None)
    answers = [cast.client(name).get("/api/schema/?format=json") for name in ("sari", "dewi")]
    assert [one.json() for one in answers] == [schema, schema]


@pytest.mark.lambat
def test_the_docs_page_asks_for_nothing_from_outside(cast: Cast) -> None:
    client = cast.client("dewi")
    page = client.get("/api/docs/").content.decode()
    assert [part for part in ("<style", "http://", "https://", "javascript:") if part in page] == []
    script = client.get("/api/docs/?script=")
    assert (script.status_code, script["Content-Type"]) == (200, "application/javascript")
    assert Client().get("/api/docs/?script=").status_code == 302
