"""Corrections of months already assessed: what should have been owed, less what was assessed so far. Pure.

A late fact, or a law value that was decreed later, never changes an assessed row; the difference is settled in the
next bill (MM Pasal 12 ayat (4) and Pasal 13 ayat (2)). Whatever order they arrive in, the sum per person, month,
village and payer is the same. For what happens to an assessed month whose minimum wage comes late the law has no
sentence of its own; a careful treasurer owes what the law says, and settles it as any other difference.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from desa.parameters import Nilai
from desa.parameters.nilai import short_name
from desa.parameters.peraturan import PengecualianAturan
from desa.rules.masa_jabatan import Jabatannya, deciding_posts, exclusion, holds_office_on, name_of_post
from iuran.rules.iuran import PENANGGUNG, HasilIuran, Ketentuan, Porsi, contribution
from jaminan.bulan import Bulan, format_tanggal
from jaminan.rupiah import Rupiah, basis_points_to_percent, format_rupiah

# Arrears are collected for at most 24 months (Perpres 82/2018 Pasal 42); what is older stays as it was assessed.
MONTHS_BACK = 24
REASON_LENGTH, SOURCE_LENGTH = 300, 60
NO_ARTICLE = "tidak ada pasal yang mengatur pembetulan; diselesaikan dalam tagihan berikutnya"


@dataclass(frozen=True, slots=True)
class Masa(Jabatannya):
    """A spell in office with the words for it; `alasan` says why it ended."""

    bidang: str
    nama_desa: str
    alasan: str = ""

    @property
    def nama(self) -> str:
        """ "Plt. Kepala Urusan Keuangan"."""
        return name_of_post(self.sifat, self.jabatan, self.bidang)


@dataclass(frozen=True, slots=True)
class Status:
    """Civil servant and other cover, from a day on."""

    mulai: date
    pns: bool = False
    jaminan_lain: str = ""


@dataclass(frozen=True, slots=True)
class Fakta:
    """All that is known of a person now. `gaji` are (since, rupiah a month); the first status counts from ever."""

    peserta: int
    masa: tuple[Masa, ...]
    gaji: tuple[tuple[date, int], ...]
    status: tuple[Status, ...] = (Status(date.min),)


@dataclass(frozen=True, slots=True)
class BulanLalu:
    """An assessed month with the rule that decides it by the law values known now.

    `ditetapkan` is the rule with the values it was assessed by (None: the same); `pasal` are its articles about
    corrections.
    """

    bulan: Bulan
    ketentuan: Ketentuan
    pengecualian: tuple[PengecualianAturan, ...] = ()
    pasal: str = ""
    ditetapkan: Ketentuan | None = None

    @property
    def ditetapkan_kemudian(self) -> list[Nilai]:
        """The law values that were decreed only after the month was assessed."""
        if self.ditetapkan is None:
            return []
        before = [_worth(value) for value in self.ditetapkan.nilai]
        return [value for value in self.ketentuan.nilai if _worth(value) not in before]

    def lain_untuk(self, penghasilan: int) -> bool:
        """Whether a later law value makes the contribution from this wage another one."""
        old = self.ditetapkan
        return old is not None and contribution(penghasilan, old) != contribution(penghasilan, self.ketentuan)


def _worth(value: Nilai) -> tuple[object, ...]:
    """A law value without the words about it."""
    return (value.kunci, value.kabupaten, value.provinsi, value.mulai, value.versi, value.nilai)


@dataclass(frozen=True, slots=True)
class Semula:
    """What a person was assessed for a month in one village so far, corrections included; rupiah per payer."""

    desa: int
    nama_desa: str
    penghasilan: int
    porsi: Mapping[str, int]

    @property
    def jumlah(self) -> int:
        return sum(self.porsi.values())


@dataclass(frozen=True, slots=True)
class Seharusnya:
    """What a person should have owed. `masa` None: not in office. `hasil` None: nothing is owed, or no wage known."""

    masa: Masa | None = None
    pengecualian: str = ""
    hasil: HasilIuran | None = None

    @property
    def tanpa_gaji(self) -> bool:
        """In office and to be billed, but no wage was ever recorded."""
        return self.masa is not None and not self.pengecualian and self.hasil is None


@dataclass(frozen=True, slots=True)
class Pembetulan:
    """The difference for one person, month and village. `hasil` is what it should have been there (None: nothing)."""

    peserta: int
    bulan: Bulan
    desa: int
    masa: Masa | None
    hasil: HasilIuran | None
    semula: int
    porsi: tuple[Porsi, ...]
    alasan: str

    @property
    def jumlah(self) -> int:
        return sum(share.jumlah for share in self.porsi)


def first_month_reached(bulan: Bulan) -> Bulan:
    """The oldest month that a bill may still correct."""
    return bulan.plus(-MONTHS_BACK)


def should_owe(fakta: Fakta, lalu: BulanLalu) -> Seharusnya:
    """What the facts known now say of an assessed month, by its own rule."""
    day = lalu.bulan.first_day
    held = [masa for masa in fakta.masa if holds_office_on(masa.mulai, masa.berakhir, day)]
    masa = held[0] if len(held) == 1 else deciding_posts(held).get(fakta.peserta)
    if masa is None:
        return Seharusnya()
    excluded = _excluded(_status_on(fakta, day), lalu)
    wage = wage_on(fakta.gaji, day)
    if excluded or wage is None:
        return Seharusnya(masa, excluded)
    return Seharusnya(masa, hasil=contribution(wage, lalu.ketentuan))


def wage_on(gaji: Iterable[tuple[date, int]], day: date) -> int | None:
    """The newest wage that has begun; before the first one, the first: it is the only one ever reported."""
    rows = sorted(gaji)
    if len(rows) == 1:
        return rows[0][1]
    begun = [amount for since, amount in rows if since <= day]
    return begun[-1] if begun else next((amount for _, amount in rows), None)


def _status_on(fakta: Fakta, day: date) -> Status:
    if len(fakta.status) == 1:
        return fakta.status[0]
    rows = sorted(fakta.status, key=lambda row: row.mulai)
    begun = [row for row in rows if row.mulai <= day]
    return begun[-1] if begun else rows[0]


def _excluded(status: Status, lalu: BulanLalu) -> str:
    return exclusion(pns=status.pns, jaminan_lain=status.jaminan_lain, aturan=lalu.pengecualian)


def corrections(fakta: Fakta, lalu: BulanLalu, semula: Iterable[Semula]) -> list[Pembetulan]:
    """What is to be settled for one person and month, by village; nothing where both agree."""
    now = should_owe(fakta, lalu)
    before = {row.desa: row for row in semula}
    if now.tanpa_gaji or _agrees(now, before):
        return []
    due = {now.masa.desa: now.hasil} if now.masa and now.hasil else {}
    found = [_difference(fakta, lalu, now, due.get(desa), before, desa) for desa in sorted({*before, *due})]
    return [one for one in found if one is not None]


def _agrees(now: Seharusnya, before: Mapping[int, Semula]) -> bool:
    """The usual month of a regency's thousands: billed in the one village where it is owed, share by share."""
    if now.masa is None or now.hasil is None or len(before) != 1:
        return False
    old = before.get(now.masa.desa)
    return old is not None and old.porsi == {share.penanggung: share.jumlah for share in now.hasil.porsi}


def _difference(
    fakta: Fakta, lalu: BulanLalu, now: Seharusnya, hasil: HasilIuran | None, before: Mapping[int, Semula], desa: int
) -> Pembetulan | None:
    old = before.get(desa)
    billed = old.porsi if old else {}
    due = {share.penanggung: share.jumlah for share in hasil.porsi} if hasil else {}
    if all(due.get(payer, 0) == billed.get(payer, 0) for payer in {*due, *billed}):
        return None
    shares = tuple(
        share
        for rule in contribution(0, lalu.ketentuan).porsi
        if (share := replace(rule, jumlah=_less(rule, due, billed))).jumlah
    )
    reason = _reason(fakta, lalu, now, hasil, before, desa)
    masa = now.masa if hasil else _last_seen(fakta, lalu.bulan.first_day, desa)
    return Pembetulan(
        fakta.peserta, lalu.bulan, desa, masa, hasil, old.jumlah if old else 0, shares, _with_article(reason, lalu)
    )


def _less(rule: Porsi, due: Mapping[str, int], billed: Mapping[str, int]) -> Rupiah:
    """One payer's share as it should be, less what was billed."""
    return Rupiah(due.get(rule.penanggung, 0) - billed.get(rule.penanggung, 0))


def _last_seen(fakta: Fakta, day: date, desa: int) -> Masa | None:
    """The spell in this village nearest to the day, which names the post of somebody who should not be billed."""
    here = [masa for masa in fakta.masa if masa.desa == desa]
    return min(here, key=lambda masa: (abs((masa.mulai - day).days), masa.id), default=None)


def _reason(
    fakta: Fakta, lalu: BulanLalu, now: Seharusnya, hasil: HasilIuran | None, before: Mapping[int, Semula], desa: int
) -> str:
    month = lalu.bulan.nama
    elsewhere = [row for row in before.values() if row.desa != desa and row.jumlah]
    old = before.get(desa)
    if hasil is None:
        return f"{_why_not(fakta, lalu, now)}; iuran {month} dikembalikan"
    if old is None or not any(old.porsi.values()):
        return f"{_why_owed(fakta, lalu, now, elsewhere)}; iuran {month} ditagih susulan"
    how = _settled(hasil.iuran - old.jumlah)
    law = _later_law(lalu)
    if old.penghasilan != hasil.penghasilan:
        wage = (
            f"Penghasilan tetap {month} seharusnya {format_rupiah(hasil.penghasilan)}, bukan "
            f"{format_rupiah(old.penghasilan)}"
        )
        return f"{wage}; {law[0].lower()}{law[1:]}; {how}" if lalu.lain_untuk(old.penghasilan) else f"{wage}; {how}"
    return f"{law}; {how}" if law else f"Iuran {month} dihitung ulang dari data yang sekarang; {how}"


def _later_law(lalu: BulanLalu) -> str:
    """The law values that were decreed later, with their source; empty where none was."""
    found = lalu.ditetapkan_kemudian
    if not found:
        return ""
    told = " dan ".join(
        f"{short_name(one.kunci)} {format_rupiah(one.rupiah)} mulai {format_tanggal(one.mulai)}" for one in found
    )
    pasal = lalu.ketentuan.bagian.dasar.pasal
    return f"Nilai hukum {lalu.bulan.nama} ditetapkan kemudian: {told}, {_cut(found[0].sumber)} (Pasal {pasal})"


def _cut(source: str) -> str:
    """The source in a sentence; whole it stands among the values of the row."""
    return source if len(source) <= SOURCE_LENGTH else f"{source[: SOURCE_LENGTH - 1].rstrip()}…"


def _settled(difference: int) -> str:
    """What becomes of a difference; none: only the payers' shares moved."""
    if difference == 0:
        return "jumlahnya tetap, pembagian antarpenanggungnya berubah"
    return "selisihnya ditagih susulan" if difference > 0 else "selisihnya dikembalikan"


def _why_not(fakta: Fakta, lalu: BulanLalu, now: Seharusnya) -> str:
    """Why somebody who was billed in a village should not have been."""
    day = lalu.bulan.first_day
    if now.pengecualian:
        return f"{now.pengecualian.rstrip('.')}, baru dilaporkan"
    if now.masa:
        return f"Pindah ke Desa {now.masa.nama_desa} {format_tanggal(now.masa.mulai)} baru dilaporkan"
    ended = [masa for masa in fakta.masa if masa.berakhir is not None and masa.berakhir < day]
    if ended:
        last = max(ended, key=lambda masa: (masa.berakhir or date.min, masa.id))
        why = f" ({last.alasan.lower()})" if last.alasan else ""
        return f"Berhenti {format_tanggal(last.berakhir or day)}{why} baru dilaporkan"
    begins = min((masa.mulai for masa in fakta.masa), default=None)
    if begins:
        return f"Tanggal pelantikan dibetulkan menjadi {format_tanggal(begins)}"
    return "Tidak menjabat menurut data yang sekarang"


def _why_owed(fakta: Fakta, lalu: BulanLalu, now: Seharusnya, elsewhere: list[Semula]) -> str:
    """Why somebody who was not billed in a village should have been."""
    day, masa = lalu.bulan.first_day, now.masa
    if masa is None:
        return "Menurut data yang sekarang menjabat"
    if elsewhere:
        return f"Pindah dari Desa {elsewhere[0].nama_desa} {format_tanggal(masa.mulai)} baru dilaporkan"
    earlier = [row for row in sorted(fakta.status, key=lambda row: row.mulai) if row.mulai <= day][:-1]
    excluded = _excluded(earlier[-1], lalu) if earlier else ""
    if excluded:
        return "Sudah bukan pegawai negeri sipil atau pemegang jaminan lain, baru dilaporkan"
    return f"Pelantikan {format_tanggal(masa.mulai)} baru dilaporkan"


def _with_article(reason: str, lalu: BulanLalu) -> str:
    article = f"({f'Pasal {lalu.pasal}' if lalu.pasal else NO_ARTICLE})."
    room = REASON_LENGTH - len(article) - 1
    return f"{reason if len(reason) <= room else reason[: room - 1] + '…'} {article}"


def explain_correction(one: Pembetulan) -> list[str]:
    """The correction step by step: the reason, what was billed, what it should have been, the difference per payer."""
    sentences = [one.alasan, f"Yang sudah ditetapkan untuk {one.bulan.nama} di desa ini {format_rupiah(one.semula)}."]
    if one.hasil:
        sentences.append(
            f"Seharusnya {format_rupiah(one.hasil.iuran)}, dari penghasilan tetap "
            f"{format_rupiah(one.hasil.penghasilan)} dan dasar {format_rupiah(one.hasil.dasar)} menurut aturan "
            f"{one.bulan.nama}: {_shares_in_words(one.hasil)}."
        )
    else:
        sentences.append("Seharusnya tidak ada.")
    differences = [
        f"Selisih porsi {PENANGGUNG[share.penanggung]}: {format_rupiah(share.jumlah)}." for share in one.porsi
    ]
    return sentences + differences


def _shares_in_words(hasil: HasilIuran) -> str:
    return ", ".join(
        f"{basis_points_to_percent(share.basis_poin).replace('.', ',')} % = {format_rupiah(share.jumlah)}"
        for share in hasil.porsi
    )
