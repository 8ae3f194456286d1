"""The words of the Berita Acara that a regulation prints, to the letter, and those of our reconstruction.

A regency replaces them in its own regulation file (part `rekonsiliasi`, key `penutup`). Pure.
"""

from collections.abc import Iterable

# MM annex, the part that survives. "...." is filled with month and year, "Mamasa" with the regency's name.
PENUTUP = (
    "Terhadap hasil rekonsiliasi tersebut diatas, kami sepakat untuk menyesuaikan hak dan kewajiban masing-masing "
    "sebagai konsekuensi dari hasil rekonsiliasi dimaksud dan akan menjadi bagian dalam tagihan bulan .... tahun .... "
    "yang akan dibayar secara penuh oleh Pemerintah Kabupaten Mamasa sesuai ketentuan yang berlaku.",
    "Demikian berita acara ini dibuat rangkap 3 (tiga), untuk dapat digunakan sebagaimana mestinya.",
)
CATATAN_PERIODE = "*diisi sesuai kesepakatan setiap bulan atau lebih dari 1 (satu) bulan"
KEPALA_BPJS = ("Kepala BPJS Kesehatan", "Kantor Cabang")
KEPALA_DINAS = ("Kepala DPM-PEMDES", "Kab. Mamasa")
DINAS_ASAL = "DPM-PEMDES"
# Who pays, where the regency itself bears no share: its law, not Mamasa's, says whose obligation is signed.
PEMBAYAR_ASAL = "Pemerintah Kabupaten Mamasa"
PEMBAYAR = {"desa": "Pemerintah Desa", "peserta": "Kepala Desa dan Perangkat Desa"}
RANGKAP = "Dibuat rangkap 3 (tiga)"
KABUPATEN_ASAL = "Mamasa"
KOSONG = "...."

JUDUL = (
    "Berita Acara Rekonsiliasi",
    "Data Kepesertaan dan Iuran Jaminan Kesehatan bagi Kepala Desa dan Perangkat Desa",
)
PEMBUKA = (
    "Pada hari ini, {hari} tanggal {tanggal} bulan {bulan} tahun {tahun} ({angka}), bertempat di {tempat}, "
    "kami yang bertanda tangan di bawah ini:"
)
ISI = (
    "berdasarkan {dasar}, telah melakukan rekonsiliasi data kepesertaan dan kebutuhan pembayaran iuran "
    "jaminan kesehatan {periode}* dengan hasil sebagai berikut."
)
CATATAN_BELUM_TERALOKASI = (
    "Belum teralokasi adalah setoran yang belum untuk bulan mana pun sampai berita acara ini disusun. Jumlah itu belum "
    "termasuk Disetor, jadi belum mengurangi saldo akhir."
)
CATATAN_REKONSTRUKSI = (
    "Bagian atas sampai huruf C disusun ulang oleh portal, karena lampiran asli belum tersedia. "
    "Kalimat penutup dan tanda tangan sesuai lampiran Peraturan Bupati Mamasa Nomor 10 Tahun 2021."
)
CATATAN_PENUTUP_SENDIRI = (
    "Bagian atas sampai huruf C disusun oleh portal. Kalimat penutup menurut peraturan kabupaten ini."
)
CATATAN_PEMBAYAR = (
    "Bagian atas sampai huruf C disusun oleh portal. Kalimat penutup mengikuti lampiran Peraturan Bupati Mamasa Nomor "
    "10 Tahun 2021, dengan penanggung iuran menurut peraturan kabupaten ini."
)

CATATAN_NASKAH = "Judul, kalimat pembuka, pengantar dan penutup menurut naskah kabupaten ini, versi {versi}. {asal}"
CATATAN_PENUTUP_ASAL = "Kalimat penutup dan tanda tangan sesuai lampiran Peraturan Bupati Mamasa Nomor 10 Tahun 2021."
# The closing as a text with named places, for a regency that begins its own from it.
PENUTUP_TERBUKA = "\n\n".join(PENUTUP).replace("bulan .... tahun ....", "bulan {bulan_tagihan} tahun {tahun_tagihan}")


def binding_closing(kabupaten: str, penutup: tuple[str, ...]) -> tuple[str, ...]:
    """The sentences that the regency's own regulation prints; none where its regulation prints no closing."""
    return penutup or (PENUTUP if kabupaten == KABUPATEN_ASAL else ())


def payers_named(penanggung: Iterable[str]) -> str:
    """Who pays by the regency's own law, as its closing names them; its government, where that bears a share.

    The annex of MM promises payment by the regency's government. Where that bears none (KU Pasal 4 ayat (2)), no paper
    may promise it.
    """
    payers = [str(one) for one in penanggung]
    if "pemda" in payers:
        return PEMBAYAR_ASAL
    return f"{' serta '.join(PEMBAYAR[one] for one in payers)} se-Kabupaten {KABUPATEN_ASAL}"


def starting_words(penutup: tuple[str, ...], pembayar: str = PEMBAYAR_ASAL) -> dict[str, str]:
    """What a regency's own words begin from: the portal's, with named places."""
    text = "\n\n".join(penutup) or PENUTUP_TERBUKA.replace(PEMBAYAR_ASAL, pembayar)
    places = (("bulan ....", "bulan {bulan_tagihan}"), ("tahun ....", "tahun {tahun_tagihan}"))
    for dots, place in places:
        text = text.replace(dots, place)
    text = text.replace(f"Kabupaten {KABUPATEN_ASAL}", "{kabupaten}")
    return {"judul": f"{JUDUL[1]} {{kabupaten}}", "pembuka": PEMBUKA, "pengantar": ISI, "penutup": text}


def closing(
    penutup: tuple[str, ...], *, kabupaten: str, pembayar: str = PEMBAYAR_ASAL, bulan: str, tahun: int
) -> list[str]:
    """The closing text with the bill's month and year in the place of the dots, and the regency's own name.

    `pembayar` are those who pay by its law (`payers_named`).
    """
    rows = [_filled(text, bulan, str(tahun)).replace(PEMBAYAR_ASAL, pembayar) for text in penutup]
    return [text.replace(f"Kabupaten {KABUPATEN_ASAL}", kabupaten) for text in rows]


def _filled(text: str, *values: str) -> str:
    for value in values:
        text = text.replace(KOSONG, value, 1)
    return text


def heads_of(kantor_bpjs: str, kabupaten: str, dinas: str) -> tuple[list[str], list[str]]:
    """The headings of the two signature blocks: left BPJS Kesehatan, right the dinas, each with its own names."""
    left, office = KEPALA_BPJS
    right, regency = KEPALA_DINAS
    branch = kantor_bpjs.removeprefix("Kantor ").removeprefix("Cabang ")
    return (
        [left, f"{office} {branch or KOSONG}"],
        [right.replace(DINAS_ASAL, dinas.upper()), regency.replace(KABUPATEN_ASAL, kabupaten)],
    )
