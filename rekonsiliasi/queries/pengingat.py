"""What the start page keeps saying until it is settled: money without a month, and arrears with their clock."""

from collections.abc import Iterator

from desa.access import today_in
from desa.enums import Peran
from desa.models import Desa, Kabupaten, Membership
from desa.queries.tenggat import running_clocks
from iuran.queries.kebutuhan import without_month
from iuran.queries.tunggakan import arrears, by_depositor
from jaminan.bulan import Bulan, format_hari, format_tanggal
from jaminan.rupiah import format_rupiah
from rekonsiliasi.models import KesepakatanRentang
from rekonsiliasi.queries.kesepakatan import SIDES, months_told, waiting_for
from rekonsiliasi.queries.langkah import Langkah
from rekonsiliasi.queries.selisih import returned_to

NEAR, SHOWN = 60, 3  # days ahead, and how many clocks the start page names

# Whose start page speaks of money; the sekretaris desa's speaks of the roster, the branch's of its list.
OF_MONEY = frozenset({Peran.DPM, Peran.BENDAHARA, Peran.BENDAHARA_DESA, Peran.INSPEKTORAT})


def reminders_for(membership: Membership) -> list[Langkah]:
    """The standing reminders of this role and place."""
    role = Peran(membership.peran)
    found = [*_asked(membership), *_returned(membership), *(_without_month(membership) if role in OF_MONEY else ())]
    if membership.desa is not None:
        clocks = _clocks(membership.desa) if role == Peran.SEKDES else []
        return [*found, *clocks, *_arrears_of_village(membership.desa)]
    return [*found, *_arrears_of_regency(membership.kabupaten)] if role in OF_MONEY else found


def _returned(membership: Membership) -> Iterator[Langkah]:
    """One's own answers about differences that the other side sent back."""
    if Peran(membership.peran) not in {Peran.DPM, Peran.BPJS}:
        return
    rows = list(returned_to(membership.user).filter(rekonsiliasi__kabupaten=membership.kabupaten))
    if rows:
        yield Langkah(
            f"{len(rows)} jawaban selisih dikembalikan kepada Anda",
            f"{rows[0].nama}: {rows[0].dikembalikan}",
            "Jawab lagi", "rekonsiliasi_bulan", membership.kabupaten.kode, Bulan.of(rows[0].bulan),
        )  # fmt: skip


def _asked(membership: Membership) -> Iterator[Langkah]:
    """What the other side asks and this one has not answered: a range of months, opening a paper again."""
    role, place = Peran(membership.peran), membership.kabupaten
    for one in waiting_for(place, SIDES[role]) if role in SIDES else ():
        side = one.get_pihak_display()
        if isinstance(one, KesepakatanRentang):
            yield Langkah(
                f"{side} mengusulkan rentang {months_told(one)}", one.alasan, "Jawab usulnya", "rekonsiliasi_bulan",
                place.kode, Bulan.of(one.bulan_mulai),
            )  # fmt: skip
        else:
            told = f"{side} meminta Berita Acara {months_told(one.berita_acara.rekonsiliasi)} dibuka kembali"
            yield Langkah(told, one.alasan, "Jawab permintaannya", "berita_acara", str(one.berita_acara_id))


def _clocks(desa: Desa) -> Iterator[Langkah]:
    """The most urgent clocks of the roster; the month's report itself is the page's next step already."""
    found = [one for one in running_clocks(desa, today_in(desa.kabupaten)) if one.sisa <= NEAR]
    for one in found[:SHOWN]:
        who = f" {one.nama}" if one.nama else ""
        yield Langkah(
            f"{one.jenis.label}{who}: {one.kata}",
            f"{one.hal.rstrip('.')}. Paling lambat {format_tanggal(one.tanggal)}.",
            f"Semua tenggat ({len(found)})", "tenggat_desa", desa.kode,
        )  # fmt: skip


def _arrears_of_village(desa: Desa) -> Iterator[Langkah]:
    """What the village itself deposits late, or in how many days it must, with the risk beside it."""
    for one in arrears(desa.kabupaten, desa):
        when = f"terlambat {one.hari_kata}" if one.terlambat > 0 else f"tersisa {one.hari_kata}"
        cover = f" Aktif menurut Pasal {one.dijamin.pasal}." if one.dijamin else ""
        yield Langkah(
            f"Tunggakan {one.bulan.nama}, porsi {one.penanggung.label}: {format_rupiah(one.jumlah)}, {when}",
            f"Paling lambat {format_hari(one.tenggat)}.{cover} Berisiko nonaktif sejak "
            f"{format_tanggal(one.berhenti_mulai)} menurut Perpres 82/2018 Pasal 42 ayat (1).",
            "Pencairan APBDesa" if one.dijamin else "Lihat setoran",
            "pencairan" if one.dijamin else "setoran_desa_terakhir",
            desa.kode,
        )


def _in_days(count: int) -> str:
    return f"{count} hari lagi" if count else "hari ini"


def _arrears_of_regency(kabupaten: Kabupaten) -> Iterator[Langkah]:
    rows = arrears(kabupaten)
    if rows:
        left = [one.sisa_hari for one in rows if one.terlambat <= 0]
        clock = f" {len(left)} tunggakan masih dalam tenggat, paling dekat {_in_days(min(left))}." if left else ""
        yield Langkah(
            f"Tunggakan {format_rupiah(sum(one.jumlah for one in rows))}",
            f"{len(by_depositor(rows))} penyetor belum lunas sesudah jatuh tempo.{clock}",
            "Daftar tunggakan",
            "tunggakan",
            kabupaten.kode,
        )


def _without_month(membership: Membership) -> Iterator[Langkah]:
    rows = list(without_month(membership.kabupaten, membership.desa))
    if membership.peran == Peran.BENDAHARA:
        rows = [row for row in rows if row.desa is None]
    if not rows:
        return
    place = membership.desa or membership.kabupaten
    yield Langkah(
        f"{format_rupiah(sum(row.belum_teralokasi for row in rows))} setoran belum teralokasi",
        f"{len(rows)} setoran lebih banyak daripada yang perlu. Sisanya belum untuk bulan mana pun.",
        "Lihat setoran",
        "setoran_desa_terakhir" if membership.desa else "setoran",
        place.kode,
    )
