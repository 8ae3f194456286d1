"""Turns the keys of offers (`desa.rules.salah`) back into the text for their cells."""

from collections.abc import Iterable

from desa.models import AnggotaKeluarga, Desa, Kabupaten, MasaJabatan, Peserta
from desa.queries.kepesertaan import inside
from desa.rules.salah import ISI, KELUARGA, ORANG
from jaminan.kesalahan import Kesalahan


def offered_text(tempat: Desa | Kabupaten, kunci: str) -> str:
    """What stands in the cell once a person has chosen this offer: a reading, or the NIK of somebody of the place.

    Raises Kesalahan when the key means nobody there.
    """
    return offered_texts(tempat, [kunci])[kunci]


def offered_texts(tempat: Desa | Kabupaten, kunci: Iterable[str]) -> dict[str, str]:
    """The same for many keys at once."""
    keys = set(kunci)
    here = MasaJabatan.objects.filter(inside(tempat)).values("peserta")
    officials = Peserta.objects.filter(pk__in=_ids(keys, ORANG)).filter(pk__in=here)
    family = AnggotaKeluarga.objects.filter(pk__in=_ids(keys, KELUARGA), peserta__in=here, berakhir__isnull=True)
    found = {key: key.partition(":")[2] for key in keys if key.partition(":")[0] == ISI}
    found |= {f"{ORANG}:{pk}": nik for pk, nik in officials.values_list("pk", "nik")}
    found |= {f"{KELUARGA}:{pk}": nik for pk, nik in family.values_list("pk", "nik")}
    if not all(found.get(key) for key in keys):
        raise Kesalahan("Orang yang dipilih tidak ada lagi pada daftar.", "Muat ulang halaman lalu pilih lagi.")
    return found


def _ids(keys: Iterable[str], kind: str) -> list[int]:
    parts = (key.partition(":") for key in keys)
    return [int(rest) for name, _, rest in parts if name == kind and rest.isascii() and rest.isdigit()]
