"""Twelve months through the database, on every path (MN-2).

Person, village, regency, book, workbook, page, API, the paper that asks for the money, and the journal.
"""

import csv
import io
import shutil
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test import Client

from desa.enums import Penanggung
from desa.models import Desa, Kabupaten, Peserta
from desa.templatetags.kertas import angka
from iuran.actions.penetapan import assess_iuran
from iuran.models import Iuran, Penetapan
from iuran.pdf import deposit_sheet_pdf, request_pdf
from iuran.queries.asal import composition
from iuran.queries.buku import book, total_of
from iuran.queries.jumlah import place_totals, share_totals
from iuran.queries.jurnal import year_journal
from iuran.queries.pemeriksaan import findings
from iuran.queries.tagihan_porsi import TagihanPorsi, deposit_sheet_of, request_of
from iuran.xlsx import bill_xlsx
from jaminan.bulan import Bulan
from jaminan.rupiah import format_rupiah
from tests.cast import POSTS, Cast
from tests.iuran.conftest import newcomer
from tests.oracle import KU, MM, Hukum, Orang
from tests.rekonsiliasi.kertas import text_of

YEAR = Bulan(2026, 1).until(Bulan(2026, 12))
CASES = [("mamasa", MM, "dewi"), ("kayong_utara", KU, "damar")]
Uang = dict[str, int]


def play(cast: Cast, kabupaten: Kabupaten, villages: list[Desa]) -> dict[int, Orang]:
    """People join, leave and earn more during the year; told to the portal and, as plain facts, to the oracle."""
    people: dict[int, Orang] = {}
    for place, desa in enumerate(villages):
        for person, post in zip(cast.peserta[desa.kode], POSTS, strict=True):
            people[person.pk] = Orang(place, date(2021, 1, 4), None, ((date(2021, 1, 1), post[2]),))
    spells = (
        (date(2026, 3, 1), None, 2_022_200), (date(2026, 3, 2), date(2026, 9, 1), 3_315_950),
        (date(2025, 6, 1), date(2026, 6, 30), 12_000_001), (date(2026, 5, 15), date(2026, 5, 20), 5_000_000),
        (date(2026, 1, 1), None, 0), (date(2024, 2, 2), date(2026, 12, 1), 3_315_933),
    )  # fmt: skip
    for number, (since, until, wage) in enumerate(spells):
        place = number % len(villages)
        one = newcomer(villages[place], 600 + number, since, wage=wage, until=until)
        people[one.pk] = Orang(place, since, until, ((date(2021, 1, 1), wage),))
    raised = cast.peserta[villages[0].kode][0]
    raised.penghasilan.create(mulai=date(2026, 7, 1), jumlah=4_000_025)
    wages = ((date(2021, 1, 1), 2_426_640), (date(2026, 7, 1), 4_000_025))
    people[raised.pk] = Orang(0, date(2021, 1, 4), None, wages)
    return people


def expected(law: Hukum, people: dict[int, Orang], bulan: Bulan) -> dict[int, Uang]:
    wages = {number: person.wage_on(bulan.first_day) for number, person in people.items()}
    return {number: law.owed(wage, bulan.year) for number, wage in wages.items() if wage is not None}


def by_sql(kabupaten: Kabupaten, bulan: Bulan) -> dict[tuple[str, str], int]:
    """Village, payer and rupiah, added up by the database itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.kode, p.penanggung, SUM(p.jumlah) FROM iuran_porsiiuran p "
            "JOIN iuran_iuran i ON i.id = p.iuran_id "
            "JOIN desa_desa d ON d.id = i.desa_id JOIN iuran_penetapan t ON t.id = i.penetapan_id "
            "WHERE t.kabupaten_id = %s AND i.bulan = %s GROUP BY d.kode, p.penanggung",
            [kabupaten.pk, bulan.first_day],
        )
        return {(kode, payer): int(amount) for kode, payer, amount in cursor.fetchall()}


@pytest.mark.lambat
@pytest.mark.parametrize(("name", "law", "officer"), CASES)
def test_a_year_agrees_on_every_path(panggung: Cast, tmp_path: Path, name: str, law: Hukum, officer: str) -> None:
    kabupaten: Kabupaten = getattr(panggung, name)
    villages = list(Desa.objects.filter(kecamatan__kabupaten=kabupaten).order_by("kode"))
    people = play(panggung, kabupaten, villages)
    with time_machine.travel("2026-12-05T02:00:00Z", tick=False):
        client, year = panggung.client(officer), Counter[tuple[str, str, str]]()
        for bulan in YEAR:
            penetapan = assess_iuran(kabupaten=kabupaten, bulan=bulan, by=getattr(panggung, officer))
            wanted = expected(law, people, bulan)
            assert by_person(penetapan) == wanted, bulan
            places = Counter[tuple[str, str]]()
            for number, shares in wanted.items():
                kode = villages[people[number].desa].kode
                places.update({(kode, payer): amount for payer, amount in shares.items()})
            assert by_sql(kabupaten, bulan) == dict(places)
            totals = Counter[str]()
            for (_, payer), amount in places.items():
                totals[payer] += amount
            agree_in_the_books(penetapan, totals)
            bills = bills_of(kabupaten, villages, bulan)
            agree_in_the_workbooks(bills, totals)
            agree_on_the_paper(bills[bulan.month % len(bills)], bulan, places, tmp_path)
            year.update({(str(bulan), *place): amount for place, amount in places.items()})
            agree_on_the_pages(client, kabupaten.kode, bulan, totals)
        assert list(findings()) == []
        agree_in_the_journal(kabupaten, year, tmp_path / "tahun.journal")


def by_person(penetapan: Penetapan) -> dict[int, Uang]:
    rows = Iuran.objects.filter(penetapan=penetapan).prefetch_related("porsi")
    return {row.peserta_id: {share.penanggung: share.jumlah for share in row.porsi.all()} for row in rows}


def agree_in_the_books(penetapan: Penetapan, totals: Counter[str]) -> None:
    """Shares, kecamatan and village totals, groups of equal wages, and the book of payments."""
    kabupaten, bulan = penetapan.kabupaten, Bulan.of(penetapan.bulan)
    assert {share.penanggung: share.jumlah for share in share_totals(penetapan)} == dict(totals)
    made_of = composition(Iuran.objects.filter(penetapan=penetapan))
    places = sum(one.jumlah for one in place_totals(penetapan))
    assert (places, made_of.jumlah, total_of(book(kabupaten, bulan)).iuran) == (totals.total(),) * 3


def bills_of(kabupaten: Kabupaten, villages: list[Desa], bulan: Bulan) -> list[TagihanPorsi]:
    """The regency's payment request, or every village's deposit sheet."""
    by_village = kabupaten.kode == "61.11"
    return [deposit_sheet_of(desa, bulan) for desa in villages] if by_village else [request_of(kabupaten, bulan)]


def agree_in_the_workbooks(bills: list[TagihanPorsi], totals: Counter[str]) -> None:
    """The list behind the bills adds up to the month."""
    listed = 0
    for bill in bills:
        rows = list(openpyxl.load_workbook(io.BytesIO(bill_xlsx(bill)))["Daftar"].values)
        head = next(row for row in rows if "Kode desa" in row)
        kode, jumlah = head.index("Kode desa"), head.index("Jumlah")
        listed += sum(int(str(row[jumlah])) for row in rows[rows.index(head) + 1 :] if str(row[kode])[:1].isdigit())
    assert listed == totals.total()
    shares = Counter[str]()
    for bill in bills:
        shares.update({share.penanggung.value: share.iuran for share in bill.porsi})
    assert shares == totals


def agree_on_the_paper(bill: TagihanPorsi, bulan: Bulan, places: Counter[tuple[str, str]], folder: Path) -> None:
    """What a reader of the PDF sees: the request has each village's and each payer's sum, the sheet its village's.

    Kayong Utara's villages take turns, a sheet a month.
    """
    paper = deposit_sheet_pdf(bill) if bill.desa else request_pdf(bill)
    text = text_of(paper, folder).replace("\N{NO-BREAK SPACE}", " ")
    here = {key: amount for key, amount in places.items() if bill.desa is None or key[0] == bill.desa.kode}
    sums = Counter[str]()
    for (kode, payer), amount in here.items():
        sums[payer] += amount
        sums[kode] += amount
    assert here
    assert [one for one in sums.values() if angka(one) not in text] == [], bulan


def agree_in_the_journal(kabupaten: Kabupaten, year: Counter[tuple[str, str, str]], path: Path) -> None:
    """hledger's expense by month, payer and village is the oracle's."""
    path.write_text(year_journal(kabupaten, 2026), encoding="utf-8")
    if shutil.which("hledger") is None:
        pytest.skip("hledger is not installed; every other path agreed")
    words = ("hledger", "-f", str(path), "register", "Beban:", "-O", "csv", "--monthly")
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    labels = {str(payer.label): payer.value for payer in Penanggung}
    found = Counter[tuple[str, str, str]]()
    for row in csv.DictReader(io.StringIO(done.stdout)):
        _, _, payer, desa = row["account"].split(":")
        found[row["date"][:7], desa.split(" ")[0], labels[payer]] += int(row["amount"].removeprefix("IDR "))
    assert found == year


def agree_on_the_pages(client: Client, kode: str, bulan: Bulan, totals: Counter[str]) -> None:
    """The month's page shows every sum, the page of its origin the whole, the API one row a person."""
    month = f"/kabupaten/{kode}/iuran/{bulan}/"
    page = client.get(month).content.decode()
    assert [amount for amount in (totals.total(), *totals.values()) if shown(amount) not in page] == []
    assert shown(totals.total()) in client.get(f"{month}asal/").content.decode()
    answer = client.get("/api/v1/iuran/", {"bulan": str(bulan), "kabupaten": kode}).json()
    assert answer["next"] is None
    assert sum(one["jumlah"] for one in answer["results"]) == totals.total()


def shown(amount: int) -> str:
    return format_rupiah(amount).replace(" ", "\N{NO-BREAK SPACE}")


@pytest.mark.lambat
def test_a_month_does_not_depend_on_the_order_of_its_people(panggung: Cast) -> None:
    """The same people entered the other way round: the same figures."""
    for serial in (701, 702, 703):
        newcomer(panggung.panetean, serial, date(2026, 1, 1), wage=3_315_900 + serial)
    assess_iuran(kabupaten=panggung.mamasa, bulan=Bulan(2026, 9), by=panggung.dewi)
    first = dict(Iuran.objects.filter(bulan=date(2026, 9, 1)).values_list("nama", "dasar"))
    people = list(Peserta.objects.filter(nama__startswith="Pendatang").order_by("-pk"))
    for place, person in enumerate(people):
        Peserta.objects.filter(pk=person.pk).update(nama=f"Pendatang {701 + place}")
        person.penghasilan.update(jumlah=3_315_900 + 701 + place)
    assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    assert dict(Iuran.objects.filter(bulan=date(2026, 10, 1)).values_list("nama", "dasar")) == first
