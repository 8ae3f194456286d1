"""From any figure on any page to its pasal in at most three clicks, and to who sent, accepted and assessed it."""

import re
from datetime import date
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client

from desa.models import MasaJabatan, ParameterValue, PenghasilanTetap, Penyampaian, Peraturan
from iuran.models import Iuran, Penetapan
from iuran.queries.asal import composition, wording_of
from iuran.queries.jumlah import share_totals
from jaminan.rupiah import format_rupiah
from tests.house import ROOT, read_yaml
from tests.stage import Bulan, Stage

CLICKS = 3
QUOTE = '<blockquote class="kutipan">'
FILES = {"mamasa-10-2021": "mamasa_10_2021", "kayong-utara-39-2018": "kayong_utara_39_2018"}


@pytest.fixture
def quoted(stage: Stage) -> Stage:
    """The stage, its regulations with their own words, and the tariff of other family members."""
    ParameterValue.objects.create(kunci="tarif_mandiri_2", mulai=date(2020, 7, 1), nilai=100_000, sumber="Perpres 64")
    for kode, name in FILES.items():
        rule = Peraturan.objects.get(kode=kode)
        words = read_yaml(ROOT / "fixtures" / "peraturan" / f"{name}.yaml")
        rule.isi = rule.isi | {"kutipan": words["kutipan"]}
        rule.save()
    return stage


def body_of(client: Client, path: str) -> str:
    """What stands between the menu and the foot; a redirect is no click."""
    answer = client.get(path, follow=True)
    answer.close()  # a file for download
    if not answer.get("Content-Type", "").startswith("text/html") or answer.status_code != 200:
        return ""
    return answer.content.decode().partition('id="isi">')[2].partition("</main>")[0]


def links_in(page: str, path: str) -> list[str]:
    """The addresses of the page's own links, those towards a contribution first."""
    found = [unescape(link).partition("#")[0] for link in re.findall(r'<a [^>]*href="([^"]+)"', page)]
    inside = [link for link in dict.fromkeys(found) if link.startswith("/") and urlsplit(link).path != path]
    return sorted(inside, key=lambda link: ("/asal/" not in link, "/iuran/" not in link))


def clicks_to_a_quote(client: Client, start: str) -> int | None:
    """How many clicks lead from a page to one that quotes the article of a figure; None: more than three."""
    seen, here = {start}, [start]
    for clicks in range(CLICKS + 1):
        later: list[str] = []
        for path in here:
            page = body_of(client, path)
            if QUOTE in page:
                return clicks
            later += [link for link in links_in(page, path) if "/peraturan/" not in link and link not in seen]
            seen |= set(later)
        here = later
    return None


def regional_pages(month: Bulan) -> list[str]:
    place = f"/kabupaten/{month.kabupaten.kode}"
    return [
        "/", f"{place}/iuran/", f"{place}/iuran/2026-10/", f"{place}/setoran/2026-10/", f"{place}/tagihan/",
        f"{place}/iuran/2026-11/",
        f"{place}/rekonsiliasi/", f"{place}/rekonsiliasi/2026-10/", f"{place}/rekonsiliasi/selisih/{month.selisih.pk}/",
        f"{place}/berita-acara/", f"/berita-acara/{month.berita_acara.pk}/", f"/desa/{month.desa.kode}/iuran/2026-10/",
        f"/desa/{month.desa.kode}/selisih/", f"/iuran/{month.iuran.pk}/", f"{place}/tunggakan/",
        f"{place}/anggaran/2026/", f"/desa/{month.desa.kode}/anggaran/2026/", *own_pages(month),
    ]  # fmt: skip


def own_pages(month: Bulan) -> list[str]:
    """Pages of articles that only one of the two regulations has."""
    place, village = f"/kabupaten/{month.kabupaten.kode}", f"/desa/{month.desa.kode}"
    if month.kabupaten.kode == "76.03":
        return [f"{place}/koordinasi/", f"{village}/koordinasi/"]
    return [f"{village}/siskeudes/2026-10/", f"{place}/keluarga-lain/2026/", f"{village}/keluarga-lain/2026/"]


@pytest.mark.lambat
@pytest.mark.parametrize(
    ("place", "inspector", "officer"), [("mamasa", "ines", "sari"), ("kayong_utara", "hasan", "rina")]
)
def test_every_figure_is_three_clicks_from_its_pasal(quoted: Stage, place: str, inspector: str, officer: str) -> None:
    month: Bulan = getattr(quoted, place)
    pages = regional_pages(month)
    reader = quoted.cast.client(inspector)
    assert {path: clicks for path in pages if (clicks := clicks_to_a_quote(reader, path)) is None} == {}
    village = [path for path in pages if path.startswith(("/desa/", "/iuran/"))] + ["/"]
    if place == "kayong_utara":
        village.append(f"/desa/{month.desa.kode}/setoran/2026-10/")
    own = quoted.cast.client(officer)
    assert {path: clicks for path in village if (clicks := clicks_to_a_quote(own, path)) is None} == {}


@pytest.mark.parametrize(("place", "inspector"), [("mamasa", "ines"), ("kayong_utara", "hasan")])
@pytest.mark.lambat
def test_the_inspector_finds_nothing_to_change_on_the_way(quoted: Stage, place: str, inspector: str) -> None:
    month: Bulan = getattr(quoted, place)
    reader = quoted.cast.client(inspector)
    pages = [*regional_pages(month), f"/kabupaten/{month.kabupaten.kode}/iuran/2026-10/asal/"]
    assert [path for path in pages if 'method="post"' in body_of(reader, path)] == []


@pytest.mark.lambat
def test_a_contribution_names_article_report_sender_and_approver(quoted: Stage) -> None:
    row = quoted.mamasa.iuran
    page = body_of(quoted.cast.client("ines"), f"/iuran/{row.pk}/")
    wanted = [
        "Batas paling rendah Gaji atau upah perbulan", "pemerintah daerah melalui APBD sebesar 4%", "Nilai uji",
        "Laporan September 2026, versi 1", "Disampaikan Sari", "Diterima Dewi", "Ditetapkan oleh",
        "Sudah ada di portal sebelum laporan desa yang pertama.",
    ]  # fmt: skip
    assert [text for text in wanted if text not in page] == []


@pytest.mark.lambat
def test_the_report_that_brought_the_wage_is_named(quoted: Stage) -> None:
    month = quoted.mamasa
    report = Penyampaian.objects.get(desa=month.desa, bulan=date(2026, 9, 1))
    MasaJabatan.objects.filter(peserta=month.peserta).update(penyampaian=report)
    PenghasilanTetap.objects.filter(peserta=month.peserta).update(penyampaian=report)
    path = f"/peserta/{month.peserta.pk}/iuran/2026-10/"
    assert body_of(quoted.cast.client("ines"), path).count("Laporan September 2026, versi 1") == 3
    PenghasilanTetap.objects.filter(peserta=month.peserta).update(jumlah=9_000_000)
    assert "Daftar sekarang mencatat jumlah lain" in body_of(quoted.cast.client("ines"), path)
    assert quoted.cast.client("ines").get(f"/peserta/{month.peserta.pk}/iuran/2026-08/").status_code == 404


@pytest.mark.lambat
@pytest.mark.parametrize("place", ["mamasa", "kayong_utara"])
def test_groups_times_people_are_the_months_sum(quoted: Stage, place: str) -> None:
    penetapan: Penetapan = getattr(quoted, place).penetapan
    made_of = composition(Iuran.objects.filter(penetapan=penetapan))
    total = sum(share.jumlah for share in share_totals(penetapan))
    assert (made_of.jumlah, sum(group.orang for group in made_of.kelompok)) == (total, 9)
    page = body_of(quoted.cast.client("ines" if place == "mamasa" else "hasan"),
                   f"/kabupaten/{penetapan.kabupaten.kode}/iuran/2026-10/asal/")  # fmt: skip
    assert format_rupiah(total).replace(" ", "\N{NO-BREAK SPACE}") in page
    assert all(format_rupiah(group.per_orang).replace(" ", "\N{NO-BREAK SPACE}") in page for group in made_of.kelompok)


@pytest.mark.lambat
def test_a_correction_quotes_the_article_of_its_reason(quoted: Stage) -> None:
    """What its own sentences name is quoted too, beside the articles of the base and the shares."""
    row = quoted.mamasa.iuran
    row.alasan = "Penghasilan dilaporkan terlambat (Pasal 12 ayat (4))."
    assert [one.pasal for one in wording_of(row)] == [
        "8 ayat (2)-(4)", "8 ayat (1) huruf a", "8 ayat (1) huruf b", "10 ayat (1)-(2)", "12 ayat (4)",
    ]  # fmt: skip
    row.alasan = "Tanpa pasal (Pasal 99)."
    assert len(wording_of(row)) == 4


@pytest.mark.lambat
def test_a_stranger_reads_the_article_under_the_calculator(quoted: Stage) -> None:
    asked = {"kabupaten": "76.03", "bulan": "10", "tahun": "2026", "penghasilan": "2426640"}
    page = Client().get("/kalkulator/", asked).content.decode()
    assert (QUOTE in page, "Batas paling rendah Gaji" in page, "/peraturan/mamasa" in page) == (True, True, False)


@pytest.mark.lambat
def test_the_same_through_the_api(quoted: Stage) -> None:
    answer = quoted.cast.client("ines").get(f"/api/v1/iuran/{quoted.mamasa.iuran.pk}/asal/").json()
    assert answer["penjelasan"] == quoted.mamasa.iuran.penjelasan
    assert {"8 ayat (3)", "8 ayat (4)", "8 ayat (1) huruf a"} <= {one["pasal"] for one in answer["kutipan"]}
    assert (answer["laporan"]["bulan"], answer["laporan_jabatan"]) == ("2026-09", None)
    assert quoted.cast.client("yusuf").get(f"/api/v1/iuran/{quoted.mamasa.iuran.pk}/asal/").status_code == 404
