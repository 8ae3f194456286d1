"""One cell as a value, or the sentence that refuses it. Nothing is guessed."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from desa.enums import Jabatan, SifatJabatan
from desa.rules.isi import Isi, as_text
from desa.rules.kolom import Jenis, Kolom
from desa.rules.lembar import Sel
from desa.rules.nik import check_number
from desa.rules.tanggal import read_date
from desa.rules.uang import read_money


@dataclass(frozen=True, slots=True)
class Post:
    """A post as written: "Plt. Kepala Urusan Keuangan"."""

    jabatan: Jabatan
    bidang: str
    sifat: SifatJabatan

    @property
    def nama(self) -> str:
        sifat = "" if self.sifat == SifatJabatan.DEFINITIF else str(self.sifat.label)
        return " ".join(part for part in (sifat, str(self.jabatan.label), self.bidang) if part)


def read_cell(kolom: Kolom, sel: Sel, pasal: str) -> Isi:
    """The value of a filled cell in its column. `pasal` is where the regulation lists the posts."""
    if sel.rumus:
        return Isi(galat="Sel ini berisi rumus.", saran="Salin isinya, lalu tempel sebagai nilai.")
    if kolom.jenis == Jenis.JABATAN:
        return read_jabatan(as_text(sel), pasal)
    return READERS[kolom.jenis](kolom, sel)


def read_text(kolom: Kolom, sel: Sel) -> Isi:
    text = as_text(sel)
    if len(text) > kolom.panjang:
        return Isi(galat=f"{kolom.judul} lebih dari {kolom.panjang} huruf.", saran="Pendekkan isinya.")
    if kolom.isian == "nama" and not any(letter.isalpha() for letter in text):
        return Isi(galat=f'Nama "{text}" tidak memuat huruf.', saran="Tulis nama seperti pada KTP.")
    return Isi(text)


def read_number(kolom: Kolom, sel: Sel) -> Isi:
    """A NIK, KK or card number: a number cell is always refused, its last digits may be lost (design 7)."""
    name = kolom.judul
    if not isinstance(sel.nilai, str):
        return Isi(
            galat=f"Kolom {name} berisi angka, bukan teks; angka terakhir mungkin hilang.",
            saran="Ubah kolom menjadi Teks lalu ketik ulang.",
        )
    checked = check_number(sel.nilai, name, 13 if kolom.jenis == Jenis.KARTU else 16)
    return Isi(checked.nik, checked.galat, checked.saran)


def read_phone(_kolom: Kolom, sel: Sel) -> Isi:
    """A phone number; the 0 that a number cell dropped in front of 8 is put back."""
    digits = re.sub(r"[\s.\-()]", "", as_text(sel).removesuffix(".0"))
    if digits.startswith("8"):
        digits = f"0{digits}"
    if not re.fullmatch(r"\+?[0-9]{6,15}", digits):
        return Isi(
            galat=f'Telepon "{as_text(sel)}" bukan nomor telepon.', saran="Tulis angkanya saja, misalnya 081234567890."
        )
    return Isi(digits)


def read_choice(kolom: Kolom, sel: Sel) -> Isi:
    text = as_text(sel)
    found = dict(kolom.kata).get(text.casefold().rstrip("."))
    if found is None:
        return Isi(galat=f'{kolom.judul} "{text}" tidak dikenal.', saran=f"Pilih: {', '.join(kolom.pilihan)}.")
    return Isi(found)


def read_yes_no(kolom: Kolom, sel: Sel) -> Isi:
    if isinstance(sel.nilai, bool):
        return Isi(sel.nilai)
    text = as_text(sel).casefold()
    if text in {"y", "ya"}:
        return Isi(True)
    if text in {"t", "tidak", "-"}:
        return Isi(False)
    return Isi(galat=f'{kolom.judul} berisi "{as_text(sel)}".', saran="Isi Y atau T.")


STAND_IN = {"plt": SifatJabatan.PLT, "pj": SifatJabatan.PJ, "pjs": SifatJabatan.PJ, "penjabat": SifatJabatan.PJ}
NAMED = (
    ("kepala desa", Jabatan.KEPALA_DESA), ("kades", Jabatan.KEPALA_DESA),
    ("sekretaris desa", Jabatan.SEKRETARIS_DESA), ("sekdes", Jabatan.SEKRETARIS_DESA),
    ("kepala urusan", Jabatan.KEPALA_URUSAN), ("kaur", Jabatan.KEPALA_URUSAN),
    ("kepala seksi", Jabatan.KEPALA_SEKSI), ("kasi", Jabatan.KEPALA_SEKSI),
    ("kepala dusun", Jabatan.KEPALA_DUSUN), ("kadus", Jabatan.KEPALA_DUSUN),
)  # fmt: skip
SINGLE = (Jabatan.KEPALA_DESA, Jabatan.SEKRETARIS_DESA)


def read_jabatan(text: str, pasal: str) -> Isi:
    """A post of the closed list, with what it is about, and whether it is a stand-in's."""
    first, _, rest = text.partition(" ")
    sifat = STAND_IN.get(first.casefold().rstrip("."), SifatJabatan.DEFINITIF)
    wanted = text if sifat == SifatJabatan.DEFINITIF else rest
    for name, jabatan in NAMED:
        if wanted.casefold() == name or wanted.casefold().startswith(f"{name} "):
            bidang = "" if jabatan in SINGLE else wanted[len(name) :].strip()
            return _post(Post(jabatan, bidang, sifat))
    if re.search(r"\b(staf|staff|bpd|badan permusyawaratan)\b", text.casefold()):
        return Isi(
            galat=f'"{text}" tidak termasuk yang dijamin di sini (Pasal {pasal}).', saran="Hapus baris ini dari daftar."
        )
    allowed = ", ".join(str(post.label) for post in Jabatan)
    return Isi(galat=f'Jabatan "{text}" tidak dikenal.', saran=f"Yang dijamin hanya {allowed} (Pasal {pasal}).")


def _post(post: Post) -> Isi:
    if len(post.bidang) > 60:
        return Isi(galat="Nama bidang pada Jabatan lebih dari 60 huruf.", saran="Pendekkan isinya.")
    return Isi(post)


READERS: dict[Jenis, Callable[[Kolom, Sel], Isi]] = {
    Jenis.NIK: read_number,
    Jenis.NOMOR_16: read_number,
    Jenis.KARTU: read_number,
    Jenis.TELEPON: read_phone,
    Jenis.TEKS: read_text,
    Jenis.TANGGAL: read_date,
    Jenis.UANG: read_money,
    Jenis.PILIHAN: read_choice,
    Jenis.YA_TIDAK: read_yes_no,
}
