"""The box of papers on the pages of a month: what may be printed and downloaded here, by whom."""

from collections.abc import Iterable
from typing import Any

from django import template

from desa.access import Izin, may
from desa.enums import Penanggung, Penyetor
from desa.models import Desa, Kabupaten, Kecamatan
from desa.queries.peraturan import bagian_anggaran, bagian_iuran
from iuran.models import Penetapan
from iuran.queries.akun import accounts_for
from jaminan.bulan import Bulan

register = template.Library()


@register.inclusion_tag("iuran/_kertas_kabupaten.html", takes_context=True)
def kertas_kabupaten(
    context: dict[str, Any], kabupaten: Kabupaten, bulan: Bulan, penetapan: Penetapan
) -> dict[str, Any]:
    """The payment request of a regency's month, where the regency's treasurer deposits anything."""
    payers = _payers(penetapan, Penyetor.BENDAHARA_PENGELUARAN)
    accounts = accounts_for(kabupaten) if payers else {}
    return {
        "kabupaten": kabupaten,
        "bulan": bulan,
        "ada": bool(payers),
        "tanpa_akun": _labels(payer for payer in payers if payer not in accounts),
        "kecamatan": Kecamatan.objects.filter(kabupaten=kabupaten) if payers else (),
        "boleh_nik": may(context["request"].user, Izin.NIK, kabupaten),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("iuran/_kertas_desa.html", takes_context=True)
def kertas_desa(context: dict[str, Any], desa: Desa, bulan: Bulan, penetapan: Penetapan) -> dict[str, Any]:
    """A village's papers: slips always, a deposit sheet where it deposits, a posting sheet where accounts are named."""
    payers = _payers(penetapan, Penyetor.BENDAHARA_DESA)
    accounts = accounts_for(desa.kabupaten, desa) if payers else {}
    return {
        "desa": desa,
        "bulan": bulan,
        "menyetor": bool(payers),
        "tanpa_akun": _labels(payer for payer in payers if payer not in accounts),
        "akun": [(Penanggung(payer).label, accounts[payer]) for payer in payers if payer in accounts],
        "siskeudes": bagian_anggaran(penetapan.peraturan) is not None,
        "boleh_nik": may(context["request"].user, Izin.NIK, desa),
        "csrf_token": context.get("csrf_token"),
    }


def _payers(penetapan: Penetapan, penyetor: Penyetor) -> list[str]:
    """The payers whose shares this treasurer deposits, by the month's regulation."""
    shares = bagian_iuran(penetapan.peraturan).porsi
    return [share.penanggung for share in shares if share.penyetor == penyetor.value]


def _labels(payers: Iterable[str]) -> list[str]:
    return [str(Penanggung(payer).label).lower() for payer in payers]
