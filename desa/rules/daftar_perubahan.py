"""Changes one by one as a roster file would say them: the same check, the same difference, the same plan.

The village's roster is written as sheets, each change is laid over it, and the file's own comparison does the rest;
only the days that a sheet has no column for are put into the plan afterwards.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from desa.enums import JenisPerubahan
from desa.rules.daftar_bentuk import Hasil, Keadaan, shown
from desa.rules.kolom import JUDUL, KELUARGA, KOLOM_KELUARGA, KOLOM_PERANGKAT, PERANGKAT, Jenis, Kolom
from desa.rules.lembar import Baris, Lembar, Sel
from desa.rules.perubahan import BARU, DIPERBAIKI, KEJADIAN, KELIRU, Ubah, value_of
from desa.rules.salah import Salah
from jaminan.bulan import Bulan, format_tanggal
from jaminan.penyamar import mask_number

Isian = dict[str, Any]
PLACE = re.compile(r" (?:pada )?sel [A-Z]{1,2}[0-9]+|\((?:baris [0-9]+)\) ?")
ONCE = {JenisPerubahan.BERAKHIR, JenisPerubahan.PINDAH}


@dataclass(slots=True)
class Susunan:
    """The roster with the changes laid over it. `asal` says which change (from 1) a row of a sheet came from."""

    perangkat: list[Isian]
    keluarga: list[Isian]
    asal: dict[tuple[str, int], int] = field(default_factory=dict)
    salah: list[Salah] = field(default_factory=list)

    def sheets(self) -> list[Lembar]:
        return [
            _sheet(PERANGKAT, KOLOM_PERANGKAT, self.perangkat),
            _sheet(KELUARGA, KOLOM_KELUARGA, self.keluarga),
        ]


def lay_over(perangkat: list[Isian], keluarga: list[Isian], perubahan: Sequence[Ubah]) -> Susunan:
    """The roster's rows with every change; a change whose person is gone is a fault of its own."""
    made = Susunan([dict(row) for row in perangkat], [dict(row) for row in keluarga])
    seen: set[tuple[int | None, str]] = set()
    for number, ubah in enumerate(perubahan, 1):
        key = (ubah.masa, "jabatan" if ubah.jenis in ONCE else ubah.jenis)
        if ubah.masa and ubah.jenis != JenisPerubahan.KELUARGA and key in seen:
            _fault(made, number, f"{ubah.nama} sudah ada dalam perubahan lain yang serupa.", "Hapus salah satunya.")
            continue
        seen.add(key)
        _lay(made, number, ubah)
    return made


def _lay(made: Susunan, number: int, ubah: Ubah) -> None:
    if ubah.jenis == JenisPerubahan.MULAI:
        _add(made, PERANGKAT, made.perangkat, {**ubah.isian, "mulai": ubah.teks("sejak")}, number)
        return
    row = next((one for one in made.perangkat if one.get("masa") == ubah.masa), None)
    if row is None:
        _fault(made, number, f"{ubah.nama} tidak ada lagi dalam daftar hari ini.", "Hapus perubahan ini.")
    elif ubah.jenis == JenisPerubahan.KELUARGA:
        _lay_family(made, number, ubah, row)
    else:
        _lay_office(made, number, ubah, row)


def _lay_office(made: Susunan, number: int, ubah: Ubah, row: Isian) -> None:
    place = made.perangkat.index(row)
    made.asal[PERANGKAT, place + 2] = number
    if ubah.jenis == JenisPerubahan.BERAKHIR:
        row |= {"berakhir": ubah.teks("sejak"), "alasan_berakhir": ubah.teks("alasan")}
    elif ubah.jenis == JenisPerubahan.PENGHASILAN:
        for one in made.perangkat:
            one["penghasilan"] = ubah.teks("penghasilan") if one["nik"] == row["nik"] else one["penghasilan"]
    elif ubah.jenis in {JenisPerubahan.DATA, JenisPerubahan.JAMINAN}:
        told = _mended(ubah) if ubah.jenis == JenisPerubahan.DATA else _standing(ubah)
        for one in made.perangkat:
            one |= told if one["nik"] == row["nik"] else {}
    else:
        since = value_of(ubah, "sejak")
        if since and since <= row["mulai"]:
            _fault(made, number, f"{ubah.nama} menjabat sejak {format_tanggal(row['mulai'])}; pindahnya lebih awal.",
                   "Periksa tanggal pelantikan pada jabatan baru.")  # fmt: skip
            return
        row |= {"jabatan": ubah.teks("jabatan"), "mulai": ubah.teks("sejak")}


def _mended(ubah: Ubah) -> Isian:
    """The fields of a person that were told anew."""
    return {name: ubah.teks(name) for name in DIPERBAIKI if ubah.teks(name)}


def _standing(ubah: Ubah) -> Isian:
    """A civil servant, covered by somebody else, or neither; what was not told stays."""
    if ubah.teks("keadaan") == "pns":
        return {"pns": True}
    return {"jaminan_lain": ubah.teks("jaminan_lain")} if ubah.teks("keadaan") == "lain" else {
        "pns": False, "jaminan_lain": "",
    }  # fmt: skip


def _lay_family(made: Susunan, number: int, ubah: Ubah, owner: Isian) -> None:
    if ubah.teks("anggota") == BARU:
        _add(made, KELUARGA, made.keluarga, {**ubah.isian, "nik_peserta": owner["nik"]}, number)
        return
    row = next((one for one in made.keluarga if one.get("anggota") == ubah.anggota), None)
    since = value_of(ubah, "sejak")
    if row is None:
        _fault(made, number, f"Anggota keluarga {ubah.nama} itu tidak tercatat lagi.", "Hapus perubahan ini.")
    elif since and since < row["tercatat"]:
        _fault(made, number, f"{row['nama']} baru tercatat sejak {format_tanggal(row['tercatat'])}.",
               "Periksa tanggalnya.")  # fmt: skip
    else:
        made.asal[KELUARGA, made.keluarga.index(row) + 2] = number
        _, isian, value = KEJADIAN[ubah.teks("kejadian")]
        row |= _mended(ubah) if ubah.teks("kejadian") == KELIRU else {isian: value} if isian else {"keluar": since}


def _add(made: Susunan, lembar: str, rows: list[Isian], row: Isian, number: int) -> None:
    rows.append(row)
    made.asal[lembar, len(rows) + 1] = number


def _fault(made: Susunan, number: int, pesan: str, saran: str) -> None:
    made.salah.append(Salah("Perubahan", str(number), pesan, saran))


def _sheet(nama: str, kolom: tuple[Kolom, ...], rows: list[Isian]) -> Lembar:
    letters = [chr(ord("A") + place) for place in range(len(kolom))]
    head = Baris(1, [Sel(letter, one.judul) for letter, one in zip(letters, kolom, strict=True)])
    body = [
        Baris(number, [Sel(letter, value) for letter, one in zip(letters, kolom, strict=True)
                       if (value := _cell(one, row.get(one.isian))) not in (None, "")])
        for number, row in enumerate(rows, 2)
    ]  # fmt: skip
    return Lembar(nama, False, [head, *body])


def _cell(kolom: Kolom, value: Any) -> Any:
    """A stored value as the template writes it, a typed one as it was typed."""
    return shown(kolom.isian, value) if kolom.jenis in {Jenis.PILIHAN, Jenis.YA_TIDAK, Jenis.JABATAN} else value


def told(hasil: Hasil, sebelum: Hasil, made: Susunan) -> Hasil:
    """The difference with only what the changes brought: faults name their change, old faults of the roster go."""
    old_faults, old_doubts = sebelum.salah, sebelum.ragu
    fresh = [one for one in hasil.salah if _ours(one, made) or one not in old_faults]
    hasil.salah = [*made.salah, *(_named(one, made) for one in fresh)]
    hasil.ragu = [_named(one, made) for one in hasil.ragu if _ours(one, made) or one not in old_doubts]
    hasil.catatan, hasil.hilang, hasil.hitungan = [], [], []
    return hasil


def _row_of(one: Salah) -> tuple[str, int]:
    digits = re.sub(r"[^0-9]", "", one.sel)
    return one.lembar, int(digits or 0)


def _ours(one: Salah, made: Susunan) -> bool:
    return _row_of(one) in made.asal


def _named(one: Salah, made: Susunan) -> Salah:
    number = made.asal.get(_row_of(one))
    place = ("Perubahan", str(number)) if number else ("Daftar", "")
    return replace(one, lembar=place[0], sel=place[1], pesan=PLACE.sub("", one.pesan).strip())


def put_days(hasil: Hasil, keadaan: Keadaan, made: Susunan, perubahan: Sequence[Ubah]) -> None:
    """The days that the sheets cannot say: since when a wage holds, a member counts, or counts no longer."""
    for ubah in perubahan:
        row = next((one for one in made.perangkat if ubah.masa and one.get("masa") == ubah.masa), None)
        since = value_of(ubah, "sejak")
        if row is None or since is None:
            continue
        if ubah.jenis == JenisPerubahan.PENGHASILAN:
            _wage(hasil, keadaan, row, ubah, since)
        elif ubah.jenis == JenisPerubahan.KELUARGA:
            _member(hasil, made, ubah, since)


def _wage(hasil: Hasil, keadaan: Keadaan, row: Isian, ubah: Ubah, since: date) -> None:
    amount, nik = value_of(ubah, "penghasilan"), row["nik"]
    if amount is None:
        return
    month = Bulan.of(since)
    if nik not in hasil.rencana.gaji:
        hasil.change(PERANGKAT, nik, ubah.nama, "penghasilan", keadaan.orang[nik].get("penghasilan"), amount)
        hasil.tetap = max(0, hasil.tetap - 1)
    hasil.rencana.gaji[nik] = (month.first_day, amount)
    hasil.rencana.gaji_sejak[nik] = since
    for one in hasil.berubah:
        if one["kolom"] == JUDUL["penghasilan"] and one["nik"] == mask_number(nik):
            one["sejak"] = month.first_day.isoformat()


def _member(hasil: Hasil, made: Susunan, ubah: Ubah, since: date) -> None:
    if ubah.teks("anggota") == BARU:
        for nik_peserta, values in hasil.rencana.keluarga_baru:
            if values["nama"] == " ".join(ubah.teks("nama").split()) and nik_peserta:
                values["mulai"] = since
        return
    row = next((one for one in made.keluarga if one.get("anggota") == ubah.anggota), None)
    if row is None:
        return
    hasil.rencana.sejak[row["anggota"]] = since
    if not row.get("keluar"):
        return
    hasil.rencana.keluarga_ubah.setdefault(row["anggota"], {})["berakhir"] = since
    hasil.berakhir.append(
        {
            "lembar": KELUARGA, "nik": mask_number(row["nik"]), "nama": row["nama"],
            "hubungan": shown("hubungan", row["hubungan"]), "alasan": f"Sejak {format_tanggal(since)}",
        }
    )  # fmt: skip
