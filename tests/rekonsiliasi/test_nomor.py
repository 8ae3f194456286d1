"""Numbers by each office's own pattern: without gaps, without doubles, a new year from 1."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.nomor import NomorBergeser, save_pattern, take_numbers
from rekonsiliasi.enums import Pihak
from rekonsiliasi.models import BeritaAcara, NomorSurat, Rekonsiliasi
from rekonsiliasi.queries.berita_acara import numbers_at_issue
from rekonsiliasi.queries.nomor import propose_number
from rekonsiliasi.rules.nomor import compose, pattern_faults, serial_of
from tests.cast import Cast

DINAS = "{urut:03}/BA-JKN/DPM-PEMDES/{bulan_romawi}/{tahun}"
BOTH = frozenset(Pihak)


@pytest.mark.parametrize(
    ("pola", "urut", "nomor"),
    [
        (DINAS, 7, "007/BA-JKN/DPM-PEMDES/X/2026"), (DINAS, 1234, "1234/BA-JKN/DPM-PEMDES/X/2026"),
        ("BA.{urut}/{bulan}.{tahun2}", 12, "BA.12/10.26"), ("{tahun}-{urut:05}", 3, "2026-00003"),
    ],
)  # fmt: skip
def test_a_pattern_makes_a_number_and_reads_it_back(pola: str, urut: int, nomor: str) -> None:
    day = date(2026, 10, 12)
    assert pattern_faults(pola) == []
    assert (compose(pola, urut, day), serial_of(pola, nomor, date(2026, 1, 1))) == (nomor, urut)
    assert serial_of(pola, nomor, date(2027, 1, 1)) is None


@pytest.mark.parametrize(
    ("pola", "told"),
    [
        ("BA/{tahun}", "tepat satu tanda {urut}"), ("{urut}/{urut:03}/{tahun}", "tepat satu tanda {urut}"),
        ("{urut}/BA", "{tahun}"), ("{urut}/{tahun}/{kode}", "{kode} tidak dikenal"),
        ("{urut}/{tahun}/{", "tidak berpasangan"), ("{urut:99}/{tahun}", "{urut:99} tidak dikenal"),
        ("{urut.__class__}/{urut}/{tahun}", "tidak dikenal"), ("{urut}/{tahun}/" + "x" * 60, "lebih panjang dari 60"),
        ("{urut}\n/{tahun}", "ganti baris"),
    ],
)  # fmt: skip
def test_a_pattern_that_makes_no_good_numbers_is_refused(pola: str, told: str) -> None:
    assert told in " ".join(pattern_faults(pola))


def papers(cast: Cast, count: int, kabupaten: Any = None) -> list[BeritaAcara]:
    """Papers that wait for BPJS, one a month."""
    made = []
    for month in range(1, count + 1):
        first = date(2026, month, 1)
        work = Rekonsiliasi.objects.create(
            kabupaten=kabupaten or cast.mamasa, bulan_mulai=first, bulan_sampai=first, total_kita=0, total_bpjs=0,
            total_setoran=0, orang_kita=0, orang_bpjs=0,
        )  # fmt: skip
        made.append(
            BeritaAcara.objects.create(
                rekonsiliasi=work, status="disetujui_dpm", tanggal=first, tempat="Mamasa", isi={}, sidik="0" * 64
            )
        )
    return made


def take(paper: BeritaAcara) -> None:
    with transaction.atomic():
        take_numbers(paper, numbers_at_issue(paper), BOTH)


@pytest.mark.lambat
def test_a_draft_takes_no_number_and_one_issue_takes_both(cast: Cast) -> None:
    first, second = papers(cast, 2)
    assert numbers_at_issue(first)[Pihak.DINAS] == "001/BA-JKN/DPM-PEMDES/I/2026"
    assert not NomorSurat.objects.exists()
    take(second)
    assert numbers_at_issue(first)[Pihak.DINAS] == "002/BA-JKN/DPM-PEMDES/I/2026"
    assert sorted(NomorSurat.objects.values_list("nomor", flat=True)) == [
        "001/BA-JKN/DPM-PEMDES/II/2026", "001/BA/KC/0226",
    ]  # fmt: skip


def test_a_typed_number_counts_and_is_given_once(cast: Cast) -> None:
    first, second, third = papers(cast, 3)
    typed = {Pihak.DINAS: "017/BA-JKN/DPM-PEMDES/I/2026", Pihak.BPJS: "241/IX-05/1026"}
    take_numbers(first, typed, frozenset())
    assert propose_number(cast.mamasa, date(2026, 3, 1)) == "018/BA-JKN/DPM-PEMDES/III/2026"
    for nomor in ("017/BA-JKN/DPM-PEMDES/XII/2026", "17/BA-JKN/DPM-PEMDES/II/2026"):
        with (
            pytest.raises(Kesalahan, match=r"sudah dipakai Berita Acara lain\. Pakai nomor 018/"),
            transaction.atomic(),
        ):
            take_numbers(second, typed | {Pihak.DINAS: nomor}, frozenset())
    stale = numbers_at_issue(second)
    take(third)
    with pytest.raises(NomorBergeser):
        take_numbers(second, stale, BOTH)


def test_each_office_keeps_its_own_pattern_and_a_branch_one_series(cast: Cast) -> None:
    assert propose_number(cast.kayong_utara, date(2026, 3, 1)) == "001/BA-JKN/DPM-PEMDES/III/2026"
    with pytest.raises(Kesalahan, match="hanya diubah oleh DPM-Pemdes"):
        save_pattern(kabupaten=cast.mamasa, pihak=Pihak.DINAS, pola=DINAS, by=cast.lina)
    with pytest.raises(Kesalahan, match="tepat satu tanda"):
        save_pattern(kabupaten=cast.mamasa, pihak=Pihak.BPJS, pola="BA", by=cast.lina)
    cast.kayong_utara.kantor_bpjs = cast.mamasa.kantor_bpjs
    cast.kayong_utara.save()
    save_pattern(kabupaten=cast.mamasa, pihak=Pihak.BPJS, pola="{urut}/PLW/{tahun}", by=cast.lina)
    take(papers(cast, 1)[0])
    assert propose_number(cast.kayong_utara, date(2026, 3, 1), Pihak.BPJS) == "2/PLW/2026"
    assert propose_number(cast.kayong_utara, date(2026, 3, 1)) == "001/BA-JKN/DPM-PEMDES/III/2026"
