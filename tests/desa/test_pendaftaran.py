"""The registration with BPJS Kesehatan as a story: queue, batch, answer, a refusal that comes back to the village."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import time_machine
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models.signals import post_init

from desa.actions.jawaban_bpjs import apply_answer, choose_columns, receive_answer
from desa.actions.pendaftaran import record_status, take_file
from desa.enums import AlasanBerakhir, ProfilEdabu, StatusKepesertaan
from desa.models import (
    AnggotaKeluarga,
    AuditEvent,
    JawabanBpjs,
    MasaJabatan,
    Pengajuan,
    Peserta,
    RiwayatKepesertaan,
)
from desa.models.fields import append_only, unguarded
from desa.parameters.edabu import PROFIL
from desa.queries import pendaftaran
from desa.queries.berkas import read_workbook
from desa.queries.jawaban_bpjs import look, look_at
from desa.queries.kedudukan import people_of, recap, refusals_of, standing_of, total_of
from desa.queries.pendaftaran import batch_rows, digest, queue
from desa.xlsx.edabu import submit
from desa.xlsx.rekap_pendaftaran import recap_xlsx
from desa.xlsx.tabel import KolomTabel, Tabel, write_tabel
from jaminan.kesalahan import Kesalahan
from tests.cast import Cast

HARI = date(2026, 11, 5)
PEOPLE = 6  # a village of the cast: three officials, the head's wife and two children


@pytest.fixture(autouse=True)
def fifth_of_november() -> Any:
    with time_machine.travel("2026-11-05T02:00:00Z", tick=False) as clock:
        yield clock


def press(cast: Cast, profil: str = "mutasi_37", sidik: str = "", **more: Any) -> Pengajuan:
    """Makes a batch of what the page shows now."""
    ready, _ = queue(cast.mamasa, HARI).pilah(PROFIL[ProfilEdabu(profil)], **more)
    seen = sidik or digest(PROFIL[ProfilEdabu(profil)], ready)
    return submit(kabupaten=cast.mamasa, profil=profil, sidik=seen, by=cast.dewi, **more)


HEADINGS = ("NIK", "No Kartu BPJS Kesehatan", "Nama Lengkap", "Status", "Tgl Aktif", "Keterangan")


def step(one: Any) -> None:
    """A migration's step in SQL, inside a test's transaction, where Django lets no schema editor in."""
    with connection.cursor() as cursor:
        one.code(None, SimpleNamespace(connection=connection, execute=cursor.execute))


def test_what_was_told_before_marks_were_kept_is_marked(cast: Cast) -> None:
    press(cast)
    marks = dict(RiwayatKepesertaan.objects.values_list("pk", "sidik"))
    head = cast.peserta[cast.rantebulahan.kode][0]
    record_status(
        peserta=head, anggota=None, desa=cast.rantebulahan, keadaan="ditangguhkan", berlaku=HARI, alasan="Surat cabang",
        by=cast.dewi,
    )  # fmt: skip
    step(unguarded("desa_riwayatkepesertaan"))
    RiwayatKepesertaan.objects.update(sidik="")
    import_module("desa.migrations.0027_sidik_dan_nik").forward(apps, None)
    step(append_only("desa_riwayatkepesertaan"))
    assert dict(RiwayatKepesertaan.objects.exclude(isi={}).values_list("pk", "sidik")) == marks
    assert set(RiwayatKepesertaan.objects.filter(isi={}).values_list("sidik", flat=True)) == {""}
    with pytest.raises(DatabaseError), transaction.atomic():
        RiwayatKepesertaan.objects.update(sidik="")


def answer_file(*rows: tuple[Any, ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    """An answer as a branch sends it."""
    return write_tabel("Jawaban", [Tabel("Jawaban", tuple(map(KolomTabel, headings)), rows, ("Jawaban BPJS",))])


def answer(cast: Cast, *rows: tuple[Any, ...]) -> JawabanBpjs:
    return receive_answer(kabupaten=cast.mamasa, nama_berkas="jawaban.xlsx", isi=answer_file(*rows), by=cast.dewi)


def active(person: Any, card: str, day: date | str = date(2026, 12, 1)) -> tuple[Any, ...]:
    return (person.nik, card, person.nama, "DITERIMA", day, "")


def state(person: Peserta, hari: date = HARI) -> StatusKepesertaan:
    return standing_of(person, None, hari).keadaan


@contextmanager
def nobody_read_whole() -> Iterator[None]:
    """Thousands are compared for a queue of few: whoever did not move is read as plain columns, which costs a third."""
    made: list[object] = []

    def note(instance: object, **_: object) -> None:
        made.append(instance)

    models = (Peserta, AnggotaKeluarga, MasaJabatan)
    for model in models:
        post_init.connect(note, sender=model)
    try:
        yield
    finally:
        for model in models:
            post_init.disconnect(note, sender=model)
    assert made == []


@pytest.mark.lambat
def test_two_presses_give_one_batch_and_its_bytes_stay(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = queue(cast.mamasa, HARI)
    assert len(waiting.butir) == 3 * PEOPLE
    assert {(one.tenggat, one.pasal) for one in waiting.butir} == {(date(2021, 2, 4), "5 ayat (2)")}
    ready, _ = waiting.pilah(PROFIL[ProfilEdabu.MUTASI_37])
    sidik = digest(PROFIL[ProfilEdabu.MUTASI_37], ready)
    first, second = press(cast, sidik=sidik), press(cast, sidik=sidik)
    assert (first.pk, first.nomor, first.banyak, first.berlaku) == (second.pk, 1, 18, date(2026, 12, 1))
    assert Pengajuan.objects.count() == 1
    with nobody_read_whole():
        assert queue(cast.mamasa, HARI).butir == []
    with monkeypatch.context() as later:
        later.setattr(pendaftaran, "mark_of", lambda _isi: "tanda dari cara lain")
        assert queue(cast.mamasa, HARI).butir == [], "another mark makes nobody a request, it only takes a look"
    data = take_file(pengajuan=first, by=cast.dewi)
    assert hashlib.sha256(data).hexdigest() == first.sha256
    assert AuditEvent.objects.filter(aksi="pengajuan.unduh_nik", oleh=cast.dewi).count() == 1
    with pytest.raises(Kesalahan, match="Tidak ada orang yang siap"):
        press(cast)


@pytest.mark.lambat
def test_a_queue_that_changed_meanwhile_is_shown_again(cast: Cast) -> None:
    with pytest.raises(Kesalahan, match="Antrean sudah berubah"):
        press(cast, sidik="0" * 64)
    assert not RiwayatKepesertaan.objects.exists()


@pytest.mark.parametrize("profil", ["mutasi_37", "baru_34"])
@pytest.mark.lambat
def test_the_sheet_reads_back_as_it_was_asked(cast: Cast, profil: str) -> None:
    """By our own guarded reader and by openpyxl: NIK is text, days are days in the sheet's order, no formula."""
    head = cast.peserta["76.03.01.2004"][0]
    Peserta.objects.filter(pk=head.pk).update(nama='=HYPERLINK("http://x")')
    data = take_file(pengajuan=press(cast, profil), by=cast.dewi)
    sheet = PROFIL[ProfilEdabu(profil)]
    (read,) = read_workbook(data)
    headings = next(row for row in read.baris if len(row.sel) == len(sheet.kolom))
    assert [cell.nilai for cell in headings.sel] == [one.judul for one in sheet.kolom]
    book = openpyxl.load_workbook(io.BytesIO(data))["Data Peserta"]
    place = {one.isian: number for number, one in enumerate(sheet.kolom)}
    cells = next(row for row in book.iter_rows() if row[place["nik"]].value == head.nik)
    assert cells[place["nama"]].value == '=HYPERLINK("http://x")'
    assert cells[place["nama"]].data_type == "s"
    born = cells[place["tanggal_lahir"]]
    assert (born.value.date(), born.number_format, born.is_date) == (head.tanggal_lahir, sheet.tanggal, True)
    assert cells[place["gaji"]].value == 2_426_640
    assert [row for row in read.baris if any(cell.rumus for cell in row.sel)] == []
    people = [row for row in read.baris if row.nomor > headings.nomor]
    assert len(people) == 3 * PEOPLE
    assert all(isinstance(cell.nilai, str) for row in people for cell in row.sel if cell.kolom in {"E", "F"})


@pytest.mark.lambat
def test_incomplete_people_stay_behind_and_are_named(cast: Cast) -> None:
    Peserta.objects.filter(pk=cast.peserta["76.03.01.2004"][1].pk).update(nomor_kk="", faskes="")
    ready, lacking = queue(cast.mamasa, HARI).pilah(PROFIL[ProfilEdabu.BARU_34])
    assert [(one.nama, gaps) for one, gaps in lacking] == [
        ("Sekretaris Desa Rantebulahan", ("nomor KK", "faskes tingkat I"))
    ]
    assert press(cast, "baru_34").banyak == len(ready) == 17


@pytest.mark.lambat
def test_the_answer_is_applied_whole_and_refusals_go_to_the_village(cast: Cast) -> None:
    press(cast)
    head, clerk, finance = cast.peserta["76.03.01.2004"]
    wife = head.keluarga.all()[0]
    sent = answer(
        cast, active(head, head.nomor_kartu), active(wife, "0009999000001"),
        (clerk.nik, "", clerk.nama, "DITOLAK", "", "NIK tidak padan dengan Dukcapil"),
    )  # fmt: skip
    view = look_at(sent, HARI)
    assert (len(view.berubah), len(view.tetap), view.ditolak, view.semua) == (3, 0, 0, 3)
    apply_answer(jawaban=sent, by=cast.dewi)
    apply_answer(jawaban=JawabanBpjs.objects.get(), by=cast.dewi)  # a second press changes nothing
    assert RiwayatKepesertaan.objects.filter(jawaban=sent).count() == 5
    assert (state(head), state(head, date(2026, 12, 1))) == ("terdaftar", "aktif")
    assert (state(clerk), state(finance)) == ("ditolak", "diajukan")
    wife.refresh_from_db()
    assert wife.nomor_kartu == "0009999000001"
    (refused,) = refusals_of(cast.rantebulahan, HARI)
    assert (refused.nama, refused.kini.penolakan) == (clerk.nama, "NIK tidak padan dengan Dukcapil")
    assert AuditEvent.objects.filter(aksi="jawaban_bpjs.terapkan").count() == 1
    rows = batch_rows(Pengajuan.objects.get())
    assert sum(one.terjawab for one in rows) == 3
    page = cast.client("sari").get("/desa/76.03.01.2004/kepesertaan/").content.decode()
    assert "NIK tidak padan dengan Dukcapil" in page


@pytest.mark.lambat
def test_what_was_refused_is_asked_again_once_the_village_mended_it(cast: Cast) -> None:
    press(cast)
    clerk = cast.peserta["76.03.01.2004"][1]
    apply_answer(jawaban=answer(cast, (clerk.nik, "", "", "Ditolak", "", "KK salah")), by=cast.dewi)
    (held,) = queue(cast.mamasa, HARI).butir
    assert (held.nama, held.tertahan) == (clerk.nama, "KK salah")
    ready, _ = queue(cast.mamasa, HARI).pilah(PROFIL[ProfilEdabu.MUTASI_37])
    assert ready == []
    Peserta.objects.filter(pk=clerk.pk).update(nomor_kk="7603010101219999")
    assert press(cast).banyak == 1
    assert (state(clerk), refusals_of(cast.rantebulahan, HARI)) == ("diajukan", [])


@pytest.mark.lambat
def test_every_wrong_row_is_told_with_its_cell_and_nothing_is_written(cast: Cast) -> None:
    press(cast)
    before = RiwayatKepesertaan.objects.count()
    head, clerk, finance = cast.peserta["76.03.01.2004"]
    other = cast.peserta["76.03.01.2008"][0]
    stranger = cast.peserta["61.11.01.2001"][0]
    sent = answer(
        cast, active(head, other.nomor_kartu), active(clerk, "0009999000009"), active(finance, "0009999000009"),
        active(stranger, ""), (other.nik, "", "", "entah", "", ""), (other.nik, "", "", "ditolak", "", ""),
    )  # fmt: skip
    view = look_at(sent, HARI)
    assert [(one.sel, one.pesan.split(",")[0]) for one in view.galat] == [
        ("D8", 'Hasil "entah" tidak dikenal.'),
        ("F9", "Ditolak atau ditangguhkan tanpa alasan."),
        ("B4", "Nomor kartu ini sudah milik orang lain di portal."),
        ("B6", "Nomor kartu ini juga dipakai di baris 5."),
        ("A7", f"NIK {stranger.nik[:6]}******{stranger.nik[-4:]} tidak dikenal di kabupaten ini."),
    ]
    assert (view.semua, view.ditolak, len(view.berubah)) == (6, 5, 1)
    with pytest.raises(Kesalahan, match="belum dapat diterapkan"):
        apply_answer(jawaban=sent, by=cast.dewi)
    assert RiwayatKepesertaan.objects.count() == before


@pytest.mark.lambat
def test_unknown_headings_are_matched_once_and_no_row_is_lost(cast: Cast) -> None:
    head = cast.peserta["76.03.01.2004"][0]
    data = answer_file(
        (1, head.nik, "OK", date(2026, 12, 1)), ("Jumlah", None, None, 1),
        headings=("No", "NIK", "Balasan", "Sejak kapan"),
    )  # fmt: skip
    sent = receive_answer(kabupaten=cast.mamasa, nama_berkas="x.xlsx", isi=data, by=cast.dewi)
    assert look_at(sent, HARI).kurang == ["Hasil"]
    sent = choose_columns(jawaban=sent, pemetaan={"hasil": "Balasan", "tanggal": "Sejak kapan"}, by=cast.dewi)
    view = look_at(sent, HARI)
    assert (len(view.berubah), view.dilewati, view.galat) == (1, ["Baris 5: baris jumlah."], [])
    apply_answer(jawaban=sent, by=cast.dewi)  # never asked through the portal: known from now on
    assert state(head, date(2026, 12, 1)) == "aktif"
    assert (head.pk, 0) not in {one.sasaran.kunci for one in queue(cast.mamasa, HARI).butir}


@pytest.mark.lambat
def test_chosen_columns_are_remembered_for_the_branch(cast: Cast) -> None:
    """The next file with the same headings asks nothing; another regency's branch, or other headings, do."""
    head, titles = cast.peserta["76.03.01.2004"][0], ("NIK", "Status", "Balasan")
    first = answer_file((head.nik, "x", "OK"), headings=titles)
    sent = receive_answer(kabupaten=cast.mamasa, nama_berkas="x.xlsx", isi=first, by=cast.dewi)
    choose_columns(jawaban=sent, pemetaan={"nik": "NIK", "hasil": "Balasan"}, by=cast.dewi)
    later = look(cast.mamasa, answer_file((head.nik, "y", "AKTIF"), headings=titles), HARI, {})
    assert (later.teringat, later.pemetaan, len(later.berubah)) == (True, {"nik": "NIK", "hasil": "Balasan"}, 1)
    other = look(cast.kayong_utara, answer_file((head.nik, "y", "AKTIF"), headings=titles), HARI, {})
    turned = look(cast.mamasa, answer_file(("y", head.nik, "OK"), headings=("Status", "NIK", "Balasan")), HARI, {})
    assert [(one.teringat, one.pemetaan["hasil"]) for one in (other, turned)] == [(False, "Status")] * 2


@pytest.mark.lambat
def test_hidden_parts_of_an_answer_are_read_and_told(cast: Cast) -> None:
    head = cast.peserta["76.03.01.2004"][0]
    workbook = openpyxl.load_workbook(io.BytesIO(answer_file((head.nik, "", head.nama, "DITERIMA", "", ""))))
    sheet = workbook.worksheets[0]
    sheet.column_dimensions["D"].hidden = sheet.row_dimensions[4].hidden = True
    target = io.BytesIO()
    workbook.save(target)
    view = look(cast.mamasa, target.getvalue(), HARI, {})
    assert (len(view.berubah), view.tersembunyi) == (1, [
        "Lembar Jawaban: kolom D (Status) tersembunyi pada berkas, tetapi tetap dibaca.",
        "Baris 4 tersembunyi pada berkas, tetapi tetap dibaca.",
    ])  # fmt: skip


@pytest.mark.lambat
def test_who_leaves_is_ended_and_who_changes_is_told(cast: Cast) -> None:
    press(cast)
    people = people_of(cast.mamasa, HARI)
    for one in people:
        record_status(
            peserta=one.peserta, anggota=one.anggota, desa=one.desa, keadaan="aktif", berlaku=HARI, by=cast.dewi
        )
    head, clerk, _ = cast.peserta["76.03.01.2004"]
    head.masa_jabatan.update(berakhir=date(2026, 11, 3), alasan_berakhir=AlasanBerakhir.DIBERHENTIKAN)
    Peserta.objects.filter(pk=clerk.pk).update(faskes="Puskesmas Baru")
    waiting = queue(cast.mamasa, HARI).butir
    assert [(str(one.jenis), one.nama, one.kolom_nama) for one in waiting if one.jenis == "ubah"] == [
        ("ubah", clerk.nama, "faskes tingkat I")
    ]
    leaving = [one for one in waiting if one.jenis == "akhiri"]
    assert len(leaving) == 4  # the head with his wife and two children
    assert {(one.tenggat, one.pasal) for one in leaving} == {(date(2026, 11, 10), "5 ayat (3)")}
    assert leaving[0].sebab == "Diberhentikan."
    without_card = [one.nama for one, gaps in queue(cast.mamasa, HARI).pilah(PROFIL[ProfilEdabu.MUTASI_37])[1]]
    assert len(without_card) == 3  # the cast's family has no card number yet: BPJS Kesehatan is asked
    assert total_of(recap(cast.mamasa, HARI))[list(StatusKepesertaan).index(StatusKepesertaan.AKTIF)] == 18


def test_a_status_by_hand_needs_its_reason_and_its_own_card(cast: Cast) -> None:
    head, clerk, _ = cast.peserta["76.03.01.2004"]
    mine: dict[str, Any] = {
        "peserta": head, "anggota": None, "desa": cast.rantebulahan, "berlaku": HARI, "by": cast.dewi
    }  # fmt: skip
    with pytest.raises(Kesalahan, match="Alasan ditangguhkan belum diisi"):
        record_status(keadaan="ditangguhkan", **mine)
    with pytest.raises(Kesalahan, match="Tidak ada pengajuan yang menunggu"):
        record_status(keadaan="ditolak", alasan="Salah", **mine)
    with pytest.raises(Kesalahan, match="sudah milik orang lain"):
        record_status(keadaan="aktif", nomor_kartu=clerk.nomor_kartu, **mine)
    assert not RiwayatKepesertaan.objects.exists()
    record_status(keadaan="aktif", nomor_kartu="0007777000001", **mine)
    record_status(keadaan="ditangguhkan", alasan="Iuran Oktober belum lunas", **mine)
    head.refresh_from_db()
    assert (state(head), head.nomor_kartu) == ("ditangguhkan", "0007777000001")


def test_the_collective_export_masks_every_number(cast: Cast) -> None:
    sheets = {one.nama: one for one in read_workbook(recap_xlsx(cast.mamasa, HARI))}
    assert set(sheets) == {"Rekap", "Daftar"}
    texts = [str(cell.nilai) for row in sheets["Daftar"].baris for cell in row.sel]
    assert not any(text.isdigit() and len(text) >= 13 for text in texts)
    assert cast.peserta["76.03.01.2004"][0].nama in texts
