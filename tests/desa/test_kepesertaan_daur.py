"""A village's month from template to accepted report (MM Pasal 6 ayat (2) huruf a-b)."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command
from django.utils import timezone

from desa.access import today_in
from desa.actions.kepesertaan import accept, hand_in_upload, receive_upload, return_to_village, state_no_change
from desa.models import AnggotaKeluarga, AuditEvent, MasaJabatan, Penyampaian, Peserta
from desa.queries.daftar import difference, rows_for_template
from desa.xlsx.templat import write_templat
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.penyamar import mask_number
from tests.cast import Cast

TODAY = timezone.localdate()
NEW, CHILD = "7603014304809301", "7603014102159302"


@pytest.mark.lambat
def test_template_down_untouched_up_changes_nothing(cast: Cast) -> None:
    for desa in (cast.rantebulahan, cast.sutera):
        data = write_templat(desa.nama, *rows_for_template(desa, TODAY))
        hasil = difference(desa, data, hari=TODAY, bulan=Bulan.of(TODAY)).as_json()
        assert [sheet | {"baris": 0, "tetap": 0} for sheet in hasil.pop("hitungan")] == [
            counted(nama, judul=1) for nama in ("Perangkat", "Keluarga")
        ]
        assert hasil == {
            "tetap": 3, "baru": [], "berubah": [], "berakhir": [], "salah": [], "ragu": [], "catatan": [],
            "tersembunyi": [],
        }  # fmt: skip


def counted(lembar: str, **more: int) -> dict[str, object]:
    """Where the rows of a sheet went."""
    return {"lembar": lembar, "baris": 0, "judul": 0, "dilewati": 0, "diterima": 0, "tetap": 0, "ditolak": 0, **more}


def sheets(cast: Cast) -> tuple[list[list[object]], list[list[object]]]:
    """Rantebulahan's downloaded rows, header first, ready to be edited."""
    data = write_templat("Rantebulahan", *rows_for_template(cast.rantebulahan, TODAY))
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    perangkat, keluarga = ([list(row) for row in workbook[name].values] for name in ("Perangkat", "Keluarga"))
    return perangkat, keluarga


def packed(perangkat: list[list[object]], keluarga: list[list[object]]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.active.title = "Perangkat"
    for name, rows in (("Perangkat", perangkat), ("Keluarga", keluarga)):
        sheet = workbook[name] if name in workbook.sheetnames else workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def cell(rows: list[list[object]], row: int, title: str) -> tuple[list[object], int]:
    return rows[row], rows[0].index(title)


def put(rows: list[list[object]], row: int, title: str, value: object) -> None:
    cells, place = cell(rows, row, title)
    cells[place] = value


def changed(cast: Cast) -> bytes:
    """The treasurer dies, a successor comes, the head earns more, a child is born."""
    perangkat, keluarga = sheets(cast)
    put(perangkat, 1, "Penghasilan Tetap", "Rp 2.500.000")
    put(perangkat, 3, "Tanggal Berakhir", "31/08/2026")
    put(perangkat, 3, "Alasan Berakhir", "Meninggal dunia")
    perangkat.append(
        [NEW, None, "Hj. Sitti Nur'aini, S.Pd", "P", "Mambi", "3 April 1980", "Kawin", "Kaur Keuangan", "01/09/2026",
         None, None, "2.022.200", None, "Puskesmas", "081234567890", "T", None]
    )  # fmt: skip
    keluarga.append([NEW, CHILD, "Putri", "Anak", "P", "01/02/2015", "T", "T", "Y", None])
    return packed(perangkat, keluarga)


@pytest.mark.lambat
def test_a_month_with_changes_from_file_to_roster(cast: Cast) -> None:
    desa, month = cast.rantebulahan, Bulan.of(today_in(cast.mamasa))
    isi = changed(cast)
    upload = receive_upload(desa=desa, nama_berkas="../daftar.xlsx", isi=isi, by=cast.sari)
    head, _, treasurer = cast.peserta[desa.kode]
    assert upload.hasil == {
        "tetap": 1,
        "baru": [
            {
                "lembar": "Perangkat", "nik": mask_number(NEW), "nama": "Hj. Sitti Nur'aini, S.Pd",
                "jabatan": "Kepala Urusan Keuangan", "mulai": "2026-09-01", "penghasilan": 2022200,
            },
            {
                "lembar": "Keluarga", "nik": mask_number(CHILD), "nama": "Putri", "hubungan": "Anak kandung",
                "nik_peserta": mask_number(NEW),
            },
        ],
        "berubah": [
            {
                "lembar": "Perangkat", "nik": mask_number(head.nik), "nama": head.nama, "kolom": "Penghasilan Tetap",
                "lama": 2426640, "baru": 2500000, "melengkapi": False,
            }
        ],
        "berakhir": [
            {
                "lembar": "Perangkat", "nik": mask_number(treasurer.nik), "nama": treasurer.nama,
                "jabatan": "Kepala Urusan Keuangan", "tanggal": "2026-08-31", "alasan": "Meninggal dunia",
            }
        ],
        "salah": [], "ragu": [], "catatan": [], "tersembunyi": [],
        "hitungan": [
            counted("Perangkat", baris=5, judul=1, diterima=3, tetap=1),
            counted("Keluarga", baris=5, judul=1, diterima=1, tetap=3),
        ],
    }  # fmt: skip
    assert (upload.nama_berkas, Peserta.objects.filter(nik=NEW).exists()) == ("daftar.xlsx", False)
    report = hand_in_upload(upload=upload, bulan=month, by=cast.sari)
    assert hand_in_upload(upload=upload, bulan=month, by=cast.sari) == report
    with pytest.raises(Kesalahan, match="tidak boleh diperiksa oleh orang yang menyampaikannya"):
        accept(penyampaian=report, by=cast.sari)
    accept(penyampaian=report, by=cast.dewi)
    accept(penyampaian=report, by=cast.dewi)
    new = Peserta.objects.get(nik=NEW)
    assert [(one.nama_jabatan, one.mulai) for one in new.masa_jabatan.all()] == [
        ("Kepala Urusan Keuangan", date(2026, 9, 1))
    ]
    assert [(one.mulai, one.jumlah) for one in new.penghasilan.all()] == [(date(2026, 9, 1), 2022200)]
    assert [one.nama for one in new.keluarga.all()] == ["Putri"]
    assert treasurer.masa_jabatan.get().alasan_berakhir == "meninggal"
    assert [one.jumlah for one in head.penghasilan.order_by("-mulai")[:1]] == [2500000]
    carried = [one.penyampaian for one in new.masa_jabatan.all()]
    carried += [one.penyampaian for one in (*new.penghasilan.all(), *head.penghasilan.filter(jumlah=2500000))]
    assert carried == [report] * 3
    assert [one.penyampaian for one in head.penghasilan.filter(jumlah=2426640)] == [None]
    again = difference(desa, isi, hari=TODAY, bulan=Bulan.of(TODAY)).as_json()
    assert (again["tetap"], again["baru"], again["berubah"], again["berakhir"], again["salah"]) == (4, [], [], [], [])
    acts = AuditEvent.objects.filter(desa=desa).order_by("id").values_list("aksi", flat=True)
    assert list(acts) == ["kepesertaan.unggah", "kepesertaan.sampaikan", "kepesertaan.terima"]


@pytest.mark.lambat
def test_the_same_bytes_are_received_once_and_a_later_file_is_version_two(cast: Cast) -> None:
    desa, month = cast.rantebulahan, Bulan.of(today_in(cast.mamasa))
    isi = changed(cast)
    first = receive_upload(desa=desa, nama_berkas="a.xlsx", isi=isi, by=cast.sari)
    assert receive_upload(desa=desa, nama_berkas="b.xlsx", isi=isi, by=cast.sari) == first
    hand_in_upload(upload=first, bulan=month, by=cast.sari)
    with pytest.raises(Kesalahan, match=r"Berkas ini sudah diterima .* WITA oleh Sari"):
        receive_upload(desa=desa, nama_berkas="a.xlsx", isi=isi, by=cast.sari)
    plain = write_templat("Rantebulahan", *rows_for_template(desa, TODAY))
    second = receive_upload(desa=desa, nama_berkas="a.xlsx", isi=plain, by=cast.sari)
    report = hand_in_upload(upload=second, bulan=month, by=cast.sari)
    states = Penyampaian.objects.filter(desa=desa).order_by("versi").values_list("versi", "status")
    assert (report.versi, list(states)) == (2, [(1, "dikembalikan"), (2, "disampaikan")])


@pytest.mark.lambat
def test_a_roster_that_moved_since_the_preview_refuses_the_hand_in(cast: Cast) -> None:
    desa, month = cast.rantebulahan, Bulan.of(today_in(cast.mamasa))
    upload = receive_upload(desa=desa, nama_berkas="a.xlsx", isi=changed(cast), by=cast.sari)
    Peserta.objects.filter(pk=cast.peserta[desa.kode][1].pk).update(faskes="Klinik Lain")
    with pytest.raises(Kesalahan, match="Daftar di portal berubah sejak pratinjau"):
        hand_in_upload(upload=upload, bulan=month, by=cast.sari)


def test_no_change_is_one_row_and_is_said_once(cast: Cast) -> None:
    desa, month = cast.rantebulahan, Bulan.of(today_in(cast.mamasa))
    report = state_no_change(desa=desa, bulan=month, by=cast.sari)
    with pytest.raises(Kesalahan, match=rf"Laporan {month.nama} sudah disampaikan .* oleh Sari"):
        state_no_change(desa=desa, bulan=month, by=cast.sari)
    return_to_village(penyampaian=report, alasan="Kaur Umum sudah berganti.", by=cast.dewi)
    assert state_no_change(desa=desa, bulan=month, by=cast.sari).versi == 2
    with pytest.raises(Kesalahan, match="belum dimulai"):
        state_no_change(desa=desa, bulan=month.next(), by=cast.sari)


def test_a_return_needs_a_reason(cast: Cast) -> None:
    report = state_no_change(desa=cast.sutera, bulan=Bulan.of(today_in(cast.kayong_utara)), by=cast.wahyu)
    with pytest.raises(Kesalahan, match="Alasan belum ditulis"):
        return_to_village(penyampaian=report, alasan="  ", by=cast.damar)


@pytest.mark.lambat
def test_a_follower_ends_the_old_post(cast: Cast) -> None:
    perangkat, keluarga = sheets(cast)
    put(perangkat, 3, "Jabatan", "Kepala Seksi Pelayanan")
    put(perangkat, 3, "Tanggal Pelantikan", "01/07/2026")
    desa, month = cast.rantebulahan, Bulan.of(today_in(cast.mamasa))
    upload = receive_upload(desa=desa, nama_berkas="a.xlsx", isi=packed(perangkat, keluarga), by=cast.sari)
    accept(penyampaian=hand_in_upload(upload=upload, bulan=month, by=cast.sari), by=cast.dewi)
    terms = MasaJabatan.objects.filter(peserta=cast.peserta[desa.kode][2]).order_by("mulai")
    assert [(one.nama_jabatan, one.mulai, one.berakhir) for one in terms] == [
        ("Kepala Urusan Keuangan", date(2021, 1, 4), date(2026, 7, 1)),
        ("Kepala Seksi Pelayanan", date(2026, 7, 1), None),
    ]


@pytest.mark.lambat
def test_the_commands_write_check_and_apply(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kode, file = cast.rantebulahan.kode, tmp_path / "daftar.xlsx"
    call_command("templat_kepesertaan", desa=kode, keluaran=str(file))
    call_command("impor_kepesertaan", str(file), desa=kode)
    assert '"tetap": 3' in capsys.readouterr().out
    file.write_bytes(changed(cast))
    call_command("impor_kepesertaan", str(file), desa=kode, terapkan=True)
    call_command("impor_kepesertaan", str(file), desa=kode, terapkan=True)
    assert Peserta.objects.filter(nik=NEW).count() == 1
    perangkat, keluarga = sheets(cast)
    put(perangkat, 1, "Tanggal Lahir", "31/02/1975")
    file.write_bytes(packed(perangkat, keluarga))
    with pytest.raises(SystemExit) as ended:
        call_command("impor_kepesertaan", str(file), desa=kode, terapkan=True)
    assert ended.value.code == 1


@pytest.mark.lambat
def test_a_family_member_gone_from_the_sheet_is_asked_about_and_ends(cast: Cast) -> None:
    perangkat, keluarga = sheets(cast)
    gone = keluarga.pop()
    hasil = difference(cast.rantebulahan, packed(perangkat, keluarga), hari=TODAY, bulan=Bulan.of(TODAY))
    member = AnggotaKeluarga.objects.get(nik=gone[1])
    assert (hasil.rencana.keluarga_akhir, [one.pesan for one in hasil.ragu], hasil.salah) == (
        [member.pk], [f"{member.nama} tidak ada lagi pada lembar Keluarga; jaminannya akan diakhiri."], [],
    )  # fmt: skip
    emptied = difference(cast.rantebulahan, packed(perangkat, keluarga[:1]), hari=TODAY, bulan=Bulan.of(TODAY))
    assert [one.pesan for one in emptied.salah] == [
        "Lembar Keluarga kosong, padahal portal mencatat 3 anggota keluarga."
    ]
