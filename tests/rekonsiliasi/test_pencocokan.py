"""A pair that no number joins: suggested, decided by a person, remembered, taken back; on the page and by the API."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from desa.models import AuditEvent, Peserta
from iuran.actions.penetapan import assess_iuran
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.pencocokan import decide_pairs, undo_pair
from rekonsiliasi.enums import StatusRekonsiliasi
from rekonsiliasi.models import Pencocokan, Rekonsiliasi, Selisih
from rekonsiliasi.queries.rekonsiliasi import summary
from tests.kept import kept

from .conftest import Panggung
from .daftar import Orang

HALAMAN = "/kabupaten/76.03/rekonsiliasi/2026-10/pencocokan/"
SALAH_NIK = "7603012222222222"


@dataclass
class Dua:
    """Two officials whom BPJS lists under numbers of somebody else."""

    panggung: Panggung
    work: Rekonsiliasi
    rows: list[Orang]
    pejabat: list[Peserta]

    def usulan(self) -> list[Selisih]:
        return list(Selisih.objects.filter(rekonsiliasi=self.work, mungkin__isnull=False).order_by("nama"))


@kept
def dua(mamasa: Panggung) -> Dua:
    rows = mamasa.daftar(keluarga=False)
    people = [Peserta.objects.get(nik=row["nik"]) for row in rows[:2]]
    rows[0] |= {"nik": SALAH_NIK, "kartu": "0001111111111", "nama": rows[0]["nama"].replace("A", "E", 1)}
    rows[1] |= {"nik": "", "kartu": "0002222222222"}
    return Dua(mamasa, mamasa.bandingkan(rows), rows, people)


@pytest.mark.lambat
def test_a_yes_joins_both_lines_and_is_remembered_for_the_next_month(dua: Dua) -> None:
    first, second = sorted(dua.usulan(), key=lambda one: one.mungkin_id or 0)
    assert [(one.mungkin, one.jenis, one.rinci) for one in (first, second)] == [
        (dua.pejabat[0], "hanya_bpjs", "tidak_dikenal"), (dua.pejabat[1], "hanya_bpjs", "tidak_dikenal"),
    ]  # fmt: skip
    assert min(first.mirip, second.mirip) >= 95
    lina = dua.panggung.cast.client("lina")
    page = lina.get(HALAMAN).content.decode()
    assert page.count("dari 100") == 2
    assert (dua.pejabat[0].nik in page, SALAH_NIK in page) == (False, False)
    assert "2 orang" in lina.get("/kabupaten/76.03/rekonsiliasi/2026-10/").content.decode()
    answer = lina.post(HALAMAN, {"nomor": [first.pk, second.pk], "putusan": "setuju"}, follow=True).content.decode()
    assert "2 pasangan dijawab dan diingat" in answer
    work = Rekonsiliasi.objects.get()
    assert {row.jenis for row in work.selisih.filter(penanggung="")} == {"data_berbeda"}
    assert summary(work).sisa == 0
    event = AuditEvent.objects.filter(aksi="pencocokan.putuskan").latest("id")
    assert (event.oleh, SALAH_NIK in str(event.rincian)) == (dua.panggung.cast.lina, False)
    november = Panggung(dua.panggung.cast, dua.panggung.kabupaten, dua.panggung.dpm, dua.panggung.bpjs, Bulan(2026, 11))
    assess_iuran(kabupaten=november.kabupaten, bulan=november.bulan, by=november.dpm)
    later = november.bandingkan(dua.rows)
    assert not later.selisih.filter(jenis__in=["hanya_kita", "hanya_bpjs"]).exists()


@pytest.mark.lambat
def test_a_no_is_not_asked_again_and_may_be_taken_back(dua: Dua) -> None:
    (asked, other) = dua.usulan()
    lina = dua.panggung.cast.client("lina")
    lina.post(HALAMAN, {"nomor": [asked.pk], "putusan": "tolak"})
    assert dua.usulan() == [other]
    assert dua.panggung.bandingkan() == dua.work
    assert dua.usulan() == [other]
    pair = Pencocokan.objects.get()
    assert "Orang yang berbeda" in lina.get(HALAMAN).content.decode()
    assert lina.post(f"{HALAMAN}{pair.pk}/batal/")["Location"] == HALAMAN
    assert (Pencocokan.objects.count(), len(dua.usulan())) == (0, 2)
    assert AuditEvent.objects.filter(aksi="pencocokan.batalkan").count() == 1


@pytest.mark.lambat
def test_two_people_at_once_one_word_and_the_other_is_told(dua: Dua) -> None:
    (asked, _) = dua.usulan()
    for who in (dua.panggung.bpjs, dua.panggung.dpm):
        if who is dua.panggung.bpjs:
            assert decide_pairs(rekonsiliasi=dua.work, nomor=[asked.pk], putusan="setuju", by=who) == 1
        else:
            with pytest.raises(Kesalahan, match="mungkin sudah dijawab orang lain"):
                decide_pairs(rekonsiliasi=dua.work, nomor=[asked.pk], putusan="tolak", by=who)
    assert [one.oleh for one in Pencocokan.objects.all()] == [dua.panggung.bpjs]


@pytest.mark.lambat
def test_what_cannot_be_decided(dua: Dua) -> None:
    (asked, _) = dua.usulan()
    plain = dua.work.selisih.filter(mungkin__isnull=True)[0]
    for numbers, said, sentence in (([], "setuju", "tidak menunggu jawaban"), ([plain.pk], "setuju", "tidak menunggu"),
                                    ([asked.pk], "mungkin", "belum dipilih")):  # fmt: skip
        with pytest.raises(Kesalahan, match=sentence):
            decide_pairs(rekonsiliasi=dua.work, nomor=numbers, putusan=said, by=None)
    lina = dua.panggung.cast.client("lina")
    assert "Belum ada pasangan yang dipilih" in lina.post(HALAMAN, {"putusan": "setuju"}, follow=True).content.decode()
    decide_pairs(rekonsiliasi=dua.work, nomor=[asked.pk], putusan="setuju", by=None)
    Rekonsiliasi.objects.update(status=StatusRekonsiliasi.SELESAI)
    pair = Pencocokan.objects.get()
    with pytest.raises(Kesalahan, match="sudah selesai dengan Berita Acara"):
        undo_pair(pencocokan=pair, rekonsiliasi=dua.work, by=None)
    closed = lina.get(HALAMAN).content.decode()
    assert ("Batalkan" in closed, "Orang yang sama</button>" in closed) == (False, False)


@pytest.mark.lambat
def test_the_database_keeps_pairs_one_to_one(dua: Dua) -> None:
    first, second = dua.pejabat
    row: dict[str, Any] = {"kabupaten": dua.panggung.kabupaten, "dikenal": "nik", "nama": "X", "putusan": "setuju"}
    Pencocokan.objects.create(peserta=first, nomor=SALAH_NIK, **row)
    for other in ({"peserta": second, "nomor": SALAH_NIK}, {"peserta": first, "nomor": "7603013333333333"},
                  {"peserta": first, "nomor": SALAH_NIK, "putusan": "tolak"}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Pencocokan.objects.create(**(row | other))


@pytest.mark.lambat
def test_by_the_api(dua: Dua) -> None:
    door = APIClient()
    door.force_authenticate(dua.panggung.bpjs)
    found = door.get("/api/v1/selisih/", {"rinci": "tidak_dikenal"}).json()["results"]
    numbers = [one["id"] for one in found if one["mungkin"]]
    assert len(numbers) == 2
    here = f"/api/v1/rekonsiliasi/{dua.work.pk}/"
    done = door.post(f"{here}cocokkan/", {"nomor": numbers[:1], "putusan": "setuju"}, format="json")
    assert (done.status_code, done.json()["hasil"]["sisa"]) == (200, 0)
    again = door.post(f"{here}cocokkan/", {"nomor": numbers[:1], "putusan": "setuju"}, format="json")
    assert (again.status_code, "sudah dijawab" in again.json()["detail"]) == (400, True)
    shares = door.get(f"{here}porsi/").json()
    assert [(one["penanggung"], one["ditetapkan"] - one["ditagih"]) for one in shares] == [("pemda", 0), ("peserta", 0)]
    (pair,) = door.get("/api/v1/pencocokan/").json()["results"]
    assert pair["nomor"].count("*") >= 3
    undo = f"/api/v1/pencocokan/{pair['id']}/batalkan/"
    assert door.post(undo, {"rekonsiliasi": dua.work.pk + 99}, format="json").status_code == 400
    assert door.post(undo, {"rekonsiliasi": dua.work.pk}, format="json").status_code == 204
    reader = APIClient()
    reader.force_authenticate(dua.panggung.cast.ines)
    assert reader.post(f"{here}cocokkan/", {"nomor": numbers, "putusan": "tolak"}, format="json").status_code == 403


@pytest.mark.lambat
def test_what_a_new_comparison_changed_is_on_a_page(dua: Dua) -> None:
    (asked, _) = dua.usulan()
    decide_pairs(rekonsiliasi=dua.work, nomor=[asked.pk], putusan="setuju", by=None)
    page = dua.panggung.cast.client("ines").get("/kabupaten/76.03/rekonsiliasi/2026-10/perubahan/").content.decode()
    assert "Tidak ada lagi (2)" in page
    assert "Baru (1)" in page
