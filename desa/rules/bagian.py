"""The articles of a regulation in words: each with its pasal, and beside the national rule. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from desa.enums import AlasanBerakhir, Hubungan
from desa.parameters.anggaran import BagianAnggaran
from desa.parameters.bagian import (
    AnakAturan,
    BagianKelasRawat,
    BagianKeluarga,
    BagianKepesertaan,
    BagianRekonsiliasi,
    BagianTunggakan,
    IuranKeluargaLain,
    KeluargaLainAturan,
    PasanganAturan,
    PasanganBekerjaAturan,
)
from desa.parameters.kelayakan import BagianKelayakan
from desa.parameters.peraturan import IsiPeraturan
from desa.rules.kelayakan import requirements_in_words
from desa.rules.kepatuhan import Banding, percent_in_words

ALASAN = {"pns": "Pegawai negeri sipil tidak ditagih di sini", "jaminan_lain": "Pemegang jaminan lain tidak ditagih"}
SILENT = "tidak diatur"
SILENT_HERE = "tidak diatur, memakai aturan nasional"
PILIHAN = {"bulan": "setiap bulan", "tahap": "setiap tahap yang disepakati"}


@dataclass(frozen=True, slots=True)
class Ketentuan:
    """One thing that a regulation settles, in a sentence, with its pasal."""

    hal: str
    isi: str
    pasal: str
    catatan: str = ""


def articles_in_words(isi: IsiPeraturan) -> list[Ketentuan]:
    """Everything beside the contribution that the regulation settles."""
    return [
        *(_membership(isi.kepesertaan) if isi.kepesertaan else ()),
        *(_family(isi.keluarga) if isi.keluarga else ()),
        *(_care_class(isi.kelas_rawat) if isi.kelas_rawat else ()),
        *(_arrears(isi.tunggakan) if isi.tunggakan else ()),
        *(_reconciliation(isi.rekonsiliasi) if isi.rekonsiliasi else ()),
        *(_accounts(isi.anggaran) if isi.anggaran else ()),
        *(Ketentuan(*row) for row in requirements_in_words(isi.kelayakan or BagianKelayakan())),
    ]


def compare_articles(ours: IsiPeraturan, national: IsiPeraturan) -> list[Banding]:
    """What the national rule settles beside the contribution, side by side; where the regency is silent it applies."""
    # Which papers prove eligibility is each regency's own procedure: no national rule that it could depart from.
    own = {one.hal: one.isi for one in articles_in_words(ours.model_copy(update={"kelayakan": None}))}
    theirs = {one.hal: one.isi for one in articles_in_words(national)}
    shared = [hal for hal in theirs if hal not in {"Peserta"}]
    alone = [
        hal for hal in own if hal not in theirs and hal not in {"Peserta", "Pengecualian", "Berita Acara", "Anggaran"}
    ]
    return [
        *(Banding(hal, own.get(hal, SILENT_HERE), theirs[hal], diam=hal not in own) for hal in shared),
        *(Banding(hal, own[hal], SILENT) for hal in alone),
    ]


def relations_in_words(relations: tuple[Hubungan, ...]) -> str:
    """ "ayah, ibu, dan mertua"."""
    names = [str(one.label).lower() for one in relations]
    if len(names) < 3:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"


def _membership(part: BagianKepesertaan) -> Iterator[Ketentuan]:
    yield Ketentuan("Peserta", "Kepala desa dan perangkat desa.", part.pasal)
    for excluded in part.kecuali:
        yield Ketentuan("Pengecualian", f"{ALASAN[excluded.alasan]}.", excluded.pasal, excluded.catatan)
    if part.daftar:
        yield Ketentuan(
            "Batas pendaftaran", f"{part.daftar.bulan} bulan sejak pelantikan.", part.daftar.pasal, part.daftar.catatan
        )
    if part.lapor:
        yield Ketentuan(
            "Batas lapor perubahan", f"{part.lapor.hari} hari sejak perubahan.", part.lapor.pasal, part.lapor.catatan
        )
    for reason in part.berakhir or ():
        yield Ketentuan(
            f"Berakhir: {AlasanBerakhir(reason.alasan).label.lower()}", "Kepesertaan berakhir.", reason.pasal,
            reason.catatan,
        )  # fmt: skip


def _family(part: BagianKeluarga) -> Iterator[Ketentuan]:
    for excluded in part.kecuali or ():
        name = "pegawai negeri sipil" if excluded.alasan == "pns" else "pemegang jaminan lain"
        yield Ketentuan(f"Keluarga: {name}", "Dijamin sendiri, tidak dihitung.", excluded.pasal, excluded.catatan)
    if part.pasangan:
        yield _spouse(part.pasangan)
    if part.anak:
        yield from _children(part.anak)
    if part.yang_lain:
        yield _other_family(part.yang_lain)
        yield Ketentuan(
            "Iuran anggota keluarga yang lain",
            f"{payment_in_words(part.yang_lain.iuran)}.",
            part.yang_lain.iuran.pasal,
            part.yang_lain.iuran.catatan,
        )
    if part.pasangan_bekerja:
        yield _working_couple(part.pasangan_bekerja)


def _spouse(rule: PasanganAturan) -> Ketentuan:
    text = f"Paling banyak {rule.paling_banyak} {relations_in_words(rule.hubungan).replace(' dan ', ' atau ')}."
    return Ketentuan("Pasangan ditanggung", text, rule.pasal, rule.catatan)


def _children(rule: AnakAturan) -> Iterator[Ketentuan]:
    text = f"Paling banyak {rule.paling_banyak} anak: {relations_in_words(rule.hubungan)}."
    yield Ketentuan("Anak ditanggung", text, rule.pasal)
    terms = [
        *(["belum menikah"] if rule.belum_menikah else []),
        *(["tidak berpenghasilan"] if rule.tanpa_penghasilan else []),
        f"belum berusia {rule.batas_usia} tahun, atau {rule.batas_usia_sekolah} tahun bila masih sekolah"
        f"{' dengan bukti' if rule.bukti_sekolah else ''}",
    ]
    whole = ", ".join(terms)
    yield Ketentuan("Syarat anak", f"{whole[0].upper()}{whole[1:]}.", rule.pasal_syarat, rule.catatan)


def _other_family(rule: KeluargaLainAturan) -> Ketentuan:
    who = [*(["anak berikutnya"] if rule.anak_berikutnya else []), *(str(one.label).lower() for one in rule.hubungan)]
    text = f"{', '.join(who)}." if who else "Tidak ada."
    return Ketentuan("Anggota keluarga yang lain", f"{text[0].upper()}{text[1:]}", rule.pasal, rule.catatan)


def payment_in_words(rule: IuranKeluargaLain) -> str:
    """What is paid for one of them: by class and year, or as a percentage of the wage."""
    if rule.tarif:
        return f"Tarif peserta mandiri kelas {rule.tarif.kelas} untuk setiap orang, jumlah dua belas bulan"
    return f"{percent_in_words(rule.persen or '0')} gaji sebulan untuk setiap orang"


def _working_couple(rule: PasanganBekerjaAturan) -> Ketentuan:
    text = "Tetap didaftarkan." if rule.tetap_didaftarkan else "Tidak didaftarkan lagi."
    return Ketentuan("Pasangan yang juga pekerja", text, rule.pasal, rule.catatan)


def _care_class(part: BagianKelasRawat) -> Iterator[Ketentuan]:
    if part.tetap:
        text = f"Kelas {part.tetap} untuk semua."
    else:
        text = f"{'; '.join(_steps(part))}."
    yield Ketentuan("Kelas rawat", text, part.pasal)
    if part.naik_kelas:
        yield Ketentuan("Kelas yang lebih tinggi", "Atas biaya peserta sendiri.", part.naik_kelas.pasal)


def _steps(part: BagianKelasRawat) -> Iterator[str]:
    for step in part.menurut_gaji:
        amount = f"sampai Rp {int(step.sampai):,}".replace(",", ".") if step.sampai else "di atasnya"
        yield f"Kelas {step.kelas} bila dasar iuran {amount}" if step.sampai else f"kelas {step.kelas} {amount}"


def _arrears(part: BagianTunggakan) -> Iterator[Ketentuan]:
    yield Ketentuan("Bila iuran terlambat", part.status.teks, part.status.pasal)
    if part.sesudah_cair:
        text = f"Disetor paling lambat {part.sesudah_cair.hari_kerja} hari kerja sesudah APBDesa cair."
        yield Ketentuan("Tunggakan sesudah cair", text, part.sesudah_cair.pasal)


def _reconciliation(part: BagianRekonsiliasi) -> Iterator[Ketentuan]:
    if part.periode:
        text = " atau ".join(PILIHAN[one] for one in part.periode.pilihan)
        yield Ketentuan("Pencocokan dengan BPJS", f"{text[0].upper()}{text[1:]}.", part.periode.pasal)
    if part.koreksi_data:
        yield Ketentuan("Perbaikan data", "Berlaku pada bulan berikutnya.", part.koreksi_data.pasal)
    if part.selisih:
        yield Ketentuan("Selisih pembayaran", "Diperhitungkan pada bulan berikutnya.", part.selisih.pasal)


def _accounts(part: BagianAnggaran) -> Iterator[Ketentuan]:
    accounts = "; ".join(f"{one.kode} {one.nama}" for one in part.rekening)
    text = f"Kegiatan {part.kegiatan.kode} {part.kegiatan.nama}, rekening {accounts}."
    yield Ketentuan("Anggaran", text, part.pasal, f"Kode: {part.sumber}.")
