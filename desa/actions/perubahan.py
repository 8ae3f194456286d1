"""Writes of changes one by one: every answer is kept at once, and all are handed in together as one report."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from desa.access import today_in
from desa.actions.audit import record
from desa.actions.bukti import check_proof
from desa.actions.laporan import add_report, check_month, locked, replace_waiting, require_as_previewed
from desa.enums import JenisPenyampaian, JenisPerubahan, StatusDraf, StatusPenyampaian
from desa.models import AnggotaKeluarga, Desa, DrafPerubahan, MasaJabatan, Penyampaian, Perubahan, User
from desa.queries.daftar import reading_rules
from desa.queries.penyampaian import latest
from desa.queries.perubahan import as_ubah, changes_in, changes_of, open_draft, unanswered
from desa.queries.unggahan import CHANGES
from desa.rules.perubahan import BARU, DIJAWAB, Langkah, check_answer, in_words, questions
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan

LONGEST = 300
MOST = 40  # changes in one draft; a village has a dozen officials


class BerubahOrangLain(Kesalahan):
    """Somebody else answered the same question meanwhile."""


@transaction.atomic
def begin_change(*, desa: Desa, kunci: str, siapa: str, by: User | None) -> Perubahan:
    """Begins a change of somebody in office (`siapa`: the number of the spell) or of somebody new ("baru").

    The same `kunci` twice gives the same change. Raises Kesalahan when there is no such person in the village.
    """
    desa = locked(desa)
    draf = _draft(desa, by)
    known = draf.perubahan.filter(kunci=kunci).first()
    if known:
        return known
    if draf.perubahan.count() >= MOST:
        raise Kesalahan(f"Sudah ada {MOST} perubahan dalam draf ini.", "Sampaikan dahulu, atau unggah berkas.")
    masa = None if siapa == BARU else _term(desa, siapa)
    jenis = JenisPerubahan.MULAI if masa is None else ""
    row = Perubahan.objects.create(draf=draf, kunci=kunci[:36], jenis=jenis, masa=masa, oleh=by)
    who = masa.peserta.nama if masa else "orang baru"
    record("perubahan.mulai", by=by, objek=row, tempat=desa, ringkas=f"Mulai menulis perubahan {who}")
    return row


def _term(desa: Desa, siapa: str) -> MasaJabatan:
    numbers = MasaJabatan.objects.filter(desa=desa).select_related("peserta")
    found = numbers.filter(pk=int(siapa)).first() if siapa.isdecimal() and len(siapa) < 19 else None
    if found is None:
        raise Kesalahan("Orang ini tidak ada dalam daftar desa.", "Pilih seseorang dari daftar.")
    return found


def _draft(desa: Desa, by: User | None) -> DrafPerubahan:
    """The open draft; a new one takes over what still waits or was returned, so that nothing is typed twice."""
    known = open_draft(desa)
    if known:
        return known
    draf = DrafPerubahan.objects.create(desa=desa, oleh=by)
    last = latest(desa, Bulan.of(today_in(desa.kabupaten)))
    if last and last.draf_id and last.status in {StatusPenyampaian.DISAMPAIKAN, StatusPenyampaian.DIKEMBALIKAN}:
        for one in Perubahan.objects.filter(draf=last.draf_id):
            one.pk, one.draf, one.terkirim = None, draf, False
            one._state.adding = True
            one.save()
        _check(draf, desa)
    return draf


@transaction.atomic
def save_answer(
    *,
    perubahan: Perubahan,
    langkah: str,
    isian: Mapping[str, str],
    by: User | None,
    versi: int | None = None,
    bukti: tuple[str, bytes] | None = None,
) -> tuple[Perubahan, dict[str, str]]:
    """Keeps what was typed for one question, right or wrong; answers what is wrong with it, by field.

    Raises Kesalahan when the report was handed in, BerubahOrangLain when another person saved after `versi`.
    """
    desa = locked(perubahan.draf.desa)
    row = Perubahan.objects.select_related("draf", "masa__peserta", "anggota", "oleh").get(pk=perubahan.pk)
    if row.terkirim or row.draf.status != StatusDraf.TERBUKA:
        raise Kesalahan("Perubahan ini sudah disampaikan.", "Mulai perubahan baru bila masih ada.")
    if versi is not None and versi != row.versi and row.oleh_id != (by.pk if by else None):
        raise BerubahOrangLain(
            f"{row.oleh} menyimpan jawaban lain untuk {in_words(as_ubah(row))}.",
            "Jawaban Anda tetap tertulis di bawah. Simpan lagi untuk memakainya.",
        )
    wrong = _keep(row, desa, langkah, isian, bukti)
    done = [one for one in row.isian.get(DIJAWAB, []) if one != langkah]
    row.isian = row.isian | {DIJAWAB: done if wrong else [*done, langkah]}
    row.versi, row.oleh = row.versi + 1, by
    row.save()
    _check(row.draf, desa)
    record(
        "perubahan.jawab", by=by, objek=row, tempat=desa, rincian={"langkah": langkah, "isian": row.isian},
        ringkas=f"Menjawab satu pertanyaan: {in_words(as_ubah(row))}",
    )  # fmt: skip
    return row, wrong


def _keep(
    row: Perubahan, desa: Desa, langkah: str, isian: Mapping[str, str], bukti: tuple[str, bytes] | None
) -> dict[str, str]:
    """Puts the answer into the row; what is wrong with it comes back by field."""
    if langkah == "apa":
        return _kind(row, isian.get("apa", ""))
    asked = next((one for one in questions(as_ubah(row)) if one.nama == langkah), None)
    if asked is None:
        raise Kesalahan("Pertanyaan ini tidak ada untuk perubahan ini.", "Kembali ke daftar perubahan.")
    if langkah == "bukti":
        return _proof(row, asked, bukti)
    if langkah == "anggota":
        return _member(row, isian.get("anggota", ""))
    if asked.pilihan:
        return _choice(row, asked, isian.get(langkah, ""))
    typed = {one.isian: " ".join(isian.get(one.isian, "").split())[:LONGEST] for one in asked.kolom}
    row.isian = row.isian | typed
    return check_answer(asked, typed, reading_rules(desa, today_in(desa.kabupaten)))


def _kind(row: Perubahan, jenis: str) -> dict[str, str]:
    if jenis not in JenisPerubahan.values or (jenis == JenisPerubahan.MULAI) != (row.masa_id is None):
        return {"apa": "Pilih apa yang berubah."}
    if jenis != row.jenis:
        row.isian, row.anggota = {}, None
    row.jenis = jenis
    return {}


def _member(row: Perubahan, anggota: str) -> dict[str, str]:
    family = AnggotaKeluarga.objects.filter(peserta__masa_jabatan=row.masa_id, berakhir__isnull=True)
    found = family.filter(pk=int(anggota)).first() if anggota.isdecimal() and len(anggota) < 19 else None
    if anggota != BARU and found is None:
        return {"anggota": "Pilih satu orang dari daftar."}
    row.anggota, row.isian = found, row.isian | {"anggota": BARU if found is None else str(found.pk)}
    return {}


def _choice(row: Perubahan, asked: Langkah, value: str) -> dict[str, str]:
    if value not in dict(asked.pilihan):
        return {asked.nama: "Pilih satu jawaban."}
    row.isian = row.isian | {asked.nama: value}
    return {}


def _proof(row: Perubahan, asked: Langkah, bukti: tuple[str, bytes] | None) -> dict[str, str]:
    """A proof that came before stays when none comes now."""
    if bukti is None:
        return {} if row.bukti or asked.boleh_kosong else {"bukti": "Pilih berkas bukti: PDF, JPG atau PNG."}
    try:
        proof = check_proof(bukti, "Bukti")
    except Kesalahan as problem:
        return {"bukti": str(problem)}
    row.bukti, row.bukti_nama, row.bukti_sha256 = proof.berkas, proof.nama, proof.sha256
    return {}


@transaction.atomic
def prefill_change(
    *, perubahan: Perubahan, jenis: str, isian: Mapping[str, str], terjawab: Sequence[str], by: User | None
) -> Perubahan:
    """Writes what somebody else proposed into a change just begun; the questions in `terjawab` are answered."""
    desa = locked(perubahan.draf.desa)
    row = Perubahan.objects.select_related("draf", "masa__peserta", "anggota").get(pk=perubahan.pk)
    if row.isian or row.versi > 1:
        return row
    row.jenis, row.isian = jenis, {**isian, DIJAWAB: list(terjawab)}
    row.versi, row.oleh = row.versi + 1, by
    row.save()
    _check(row.draf, desa)
    return row


@transaction.atomic
def drop_change(*, perubahan: Perubahan, by: User | None) -> None:
    """Takes one change out of the draft. Raises Kesalahan when it was handed in."""
    desa = locked(perubahan.draf.desa)
    row = Perubahan.objects.select_related("draf", "masa__peserta", "anggota").filter(pk=perubahan.pk).first()
    if row is None:
        return
    if row.terkirim:
        raise Kesalahan("Perubahan ini sudah disampaikan.", "Laporkan perubahan baru bila keliru.")
    record(
        "perubahan.hapus", by=by, objek=row, tempat=desa, rincian={"isian": row.isian},
        ringkas=f"Menghapus perubahan dari draf: {in_words(as_ubah(row))}",
    )  # fmt: skip
    row.delete()
    _check(row.draf, desa)


@transaction.atomic
def check_draft_again(*, draf: DrafPerubahan, by: User | None) -> DrafPerubahan:  # noqa: ARG001 # as every action
    """Compares the draft with the roster as it is now; nothing else changes."""
    desa = locked(draf.desa)
    row = DrafPerubahan.objects.get(pk=draf.pk)
    if row.status == StatusDraf.TERBUKA:
        _check(row, desa)
    return row


def _check(draf: DrafPerubahan, desa: Desa) -> None:
    today = today_in(desa.kabupaten)
    draf.hasil = changes_of(changes_in(draf), desa, hari=today, bulan=Bulan.of(today)).as_json()
    draf.diperiksa_pada = timezone.now()
    draf.save(update_fields=["hasil", "diperiksa_pada"])


@transaction.atomic
def hand_in_changes(*, draf: DrafPerubahan, bulan: Bulan, by: User | None) -> Penyampaian:
    """Hands in all changes of a draft as the village's report of a month; a second press gives the same report.

    Raises Kesalahan when a question is open, something is wrong, the roster moved, or a file still waits: a file
    says the whole roster, so that it may not be replaced by a few changes.
    """
    desa = locked(draf.desa)
    draf = DrafPerubahan.objects.get(pk=draf.pk)
    done = Penyampaian.objects.filter(draf=draf).first()
    if done:
        return done
    check_month(desa, bulan)
    rows = changes_in(draf)
    _require_answers(rows)
    _require_no_file_waiting(desa, bulan)
    hasil = changes_of(rows, desa, hari=today_in(desa.kabupaten), bulan=bulan).as_json()
    require_as_previewed(desa, draf, hasil)
    if hasil["salah"]:
        raise Kesalahan(f"Belum dapat disampaikan: {hasil['salah'][0]['pesan']}", hasil["salah"][0]["saran"])
    replace_waiting(desa, bulan, by)
    _seal(draf, rows)
    report = add_report(desa, bulan, JenisPenyampaian.PERUBAHAN, by, draf=draf)
    record(
        "kepesertaan.sampaikan", by=by, objek=report, tempat=desa,
        ringkas=f"Menyampaikan {len(rows)} perubahan {bulan.nama}, versi {report.versi}",
        rincian={kind: hasil[kind] for kind in CHANGES} | {"sha256": draf.sha256, "perubahan": _told(rows)},
    )  # fmt: skip
    return report


def _require_answers(rows: list[Perubahan]) -> None:
    if not rows:
        raise Kesalahan("Belum ada perubahan dalam draf ini.", 'Tekan "Tambah perubahan", atau "Tidak ada perubahan".')
    still = unanswered(rows)
    if still:
        number, _ = still[0]
        raise Kesalahan(f"Perubahan {number} belum selesai dijawab.", "Lanjutkan pertanyaannya, atau hapus.")


def _require_no_file_waiting(desa: Desa, bulan: Bulan) -> None:
    waiting = Penyampaian.objects.filter(desa=desa, bulan=bulan.first_day, status=StatusPenyampaian.DISAMPAIKAN)
    if waiting.filter(jenis=JenisPenyampaian.BERKAS).exists():
        raise Kesalahan(
            f"Berkas daftar perangkat {bulan.nama} masih menunggu diperiksa DPM-Pemdes.",
            "Sampaikan perubahan ini setelah berkas itu diputus; drafnya tetap tersimpan.",
        )


def _seal(draf: DrafPerubahan, rows: list[Perubahan]) -> None:
    """Marks what was said as handed in; from here the database keeps it as it is."""
    text = json.dumps(_told(rows), ensure_ascii=False, sort_keys=True)
    Perubahan.objects.filter(draf=draf).update(terkirim=True)
    draf.sha256, draf.status = hashlib.sha256(text.encode()).hexdigest(), StatusDraf.DISAMPAIKAN
    draf.save(update_fields=["sha256", "status"])


def _told(rows: list[Perubahan]) -> list[dict[str, Any]]:
    return [
        {
            "kata": in_words(as_ubah(one)), "jenis": one.jenis, "masa": one.masa_id, "anggota": one.anggota_id,
            "isian": {name: value for name, value in one.isian.items() if name != DIJAWAB},
            "bukti_sha256": one.bukti_sha256,
        }
        for one in rows
    ]  # fmt: skip
