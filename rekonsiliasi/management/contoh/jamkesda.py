"""The JAMKESDA register in the sample: three villages of Kayong Utara with residents in every state."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

import yaml
from django.conf import settings
from django.core.files.storage import default_storage

from desa.actions.bukti import check_proof
from desa.actions.jamkesda import close_referral, draw_sample, keep_facility, note_employer, open_referral
from desa.actions.warga import decide_resident, hand_in_resident, propose_decision, verify_resident
from desa.enums import JenisDokumen, JenisFaskes, Peran
from desa.models import Desa, DokumenWarga, Faskes, Kabupaten, Kecamatan, PemberiKerja, User, Warga
from desa.queries.jamkesda import known_of, register_rule

from .akun import second_dpm, username
from .jam import at
from .kelayakan import LETTER
from .orang import chosen

NAMES = settings.BASE_DIR / "fixtures" / "contoh" / "nama.yaml"
VILLAGES = ("61.11.05.2001", "61.11.05.2002", "61.11.01.2001")  # two of Seponti, one of Sukadana
EACH = 12
NEWCOMERS = date(2026, 3, 2)
# name, kind, address, road, and km from each kecamatan in the order of the codes
FACILITIES = (
    ("Puskesmas Sukadana", JenisFaskes.PUSKESMAS, "Sukadana", "Jalan aspal", (2, 35, 48, 60, 62, 150)),
    ("Puskesmas Telok Melano", JenisFaskes.PUSKESMAS, "Simpang Hilir", "Jalan aspal", (35, 2, 20, 55, 40, 170)),
    ("Puskesmas Seponti", JenisFaskes.PUSKESMAS, "Seponti Jaya", "Sulit bila hujan", (62, 40, 25, 50, 3, 190)),
    ("Pustu Wonorejo", JenisFaskes.PUSTU, "Wonorejo", "Jalan tanah", (68, 46, 31, 56, 8, 195)),
    ("RSUD dr. Agoesdjam", JenisFaskes.RUMAH_SAKIT, "Ketapang", "Di luar kabupaten", (75, 110, 123, 135, 137, 220)),
)  # fmt: skip


def resident_register(kabupaten: Kabupaten) -> None:
    """Residents, facilities, a sample, employers and referrals, each with the portal's own actions."""
    if register_rule(kabupaten, date(2026, 10, 1)) is None:
        return
    with at(datetime(2026, 10, 1, 2, tzinfo=UTC)):
        _facilities(kabupaten)
        people = [row for kode in VILLAGES for row in _village(Desa.objects.get(kode=kode))]
        _papers(people)
    with at(datetime(2026, 10, 12, 2, tzinfo=UTC)):
        sampel = draw_sample(kabupaten=kabupaten, benih="Oktober 2026", by=_dpm(kabupaten))
        drawn = set(sampel.butir.values_list("warga_id", flat=True))
    with at(datetime(2026, 10, 26, 2, tzinfo=UTC)):
        for place, row in enumerate(people):
            found = ("sesuai", "sesuai", "sesuai", "berbeda", "sesuai", "tidak_ditemukan")[place % 6]
            if place % 4 < 3:
                verify_resident(
                    warga=row, sampel=sampel if row.pk in drawn else None, tanggal=date(2026, 10, 20 + place % 5),
                    temuan=found, catatan="Didatangi bersama kepala dusun (data contoh)", by=_dpm(kabupaten),
                )  # fmt: skip
    with at(datetime(2026, 11, 9, 2, tzinfo=UTC)):
        _decisions(kabupaten, people)
        _afterwards(kabupaten)


def _facilities(kabupaten: Kabupaten) -> None:
    codes = list(Kecamatan.objects.filter(kabupaten=kabupaten).order_by("kode").values_list("kode", flat=True))
    for nama, jenis, alamat, jalan, km in FACILITIES:
        keep_facility(
            kabupaten=kabupaten, nama=nama, jenis=jenis, alamat=alamat, jalan=jalan,
            jarak=dict(zip(codes, km, strict=True)), by=_dpm(kabupaten),
        )  # fmt: skip


def _village(desa: Desa) -> Iterator[Warga]:
    """A dozen residents; two newcomers, two with an employer."""
    names = yaml.safe_load(NAMES.read_text(encoding="utf-8"))[desa.kabupaten.kode]
    chance = Random(f"jamkesda {desa.kode}")  # noqa: S311 - invented people, no secret
    secretary = User.objects.get(username=username(Peran.SEKDES, desa))
    for place in range(EACH):
        sex = "L" if place % 2 else "P"
        born = date(1955, 1, 1) + timedelta(days=chance.randrange(16_000))
        day = born.day + (40 if sex == "P" else 0)
        given = chance.choice(names["laki" if sex == "L" else "perempuan"])
        yield hand_in_resident(
            desa=desa, nik=f"{desa.kecamatan.kode.replace('.', '')}{day:02d}{born:%m%y}{9700 + place:04d}",
            nama=f"{given} {chance.choice(names['keluarga'])}", jenis_kelamin=sex, tanggal_lahir=born,
            alamat=f"Dusun {chance.choice(('Satu', 'Dua', 'Tiga'))}",
            tinggal_sejak=NEWCOMERS if place in {4, 9} else born, asal="Kabupaten Ketapang" if place in {4, 9} else "",
            pemberi_kerja="PT Sawit Contoh" if place in {5, 10} else "", by=secretary,
        )  # fmt: skip


def _papers(people: list[Warga]) -> None:
    """Three in four have their identity, two in three the statement; one domicile letter has run out."""
    letter = check_proof(("dokumen_contoh.pdf", LETTER.read_bytes()))
    kept = default_storage.save(f"dokumen/contoh/{letter.berkas.name}", letter.berkas)
    rows = []
    for place, one in enumerate(people):
        newcomer = bool(one.asal)
        papers = [(JenisDokumen.DOMISILI if newcomer else JenisDokumen.KK, NEWCOMERS if newcomer else date(2019, 5, 6))]
        papers += [(JenisDokumen.PERNYATAAN, date(2026, 9, 14))] if place % 3 else []
        for kind, day in papers if place % 4 != 3 else papers[1:]:
            rows.append(
                DokumenWarga(
                    warga=one, jenis=kind, tanggal=day, berkas=kept, berkas_nama=letter.nama,
                    berkas_sha256=letter.sha256, oleh=one.oleh,
                    jaminan="jamkesmas" if kind == JenisDokumen.PERNYATAAN and place == 7 else "",
                )
            )  # fmt: skip
    DokumenWarga.objects.bulk_create(rows)


def _decisions(kabupaten: Kabupaten, people: list[Warga]) -> None:
    """Everybody who may is proposed: most are agreed to, one waits, one is returned; one is refused."""
    free = [one.warga for one in known_of(people, kabupaten, date(2026, 11, 9)) if not one.halangan]
    second = User.objects.get(username=second_dpm(kabupaten))
    for place, row in enumerate(free):
        made = propose_decision(
            warga=row, jenis="terima", alasan="Semua syarat Pasal 7 terpenuhi (data contoh)", by=_dpm(kabupaten)
        )
        if place == 1:
            decide_resident(putusan=made, setuju=False, catatan="Periksa lagi alamatnya (data contoh)", by=second)
        elif place != len(free) - 1:
            decide_resident(putusan=made, setuju=True, by=second)
    gone = next(one for one in people if one.verifikasi.filter(temuan="tidak_ditemukan").exists())
    made = propose_decision(
        warga=gone, jenis="tolak", alasan="Tidak ditemukan di desa (data contoh)", by=_dpm(kabupaten)
    )
    decide_resident(putusan=made, setuju=True, by=second)


def _afterwards(kabupaten: Kabupaten) -> None:
    """An employer was written to; one participant ended, two were referred, one of them is still under way."""
    employer = PemberiKerja.objects.get(kabupaten=kabupaten)
    note_employer(pemberi_kerja=employer, tanggal=date(2026, 11, 3), uraian="Disurati nomor 440/118/2026 (contoh)",
                  selesai=False, by=_dpm(kabupaten))  # fmt: skip
    active = list(Warga.objects.filter(desa__kecamatan__kabupaten=kabupaten, status="aktif").order_by("pk"))
    ended = propose_decision(warga=active[-1], jenis="akhiri", alasan="Pindah ke luar kabupaten (data contoh)",
                             by=_dpm(kabupaten))  # fmt: skip
    decide_resident(putusan=ended, setuju=True, by=User.objects.get(username=second_dpm(kabupaten)))
    hospital = Faskes.objects.get(kabupaten=kabupaten, jenis=JenisFaskes.RUMAH_SAKIT)
    for place, row in enumerate(chosen(active[:-1], 2, "rujukan")):
        opened = open_referral(
            warga=row, faskes=hospital, tanggal=date(2026, 11, 4), nomor_surat=f"445/{place + 1}/2026", by=row.oleh
        )
        if place:
            close_referral(rujukan=opened, hasil="dilayani", catatan="Sudah pulang (data contoh)", by=row.oleh)


def _dpm(kabupaten: Kabupaten) -> User:
    return User.objects.get(username=username(Peran.DPM, kabupaten))
