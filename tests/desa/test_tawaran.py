"""What is offered beside a refused NIK comes back as the person's own number, and only in that village."""

import pytest

from desa.models import AnggotaKeluarga
from desa.queries.tawaran import offered_text
from jaminan.kesalahan import Kesalahan
from tests.cast import Cast


def test_a_key_is_the_number_of_somebody_of_this_village_only(cast: Cast) -> None:
    desa, elsewhere = cast.rantebulahan, cast.sutera
    head = cast.peserta[desa.kode][0]
    child = AnggotaKeluarga.objects.create(
        peserta=head, nik="7603014505159009", nama="Putri", hubungan="anak_kandung", jenis_kelamin="P",
        tanggal_lahir="2015-05-05", mulai="2021-01-01",
    )  # fmt: skip
    assert offered_text(desa, f"orang:{head.pk}") == head.nik
    assert offered_text(desa, f"keluarga:{child.pk}") == child.nik
    assert offered_text(desa, "isi:1990-12-31") == "1990-12-31"
    for kunci in (f"orang:{head.pk}", f"keluarga:{child.pk}"):
        with pytest.raises(Kesalahan):
            offered_text(elsewhere, kunci)
    for kunci in ("", "isi:", "orang:x", "orang:²", f"lain:{head.pk}"):
        with pytest.raises(Kesalahan):
            offered_text(desa, kunci)
