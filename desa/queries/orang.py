"""Reads one official's whole story: posts, wages, family with cover and its reason."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from desa.access import places
from desa.enums import Hubungan
from desa.models import AnggotaKeluarga, MasaJabatan, Peserta
from desa.queries.kepesertaan import family_on
from desa.rules.keluarga import Anggota, covered_family


@dataclass(frozen=True, slots=True)
class Tanggungan:
    """A family member with its standing on a day."""

    orang: AnggotaKeluarga
    ditanggung: bool
    alasan: str


def visible_peserta(user: Any) -> QuerySet[Peserta]:
    """Officials with a post, now or before, in a village that the user may read."""
    terms = MasaJabatan.objects.filter(places(user, "desa__"))
    return Peserta.objects.filter(pk__in=terms.values("peserta_id"))


def visible_terms(user: Any, peserta: Peserta) -> QuerySet[MasaJabatan]:
    """The person's posts in villages that the user may read, newest first."""
    terms = MasaJabatan.objects.filter(places(user, "desa__"), peserta=peserta)
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
