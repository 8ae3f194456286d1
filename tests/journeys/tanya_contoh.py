"""Asks a portal that holds the sample, on 5 November 2026, and prints its answers as JSON.

`python -m tests.journeys.tanya_contoh hitung` counts the rows of every table;
`… jawab` uploads every file of fixtures/contoh and compares both books of October and of November.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import django
import time_machine

CONTOH = Path(__file__).resolve().parents[2] / "fixtures" / "contoh"
KODE = ("76.03", "61.11")
ROSTER = ("peserta", "masajabatan", "penghasilantetap", "anggotakeluarga", "penyampaian")


def counts() -> dict[str, int]:
    from django.apps import apps

    return {model._meta.label_lower: model._default_manager.count() for model in apps.get_models()}


def roster_counts() -> dict[str, int]:
    return {name: number for name, number in counts().items() if name.partition(".")[2] in ROSTER}


def upload(path: Path, kode_desa: str) -> Any:
    """What the portal answers to the village's secretary: the difference, or the sentence that refuses the file."""
    from desa.actions.kepesertaan import receive_upload
    from desa.models import Desa, User
    from jaminan.kesalahan import Kesalahan

    desa = Desa.objects.select_related("kecamatan__kabupaten").get(kode=kode_desa)
    sekdes = User.objects.get(username=f"sekdes.{kode_desa.replace('.', '')}")
    try:
        return receive_upload(desa=desa, nama_berkas=path.name, isi=path.read_bytes(), by=sekdes).hasil
    except Kesalahan as error:
        return error.pesan


def compare(kode: str, number: int) -> dict[str, Any]:
    """Both books of a month: how many differences of each kind, and whether they explain every rupiah."""
    from desa.models import Kabupaten, User
    from jaminan.bulan import Bulan
    from rekonsiliasi.actions.rekonsiliasi import reconcile
    from rekonsiliasi.queries.rekonsiliasi import as_json

    month, by = Bulan(2026, number), User.objects.get(username=f"dpm.{kode.replace('.', '')}")
    work = reconcile(kabupaten=Kabupaten.objects.get(kode=kode), mulai=month, sampai=month, by=by)
    answer = as_json(work)
    return {
        "jenis": Counter(one["jenis"] for one in answer["selisih"]),
        "sisa": answer["sisa"],
        "beda": answer["total_kita"] - answer["total_bpjs"],
        "dijelaskan": sum(one["jumlah"] for one in answer["selisih"]),
    }


def send_list(kode: str, number: int) -> str:
    """What the portal answers to BPJS' list of fixtures/contoh; empty when it was taken in."""
    from desa.models import Kabupaten, User
    from jaminan.bulan import Bulan
    from jaminan.kesalahan import Kesalahan
    from rekonsiliasi.actions.tagihan import receive_tagihan

    bulan = Bulan(2026, number)
    path = CONTOH / f"daftar_bpjs_{kode}_{bulan}.xlsx"
    try:
        receive_tagihan(
            kabupaten=Kabupaten.objects.get(kode=kode), bulan=bulan, nama_berkas=path.name,
            isi=path.read_bytes(), by=User.objects.get(username=f"bpjs.{kode.replace('.', '')}"),
        )  # fmt: skip
    except Kesalahan as error:
        return error.pesan
    return ""


def bases() -> dict[str, int]:
    """How many wages of October were lifted to the floor, and lowered to the cap."""
    from iuran.models import Iuran

    rows = Iuran.objects.filter(bulan="2026-10-01").values_list("penghasilan", "dasar")
    return {"naik": sum(wage < base for wage, base in rows), "turun": sum(wage > base for wage, base in rows)}


def answers() -> dict[str, Any]:
    from desa.models import Kabupaten
    from iuran.actions.penetapan import assess_iuran
    from jaminan.bulan import Bulan

    before = roster_counts()
    bad = {path.stem: upload(path, "76.03.01.2004") for path in sorted((CONTOH / "salah").iterdir())}
    good = {path.name.split("_")[2]: upload(path, path.name.split("_")[2]) for path in CONTOH.glob("daftar_per*")}
    found: dict[str, Any] = {"salah": bad, "benar": good, "daftar_tetap": before == roster_counts(), "dasar": bases()}
    found["lagi"] = {kode: send_list(kode, 10) for kode in KODE}
    found["oktober"] = {kode: compare(kode, 10) for kode in KODE}
    for kode in KODE:
        assess_iuran(kabupaten=Kabupaten.objects.get(kode=kode), bulan=Bulan(2026, 11), by=None)
    found["terima"] = {kode: send_list(kode, 11) for kode in KODE}
    found["november"] = {kode: compare(kode, 11) for kode in KODE}
    return found


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "jaminan.settings"
    django.setup()
    with time_machine.travel("2026-11-05T02:00:00Z"):
        print(json.dumps(counts() if sys.argv[1] == "hitung" else answers()))  # noqa: T201 its answer
