"""Names another source of APBDesa for a share that ADD does not cover; Dana Desa is refused (MM Pasal 11)."""

from django.db import transaction

from desa.actions.audit import record
from desa.enums import Penanggung
from desa.models import Desa, Peraturan, User
from desa.parameters.peraturan import SumberLainAturan
from desa.queries.peraturan import bagian_iuran
from iuran.actions.alokasi import lock_months
from iuran.actions.surat import cancel_row, letter_fields, months_in_order, text_of
from iuran.enums import SumberApbdesa
from iuran.models import SumberLain
from iuran.queries.penetapan import require_assessed, require_open
from iuran.queries.sumber_lain import month_of_village
from iuran.rules.sumber_lain import names_add, names_dana_desa
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.rupiah import format_rupiah

MONTHS = 12


@transaction.atomic
def record_sumber_lain(
    *,
    desa: Desa,
    bulan_mulai: Bulan,
    bulan_sampai: Bulan,
    sumber: str,
    uraian: str,
    jumlah: int,
    nomor_surat: str,
    surat: tuple[str, bytes] | None = None,
    by: User | None,
) -> SumberLain:
    """Names the source of `jumlah` rupiah a month for the village's share.

    Raises Kesalahan when it is Dana Desa or ADD itself, the regulation has no such article, a month is signed or
    not assessed, the sum named would be more than the share due, or a field is wrong.
    """
    lock_months(desa.kabupaten)
    months = months_in_order(bulan_mulai, bulan_sampai, MONTHS)
    peraturan, rule = _article(desa, months)
    row = SumberLain.objects.create(
        desa=desa,
        bulan_mulai=bulan_mulai.first_day,
        bulan_sampai=bulan_sampai.first_day,
        penanggung=rule.penanggung,
        uraian=_words(uraian, sumber, peraturan, rule),
        sumber=_source(sumber),
        jumlah=_amount(desa, months, rule, jumlah),
        oleh=by,
        **letter_fields(nomor_surat, surat),
    )
    _record(row, by)
    return row


def _record(row: SumberLain, by: User | None) -> None:
    record(
        "sumberlain.catat",
        by=by,
        objek=row,
        tempat=row.desa,
        ringkas=f"Menyebut {row.get_sumber_display()}, {format_rupiah(row.jumlah)} sebulan, mulai "
        f"{Bulan.of(row.bulan_mulai).nama}",
        rincian={"uraian": row.uraian, "nomor_surat": row.nomor_surat, "surat_sha256": row.surat_sha256},
    )


def _article(desa: Desa, months: list[Bulan]) -> tuple[Peraturan, SumberLainAturan]:
    """The regulation of these assessed, open months, and its article on other sources."""
    found = {month: require_assessed(desa.kabupaten, month).peraturan for month in months}
    peraturan = found[months[0]]
    rule = bagian_iuran(peraturan).sumber_lain
    if rule is None or len({one.pk for one in found.values()}) > 1:
        raise Kesalahan(
            f"{peraturan.judul} tidak mengatur sumber lain bila ADD tidak cukup pada semua bulan itu.",
            "Setor seperti biasa, atau pilih bulan dari satu peraturan.",
        )
    return peraturan, rule


def _words(uraian: str, sumber: str, peraturan: Peraturan, rule: SumberLainAturan) -> str:
    told = text_of(uraian, "Nama pendapatan", 200)
    if names_dana_desa(told) or names_dana_desa(sumber):
        quote = peraturan.isi.get("kutipan", {}).get(rule.kutipan, "")
        raise Kesalahan(
            f"Dana Desa tidak boleh dipakai untuk iuran ini (Pasal {rule.kutipan}): “{quote}”",
            "Sebut pendapatan transfer lain dalam APBDesa.",
        )
    if names_add(told):
        raise Kesalahan(
            "ADD adalah sumber yang tidak cukup, jadi bukan sumber lain.", "Sebut pendapatan transfer lain."
        )
    return told


def _source(sumber: str) -> SumberApbdesa:
    if sumber not in SumberApbdesa.values:
        raise Kesalahan(
            f"Sumber {sumber[:40]} tidak dikenal.", f"Pilih salah satu: {', '.join(map(str, SumberApbdesa.values))}."
        )
    return SumberApbdesa(sumber)


def _amount(desa: Desa, months: list[Bulan], rule: SumberLainAturan, jumlah: int) -> int:
    if isinstance(jumlah, bool) or not isinstance(jumlah, int) or jumlah <= 0:
        raise Kesalahan("Jumlah sebulan harus lebih dari nol rupiah.", "Isi rupiah bulat.")
    for month in months:
        found = month_of_village(desa, month, rule.penanggung)
        if found.dari_lain + jumlah > found.jumlah:
            share = Penanggung(rule.penanggung).label
            raise Kesalahan(
                f"Porsi {share} Desa {desa.nama} pada {month.nama} hanya {format_rupiah(found.jumlah)}; dari sumber "
                f"lain sudah disebut {format_rupiah(found.dari_lain)}.",
                f"Isi paling banyak {format_rupiah(max(0, found.dari_add))}.",
            )
    return jumlah


@transaction.atomic
def cancel_sumber_lain(*, sumber: SumberLain, alasan: str, by: User | None) -> SumberLain:
    """Cancels a named source. Raises Kesalahan when one of its months is signed."""
    lock_months(sumber.desa.kabupaten)
    for month in Bulan.of(sumber.bulan_mulai).until(Bulan.of(sumber.bulan_sampai)):
        require_open(sumber.desa.kabupaten, month)
    return cancel_row(sumber, alasan=alasan, tempat=sumber.desa, by=by)
