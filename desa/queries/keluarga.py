"""Reads families as the rules need them, and who of them is covered on a day."""

from collections.abc import Iterable
from datetime import date

from desa.enums import Hubungan
from desa.models import AnggotaKeluarga
from desa.parameters.bagian import AturanKeluarga
from desa.queries.kepesertaan import family_on
from desa.rules.keluarga import Anggota, StatusAnggota, covered_family


def as_anggota(one: AnggotaKeluarga) -> Anggota:
    """A stored family member as the rules see it."""
    return Anggota(
        one.pk, Hubungan(one.hubungan), one.tanggal_lahir, one.sudah_menikah, one.berpenghasilan, one.masih_sekolah
    )


def families_on(
    peserta: Iterable[int], aturan: AturanKeluarga, day: date
) -> list[tuple[AnggotaKeluarga, StatusAnggota]]:
    """Every family member of these officials recorded on the day, with its standing. Constant number of queries."""
    families: dict[int, list[AnggotaKeluarga]] = {}
    for member in family_on(peserta, day):
        families.setdefault(member.peserta_id, []).append(member)
    found: list[tuple[AnggotaKeluarga, StatusAnggota]] = []
    for members in families.values():
        by_id = {one.pk: one for one in members}
        found += [(by_id[one.id], one) for one in covered_family(map(as_anggota, members), aturan, day)]
    return found
