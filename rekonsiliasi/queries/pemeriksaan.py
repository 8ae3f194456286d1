"""Proves our book and what was signed of it; and reads the kept runs."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from desa.enums import Penanggung
from desa.models import Desa, Kabupaten
from iuran.models import PorsiIuran, SaldoPindahan
from iuran.queries.buku import opening
from iuran.queries.pemeriksaan import Temuan, finding
from iuran.queries.pemeriksaan import findings as book_findings
from jaminan.bulan import Bulan
from rekonsiliasi.enums import DISEPAKATI
from rekonsiliasi.models import BeritaAcara, PemeriksaanBuku
from rekonsiliasi.queries.akibat import lines_by_payer
from rekonsiliasi.queries.angka import by_month, months_of
from rekonsiliasi.rules.pindahan import handed_on

STALE = timedelta(days=2)  # the check runs nightly; older than this, something is wrong with the clock job


def findings() -> Iterator[Temuan]:
    """Everything that does not hold, in the book and between the book and the papers signed of it."""
    yield from book_findings()
    for paper in _issued():
        yield from _months_unlike(paper)
        yield from _places_unlike(paper)
        yield from _closing_unlike(paper)
        yield from _lines_unlike(paper)


def _issued() -> Iterator[BeritaAcara]:
    rows = BeritaAcara.objects.filter(status__in=DISEPAKATI)
    yield from rows.select_related("rekonsiliasi__kabupaten").order_by("rekonsiliasi__bulan_mulai", "pk")


def _months_unlike(paper: BeritaAcara) -> Iterator[Temuan]:
    """Due, corrected and paid of each month, payer by payer, are what the paper froze."""
    months = months_of(paper.rekonsiliasi)
    for month, frozen, now in zip(months, paper.isi["angka"]["iuran"], by_month(paper.rekonsiliasi), strict=True):
        for name in ("seharusnya", "koreksi", "dibayar"):
            before, after = _by_payer(frozen, name), _by_payer(now, name)
            for payer in sorted({*before, *after}):
                difference = after.get(payer, 0) - before.get(payer, 0)
                if difference:
                    yield finding(
                        month, paper.rekonsiliasi.kabupaten, difference,
                        f"{name} porsi {payer.lower()} bukan yang ditandatangani pada Berita Acara {paper}",
                    )  # fmt: skip


def _by_payer(month: dict[str, Any], name: str) -> dict[str, int]:
    return {share["penanggung"]: share.get(name, 0) for share in month["porsi"]}


def _places_unlike(paper: BeritaAcara) -> Iterator[Temuan]:
    """What each village owed over the period is what the paper froze."""
    work, months = paper.rekonsiliasi, months_of(paper.rekonsiliasi)
    rows = PorsiIuran.objects.filter(
        iuran__penetapan__kabupaten=work.kabupaten,
        iuran__penetapan__bulan__gte=work.bulan_mulai,
        iuran__penetapan__bulan__lte=work.bulan_sampai,
    ).order_by()
    now = dict(rows.values_list("iuran__desa__kode").annotate(Sum("jumlah")))
    frozen = {row["kode"]: row["kita"] for place in paper.isi["angka"]["tempat"] for row in place["desa"]}
    wrong = {code for code in {*now, *frozen} if now.get(code, 0) != frozen.get(code, 0)}
    for desa in Desa.objects.filter(kode__in=wrong).select_related("kecamatan__kabupaten").order_by("kode"):
        yield finding(
            months[-1], desa, now.get(desa.kode, 0) - frozen.get(desa.kode, 0),
            f"iuran desa bukan yang ditandatangani pada Berita Acara {paper}",
        )  # fmt: skip


def _closing_unlike(paper: BeritaAcara) -> Iterator[Temuan]:
    """What the period left, payer by payer, is what was carried into the next month."""
    work = paper.rekonsiliasi
    carried: dict[str, int] = defaultdict(int)
    for row in SaldoPindahan.objects.filter(kabupaten=work.kabupaten, dari_bulan=work.bulan_sampai):
        carried[str(Penanggung(row.penanggung).label)] += row.jumlah
    for frozen in paper.isi["angka"]["saldo"]:
        difference = carried.pop(frozen["penanggung"], 0) - frozen["akhir"]
        if difference:
            yield finding(
                Bulan.of(work.bulan_sampai), work.kabupaten, difference,
                f"saldo pindahan porsi {frozen['penanggung'].lower()} bukan saldo akhir Berita Acara {paper}",
            )  # fmt: skip


def _lines_unlike(paper: BeritaAcara) -> Iterator[Temuan]:
    """Each difference of money is in the next bill exactly once: opening and lines are the entry, payer by payer."""
    work = paper.rekonsiliasi
    before, lines = opening(work.kabupaten, Bulan.of(work.bulan_mulai)), lines_by_payer(work)
    entries = SaldoPindahan.objects.filter(kabupaten=work.kabupaten, dari_bulan=work.bulan_sampai).select_related(
        "desa__kecamatan__kabupaten"
    )
    carried = {(row.penanggung, row.desa_id): row.jumlah for row in entries}
    for key in sorted({*before, *lines, *carried}, key=str):
        wanted = handed_on(before.get(key, 0), [lines.get(key, 0)])
        if carried.get(key, 0) != wanted:
            yield finding(
                Bulan.of(work.bulan_sampai), work.kabupaten, carried.get(key, 0) - wanted,
                f"selisih setoran porsi {Penanggung(key[0]).label.lower()} tidak tepat satu kali masuk tagihan "
                f"{Bulan.of(work.bulan_sampai).next().nama}",
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class HasilPemeriksaan:
    """The newest run as one regency sees it: only its own findings. `terakhir` None: never run."""

    terakhir: PemeriksaanBuku | None
    temuan: list[Temuan]
    basi: bool


def newest_run(kabupaten: Kabupaten) -> HasilPemeriksaan:
    """The newest run of the check, and whether it is too long ago."""
    last = PemeriksaanBuku.objects.select_related("oleh").first()
    if last is None:
        return HasilPemeriksaan(None, [], basi=True)
    own = [as_finding(row) for row in last.temuan if row["kabupaten"] == kabupaten.kode]
    return HasilPemeriksaan(last, own, basi=timezone.now() - last.pada > STALE)


def as_finding(row: dict[str, Any]) -> Temuan:
    """A kept finding as it was; runs from before the yearly bill was checked hold no year."""
    month = Bulan.parse(row["bulan"]) if row["bulan"] else None
    return Temuan(month, row["tempat"], row["rupiah"], row["pesan"], row["kabupaten"], row.get("tahun"))
