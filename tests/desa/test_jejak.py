"""The trail of a regency, as its office and the inspector read it."""

import time_machine

from desa.actions.audit import record
from desa.queries.jejak import trail
from tests.cast import Cast


def test_the_trail_is_in_the_order_of_its_moments(cast: Cast) -> None:
    """Entered on one day and in one go, as the sample is: the newest moment stands first."""
    for moment, words in (("2026-11-09T02:00:00Z", "kedua"), ("2026-10-26T02:00:00Z", "pertama")):
        with time_machine.travel(moment, tick=False):
            record("uji", by=cast.damar, objek=cast.sutera, tempat=cast.kayong_utara, ringkas=words)
    assert [row.ringkas for row in trail(cast.kayong_utara, aksi="uji")] == ["kedua", "pertama"]
