"""The list of people: its hash on the paper, its bytes for those who may see NIK, its PDF in the background."""

import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
import time_machine
from django.core.files.storage import default_storage
from rest_framework.test import APIClient

from desa.models import AuditEvent
from rekonsiliasi.actions.lampiran import keep_bytes
from rekonsiliasi.models import BeritaAcara, CetakLampiran, LampiranOrang
from rekonsiliasi.pdf import issue, paper_bytes
from rekonsiliasi.xlsx import agree_with_annex, people_xlsx
from tests.cast import Cast

from .kertas import TOTAL_KITA, drafted, text_of


@pytest.fixture(autouse=True)
def october() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-10-12 10:00 +08:00", tick=False) as traveller:
        yield traveller


def sent(cast: Cast) -> BeritaAcara:
    paper = drafted(cast)
    agree_with_annex(berita_acara=paper, by=cast.budi)
    return BeritaAcara.objects.get(pk=paper.pk)


@pytest.mark.lambat
def test_the_paper_prints_the_hash_of_the_list_it_froze(cast: Cast, tmp_path: Path) -> None:
    paper = sent(cast)
    kept = LampiranOrang.objects.get()
    with kept.berkas.open("rb") as stored:
        content = stored.read()
    assert paper.isi["lampiran"] == {"sha256": hashlib.sha256(content).hexdigest(), "orang": 9}
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Orang"]
    rows = [row for row in sheet.iter_rows(min_row=5, values_only=True) if row[4]]
    assert (len(rows), {type(row[4]) for row in rows}) == (9, {str})
    assert sum(row[10] for row in rows if isinstance(row[10], int)) == TOTAL_KITA
    with time_machine.travel("2030-01-01 00:00 +00:00", tick=False):
        assert people_xlsx(paper.rekonsiliasi)[0] == content
    final = issue(berita_acara=paper, by=cast.lina)
    assert paper.isi["lampiran"]["sha256"] in text_of(paper_bytes(final), tmp_path).replace(" ", "")
    assert (final.nomor_dinas, final.nomor_bpjs) == ("017/BA-JKN/DPM-PEMDES/X/2026", "001/BA/KC/1026")


@pytest.mark.lambat
def test_only_who_may_take_nik_gets_the_list_and_it_is_told(cast: Cast) -> None:
    paper = sent(cast)
    address = f"/berita-acara/{paper.pk}/lampiran/"
    assert cast.client("lina").get(address).status_code == 403
    assert "hanya DPM-Pemdes dan bendahara" in cast.client("lina").get(f"/berita-acara/{paper.pk}/").content.decode()
    answer = cast.client("andi").get(address)
    assert hashlib.sha256(answer.content).hexdigest() == paper.isi["lampiran"]["sha256"]
    assert answer["Content-Disposition"] == 'attachment; filename="daftar-orang_mamasa_2026-10.xlsx"'
    event = AuditEvent.objects.get(aksi="berita_acara.unduh_nik")
    assert (event.oleh, event.rincian["berkas"]) == (cast.andi, "xlsx")
    name = str(LampiranOrang.objects.get().berkas.name)
    assert keep_bytes(answer.content, name) == name
    with open(default_storage.path(name), "ab") as stored:
        stored.write(b"x")
    assert "tidak lagi sama" in cast.client("dewi").get(address, follow=True).content.decode()
    beside = keep_bytes(answer.content, name)
    assert beside != name, "a spoiled file is no reason to keep nothing"
    with default_storage.open(beside) as kept:
        assert kept.read() == answer.content


@pytest.mark.lambat
def test_the_list_as_pdf_is_drawn_in_the_background(cast: Cast, tmp_path: Path) -> None:
    paper, dewi = sent(cast), cast.client("dewi")
    address = f"/berita-acara/{paper.pk}/lampiran/"
    assert "belum dicetak" in dewi.get(f"{address}pdf/", follow=True).content.decode()
    page = dewi.post(f"{address}cetak/", follow=True).content.decode()
    row = CetakLampiran.objects.get()
    assert (row.selesai, row.jumlah, row.gagal, "Unduh PDF daftar orang" in page) == (2, 2, "", True)
    answer = dewi.get(f"{address}pdf/")
    assert hashlib.sha256(answer.content).hexdigest() == row.sha256
    text = text_of(answer.content, tmp_path)
    assert ("Jumlah Kecamatan Mambi" in text, paper.isi["lampiran"]["sha256"] in text) == (True, True)
    assert [text.count(f"Halaman {number} dari 2") for number in (1, 2)] == [1, 1]
    first = row.sha256
    CetakLampiran.objects.update(berkas="", sha256="", gagal="Berhenti")
    dewi.post(f"{address}cetak/")
    assert CetakLampiran.objects.get().sha256 == first


def tags_of(element: Any) -> Iterator[Any]:
    yield element
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from tags_of(kid)


@pytest.mark.lambat
def test_a_machine_asks_for_the_pdf_and_a_screen_reader_can_read_it(cast: Cast, tmp_path: Path) -> None:
    paper, door = sent(cast), APIClient()
    address = f"/api/v1/berita-acara/{paper.pk}/"
    for name, status in (("lina", 403), ("ines", 403), ("gusti", 404)):
        door.force_authenticate(getattr(cast, name))
        assert door.post(f"{address}lampiran-cetak/").status_code == door.get(f"{address}lampiran-pdf/").status_code
        assert door.get(f"{address}lampiran-pdf/").status_code == status
    door.force_authenticate(cast.andi)
    refused = door.get(f"{address}lampiran-pdf/")
    assert (refused.status_code, "belum dicetak" in str(refused.content)) == (400, True)
    asked = door.post(f"{address}lampiran-cetak/")
    assert (asked.status_code, asked.data["selesai"], asked.data["jumlah"]) == (200, 2, 2)
    content = door.get(f"{address}lampiran-pdf/").content
    assert hashlib.sha256(content).hexdigest() == asked.data["sha256"]
    assert AuditEvent.objects.filter(aksi="berita_acara.unduh_nik", rincian__berkas="pdf").count() == 1

    with pikepdf.open(io.BytesIO(content)) as pdf:
        root = pdf.Root
        assert (str(root.Lang), bool(root.MarkInfo.Marked), bool(root.ViewerPreferences.DisplayDocTitle)) == (
            "id", True, True,
        )  # fmt: skip
        assert b'pdfuaid:part="1"' in root.Metadata.read_bytes()
        (document,) = root.StructTreeRoot.K
        tags = list(tags_of(document))
        assert [str(one.S) for one in document.K] == ["/Part", "/Part"]  # a kecamatan each
        heads = [str(one.ID) for one in tags if "/ID" in one]
        assert len(set(heads)) == len(heads)
        cells = [one for one in tags if one.S == "/TD"]
        assert cells
        assert {str(head) for one in cells for head in one.A.Headers} <= set(heads)
        assert all(list(one.A.Headers) for one in cells)
        nums = root.StructTreeRoot.ParentTree.Nums
        assert [int(page.obj.StructParents) for page in pdf.pages] == [int(one) for one in list(nums)[::2]] == [0, 1]
        for number, page in enumerate(pdf.pages):  # each piece of the page finds its tag, and the tag its page
            owners = list(nums)[2 * number + 1]
            assert {one.Pg.objgen for one in owners} == {page.obj.objgen}
            page.contents_coalesce()
            assert len(owners) == len(set(re.findall(rb"/MCID (\d+)", page.obj.Contents.read_bytes())))
        with pdf.open_outline() as outline:
            assert [one.title for one in outline.root] == [
                "Daftar orang, Kecamatan Mambi",
                "Daftar orang, Kecamatan Aralle",
            ]
