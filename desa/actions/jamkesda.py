"""Writes of the register of JAMKESDA as a whole: field samples, employers, facilities, referrals."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from desa.access import today_in
from desa.actions.audit import record
from desa.actions.kelayakan import reason_of
from desa.enums import HasilRujukan, JenisFaskes, StatusWarga
from desa.models import (
    ButirSampel,
    Faskes,
    JarakFaskes,
    Kabupaten,
    Kecamatan,
    PemberiKerja,
    Rujukan,
    SampelLapangan,
    TindakPemberiKerja,
    User,
    Warga,
)
from desa.queries.jamkesda import CURRENT, require_register, residents
from desa.rules.jamkesda import draw
from jaminan.bulan import format_tanggal
from jaminan.kesalahan import Kesalahan

FARTHEST = 2000  # km


@transaction.atomic
def draw_sample(*, kabupaten: Kabupaten, benih: str, by: User | None) -> SampelLapangan:
    """Draws a sample from each kecamatan and keeps it with its seed.

    Raises Kesalahan without a seed, for one that was used, or when nobody is on the register.
    """
    rule = require_register(kabupaten, today_in(kabupaten)).sampel
    seed = _text(benih, "Benih", 40)
    if SampelLapangan.objects.filter(kabupaten=kabupaten, benih=seed).exists():
        raise Kesalahan(f"Benih {seed} sudah dipakai.", "Pilih kata atau angka lain.")
    strata: dict[str, list[tuple[int, str]]] = {}
    people = residents(kabupaten).filter(status__in=CURRENT)
    for pk, nik, place in people.values_list("pk", "nik", "desa__kecamatan__kode"):
        strata.setdefault(place, []).append((pk, nik))
    if not strata:
        raise Kesalahan("Register ini belum memuat seorang pun.", "Tunggu sampai desa mengajukan warganya.")
    row = SampelLapangan.objects.create(
        kabupaten=kabupaten, benih=seed, persen=rule.persen, paling_sedikit=rule.paling_sedikit,
        populasi=sum(map(len, strata.values())), oleh=by,
    )  # fmt: skip
    drawn = draw(seed, strata, rule.persen, rule.paling_sedikit)
    ButirSampel.objects.bulk_create(ButirSampel(sampel=row, warga_id=pk) for pk in drawn)
    record(
        "sampel.ambil", by=by, objek=row, tempat=kabupaten, rincian={"benih": seed, "banyak": len(drawn)},
        ringkas=f"Mengambil sampel lapangan {len(drawn)} dari {row.populasi} warga, benih {seed}",
    )  # fmt: skip
    return row


def _text(text: str, what: str, length: int, *, required: bool = True) -> str:
    found = " ".join(text.split())
    if required and not found:
        raise Kesalahan(f"{what} belum diisi.", "Isi dengan singkat dan jelas.")
    if len(found) > length:
        raise Kesalahan(f"{what} lebih dari {length} huruf.", "Persingkat isinya.")
    return found


def _past(kabupaten: Kabupaten, day: date, what: str) -> date:
    if day > today_in(kabupaten):
        raise Kesalahan(f"{what} {format_tanggal(day)} belum tiba.", "Periksa tanggalnya.")
    return day


@transaction.atomic
def note_employer(
    *, pemberi_kerja: PemberiKerja, tanggal: date, uraian: str, selesai: bool, by: User | None
) -> TindakPemberiKerja:
    """Keeps what was done about an employer. Raises Kesalahan."""
    row = TindakPemberiKerja.objects.create(
        pemberi_kerja=pemberi_kerja, tanggal=_past(pemberi_kerja.kabupaten, tanggal, "Tanggal"),
        uraian=_text(uraian, "Uraian", 300), selesai=selesai, oleh=by,
    )  # fmt: skip
    record(
        "pemberi_kerja.tindak", by=by, objek=row, tempat=pemberi_kerja.kabupaten, rincian={"selesai": selesai},
        ringkas=f"{pemberi_kerja.nama}: {row.uraian}",
    )  # fmt: skip
    return row


@transaction.atomic
def keep_facility(
    *,
    kabupaten: Kabupaten,
    nama: str,
    jenis: str,
    alamat: str,
    telepon: str = "",
    jalan: str = "",
    jarak: Mapping[str, int | None],
    by: User | None,
) -> Faskes:
    """Adds a facility, or sets one of this name right, with its distance in km from each kecamatan by code.

    Raises Kesalahan for an unknown kind or kecamatan, or a distance that cannot be.
    """
    require_register(kabupaten, today_in(kabupaten))
    if jenis not in JenisFaskes.values:
        raise Kesalahan("Jenis fasilitas tidak dikenal.", "Pilih dari daftar.")
    places = {one.kode: one for one in Kecamatan.objects.filter(kabupaten=kabupaten)}
    known = {kode: km for kode, km in jarak.items() if km is not None}
    wrong = [kode for kode, km in known.items() if kode not in places or not 0 <= km <= FARTHEST]
    if wrong:
        raise Kesalahan(f"Jarak untuk kecamatan {', '.join(wrong)} tidak mungkin.", "Isi kilometer, 0 sampai 2000.")
    row, _ = Faskes.objects.update_or_create(
        kabupaten=kabupaten, nama=_text(nama, "Nama fasilitas", 120),
        defaults={
            "jenis": jenis, "alamat": _text(alamat, "Alamat", 200),
            "telepon": _text(telepon, "Telepon", 20, required=False),
            "jalan": _text(jalan, "Keadaan jalan", 200, required=False),
        },
    )  # fmt: skip
    for kode, km in known.items():
        JarakFaskes.objects.update_or_create(faskes=row, kecamatan=places[kode], defaults={"km": km})
    record(
        "faskes.simpan", by=by, objek=row, tempat=kabupaten, rincian={"jarak": known},
        ringkas=f"Menyimpan fasilitas {row.nama}",
    )  # fmt: skip
    return row


@transaction.atomic
def open_referral(*, warga: Warga, faskes: Faskes, tanggal: date, nomor_surat: str, by: User | None) -> Rujukan:
    """Records that an active resident was referred. Raises Kesalahan when not active, or referred there already."""
    held = Warga.objects.select_for_update(of=("self",)).select_related("desa__kecamatan__kabupaten").get(pk=warga.pk)
    if held.status != StatusWarga.AKTIF:
        raise Kesalahan(f"{held.nama} belum peserta aktif.", "Rujukan hanya untuk peserta aktif.")
    if faskes.kabupaten_id != held.desa.kabupaten.pk:
        raise Kesalahan("Fasilitas ini tidak ada dalam daftar kabupaten.", "Pilih dari daftar.")
    if held.rujukan.filter(faskes=faskes, ditutup_pada__isnull=True).exists():
        raise Kesalahan(f"Rujukan {held.nama} ke {faskes.nama} masih terbuka.", "Tutup dahulu yang lama.")
    row = Rujukan.objects.create(
        warga=held, faskes=faskes, tanggal=_past(held.desa.kabupaten, tanggal, "Tanggal rujukan"),
        nomor_surat=_text(nomor_surat, "Nomor surat rujukan", 80), oleh=by,
    )  # fmt: skip
    record(
        "rujukan.buka", by=by, objek=row, tempat=held.desa, rincian={"nomor_surat": row.nomor_surat},
        ringkas=f"Mencatat rujukan {held.nama} ke {faskes.nama}",
    )  # fmt: skip
    return row


@transaction.atomic
def close_referral(*, rujukan: Rujukan, hasil: str, catatan: str, by: User | None) -> Rujukan:
    """Says how a referral ended. Raises Kesalahan when it is closed already, or without a word."""
    if hasil not in HasilRujukan.values:
        raise Kesalahan("Hasil rujukan tidak dikenal.", "Pilih salah satu.")
    row = Rujukan.objects.select_for_update(of=("self",)).select_related("warga__desa", "faskes").get(pk=rujukan.pk)
    if row.ditutup_pada is not None:
        raise Kesalahan("Rujukan ini sudah ditutup.", "Muat ulang halaman.")
    row.hasil, row.catatan, row.ditutup_oleh, row.ditutup_pada = hasil, reason_of(catatan), by, timezone.now()
    row.save(update_fields=["hasil", "catatan", "ditutup_oleh", "ditutup_pada"])
    record(
        "rujukan.tutup", by=by, objek=row, tempat=row.warga.desa, rincian={"catatan": row.catatan},
        ringkas=f"Menutup rujukan {row.warga.nama}: {row.get_hasil_display().lower()}",
    )  # fmt: skip
    return row
