"""Lets a few officials of the sample pay for other family members, where the regulation has a tariff."""

from datetime import UTC, date, datetime

from desa.actions.keluarga import state_of_member
from desa.enums import JenisKeterangan, Peran
from desa.models import Desa, Kabupaten, User
from iuran.actions.keluarga_lain import assess_other_family, record_other_payment
from iuran.models import KewajibanKeluargaLain
from iuran.queries.tagihan_lain import could_take_part
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan

from .akun import username
from .bulanan import PROOF
from .jam import at

JULI = Bulan(2026, 7)
VILLAGES = ("61.11.01.2001", "61.11.01.2002")  # Sutera and Pangkalan Buton
EACH = 2


def other_family(kabupaten: Kabupaten) -> None:
    """Up to two family members a village take part since July 2026; Sutera's first bill is half paid."""
    with at(datetime(2026, 8, 10, 2, tzinfo=UTC)):
        for desa in Desa.objects.filter(kecamatan__kabupaten=kabupaten, kode__in=VILLAGES).order_by("kode"):
            for member in could_take_part(desa, JULI.next())[:EACH]:
                state_of_member(
                    anggota=member, desa=desa, jenis=JenisKeterangan.DIIKUTSERTAKAN, mulai=JULI,
                    catatan="Surat permohonan peserta (data contoh)", by=None,
                )  # fmt: skip
        try:
            rows = assess_other_family(place=kabupaten, tahun=JULI.year, by=_user(Peran.DPM, kabupaten))
        except Kesalahan:  # a regulation without a tariff: nothing to show
            return
        if rows:
            _pay_half(rows[0])


def _pay_half(row: KewajibanKeluargaLain) -> None:
    record_other_payment(
        peserta=row.peserta, desa=row.desa, tahun=row.tahun, tanggal=date(2026, 8, 7), jumlah=row.jumlah // 2,
        referensi="KL-2026-001", bukti=("bukti_bayar.pdf", PROOF.read_bytes()),
        by=User.objects.filter(username=username(Peran.BENDAHARA_DESA, row.desa)).first(),
    )  # fmt: skip


def _user(peran: Peran, kabupaten: Kabupaten) -> User:
    return User.objects.get(username=username(peran, kabupaten))
