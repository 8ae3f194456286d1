"""How much is owed: base, limits, shares, and the sentence for each step. Pure.

MM Pasal 8: base = max(floor, min(penghasilan tetap, cap)); KU Pasal 4: base = penghasilan tetap.
Each share is rounded half-up on its own; the contribution is their sum and nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desa.parameters import BagianIuran, KumpulanNilai, Nilai, Tempat
from desa.parameters.nilai import short_name
from desa.parameters.peraturan import PorsiAturan
from iuran.enums import StatusBayar
from jaminan.bulan import Bulan, format_tanggal
from jaminan.rupiah import Rupiah, format_rupiah, share_of

PENANGGUNG = {"pemda": "pemerintah kabupaten", "desa": "pemerintah desa", "peserta": "kepala desa dan perangkat desa"}
KEY_OF_CAP = "batas_atas"
CERTAINTY = {"belum_dikonfirmasi": " (belum dikonfirmasi)"}


@dataclass(frozen=True, slots=True)
class Porsi:
    """One payer's share in rupiah."""

    penanggung: str
    basis_poin: int
    persen: str
    jumlah: Rupiah
    sumber_dana: str
    penyetor: str
    pasal: str


@dataclass(frozen=True, slots=True)
class HasilIuran:
    """A contribution: the sum of its shares by construction. Amounts in rupiah per month."""

    penghasilan: int
    dasar: int
    porsi: tuple[Porsi, ...]

    @property
    def iuran(self) -> int:
        return sum(share.jumlah for share in self.porsi)


@dataclass(frozen=True, slots=True)
class Ketentuan:
    """A regulation's rule for one regency and month, its values looked up once and used for everybody."""

    judul: str
    bagian: BagianIuran
    tempat: Tempat
    bulan: Bulan
    batas_bawah: Nilai | None
    batas_atas: Nilai | None

    @property
    def nilai(self) -> list[Nilai]:
        """The dated values this month leans on."""
        return [value for value in (self.batas_bawah, self.batas_atas) if value is not None]


def resolve(judul: str, bagian: BagianIuran, values: KumpulanNilai, tempat: Tempat, bulan: Bulan) -> Ketentuan:
    """The rule of a month. Raises NilaiTidakAda when a limit the regulation names has no value."""
    keys = bagian.dasar.batas_bawah
    floor = values.first(keys, tempat, bulan) if keys else None
    cap = values.get(KEY_OF_CAP, tempat, bulan) if bagian.dasar.batas_atas else None
    return Ketentuan(judul, bagian, tempat, bulan, floor, cap)


def base_of(penghasilan: int, ketentuan: Ketentuan) -> int:
    """The base in rupiah: income, lowered to the cap, raised to the floor (MM Pasal 8 ayat (2)-(4))."""
    if penghasilan < 0:
        raise ValueError("Penghasilan tetap tidak boleh negatif.")
    base = penghasilan
    if ketentuan.batas_atas is not None:
        base = min(base, ketentuan.batas_atas.rupiah)
    if ketentuan.batas_bawah is not None:
        base = max(base, ketentuan.batas_bawah.rupiah)
    return base


def contribution(penghasilan: int, ketentuan: Ketentuan) -> HasilIuran:
    """What one person's month costs and who bears it, in rupiah (MM Pasal 8; KU Pasal 4)."""
    base = base_of(penghasilan, ketentuan)
    return HasilIuran(penghasilan, base, tuple(_share(rule, base) for rule in ketentuan.bagian.porsi))


def contributions(incomes: Iterable[int], ketentuan: Ketentuan) -> dict[int, HasilIuran]:
    """The contribution of each different income; most officials of a regency share a few."""
    return {income: contribution(income, ketentuan) for income in set(incomes)}


def _share(rule: PorsiAturan, base: int) -> Porsi:
    amount = share_of(base, rule.basis_poin)
    return Porsi(rule.penanggung, rule.basis_poin, rule.persen, amount, rule.sumber_dana, rule.penyetor, rule.pasal)


def agrees(ours: HasilIuran, national: HasilIuran) -> bool:
    """Whether the regency's figures are the national ones: same base, same employer share, same own share."""
    return ours.dasar == national.dasar and _own_share(ours) == _own_share(national) and ours.iuran == national.iuran


def _own_share(hasil: HasilIuran) -> int:
    return sum(share.jumlah for share in hasil.porsi if share.penanggung == "peserta")


def explain(hasil: HasilIuran, ketentuan: Ketentuan) -> list[str]:
    """One sentence a step, each with its pasal."""
    return [
        *_explain_base(hasil, ketentuan),
        *(_explain_share(share, hasil.dasar) for share in hasil.porsi),
        f"Iuran sebulan {format_rupiah(hasil.iuran)} adalah jumlah "
        f"{_sum_in_words(share.jumlah for share in hasil.porsi)}; tiap porsi dibulatkan sendiri.",
    ]


def _explain_base(hasil: HasilIuran, ketentuan: Ketentuan) -> list[str]:
    rule = ketentuan.bagian.dasar
    income = format_rupiah(hasil.penghasilan)
    sentences = [f"Dasar iuran adalah penghasilan tetap sebulan, {income} (Pasal {rule.pasal})."]
    floor, cap = ketentuan.batas_bawah, ketentuan.batas_atas
    if cap is not None and hasil.penghasilan > cap.rupiah:
        sentences += [f"Dasar diturunkan ke {_amount(cap)} (Pasal {rule.pasal}).", _cite(cap)]
    if floor is not None:
        sentences += _explain_missing_floor(floor, ketentuan)
        if hasil.dasar > hasil.penghasilan:
            sentences.append(f"Dasar dinaikkan ke {_amount(floor)}, karena lebih tinggi (Pasal {rule.pasal}).")
        else:
            sentences.append(f"Penghasilan tidak di bawah {_amount(floor)} (Pasal {rule.pasal}).")
        sentences.append(_cite(floor))
    if floor is None and cap is None:
        sentences.append("Peraturan ini tidak mengenal batas bawah maupun batas atas.")
    return sentences


def _explain_missing_floor(floor: Nilai, ketentuan: Ketentuan) -> list[str]:
    keys = ketentuan.bagian.dasar.batas_bawah
    passed = [short_name(key) for key in keys[: keys.index(floor.kunci)]]
    if not passed:
        return []
    return [
        f"{ketentuan.tempat.nama} tidak punya {' maupun '.join(passed)} untuk {ketentuan.bulan.nama}, "
        f"maka dipakai {short_name(floor.kunci)} (Pasal {ketentuan.bagian.dasar.pasal})."
    ]


def _amount(value: Nilai) -> str:
    return f"{short_name(value.kunci)} {format_rupiah(value.rupiah)}"


def _cite(value: Nilai) -> str:
    """Since when a value is in force, by which source, and how sure that is."""
    name = short_name(value.kunci)
    return (
        f"{name[0].upper()}{name[1:]} ini berlaku sejak {format_tanggal(value.mulai)}: {value.sumber}"
        f"{CERTAINTY.get(value.kepastian, '')}."
    )


def _explain_share(share: Porsi, base: int) -> str:
    return (
        f"Porsi {PENANGGUNG[share.penanggung]} {share.persen} % dari {format_rupiah(base)} adalah "
        f"{format_rupiah(share.jumlah)} (Pasal {share.pasal})."
    )


def _sum_in_words(amounts: Iterable[int]) -> str:
    return " + ".join(format_rupiah(amount) for amount in amounts)


def payment_status(owed: int, paid: int, *, today: date, due: date) -> StatusBayar:
    """How rupiah owed (what was carried over included) stand against rupiah paid, on a day in the regency.

    The due date itself is still on time (MM Pasal 10 ayat (1); KU Pasal 7 ayat (3)).
    """
    if paid > owed:
        return StatusBayar.LEBIH
    if paid == owed:
        return StatusBayar.LUNAS
    if today > due:
        return StatusBayar.TERLAMBAT
    return StatusBayar.KURANG if paid > 0 else StatusBayar.BELUM


def days_late(owed: int, payments: Iterable[tuple[date, int]], *, today: date, due: date) -> int:
    """Days from the due date until the rupiah owed were complete; until today while they are not."""
    left = owed
    complete = due if left <= 0 else today
    for day, amount in sorted(payments):
        if left <= 0:
            break
        left -= amount
        complete = day if left <= 0 else today
    return max(0, (complete - due).days)
