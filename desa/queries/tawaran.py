"""Turns the key of an offer (`desa.rules.salah`) back into the text for the cell."""

from desa.models import AnggotaKeluarga, Desa, Peserta
from desa.rules.salah import ISI, KELUARGA, ORANG
from jaminan.kesalahan import Kesalahan


def offered_text(desa: Desa, kunci: str) -> str:
    """What stands in the cell once a person has chosen this offer: a reading, or the NIK of somebody of this village.

    Raises Kesalahan when the key means nobody of this village.
    """
    kind, _, rest = kunci.partition(":")
    if kind == ISI and rest:
        return rest
    found: Peserta | AnggotaKeluarga | None = None
    if kind == ORANG and rest.isascii() and rest.isdigit():
        found = Peserta.objects.filter(masa_jabatan__desa=desa, pk=int(rest)).first()
    elif kind == KELUARGA and rest.isascii() and rest.isdigit():
        mine = AnggotaKeluarga.objects.filter(peserta__masa_jabatan__desa=desa, berakhir__isnull=True)
        found = mine.filter(pk=int(rest)).first()
    if found is None:
        raise Kesalahan(
            "Orang yang dipilih tidak ada lagi pada daftar desa ini.", "Muat ulang halaman lalu pilih lagi."
        )
    return str(found.nik)
