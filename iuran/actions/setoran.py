"""Records what was deposited with BPJS Kesehatan, and undoes it by a row of the negative amount."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from desa.access import today_in
from desa.actions.audit import record
from desa.enums import Penanggung, Penyetor
from desa.models import Desa, Kabupaten, User
from iuran.actions.alokasi import add_parts, as_json, lock_months, parts_in_words, parts_of
from iuran.actions.bukti import Bukti, check_proof
from iuran.models import AlokasiSetoran, PorsiIuran, Setoran
from iuran.queries.kebutuhan import months_ahead
from iuran.queries.penetapan import latest_month, require_assessed
from iuran.rules import left_over
from jaminan.bulan import Bulan, format_tanggal
from jaminan.kesalahan import Kesalahan
from jaminan.rupiah import format_rupiah

LARGEST = 10**13
MONTHS_BEFORE = 12  # a month may be paid ahead (MM Pasal 10 ayat (3)), but not by more than a year
REFERENCE_LENGTH = 60
ACCOUNT_LENGTH = 30


class PerluKonfirmasi(Kesalahan):
    """The same deposit is already recorded; recording it again needs a confirmation."""


@transaction.atomic
def record_setoran(
    *,
    kabupaten: Kabupaten,
    desa: Desa | None,
    penanggung: str,
    tanggal: date,
    jumlah: int,
    referensi: str,
    bulan: Bulan | None = None,
    alokasi: Mapping[Bulan, int] | None = None,
    virtual_account: str = "",
    bukti: tuple[str, bytes] | None,
    by: User | None,
    konfirmasi: bool = False,
) -> Setoran:
    """Records one transfer of `jumlah` rupiah for one share, with its proof, and the months it is for.

    `bulan`: all of it is for that month. `alokasi`: as told there, the rest for no month yet. Neither: by rule,
    oldest due first. `desa` is the village whose treasurer deposits, None where the regency's does. Raises
    Kesalahan when a month is closed or takes no money, the share is not owed or not theirs to deposit, or a
    field is wrong; PerluKonfirmasi when the same deposit is there.
    """
    lock_months(kabupaten)
    amount = _amount(jumlah)
    parts = parts_of(kabupaten, desa, penanggung, amount, {bulan: amount} if bulan else alokasi)
    _require_depositor(kabupaten, desa, bulan or _newest(kabupaten), penanggung)
    _require_day(kabupaten, max(parts, default=Bulan.of(today_in(kabupaten))), tanggal)
    fields = {
        "kabupaten": kabupaten,
        "desa": desa,
        "penanggung": penanggung,
        "tanggal": tanggal,
        "jumlah": amount,
        "referensi": _reference(referensi),
    }
    proof = check_proof(bukti)
    if not konfirmasi:
        _require_new(fields)
    return _add(fields | {"virtual_account": _account(virtual_account)}, proof, parts, by)


def _newest(kabupaten: Kabupaten) -> Bulan:
    found = latest_month(kabupaten)
    if found is None:
        raise Kesalahan(
            f"Belum ada iuran yang ditetapkan di Kabupaten {kabupaten.nama}.", "Minta DPM-Pemdes menetapkannya dahulu."
        )
    return found


@transaction.atomic
def record_deposits(
    *,
    kabupaten: Kabupaten,
    desa: Desa | None,
    bulan: Bulan | None = None,
    jumlah: Mapping[str, int],
    alokasi: Mapping[str, Mapping[Bulan, int] | None] | None = None,
    virtual_account: Mapping[str, str],
    tanggal: date,
    referensi: str,
    bukti: tuple[str, bytes] | None,
    by: User | None,
    konfirmasi: bool = False,
) -> list[Setoran]:
    """Records one Setoran per share with an amount above zero, all of them or none; the proof is the same.

    `alokasi` holds the months of each share, as record_setoran takes them. Raises Kesalahan as that does, and
    when every amount is zero.
    """
    shares = {penanggung: amount for penanggung, amount in jumlah.items() if amount}
    if not shares:
        raise Kesalahan("Belum ada jumlah yang diisi.", "Isi jumlah paling sedikit satu porsi.")
    return [
        record_setoran(
            kabupaten=kabupaten, desa=desa, bulan=bulan, alokasi=(alokasi or {}).get(penanggung),
            penanggung=penanggung, tanggal=tanggal, jumlah=amount, referensi=referensi,
            virtual_account=virtual_account.get(penanggung, ""), bukti=bukti, by=by, konfirmasi=konfirmasi,
        )
        for penanggung, amount in shares.items()
    ]  # fmt: skip


@transaction.atomic
def reverse_setoran(*, setoran: Setoran, alasan: str, by: User | None) -> Setoran:
    """Cancels a deposit by a row of the negative amount and negative allocations, dated today in the regency.

    Raises Kesalahan without a reason, when it is cancelled already or itself a cancellation, or when one of
    its months is closed.
    """
    months = [Bulan.of(allocation.bulan) for allocation in setoran.alokasi.all()]
    lock_months(setoran.kabupaten)
    ahead = months_ahead(setoran.kabupaten, setoran.desa)
    for month in months:
        if month not in ahead:
            require_assessed(setoran.kabupaten, month)
    reason = alasan.strip()
    if not reason:
        raise Kesalahan("Alasan pembatalan belum diisi.", "Tulis mengapa setoran ini dibatalkan.")
    if setoran.membatalkan_id is not None or Setoran.objects.filter(membatalkan=setoran).exists():
        raise Kesalahan(f"Setoran {setoran.referensi} sudah dibatalkan.", "Muat ulang halaman setoran.")
    return _add_reversal(setoran, reason, by)


def _add_reversal(setoran: Setoran, reason: str, by: User | None) -> Setoran:
    reversal = Setoran.objects.create(
        kabupaten=setoran.kabupaten,
        desa=setoran.desa,
        penanggung=setoran.penanggung,
        tanggal=today_in(setoran.kabupaten),
        jumlah=-setoran.jumlah,
        referensi=setoran.referensi,
        virtual_account=setoran.virtual_account,
        membatalkan=setoran,
        alasan=reason[:300],
        oleh=by,
    )
    AlokasiSetoran.objects.bulk_create(
        AlokasiSetoran(setoran=reversal, bulan=allocation.bulan, jumlah=-allocation.jumlah)
        for allocation in setoran.alokasi.all()
    )
    record(
        "setoran.batal",
        by=by,
        objek=reversal,
        tempat=setoran.desa or setoran.kabupaten,
        ringkas=f"Membatalkan setoran {format_rupiah(setoran.jumlah)}, referensi {setoran.referensi}",
        rincian={"setoran": setoran.pk, "alasan": reason},
    )
    return reversal


def _add(fields: dict[str, Any], proof: Bukti, parts: Mapping[Bulan, int], by: User | None) -> Setoran:
    setoran = Setoran.objects.create(
        **fields, bukti=proof.berkas, bukti_nama=proof.nama, bukti_sha256=proof.sha256, oleh=by
    )
    add_parts(setoran, parts)
    payer = Penanggung(setoran.penanggung).label
    record(
        "setoran.catat",
        by=by,
        objek=setoran,
        tempat=setoran.desa or setoran.kabupaten,
        ringkas=f"Mencatat setoran {format_rupiah(setoran.jumlah)}, porsi {payer}, {parts_in_words(parts)}",
        rincian={
            "referensi": setoran.referensi,
            "tanggal": setoran.tanggal.isoformat(),
            "alokasi": as_json(parts),
            "belum_teralokasi": left_over(setoran.jumlah, parts),
            "bukti_sha256": proof.sha256,
        },
    )
    return setoran


def _require_depositor(kabupaten: Kabupaten, desa: Desa | None, bulan: Bulan, penanggung: str) -> None:
    """The share was owed by that month, and this treasurer deposits it by the regulation frozen with it."""
    owed = PorsiIuran.objects.filter(
        iuran__penetapan__kabupaten=kabupaten, iuran__penetapan__bulan__lte=bulan.first_day, penanggung=penanggung
    )
    first = (owed.filter(iuran__desa=desa) if desa else owed).order_by("-iuran__penetapan__bulan", "-pk").first()
    if first is None:
        name = Penanggung(penanggung).label if penanggung in Penanggung.values else penanggung
        place = f"Desa {desa.nama}" if desa else f"Kabupaten {kabupaten.nama}"
        raise Kesalahan(f"Tidak ada porsi {name} untuk {place} pada {bulan.nama}.", "Periksa bulan dan porsinya.")
    if (desa is not None) != (first.penyetor == Penyetor.BENDAHARA_DESA):
        raise Kesalahan(
            f"Porsi {first.get_penanggung_display()} {bulan.nama} disetor oleh "
            f"{first.get_penyetor_display().lower()} (Pasal {first.pasal}).",
            "Catat lewat akun penyetornya.",
        )


def _require_day(kabupaten: Kabupaten, bulan: Bulan, tanggal: date) -> None:
    today = today_in(kabupaten)
    if tanggal > today:
        raise Kesalahan(
            f"Tanggal setor {format_tanggal(tanggal)} belum terjadi; hari ini {format_tanggal(today)}.",
            "Isi tanggal pada bukti setor.",
        )
    earliest = bulan.plus(-MONTHS_BEFORE).first_day
    if tanggal < earliest:
        raise Kesalahan(
            f"Tanggal setor {format_tanggal(tanggal)} terlalu lama sebelum {bulan.nama}.",
            f"Isi tanggal pada bukti setor, paling awal {format_tanggal(earliest)}.",
        )


def _amount(jumlah: int) -> int:
    if isinstance(jumlah, bool) or not isinstance(jumlah, int) or not 0 < jumlah < LARGEST:
        raise Kesalahan("Jumlah setoran harus lebih dari nol rupiah.", "Isi jumlah seperti pada bukti setor.")
    return jumlah


def _reference(referensi: str) -> str:
    text = " ".join(referensi.split())
    if not text:
        raise Kesalahan("Nomor referensi belum diisi.", "Salin nomor referensi dari bukti setor.")
    if len(text) > REFERENCE_LENGTH:
        raise Kesalahan(f"Nomor referensi lebih dari {REFERENCE_LENGTH} huruf.", "Salin nomornya saja.")
    return text


def _account(virtual_account: str) -> str:
    digits = "".join(virtual_account.split())
    if digits and (not (digits.isascii() and digits.isdigit()) or len(digits) > ACCOUNT_LENGTH):
        raise Kesalahan("Nomor virtual account hanya boleh berisi angka.", "Salin nomornya dari tagihan BPJS.")
    return digits


def _require_new(fields: dict[str, Any]) -> None:
    same = Setoran.objects.filter(**fields, membatalkan__isnull=True, dibatalkan_oleh__isnull=True)
    if same.exists():
        raise PerluKonfirmasi(
            f"Setoran {format_rupiah(fields['jumlah'])} tanggal {format_tanggal(fields['tanggal'])} dengan referensi "
            f"{fields['referensi']} sudah pernah dicatat.",
            "Bila ini setoran lain yang kebetulan sama, centang pernyataannya lalu kirim lagi.",
        )
