"""The real child process: signs, checks, and survives what is sent to hurt it."""

import struct
import zlib
from collections.abc import Callable, Iterator

import pytest
import time_machine

from jaminan.kesalahan import Kesalahan
from rekonsiliasi.enums import Pihak
from rekonsiliasi.pdf import paper_bytes, penanda
from rekonsiliasi.pdf.stempel import stamp
from tests.cast import Cast

from .penanda import SANDI, signing_table

pytestmark = [pytest.mark.anak, pytest.mark.lambat]


@pytest.fixture(autouse=True)
def today() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-10-12 10:00 +08:00", tick=True) as traveller:
        yield traveller


@pytest.mark.sekali
def test_it_signs_and_finds_the_signature(cast: Cast) -> None:
    meja = signing_table(cast)
    base = paper_bytes(meja.paper)
    cap = stamp(nama="Hendra", jabatan="Kepala", pada=meja.paper.pada, zona="Asia/Makassar")
    signed = penanda.add_signature(base, kunci=meja.p12(Pihak.DINAS), sandi=SANDI, medan="TTD_DINAS", cap=cap)
    told = penanda.inspect(signed, len(base))
    assert (signed.startswith(base), told["sejak_terbit"], [one["utuh"] for one in told["tanda"]]) == (
        True, "tanda", [True],
    )  # fmt: skip
    assert told["kode"] == meja.paper.kode
    with pytest.raises(Kesalahan, match="Sandi sertifikat salah"):
        penanda.add_signature(base, kunci=meja.p12(Pihak.DINAS), sandi="bukan", medan="TTD_DINAS", cap=cap)


def bomb() -> bytes:
    """An object stream of a gigabyte of "0" in a file of one megabyte: one packed megabyte, a thousand times."""
    size, pump = 2**30, zlib.compressobj(9, wbits=-15)
    packed = pump.compress(b"0" * 2**20) + pump.flush(zlib.Z_FULL_FLUSH)
    sums = (size + 48 * size * (size + 1) // 2) % 65_521, (1 + 48 * size) % 65_521  # Adler-32, worked by hand
    packed = b"\x78\xda" + packed * 1024 + zlib.compressobj(9, wbits=-15).flush() + struct.pack(">HH", *sums)
    head = b"%%PDF-1.7\n1 0 obj\n<</Type/XRef/W[1 2 1]/Size 2/Root 1 0 R/Filter/FlateDecode/Length %d>>\nstream\n"
    return head % len(packed) + packed + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"


HOSTILE: dict[str, Callable[[], bytes]] = {
    "no PDF": lambda: b"%PDF-1.7 apa saja",
    "a ring": lambda: (
        b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n"
    ),
    "deep": lambda: b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000 + b"\nstartxref\n9\n%%EOF\n",
    "a bomb": bomb,
}


@pytest.mark.parametrize("isi", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_one_sentence(isi: Callable[[], bytes]) -> None:
    with pytest.raises(Kesalahan) as refused:
        penanda.inspect(isi())
    assert refused.value.saran
