"""A payment request or deposit sheet as sheets Permintaan and Daftar; a posting sheet as one table."""

from desa.rules.kolom import Jenis
from desa.xlsx.tabel import KolomTabel, Sel, Tabel, write_tabel
from iuran.queries.posting import BarisPosting, Posting
from iuran.queries.tagihan_porsi import Orang, Porsi, TagihanPorsi
from jaminan.penyamar import mask_number

UANG = Jenis.UANG


def bill_xlsx(bill: TagihanPorsi, *, nik_lengkap: bool = False) -> bytes:
    """Sheets Permintaan (Setoran for a village) and Daftar. The list masks the NIK unless told otherwise."""
    head = f"{bill.tempat}, {bill.bulan.nama}"
    seal = f"Sidik angka dan daftar: {bill.sidik}"
    name = "Setoran" if bill.desa else "Permintaan"
    title = "Lembar setoran iuran" if bill.desa else "Permintaan pembayaran iuran"
    tables = [
        Tabel(name, SHARE_COLUMNS, [_share_row(bill, one) for one in bill.porsi], (f"{title}, {head}", seal), 1),
        Tabel(
            "Daftar",
            _people_columns(bill, nik_lengkap),
            [_person_row(one, nik_lengkap) for one in bill.orang],
            (f"Daftar orang, {head}", seal),
            5,
        ),
    ]
    return write_tabel(f"{title}, {head}", tables)


SHARE_COLUMNS = (
    KolomTabel("Penanggung", lebar=30), KolomTabel("Virtual account", lebar=22), KolomTabel("Bulan"),
    KolomTabel("Orang", UANG, 8), KolomTabel("Jumlah dasar", UANG, 18), KolomTabel("Tarif", lebar=8),
    KolomTabel("Saldo awal", UANG, jumlah=True), KolomTabel("Iuran bulan ini", UANG, jumlah=True),
    KolomTabel("Pembetulan", UANG, jumlah=True), KolomTabel("Sudah disetor", UANG, jumlah=True),
    KolomTabel("Sisa", UANG, jumlah=True), KolomTabel("Jumlah yang dibayar", UANG, 18, jumlah=True),
    KolomTabel("Terbilang", lebar=60), KolomTabel("Jatuh tempo", Jenis.TANGGAL),
    KolomTabel("Alasan jatuh tempo", lebar=60), KolomTabel("Sumber dana", lebar=20), KolomTabel("Pasal", lebar=22),
)  # fmt: skip


def _share_row(bill: TagihanPorsi, one: Porsi) -> list[Sel]:
    return [
        one.nama, one.akun.nomor, bill.bulan.nama, one.orang, one.dasar, f"{one.persen} %" if one.persen else "",
        one.saldo_awal, one.iuran, one.koreksi, one.disetor, one.sisa, one.dibayar, one.terbilang, bill.jatuh_tempo,
        bill.alasan_jatuh_tempo, one.sumber_dana, one.pasal,
    ]  # fmt: skip


def _people_columns(bill: TagihanPorsi, nik_lengkap: bool) -> tuple[KolomTabel, ...]:
    return (
        KolomTabel("Kecamatan"), KolomTabel("Kode desa"), KolomTabel("Desa", lebar=22),
        KolomTabel("NIK" if nik_lengkap else "NIK (disamarkan)", lebar=20), KolomTabel("Nama", lebar=30),
        KolomTabel("Jabatan", lebar=26), KolomTabel("Bulan"), KolomTabel("Penghasilan tetap", UANG),
        KolomTabel("Dasar", UANG), *(_share_column(one) for one in bill.porsi),
        KolomTabel("Jumlah", UANG, jumlah=True), KolomTabel("Keterangan", lebar=40),
    )  # fmt: skip


def _share_column(one: Porsi) -> KolomTabel:
    rate = f" {one.persen} %" if one.persen else ""
    return KolomTabel(f"Porsi {one.penanggung.value}{rate}", UANG, jumlah=True)


def _person_row(one: Orang, nik_lengkap: bool) -> list[Sel]:
    return [
        one.kecamatan, one.kode_desa, one.desa, one.nik if nik_lengkap else mask_number(one.nik), one.nama,
        one.jabatan, one.bulan.nama, one.penghasilan, one.dasar, *one.porsi.values(), one.jumlah,
        f"Pembetulan: {one.alasan}" if one.koreksi else "",
    ]  # fmt: skip


POSTING_COLUMNS = (
    KolomTabel("Bagian", lebar=12), KolomTabel("Kode kegiatan"), KolomTabel("Kode rekening"),
    KolomTabel("Uraian", lebar=46), KolomTabel("Sumber dana", lebar=20), KolomTabel("Orang", UANG, 8),
    KolomTabel("Jumlah dasar", UANG), KolomTabel("Iuran", UANG, jumlah=True),
    KolomTabel("Pembetulan", UANG, jumlah=True),
    KolomTabel("Jumlah", UANG, jumlah=True),
)  # fmt: skip
PROOF_COLUMNS = (
    KolomTabel("Tanggal", Jenis.TANGGAL), KolomTabel("Porsi", lebar=32), KolomTabel("Referensi", lebar=28),
    KolomTabel("Jumlah", UANG, jumlah=True),
)  # fmt: skip


def posting_xlsx(posting: Posting) -> bytes:
    """Sheets Posting and Bukti setor."""
    title = f"Lembar posting Siskeudes, Desa {posting.desa.nama}, {posting.bulan.nama}"
    rows = [_posting_row("Belanja", posting.anggaran.kegiatan.kode, one) for one in posting.belanja]
    rows.append(_posting_row("Potongan", "", posting.potongan))
    proof: list[list[Sel]] = [
        [one.tanggal, str(one.penanggung.label), one.referensi, one.jumlah] for one in posting.bukti
    ]
    return write_tabel(
        title, [Tabel("Posting", POSTING_COLUMNS, rows, (title,)), Tabel("Bukti setor", PROOF_COLUMNS, proof, (title,))]
    )


def _posting_row(part: str, kegiatan: str, one: BarisPosting) -> list[Sel]:
    return [
        part, kegiatan, one.kode, one.uraian, one.sumber_dana, one.orang, one.dasar, one.iuran, one.koreksi, one.jumlah
    ]  # fmt: skip
