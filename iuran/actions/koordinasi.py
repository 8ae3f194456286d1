"""Records what was agreed with BPJS Kesehatan before months are paid ahead (MM Pasal 10 ayat (3))."""

from datetime import date

from django.db import transaction

from desa.access import today_in
from desa.actions.audit import record
from desa.enums import Penyetor
from desa.models import Desa, Kabupaten, User
from desa.parameters.peraturan import DiMukaAturan
from desa.queries.peraturan import bagian_iuran, peraturan_in_force
from iuran.actions.alokasi import lock_months
from iuran.actions.surat import cancel_row, letter_fields, months_in_order, not_in_future, text_of
from iuran.models import AlokasiSetoran, Koordinasi
from iuran.queries.kebutuhan import coordinated, months_ahead
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan


@transaction.atomic
def record_koordinasi(
    *,
    kabupaten: Kabupaten,
    desa: Desa | None,
    bulan_mulai: Bulan,
    bulan_sampai: Bulan,
    tanggal: date,
    nomor_surat: str,
    dengan: str,
    catatan: str = "",
    surat: tuple[str, bytes] | None = None,
    by: User | None,
) -> Koordinasi:
    """Records which months may be paid before they are assessed.

    Raises Kesalahan when the regulation has no such article, the months are too far ahead or over, or a field is
    wrong.
    """
    rule = _rule_of(kabupaten, desa)
    _require_months(kabupaten, bulan_mulai, bulan_sampai, rule)
    row = Koordinasi.objects.create(
        kabupaten=kabupaten,
        desa=desa,
        bulan_mulai=bulan_mulai.first_day,
        bulan_sampai=bulan_sampai.first_day,
        tanggal=not_in_future(kabupaten, tanggal, "Tanggal koordinasi"),
        dengan=text_of(dengan, "Nama petugas BPJS Kesehatan", 120),
        catatan=text_of(catatan, "Catatan", 300, required=False),
        oleh=by,
        **letter_fields(nomor_surat, surat),
    )
    record(
        "koordinasi.catat",
        by=by,
        objek=row,
        tempat=desa or kabupaten,
        ringkas=f"Mencatat koordinasi {row.nomor_surat}: {bulan_mulai.nama} sampai {bulan_sampai.nama} di muka",
        rincian={"dengan": row.dengan, "tanggal": tanggal.isoformat(), "surat_sha256": row.surat_sha256},
    )
    return row


def _rule_of(kabupaten: Kabupaten, desa: Desa | None) -> DiMukaAturan:
    """The article that allows it today, for the one who deposits. Raises Kesalahan."""
    peraturan = peraturan_in_force(kabupaten, Bulan.of(today_in(kabupaten)))
    bagian = bagian_iuran(peraturan)
    if bagian.di_muka is None:
        raise Kesalahan(
            f"{peraturan.judul} tidak mengatur pembayaran beberapa bulan di muka.", "Bayar bulan demi bulan."
        )
    depositors = {Penyetor(share.penyetor) for share in bagian.porsi}
    wanted = Penyetor.BENDAHARA_DESA if desa else Penyetor.BENDAHARA_PENGELUARAN
    if wanted not in depositors:
        raise Kesalahan(
            f"Menurut {peraturan.judul}, bukan {wanted.label.lower()} yang menyetor.", "Catat lewat penyetornya."
        )
    return bagian.di_muka


def _require_months(kabupaten: Kabupaten, mulai: Bulan, sampai: Bulan, rule: DiMukaAturan) -> None:
    months_in_order(mulai, sampai, rule.bulan_paling_banyak)
    now = Bulan.of(today_in(kabupaten))
    if mulai < now:
        raise Kesalahan(
            f"{mulai.nama} sudah lewat, jadi tidak dibayar di muka.", f"Mulai dari {now.nama} atau sesudahnya."
        )
    last = now.plus(rule.bulan_paling_banyak)
    if sampai > last:
        raise Kesalahan(
            f"{sampai.nama} lebih dari {rule.bulan_paling_banyak} bulan di muka.",
            f"Paling jauh {last.nama} (Pasal {rule.pasal}).",
        )


@transaction.atomic
def cancel_koordinasi(*, koordinasi: Koordinasi, alasan: str, by: User | None) -> Koordinasi:
    """Cancels a coordination. Raises Kesalahan when money is already allocated to a month that only it allows."""
    kabupaten, desa = koordinasi.kabupaten, koordinasi.desa
    lock_months(kabupaten)
    before = months_ahead(kabupaten, desa)
    cancelled = cancel_row(koordinasi, alasan=alasan, tempat=desa or kabupaten, by=by)
    lost = set(before) - set(months_ahead(kabupaten, desa))
    paid = AlokasiSetoran.objects.filter(
        setoran__kabupaten=kabupaten, setoran__desa=desa, setoran__membatalkan__isnull=True,
        setoran__dibatalkan_oleh__isnull=True, bulan__in=[month.first_day for month in lost],
    ).order_by("bulan").first()  # fmt: skip
    if paid is not None and not coordinated(paid):
        raise Kesalahan(
            f"{Bulan.of(paid.bulan).nama} sudah dibayar di muka menurut koordinasi {koordinasi.nomor_surat}.",
            "Batalkan setorannya lebih dahulu.",
        )
    return cancelled
