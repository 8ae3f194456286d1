"""Plays three months of a regency with the portal's own actions, each step on its own day."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

from django.conf import settings

from desa.actions.audit import event_of, record_all
from desa.actions.kepesertaan import hand_in_upload, receive_upload
from desa.enums import JenisPenyampaian, Peran, StatusPenyampaian
from desa.models import AuditEvent, Desa, Kabupaten, Penyampaian, User
from iuran.actions.penetapan import assess_iuran
from iuran.actions.setoran import record_setoran
from iuran.queries.buku import BarisBuku, book
from jaminan.bulan import Bulan
from rekonsiliasi.actions.berita_acara import draft
from rekonsiliasi.actions.nomor import save_pattern
from rekonsiliasi.actions.rekonsiliasi import reconcile
from rekonsiliasi.actions.selisih import decide_selisih
from rekonsiliasi.actions.tagihan import receive_tagihan
from rekonsiliasi.enums import JenisSelisih, Pihak, PihakTindak, Sebab
from rekonsiliasi.models import BeritaAcara, Rekonsiliasi
from rekonsiliasi.pdf import issue
from rekonsiliasi.xlsx import agree_with_annex

from .akun import second_dpm, username
from .daftar_bpjs import as_csv, as_workbook, list_of, plant, plant_few
from .daftar_perangkat import good_workbook
from .jam import at
from .orang import chosen
from .tanda_tangan import sign_september

SEPTEMBER, OCTOBER, NOVEMBER = Bulan(2026, 9), Bulan(2026, 10), Bulan(2026, 11)
# The village of each regency whose workbook of November waits for DPM-Pemdes: Sondonglayu and Pangkalan Buton.
WITH_WORKBOOK = ("76.03.01.2008", "61.11.01.2002")
FILES = settings.BASE_DIR / "fixtures" / "contoh"
PROOF = FILES / "bukti_setor.pdf"


def play_september(kabupaten: Kabupaten) -> None:
    """A month from statement to the issued Berita Acara."""
    _all_accept(kabupaten, SEPTEMBER)
    _assess(kabupaten, SEPTEMBER)
    _deposit(kabupaten, SEPTEMBER, _september_payments)
    rows = plant_few(list_of(kabupaten, SEPTEMBER), kabupaten, SEPTEMBER)
    _send_list(kabupaten, SEPTEMBER, f"daftar_bpjs_{kabupaten.kode}_{SEPTEMBER}.csv", as_csv(rows))
    with at(datetime(2026, 9, 24, 2, tzinfo=UTC)):
        work = reconcile(kabupaten=kabupaten, mulai=SEPTEMBER, sampai=SEPTEMBER, by=_user(Peran.DPM, kabupaten))
        _decide(work, kabupaten)
    sign_september(_issue(work, kabupaten))


def play_october(kabupaten: Kabupaten) -> None:
    """A month that is assessed, deposited with faults, and billed with planted differences: ready to reconcile."""
    _all_accept(kabupaten, OCTOBER)
    _assess(kabupaten, OCTOBER)
    _deposit(kabupaten, OCTOBER, _october_payments)
    name = list_name(kabupaten, OCTOBER)
    _send_list(kabupaten, OCTOBER, name, (FILES / name).read_bytes())


def list_name(kabupaten: Kabupaten, bulan: Bulan) -> str:
    """The name of BPJS' sample list under fixtures/contoh."""
    return f"daftar_bpjs_{kabupaten.kode}_{bulan}.xlsx"


def october_list(kabupaten: Kabupaten) -> bytes:
    """BPJS' list of October 2026 with differences of every kind, from which the file in fixtures/contoh is made."""
    return as_workbook(plant(list_of(kabupaten, OCTOBER), kabupaten, OCTOBER), OCTOBER)


def november_list(kabupaten: Kabupaten) -> bytes:
    """BPJS' list of November 2026 with a few differences, for whoever plays that month on the sample."""
    return as_workbook(plant(list_of(kabupaten, NOVEMBER), kabupaten, NOVEMBER, each=1), NOVEMBER)


def play_november(kabupaten: Kabupaten) -> None:
    """The open month: most villages are in, some wait (one with a workbook), a few were sent back, some are silent."""
    villages = list(Desa.objects.filter(kecamatan__kabupaten=kabupaten).select_related("kecamatan__kabupaten"))
    with_workbook = next(desa for desa in villages if desa.kode in WITH_WORKBOOK)
    taken = {villages[0].pk, with_workbook.pk}

    def some(word: str, share: int) -> set[int]:
        found = {desa.pk for desa in chosen(villages, len(villages) // share, f"{word} {kabupaten.kode}")} - taken
        taken.update(found)
        return found

    status = dict.fromkeys((desa.pk for desa in villages), StatusPenyampaian.DITERIMA)
    silent = some("diam", 6) | {villages[0].pk, with_workbook.pk}
    status |= dict.fromkeys(some("tunggu", 10), StatusPenyampaian.DISAMPAIKAN)
    status |= dict.fromkeys(some("kembali", 20), StatusPenyampaian.DIKEMBALIKAN)
    _state_and_accept([desa for desa in villages if desa.pk not in silent], NOVEMBER, status)
    _hand_in_workbook(with_workbook)


def _hand_in_workbook(desa: Desa) -> None:
    sekdes = _user(Peran.SEKDES, desa)
    with at(datetime(2026, 11, 3, 3, tzinfo=UTC)):
        name = f"daftar_perangkat_{desa.kode}_{NOVEMBER}.xlsx"
        upload = receive_upload(desa=desa, nama_berkas=name, isi=good_workbook(desa), by=sekdes)
        hand_in_upload(upload=upload, bulan=NOVEMBER, by=sekdes)


def _user(role: Peran, place: Kabupaten | Desa) -> User:
    return User.objects.get(username=username(role, place))


def _all_accept(kabupaten: Kabupaten, bulan: Bulan) -> None:
    villages = list(Desa.objects.filter(kecamatan__kabupaten=kabupaten).select_related("kecamatan__kabupaten"))
    _state_and_accept(villages, bulan, dict.fromkeys((desa.pk for desa in villages), StatusPenyampaian.DITERIMA))


def _state_and_accept(villages: list[Desa], bulan: Bulan, status: dict[int, StatusPenyampaian]) -> None:
    """Each village's "tidak ada perubahan" and what DPM-Pemdes decided on it."""
    users = User.objects.in_bulk(field_name="username")
    dpm = users[username(Peran.DPM, villages[0].kabupaten)]
    day = datetime(bulan.year, bulan.month, 2, 3, tzinfo=UTC)
    with at(day):
        rows = Penyampaian.objects.bulk_create(
            _statement(desa, bulan, status[desa.pk], (users[username(Peran.SEKDES, desa)], dpm), day)
            for desa in villages
        )
        record_all(
            event for desa, row in zip(villages, rows, strict=True) for event in _statement_events(desa, row, bulan)
        )


def _statement_events(desa: Desa, row: Penyampaian, bulan: Bulan) -> Iterator[AuditEvent]:
    yield event_of(
        "kepesertaan.tanpa_perubahan",
        by=row.disampaikan_oleh,
        objek=row,
        tempat=desa,
        ringkas=f"Menyatakan tidak ada perubahan pada {bulan.nama}",
    )
    act = {StatusPenyampaian.DITERIMA: "terima", StatusPenyampaian.DIKEMBALIKAN: "kembalikan"}
    if row.status in act:
        yield event_of(
            f"kepesertaan.{act[StatusPenyampaian(row.status)]}",
            by=row.diputus_oleh,
            objek=row,
            tempat=desa,
            ringkas=f"Laporan {desa.nama} untuk {bulan.nama}: {row.get_status_display().lower()}",
        )


def _statement(
    desa: Desa, bulan: Bulan, state: StatusPenyampaian, people: tuple[User, User], day: datetime
) -> Penyampaian:
    decided = state != StatusPenyampaian.DISAMPAIKAN
    returned = state == StatusPenyampaian.DIKEMBALIKAN
    sekdes, dpm = people
    return Penyampaian(
        desa=desa,
        bulan=bulan.first_day,
        versi=1,
        jenis=JenisPenyampaian.TIDAK_ADA_PERUBAHAN,
        status=state,
        disampaikan_oleh=sekdes,
        diputus_oleh=dpm if decided else None,
        diputus_pada=day if decided else None,
        alasan="Kepala dusun baru dilantik bulan lalu, tetapi belum ada di daftar." if returned else "",
    )


def _assess(kabupaten: Kabupaten, bulan: Bulan) -> None:
    with at(datetime(bulan.year, bulan.month, 4, 3, tzinfo=UTC)):
        assess_iuran(kabupaten=kabupaten, bulan=bulan, by=_user(Peran.DPM, kabupaten))


Payments = Callable[[BarisBuku, int], list[int]]


def _deposit(kabupaten: Kabupaten, bulan: Bulan, payments: Payments) -> None:
    """Every payer's deposits of the month; `payments` answers the rupiah of each transfer of a payer."""
    users = User.objects.in_bulk(field_name="username")
    proof = (PROOF.name, PROOF.read_bytes())
    with at(datetime(bulan.year, bulan.month, 9, 3, tzinfo=UTC)):
        for place, line in enumerate(book(kabupaten, bulan)):
            role, where = (Peran.BENDAHARA_DESA, line.desa) if line.desa else (Peran.BENDAHARA, kabupaten)
            for number, amount in enumerate(payments(line, place), start=1):
                record_setoran(
                    kabupaten=kabupaten,
                    desa=line.desa,
                    bulan=bulan,
                    penanggung=line.penanggung,
                    tanggal=date(bulan.year, bulan.month, 9),
                    jumlah=amount,
                    referensi=f"TRX{bulan.year}{bulan.month:02d}{place:03d}{number}",
                    bukti=proof,
                    by=users[username(role, where)],
                )


def _september_payments(line: BarisBuku, place: int) -> list[int]:
    """All pay in full; one payer's part of October was already booked for September by mistake."""
    mistaken = place == (20 if line.desa else 1)
    return [line.sisa, 100_000] if mistaken else [line.sisa]


def _october_payments(line: BarisBuku, place: int) -> list[int]:
    """Most pay what is left to pay; one pays short, one too much, one village nothing."""
    if line.desa is None:
        return [line.sisa - 150_000] if place == 0 else [line.sisa]
    faults = {4: [line.sisa - 50_000], 11: [line.sisa + 25_000], 31: []}
    return faults.get(place, [line.sisa])


def _send_list(kabupaten: Kabupaten, bulan: Bulan, name: str, isi: bytes) -> None:
    with at(datetime(bulan.year, bulan.month, 21, 3, tzinfo=UTC)):
        receive_tagihan(
            kabupaten=kabupaten,
            bulan=bulan,
            nama_berkas=name,
            isi=isi,
            by=_user(Peran.BPJS, kabupaten),
        )


# Cause, owner and follow-up of the differences that September has.
DECISIONS = {
    JenisSelisih.HANYA_KITA: (Sebab.BELUM_DIDAFTARKAN, PihakTindak.BPJS, "Didaftarkan dan ditagih bulan berikutnya."),
    JenisSelisih.DATA_BERBEDA: (Sebab.DATA_SALAH_BPJS, PihakTindak.BPJS, "Nama diperbaiki pada daftar BPJS."),
    JenisSelisih.KELUARGA_BERBEDA: (Sebab.BELUM_DIDAFTARKAN, PihakTindak.BPJS, "Keluarga didaftarkan bersama peserta."),
    JenisSelisih.SETORAN_LEBIH: (Sebab.SALAH_SETOR, PihakTindak.DPM, "Diperhitungkan pada iuran Oktober 2026."),
}


def _decide(work: Rekonsiliasi, kabupaten: Kabupaten) -> None:
    dpm = _user(Peran.DPM, kabupaten)
    for selisih in work.selisih.all():
        sebab, pihak, tindak_lanjut = DECISIONS[JenisSelisih(selisih.jenis)]
        decide_selisih(selisih=selisih, sebab=sebab, pihak=pihak, tindak_lanjut=tindak_lanjut, by=dpm)


def _issue(work: Rekonsiliasi, kabupaten: Kabupaten) -> BeritaAcara:
    dpm, bpjs = _user(Peran.DPM, kabupaten), _user(Peran.BPJS, kabupaten)
    approver = User.objects.get(username=second_dpm(kabupaten))
    place = kabupaten.ibu_kota or kabupaten.nama
    with at(datetime(2026, 9, 28, 2, tzinfo=UTC)):
        pola = "400.10/{urut:03}/DPM-PEMDES/{bulan_romawi}/{tahun}"
        save_pattern(kabupaten=kabupaten, pihak=Pihak.DINAS, pola=pola, by=dpm)
        paper = draft(
            rekonsiliasi=work,
            tanggal=date(2026, 9, 28),
            tempat=place,
            by=dpm,
        )
        agree_with_annex(berita_acara=paper, by=approver)
    with at(datetime(2026, 9, 29, 2, tzinfo=UTC)):
        return issue(berita_acara=BeritaAcara.objects.get(pk=paper.pk), by=bpjs)
