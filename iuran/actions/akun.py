"""Keeps the virtual account of each payer: a new number ends the one before it; nothing is rewritten."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from desa.actions.audit import record
from desa.enums import Penanggung
from desa.models import Desa, Kabupaten, User
from iuran.models import VirtualAccount
from iuran.queries.akun import payers_of
from iuran.rules import account_digits
from jaminan.bulan import format_tanggal
from jaminan.kesalahan import Kesalahan


@transaction.atomic
def add_virtual_account(
    *,
    kabupaten: Kabupaten,
    desa: Desa | None,
    penanggung: str,
    nomor: str,
    mulai: date,
    sumber: str,
    by: User | None,
) -> VirtualAccount:
    """Keeps a number from `mulai` on; the one that held until then ends on that day.

    Raises Kesalahan when the number is no number, the share is not deposited at this place, the letter is missing,
    or a number with a later or equal beginning is already kept.
    """
    Kabupaten.objects.select_for_update().get(pk=kabupaten.pk)
    _require_place(kabupaten, desa, penanggung)
    digits = account_digits(nomor)
    if not digits:
        raise Kesalahan("Nomor virtual account hanya boleh berisi angka.", "Salin nomornya dari tagihan BPJS.")
    if not sumber.strip():
        raise Kesalahan("Surat yang menyebut nomor ini belum diisi.", "Isi nomor dan tanggal surat atau tagihannya.")
    _end_present(kabupaten, desa, penanggung, mulai, by)
    row = VirtualAccount.objects.create(
        kabupaten=kabupaten, desa=desa, penanggung=penanggung, nomor=digits, mulai=mulai,
        sumber=" ".join(sumber.split())[:200], oleh=by,
    )  # fmt: skip
    _record("virtual_account.tambah", row, f"{_named(row)} dicatat, berlaku mulai {format_tanggal(mulai)}", by)
    return row


@transaction.atomic
def end_virtual_account(*, akun: VirtualAccount, berakhir: date, by: User | None) -> VirtualAccount:
    """Ends a number: from `berakhir` on it no longer holds. Raises Kesalahan when it ended already or begins later."""
    akun = VirtualAccount.objects.select_for_update().get(pk=akun.pk)
    if akun.berakhir is not None:
        raise Kesalahan(f"{_named(akun)} sudah berakhir pada {format_tanggal(akun.berakhir)}.", "Muat ulang daftarnya.")
    if berakhir < akun.mulai:
        raise Kesalahan(
            f"{_named(akun)} baru berlaku mulai {format_tanggal(akun.mulai)}.", "Isi tanggal yang sama atau sesudahnya."
        )
    akun.berakhir = berakhir
    akun.save(update_fields=["berakhir"])
    _record("virtual_account.akhiri", akun, f"{_named(akun)} tidak berlaku mulai {format_tanggal(berakhir)}", by)
    return akun


def _require_place(kabupaten: Kabupaten, desa: Desa | None, penanggung: str) -> None:
    """The payer's share is deposited here by the regulation of today."""
    payers = {payer.value: in_villages for payer, in_villages in payers_of(kabupaten).items()}
    if payers.get(penanggung) is not None and payers[penanggung] == (desa is not None):
        return
    place = f"Desa {desa.nama}" if desa else f"Kabupaten {kabupaten.nama}"
    name = Penanggung(penanggung).label if penanggung in Penanggung.values else penanggung
    raise Kesalahan(
        f"Porsi {name} tidak disetor oleh {place} menurut peraturan yang berlaku.", "Periksa porsi dan tempatnya."
    )


def _end_present(kabupaten: Kabupaten, desa: Desa | None, penanggung: str, mulai: date, by: User | None) -> None:
    """Ends the number that holds on this day. Raises Kesalahan when one begins on this day or later."""
    rows = VirtualAccount.objects.filter(kabupaten=kabupaten, desa=desa, penanggung=penanggung)
    standing = rows.exclude(Q(berakhir__isnull=False) & Q(berakhir__lte=mulai)).order_by("-mulai").first()
    if standing is None:
        return
    if standing.mulai >= mulai or standing.berakhir is not None:
        raise Kesalahan(
            f"{_named(standing)} sudah tercatat mulai {format_tanggal(standing.mulai)}.",
            "Akhiri nomor itu lebih dahulu, atau isi tanggal sesudahnya.",
        )
    end_virtual_account(akun=standing, berakhir=mulai, by=by)


def _named(row: VirtualAccount) -> str:
    place = f"Desa {row.desa.nama}" if row.desa else f"Kabupaten {row.kabupaten.nama}"
    return f"Virtual account {place}, porsi {row.get_penanggung_display()},"


def _record(aksi: str, row: VirtualAccount, ringkas: str, by: User | None) -> None:
    record(
        aksi,
        by=by,
        objek=row,
        tempat=row.desa or row.kabupaten,
        ringkas=ringkas,
        rincian={"penanggung": row.penanggung, "nomor": row.nomor, "mulai": row.mulai.isoformat(),
                 "berakhir": row.berakhir.isoformat() if row.berakhir else None, "sumber": row.sumber},
    )  # fmt: skip
