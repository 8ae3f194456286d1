"""Stories of the paper signed by hand: its scan is brought by one office and confirmed by both, or refused."""

import io
from collections.abc import Iterator

import pikepdf
import pytest
import time_machine
from django.db import IntegrityError, transaction
from PIL import Image

from desa.models import AuditEvent
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.tanda_tangan import confirm_scan, refuse_scan
from rekonsiliasi.enums import HasilPeriksa, Pihak, StatusBeritaAcara
from rekonsiliasi.models import BerkasTertanda, PutusanPindaian
from rekonsiliasi.pdf import paper_bytes
from rekonsiliasi.pdf.pengenalan import recognise
from rekonsiliasi.pdf.tanda_tangan import receive_scan, signed_bytes
from tests.cast import Cast

from .kertas import issued, sent
from .penanda import signing_table


@pytest.fixture(autouse=True)
def october() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-10-12 10:00 +08:00", tick=True) as traveller:
        yield traveller


def photo(width: int = 900, height: int = 1200, kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, kind)
    return out.getvalue()


def pdf_with(**root: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for name, value in root.items():
            pdf.Root[f"/{name}"] = value
        pdf.save(out)
    return out.getvalue()


@pytest.mark.lambat
def test_a_scan_is_final_once_both_offices_know_their_paper_in_it(cast: Cast) -> None:
    paper = issued(cast)
    row = receive_scan(berita_acara=paper, isi=photo() + b"<script>jejak</script>", by=cast.budi)
    kept = signed_bytes(row)
    assert (kept[:3], b"jejak" in kept, str(row.berkas.name).endswith(".jpg")) == (b"\xff\xd8\xff", False, True)
    paper.refresh_from_db()
    assert paper.status == StatusBeritaAcara.DITANDATANGANI
    with pytest.raises(Kesalahan, match="tidak sama dengan 8 huruf pertama"):
        confirm_scan(berita_acara=paper, ketikan="00000000", by=cast.budi)
    confirm_scan(berita_acara=paper, ketikan=f"{paper.sidik[:4].upper()} {paper.sidik[4:8]}", by=cast.budi)
    for user, said in ((cast.budi, "sudah memastikan"), (cast.dewi, "sudah memastikan"), (cast.ines, "Hanya DPM")):
        with pytest.raises(Kesalahan, match=said):
            confirm_scan(berita_acara=paper, ketikan=paper.sidik[:8], by=user)
    with pytest.raises(Kesalahan, match="tidak diganti lagi"):
        receive_scan(berita_acara=paper, isi=photo(), by=cast.lina)
    confirm_scan(berita_acara=paper, ketikan=paper.sidik, by=cast.lina)
    paper.refresh_from_db()
    assert (paper.status, recognise(kept).hasil) == (StatusBeritaAcara.FINAL, HasilPeriksa.PINDAIAN)
    for deed in (
        lambda: confirm_scan(berita_acara=paper, ketikan=paper.sidik, by=cast.lina),
        lambda: receive_scan(berita_acara=paper, isi=photo(), by=cast.lina),
    ):
        with pytest.raises(Kesalahan, match="sudah final"):
            deed()
    assert AuditEvent.objects.filter(aksi__startswith="berita_acara.pindaian").count() == 3


@pytest.mark.lambat
def test_a_refused_scan_sends_the_paper_back_to_be_signed(cast: Cast) -> None:
    meja = signing_table(cast)
    receive_scan(berita_acara=meja.paper, isi=pdf_with(), by=cast.budi)
    with pytest.raises(Kesalahan, match="ditandatangani basah"):
        meja.sign(Pihak.DINAS)
    with pytest.raises(Kesalahan, match="Alasan belum ditulis"):
        refuse_scan(berita_acara=meja.paper, alasan=" ", by=cast.lina)
    refuse_scan(berita_acara=meja.paper, alasan="Halaman terakhir tidak ikut dipindai", by=cast.lina)
    meja.paper.refresh_from_db()
    assert meja.paper.status == StatusBeritaAcara.TERBIT
    refused = recognise(signed_bytes(BerkasTertanda.objects.get()))
    assert refused.keterangan == ("Pindaian ini ditolak salah satu pihak, jadi tidak berlaku.",)
    with pytest.raises(Kesalahan, match="Tidak ada pindaian"):
        confirm_scan(berita_acara=meja.paper, ketikan=meja.paper.sidik[:8], by=cast.lina)
    meja.sign(Pihak.DINAS)
    receive_scan(berita_acara=meja.paper, isi=photo(kind="PNG"), by=cast.lina)
    assert [row.nomor for row in meja.paper.berkas_tertanda.all()] == [1, 2, 3]


@pytest.mark.lambat
def test_the_database_wants_two_people_and_a_reason(cast: Cast) -> None:
    row = receive_scan(berita_acara=issued(cast), isi=photo(), by=cast.budi)
    PutusanPindaian.objects.create(berkas=row, pihak="dinas", sesuai=True, oleh=cast.budi)
    for told in (
        {"pihak": "bpjs", "sesuai": True, "oleh": cast.budi}, {"pihak": "dinas", "sesuai": True, "oleh": cast.lina},
        {"pihak": "bpjs", "sesuai": False, "oleh": cast.lina},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            PutusanPindaian.objects.create(berkas=row, **told)


@pytest.mark.sekali
@pytest.mark.lambat
def test_what_is_no_scan_is_refused_and_nothing_is_kept(cast: Cast) -> None:
    paper = issued(cast)
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    wrong = {
        "empty": (b"", "kosong"), "a text": (b"halo", "bukan PDF, JPG atau PNG"),
        "a broken photo": (photo()[:400], "rusak"), "a broken PDF": (b"%PDF-1.7 x", "rusak"),
        "a stamp": (photo(90, 90), "terlalu kecil"), "a wall": (photo(12_000, 6_000, "PNG"), "terlalu besar"),
        "a program": (pdf_with(OpenAction=script), "berjalan sendiri"),
        "a locked PDF": (locked(paper_bytes(paper)), "dikunci dengan sandi"),
    }  # fmt: skip
    said = {}
    for name, (isi, _) in wrong.items():
        with pytest.raises(Kesalahan) as refused:
            receive_scan(berita_acara=paper, isi=isi, by=cast.budi)
        said[name] = str(refused.value)
    assert [(name, said[name]) for name, (_, words) in wrong.items() if words not in said[name]] == []
    assert not BerkasTertanda.objects.exists()


def locked(content: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


@pytest.mark.lambat
def test_a_paper_that_both_have_not_agreed_to_is_not_signed(cast: Cast) -> None:
    with pytest.raises(Kesalahan, match="belum disetujui kedua pihak"):
        receive_scan(berita_acara=sent(cast), isi=photo(), by=cast.budi)
