"""The cast in the middle of October 2026: in both regencies one row of everything that a month leaves behind."""

import base64
import hashlib
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone

from desa.access import today_in
from desa.actions.keluarga import add_study_proof, note_higher_class, state_of_member
from desa.actions.kepesertaan import accept, hand_in_upload, receive_upload, state_no_change
from desa.enums import JenisUsul, ProfilEdabu
from desa.models import (
    AnggotaKeluarga,
    BuktiSekolah,
    Desa,
    DrafPerubahan,
    JawabanBpjs,
    JawabanHilang,
    Kabupaten,
    KepesertaanUpload,
    KeteranganKeluarga,
    NaikKelas,
    Pengajuan,
    Penyampaian,
    Peraturan,
    Perubahan,
    PerubahanDaftar,
    Peserta,
    SuratBpjs,
    TahapAdd,
    User,
    UsulNilai,
)
from desa.parameters.bagian import SuratAturan
from desa.parameters.edabu import PROFIL
from desa.queries.daftar import rows_for_template
from desa.queries.pendaftaran import digest, queue
from desa.queries.surat_bpjs import letter_rule, wording
from desa.xlsx.edabu import submit
from desa.xlsx.templat import write_templat
from iuran.actions.akun import add_virtual_account
from iuran.actions.anggaran import record_pagu
from iuran.actions.nilai import propose_nilai
from iuran.actions.penetapan import assess_iuran
from iuran.actions.setoran import record_setoran
from iuran.models import (
    Iuran,
    KewajibanKeluargaLain,
    Koordinasi,
    PaguAnggaran,
    PembayaranKeluargaLain,
    PencairanApbdesa,
    Penetapan,
    Setoran,
    SumberLain,
    VirtualAccount,
)
from rekonsiliasi.actions.berita_acara import draft
from rekonsiliasi.actions.rekonsiliasi import reconcile
from rekonsiliasi.actions.selisih import decide_many
from rekonsiliasi.actions.tagihan import receive_tagihan
from rekonsiliasi.models import BeritaAcara, NaskahKertas, Pencocokan, Rekonsiliasi, Selisih, Tagihan, TataKertas
from rekonsiliasi.parameters.berita_acara import starting_words
from tests.cast import BULAN, Cast
from tests.jamkesda import register_rows
from tests.kelayakan import eligibility_rows
from tests.rekonsiliasi.daftar import list_of, workbook

TWENTIETH = "2026-10-20T02:00:00Z"  # Tuesday, 10.00 in Mamasa
# A logo of one white dot.
ONE_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC"
)


@dataclass
class Bulan:
    """What one regency's October left: each row belongs to `desa` or to the regency."""

    kabupaten: Kabupaten
    desa: Desa
    peserta: Peserta
    keluarga: AnggotaKeluarga
    kewajiban_lain: KewajibanKeluargaLain
    pembayaran_lain: PembayaranKeluargaLain
    bukti_sekolah: BuktiSekolah
    keterangan: KeteranganKeluarga
    naik_kelas: NaikKelas
    upload: KepesertaanUpload
    penyampaian: Penyampaian
    penetapan: Penetapan
    iuran: Iuran
    setoran: Setoran
    tagihan: Tagihan
    rekonsiliasi: Rekonsiliasi
    selisih: Selisih
    pencocokan: Pencocokan
    berita_acara: BeritaAcara
    koordinasi: Koordinasi
    akun: VirtualAccount
    usul: UsulNilai
    pagu: PaguAnggaran
    pencairan: PencairanApbdesa
    tahap_add: TahapAdd
    sumber_lain: SumberLain
    kelayakan: dict[str, Any]
    perubahan: Perubahan
    jawaban_hilang: JawabanHilang
    jamkesda: dict[str, Any]
    pengajuan: Pengajuan
    jawaban_bpjs: JawabanBpjs
    surat_bpjs: SuratBpjs


@dataclass
class Stage:
    """`mamasa` is the first regency's month with Rantebulahan's rows, `kayong_utara` the other's with Sutera's."""

    cast: Cast
    mamasa: Bulan
    kayong_utara: Bulan


@pytest.fixture
def twentieth_of_october() -> Iterator[time_machine.Traveller]:
    """Tuesday 20 October 2026, 10.00 in Mamasa."""
    with time_machine.travel(TWENTIETH, tick=False) as clock:
        yield clock


@pytest.fixture
def stage(kept_stage: Stage, twentieth_of_october: time_machine.Traveller, db: None) -> Stage:
    """The module's stage as it was made, whatever an earlier test did to it."""
    return deepcopy(kept_stage)


@pytest.fixture(scope="module")
def kept_stage(kept_cast: Cast) -> Stage:
    """Both regencies up to the draft of the Berita Acara, with one person missing on the branch's list.

    Made once a module: what else its tests need of the database they take from here, not from an empty one.
    """
    from tests.conftest import without_child

    with time_machine.travel(TWENTIETH, tick=False), without_child():
        return _both(kept_cast)


def _both(cast: Cast) -> Stage:
    mamasa = _month(cast, cast.rantebulahan, cast.sari, cast.dewi, cast.lina, (cast.andi, "pemda", None))
    kayong = _month(cast, cast.sutera, cast.wahyu, cast.damar, cast.gusti, (cast.rina, "desa", cast.sutera))
    return Stage(cast, mamasa, kayong)


def _month(
    cast: Cast, desa: Desa, sekdes: User, dpm: User, bpjs: User, depositor: tuple[User, str, Desa | None]
) -> Bulan:
    kabupaten, bulan = desa.kabupaten, cast.bulan
    accepted = state_no_change(desa=desa, bulan=bulan.previous(), by=sekdes)
    accept(penyampaian=accepted, by=dpm)
    roster = write_templat(desa.nama, *rows_for_template(desa, today_in(desa.kabupaten)))
    upload = receive_upload(desa=desa, nama_berkas="daftar.xlsx", isi=roster, by=sekdes)
    penyampaian = hand_in_upload(upload=upload, bulan=bulan, by=sekdes)
    penetapan = assess_iuran(kabupaten=kabupaten, bulan=bulan, by=dpm)
    setoran = _deposit(kabupaten, cast, depositor)
    rows = list_of(kabupaten, bulan)
    tagihan = receive_tagihan(
        kabupaten=kabupaten, bulan=bulan, nama_berkas="bpjs.xlsx", isi=workbook(rows[1:]), by=bpjs
    )
    work = reconcile(kabupaten=kabupaten, mulai=bulan, sampai=bulan, by=dpm)
    numbers = list(work.selisih.values_list("pk", flat=True))
    decide_many(rekonsiliasi=work, nomor=numbers, sebab="belum_didaftarkan", pihak="bpjs", tindak_lanjut="-", by=dpm)
    person = cast.peserta[desa.kode][0]
    PerubahanDaftar.objects.create(
        desa=desa, peserta=person, penyampaian=accepted, jenis="penghasilan", baru=2_426_640, mulai=date(2026, 9, 1),
        pada=accepted.disampaikan_pada,
    )  # fmt: skip
    usul = propose_nilai(
        jenis=JenisUsul.TAMBAH, kunci="umk", kabupaten=kabupaten.kode, provinsi="", mulai=date(2030, 1, 1), sampai=None,
        sen=400_000_000, sumber="Keputusan uji", nomor_surat="1/2029", surat=("surat.pdf", b"%PDF-1.4 surat"),
        atas=None, by=dpm,
    )  # fmt: skip
    TataKertas.objects.create(kabupaten=kabupaten, logo=ONE_DOT, logo_sha256=hashlib.sha256(ONE_DOT).hexdigest())
    NaskahKertas.objects.create(kabupaten=kabupaten, versi=1, naskah=starting_words(()), oleh=sekdes)
    return Bulan(
        kelayakan=eligibility_rows(desa, person, sekdes, dpm), jamkesda=register_rows(desa, sekdes, dpm),
        usul=usul, pagu=_ceiling(kabupaten, depositor[2], dpm),
        kabupaten=kabupaten, desa=desa, peserta=person, keluarga=person.keluarga.all()[0], upload=upload,
        **_stated(desa, person, sekdes), **_other_family(desa, person, penetapan), **_drafts(desa, person, upload),
        **_registered(desa, person, sekdes, dpm),
        penyampaian=penyampaian, penetapan=penetapan, iuran=Iuran.objects.filter(desa=desa)[0], setoran=setoran,
        tagihan=tagihan, rekonsiliasi=work, selisih=work.selisih.filter(desa=desa)[0],
        pencocokan=Pencocokan.objects.create(
            kabupaten=kabupaten, peserta=person, dikenal="nik", nomor="7603010101019099", nama="Lain", putusan="tolak"
        ),
        berita_acara=draft(
            rekonsiliasi=work, nomor_dinas=f"400/{kabupaten.pk}/BA", tanggal=date(2026, 10, 20), tempat="Kantor", by=dpm
        ),
        koordinasi=_koordinasi(kabupaten, dpm),
        akun=add_virtual_account(
            kabupaten=kabupaten, desa=depositor[2], penanggung=depositor[1], nomor="8888000000000001",
            mulai=date(2026, 10, 1), sumber="Surat BPJS", by=dpm,
        ),
        sumber_lain=SumberLain.objects.create(
            desa=desa, bulan_mulai=bulan.first_day, bulan_sampai=bulan.first_day, penanggung="peserta",
            sumber="bagi_hasil", uraian="Bagi hasil pajak", jumlah=1, nomor_surat=f"P/{desa.kode}", oleh=sekdes,
            surat=ContentFile(b"%PDF-1.4 surat", name="surat.pdf"), surat_nama="surat.pdf",
        ),
        tahap_add=TahapAdd.objects.create(
            kabupaten=kabupaten, bulan_mulai=date(2027, 1, 1), bulan_sampai=date(2027, 2, 1), tanggal=date(2027, 2, 26),
            penetap="Kepala BPKD", nomor_surat=f"T/{kabupaten.kode}", tanggal_surat=date(2026, 10, 6), oleh=dpm,
            surat=ContentFile(b"%PDF-1.4 surat", name="surat.pdf"), surat_nama="surat.pdf",
        ),
        pencairan=PencairanApbdesa.objects.create(
            desa=desa, bulan_mulai=date(2026, 9, 1), bulan_sampai=date(2026, 9, 1), tanggal=date(2026, 10, 6),
            nomor_surat=f"SP2D/{desa.kode}", oleh=dpm, surat=ContentFile(b"%PDF-1.4 surat", name="surat.pdf"),
            surat_nama="surat.pdf",
        ),
    )  # fmt: skip


def _drafts(desa: Desa, person: Peserta, upload: KepesertaanUpload) -> dict[str, Any]:
    """A draft that was handed in, an open one with a proof, and an answer beside the file; written as rows."""
    term = person.masa_jabatan.get()
    proof: dict[str, Any] = {"bukti": ContentFile(b"%PDF-1.4 sk", name="sk.pdf"), "bukti_nama": "sk.pdf"}
    sealed = DrafPerubahan.objects.create(desa=desa, status="disampaikan")
    Perubahan.objects.create(draf=sealed, kunci="lama", jenis="berakhir", masa=term, terkirim=True)
    draf = DrafPerubahan.objects.create(desa=desa)
    return {
        "perubahan": Perubahan.objects.create(draf=draf, kunci="baru", jenis="berakhir", masa=term, **proof),
        "jawaban_hilang": JawabanHilang.objects.create(upload=upload, masa=term, jawaban="berhenti", **proof),
    }


def _other_family(desa: Desa, person: Peserta, penetapan: Penetapan) -> dict[str, Any]:
    """One row of the bill for other family members and one payment; written as rows, Mamasa having no tariff."""
    kewajiban = KewajibanKeluargaLain.objects.create(
        kabupaten=desa.kabupaten, desa=desa, peserta=person, anggota=person.keluarga.all()[0], tahun=2026,
        mulai=date(2026, 11, 1), sampai=date(2026, 12, 1), kelas="II", jumlah=200_000, peraturan=penetapan.peraturan,
        tarif=[{"bulan": f"2026-{month}", "jumlah": 100_000, "sumber": "Uji"} for month in (11, 12)], pasal="5",
    )  # fmt: skip
    payment = PembayaranKeluargaLain.objects.create(
        kabupaten=desa.kabupaten, desa=desa, peserta=person, tahun=2026, tanggal=date(2026, 10, 9), jumlah=50_000,
        referensi="KL-1", bukti=ContentFile(b"%PDF-1.4 bukti", name="bukti.pdf"), bukti_nama="bukti.pdf",
    )  # fmt: skip
    return {"kewajiban_lain": kewajiban, "pembayaran_lain": payment}


def _registered(desa: Desa, person: Peserta, sekdes: User, dpm: User) -> dict[str, Any]:
    """Everybody of the regency was asked for in one batch; an answer and a letter as rows, for nobody has left."""
    kabupaten, sheet = desa.kabupaten, PROFIL[ProfilEdabu.MUTASI_37]
    ready, _ = queue(kabupaten, today_in(kabupaten)).pilah(sheet)
    batch = submit(kabupaten=kabupaten, profil="mutasi_37", sidik=digest(sheet, ready), by=dpm)
    answer = JawabanBpjs.objects.create(
        kabupaten=kabupaten, berkas=ContentFile(b"NIK", name="jawaban.csv"), nama_berkas="jawaban.csv",
        sha256=f"{kabupaten.pk:064d}", status="diterapkan", diterapkan_pada=timezone.now(), oleh=dpm,
        hasil={"baris": 0, "berubah": 0, "tetap": 0, "rincian": [], "dilewati": []},
    )  # fmt: skip
    term = person.masa_jabatan.select_related("peserta").get()
    rule = letter_rule(desa, today_in(kabupaten)) or (Peraturan(judul="Peraturan uji"), SuratAturan(pasal="9 ayat (2)"))
    letter = SuratBpjs.objects.create(
        desa=desa, nomor="400/1/2026", tanggal=date(2026, 10, 20), berhenti=term, oleh=sekdes,
        isi=wording(desa, rule, date(2026, 10, 20), term, None),
    )  # fmt: skip
    return {"pengajuan": batch, "jawaban_bpjs": answer, "surat_bpjs": letter}


def _koordinasi(kabupaten: Kabupaten, dpm: User) -> Koordinasi:
    """Two months may be paid ahead; written as a row, since Kayong Utara's regulation has no such article."""
    return Koordinasi.objects.create(
        kabupaten=kabupaten, bulan_mulai=date(2026, 11, 1), bulan_sampai=date(2026, 12, 1), tanggal=date(2026, 10, 6),
        nomor_surat=f"K/{kabupaten.kode}", dengan="Petugas", oleh=dpm,
        surat=ContentFile(b"%PDF-1.4 surat", name="surat.pdf"), surat_nama="surat.pdf",
    )  # fmt: skip


def _stated(desa: Desa, person: Peserta, sekdes: User) -> dict[str, Any]:
    """What the village's secretary stated of the head's family."""
    wife, child, _ = person.keluarga.all()
    return {
        "bukti_sekolah": add_study_proof(
            anggota=child, desa=desa, sekolah="SMA Negeri 1", mulai=date(2026, 7, 1), sampai=date(2027, 6, 30),
            bukti=("surat.pdf", b"%PDF-1.4 surat"), by=sekdes,
        ),
        "keterangan": state_of_member(
            anggota=wife, desa=desa, jenis="pekerja", mulai=BULAN.next(), catatan="Guru honorer", by=sekdes
        ),
        "naik_kelas": note_higher_class(
            peserta=person, desa=desa, kelas="I", asuransi="Asuransi uji", mulai=date(2026, 1, 1), by=sekdes
        ),
    }  # fmt: skip


def _ceiling(kabupaten: Kabupaten, desa: Desa | None, by: User) -> PaguAnggaran:
    """The regency's ceiling, or the village's by account where villages bear a share."""
    amounts = {"5.1.3.01": 900_000, "5.1.3.02": 1_200_000} if desa else {"": 15_000_000}
    return record_pagu(
        tempat=desa or kabupaten, tahun=2026, jumlah=amounts, sumber="APBD uji", nomor_surat="1/2026",
        tanggal=date(2026, 1, 2), by=by,
    )[0]  # fmt: skip


def _deposit(kabupaten: Kabupaten, cast: Cast, depositor: tuple[User, str, Desa | None]) -> Setoran:
    treasurer, share, desa = depositor
    return record_setoran(
        kabupaten=kabupaten, desa=desa, bulan=cast.bulan, penanggung=share, tanggal=date(2026, 10, 8), jumlah=100_000,
        referensi=f"SP2D-{kabupaten.kode}", bukti=("struk.pdf", b"%PDF-1.4 struk"), by=treasurer,
    )  # fmt: skip
