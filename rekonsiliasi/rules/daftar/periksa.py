"""What shows only over the whole list: another regency, another month, people twice, totals that do not agree."""

from itertools import pairwise

from desa.rules.isi import as_text
from desa.rules.lembar import Baris
from desa.rules.salah import Salah
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.rupiah import format_rupiah

from .bentuk import Daftar, Harapan
from .isi import month, months_named
from .kolom import Tabel, plain
from .total import LABELS

SEBUTAN = {"pemda": "Iuran Pemda", "peserta": "Iuran Peserta", "iuran": "seluruh iuran"}


def check_villages(daftar: Daftar, lembar: str, letter: str, harapan: Harapan) -> None:
    """Every village is one of this regency. Raises Kesalahan when none is: the file belongs to another regency."""
    others = [row for row in daftar.baris if not row.kode_desa.startswith(f"{harapan.kabupaten}.")]
    if others and len(others) == len(daftar.baris):
        code = others[0].kode_desa[:5]
        raise Kesalahan(
            f"Berkas ini memuat desa kabupaten {code}, bukan Kabupaten {harapan.nama} ({harapan.kabupaten}).",
            "Pilih berkas kabupaten ini, lalu unggah lagi.",
        )
    for row in daftar.baris:
        if row.kode_desa not in harapan.desa:
            pesan = f"Kode desa {row.kode_desa} tidak ada di Kabupaten {harapan.nama}."
            saran = "Cocokkan dengan kode Kemendagri desanya; kelurahan tidak termasuk."
            daftar.galat.append(
                Salah(lembar, f"{letter}{row.nomor}", pesan, saran, "Kode Desa", row.nomor, row.kode_desa)
            )


def check_doubles(daftar: Daftar, lembar: str, columns: dict[str, str]) -> None:
    """A number on two rows is told with both rows; the comparison then counts the second as a double."""
    told_already: set[tuple[int, int]] = set()
    for name, label in (("nik", "NIK"), ("nomor_kartu", "Nomor kartu")):
        first: dict[str, int] = {}
        for row in daftar.baris:
            number = getattr(row, name)
            earlier = first.setdefault(number, row.nomor) if number else row.nomor
            if earlier != row.nomor and (earlier, row.nomor) not in told_already:
                told_already.add((earlier, row.nomor))
                told = f"{label} baris {row.nomor} ({row.nama}) sama dengan baris {earlier}."
                daftar.bacaan.ragu.append(Salah(lembar, f"{columns[name]}{row.nomor}", told, baris=row.nomor))


def check_month_named(daftar: Daftar, tabel: Tabel, harapan: Harapan) -> None:
    """A title or a sheet that names another month refuses the file; its mere name is asked about."""
    for row in tabel.atas:
        _named(daftar, tabel.lembar, f"{row.sel[0].kolom}{row.nomor}", _months_of(row), harapan)
    _named(daftar, tabel.lembar, "", months_named(tabel.lembar), harapan)
    named = months_named(harapan.nama_berkas)
    if named and harapan.bulan not in named:
        other = " dan ".join(one.nama for one in sorted(named))
        told = f"Nama berkas menyebut {other}, sedangkan yang dipilih {harapan.bulan.nama}."
        daftar.bacaan.ragu.append(Salah(tabel.lembar, "", told))


def _months_of(row: Baris) -> set[Bulan]:
    """The months that a line names in words, or in the cell beside "Bulan"."""
    words = " ".join(as_text(cell) for cell in row.sel if isinstance(cell.nilai, str))
    beside = [cell for label, cell in pairwise(row.sel) if LABELS.get(plain(as_text(label))) == "bulan"]
    return months_named(words) | {found for cell in beside if (found := month(cell.nilai))}


def _named(daftar: Daftar, lembar: str, where: str, named: set[Bulan], harapan: Harapan) -> None:
    if named and harapan.bulan not in named:
        other = " dan ".join(one.nama for one in sorted(named))
        pesan = f"Berkas ini untuk {other}, sedangkan yang dipilih {harapan.bulan.nama}."
        daftar.refuse(lembar, where, pesan, "Pilih bulan yang benar, atau berkas yang benar.")


def check_totals(daftar: Daftar) -> None:
    """A stated total that the rows do not reach is refused with both figures."""
    sums = {"pemda": daftar.total_pemda, "peserta": daftar.total_peserta}
    sums["iuran"] = sums["pemda"] + sums["peserta"]
    for key, (stated, lembar, where) in daftar.disebut.items():
        if key in sums and stated != sums[key]:
            pesan = (
                f"Total {SEBUTAN[key]} tertulis {format_rupiah(stated)}, jumlah barisnya {format_rupiah(sums[key])}."
            )
            daftar.refuse(lembar, where, pesan, "Perbaiki totalnya, atau lengkapi barisnya.")
    _check_people(daftar)


def _check_people(daftar: Daftar) -> None:
    """Branches count officials or all insured, active ones or all: any of these agrees."""
    if "orang" not in daftar.disebut:
        return
    stated, lembar, where = daftar.disebut["orang"]
    officials = [row for row in daftar.baris if row.hubungan == 1]
    counts = {len(rows) for group in (officials, daftar.baris) for rows in (group, [r for r in group if r.aktif])}
    if stated not in counts:
        pesan = f"Jumlah peserta tertulis {stated}, pada daftar ada {len(officials)} peserta."
        daftar.refuse(lembar, where, pesan, "Perbaiki jumlahnya, atau lengkapi barisnya.")
