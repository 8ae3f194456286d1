"""Carries what a month leaves into the next one, when its Berita Acara closes it (MM Pasal 13 ayat (2))."""

from desa.queries.bagian import carry_over_article
from iuran.models import Penetapan, SaldoPindahan
from iuran.queries.buku import BarisBuku, book
from jaminan.bulan import Bulan
from jaminan.rupiah import format_rupiah


def carry_over(penetapan: Penetapan) -> list[SaldoPindahan]:
    """Writes one entry per payer (and village) with a rest; call it inside the transaction that closes the month."""
    month = Bulan.of(penetapan.bulan)
    article = carry_over_article(penetapan.peraturan, month)
    return SaldoPindahan.objects.bulk_create(
        SaldoPindahan(
            kabupaten=penetapan.kabupaten,
            desa=row.desa,
            penanggung=row.penanggung,
            dari_bulan=month.first_day,
            ke_bulan=month.next().first_day,
            jumlah=row.sisa,
            asal=_origin(row, month, article),
        )
        for row in book(penetapan.kabupaten, month)
        if row.sisa
    )


def _origin(row: BarisBuku, month: Bulan, article: str) -> str:
    """ "Kurang bayar September 2026: saldo awal Rp 0 + iuran … - disetor …; masuk tagihan Oktober 2026 (Pasal …)." """
    kind = "Kurang bayar" if row.sisa > 0 else "Lebih bayar"
    parts = (
        f"saldo awal {format_rupiah(row.saldo_awal)} + iuran {format_rupiah(row.iuran)} + pembetulan "
        f"{format_rupiah(row.koreksi)} - disetor {format_rupiah(row.disetor)}"
    )
    legal = f" (Pasal {article})" if article else ""
    return f"{kind} {month.nama}: {parts}; masuk tagihan {month.next().nama}{legal}."
