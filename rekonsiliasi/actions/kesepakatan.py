"""What takes both sides: agreeing on several months, and opening a finished reconciliation again."""

from django.db import transaction
from django.utils import timezone

from desa.actions.audit import record
from desa.models import Kabupaten, User
from iuran.actions.penetapan import reopen_month
from iuran.queries.penetapan import later_closed
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.enums import DISEPAKATI, Pihak, StatusBeritaAcara, StatusRekonsiliasi, StatusUsulan
from rekonsiliasi.models import BeritaAcara, KesepakatanRentang, PembukaanKembali, Rekonsiliasi
from rekonsiliasi.queries.angka import months_of
from rekonsiliasi.queries.kesepakatan import months_told, range_of, reopening_of, side_in

LONGEST = 300


@transaction.atomic
def propose_range(*, rekonsiliasi: Rekonsiliasi, alasan: str, by: User) -> KesepakatanRentang:
    """One side proposes to settle these months together; a second press, or a second proposal, gives the same one.

    Raises Kesalahan for a single month, without a reason, or for somebody of neither side.
    """
    kabupaten = Kabupaten.objects.select_for_update().get(pk=rekonsiliasi.kabupaten_id)
    if rekonsiliasi.bulan_mulai == rekonsiliasi.bulan_sampai:
        raise Kesalahan("Satu bulan tidak memerlukan kesepakatan.", "Lanjutkan dengan daftar selisih.")
    side, words = _side(by, kabupaten), _reason(alasan, "Rentang belum diusulkan")
    found = range_of(rekonsiliasi)
    if found is not None and found.status != StatusUsulan.DITOLAK:
        return found
    row = KesepakatanRentang.objects.create(
        kabupaten=kabupaten, bulan_mulai=rekonsiliasi.bulan_mulai, bulan_sampai=rekonsiliasi.bulan_sampai, pihak=side,
        alasan=words, diusulkan_oleh=by,
    )  # fmt: skip
    _record("rentang.usulkan", row, kabupaten, by, f"Mengusulkan rentang {months_told(row)}", words)
    return row


@transaction.atomic
def answer_range(*, kesepakatan: KesepakatanRentang, setuju: bool, jawaban: str = "", by: User) -> KesepakatanRentang:
    """The other side agrees to the months, or says why not. The same answer twice is one effect."""
    row = KesepakatanRentang.objects.select_for_update().get(pk=kesepakatan.pk)
    kabupaten = row.kabupaten
    if _answer(row, kabupaten, setuju=setuju, jawaban=jawaban, by=by):
        told = "Menyetujui" if setuju else "Menolak"
        _record(f"rentang.{row.status}", row, kabupaten, by, f"{told} rentang {months_told(row)}", jawaban)
    return row


@transaction.atomic
def ask_reopening(*, berita_acara: BeritaAcara, alasan: str, by: User) -> PembukaanKembali:
    """One side asks to open the months of an agreed paper again; a second press gives the same request.

    Raises Kesalahan: the paper is not agreed by both, a later month is closed, no reason, or of neither side.
    """
    kabupaten = Kabupaten.objects.select_for_update().get(pk=berita_acara.rekonsiliasi.kabupaten_id)
    paper = _agreed_paper(berita_acara)
    side, words = _side(by, kabupaten), _reason(alasan, "Pembukaan kembali belum diminta")
    _require_last(paper)
    found = reopening_of(paper)
    if found is not None and found.menunggu:
        return found
    row = PembukaanKembali.objects.create(berita_acara=paper, pihak=side, alasan=words, diusulkan_oleh=by)
    _record("pembukaan.minta", row, kabupaten, by, f"Meminta Berita Acara {paper} dibuka kembali", words)
    return row


@transaction.atomic
def answer_reopening(*, pembukaan: PembukaanKembali, setuju: bool, jawaban: str = "", by: User) -> PembukaanKembali:
    """The other side agrees, and the months are open again, or says why not.

    Agreed: the paper is replaced and stays readable, its entries in the next bill no longer count, deposits, bills
    and answers may change; assessed rows stay. Raises Kesalahan as `ask_reopening`.
    """
    work = pembukaan.berita_acara.rekonsiliasi
    kabupaten = Kabupaten.objects.select_for_update().get(pk=work.kabupaten_id)
    row = PembukaanKembali.objects.select_for_update().get(pk=pembukaan.pk)
    if not _answer(row, kabupaten, setuju=setuju, jawaban=jawaban, by=by):
        return row
    told = "Menyetujui" if setuju else "Menolak"
    _record(f"pembukaan.{row.status}", row, kabupaten, by, f"{told} pembukaan Berita Acara {row.berita_acara}", jawaban)
    if setuju:
        _open_again(row.berita_acara, by)
    return row


def _open_again(berita_acara: BeritaAcara, by: User) -> None:
    paper = _agreed_paper(berita_acara)
    _require_last(paper)
    paper.status = StatusBeritaAcara.DIGANTI
    paper.save(update_fields=["status"])
    for bulan in reversed(months_of(paper.rekonsiliasi)):
        reopen_month(kabupaten=paper.rekonsiliasi.kabupaten, bulan=bulan, by=by)
    Rekonsiliasi.objects.filter(pk=paper.rekonsiliasi_id).update(status=StatusRekonsiliasi.TERBUKA)


def _agreed_paper(berita_acara: BeritaAcara) -> BeritaAcara:
    rows = BeritaAcara.objects.select_for_update(of=("self",)).select_related("rekonsiliasi__kabupaten")
    paper = rows.get(pk=berita_acara.pk)
    if paper.status not in DISEPAKATI:
        raise Kesalahan(
            f"Berita Acara {paper} tidak sedang berlaku: {paper.get_status_display().lower()}.",
            "Hanya Berita Acara yang disepakati kedua pihak dapat dibuka kembali.",
        )
    return paper


def _require_last(paper: BeritaAcara) -> None:
    later = later_closed(paper.rekonsiliasi.kabupaten, Bulan.of(paper.rekonsiliasi.bulan_sampai))
    if later is not None:
        raise Kesalahan(later.pesan, "Buka kembali bulan yang lebih baru lebih dahulu, atau betulkan lewat pembetulan.")


def _side(by: User, kabupaten: Kabupaten) -> Pihak:
    side = side_in(by, kabupaten)
    if side is None:
        raise Kesalahan(
            "Hanya DPM-Pemdes dan BPJS Kesehatan kabupaten ini yang membuat kesepakatan.", "Masuklah dengan akunnya."
        )
    return side


def _reason(alasan: str, what: str) -> str:
    words = " ".join(alasan.split())
    if not words:
        raise Kesalahan(f"{what}, karena alasannya kosong.", "Tulis alasannya dalam satu kalimat.")
    if len(words) > LONGEST:
        raise Kesalahan(f"Alasan lebih dari {LONGEST} huruf.", "Pendekkan kalimatnya.")
    return words


def _answer(
    row: KesepakatanRentang | PembukaanKembali, kabupaten: Kabupaten, *, setuju: bool, jawaban: str, by: User
) -> bool:
    """Writes the answer; False when it stood already."""
    wanted = StatusUsulan.DISETUJUI if setuju else StatusUsulan.DITOLAK
    if not row.menunggu:
        if row.status == wanted:
            return False
        raise Kesalahan(
            f"Usul ini sudah dijawab {row.dijawab_oleh}: {row.get_status_display().lower()}.", "Buat usul yang baru."
        )
    if _side(by, kabupaten) == row.pihak:
        raise Kesalahan(
            f"Usul ini dari pihak Anda sendiri, {row.get_pihak_display()}.", "Jawabannya diberikan oleh pihak lain."
        )
    row.jawaban = "" if setuju else _reason(jawaban, "Usul belum ditolak")
    row.status, row.dijawab_oleh, row.dijawab_pada = wanted, by, timezone.now()
    row.save(update_fields=["status", "dijawab_oleh", "dijawab_pada", "jawaban"])
    return True


def _record(
    aksi: str, row: KesepakatanRentang | PembukaanKembali, kabupaten: Kabupaten, by: User, ringkas: str, alasan: str
) -> None:
    record(aksi, by=by, objek=row, tempat=kabupaten, ringkas=ringkas, rincian={"alasan": alasan})
