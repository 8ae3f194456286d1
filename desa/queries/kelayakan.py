"""Reads documents and how complete they are: per official with the family, and per village."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from desa.enums import JenisDokumen
from desa.models import AnggotaKeluarga, DaftarLain, Desa, DokumenOrang, Kabupaten, Peserta
from desa.models.kelayakan import Dokumen
from desa.parameters.kelayakan import BagianKelayakan
from desa.queries.kepesertaan import family_on, roster_on
from desa.queries.peraturan import TidakAdaPeraturan, peraturan_in_force
from desa.rules.kelayakan import DokumenAda, Kelengkapan, completeness
from jaminan.bulan import Bulan


@dataclass(frozen=True, slots=True)
class Berkas:
    """One person's checklist with the documents behind it."""

    orang: Peserta | AnggotaKeluarga
    sebutan: str
    kelengkapan: Kelengkapan
    dokumen: list[DokumenOrang]

    @property
    def anggota(self) -> bool:
        return isinstance(self.orang, AnggotaKeluarga)


@dataclass(frozen=True, slots=True)
class KelengkapanKeluarga:
    """An official in a village's list: the own checklist, and how many of the family are complete."""

    peserta: Peserta
    jabatan: str
    kelengkapan: Kelengkapan
    keluarga: int
    keluarga_lengkap: int
    segera: bool


def eligibility_rule(kabupaten: Kabupaten, hari: date) -> BagianKelayakan:
    """What the regulation in force asks; where it is silent, or there is none, nothing."""
    try:
        stored = peraturan_in_force(kabupaten, Bulan.of(hari)).isi.get("kelayakan")
    except TidakAdaPeraturan:
        stored = None
    return BagianKelayakan.model_validate(stored or {})


def standing_documents() -> QuerySet[DokumenOrang]:
    """Documents that were not withdrawn."""
    return DokumenOrang.objects.filter(diakhiri_pada__isnull=True).select_related("oleh")


def as_rule(rows: Iterable[Dokumen]) -> list[DokumenAda]:
    """Stored documents as the rule needs them."""
    return [DokumenAda(JenisDokumen(row.jenis), row.tanggal, row.sampai) for row in rows]


def files_of(peserta: Peserta, kabupaten: Kabupaten, today: date) -> list[Berkas]:
    """The official's checklist, then one for each family member recorded on the day. Constant number of queries."""
    rule = eligibility_rule(kabupaten, today)
    family = list(family_on([peserta.pk], today))
    rows = list(standing_documents().filter(Q(peserta=peserta) | Q(anggota__in=family)))
    own = [row for row in rows if row.peserta_id == peserta.pk]
    files = [Berkas(peserta, "Peserta", completeness(rule.syarat, as_rule(own), today), own)]
    for member in family:
        mine = [row for row in rows if row.anggota_id == member.pk]
        checked = completeness(rule.syarat, as_rule(mine), today)
        files.append(Berkas(member, str(member.get_hubungan_display()), checked, mine))
    return files


def completeness_of(desa: Desa, today: date) -> list[KelengkapanKeluarga]:
    """Every official of a village with the state of the documents. Constant number of queries."""
    rule = eligibility_rule(desa.kabupaten, today)
    officials = roster_on(desa, today)
    family = list(family_on([one.peserta.pk for one in officials], today))
    rows = list(standing_documents().filter(Q(peserta__in=[one.peserta for one in officials]) | Q(anggota__in=family)))

    def checked(**of: int) -> Kelengkapan:
        ((name, pk),) = of.items()
        return completeness(rule.syarat, as_rule(row for row in rows if getattr(row, name) == pk), today)

    found = []
    for one in officials:
        own = checked(peserta_id=one.peserta.pk)
        members = [checked(anggota_id=member.pk) for member in family if member.peserta_id == one.peserta.pk]
        soon = any(item.segera for part in (own, *members) for item in part.butir)
        complete = sum(part.lengkap for part in members)
        found.append(KelengkapanKeluarga(one.peserta, one.masa.nama_jabatan, own, len(members), complete, soon))
    return found


def newest_lists(kabupaten: Kabupaten) -> list[DaftarLain]:
    """The newest version of each scheme's list."""
    rows = DaftarLain.objects.filter(kabupaten=kabupaten).select_related("oleh").order_by("skema", "-versi")
    newest: dict[str, DaftarLain] = {}
    for row in rows:
        newest.setdefault(row.skema, row)
    return list(newest.values())
