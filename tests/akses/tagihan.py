"""A file of BPJS' that waits to be read by a person."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from rekonsiliasi.models import TagihanMenunggu
from tests.akses.aturan import BOTH, each, rows
from tests.stage import Bulan

TABLE = {
    "tagihanmenunggu": rows("kabupaten", BOTH, "tulis"),
    "tagihanmenunggu_buang": rows("kabupaten", BOTH, "kirim"),
    # the API
    "tagihanmenunggu-list": rows("semua"),
    "tagihanmenunggu-detail": rows("kabupaten"),
    **each("tagihanmenunggu-baca tagihanmenunggu-buang", rows("kabupaten", BOTH, "kirim")),
}


def keys(month: Bulan) -> dict[str, int]:
    waiting, _ = TagihanMenunggu.objects.get_or_create(
        kabupaten=month.kabupaten, bulan="2026-10-01", sha256="0" * 64,
        defaults={"nama_berkas": "daftar.xlsx",
                  "berkas": default_storage.save("tagihan/menunggu/akses.bin", ContentFile(b"bukan daftar"))},
    )  # fmt: skip
    return {"tagihanmenunggu": waiting.pk}
