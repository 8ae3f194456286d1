"""The sentence for each step of a contribution, with its pasal. Pure."""

from collections.abc import Iterable

from desa.parameters import Nilai
from desa.parameters.nilai import short_name
from desa.rules.kepatuhan import percent_in_words
from iuran.rules.iuran import PENANGGUNG, HasilIuran, Ketentuan, Porsi
from jaminan.bulan import format_tanggal
from jaminan.rupiah import format_rupiah

CERTAINTY = {"belum_dikonfirmasi": " (belum dikonfirmasi)"}


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
        f"Porsi {PENANGGUNG[share.penanggung]} {percent_in_words(share.persen)} dari {format_rupiah(base)} adalah "
        f"{format_rupiah(share.jumlah)} (Pasal {share.pasal})."
    )


def _sum_in_words(amounts: Iterable[int]) -> str:
    return " + ".join(format_rupiah(amount) for amount in amounts)
