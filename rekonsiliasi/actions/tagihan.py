"""Takes in BPJS' member list and bill: read, judge every row, then write once."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max
from django.utils.crypto import get_random_string

from desa.actions.audit import record
from desa.models import Kabupaten, User
from desa.queries.berkas import read_workbook
from desa.queries.sumber import DARI_BPJS
from desa.rules.perbaikan import Alamat, lay_over
from desa.rules.salah import Salah, masked
from iuran.queries.penetapan import require_open
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.enums import StatusBpjs
from rekonsiliasi.models import PemetaanKolom, Tagihan, TagihanBaris, TagihanMenunggu
from rekonsiliasi.queries.tagihan import (
    branch_of,
    known_people,
    newest_bill,
    remembered_columns,
    sha256_of,
    villages_by_code,
)
from rekonsiliasi.rules.daftar import (
    Daftar,
    Harapan,
    Pemetaan,
    Tabel,
    digest,
    find_tables,
    incomplete,
    needs_people,
    offer_people,
    propose,
    read_list,
    recognise,
)

MOST_ROWS = 20_000
DIDAHULUI = ("Berkas ini baru saja diubah atau diterima orang lain.", "Muat ulang halaman lalu lihat lagi.")


@dataclass(frozen=True, slots=True)
class Kiriman:
    """A file as it came: for which regency and month, its name and bytes, and who sent it."""

    kabupaten: Kabupaten
    bulan: Bulan
    nama_berkas: str
    isi: bytes
    by: User | None


class SudahDiterima(Kesalahan):
    """The same bytes are already the newest version of the month; nothing was written."""

    def __init__(self, tagihan: Tagihan) -> None:
        super().__init__(
            f"Berkas ini sudah diterima sebagai versi {tagihan.versi} bulan {Bulan.of(tagihan.bulan).nama}.",
            "Tidak perlu mengunggahnya lagi.",
        )
        self.tagihan = tagihan


class KolomBelumDikenal(Kesalahan):
    """The branch names its columns in a way nobody has confirmed yet: its headings, and what they seem to be."""

    def __init__(self, judul: list[str], usulan: Pemetaan) -> None:
        missing = ", ".join(kolom.judul for kolom in incomplete(recognise(judul)))
        super().__init__(
            f"Kolom {missing} belum dikenal pada berkas ini.", "Pilih kolomnya satu kali di halaman unggah."
        )
        self.judul = judul
        self.usulan = usulan


def not_received(banyak: int) -> str:
    """What a sender reads of a file in which so many things are wrong."""
    return f"Berkas belum diterima: {banyak} hal perlu diperbaiki."


class BerkasSalah(Kesalahan):
    """Rows of the file are wrong; all errors are in `galat`, and nothing was written."""

    def __init__(self, galat: list[Salah]) -> None:
        first = galat[0]
        super().__init__(
            not_received(len(galat)),
            f"Yang pertama, lembar {first.lembar} sel {first.sel}: {first.pesan}",
        )
        self.galat = galat


def receive_tagihan(
    *,
    kabupaten: Kabupaten,
    bulan: Bulan,
    nama_berkas: str,
    isi: bytes,
    by: User | None,
    kolom: Pemetaan | None = None,
    menunggu: TagihanMenunggu | None = None,
) -> Tagihan:
    """Stores a month's list and bill as its next version, with the sender's bytes; `kolom` is then remembered.

    `menunggu` is the waiting file whose cells a person has read; it goes in the same transaction.
    Writes Tagihan, its rows, the column mapping and one audit row, or only the audit row of the refusal.
    Raises Kesalahan: closed month, unreadable file, another regency's list; SudahDiterima; KolomBelumDikenal;
    BerkasSalah with all errors.
    """
    require_open(kabupaten, bulan)
    same = newest_bill(kabupaten, bulan)
    if same is not None and same.sha256 == sha256_of(isi):
        raise SudahDiterima(same)
    kiriman = Kiriman(kabupaten, bulan, nama_berkas, isi, by)
    try:
        daftar, tabel, pemetaan = _read(kiriman, kolom, menunggu.perbaikan if menunggu else {})
        if daftar.galat:
            raise BerkasSalah(daftar.galat)
    except KolomBelumDikenal:
        raise
    except Kesalahan as error:
        _note_refusal(kabupaten, bulan, nama_berkas, error, by)
        raise
    return _store(kiriman, daftar, (tabel, pemetaan) if kolom else None, menunggu)


def _read(kiriman: Kiriman, kolom: Pemetaan | None, sel: Mapping[Alamat, str]) -> tuple[Daftar, Tabel, Pemetaan]:
    """The file with the cells that a person has read, in its columns; beside a damaged NIK whom of ours it may mean."""
    kabupaten = kiriman.kabupaten
    came = read_workbook(kiriman.isi, MOST_ROWS, DARI_BPJS)
    sheets = lay_over(came, sel, {id(sheet): sheet.nama for sheet in came})
    remembered = remembered_columns(kabupaten)
    tabel = _one_table(find_tables(sheets, [row.judul for row in remembered]))
    known = {row.sidik: row.kolom for row in remembered}
    pemetaan = kolom or known.get(digest(tabel.headings)) or recognise(tabel.headings)
    strange = set(pemetaan.values()) - set(tabel.headings)
    if incomplete(pemetaan) or strange:
        raise KolomBelumDikenal(tabel.headings, propose(tabel.headings))
    villages = frozenset(villages_by_code(kabupaten))
    expected = Harapan(kabupaten.kode, kabupaten.nama, kiriman.bulan, villages, kiriman.nama_berkas)
    daftar = read_list(sheets, tabel, pemetaan, expected)
    if needs_people(daftar):
        offer_people(daftar, *known_people(kabupaten))
    return daftar, tabel, pemetaan


def _one_table(found: list[Tabel]) -> Tabel:
    if not found:
        raise Kesalahan(
            "Berkas ini tidak berisi daftar: baris judul kolom tidak ditemukan.",
            "Baris judul memuat antara lain NIK, Nama, Hubungan, Status, Kode Desa dan kedua iuran.",
        )
    if len(found) > 1:
        names = " dan ".join(table.lembar for table in found)
        raise Kesalahan(f"Berkas ini berisi lebih dari satu daftar: {names}.", "Gabungkan dalam satu lembar.")
    return found[0]


@transaction.atomic
def _note_refusal(kabupaten: Kabupaten, bulan: Bulan, nama_berkas: str, error: Kesalahan, by: User | None) -> None:
    record(
        "tagihan.tolak",
        by=by,
        objek=kabupaten,
        tempat=kabupaten,
        ringkas=f"Berkas BPJS {bulan.nama} tidak diterima: {error.pesan}",
        rincian={"berkas": nama_berkas},
    )


def _store(
    kiriman: Kiriman, daftar: Daftar, confirmed: tuple[Tabel, Pemetaan] | None, menunggu: TagihanMenunggu | None
) -> Tagihan:
    """Everything or nothing; the kept file goes again when the database refused."""
    path = default_storage.save(f"tagihan/{kiriman.bulan}/{get_random_string(32)}.bin", ContentFile(kiriman.isi))
    try:
        return _write(kiriman, path, daftar, confirmed, menunggu)
    except BaseException:
        default_storage.delete(path)
        raise


@transaction.atomic
def _write(
    kiriman: Kiriman,
    path: str,
    daftar: Daftar,
    confirmed: tuple[Tabel, Pemetaan] | None,
    menunggu: TagihanMenunggu | None,
) -> Tagihan:
    kabupaten = kiriman.kabupaten
    Kabupaten.objects.select_for_update().get(pk=kabupaten.pk)  # two uploads at once: one version after the other
    require_open(kabupaten, kiriman.bulan)
    if menunggu is not None:
        forget_waiting(menunggu)
    tagihan = _next_version(kiriman, path, daftar, menunggu)
    _write_rows(tagihan, daftar)
    if confirmed:
        _remember(kabupaten, *confirmed, kiriman.by)
    _note_received(tagihan, daftar, menunggu)
    return tagihan


def _next_version(kiriman: Kiriman, path: str, daftar: Daftar, menunggu: TagihanMenunggu | None) -> Tagihan:
    mine = Tagihan.objects.filter(kabupaten=kiriman.kabupaten, bulan=kiriman.bulan.first_day)
    last: int = mine.aggregate(versi=Max("versi"))["versi"] or 0
    return Tagihan.objects.create(
        kabupaten=kiriman.kabupaten,
        bulan=kiriman.bulan.first_day,
        versi=last + 1,
        berkas=path,
        nama_berkas=kiriman.nama_berkas[-200:],
        sha256=sha256_of(kiriman.isi),
        total_pemda=daftar.total_pemda,
        total_peserta=daftar.total_peserta,
        total_disebut=daftar.total_disebut,
        bacaan=daftar.as_json() | {"sel": _read_by_whom(daftar, menunggu) if menunggu else []},
        oleh=kiriman.by,
    )


def _note_received(tagihan: Tagihan, daftar: Daftar, menunggu: TagihanMenunggu | None) -> None:
    told = {
        "berkas": tagihan.nama_berkas,
        "sha256": tagihan.sha256,
        "baris": len(daftar.baris),
        "total_pemda": tagihan.total_pemda,
        "total_peserta": tagihan.total_peserta,
    }
    record(
        "tagihan.terima",
        by=tagihan.oleh,
        objek=tagihan,
        tempat=tagihan.kabupaten,
        ringkas=f"Daftar dan tagihan BPJS {Bulan.of(tagihan.bulan).nama} versi {tagihan.versi} diterima",
        rincian=told | ({"sel": menunggu.told()} if menunggu else {}),
    )


def _read_by_whom(daftar: Daftar, menunggu: TagihanMenunggu) -> list[dict[str, str]]:
    """Every cell that a person has read, those of totals too, with the row's person and whoever read it."""
    rows = {(cell["lembar"], cell["sel"]): cell | {"nama": row.nama} for row in daftar.baris for cell in row.perbaikan}
    return [
        {"lembar": one["lembar"], "sel": one["sel"], "kolom": one["kolom"], "semula": one["semula"],
         "menjadi": masked(one["nilai"])} | rows.get((one["lembar"], one["sel"]), {}) | {"oleh": one["oleh"]}
        for one in menunggu.sel
    ]  # fmt: skip


def forget_waiting(menunggu: TagihanMenunggu) -> None:
    """Takes a waiting file away, inside the caller's transaction. Raises Kesalahan when it is gone already."""
    gone = TagihanMenunggu.objects.filter(pk=menunggu.pk, diperiksa_pada=menunggu.diperiksa_pada).delete()[0]
    if not gone:
        raise Kesalahan(*DIDAHULUI)
    path = str(menunggu.berkas.name)
    transaction.on_commit(lambda: default_storage.delete(path))


def _write_rows(tagihan: Tagihan, daftar: Daftar) -> None:
    villages = villages_by_code(tagihan.kabupaten)
    TagihanBaris.objects.bulk_create(
        (
            TagihanBaris(
                tagihan=tagihan,
                nomor=row.nomor,
                nomor_kartu=row.nomor_kartu,
                nik=row.nik,
                nama=row.nama,
                tanggal_lahir=row.tanggal_lahir,
                jenis_kelamin=row.jenis_kelamin,
                hubungan=row.hubungan,
                status=StatusBpjs.AKTIF if row.aktif else StatusBpjs.NONAKTIF,
                kelas=row.kelas,
                kode_desa=row.kode_desa,
                nama_desa=row.nama_desa,
                desa_id=villages[row.kode_desa],
                gaji=row.gaji,
                iuran_pemda=row.iuran_pemda,
                iuran_peserta=row.iuran_peserta,
                perbaikan=list(row.perbaikan) or None,
            )
            for row in daftar.baris
        ),
        batch_size=1_000,
    )


def _remember(kabupaten: Kabupaten, tabel: Tabel, pemetaan: Pemetaan, by: User | None) -> None:
    PemetaanKolom.objects.update_or_create(
        kantor=branch_of(kabupaten),
        sidik=digest(tabel.headings),
        defaults={"judul": tabel.headings, "kolom": pemetaan, "oleh": by},
    )
