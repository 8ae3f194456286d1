"""Charges officials for other family members, and records what they paid (KU Pasal 5)."""

from datetime import date
from typing import Any

from django.db import transaction

from desa.access import today_in
from desa.actions.audit import record
from desa.actions.bukti import check_proof
from desa.actions.nilai import mark_used
from desa.models import Desa, Kabupaten, Peserta, User
from iuran.models import KewajibanKeluargaLain, PembayaranKeluargaLain
from iuran.queries.keluarga_lain import KetentuanTarif, tariff_of
from iuran.queries.tagihan_lain import Diikutkan, taking_part
from iuran.rules.keluarga_lain import months_of, to_charge, to_return
from jaminan.bulan import Bulan, format_tanggal
from jaminan.kesalahan import Kesalahan
from jaminan.rupiah import format_rupiah

LARGEST = 10**12
REFERENCE_LENGTH = 60


@transaction.atomic
def assess_other_family(*, place: Desa | Kabupaten, tahun: int, by: User | None) -> list[KewajibanKeluargaLain]:
    """Charges each month of the year that is owed and not charged, and takes back what is owed no longer.

    Twice in a row changes nothing. Raises TanpaTarif where the regulation has no tariff, TidakAdaPeraturan, or
    NilaiTidakAda for a month without one; then nothing is written.
    """
    kabupaten = place if isinstance(place, Kabupaten) else place.kabupaten
    Kabupaten.objects.select_for_update().get(pk=kabupaten.pk)
    rule = tariff_of(kabupaten, months_of(tahun))
    people = {one.anggota.pk: one for one in taking_part(place, tahun)}
    rows = [*_returns(place, tahun, people, by), *_charges(rule, tahun, people, by)]
    if rows:
        total = sum(row.jumlah for row in rows)
        record(
            "keluarga_lain.tetapkan",
            by=by,
            objek=rows[0],
            tempat=place,
            ringkas=f"Iuran anggota keluarga yang lain {tahun}: {len(rows)} baris, {format_rupiah(total)}",
            rincian={"tahun": tahun, "baris": [row.pk for row in rows], "jumlah": {row.pk: row.jumlah for row in rows}},
        )
    return rows


def _rows_of(place: Desa | Kabupaten, tahun: int) -> list[KewajibanKeluargaLain]:
    here = {"kabupaten": place} if isinstance(place, Kabupaten) else {"desa": place}
    return list(KewajibanKeluargaLain.objects.filter(tahun=tahun, **here).order_by("pk"))


def _months(row: KewajibanKeluargaLain) -> list[Bulan]:
    return [Bulan.parse(one["bulan"]) for one in row.tarif]


def _standing(row: KewajibanKeluargaLain, rows: list[KewajibanKeluargaLain]) -> list[Bulan]:
    """The months of a charge that were not taken back."""
    gone = [month for one in rows if one.membatalkan_id == row.pk for month in _months(one)]
    return [month for month in _months(row) if month not in gone]


def _returns(
    place: Desa | Kabupaten, tahun: int, people: dict[int, Diikutkan], by: User | None
) -> list[KewajibanKeluargaLain]:
    found, rows = [], _rows_of(place, tahun)
    for row in rows:
        if row.membatalkan_id is None:
            wanted = people[row.anggota_id].bulan if row.anggota_id in people else ()
            months = to_return(wanted, _standing(row, rows))
            if months:
                found.append(_take_back(row, months, by))
    return found


def _take_back(row: KewajibanKeluargaLain, months: list[Bulan], by: User | None) -> KewajibanKeluargaLain:
    tarif = [one for one in row.tarif if Bulan.parse(one["bulan"]) in months]
    return KewajibanKeluargaLain.objects.create(
        kabupaten_id=row.kabupaten_id, desa_id=row.desa_id, peserta_id=row.peserta_id, anggota_id=row.anggota_id,
        tahun=row.tahun, mulai=months[0].first_day, sampai=months[-1].first_day, kelas=row.kelas, tarif=tarif,
        jumlah=-sum(int(one["jumlah"]) for one in tarif), peraturan_id=row.peraturan_id, pasal=row.pasal,
        membatalkan=row, alasan="Tidak lagi ikut sebagai anggota keluarga yang lain pada bulan ini.", oleh=by,
    )  # fmt: skip


def _charges(
    rule: KetentuanTarif, tahun: int, people: dict[int, Diikutkan], by: User | None
) -> list[KewajibanKeluargaLain]:
    rows = list(KewajibanKeluargaLain.objects.filter(tahun=tahun, anggota__in=people).order_by("pk"))
    charged: dict[int, list[Bulan]] = {}
    for row in rows:
        if row.membatalkan_id is None:
            charged.setdefault(row.anggota_id, []).extend(_standing(row, rows))
    found = []
    for pk, one in people.items():
        months = to_charge(one.bulan, charged.get(pk, []))
        if months:
            found.append(_charge(rule, one, months, by))
    return found


def _charge(rule: KetentuanTarif, one: Diikutkan, months: list[Bulan], by: User | None) -> KewajibanKeluargaLain:
    for charged in rule.bulan:
        if charged.bulan in months:
            mark_used(values=[charged.nilai], bulan=charged.bulan)
    tarif = [
        {"bulan": str(month.bulan), "jumlah": month.jumlah, "sumber": month.nilai.sumber}
        for month in rule.bulan
        if month.bulan in months
    ]
    return KewajibanKeluargaLain.objects.create(
        kabupaten_id=one.desa.kecamatan.kabupaten_id, desa=one.desa, peserta=one.peserta, anggota=one.anggota,
        tahun=months[0].year, mulai=months[0].first_day, sampai=months[-1].first_day, kelas=rule.tarif.kelas,
        tarif=tarif, jumlah=sum(month.jumlah for month in rule.bulan if month.bulan in months),
        peraturan=rule.peraturan, pasal=rule.aturan.pasal, oleh=by,
    )  # fmt: skip


@transaction.atomic
def record_other_payment(
    *,
    peserta: Peserta,
    desa: Desa,
    tahun: int,
    tanggal: date,
    jumlah: int,
    referensi: str,
    bukti: tuple[str, bytes] | None,
    by: User | None,
) -> PembayaranKeluargaLain:
    """Records what an official paid for other family members of a year, with its proof.

    Raises Kesalahan when nothing is charged, a field is wrong, or the same payment is there already.
    """
    if not KewajibanKeluargaLain.objects.filter(peserta=peserta, desa=desa, tahun=tahun).exists():
        raise Kesalahan(
            f"Belum ada iuran anggota keluarga yang lain untuk {peserta.nama} pada {tahun}.",
            "Hitung dahulu iurannya di halaman desa.",
        )
    fields = _payment_fields(desa, tanggal, jumlah, referensi)
    proof = check_proof(bukti, "Bukti bayar")
    same = PembayaranKeluargaLain.objects.filter(
        peserta=peserta, tahun=tahun, membatalkan__isnull=True, dibatalkan_oleh__isnull=True, **fields
    )
    if same.exists():
        raise Kesalahan(f"Pembayaran dengan referensi {fields['referensi']} sudah tercatat.", "Periksa daftarnya.")
    row = PembayaranKeluargaLain.objects.create(
        kabupaten=desa.kabupaten, desa=desa, peserta=peserta, tahun=tahun, bukti=proof.berkas, bukti_nama=proof.nama,
        bukti_sha256=proof.sha256, oleh=by, **fields,
    )  # fmt: skip
    record(
        "keluarga_lain.bayar",
        by=by,
        objek=row,
        tempat=desa,
        ringkas=f"{peserta.nama} membayar {format_rupiah(jumlah)} untuk anggota keluarga yang lain {tahun}",
        rincian={
            "referensi": row.referensi, "tanggal": tanggal.isoformat(), "bukti_sha256": proof.sha256,
            "jumlah": {row.pk: jumlah},
        },
    )  # fmt: skip
    return row


def _payment_fields(desa: Desa, tanggal: date, jumlah: int, referensi: str) -> dict[str, Any]:
    if tanggal > today_in(desa.kabupaten):
        raise Kesalahan(f"Tanggal bayar {format_tanggal(tanggal)} belum terjadi.", "Isi tanggal pada bukti bayar.")
    if isinstance(jumlah, bool) or not isinstance(jumlah, int) or not 0 < jumlah < LARGEST:
        raise Kesalahan("Jumlah pembayaran harus lebih dari nol rupiah.", "Isi jumlah seperti pada bukti bayar.")
    text = " ".join(referensi.split())
    if not text or len(text) > REFERENCE_LENGTH:
        raise Kesalahan(f"Nomor referensi harus 1 sampai {REFERENCE_LENGTH} huruf.", "Salin dari bukti bayar.")
    return {"tanggal": tanggal, "jumlah": jumlah, "referensi": text}


@transaction.atomic
def reverse_other_payment(
    *, pembayaran: PembayaranKeluargaLain, alasan: str, by: User | None
) -> PembayaranKeluargaLain:
    """Cancels a payment by a row of the negative amount. Raises Kesalahan without a reason, or when cancelled."""
    reason = " ".join(alasan.split())[:300]
    if not reason:
        raise Kesalahan("Alasan pembatalan belum diisi.", "Tulis mengapa pembayaran ini dibatalkan.")
    Kabupaten.objects.select_for_update().get(pk=pembayaran.kabupaten_id)
    if pembayaran.membatalkan_id is not None or PembayaranKeluargaLain.objects.filter(membatalkan=pembayaran).exists():
        raise Kesalahan(f"Pembayaran {pembayaran.referensi} sudah dibatalkan.", "Muat ulang halaman.")
    row = PembayaranKeluargaLain.objects.create(
        kabupaten_id=pembayaran.kabupaten_id, desa_id=pembayaran.desa_id, peserta_id=pembayaran.peserta_id,
        tahun=pembayaran.tahun, tanggal=today_in(pembayaran.desa.kabupaten), jumlah=-pembayaran.jumlah,
        referensi=pembayaran.referensi, membatalkan=pembayaran, alasan=reason, oleh=by,
    )  # fmt: skip
    record(
        "keluarga_lain.batal",
        by=by,
        objek=row,
        tempat=pembayaran.desa,
        ringkas=f"Membatalkan pembayaran {format_rupiah(pembayaran.jumlah)}, referensi {pembayaran.referensi}",
        rincian={"pembayaran": pembayaran.pk, "alasan": reason},
    )
    return row
