"""The invented virtual accounts of the sample: Mamasa's two, and in Kayong Utara those of the first villages."""

from datetime import UTC, date, datetime

from desa.enums import Peran
from desa.models import Desa, Kabupaten, User
from iuran.actions.akun import add_virtual_account
from iuran.queries.akun import payers_of

from .akun import username
from .jam import at

VILLAGES = 3  # the others' numbers are still missing, as the page tells
SINCE = date(2026, 9, 1)


def keep_accounts(kabupaten: Kabupaten) -> None:
    """One number per payer and place."""
    dpm = User.objects.get(username=username(Peran.DPM, kabupaten))
    villages = list(Desa.objects.filter(kecamatan__kabupaten=kabupaten)[:VILLAGES])
    with at(datetime(2026, 8, 28, 2, tzinfo=UTC)):
        for share, (payer, in_villages) in enumerate(payers_of(kabupaten).items(), start=1):
            places: list[Desa | None] = [*villages] if in_villages else [None]
            for number, desa in enumerate(places):
                add_virtual_account(
                    kabupaten=kabupaten,
                    desa=desa,
                    penanggung=payer.value,
                    nomor=f"88889{kabupaten.kode.replace('.', '')}{share}{number:06d}",
                    mulai=SINCE,
                    sumber=f"Surat BPJS Kesehatan {kabupaten.kantor_bpjs} nomor 118/IX-05/0826 (contoh)".replace(
                        "  ", " "
                    ),
                    by=dpm,
                )
