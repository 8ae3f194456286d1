"""The calculator's answer: what a month costs for given incomes, and why, in the shape that the API promises."""

from collections.abc import Sequence
from typing import Any

from desa.models import HariLibur, Kabupaten
from desa.parameters import NilaiTidakAda
from desa.queries.peraturan import bagian_iuran, national_rule, tempat_of, values_for
from iuran.queries.ketentuan import KetentuanBulan, rule_of
from iuran.rules import HasilIuran, Ketentuan, agrees, contribution, explain, resolve
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan

MAX_INCOMES = 1000
MAX_INCOME = 10**12


def calculate(kabupaten: Kabupaten, bulan: Bulan, incomes: Sequence[int]) -> dict[str, Any]:
    """The answer of the calculator (design section 6) for monthly incomes in whole rupiah.

    Raises Kesalahan for an income that is none, TidakAdaPeraturan, or NilaiTidakAda.
    """
    check_incomes(incomes)
    rule = rule_of(kabupaten, bulan)
    celah = _national_gap(kabupaten, bulan) if rule.nasional is None else ""
    notes = _notes(bulan)
    return {
        "kabupaten": kabupaten.kode,
        "bulan": str(bulan),
        "peraturan": rule.peraturan.kode,
        "jatuh_tempo": rule.jatuh_tempo.tanggal.isoformat(),
        "alasan_jatuh_tempo": rule.jatuh_tempo.alasan,
        "hasil": [_result(income, rule, celah, notes) for income in incomes],
    }


def check_incomes(incomes: Sequence[int]) -> None:
    """Raises Kesalahan, which names the first amount that cannot be an income, and its place."""
    if not 1 <= len(incomes) <= MAX_INCOMES:
        raise Kesalahan(f"Isi 1 sampai {MAX_INCOMES} penghasilan; ini {len(incomes)}.")
    for place, income in enumerate(incomes, start=1):
        if isinstance(income, bool) or not isinstance(income, int):
            raise Kesalahan(f"Penghasilan ke-{place} bukan bilangan bulat.", "Tulis rupiah penuh tanpa sen.")
        if income < 0:
            raise Kesalahan(f"Penghasilan ke-{place} negatif ({income}).", "Tulis nol atau lebih.")
        if income > MAX_INCOME:
            raise Kesalahan(f"Penghasilan ke-{place} lebih dari satu triliun rupiah.", "Periksa jumlah angkanya.")


def _result(income: int, rule: KetentuanBulan, celah: str, notes: list[str]) -> dict[str, Any]:
    ours = contribution(income, rule.ketentuan)
    return {
        "penghasilan": income,
        "dasar": ours.dasar,
        "iuran": ours.iuran,
        "porsi": [
            {
                "penanggung": share.penanggung,
                "persen": share.persen,
                "jumlah": share.jumlah,
                "sumber_dana": share.sumber_dana,
                "pasal": share.pasal,
            }
            for share in ours.porsi
        ],
        "nasional": _national(income, ours, rule.nasional, celah),
        "penjelasan": [*explain(ours, rule.ketentuan), *notes],
    }


def _national(income: int, ours: HasilIuran, rule: Ketentuan | None, celah: str) -> dict[str, Any]:
    if rule is None:
        return {"dasar": None, "iuran": None, "sesuai": None, "celah": celah}
    national = contribution(income, rule)
    return {"dasar": national.dasar, "iuran": national.iuran, "sesuai": agrees(ours, national)}


def _national_gap(kabupaten: Kabupaten, bulan: Bulan) -> str:
    """Why the national figure cannot be given."""
    peraturan = national_rule(bulan)
    if peraturan is None:
        return f"Aturan nasional untuk {bulan.nama} belum ada di portal."
    try:
        resolve(peraturan.judul, bagian_iuran(peraturan), values_for(kabupaten), tempat_of(kabupaten), bulan)
    except NilaiTidakAda as gap:
        return gap.pesan
    return ""


def _notes(bulan: Bulan) -> list[str]:
    """What makes the due date less than sure."""
    if HariLibur.objects.filter(kabupaten=None, tanggal__year=bulan.year).exists():
        return []
    return [f"Hari libur {bulan.year} belum ada di portal; jatuh tempo hanya memperhitungkan Sabtu dan Minggu."]
