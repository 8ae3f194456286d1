"""A village's November workbook: its own template with the changes of a month, and with one fault a file."""

import io
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

from desa.enums import AlasanBerakhir, Hubungan, Jabatan, JenisKelamin, SifatJabatan, StatusKawin
from desa.models import Desa
from desa.queries.daftar import rows_for_template
from desa.rules.isian import Post
from desa.xlsx.templat import write_templat

Rows = list[dict[str, Any]]
FIXED = (2021, 5, 7, 0, 0, 0)  # a file's bytes may not depend on the day it was written
SHEET = "xl/worksheets/sheet1.xml"
END_OF_OCTOBER, INAUGURATED, WRITTEN = date(2026, 10, 31), date(2026, 11, 2), date(2026, 11, 3)
RISE = 150_000  # rupiah a month


def good_workbook(desa: Desa) -> bytes:
    """One new kepala dusun with a wife, the secretary's wage raised, one kepala dusun ended."""
    officials, family = rows_for_template(desa, WRITTEN)
    _row_of(officials, Jabatan.SEKRETARIS_DESA)["penghasilan"] += RISE
    leaver = officials[-1]
    leaver |= {"berakhir": END_OF_OCTOBER, "alasan_berakhir": AlasanBerakhir.DIBERHENTIKAN}
    comer = _newcomer(desa, leaver)
    return write_templat(desa.nama, [*officials, comer], [*family, _wife_of(comer, desa)])


def _row_of(rows: Rows, post: Jabatan) -> dict[str, Any]:
    return next(row for row in rows if row["jabatan"].jabatan == post)


def _newcomer(desa: Desa, before: dict[str, Any]) -> dict[str, Any]:
    """The successor in the post of `before`."""
    stem = desa.kecamatan.kode.replace(".", "")
    return before | {
        "nik": f"{stem}170590{_serial(desa)}", "nomor_kk": f"{stem}020318{_serial(desa)}",
        "nama": f"Yusuf {_family_name(before)}",
        "jenis_kelamin": JenisKelamin.L, "tempat_lahir": desa.kecamatan.nama, "tanggal_lahir": date(1990, 5, 17),
        "status_kawin": StatusKawin.KAWIN, "mulai": INAUGURATED, "berakhir": None, "alasan_berakhir": "",
        "nomor_kartu": "", "telepon": "", "pns": False, "jaminan_lain": "",
    }  # fmt: skip


def _wife_of(official: dict[str, Any], desa: Desa) -> dict[str, Any]:
    stem = desa.kecamatan.kode.replace(".", "")
    return {
        "nik_peserta": official["nik"], "nik": f"{stem}490892{_serial(desa)}",
        "nama": f"Maria {_family_name(official)}",
        "hubungan": Hubungan.ISTRI, "jenis_kelamin": JenisKelamin.P, "tanggal_lahir": date(1992, 8, 9),
        "sudah_menikah": True, "berpenghasilan": False, "masih_sekolah": False, "nomor_kartu": "",
    }  # fmt: skip


def _serial(desa: Desa) -> str:
    """A serial that marks an invented person and that no other village of the kecamatan uses."""
    return f"99{desa.kode[-2:]}"


def _family_name(row: dict[str, Any]) -> str:
    return str(row["nama"].partition(",")[0].split()[-1])


def _with(change: Callable[[Rows], None], mend: Callable[[bytes], bytes] = bytes) -> Callable[[Desa], bytes]:
    """The village's own workbook after one change of its rows, and one of the file itself."""

    def make(desa: Desa) -> bytes:
        officials, family = rows_for_template(desa, WRITTEN)
        rows = deepcopy(officials)
        change(rows)
        staying = {row["nik"] for row in rows} | {str(row["nik"]) for row in rows}
        kept = [row for row in family if row["nik_peserta"] in staying]
        return mend(write_templat(desa.nama, rows, kept))

    return make


def _set(place: int, isian: str, value: Any) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        rows[place][isian] = value

    return change


def _add(post: Post, **isian: Any) -> Callable[[Rows], None]:
    """A new person in this post; other fields as given, else invented."""

    def change(rows: Rows) -> None:
        stem = rows[0]["nik"][:6]
        rows.append(
            rows[-1] | {
                "nik": f"{stem}1705909951", "nama": "Yusuf Rekaan", "jenis_kelamin": JenisKelamin.L,
                "tanggal_lahir": date(1990, 5, 17), "jabatan": post, "mulai": INAUGURATED, "nomor_kartu": "",
            } | isian
        )  # fmt: skip

    return change


def _same_number(rows: Rows) -> None:
    _add(Post(Jabatan.KEPALA_DUSUN, "Lima", SifatJabatan.DEFINITIF))(rows)
    rows[-1] |= {"nik": rows[2]["nik"], **{name: rows[2][name] for name in ("jenis_kelamin", "tanggal_lahir")}}


def _nothing(_rows: Rows) -> None:
    """Leaves the rows as they are."""


def _edited(edit: Callable[[str], str]) -> Callable[[bytes], bytes]:
    """The same workbook with the XML of its first sheet edited."""

    def mend(isi: bytes) -> bytes:
        target = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(isi)) as source,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out,
        ):
            for name in source.namelist():
                text = source.read(name)
                member = zipfile.ZipInfo(name, FIXED)
                member.compress_type = zipfile.ZIP_DEFLATED
                out.writestr(member, edit(text.decode()).encode() if name == SHEET else text)
        return target.getvalue()

    return mend


def _formula(xml: str) -> str:
    return re.sub(r'(<c r="L3"[^>]*>)<v>([0-9]+)</v>', r"\1<f>\2+0</f><v>\2</v>", xml)


def _lying(xml: str) -> str:
    return re.sub(r'<dimension ref="[^"]*"/>', '<dimension ref="A1"/>', xml)


def _far_away(xml: str) -> str:
    cell = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>catatan</t></is></c></row>'
    return xml.replace("</sheetData>", f"{cell}</sheetData>")


def _clear(rows: Rows) -> None:
    rows.clear()


def _forget(rows: Rows) -> None:
    del rows[4]


def _as_number(rows: Rows) -> None:
    rows[1]["nik"] = int(rows[1]["nik"])


HEAD = Post(Jabatan.KEPALA_DESA, "", SifatJabatan.DEFINITIF)
# One fault a file, by the name that the file gets.
FAULTS: dict[str, Callable[[Desa], bytes]] = {
    "nik_angka": _with(_as_number),
    "nik_ganda": _with(_same_number),
    "jabatan_tidak_dikenal": _with(_set(4, "jabatan", "Staf Desa")),
    "tanggal_31_februari": _with(_set(2, "tanggal_lahir", "31/02/1985")),
    "dua_kepala_desa": _with(_add(HEAD)),
    "tanpa_baris": _with(_clear),
    "bukan_workbook": lambda _desa: b"Daftar perangkat desa menyusul besok.\n",
    "rumus": _with(_nothing, _edited(_formula)),
    "dimensi_bohong": _with(_set(-1, "penghasilan", "dua juta"), _edited(_lying)),
    "sel_paling_ujung": _with(_nothing, _edited(_far_away)),
    "orang_hilang": _with(_forget),
}
