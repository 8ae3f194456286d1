"""Doubtful cells of BPJS' list: the readings are offered, a person chooses, and file, row and audit tell it."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from rest_framework.test import APIClient

from desa.models import AuditEvent
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.tagihan_menunggu import bring_tagihan, discard_waiting, read_waiting
from rekonsiliasi.models import Tagihan, TagihanBaris, TagihanMenunggu

from .conftest import Panggung
from .daftar import JUDUL, Orang, workbook
from .test_daftar_bpjs import ANDI, SITI, read
from .test_halaman import OKTOBER, upload, waiting

# What a branch may write in a share's cell, and what is offered: amount and way of reading, in this order.
AMOUNTS: tuple[tuple[Any, list[tuple[int, str]]], ...] = (
    ("132,637", [(132_637, "koma memisah ribuan")]),
    ("33,159", [(33_159, "koma memisah ribuan"), (33_159_000, "dalam ribuan rupiah")]),
    (132.637, [(132_637, "titik memisah ribuan")]),
    (132.6, [(132_600, "titik memisah ribuan")]),
    (132_637.36, [(132_637, "sen dibulatkan ke rupiah")]),
    (132_637.5, [(132_638, "sen dibulatkan ke rupiah")]),
    ("Rp 132.637,49", [(132_637, "sen dibulatkan ke rupiah")]),
    ("132,637.50", [(132_638, "sen dibulatkan ke rupiah")]),
    ("0,1 juta", [(100_000, "dalam juta rupiah")]),
    ("seratus ribu", []),
)


@pytest.mark.parametrize(("written", "offered"), AMOUNTS, ids=[str(written) for written, _ in AMOUNTS])
def test_an_amount_that_may_mean_several_is_asked_about(written: Any, offered: list[tuple[int, str]]) -> None:
    layout = [list(ANDI.values()), list((ANDI | {"pemda": written}).values())]
    (wrong,) = read([list(JUDUL), *layout]).galat
    assert (wrong.sel, wrong.kolom) == ("K3", "Iuran Pemda")
    assert [(int(one.nilai_tersamar), one.cara) for one in wrong.tawaran] == offered


def test_a_column_with_the_month_first_offers_both_days_by_their_way() -> None:
    rows = [ANDI | {"lahir": "01/02/1975"}, SITI | {"lahir": "12/31/1980"}]
    told = read([list(JUDUL), *(list(row.values()) for row in rows)])
    ways = {one.sel: [(offer.cara, offer.kunci) for offer in one.tawaran] for one in told.galat}
    assert ways == {
        "D2": [("hari di depan", "isi:1975-02-01"), ("bulan di depan", "isi:1975-01-02")],
        "D3": [("bulan di depan", "isi:1980-12-31")],
    }


def doubtful(stage: Panggung) -> list[Orang]:
    """Two shares with a comma for thousands, and the NIK of an official and of a wife as a spreadsheet spoils them."""
    rows = stage.daftar()
    officials = [row for row in rows if row["hubungan"] == 1]
    officials[0]["pemda"] = officials[1]["pemda"] = "132,637"
    officials[2]["nik"] = int(officials[2]["nik"][:15] + "0")
    next(row for row in rows if row["hubungan"] == 3)["nik"] = "7,60301E+15"
    return rows


@pytest.mark.lambat
def test_a_person_chooses_and_the_list_is_received(mamasa: Panggung) -> None:
    lina, isi, right = mamasa.cast.client("lina"), workbook(doubtful(mamasa)), mamasa.daftar()
    sent, address = upload(lina, isi), waiting()
    assert sent == (302, address)
    assert upload(lina, isi) == (302, address)  # the same bytes wait once
    page = lina.get(address).content.decode()
    assert "2 sel: koma memisah ribuan. Misalnya 132,637 menjadi Rp 132.637 sebulan" in page
    assert "Tulis angkanya" not in page, "an amount is chosen there, not typed"
    assert not [row for row in right if row["nik"] in page]
    form = lina.get(address).context["form"]
    offers = {name: field.choices[0][0] for name, field in form.fields.items() if name.startswith("pilih-")}
    people = {name: key for name, key in offers.items() if not key.startswith("isi:")}
    assert len(people) == 2
    name, key = people.popitem()
    still = lina.post(address, {name: key}, follow=True).content.decode()
    assert ("Masih 3 hal" in still, "1 sel sudah dijawab" in still) == (True, True)
    done = lina.post(address, {"kolom-iuran_pemda": "koma memisah ribuan", **people})
    assert done["Location"] == OKTOBER

    bill = Tagihan.objects.get()
    assert (bill.total_pemda, bill.total_peserta) == (9 * 132_637, 9 * 33_159)
    assert list(bill.baris.values_list("nik", flat=True)) == [row["nik"] for row in right]
    with bill.berkas.open() as kept:
        assert kept.read() == isi
    read_rows = TagihanBaris.objects.exclude(perbaikan=None).order_by("nomor")
    told = [(one["kolom"], one["semula"], one["menjadi"]) for row in read_rows for one in row.perbaikan or []]
    assert ("Iuran Pemda", "132,637", "132637") in told
    assert ("NIK", "7,60301E+15") in [one[:2] for one in told]
    assert len(told) == 4
    assert not any("9001" in one[2] and "*" not in one[2] for one in told)
    event = AuditEvent.objects.get(aksi="tagihan.terima")
    assert {(one["sel"], one["oleh"]) for one in event.rincian["sel"]} >= {("K2", str(mamasa.bpjs))}
    assert AuditEvent.objects.filter(aksi="tagihan.baca").count() == 1
    assert "Sel yang dibaca orang" in lina.get(f"/kabupaten/76.03/tagihan/{bill.pk}/").content.decode()
    assert not TagihanMenunggu.objects.exists()


def machine(stage: Panggung, name: str) -> APIClient:
    door = APIClient()
    door.force_authenticate(getattr(stage.cast, name))
    return door


@pytest.mark.lambat
def test_a_machine_chooses_by_key_and_may_not_say_what_bpjs_did_not(
    mamasa: Panggung,
) -> None:
    door, rows = machine(mamasa, "dewi"), doubtful(mamasa)
    isi = {"kabupaten": "76.03", "bulan": "2026-10", "berkas": SimpleUploadedFile("daftar.xlsx", workbook(rows))}
    asked = door.post("/api/v1/tagihan/", isi, format="multipart")
    assert (asked.status_code, len(asked.data["salah"])) == (400, 4)
    address = f"/api/v1/tagihan-menunggu/{asked.data['menunggu']}/"
    assert machine(mamasa, "ines").post(f"{address}baca/", {}, format="json").status_code == 403
    assert machine(mamasa, "gusti").get(address).status_code == 404

    def say(**more: Any) -> Any:
        return door.post(f"{address}baca/", more, format="json")

    for nonsense, sentence in (
        ({"sel": [{"lembar": "Daftar", "sel": "K2", "nilai": "1"}]}, "tidak dapat diketik di portal"),
        ({"sel": [{"lembar": "Daftar", "sel": "K2", "kunci": "isi:1"}]}, "tidak ditawarkan"),
        ({"sel": [{"lembar": "Daftar", "sel": "C2", "nilai": "Orang lain"}]}, "tidak sedang ditanyakan"),
    ):
        answer = say(**nonsense)
        assert (answer.status_code, sentence in str(answer.data)) == (400, True)
    people = [
        {"lembar": one["lembar"], "sel": one["sel"], "kunci": one["tawaran"][0]["kunci"]}
        for one in door.get(address).data["salah"] if one["kolom"] == "NIK"
    ]  # fmt: skip
    way = [{"kolom": "Iuran Pemda", "cara": "koma memisah ribuan"}]
    assert say(seluruh=way).data["detail"] == "Berkas belum diterima: 2 hal perlu diperbaiki."
    answer = say(sel=people)
    assert (answer.status_code, answer.data["versi"], len(answer.data["bacaan"]["sel"])) == (201, 1, 4)
    assert door.get(address).status_code == 404


@pytest.mark.lambat
def test_two_people_one_file(mamasa: Panggung) -> None:
    isi = workbook(doubtful(mamasa))
    first = bring_tagihan(
        kabupaten=mamasa.kabupaten, bulan=mamasa.bulan, nama_berkas="daftar.xlsx", isi=isi, by=mamasa.bpjs
    )
    assert isinstance(first, TagihanMenunggu)
    seen = TagihanMenunggu.objects.get()
    TagihanMenunggu.objects.update(diperiksa_pada=date(2026, 10, 19).isoformat() + "T00:00Z")
    way = {"Iuran Pemda": "koma memisah ribuan"}
    with pytest.raises(Kesalahan, match="baru saja diubah"):
        read_waiting(menunggu=seen, by=mamasa.dpm, cara=way)
    with pytest.raises(Kesalahan, match="baru saja diubah"):
        discard_waiting(menunggu=seen, by=mamasa.dpm)
    fresh = TagihanMenunggu.objects.get()
    assert fresh.sel == []
    half = read_waiting(menunggu=fresh, by=mamasa.dpm, cara=way)
    assert isinstance(half, TagihanMenunggu)
    back = read_waiting(menunggu=half, by=mamasa.dpm, sel={("Daftar", "K2"): ""})  # taken back: asked again
    assert isinstance(back, TagihanMenunggu)
    assert (len(back.sel), "K2" in [one["sel"] for one in back.salah]) == (1, True)
    path = str(back.berkas.name)
    discard_waiting(menunggu=back, by=mamasa.dpm)
    assert (TagihanMenunggu.objects.count(), Tagihan.objects.count()) == (0, 0)
    assert AuditEvent.objects.filter(aksi="tagihan.buang").count() == 1
    assert default_storage.exists(path)  # gone once the transaction of this test would end


@pytest.mark.lambat
def test_a_stated_total_is_read_by_a_person_and_still_held_against_the_rows(mamasa: Panggung) -> None:
    isi = workbook(mamasa.daftar(), tagihan=[("Total Iuran Pemda", "1.193.733,40"), ("Total Iuran Peserta", 298_431)])
    found = bring_tagihan(
        kabupaten=mamasa.kabupaten, bulan=mamasa.bulan, nama_berkas="daftar.xlsx", isi=isi, by=mamasa.bpjs
    )
    assert isinstance(found, TagihanMenunggu)
    (asked,) = found.salah
    assert (asked["lembar"], asked["sel"]) == ("Tagihan", "B1")
    bill = read_waiting(menunggu=found, by=mamasa.bpjs, kunci={("Tagihan", "B1"): asked["tawaran"][0]["kunci"]})
    assert isinstance(bill, Tagihan)
    (told,) = bill.bacaan["sel"]
    assert (told["lembar"], told["semula"], told["menjadi"]) == ("Tagihan", "1.193.733,40", "1193733")
    assert bill.total_disebut


@pytest.mark.lambat
def test_what_waits_is_told_and_goes_after_thirty_days(mamasa: Panggung) -> None:
    """Lina's file waits for an answer; a month later the next one that waits takes its place, and the trail says so."""
    isi = workbook(mamasa.daftar(), tagihan=[("Total Iuran Pemda", "1.193.733,40"), ("Total Iuran Peserta", 298_431)])
    bring = partial(bring_tagihan, kabupaten=mamasa.kabupaten, bulan=mamasa.bulan, isi=isi, by=mamasa.bpjs)
    first = bring(nama_berkas="pertama.xlsx")
    assert bring(nama_berkas="lagi.xlsx") == first, "the same bytes wait once"
    told = AuditEvent.objects.filter(aksi="tagihan.unggah")
    assert [(one.oleh, one.ringkas) for one in told] == [
        (mamasa.bpjs, "Berkas BPJS Oktober 2026 menunggu dibaca: pertama.xlsx")
    ]
    other = workbook(mamasa.daftar(), tagihan=[("Total Iuran Pemda", "1.193.733,20"), ("Total Iuran Peserta", 298_431)])
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        second = bring_tagihan(
            kabupaten=mamasa.kabupaten, bulan=mamasa.bulan, nama_berkas="kedua.xlsx", isi=other, by=mamasa.bpjs
        )
    assert list(TagihanMenunggu.objects.all()) == [second]
    gone = AuditEvent.objects.get(aksi="tagihan.buang")
    assert (gone.oleh, gone.ringkas) == (None, "Berkas BPJS Oktober 2026 yang menunggu dibuang: pertama.xlsx")
