"""Takes in BPJS' member list and bill: read, judge every row, then write once."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.crypto import get_random_string

from desa.actions.audit import record
from desa.models import Kabupaten, User
from desa.queries.berkas import read_workbook
from desa.queries.sumber import DARI_BPJS
from desa.rules.salah import Salah
from iuran.queries.penetapan import require_open
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.enums import StatusBpjs
from rekonsiliasi.models import PemetaanKolom, Tagihan, TagihanBaris
from rekonsiliasi.queries.tagihan import branch_of, newest_bill, remembered_columns, sha256_of, villages_by_code
from rekonsiliasi.rules.daftar import (
    Daftar,
    Harapan,
    Pemetaan,
    Tabel,
    digest,
    find_tables,
    incomplete,
    propose,
    read_list,
    recognise,
)

MOST_ROWS = 20_000
PENDING = "tagihan/menunggu"
PENDING_FOR = timedelta(days=1)


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


class BerkasSalah(Kesalahan):
    """Rows of the file are wrong; all errors are in `galat`, and nothing was written."""

    def __init__(self, galat: list[Salah]) -> None:
        first = galat[0]
        super().__init__(
            f"Berkas belum diterima: {len(galat)} hal perlu diperbaiki.",
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
) -> Tagihan:
    """Stores a month's list and bill as its next version, with the sender's bytes; `kolom` is then remembered.

    Writes Tagihan, its rows, the column mapping and one audit row, or only the audit row of the refusal.
    Raises Kesalahan: closed month, unreadable file, another regency's list; SudahDiterima; KolomBelumDikenal;
    BerkasSalah with all errors.
    """
    require_open(kabupaten, bulan)
    same = newest_bill(kabupaten, bulan)
    if same is not None and same.sha256 == sha256_of(isi):
        raise SudahDiterima(same)
    try:
        daftar, tabel, pemetaan = _read(kabupaten, bulan, nama_berkas, isi, kolom)
        if daftar.galat:
            raise BerkasSalah(daftar.galat)
    except KolomBelumDikenal:
        raise
    except Kesalahan as error:
        _note_refusal(kabupaten, bulan, nama_berkas, error, by)
        raise
    return _store(kabupaten, bulan, nama_berkas, isi, by, daftar, (tabel, pemetaan) if kolom else None)


def _read(
    kabupaten: Kabupaten, bulan: Bulan, nama_berkas: str, isi: bytes, kolom: Pemetaan | None
) -> tuple[Daftar, Tabel, Pemetaan]:
    sheets = read_workbook(isi, MOST_ROWS, DARI_BPJS)
    remembered = remembered_columns(kabupaten)
    tabel = _one_table(find_tables(sheets, [row.judul for row in remembered]))
    known = {row.sidik: row.kolom for row in remembered}
    pemetaan = kolom or known.get(digest(tabel.headings)) or recognise(tabel.headings)
    strange = set(pemetaan.values()) - set(tabel.headings)
    if incomplete(pemetaan) or strange:
        raise KolomBelumDikenal(tabel.headings, propose(tabel.headings))
    expected = Harapan(kabupaten.kode, kabupaten.nama, bulan, frozenset(villages_by_code(kabupaten)), nama_berkas)
    return read_list(sheets, tabel, pemetaan, expected), tabel, pemetaan


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
    kabupaten: Kabupaten,
    bulan: Bulan,
    nama_berkas: str,
    isi: bytes,
    by: User | None,
    daftar: Daftar,
    confirmed: tuple[Tabel, Pemetaan] | None,
) -> Tagihan:
    """Everything or nothing; the kept file goes again when the database refused."""
    path = default_storage.save(f"tagihan/{bulan}/{get_random_string(32)}.bin", ContentFile(isi))
    try:
        return _write(kabupaten, bulan, nama_berkas, path, isi, by, daftar, confirmed)
    except BaseException:
        default_storage.delete(path)
        raise


@transaction.atomic
def _write(
    kabupaten: Kabupaten,
    bulan: Bulan,
    nama_berkas: str,
    path: str,
    isi: bytes,
    by: User | None,
    daftar: Daftar,
    confirmed: tuple[Tabel, Pemetaan] | None,
) -> Tagihan:
    Kabupaten.objects.select_for_update().get(pk=kabupaten.pk)  # two uploads at once: one version after the other
    require_open(kabupaten, bulan)
    mine = Tagihan.objects.filter(kabupaten=kabupaten, bulan=bulan.first_day)
    last: int = mine.aggregate(versi=Max("versi"))["versi"] or 0
    tagihan = Tagihan.objects.create(
        kabupaten=kabupaten,
        bulan=bulan.first_day,
        versi=last + 1,
        berkas=path,
        nama_berkas=nama_berkas[-200:],
        sha256=sha256_of(isi),
        total_pemda=daftar.total_pemda,
        total_peserta=daftar.total_peserta,
        total_disebut=daftar.total_disebut,
        bacaan=daftar.as_json(),
        oleh=by,
    )
    _write_rows(tagihan, daftar)
    if confirmed:
        _remember(kabupaten, *confirmed, by)
    record(
        "tagihan.terima",
        by=by,
        objek=tagihan,
        tempat=kabupaten,
        ringkas=f"Daftar dan tagihan BPJS {bulan.nama} versi {tagihan.versi} diterima",
        rincian={
            "berkas": tagihan.nama_berkas,
            "sha256": tagihan.sha256,
            "baris": len(daftar.baris),
            "total_pemda": tagihan.total_pemda,
            "total_peserta": tagihan.total_peserta,
        },
    )
    return tagihan


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


def keep_pending(*, isi: bytes) -> str:
    """Keeps a file while its columns are being chosen, for a day at most; answers the key to it."""
    _drop_old()
    return default_storage.save(f"{PENDING}/{get_random_string(32)}", ContentFile(isi)).rpartition("/")[2]


def take_pending(*, kunci: str) -> bytes:
    """The kept file. Raises Kesalahan when it is gone."""
    path = f"{PENDING}/{kunci}"
    if not kunci.isalnum() or not default_storage.exists(path):
        raise Kesalahan("Berkas yang menunggu sudah tidak ada.", "Unggah berkasnya sekali lagi.")
    with default_storage.open(path) as kept:
        isi: bytes = kept.read()
    return isi


def drop_pending(*, kunci: str) -> None:
    """Removes a kept file that has been taken in."""
    default_storage.delete(f"{PENDING}/{kunci}")


def _drop_old() -> None:
    if not default_storage.exists(PENDING):
        return
    for name in default_storage.listdir(PENDING)[1]:
        if default_storage.get_modified_time(f"{PENDING}/{name}") < timezone.now() - PENDING_FOR:
            drop_pending(kunci=name)
