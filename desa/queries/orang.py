"""Reads one official's whole story: posts, wages, family with cover and its reason."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from desa.enums import ANAK
from desa.models import AnggotaKeluarga, BuktiSekolah, Desa, Kabupaten, KeteranganKeluarga, MasaJabatan, Peserta
from desa.queries.bagian import family_rule_in
from desa.queries.keluarga import families_on
from desa.rules.keluarga import StatusAnggota
from jaminan.bulan import Bulan


@dataclass(frozen=True, slots=True)
class Tanggungan:
    """A family member with its standing on a day, its study proofs and what is stated of it."""

    orang: AnggotaKeluarga
    status: StatusAnggota
    bukti: list[BuktiSekolah]
    keterangan: list[KeteranganKeluarga]

    @property
    def ditanggung(self) -> bool:
        return self.status.ditanggung

    @property
    def alasan(self) -> str:
        return self.status.alasan

    @property
    def anak(self) -> bool:
        """Whether a study proof can be of use."""
        return self.orang.hubungan in ANAK


def officials_of(villages: QuerySet[Desa]) -> QuerySet[Peserta]:
    """Officials with a post, now or before, in one of these villages."""
    return Peserta.objects.filter(pk__in=MasaJabatan.objects.filter(desa__in=villages).values("peserta_id"))


def terms_of(peserta: Peserta, villages: QuerySet[Desa]) -> QuerySet[MasaJabatan]:
    """The person's posts in these villages, newest first."""
    terms = MasaJabatan.objects.filter(desa__in=villages, peserta=peserta)
    return terms.select_related("desa__kecamatan__kabupaten").order_by("-mulai")


def family_cover(peserta: Peserta, kabupaten: Kabupaten, day: date) -> list[Tanggungan]:
    """Each family member recorded on the day: covered or not, and why (KU Pasal 3). Constant number of queries."""
    told = families_on([peserta.pk], family_rule_in(kabupaten, Bulan.of(day)), day)
    numbers = [member.pk for member, _ in told]
    proofs = list(BuktiSekolah.objects.filter(anggota__in=numbers, diakhiri_pada__isnull=True))
    stated = list(KeteranganKeluarga.objects.filter(anggota__in=numbers, berakhir__isnull=True))
    return [
        Tanggungan(
            member,
            status,
            [one for one in proofs if one.anggota_id == member.pk],
            [one for one in stated if one.anggota_id == member.pk],
        )
        for member, status in told
    ]
