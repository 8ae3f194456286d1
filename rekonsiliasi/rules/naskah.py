"""A regency's own words for the paper: plain text with named places, never a program. Pure."""

import re
from collections.abc import Mapping

TANDA = re.compile(r"\{([^{}]*)\}")
# The places that each part may name; those in WAJIB it must name, or the paper would lack what the law wants on it.
TEMPAT = {
    "judul": ("kabupaten",),
    "pembuka": ("hari", "tanggal", "bulan", "tahun", "angka", "tempat"),
    "pengantar": ("dasar", "periode"),
    "penutup": ("kabupaten", "bulan_tagihan", "tahun_tagihan"),
}
WAJIB = {
    "judul": (),
    "pembuka": ("hari", "tanggal", "bulan", "tahun", "tempat"),
    "pengantar": ("dasar", "periode"),
    "penutup": ("kabupaten", "bulan_tagihan", "tahun_tagihan"),
}
TERPANJANG = {"judul": 200, "pembuka": 600, "pengantar": 800, "penutup": 2500}
SEBUTAN = {
    "judul": "Judul",
    "pembuka": "Kalimat pembuka",
    "pengantar": "Kalimat pengantar",
    "penutup": "Kalimat penutup",
}
TITIK = "...."


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled; what is no place stays as it is, and a value is never read again for places."""
    return TANDA.sub(lambda found: values.get(found[1], found[0]), text)


def paragraphs(text: str) -> list[str]:
    """Paragraphs are divided by an empty line; line breaks within one are blanks."""
    return [" ".join(one.split()) for one in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if one.strip()]


def wording_faults(naskah: Mapping[str, str], *, nama: str, mengikat: tuple[str, ...]) -> list[str]:
    """What is wrong with a regency's words, one sentence each.

    `mengikat` are the sentences that its regulation prints, with dots where month and year go; they must be in the
    closing to the letter and in their order.
    """
    faults = [fault for bagian in TEMPAT for fault in _part_faults(bagian, naskah.get(bagian, ""))]
    return faults or list(_closing_faults(naskah["penutup"], nama, mengikat))


def _part_faults(bagian: str, text: str) -> list[str]:
    kind = SEBUTAN[bagian]
    if not text.strip():
        return [f"{kind} masih kosong."]
    found = TANDA.findall(text)
    faults = [f"{kind}: tanda {{{name}}} tidak dikenal." for name in found if name not in TEMPAT[bagian]]
    faults += [f"{kind}: tanda {{{name}}} belum ada." for name in WAJIB[bagian] if name not in found]
    if re.search(r"[{}]", TANDA.sub("", text)):
        faults.append(f"{kind}: kurung kurawal tidak berpasangan.")
    if len(text) > TERPANJANG[bagian]:
        faults.append(f"{kind}: paling banyak {TERPANJANG[bagian]} huruf.")
    if any(not sign.isprintable() and sign not in "\r\n\t" for sign in text):
        faults.append(f"{kind}: ada tanda yang tidak dapat dicetak.")
    return faults


def _closing_faults(penutup: str, nama: str, mengikat: tuple[str, ...]) -> list[str]:
    dotted = {"kabupaten": f"Kabupaten {nama}", "bulan_tagihan": TITIK, "tahun_tagihan": TITIK}
    written, place = "\n".join(fill(one, dotted) for one in paragraphs(penutup)), 0
    for sentence in mengikat:
        found = written.find(sentence, place)
        if found < 0:
            return [f"Kalimat penutup harus memuat kalimat lampiran peraturan huruf demi huruf: “{sentence}”"]
        place = found + len(sentence)
    return []
