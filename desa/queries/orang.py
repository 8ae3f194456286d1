"""Reads one official's whole story: posts, wages, family with cover and its reason."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from desa.models import AnggotaKeluarga, Desa, Kabupaten, MasaJabatan, Peserta
from desa.queries.bagian import family_rule_in
from desa.queries.keluarga import families_on
from jaminan.bulan import Bulan


@dataclass(frozen=True, slots=True)
class Tanggungan:
    """A family member with its standing on a day."""

    orang: AnggotaKeluarga
    ditanggung: bool
    alasan: str


def officials_of(villages: QuerySet[Desa]) -> QuerySet[Peserta]:
    """Officials with a post, now or before, in one of these villages."""
    return Peserta.objects.filter(pk__in=MasaJabatan.objects.filter(desa__in=villages).values("peserta_id"))


def terms_of(peserta: Peserta, villages: QuerySet[Desa]) -> QuerySet[MasaJabatan]:
    """The person's posts in these villages, newest first."""
    terms = MasaJabatan.objects.filter(desa__in=villages, peserta=peserta)
    return terms.select_related("desa__kecamatan__kabupaten").order_by("-mulai")


def family_cover(peserta: Peserta, kabupaten: Kabupaten, day: date) -> list[Tanggungan]:
    """Each family member recorded on the day: covered or not, and why (KU Pasal 3)."""
    told = families_on([peserta.pk], family_rule_in(kabupaten, Bulan.of(day)), day)
    return [Tanggungan(member, one.ditanggung, one.alasan) for member, one in told]
