"""Broken uploads through the page: no server error, nothing half written, and counts that add up (UP-1, UP-2).

The suite sends 300; `KABUR_BERKAS=10000 python -m pytest tests/desa/test_unggah_kabur.py` sends the ten thousand.
"""

import io
import os
import re
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from desa.actions import kepesertaan
from desa.models import (
    AnggotaKeluarga,
    AuditEvent,
    KepesertaanUpload,
    MasaJabatan,
    PenghasilanTetap,
    Penyampaian,
    Peserta,
)
from desa.queries import berkas as pembaca
from tests.cast import Cast
from tests.conftest import read_here
from tests.desa.berkas import buku
from tests.desa.berkas.kabur import broken
from tests.desa.desa_uji import TITLES, judge, sheets_of

COUNT = int(os.environ.get("KABUR_BERKAS", "300"))
LOOKED_AT = 15  # every so many is opened as a preview
ROSTER: tuple[type[Model], ...] = (Peserta, MasaJabatan, AnggotaKeluarga, PenghasilanTetap, Penyampaian)


def told(hasil: dict[str, Any]) -> bool:
    """Whether every sheet's rows went somewhere."""
    parts = ("judul", "dilewati", "diterima", "tetap", "ditolak")
    return all(sheet["baris"] == sum(sheet[part] for part in parts) for sheet in hasil["hitungan"])


@pytest.mark.anak
@pytest.mark.lambat
def test_no_broken_file_breaks_anything(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pembaca, "_ask_child", read_here)
    monkeypatch.setattr(kepesertaan, "FILES_A_DAY", COUNT + 1)
    sari, address = cast.client("sari"), reverse("kepesertaan_unggah", args=[cast.rantebulahan.kode])
    before = [model._default_manager.count() for model in ROSTER]
    acts, answers = AuditEvent.objects.count(), {200: 0, 302: 0}
    for number, isi in enumerate(broken(COUNT)):
        file = SimpleUploadedFile("daftar.xlsx", isi)
        sent = sari.post(address, {"berkas": file})
        answers[sent.status_code] += 1
        if sent.status_code == 302 and number % LOOKED_AT == 0:
            assert sari.get(sent["Location"]).status_code == 200
    assert [model._default_manager.count() for model in ROSTER] == before
    uploads = list(KepesertaanUpload.objects.all())
    assert all(told(one.hasil) for one in uploads)
    assert len({one.sha256 for one in uploads}) == len(uploads) <= answers[302]
    assert AuditEvent.objects.count() - acts == len(uploads) + answers[200]


CELL = st.one_of(
    st.none(), st.none(), st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20),
    st.integers(-(10**6), 10**16), st.booleans(), st.dates(date(1900, 3, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1950, 1, 1), datetime(2050, 1, 1)),
    st.sampled_from(["JUMLAH", " ", "7603010101909001", "=1+1"]),
)  # fmt: skip
ROW = st.lists(CELL, max_size=9)


def rows_in(data: bytes) -> int:
    """How many rows of the first sheet hold a value, by the bytes of its XML alone."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    return sum(bool(re.search(r"<v>[^<]|<is>|<f>", row)) for row in re.findall(r"<row .*?</row>", xml, re.DOTALL))


@settings(max_examples=int(os.environ.get("KABUR_LEMBAR", "120")))
@given(st.lists(ROW, max_size=12), st.booleans())
@pytest.mark.lambat
def test_every_row_of_a_random_sheet_is_counted(rows: list[list[Any]], titled: bool) -> None:
    data = buku([list(TITLES), *rows] if titled else rows)
    sheets = sheets_of(data)
    if not sheets:
        return  # refused as a whole, with a sentence: the other tests tell which
    filled = [[cell for cell in row if cell not in (None, "")] for row in rows]
    blank = sum(bool(row) and all(isinstance(cell, str) and not cell.strip() for cell in row) for row in filled)
    assert sheets[0].jumlah == rows_in(data) - blank
    assert told(judge(data).as_json())
