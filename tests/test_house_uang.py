"""No float and no fraction of a rupiah leaves the rules: not into a stored row, a page, or an answer (MN-11)."""

import json
import re
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.test import Client

from tests.house import APPS, ROOT, place
from tests.stage import Stage


class Pecahan(Exception):
    """A number with a decimal point where whole rupiah belong."""


def refuse(text: str) -> Any:
    raise Pecahan(text)


def floats_in(data: object, where: str) -> list[str]:
    """Every float inside stored JSON, with the way to it."""
    if isinstance(data, float):
        return [f"{where}: {data}"]
    if isinstance(data, dict):
        return [found for key, value in data.items() for found in floats_in(value, f"{where}.{key}")]
    if isinstance(data, list):
        return [found for place_, value in enumerate(data) for found in floats_in(value, f"{where}[{place_}]")]
    return []


@pytest.mark.lambat
def test_no_stored_json_holds_a_float(stage: Stage) -> None:
    columns = [
        (model, field.name)
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.JSONField)
    ]
    filled = [(model, name, list(model._default_manager.values_list(name, flat=True))) for model, name in columns]
    assert sum(bool(rows) for _, _, rows in filled) >= 7, "the stage fills the JSON columns"
    found = [one for model, name, rows in filled for row in rows for one in floats_in(row, f"{model.__name__}.{name}")]
    assert found == []


@pytest.mark.lambat
def test_no_answer_of_the_api_holds_a_float(stage: Stage) -> None:
    client = Client()
    client.force_login(stage.cast.dewi)
    resources = client.get("/api/v1/").json()
    for url in resources.values():
        json.loads(client.get(url).content, parse_float=refuse)
    month = stage.mamasa
    for path in (f"iuran/{month.iuran.pk}/asal/", f"peserta/{month.peserta.pk}/perlindungan/"):
        json.loads(client.get(f"/api/v1/{path}").content, parse_float=refuse)
    asked = {"kabupaten": "76.03", "bulan": "2026-10", "penghasilan": [2_426_640, 3_315_950, 12_000_001]}
    answer = client.post("/api/v1/kalkulator/", json.dumps(asked), "application/json")
    json.loads(answer.content, parse_float=refuse)


def number_types(schema: object, where: str = "") -> list[str]:
    """Every place of a schema that promises a number which may have decimals."""
    if isinstance(schema, dict):
        own = [where] if schema.get("type") == "number" else []
        return own + [found for key, value in schema.items() for found in number_types(value, f"{where}/{key}")]
    if isinstance(schema, list):
        return [found for value in schema for found in number_types(value, where)]
    return []


@pytest.mark.lambat
def test_the_schema_promises_integers_only(tmp_path_factory: pytest.TempPathFactory) -> None:
    target = tmp_path_factory.mktemp("skema") / "schema.json"
    call_command("spectacular", file=str(target), format="openapi-json")
    schema = json.loads(target.read_text(encoding="utf-8"))
    assert "type" in json.dumps(schema)
    assert number_types(schema) == []


FRACTIONS = re.compile(r"\|\s*(floatformat|intcomma|divisibleby)|{%\s*widthratio")


def test_no_template_divides_or_rounds() -> None:
    """Amounts come whole; charts may place their bars, but no money is made in a template."""
    found = [
        f"{place(path)}: {match.group()}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for match in FRACTIONS.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
