"""Reads one official's whole story: posts, wages, family with cover and its reason."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from desa.enums import Hubungan
from desa.models import AnggotaKeluarga, Desa, MasaJabatan, Peserta
from desa.queries.kepesertaan import family_on
from desa.rules.keluarga import Anggota, covered_family


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


def family_cover(peserta: Peserta, day: date) -> list[Tanggungan]:
    """Each family member recorded on the day: covered or not, and why (KU Pasal 3)."""
    members = {one.pk: one for one in family_on([peserta.pk], day)}
    told = covered_family([_as_rule(one) for one in members.values()], day)
    return [Tanggungan(members[one.id], one.ditanggung, one.alasan) for one in told]


def _as_rule(one: AnggotaKeluarga) -> Anggota:
    return Anggota(
        one.pk, Hubungan(one.hubungan), one.tanggal_lahir, one.sudah_menikah, one.berpenghasilan, one.masih_sekolah
    )
