"""Reads the articles of a stored regulation in full: what it is silent on, the national rule of the month says."""

from typing import Any, TypeVar

from desa.models import Kabupaten, Peraturan
from desa.parameters.bagian import (
    AturanKeluarga,
    AturanKepesertaan,
    AturanRekonsiliasi,
    Bagian,
    BagianKelasRawat,
    BagianTunggakan,
    SesudahCairAturan,
)
from desa.queries.peraturan import TidakAdaPeraturan, national_rule, peraturan_in_force
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan

Shape = TypeVar("Shape", bound=Bagian)
NAMA_BAGIAN = {
    "keluarga": "keluarga",
    "kelas_rawat": "kelas rawat",
    "tunggakan": "tunggakan",
    "kepesertaan": "kepesertaan",
    "rekonsiliasi": "rekonsiliasi",
}


def family_rule_in(kabupaten: Kabupaten, bulan: Bulan) -> AturanKeluarga:
    """The family article of a regency in a month; while no regulation is in force, the national one."""
    try:
        return family_rule(peraturan_in_force(kabupaten, bulan), bulan)
    except TidakAdaPeraturan:
        return family_rule(None, bulan)


def family_rule(peraturan: Peraturan | None, bulan: Bulan) -> AturanKeluarga:
    """Who of a family is covered, who is *anggota keluarga yang lain*, and what is paid for them.

    Raises Kesalahan, as all of these do, when neither the regulation nor the national rule says it.
    """
    return _whole(peraturan, bulan, "keluarga", AturanKeluarga)


def membership_rule(peraturan: Peraturan, bulan: Bulan) -> AturanKepesertaan:
    """Clocks on registering and reporting, reasons of ending, and who is not billed."""
    return _whole(peraturan, bulan, "kepesertaan", AturanKepesertaan)


def other_cover_article(kabupaten: Kabupaten, bulan: Bulan) -> str:
    """Where it says that holders of other cover are not insured here (KU Pasal 2 ayat (2)); empty if nowhere."""
    try:
        rules = membership_rule(peraturan_in_force(kabupaten, bulan), bulan).kecuali
    except TidakAdaPeraturan:
        return ""
    return next((one.pasal for one in rules if one.alasan == "jaminan_lain"), "")


def reconciliation_rule(peraturan: Peraturan, bulan: Bulan) -> AturanRekonsiliasi:
    """Period, when corrections take effect, and where a difference goes."""
    return _whole(peraturan, bulan, "rekonsiliasi", AturanRekonsiliasi)


def correction_article(peraturan: Peraturan, bulan: Bulan) -> str:
    """The articles by which late facts are settled in the next bill; empty where no known rule says it."""
    return " dan Pasal ".join(dict.fromkeys(_settling(peraturan, bulan)))


def carry_over_article(peraturan: Peraturan, bulan: Bulan) -> str:
    """The article by which a month's rest goes into the next bill; empty where no known rule says it."""
    return next(reversed(_settling(peraturan, bulan)), "")


def _settling(peraturan: Peraturan, bulan: Bulan) -> tuple[str, ...]:
    try:
        rule = reconciliation_rule(peraturan, bulan)
    except Kesalahan:
        return ()
    return rule.koreksi_data.pasal, rule.selisih.pasal


def care_class_rule(peraturan: Peraturan, bulan: Bulan) -> BagianKelasRawat:
    """The class of care; one article as a whole, since a fixed class and classes by wage exclude each other."""
    own = peraturan.isi.get("kelas_rawat")
    return _fit(own or _national(bulan, "kelas_rawat"), "kelas_rawat", peraturan, bulan, BagianKelasRawat)


def arrears_rule(peraturan: Peraturan, bulan: Bulan) -> BagianTunggakan:
    """Cover while the money is late; the clock after disbursement, if the regulation has one."""
    own = peraturan.isi.get("tunggakan")
    return _fit(own or _national(bulan, "tunggakan"), "tunggakan", peraturan, bulan, BagianTunggakan)


def national_family_rule(bulan: Bulan) -> AturanKeluarga | None:
    """The national family article of the month, which is shown beside the regency's; None before the first known."""
    stored = _national(bulan, "keluarga")
    return AturanKeluarga.model_validate(stored) if stored else None


def after_disbursement(peraturan: Peraturan) -> SesudahCairAturan | None:
    """The clock on arrears once APBDesa is disbursed (KU Pasal 8 ayat (2)); None where there is no such article."""
    own = peraturan.isi.get("tunggakan")
    return BagianTunggakan.model_validate(own).sesudah_cair if own else None


def _whole(peraturan: Peraturan | None, bulan: Bulan, name: str, shape: type[Shape]) -> Shape:
    """The regulation's article, each part that it leaves out taken from the national one."""
    stored = peraturan.isi.get(name) if peraturan else None
    own = {key: value for key, value in (stored or {}).items() if value is not None}
    missing = [key for key, field in shape.model_fields.items() if field.is_required() and key not in own]
    found = {**_national(bulan, name), **own} if missing else own
    return _fit(found, name, peraturan, bulan, shape)


def _national(bulan: Bulan, name: str) -> dict[str, Any]:
    rule = national_rule(bulan)
    stored = rule.isi.get(name) if rule else None
    return {key: value for key, value in (stored or {}).items() if value is not None}


def _fit(found: dict[str, Any], name: str, peraturan: Peraturan | None, bulan: Bulan, shape: type[Shape]) -> Shape:
    missing = [key for key, field in shape.model_fields.items() if field.is_required() and key not in found]
    if missing:
        where = f"baik pada {peraturan.judul} maupun pada aturan nasional" if peraturan else "juga pada aturan nasional"
        raise Kesalahan(
            f"Aturan {NAMA_BAGIAN[name]} untuk {bulan.nama} belum ada, {where}: {', '.join(missing)}.",
            f"Minta admin teknis memuat bagian {name} pada berkas peraturan.",
        )
    return shape.model_validate(found)
