"""The trail of a regency, as its office and the inspector read it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import time_machine
from pytest_django.asserts import assertContains

from desa.actions.audit import record
from desa.queries.jejak import trail
from desa.rules.perbuatan import HAL, LAKU
from tests.cast import Cast

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [path for floor in ("desa", "iuran", "rekonsiliasi") for path in (ROOT / floor).rglob("*.py")]
RECORDING = {"record", "event_of", "_record", "_told", "_audit"}


def test_the_trail_is_in_the_order_of_its_moments(cast: Cast) -> None:
    """Entered on one day and in one go, as the sample is: the newest moment stands first."""
    for moment, words in (("2026-11-09T02:00:00Z", "kedua"), ("2026-10-26T02:00:00Z", "pertama")):
        with time_machine.travel(moment, tick=False):
            record("uji", by=cast.damar, objek=cast.sutera, tempat=cast.kayong_utara, ringkas=words)
    assert [row.ringkas for row in trail(cast.kayong_utara, aksi="uji")] == ["kedua", "pertama"]


def _acts(tree: ast.AST) -> Iterator[str]:
    """What is written as the act of an audit row: whole, or what stands before or without its subject."""
    for call in ast.walk(tree):
        name = getattr(call, "func", None)
        if isinstance(call, ast.Call) and getattr(name, "id", getattr(name, "attr", "")) in RECORDING:
            for said in call.args[:2]:
                if isinstance(said, ast.Constant) and isinstance(said.value, str):
                    yield said.value
                elif isinstance(said, ast.JoinedStr) and isinstance(said.values[0], ast.Constant):
                    yield str(said.values[0].value)


def test_every_act_has_words_for_the_filter() -> None:
    """No code words on the inspector's screen: a new act is named before it is recorded."""
    written = {act for file in SOURCES for act in _acts(ast.parse(file.read_text()))}
    acts = {act for act in written if act.islower() and " " not in act}
    parts = [act.partition(".") for act in sorted(acts - {"muat_contoh"})]
    whole = [(hal, laku) for hal, dot, laku in parts if dot and laku]
    assert len(whole) > 70
    assert sorted({hal for hal, dot, _ in parts if dot} - set(HAL)) == []
    assert sorted(({laku for _, laku in whole} | {hal for hal, dot, _ in parts if not dot}) - set(LAKU)) == []


def test_the_filter_says_acts_in_words(cast: Cast) -> None:
    with time_machine.travel("2026-11-09T02:00:00Z", tick=False):
        record("berita_acara.setujui_dinas", by=cast.damar, objek=cast.sutera, tempat=cast.kayong_utara, ringkas="-")
    page = cast.client("hasan").get("/kabupaten/61.11/jejak/")
    assertContains(page, '<option value="berita_acara.setujui_dinas">Berita Acara: disetujui DPM-Pemdes</option>')
