"""Law values by four eyes: one person proposes, another approves or returns, and only then a value is written."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from desa.access import may_set_nilai, memberships_of
from desa.actions.audit import record
from desa.actions.nilai import add_nilai, confirm_nilai, end_nilai, fill_nilai
from desa.enums import JenisUsul, Kepastian, StatusUsul
from desa.models import Kabupaten, ParameterValue, User, UsulNilai
from desa.parameters.nilai import scope_of, short_name
from desa.queries.peraturan import nilai_of
from desa.rules.nilai import amount_of, clash
from iuran.actions.bukti import check_proof
from iuran.queries.nilai import change_of, concerned, is_known_key, last_day_of_replaced, not_possible, series
from jaminan.bulan import format_tanggal
from jaminan.kesalahan import Kesalahan

LARGEST_SEN = 10**15
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)


@transaction.atomic
def propose_nilai(
    *,
    jenis: JenisUsul,
    kunci: str,
    kabupaten: str,
    provinsi: str,
    mulai: date,
    sampai: date | None,
    sen: int | None,
    sumber: str,
    nomor_surat: str,
    surat: tuple[str, bytes] | None,
    atas: ParameterValue | None,
    by: User,
) -> UsulNilai:
    """Writes down a proposal; no value changes yet.

    `atas` is the value that is replaced, ended, filled or confirmed, and tells key and place; of an ended one
    `sampai` is its last day. Raises Kesalahan when the place is not the proposer's, a field is wrong, dates
    overlap, it unsays a value for a month that used it, or the same is proposed already. A value that reaches back
    over assessed months may be: the next bill corrects them (MM Pasal 12 ayat (4)).
    """
    if atas is not None:
        kunci, kabupaten, provinsi = atas.kunci, atas.kabupaten, atas.provinsi
        mulai = mulai if jenis == JenisUsul.GANTI else atas.mulai
    usul = UsulNilai(
        jenis=jenis, kunci=kunci, kabupaten=kabupaten, provinsi=provinsi, mulai=mulai, sampai=sampai, sen=sen,
        sumber=sumber.strip(), nomor_surat=nomor_surat.strip(), atas=atas, diusulkan_oleh=by,
    )  # fmt: skip
    _require_place(usul, by)
    _require_fields(usul)
    _lock(usul)
    _require_possible(usul)
    _require_new(usul)
    if surat is not None:
        proof = check_proof(surat)
        usul.surat_nama, usul.surat_sha256 = proof.nama, proof.sha256
        usul.surat.save(proof.berkas.name or "surat", proof.berkas, save=False)
    usul.save()
    _record("nilai.usul", usul, by, f"Mengusulkan {_in_words(usul)}")
    return usul


@transaction.atomic
def approve_nilai(*, usul: UsulNilai, by: User) -> UsulNilai:
    """Makes the proposal a value. Raises Kesalahan for the proposer, or when it is no longer possible."""
    found = _deciding(usul, by)
    _lock(found)
    _require_possible(found)
    found.hasil = _write(found, by)
    _decide(found, StatusUsul.DISETUJUI, by)
    _record("nilai.setujui", found, by, f"Menyetujui {_in_words(found)}")
    return found


@transaction.atomic
def return_nilai(*, usul: UsulNilai, alasan: str, by: User) -> UsulNilai:
    """Sends the proposal back with a reason that the proposer reads. Raises Kesalahan like approve_nilai."""
    found = _deciding(usul, by)
    if not alasan.strip():
        raise Kesalahan("Alasan belum ditulis.", "Tulis apa yang harus diperbaiki.")
    found.alasan = alasan.strip()
    _decide(found, StatusUsul.DIKEMBALIKAN, by)
    _record("nilai.kembalikan", found, by, f"Mengembalikan {_in_words(found)}")
    return found


@transaction.atomic
def withdraw_nilai(*, usul: UsulNilai, by: User) -> UsulNilai:
    """Takes back one's own proposal. Raises Kesalahan for anybody else, or when it is decided."""
    found = _waiting(usul)
    if found.diusulkan_oleh_id != by.pk:
        raise Kesalahan("Hanya pengusulnya yang dapat menarik usul ini.", "Kembalikan usul itu dengan alasan.")
    _decide(found, StatusUsul.DITARIK, by)
    _record("nilai.tarik", found, by, f"Menarik usul {_in_words(found)}")
    return found


def _require_place(usul: UsulNilai, by: User) -> None:
    places = concerned(usul.kabupaten, usul.provinsi)
    if not places.exists() or not is_known_key(usul.kunci, places):
        raise Kesalahan("Nilai atau tempat ini tidak dikenal.", "Pilih dari daftar nilai.")
    scope = scope_of(usul.kunci)
    fits = {"kabupaten": usul.kabupaten, "provinsi": usul.provinsi}.get(scope, not (usul.kabupaten or usul.provinsi))
    if not fits:
        raise Kesalahan(f"{short_name(usul.kunci)} adalah nilai {scope}.", "Pilih tempat yang sesuai.")
    if not may_set_nilai(by, kabupaten=usul.kabupaten, provinsi=usul.provinsi):
        raise Kesalahan("Nilai tempat ini bukan wewenang Anda.", "Hubungi admin teknis.")


def _require_fields(usul: UsulNilai) -> None:
    last = usul.sampai or usul.mulai
    if not FIRST_DAY <= usul.mulai <= LAST_DAY or not FIRST_DAY <= last <= LAST_DAY:
        raise Kesalahan("Tanggal di luar tahun 2000 sampai 2199.", "Periksa tahunnya.")
    if usul.jenis == JenisUsul.AKHIRI and usul.sampai is None:
        raise Kesalahan("Hari terakhir berlaku belum diisi.", "Isi tanggalnya.")
    if last < usul.mulai:
        raise Kesalahan("Tanggal berakhir lebih awal dari tanggal mulai.", "Periksa kedua tanggal.")
    without = usul.jenis in {JenisUsul.AKHIRI, JenisUsul.PASTIKAN}
    if (usul.sen is None) != without or not 0 <= (usul.sen or 0) < LARGEST_SEN:
        raise Kesalahan("Jumlah rupiah kosong atau terlalu besar.", "Tulis jumlahnya, misalnya 3.315.934,00.")
    if len(usul.sumber) < 3 or not usul.nomor_surat:
        raise Kesalahan("Sumber atau nomor surat belum diisi.", "Tulis keputusan yang menetapkan nilai ini.")


def _lock(usul: UsulNilai) -> None:
    """One decision at a time on the values of a key; the regencies stand in for rows that are not there yet."""
    list(Kabupaten.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    if usul.atas is not None:
        usul.atas = ParameterValue.objects.select_for_update().get(pk=usul.atas.pk)


def _require_possible(usul: UsulNilai) -> None:
    """Raises Kesalahan when the proposal does not fit the values and months as they are now."""
    if usul.atas is not None:
        _require_touchable(usul, usul.atas)
    if usul.jenis == JenisUsul.PASTIKAN:
        return
    rows = [nilai_of(row) for row in series(usul.kunci, usul.kabupaten, usul.provinsi)]
    other = clash(rows, change_of(usul))
    if other is not None:
        raise Kesalahan(
            f"Masa berlakunya bertumpuk dengan {short_name(usul.kunci)} yang mulai {format_tanggal(other.mulai)}.",
            "Pilih tanggal lain, atau ganti nilai itu.",
        )
    problem = not_possible(usul)
    if problem is not None:
        raise problem


def _require_touchable(usul: UsulNilai, atas: ParameterValue) -> None:
    is_gap = atas.kepastian == Kepastian.CELAH
    if is_gap != (usul.jenis == JenisUsul.ISI):
        told = "belum berisi angka" if is_gap else "sudah berisi angka, maka tidak diubah"
        raise Kesalahan(f"Nilai ini {told}.", "Isi nilainya." if is_gap else "Ganti dengan nilai baru yang bertanggal.")
    last = nilai_of(atas).berlaku_sampai
    if usul.jenis == JenisUsul.PASTIKAN and atas.kepastian == Kepastian.TERKONFIRMASI:
        raise Kesalahan("Nilai ini sudah terkonfirmasi.", "Tidak perlu dipastikan lagi.")
    if usul.jenis == JenisUsul.GANTI and (usul.mulai < atas.mulai or (last is not None and usul.mulai > last)):
        raise Kesalahan(
            "Tanggal mulai harus di dalam masa berlaku nilai yang diganti.", "Periksa tanggal, atau tambah nilai baru."
        )
    if usul.jenis == JenisUsul.AKHIRI and usul.sampai is not None and last is not None and usul.sampai >= last:
        raise Kesalahan(f"Nilai ini sudah berakhir {format_tanggal(last)}.", "Pilih tanggal yang lebih awal.")


def _require_new(usul: UsulNilai) -> None:
    same = UsulNilai.objects.filter(
        kunci=usul.kunci, kabupaten=usul.kabupaten, provinsi=usul.provinsi, mulai=usul.mulai, status=StatusUsul.MENUNGGU
    ).first()
    if same is not None:
        raise Kesalahan(
            f"Usul untuk {short_name(usul.kunci)} mulai {format_tanggal(usul.mulai)} sudah menunggu, "
            f"dari {same.diusulkan_oleh}.",
            "Tunggu keputusannya, atau minta pengusulnya menarik usul itu.",
        )


def _waiting(usul: UsulNilai) -> UsulNilai:
    found = UsulNilai.objects.select_for_update(of=("self",)).select_related("atas", "diusulkan_oleh").get(pk=usul.pk)
    if found.status != StatusUsul.MENUNGGU:
        raise Kesalahan(f"Usul ini sudah {found.get_status_display().lower()}.", "Muat ulang halaman ini.")
    return found


def _deciding(usul: UsulNilai, by: User) -> UsulNilai:
    """The proposal, locked, if this person may decide it."""
    found = _waiting(usul)
    if found.diusulkan_oleh_id == by.pk:
        raise Kesalahan(
            "Anda sendiri yang mengusulkan nilai ini.", "Minta orang lain memeriksanya, atau tarik usulnya."
        )
    if not may_set_nilai(by, kabupaten=found.kabupaten, provinsi=found.provinsi):
        raise Kesalahan("Nilai tempat ini bukan wewenang Anda.", "Hubungi admin teknis.")
    return found


def _write(usul: UsulNilai, by: User) -> ParameterValue:
    """The value that the approved proposal makes, ends or fills."""
    atas = usul.atas
    if atas is not None and usul.jenis == JenisUsul.AKHIRI:
        return end_nilai(nilai=atas, sampai=usul.sampai or atas.mulai, by=by)
    amount = amount_of(usul.sen or 0)
    source = f"{usul.sumber}; surat {usul.nomor_surat}"[:300]
    if atas is not None and usul.jenis == JenisUsul.PASTIKAN:
        return confirm_nilai(nilai=atas, sumber=source, by=by)
    if atas is not None and usul.jenis == JenisUsul.ISI:
        atas.sampai = usul.sampai
        return fill_nilai(nilai=atas, jumlah=amount, sumber=source, kepastian=Kepastian.TERKONFIRMASI, by=by)
    versi = 1
    if atas is not None:
        versi += atas.versi if atas.mulai == usul.mulai else 0
        last = last_day_of_replaced(atas, usul.mulai)
        if last != nilai_of(atas).berlaku_sampai:
            end_nilai(nilai=atas, sampai=last, by=by)
    value = ParameterValue(
        kunci=usul.kunci, kabupaten=usul.kabupaten, provinsi=usul.provinsi, mulai=usul.mulai, sampai=usul.sampai,
        nilai=amount, sumber=source, versi=versi,
    )  # fmt: skip
    return add_nilai(nilai=value, by=by)


def _decide(usul: UsulNilai, status: StatusUsul, by: User) -> None:
    usul.status, usul.diputus_oleh, usul.diputus_pada = status, by, timezone.now()
    usul.save(update_fields=["status", "diputus_oleh", "diputus_pada", "alasan", "hasil"])


def _in_words(usul: UsulNilai) -> str:
    verb = {"akhiri": "akhir", "isi": "isi", "ganti": "pengganti", "pastikan": "sumber"}.get(usul.jenis, "nilai baru")
    return f"{verb} {short_name(usul.kunci)} {usul.kabupaten or usul.provinsi or 'nasional'} mulai {usul.mulai}"


def _record(aksi: str, usul: UsulNilai, by: User, ringkas: str) -> None:
    detail: dict[str, Any] = {
        "jenis": str(usul.jenis), "mulai": usul.mulai.isoformat(), "sen": usul.sen,
        "sampai": usul.sampai.isoformat() if usul.sampai else None, "sumber": usul.sumber,
        "surat": usul.nomor_surat, "surat_sha256": usul.surat_sha256, "status": str(usul.status), "alasan": usul.alasan,
        "sebelum": _before(usul.atas),
    }  # fmt: skip
    record(aksi, by=by, objek=usul, ringkas=ringkas, tempat=_home(usul, by), rincian=detail)


def _home(usul: UsulNilai, by: User) -> Kabupaten | None:
    """In whose trail the act stands: the value's regency, else the one for which the person works there."""
    if usul.kabupaten:
        return Kabupaten.objects.filter(kode=usul.kabupaten).first()
    homes = (one.kabupaten for one in memberships_of(by))
    return next((one for one in homes if one.provinsi_kode == usul.provinsi), None)


def _before(atas: ParameterValue | None) -> dict[str, Any] | None:
    """What the touched value said, as the trail keeps it."""
    if atas is None:
        return None
    return {
        "nilai": None if atas.nilai is None else str(atas.nilai), "mulai": atas.mulai.isoformat(),
        "sampai": atas.sampai.isoformat() if atas.sampai else None, "sumber": atas.sumber,
    }  # fmt: skip
