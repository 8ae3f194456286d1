"""What people say about a difference: its cause, owner and day, comments of both sides, done, or sent back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from desa.access import today_in
from desa.actions.audit import record
from desa.models import Kabupaten, User
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.penyamar import mask_text
from rekonsiliasi.actions.usul_selisih import settle_proposals
from rekonsiliasi.enums import JenisTanggapan, PihakTindak, Sebab, StatusBeritaAcara, StatusRekonsiliasi
from rekonsiliasi.models import Rekonsiliasi, Selisih, TanggapanSelisih
from rekonsiliasi.queries.selisih import proposed_days, side_of

LONGEST, REASON = 1000, 300
DECIDED = (
    "sebab", "pihak", "tindak_lanjut", "tenggat", "dikembalikan", "diputus_oleh", "diputus_pada", "selesai_oleh",
    "selesai_pada", "versi", "usul",
)  # fmt: skip


class SudahDiputus(Kesalahan):
    """Somebody else decided the same difference meanwhile; nothing of theirs was overwritten."""


@dataclass(frozen=True, slots=True)
class Putusan:
    """One answer: cause, who acts, in which words, until when (None: the proposed day)."""

    sebab: str
    pihak: str
    tindak_lanjut: str
    tenggat: date | None = None

    def sama(self, row: Selisih) -> bool:
        """Whether the line says this already."""
        if row.belum or (self.sebab, self.pihak, self.tindak_lanjut) != (row.sebab, row.pihak, row.tindak_lanjut):
            return False
        return self.tenggat is None or self.tenggat == row.tenggat


def require_undecided_paper(rekonsiliasi: Rekonsiliasi) -> None:
    """Raises Kesalahan when the comparison is finished, or its Berita Acara waits for BPJS Kesehatan."""
    name = Bulan.of(rekonsiliasi.bulan_mulai).nama
    if rekonsiliasi.status == StatusRekonsiliasi.SELESAI:
        raise Kesalahan(
            f"Rekonsiliasi {name} sudah selesai dengan Berita Acara.", "Catat pembetulannya pada bulan berikutnya."
        )
    if rekonsiliasi.berita_acara.filter(status=StatusBeritaAcara.DISETUJUI_DPM).exists():
        raise Kesalahan(
            f"Berita Acara {name} sedang menunggu persetujuan BPJS Kesehatan, jadi angkanya tidak boleh berubah.",
            "Minta BPJS Kesehatan mengembalikannya lebih dahulu.",
        )


@transaction.atomic
def decide_selisih(
    *,
    selisih: Selisih,
    sebab: str,
    pihak: str,
    tindak_lanjut: str,
    tenggat: date | None = None,
    versi: int | None = None,
    by: User | None,
) -> Selisih:
    """Gives one difference its cause, who acts, what they will do and until when. One audit row.

    Raises Kesalahan as `decide_many`.
    """
    decide_many(
        rekonsiliasi=selisih.rekonsiliasi,
        nomor=[selisih.pk],
        sebab=sebab,
        pihak=pihak,
        tindak_lanjut=tindak_lanjut,
        tenggat=tenggat,
        versi={} if versi is None else {selisih.pk: versi},
        by=by,
    )
    selisih.refresh_from_db()
    return selisih


@transaction.atomic
def decide_many(
    *,
    rekonsiliasi: Rekonsiliasi,
    nomor: Collection[int],
    sebab: str,
    pihak: str,
    tindak_lanjut: str,
    tenggat: date | None = None,
    versi: Mapping[int, int] | None = None,
    by: User | None,
) -> int:
    """The same decision for several differences of one comparison; returns how many. One audit row each.

    `versi` says which state of each line was on the page. Raises SudahDiputus, and keeps nothing, when another
    person decided otherwise since then; Kesalahan when the paper is out of hand, none was chosen, or a part is missing.
    """
    locked = Rekonsiliasi.objects.select_for_update().get(pk=rekonsiliasi.pk)
    require_undecided_paper(locked)
    answer = Putusan(sebab, pihak, tindak_lanjut.strip(), tenggat)
    _require_decision(answer, today_in(locked.kabupaten))
    rows = list(
        locked.selisih.select_related(
            "desa__kecamatan__kabupaten", "diputus_oleh", "peserta", "baris", "usul__desa"
        ).filter(pk__in=nomor)
    )
    if not rows or len(rows) != len(set(nomor)):
        raise Kesalahan(
            "Selisih yang dipilih tidak ada lagi, karena bulan ini sudah dibandingkan ulang.",
            "Buka lagi daftarnya, lalu pilih sekali lagi.",
        )
    _require_unmoved(rows, versi or {}, answer)
    _write_decisions([row for row in rows if not answer.sama(row)], locked, answer, by)
    return len(rows)


def _require_decision(answer: Putusan, today: date) -> None:
    if answer.sebab not in Sebab.values:
        raise Kesalahan("Sebab selisih belum dipilih.", "Pilih salah satu sebab.")
    if answer.pihak not in PihakTindak.values:
        raise Kesalahan("Pihak yang menindaklanjuti belum dipilih.", "Pilih desa, DPM-Pemdes, atau BPJS Kesehatan.")
    if answer.sebab == Sebab.LAIN and not answer.tindak_lanjut:
        raise Kesalahan("Sebab lain perlu dijelaskan.", "Tulis sebabnya pada tindak lanjut.")
    if len(answer.tindak_lanjut) > REASON:
        raise Kesalahan("Tindak lanjut lebih dari 300 huruf.", "Pendekkan kalimatnya.")
    if answer.tenggat is not None and answer.tenggat < today:
        raise Kesalahan("Tenggatnya sudah lewat.", "Pilih hari ini atau sesudahnya.")


def _require_unmoved(rows: list[Selisih], versi: Mapping[int, int], answer: Putusan) -> None:
    """What was on the page is what stands now. The same answer twice is one effect and no quarrel."""
    moved = [row for row in rows if versi.get(row.pk, row.versi) != row.versi and not answer.sama(row)]
    if not moved:
        return
    told = "; ".join(f"{row.nama} oleh {_who(row)} ({_what(row)})" for row in moved[:3])
    more = f"; dan {len(moved) - 3} lagi" if len(moved) > 3 else ""
    raise SudahDiputus(
        f"Sudah diubah orang lain sejak halaman ini dibuka: {told}{more}. Jawaban Anda belum disimpan.",
        "Baca jawabannya. Simpan lagi bila jawaban Anda yang seharusnya berlaku.",
    )


def _who(row: Selisih) -> str:
    return str(row.diputus_oleh) if row.diputus_oleh else "perintah di server"


def _what(row: Selisih) -> str:
    if row.dikembalikan:
        return f"dikembalikan: {row.dikembalikan}"
    return f"{row.get_sebab_display()}; {row.get_pihak_display()}" if row.sebab else "belum bersebab"


def _write_decisions(rows: list[Selisih], locked: Rekonsiliasi, answer: Putusan, by: User | None) -> None:
    now = timezone.now()
    days = {} if answer.tenggat else proposed_days(locked, answer.pihak)
    for row in rows:
        before = {"sebab": row.sebab, "pihak": row.pihak, "tindak_lanjut": row.tindak_lanjut}
        row.sebab, row.pihak, row.tindak_lanjut = answer.sebab, answer.pihak, answer.tindak_lanjut
        row.tenggat = answer.tenggat or days[bool(row.penanggung)]
        row.dikembalikan, row.selesai_oleh, row.selesai_pada = "", None, None
        row.diputus_oleh, row.diputus_pada, row.versi = by, now, row.versi + 1
        _audit_decision(row, before, locked.kabupaten, by)
    settle_proposals(locked, rows, by)
    Selisih.objects.bulk_update(rows, DECIDED, batch_size=200)
    side = side_of(by, locked.kabupaten)
    TanggapanSelisih.objects.bulk_create(_entry(row, JenisTanggapan.DIPUTUS, _said(row), side, by) for row in rows)


def _said(row: Selisih) -> str:
    words = f" {row.tindak_lanjut}" if row.tindak_lanjut else ""
    return mask_text(f"{row.get_sebab_display()}; ditindaklanjuti {row.get_pihak_display()}.{words}")


def _entry(row: Selisih, jenis: JenisTanggapan, isi: str, pihak: str, by: User | None) -> TanggapanSelisih:
    return TanggapanSelisih(
        kabupaten_id=row.rekonsiliasi.kabupaten_id, kunci=row.kunci, bulan=row.bulan, jenis=jenis, pihak=pihak, isi=isi,
        oleh=by,
    )  # fmt: skip


def _audit_decision(row: Selisih, before: dict[str, str], kabupaten: Kabupaten, by: User | None) -> None:
    record(
        "selisih.putuskan",
        by=by,
        objek=row,
        tempat=row.desa or kabupaten,
        ringkas=f"Menjawab selisih {row.get_jenis_display().lower()} {Bulan.of(row.bulan).nama}",
        rincian={
            "lama": before,
            "baru": {
                "sebab": row.sebab, "pihak": row.pihak, "tindak_lanjut": row.tindak_lanjut, "tenggat": str(row.tenggat),
            },
        },
    )  # fmt: skip


@transaction.atomic
def comment(*, selisih: Selisih, isi: str, by: User | None) -> TanggapanSelisih:
    """Adds words to a difference; nothing else changes. Raises Kesalahan when there are none, or too many."""
    row = _locked(selisih)
    words = _words(isi, LONGEST)
    if not words:
        raise Kesalahan("Tanggapan masih kosong.", "Tulis satu kalimat, lalu kirim.")
    return _say(row, JenisTanggapan.KOMENTAR, words, by)


@transaction.atomic
def mark_done(*, selisih: Selisih, isi: str, by: User | None) -> Selisih:
    """The side that was to act says that it did. A second press changes nothing.

    Raises Kesalahan when the line has no answer yet, or another side was to act.
    """
    row = _locked(selisih)
    words = _words(isi, LONGEST)
    if row.selesai_pada:
        return row
    if row.belum:
        raise Kesalahan("Selisih ini belum bersebab, jadi belum ada yang dapat diselesaikan.", "Tunggu sebabnya.")
    if by is not None and side_of(by, row.rekonsiliasi.kabupaten) != row.pihak:
        raise Kesalahan(
            f"Selisih {row.nama} ditindaklanjuti {row.get_pihak_display()}, bukan pihak Anda.",
            "Tulis tanggapan bila ada yang perlu disampaikan.",
        )
    row.selesai_oleh, row.selesai_pada, row.versi = by, timezone.now(), row.versi + 1
    row.save(update_fields=["selesai_oleh", "selesai_pada", "versi"])
    _say(row, JenisTanggapan.SELESAI, words, by)
    return row


@transaction.atomic
def send_back(*, selisih: Selisih, alasan: str, versi: int | None = None, by: User | None) -> Selisih:
    """Sends an answered difference back to whoever answered it; until it is answered again it blocks the paper.

    Raises Kesalahan: no reason, no answer yet, one's own answer, or the paper is out of hand.
    """
    locked = Rekonsiliasi.objects.select_for_update().get(pk=selisih.rekonsiliasi_id)
    require_undecided_paper(locked)
    row = _locked(selisih)
    words = _words(alasan, REASON)
    if not words:
        raise Kesalahan("Alasan belum ditulis, jadi selisih ini belum dikembalikan.", "Tulis apa yang harus diubah.")
    if row.belum:
        raise Kesalahan("Selisih ini memang belum bersebab.", "Beri sebabnya.")
    if by is not None and row.diputus_oleh_id == by.pk:
        raise Kesalahan("Jawaban ini Anda sendiri yang memberi.", "Ubah langsung jawabannya.")
    if versi is not None and versi != row.versi:
        raise SudahDiputus(
            f"Sudah diubah orang lain sejak halaman ini dibuka: {row.nama} oleh {_who(row)} ({_what(row)}).",
            "Baca jawabannya. Kembalikan bila masih perlu.",
        )
    row.dikembalikan, row.selesai_oleh, row.selesai_pada, row.versi = words, None, None, row.versi + 1
    row.save(update_fields=["dikembalikan", "selesai_oleh", "selesai_pada", "versi"])
    _say(row, JenisTanggapan.DIKEMBALIKAN, words, by)
    return row


def _locked(selisih: Selisih) -> Selisih:
    """The line, held until the end of the transaction. Raises Kesalahan when a new comparison removed it."""
    rows = Selisih.objects.select_for_update(of=("self",)).select_related(
        "rekonsiliasi__kabupaten", "desa__kecamatan__kabupaten"
    )
    found = rows.filter(pk=selisih.pk).first()
    if found is None:
        raise Kesalahan("Selisih ini tidak ada lagi, karena bulannya dibandingkan ulang.", "Buka lagi daftarnya.")
    return found


def _words(text: str, most: int) -> str:
    words = " ".join(text.split())
    if len(words) > most:
        raise Kesalahan(f"Tulisan ini lebih dari {most} huruf.", "Pendekkan kalimatnya.")
    return mask_text(words)


def _say(row: Selisih, jenis: JenisTanggapan, isi: str, by: User | None) -> TanggapanSelisih:
    entry = _entry(row, jenis, isi, side_of(by, row.rekonsiliasi.kabupaten), by)
    entry.save()
    record(
        f"selisih.{jenis}",
        by=by,
        objek=row,
        tempat=row.desa or row.rekonsiliasi.kabupaten,
        ringkas=f"{jenis.label} pada selisih {row.get_jenis_display().lower()} {Bulan.of(row.bulan).nama}",
        rincian={"isi": isi},
    )
    return entry
