"""The cast is what its stories rely on."""

from desa.queries.kepesertaan import roster_on
from iuran.models import Iuran
from tests.cast import Cast


def test_every_village_has_its_three_officials_with_a_wage(cast: Cast) -> None:
    roster = {desa: [one.penghasilan for one in roster_on(desa, cast.bulan.first_day)]
              for desa in (cast.rantebulahan, cast.padu_banjar)}  # fmt: skip
    assert set(map(tuple, roster.values())) == {(2_426_640, 2_224_420, 2_022_200)}
    assert not Iuran.objects.exists()


def test_nobody_of_the_cast_could_be_real(cast: Cast) -> None:
    niks = [person.nik for people in cast.peserta.values() for person in people]
    assert (len(niks), len(set(niks)), {nik[12] for nik in niks}) == (18, 18, {"9"})
