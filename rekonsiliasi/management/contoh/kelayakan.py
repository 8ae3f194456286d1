"""Eligibility in the sample: documents of two villages, lists of two schemes with cases, and one decision each way."""

from datetime import UTC, date, datetime

from django.conf import settings
from django.core.files.storage import default_storage

from desa.actions.bukti import check_proof
from desa.actions.kelayakan import decide_double, receive_other_list
from desa.enums import JenisDokumen, Peran
from desa.models import Desa, DokumenOrang, Kabupaten, User
from desa.queries.ganda import findings
from desa.queries.kepesertaan import Pejabat, roster_on
from desa.rules.kolom import Jenis
from desa.xlsx.tabel import KolomTabel, Sel, Tabel, write_tabel

from .akun import username
from .jam import at

LETTER = settings.BASE_DIR / "fixtures" / "contoh" / "surat_sekolah.pdf"
COLUMNS = (KolomTabel("NIK", lebar=20), KolomTabel("Nama", lebar=30), KolomTabel("Tanggal Lahir", Jenis.TANGGAL))
WITH_CASES = 4  # villages of each regency whose officials stand on the lists
TODAY = date(2026, 10, 20)


def eligibility(kabupaten: Kabupaten) -> None:
    """Documents, lists and decisions, each with the portal's own actions."""
    villages = list(Desa.objects.filter(kecamatan__kabupaten=kabupaten).select_related("kecamatan__kabupaten"))
    with at(datetime(2026, 10, 5, 2, tzinfo=UTC)):
        _documents(villages[:2])
    with at(datetime(2026, 10, 20, 2, tzinfo=UTC)):
        _lists(kabupaten, [one for desa in villages[:WITH_CASES] for one in roster_on(desa, TODAY)])
        _decisions(kabupaten)


def _documents(villages: list[Desa]) -> None:
    """Half of the officials are complete; one statement ends soon, one has ended."""
    letter = check_proof(("dokumen_contoh.pdf", LETTER.read_bytes()))
    kept = default_storage.save(f"dokumen/contoh/{letter.berkas.name}", letter.berkas)
    days = {JenisDokumen.KTP: date(2018, 4, 2), JenisDokumen.PERNYATAAN: date(2026, 8, 3)}
    rows = []
    for desa in villages:
        for place, one in enumerate(roster_on(desa, TODAY)):
            for kind, day in list(days.items())[: 2 - place % 2]:
                day = date(2025, 12, 1) if place == 2 and kind == JenisDokumen.PERNYATAAN else day
                rows.append(
                    DokumenOrang(
                        peserta=one.peserta, jenis=kind, tanggal=day, berkas=kept, berkas_nama=letter.nama,
                        berkas_sha256=letter.sha256,
                    )
                )  # fmt: skip
    DokumenOrang.objects.bulk_create(rows)


def _lists(kabupaten: Kabupaten, officials: list[Pejabat]) -> None:
    """Civil servants: two by NIK. PBI: one by NIK, one under another NIK, one row with nothing to compare."""
    first, second, third, fourth = (officials[place].peserta for place in (3, 14, 25, 36))
    pns: list[tuple[Sel, ...]] = [(one.nik, one.nama, one.tanggal_lahir) for one in (first,)]
    pns += [(one.peserta.nik, one.peserta.nama, one.peserta.tanggal_lahir) for one in officials if one.peserta.pns]
    stranger = f"{third.nik[:12]}9888"
    pbi: list[tuple[Sel, ...]] = [
        (second.nik, second.nama, second.tanggal_lahir),
        (stranger, third.nama.partition(",")[0].upper(), third.tanggal_lahir),
        (f"{fourth.nik[:12]}9889", f"H. {fourth.nama}", fourth.tanggal_lahir),
        (None, "Tanpa NIK dan tanggal lahir", None),
    ]
    for skema, rows in (("pns", pns), ("pbi", pbi)):
        receive_other_list(
            kabupaten=kabupaten, skema=skema, keadaan=date(2026, 9, 30), nama_berkas=f"daftar_{skema}_contoh.xlsx",
            isi=write_tabel("Daftar", [Tabel("Daftar", COLUMNS, rows, (f"Daftar {skema.upper()} (data contoh)",))]),
            by=_dpm(kabupaten),
        )  # fmt: skip


def _decisions(kabupaten: Kabupaten) -> None:
    """One confirmed for the village to report, one likeness refused; the others wait."""
    waiting = [one for one in findings(kabupaten, TODAY) if one.terbuka]
    sure = next(one for one in waiting if one.pasti)
    alike = next(one for one in waiting if not one.pasti)
    for found, verdict, reason in (
        (sure, "ganda", "Sudah ditanyakan, kartunya masih aktif (data contoh)"),
        (alike, "bukan", "Nama ibu kandung dan alamatnya berbeda (data contoh)"),
    ):
        decide_double(kabupaten=kabupaten, kunci=found.kunci, putusan=verdict, alasan=reason, by=_dpm(kabupaten))


def _dpm(kabupaten: Kabupaten) -> User:
    return User.objects.get(username=username(Peran.DPM, kabupaten))
