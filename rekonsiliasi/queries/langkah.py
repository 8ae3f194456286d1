"""How far each month of a regency is, and what somebody in a role should do next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from desa.enums import Peran, PutusanGanda, StatusPenyampaian
from desa.models import Desa, Kabupaten, Membership, Penyampaian, PutusanJaminan
from desa.queries.ganda import findings
from desa.queries.jamkesda import waiting_decisions
from desa.queries.kedudukan import refusals_of
from desa.queries.pendaftaran import accepted_since_last_batch
from desa.queries.usul_daftar import waiting_proposals
from desa.rules.pendaftaran import takes_effect
from iuran.enums import StatusPenetapan
from iuran.models import AlokasiSetoran, Penetapan, PorsiIuran
from iuran.queries.buku import book, book_of_village
from jaminan.bulan import Bulan, format_hari, format_tanggal
from jaminan.rupiah import format_rupiah
from rekonsiliasi.enums import DISEPAKATI, MASIH_ADA, StatusBeritaAcara
from rekonsiliasi.models import BeritaAcara, Rekonsiliasi, Tagihan, undecided
from rekonsiliasi.queries.selisih import tasks_of_village

MONTHS_SHOWN = 3
NOT_COMPARED: dict[str, Any] = {"rekonsiliasi": None, "tanpa_sebab": 0, "berita_acara": None}


@dataclass(frozen=True, slots=True)
class KemajuanBulan:
    """One month of a regency on its way from statement to paper; amounts in rupiah."""

    bulan: Bulan
    desa: int
    diterima: int
    menunggu: int
    penetapan: Penetapan | None
    iuran: int
    disetor: int
    tagihan: bool
    rekonsiliasi: Rekonsiliasi | None
    tanpa_sebab: int
    berita_acara: BeritaAcara | None

    @property
    def ditetapkan(self) -> bool:
        return self.penetapan is not None and self.penetapan.status != StatusPenetapan.BERJALAN

    @property
    def terbit(self) -> bool:
        return self.berita_acara is not None and self.berita_acara.status in DISEPAKATI


@dataclass(frozen=True, slots=True)
class Langkah:
    """One thing to do: a sentence, its reason, and the page where it is done."""

    judul: str
    isi: str
    tombol: str
    rute: str
    tempat: str
    bulan: Bulan | None = None
    orang_lain: bool = False  # somebody else does it: told after what the reader can do


def progress(kabupaten: Kabupaten, today: date) -> list[KemajuanBulan]:
    """The newest months, the current one first. Constant number of queries."""
    current = Bulan.of(today)
    months = [current.plus(-back) for back in range(MONTHS_SHOWN)]
    days = [month.first_day for month in months]
    reports = _reports(kabupaten, days)
    villages = Desa.objects.filter(kecamatan__kabupaten=kabupaten).count()
    assessed = {row.bulan: row for row in Penetapan.objects.filter(kabupaten=kabupaten, bulan__in=days)}
    due = _sums(PorsiIuran.objects.filter(iuran__penetapan__kabupaten=kabupaten), "iuran__penetapan__bulan", days)
    paid = _sums(AlokasiSetoran.objects.filter(setoran__kabupaten=kabupaten), "bulan", days)
    billed = set(Tagihan.objects.filter(kabupaten=kabupaten, bulan__in=days).values_list("bulan", flat=True))
    work = _compared(kabupaten, days)
    return [
        KemajuanBulan(
            bulan=month,
            desa=villages,
            diterima=reports.get(day, (0, 0))[0],
            menunggu=reports.get(day, (0, 0))[1],
            penetapan=assessed.get(day),
            iuran=due.get(day, 0),
            disetor=paid.get(day, 0),
            tagihan=day in billed,
            **work.get(day, NOT_COMPARED),
        )
        for month, day in zip(months, days, strict=True)
    ]


def _reports(kabupaten: Kabupaten, days: list[date]) -> dict[date, tuple[int, int]]:
    """Per month how many villages' reports are accepted, and how many wait."""
    rows = Penyampaian.objects.filter(desa__kecamatan__kabupaten=kabupaten, bulan__in=days).order_by()
    counts = rows.values_list("bulan").annotate(
        diterima=Count("desa", distinct=True, filter=Q(status=StatusPenyampaian.DITERIMA)),
        menunggu=Count("desa", distinct=True, filter=Q(status=StatusPenyampaian.DISAMPAIKAN)),
    )
    return {day: (accepted, waiting) for day, accepted, waiting in counts}


def _compared(kabupaten: Kabupaten, days: list[date]) -> dict[date, dict[str, Any]]:
    """Per month its comparison, the lines of it without a cause, and its paper."""
    rows = Rekonsiliasi.objects.filter(kabupaten=kabupaten, bulan_mulai__lte=max(days), bulan_sampai__gte=min(days))
    papers = Prefetch("berita_acara", BeritaAcara.objects.defer("isi").exclude(status=StatusBeritaAcara.DIGANTI))
    waiting = Q(selisih__perbandingan__in=MASIH_ADA) & undecided("selisih__")
    rows = rows.annotate(terbuka=Count("selisih", filter=waiting)).prefetch_related(papers)
    return {
        day: {"rekonsiliasi": row, "tanpa_sebab": row.terbuka, "berita_acara": next(iter(row.berita_acara.all()), None)}
        for row in rows.order_by("bulan_mulai")
        for day in days
        if row.bulan_mulai <= day <= row.bulan_sampai
    }


def _sums(rows: QuerySet[PorsiIuran] | QuerySet[AlokasiSetoran], column: str, days: list[date]) -> dict[date, int]:
    """Rupiah per month."""
    return dict(rows.filter(**{f"{column}__in": days}).order_by().values_list(column).annotate(Sum("jumlah")))


def steps_for(membership: Membership, months: list[KemajuanBulan], today: date) -> list[Langkah]:
    """What this role should do, oldest month first; the first one is the page's one next step."""
    role = Peran(membership.peran)
    if role == Peran.SEKDES and membership.desa:
        village = membership.desa
        own = (
            _sekdes(village, Bulan.of(today)),
            _refused(village, today),
            _proposed(village),
            _differing(village, today),
        )
        return [step for steps in (*own, _doubles(village, today)) for step in steps]
    if role in {Peran.BENDAHARA, Peran.BENDAHARA_DESA}:
        lines = _differing(membership.desa, today) if membership.desa else ()
        return [*_treasurer(membership, Bulan.of(today)), *lines]
    by_role = {Peran.DPM: _dpm, Peran.BPJS: _bpjs}
    if role not in by_role:
        return []
    steps = [step for month in reversed(months) for step in by_role[role](month, membership)]
    if role == Peran.DPM:
        steps += _waiting_for_dpm(membership, today)
    return sorted(steps, key=lambda step: step.orang_lain)


def _waiting_for_dpm(membership: Membership, today: date) -> Iterator[Langkah]:
    """What belongs to no month: changes to be told to BPJS Kesehatan, and residents whom a second person decides."""
    kabupaten = membership.kabupaten
    changed = accepted_since_last_batch(kabupaten)
    if changed:
        yield Langkah(
            f"Ajukan perubahan {changed} orang ke BPJS Kesehatan",
            f"Diterima sesudah pengajuan terakhir. Yang diajukan hari ini berlaku mulai "
            f"{format_tanggal(takes_effect(today))}.",
            "Buka antrean pendaftaran",
            "pendaftaran",
            kabupaten.kode,
        )
    proposed = waiting_decisions(kabupaten).exclude(diusulkan_oleh=membership.user).count()
    if proposed:
        yield Langkah(
            f"Putuskan {proposed} usul JAMKESDA",
            "Setiap usul diputuskan oleh orang lain dari yang mengusulkan.",
            "Lihat usulnya",
            "jamkesda",
            kabupaten.kode,
        )


def _sekdes(desa: Desa, bulan: Bulan) -> Iterator[Langkah]:
    last = desa.penyampaian.filter(bulan=bulan.first_day).order_by("-versi").first()
    if last is None:
        yield Langkah(
            f"Laporkan daftar perangkat {bulan.nama}",
            "Bila tidak ada yang berubah, cukup satu ketukan. Bila ada, jawab beberapa pertanyaan atau unggah berkas.",
            "",
            "kepesertaan",
            desa.kode,
        )
    elif last.status == StatusPenyampaian.DIKEMBALIKAN:
        yield Langkah(
            f"Perbaiki laporan {bulan.nama}",
            f"DPM-Pemdes mengembalikannya: {last.alasan}",
            "Perbaiki laporan",
            "kepesertaan",
            desa.kode,
        )


def _refused(desa: Desa, today: date) -> Iterator[Langkah]:
    """People whom BPJS Kesehatan refused, until the village mends what it said of them."""
    refused = refusals_of(desa, today)
    if refused:
        first = refused[0]
        yield Langkah(
            f"Perbaiki data {len(refused)} orang yang ditolak BPJS Kesehatan",
            f"{first.nama}: {first.kini.penolakan}",
            "Lihat penolakannya",
            "kepesertaan_bpjs",
            desa.kode,
        )


def _proposed(desa: Desa) -> Iterator[Langkah]:
    """Corrections for the village's next list that it has not answered (MM Pasal 12 ayat (4))."""
    rows = list(waiting_proposals(desa))
    if rows:
        yield Langkah(
            f"Jawab {len(rows)} pembetulan yang diusulkan",
            f"{rows[0].nama}: {rows[0].kata}",
            "Lihat usulnya",
            "usul_daftar",
            desa.kode,
        )


def _differing(desa: Desa, today: date) -> Iterator[Langkah]:
    """Differences with BPJS Kesehatan that the village itself is to settle."""
    rows = list(tasks_of_village(desa))
    if rows:
        first = rows[0]
        late = first.tenggat is not None and first.tenggat < today
        until = f" Tenggatnya {format_hari(first.tenggat)}{', sudah lewat' if late else ''}." if first.tenggat else ""
        yield Langkah(
            f"Selesaikan {len(rows)} selisih dengan BPJS Kesehatan",
            f"{first.nama}: {first.get_sebab_display()}.{until}",
            "Lihat selisihnya",
            "selisih_desa",
            desa.kode,
        )


def _doubles(desa: Desa, today: date) -> Iterator[Langkah]:
    """Double covers that DPM-Pemdes confirmed and the village has not reported yet."""
    if not PutusanJaminan.objects.filter(kabupaten=desa.kabupaten, putusan=PutusanGanda.GANDA).exists():
        return
    for one in findings(desa, today):
        if one.menunggu_desa:
            yield Langkah(
                f"Laporkan jaminan {one.orang.nama}",
                f"{one.teks} {one.tindakan}",
                "Lihat yang dilaporkan",
                "kelayakan_desa",
                desa.kode,
            )


def _treasurer(membership: Membership, current: Bulan) -> Iterator[Langkah]:
    """What is still to be deposited by this treasurer, oldest open month first."""
    kabupaten, desa = membership.kabupaten, membership.desa
    open_months = Penetapan.objects.filter(
        kabupaten=kabupaten, status=StatusPenetapan.SELESAI, bulan__gte=current.plus(-MONTHS_SHOWN).first_day
    ).order_by("bulan")
    for penetapan in open_months:
        month = Bulan.of(penetapan.bulan)
        lines = book_of_village(desa, month) if desa else [line for line in book(kabupaten, month) if line.desa is None]
        rest = sum(line.sisa for line in lines if line.sisa > 0)
        if rest:
            due = max(line.jatuh_tempo for line in lines)  # later than the month's where APBDesa came late
            yield Langkah(
                f"Setor {format_rupiah(rest)} untuk {month.nama}",
                f"Paling lambat {format_hari(due)}. Catat setelah uang disetor, dengan buktinya.",
                "Catat setoran",
                "setoran_desa" if desa else "setoran_bulan",
                (desa or kabupaten).kode,
                month,
            )


def _dpm(month: KemajuanBulan, membership: Membership) -> Iterator[Langkah]:
    nama, place = month.bulan.nama, membership.kabupaten.kode
    if month.menunggu:
        yield Langkah(
            f"Periksa {month.menunggu} laporan desa untuk {nama}",
            "Perubahan berlaku setelah Anda menerimanya.",
            "Periksa laporan",
            "penyampaian_papan",
            place,
            month.bulan,
        )
    if month.terbit:
        return
    if not month.ditetapkan:
        missing = month.desa - month.diterima - month.menunggu
        told = f" {missing} desa belum melapor; daftar terakhirnya yang dipakai." if missing else ""
        yield Langkah(
            f"Tetapkan iuran {nama}",
            f"Periksa dahulu perbedaannya dengan bulan lalu.{told}",
            "Lihat dan tetapkan",
            "iuran_bulan",
            place,
            month.bulan,
        )
    elif month.tagihan:
        yield from _reconciling(month, membership)


def _reconciling(month: KemajuanBulan, membership: Membership) -> Iterator[Langkah]:
    nama, place = month.bulan.nama, membership.kabupaten.kode
    if month.rekonsiliasi is None:
        yield Langkah(
            f"Bandingkan dua buku untuk {nama}",
            "Daftar dan tagihan BPJS Kesehatan sudah ada.",
            "Mulai rekonsiliasi",
            "rekonsiliasi_bulan",
            place,
            month.bulan,
        )
    elif month.tanpa_sebab:
        yield Langkah(
            f"Beri sebab {month.tanpa_sebab} selisih {nama}",
            "Setiap selisih perlu sebab dan penanggung jawab sebelum Berita Acara disusun.",
            "Buka daftar selisih",
            "rekonsiliasi_bulan",
            place,
            month.bulan,
        )
    elif month.berita_acara is not None and month.berita_acara.status == StatusBeritaAcara.KONSEP:
        yield _concept(nama, month.berita_acara, membership)
    elif month.berita_acara is None or month.berita_acara.status == StatusBeritaAcara.DIKEMBALIKAN:
        yield Langkah(
            f"Susun Berita Acara {nama}",
            "Semua selisih sudah punya sebab.",
            "Susun Berita Acara",
            "berita_acara_susun",
            place,
            month.bulan,
        )


def _concept(nama: str, paper: BeritaAcara, membership: Membership) -> Langkah:
    """The draft waits for a second person at the office; who drafted it does not approve it."""
    own = paper.oleh_id == membership.user_id
    return Langkah(
        f"Konsep Berita Acara {nama} menunggu rekan Anda" if own else f"Setujui konsep Berita Acara {nama}",
        "Anda yang menyusunnya, jadi orang lain di DPM-Pemdes menyetujuinya." if own
        else "Periksa isinya. Setelah Anda setujui, konsep dikirim ke BPJS Kesehatan.",
        "Buka Berita Acara", "berita_acara", str(paper.pk), orang_lain=own,
    )  # fmt: skip


def _bpjs(month: KemajuanBulan, membership: Membership) -> Iterator[Langkah]:
    nama, place = month.bulan.nama, membership.kabupaten.kode
    paper = month.berita_acara
    if paper is not None and paper.status == StatusBeritaAcara.DISETUJUI_DPM:
        yield Langkah(
            f"Setujui Berita Acara {nama}",
            "DPM-Pemdes sudah menyetujuinya. Setelah Anda setuju, Berita Acara terbit.",
            "Buka Berita Acara",
            "berita_acara",
            str(paper.pk),
        )
    elif month.ditetapkan and not month.tagihan and not month.terbit:
        yield Langkah(
            f"Unggah daftar dan tagihan {nama}",
            "DPM-Pemdes sudah menetapkan iuran bulan ini dan menunggu daftar Anda.",
            "Unggah daftar",
            "tagihan",
            place,
        )
    elif month.tagihan and not month.terbit and paper is None:
        yield from _reconciling_for_bpjs(month, place)


def _reconciling_for_bpjs(month: KemajuanBulan, place: str) -> Iterator[Langkah]:
    told = f"{month.tanpa_sebab} selisih belum punya sebab." if month.rekonsiliasi else "Kedua buku siap dibandingkan."
    if month.rekonsiliasi is None or month.tanpa_sebab:
        yield Langkah(
            f"Cocokkan selisih {month.bulan.nama}", told, "Buka rekonsiliasi", "rekonsiliasi_bulan", place, month.bulan
        )
