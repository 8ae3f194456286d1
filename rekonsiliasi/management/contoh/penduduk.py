"""Writes the invented people of a regency into the roster, in bulk."""

from collections.abc import Iterator
from datetime import date
from itertools import count

import yaml
from django.conf import settings
from django.core.files.storage import default_storage

from desa.actions.audit import record
from desa.actions.bukti import check_proof
from desa.models import AnggotaKeluarga, BuktiSekolah, Desa, Kabupaten, MasaJabatan, PenghasilanTetap, Peserta

from .khusus import with_special_cases
from .orang import OrangContoh, PenemuOrang, card_number

NAMES = settings.BASE_DIR / "fixtures" / "contoh" / "nama.yaml"
WAGES_SINCE = date(2026, 1, 1)
LETTER = settings.BASE_DIR / "fixtures" / "contoh" / "surat_sekolah.pdf"
YOUNGEST_STUDENT = date(2006, 1, 1)  # 21 in the course of 2026 or earlier
PROOF_ENDS = (date(2026, 12, 31), date(2027, 1, 31), date(2027, 7, 31))


def people_of(kabupaten: Kabupaten) -> None:
    """Officials, posts, wages and families of every village of the regency, with an audit row a village."""
    finder = PenemuOrang(yaml.safe_load(NAMES.read_text(encoding="utf-8"))[kabupaten.kode])
    villages = list(Desa.objects.filter(kecamatan__kabupaten=kabupaten).select_related("kecamatan__kabupaten"))
    invented = [
        (desa, person) for desa in villages for person in with_special_cases(desa.kode, finder.officials_of(desa))
    ]
    cards = (card_number(int(kabupaten.kode.replace(".", "")) * 100_000 + number) for number in count(1))
    people = Peserta.objects.bulk_create(_peserta(person, next(cards)) for _, person in invented)
    MasaJabatan.objects.bulk_create(
        MasaJabatan(
            peserta=row, desa=desa, jabatan=post.jabatan, bidang=post.bidang, sifat=post.sifat, mulai=post.mulai
        )
        for row, (desa, person) in zip(people, invented, strict=True)
        for post in person.jabatan
    )
    PenghasilanTetap.objects.bulk_create(
        PenghasilanTetap(peserta=row, mulai=WAGES_SINCE, jumlah=person.penghasilan)
        for row, (_, person) in zip(people, invented, strict=True)
    )
    _proofs(AnggotaKeluarga.objects.bulk_create(_keluarga(people, invented, cards)))
    for desa in villages:
        record(
            "muat_contoh",
            by=None,
            objek=desa,
            tempat=desa,
            ringkas=f"Daftar awal desa {desa.nama} diisi dengan orang rekaan (data contoh).",
        )


def _proofs(members: list[AnggotaKeluarga]) -> None:
    """A school's letter for each student of 21 to 24 years; some end in this year, so that the outlook has a case."""
    letter = check_proof(("surat_sekolah.pdf", LETTER.read_bytes()))
    kept = default_storage.save(f"bukti-sekolah/contoh/{letter.berkas.name}", letter.berkas)
    students = [one for one in members if one.masih_sekolah and one.tanggal_lahir < YOUNGEST_STUDENT]
    BuktiSekolah.objects.bulk_create(
        BuktiSekolah(
            anggota=one, sekolah="Universitas Contoh", mulai=date(2026, 2, 2), sampai=PROOF_ENDS[place % 3],
            bukti=kept, bukti_nama=letter.nama, bukti_sha256=letter.sha256,
        )
        for place, one in enumerate(students)
    )  # fmt: skip


def _peserta(person: OrangContoh, card: str) -> Peserta:
    return Peserta(
        nik=person.nik,
        nomor_kk=person.nomor_kk,
        nama=person.nama,
        jenis_kelamin=person.jenis_kelamin,
        tempat_lahir=person.tempat_lahir,
        tanggal_lahir=person.tanggal_lahir,
        status_kawin=person.status_kawin,
        nomor_kartu=card,
        faskes=f"Puskesmas {person.tempat_lahir}",
        pns=person.pns,
        jaminan_lain=person.jaminan_lain,
    )


def _keluarga(
    people: list[Peserta], invented: list[tuple[Desa, OrangContoh]], cards: Iterator[str]
) -> Iterator[AnggotaKeluarga]:
    for row, (_, person) in zip(people, invented, strict=True):
        for member in person.keluarga:
            yield AnggotaKeluarga(
                peserta=row,
                nik=member.nik,
                nama=member.nama,
                jenis_kelamin=member.jenis_kelamin,
                tanggal_lahir=member.tanggal_lahir,
                hubungan=member.hubungan,
                masih_sekolah=member.masih_sekolah,
                nomor_kartu=next(cards),
                mulai=max(person.jabatan[0].mulai, member.tanggal_lahir),
            )
