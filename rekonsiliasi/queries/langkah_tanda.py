"""Which papers wait for this user's own signature, or for their word on a scan (MM Pasal 14)."""

from collections.abc import Iterator

from desa.models import Membership
from jaminan.bulan import Bulan
from rekonsiliasi.enums import StatusBeritaAcara
from rekonsiliasi.models import BeritaAcara
from rekonsiliasi.queries.langkah import Langkah
from rekonsiliasi.queries.tanda_tangan import signing_of, turn_of

WAITING = (StatusBeritaAcara.TERBIT, StatusBeritaAcara.DITANDATANGANI)


def signing_steps(membership: Membership) -> Iterator[Langkah]:
    """Oldest paper first. One query while no paper waits for a signature."""
    papers = BeritaAcara.objects.filter(rekonsiliasi__kabupaten=membership.kabupaten, status__in=WAITING)
    for paper in papers.select_related("rekonsiliasi__kabupaten").order_by("rekonsiliasi__bulan_mulai"):
        turn = turn_of(paper, membership.user, signing_of(paper))
        nama = Bulan.of(paper.rekonsiliasi.bulan_mulai).nama
        if turn.menandatangani and turn.pihak is not None:
            yield Langkah(
                f"Tanda tangani Berita Acara {nama}",
                f"Kedua pihak sudah menyetujuinya. Anda yang menandatangani untuk {turn.pihak.label}.",
                "Buka Berita Acara", "berita_acara", str(paper.pk),
            )  # fmt: skip
        elif turn.memastikan:
            yield Langkah(
                f"Pastikan pindaian Berita Acara {nama}",
                "Kertas yang ditandatangani sudah dipindai. Cocokkan pindaiannya dengan kertas yang terbit.",
                "Buka Berita Acara", "berita_acara", str(paper.pk),
            )  # fmt: skip
