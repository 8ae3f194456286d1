"""The sample files of `fixtures/contoh`: BPJS' lists, good and bad workbooks, and the page that explains them."""

from datetime import UTC, datetime

from django.db import transaction

from desa.models import Desa, Kabupaten
from desa.queries.daftar import difference
from iuran.actions.penetapan import assess_iuran
from jaminan.kesalahan import Kesalahan

from .bulanan import NOVEMBER, OCTOBER, list_name, november_list, october_list
from .daftar_perangkat import FAULTS, WRITTEN, good_workbook
from .jam import at

PLAYED = ("76.03.01.2004", "61.11.01.2001")  # the villages of the printed sekdes accounts: Rantebulahan and Sutera
MADE_BY = "python manage.py tulis_contoh"
BACA = """# Berkas contoh

Semua orang di dalamnya rekaan; nomor urut NIK selalu 9xxx. Berkas ini ditulis oleh `{made_by}`.

## Daftar dan tagihan BPJS

Diunggah oleh akun `bpjs.7603` atau `bpjs.6111`.

| Berkas | Jawaban portal |
| --- | --- |
{bpjs}

## Daftar perangkat yang benar, November 2026

Diunggah oleh akun sekretaris desanya.

| Berkas | Jawaban portal |
| --- | --- |
{benar}

## Daftar perangkat yang salah

Semuanya untuk Desa Rantebulahan (76.03.01.2004), diunggah oleh akun `sekdes.7603012004`.
Tidak ada isinya yang disimpan ke daftar perangkat.

| Berkas | Letak | Jawaban portal |
| --- | --- | --- |
{salah}
"""


def sample_files() -> dict[str, bytes]:
    """Every file by its name under `fixtures/contoh`, the same bytes each time on a fresh sample.

    Raises Kesalahan without the sample.
    """
    lists = {}
    for kabupaten in _sample():
        lists[list_name(kabupaten, OCTOBER)] = october_list(kabupaten)
        lists[list_name(kabupaten, NOVEMBER)] = _november(kabupaten)
    villages = list(Desa.objects.filter(kode__in=PLAYED).select_related("kecamatan__kabupaten").order_by("-kode"))
    good = {f"daftar_perangkat_{desa.kode}_{NOVEMBER}.xlsx": (desa, good_workbook(desa)) for desa in villages}
    bad = {f"salah/{name}.xlsx": (villages[0], make(villages[0])) for name, make in FAULTS.items()}
    page = BACA.format(
        made_by=MADE_BY,
        bpjs="\n".join(_list_line(name) for name in lists),
        benar="\n".join(f"| `{name}` | {_changes(desa, isi)} |" for name, (desa, isi) in good.items()),
        salah="\n".join(f"| `{name}` | {_refusal(desa, isi)} |" for name, (desa, isi) in bad.items()),
    )
    workbooks = {name: isi for name, (_, isi) in (good | bad).items()}
    return lists | workbooks | {"BACA.md": page.encode()}


def _sample() -> list[Kabupaten]:
    found = list(Kabupaten.objects.filter(contoh=True).order_by("-kode"))
    if not found:
        raise Kesalahan("Basis data ini tidak berisi data contoh.", "Jalankan dahulu: manage.py siapkan --contoh.")
    return found


def _november(kabupaten: Kabupaten) -> bytes:
    """BPJS' list as it will be once November is assessed; the assessment made for it is rolled back."""
    with transaction.atomic(), at(datetime(2026, 11, 4, 3, tzinfo=UTC)):
        assess_iuran(kabupaten=kabupaten, bulan=NOVEMBER, by=None)
        isi = november_list(kabupaten)
        transaction.set_rollback(True)
    return isi


def _list_line(name: str) -> str:
    if str(OCTOBER) in name:
        return f"| `{name}` | Sudah dimuat; diunggah lagi dijawab: berkas ini sudah diterima. |"
    return f"| `{name}` | Diterima setelah iuran November 2026 ditetapkan; ada beberapa selisih. |"


def _changes(desa: Desa, isi: bytes) -> str:
    hasil = difference(desa, isi, hari=WRITTEN, bulan=NOVEMBER)
    words = ("tetap", "baru", "berubah", "berakhir")
    counts = (hasil.tetap, len(hasil.baru), len(hasil.berubah), len(hasil.berakhir))
    return ", ".join(f"{count} {word}" for word, count in zip(words, counts, strict=True))


def _refusal(desa: Desa, isi: bytes) -> str:
    """ "Perangkat, A3 | Kolom NIK berisi angka …": where the fault is, and the portal's own sentences."""
    try:
        found = difference(desa, isi, hari=WRITTEN, bulan=NOVEMBER).salah
    except Kesalahan as error:
        return f"berkas | {error.pesan} {error.saran}"
    place = "; ".join(", ".join(part for part in (one.lembar, one.sel) if part) for one in found)
    words = " ".join(f"{one.pesan} {one.saran}" for one in found).replace("*", "\\*")
    return f"{place} | {words}"
