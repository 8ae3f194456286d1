"""Beside a refused NIK, the one known person of the place who fits: for a human to choose, never guessed."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from desa.rules.daftar_bentuk import Keadaan
from desa.rules.fakta import Daftar, Fakta, salah_of
from desa.rules.isi import Isi, whole
from desa.rules.kolom import KELUARGA
from desa.rules.lembar import Nilai
from desa.rules.nik import normalise
from desa.rules.salah import KELUARGA as KUNCI_KELUARGA
from desa.rules.salah import Salah, Tawaran
from jaminan.penyamar import mask_number

LIKE_DIGITS = str.maketrans("OoIl", "0011")
FIRM = 15  # digits that a spreadsheet keeps when it takes a NIK for a number
BOTH = "orang desa itu yang nama dan 15 angka pertama NIK-nya sama"


@dataclass(frozen=True, slots=True)
class Dikenal:
    """Somebody whom the portal knows there; `tempat` where one list holds many villages."""

    nik: str
    nama: str
    kunci: str
    tempat: str = ""


class Kenalan:
    """Known people by the digits that a spreadsheet keeps of their NIK, and by name in their village."""

    def __init__(self, orang: Iterable[Dikenal]) -> None:
        self.by_number: defaultdict[str, list[Dikenal]] = defaultdict(list)
        self.by_name: defaultdict[tuple[str, str], list[Dikenal]] = defaultdict(list)
        for one in orang:
            self.by_number[one.nik[:FIRM]].append(one)
            self.by_name[one.tempat, one.nama.casefold()].append(one)

    def offer(
        self, wrong: Salah, tulisan: Nilai, nama: str, taken: Collection[str], tempat: str = ""
    ) -> tuple[Salah, str]:
        """The fault with the one person who fits, and that person's NIK; as it was where none or several do."""
        digits = _digits(tulisan)
        damaged = FIRM <= len(digits) <= FIRM + 2
        by_number = [one for one in self.by_number.get(digits[:FIRM], []) if damaged and one.nik not in taken]
        by_name = [one for one in self.by_name.get((tempat, nama.casefold()), []) if nama and one.nik not in taken]
        if len(by_number) == 1:
            ask = f"Maksud Anda {by_number[0].nama} ({mask_number(by_number[0].nik)})?"
        elif len(by_name) == 1 and not by_number:
            ask = f"Di portal, {by_name[0].nama} ber-NIK {mask_number(by_name[0].nik)}."
        else:
            return wrong, ""
        found = (by_number or by_name)[0]
        how = BOTH if found in by_number and found in by_name else ""
        offer = [Tawaran(found.nama, mask_number(found.nik), found.kunci, how)] if found.kunci else []
        return replace(wrong, saran=f"{wrong.saran} {ask}".strip()).offering(*offer), found.nik


def suggest_numbers(daftar: Daftar, keadaan: Keadaan) -> None:
    """Adds to each refused NIK the person whose first 15 digits, or else whose name, stand in the row."""
    officials = [Dikenal(nik, str(one["nama"]), keadaan.kunci.get(nik, "")) for nik, one in keadaan.orang.items()]
    family = [Dikenal(one.nik, one.isian["nama"], f"{KUNCI_KELUARGA}:{one.id}") for one in keadaan.keluarga]
    posts, kin = Kenalan(officials), Kenalan(family)
    cells = {
        (row.lembar, row.sel(isian)): (row, isian)
        for row in (*daftar.perangkat, *(daftar.keluarga or []))
        for isian in ("nik", "nik_peserta")
        if isian in row.tulisan
    }
    for place, wrong in enumerate(daftar.salah):
        if (wrong.lembar, wrong.sel) in cells:
            row, isian = cells[wrong.lembar, wrong.sel]
            known = kin if (row.lembar, isian) == (KELUARGA, "nik") else posts
            daftar.salah[place] = _offered(wrong, row, isian, known, daftar)
    for row in daftar.perangkat:
        _ask_about_last_digit(row, officials, daftar)


def _offered(wrong: Salah, row: Fakta, isian: str, known: Kenalan, daftar: Daftar) -> Salah:
    own = isian == "nik"
    taken = daftar.numbers() if own else set()
    told, nik = known.offer(wrong, row.tulisan[isian], str(row.nilai.get("nama", "")) if own else "", taken)
    row.mungkin = nik if own and nik else row.mungkin
    return told


def _ask_about_last_digit(row: Fakta, known: list[Dikenal], daftar: Daftar) -> None:
    """A new NIK that ends in 0 and is otherwise somebody's who is not in the file: a spreadsheet's zero?"""
    nik = row.nilai.get("nik") or ""
    taken = daftar.numbers()
    alike = [one for one in known if one.nik[:FIRM] == nik[:FIRM] and one.nik not in taken]
    if not nik.endswith("0") or len(alike) != 1:
        return
    who = f"{alike[0].nama} ({mask_number(alike[0].nik)})"
    ask = Isi(ragu=f"NIK ini berbeda hanya pada angka terakhir dari {who}; angka terakhir hilang?")
    offer = [Tawaran(alike[0].nama, mask_number(alike[0].nik), alike[0].kunci)] if alike[0].kunci else []
    daftar.ragu.append(salah_of(row, "nik", ask).offering(*offer))


def _digits(value: Nilai) -> str:
    """What was typed as plain digits, a letter O as 0; empty when it is something else."""
    text = normalise(str(whole(value))).translate(LIKE_DIGITS)
    return text if text.isascii() and text.isdigit() else ""
