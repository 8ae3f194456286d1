"""The class of inpatient care (KU Pasal 6 ayat (1); nationally by the base of the contribution). Pure."""

from desa.parameters.bagian import ANGKA_KELAS, BagianKelasRawat, Kelas


def class_for(aturan: BagianKelasRawat, dasar: int) -> Kelas:
    """The class of somebody whose contribution is counted from so many rupiah a month."""
    if aturan.tetap:
        return aturan.tetap
    return next(step.kelas for step in aturan.menurut_gaji if step.sampai is None or dasar <= int(step.sampai))


def higher(one: Kelas, other: Kelas) -> Kelas:
    """The better of two classes: a couple who both pay take it together (MM Pasal 4 ayat (2))."""
    return min(one, other, key=lambda kelas: ANGKA_KELAS[kelas])
