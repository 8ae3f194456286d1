"""Who gets in where: every address of the portal, every role, reading and writing, against one table.

The addresses come from the resolver: a new one fails here by name until somebody decides who may open it.
"""

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.template.backends.django import Template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.safestring import SafeString
from drf_spectacular.renderers import OpenApiYamlRenderer
from weasyprint import HTML

from desa.models import HariLibur, User
from desa.queries.penyampaian import receipt_sign
from iuran.models import SaldoPindahan
from rekonsiliasi.actions.pemeriksaan import check_book
from tests.akses import POLICY, TWICE, keys
from tests.akses.aturan import RECORD, SEE, Rule
from tests.stage import Bulan, Stage


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every address of ours as (name, route); the back office, for staff only, is looked at on its own."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if route.startswith("admin/"):
            continue
        if isinstance(entry, URLPattern):
            yield entry.name or route, route
        else:
            yield from patterns(entry, route)


ADDRESSES = dict(patterns(get_resolver()))


def test_every_address_is_in_the_table_and_no_other() -> None:
    assert (sorted(set(ADDRESSES) - set(POLICY)), sorted(set(POLICY) - set(ADDRESSES))) == ([], [])
    assert TWICE == 0, "an address stands in two files of tests/akses/"


def roles(stage: Stage, month: Bulan) -> dict[str, User | None]:
    """Who plays whom in this regency's month; None is a stranger."""
    cast = stage.cast
    if month is stage.mamasa:
        return {
            "tamu": None, "sekdes": cast.sari, "desa lain": cast.yusuf, "dpm": cast.dewi, "bendahara": cast.andi,
            "bpjs": cast.lina, "inspektorat": cast.ines, "dpm lain": cast.damar, "inspektorat lain": cast.hasan,
        }  # fmt: skip
    return {
        "tamu": None, "sekdes": cast.wahyu, "bendahara_desa": cast.rina, "desa lain": cast.beni, "dpm": cast.damar,
        "bpjs": cast.gusti, "inspektorat": cast.hasan, "bendahara lain": cast.andi,
    }  # fmt: skip


def address(name: str, month: Bulan, numbers: dict[str, int], *, missing: bool = False) -> str:
    """The address for the month's own row, or for one that never was."""
    route = ADDRESSES[name]
    found = (
        month.penyampaian.pk
        if name in {"kepesertaan_bukti", "laporan_periksa"}
        else numbers.get(re.split("[-_]", name)[0], 0)
    )
    number = 987_654_321 if missing else found
    parts = {
        "pk": number, "nomor": number, "bulan": "2026-10", "penanggung": month.setoran.penanggung,
        "sisa": "tidak-ada", "langkah": "sejak", "tahun": 2026, "bentuk": "xlsx",
        "tanda": receipt_sign(number),
        "kecamatan": month.desa.kecamatan.kode,
        "kode": code(name, route, month, missing and "pk" not in route and "nomor" not in route),
    }  # fmt: skip
    return reverse(name, kwargs={part: value for part, value in parts.items() if f"{part}>" in route})


def code(name: str, route: str, month: Bulan, missing: bool) -> str:
    if name.startswith("peraturan"):
        return month.penetapan.peraturan.kode
    if name in {"berita_acara_periksa", "api_periksa_kode"}:
        return month.berita_acara.kode
    if name == "kecamatan-detail":
        return "99.99.99" if missing else month.desa.kecamatan.kode
    if "desa/" in route:
        return "99.99.99.9999" if missing else month.desa.kode
    return "99.99" if missing else month.kabupaten.kode


def seers(rule: Rule, month: Bulan) -> set[str]:
    """The roles for which the row exists."""
    if rule.rows in {"setoran", "pagu"}:
        row = month.pagu if rule.rows == "pagu" else month.setoran
        return SEE["desa"] if row.desa else SEE["kabupaten"]
    if rule.rows == "wilayah":
        return SEE["desa"] | {"desa lain"}
    return SEE.get(rule.rows, set())


@pytest.fixture
def blank_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may open a page or a paper is asked here, not how it is drawn, which costs more than all the rest."""
    monkeypatch.setattr(HTML, "write_pdf", lambda *_args, **_options: b"%PDF-1.7")
    monkeypatch.setattr(Template, "render", lambda *_args, **_options: SafeString("<main></main>"))
    monkeypatch.setattr(OpenApiYamlRenderer, "render", lambda *_args, **_options: b"openapi: 3.0.3")


IN = "masuk"  # the answer of the page itself: 200, a redirect inside the portal, or "mend your request"


def met(answer: HttpResponse) -> int | str:
    """The status as the table speaks of it; 302 only when it leads to the sign-in page."""
    status = answer.status_code
    if status == 302 and answer["Location"].startswith(reverse("masuk")):
        return 302
    return IN if status in {200, 201, 202, 204, 302, 400} else status


def wanted(name: str, role: str, month: Bulan, *, writing: bool) -> set[int | str]:
    """What this role is to meet at this address."""
    rule, api = POLICY[name], ADDRESSES[name].startswith("api/")
    if rule.rows in {"umum", "semua", "tidak ada"} or role == "tamu":
        return at_an_open_place(rule, role, api=api and name != "api_docs", writing=writing)
    if writing and role.startswith("inspektorat") and api:
        return {403}
    if rule.read == "kirim" and not writing:
        return {405}
    if rule.read == "khusus":
        return at_a_closed_book(rule, role, month, writing=writing)
    if role not in seers(rule, month):
        return {404} if not (writing and not rule.write) else {403, 404, 405}
    if writing and not rule.write:
        return {403, 405}
    if (writing or rule.read == "tulis") and role not in rule.write:
        return {403}
    return {IN}


def office(role: str, month: Bulan) -> str:
    """What somebody from elsewhere is at home: Yusuf of Sondonglayu a secretary, Beni of Benawai a treasurer."""
    if role == "desa lain":
        return "sekdes" if month.kabupaten.kode == "76.03" else "bendahara_desa"
    return role.removesuffix(" lain")


def at_a_closed_book(rule: Rule, role: str, month: Bulan, *, writing: bool) -> set[int | str]:
    """What somebody meets at an address that some roles of the place may read and nobody writes."""
    if writing:
        return {403, 404, 405}
    if role not in seers(rule, month):
        return {404}
    return {IN} if role in rule.write else {403}


def at_an_open_place(rule: Rule, role: str, *, api: bool, writing: bool) -> set[int | str]:
    """What a stranger meets, and anybody at an address that shows no rows of one place."""
    if rule.rows == "umum":
        return {IN, 405} if writing or rule.read == "kirim" else {IN}
    if role == "tamu":
        return {401} if api else {302}
    if rule.rows == "tidak ada":
        return {403, 404}
    if writing and api:
        return {403, 405}  # what may be recorded there stands in RECORD
    if writing:
        return {IN, 403, 404, 405} if rule.read != "kirim" else {302}  # leaving leads to the sign-in page
    return {405 if rule.read == "kirim" else IN}


RECORDED = {f"{name}-list": writers for name, writers in RECORD.items()}

# Reading one regency on both databases asks every question that leads to a refusal; the rest follows from the answers,
# and in tests/journeys/test_halaman.py each role of both regencies is drawn its pages on both.
REFUSED = pytest.mark.sekali


class Undo(Exception):
    """Ends the savepoint, so that one knock leaves nothing for the next."""


def knock(client: Client, method: str, path: str) -> int | str:
    cache.clear()
    answer: int | str = 0
    try:
        with transaction.atomic():
            response = getattr(client, method)(path)
            answer = met(response)
            response.close()
            raise Undo
    except Undo:
        return answer


@pytest.fixture(params=["mamasa", pytest.param("kayong_utara", marks=REFUSED)])
def month(request: pytest.FixtureRequest, stage: Stage) -> Bulan:
    for kabupaten in (stage.mamasa.kabupaten, stage.kayong_utara.kabupaten):
        HariLibur.objects.create(
            tanggal="2026-12-30", nama="Hari daerah", jenis="libur_daerah", kabupaten=kabupaten, sumber="Surat uji"
        )
        SaldoPindahan.objects.create(
            kabupaten=kabupaten,
            penanggung="peserta",
            dari_bulan="2026-09-01",
            ke_bulan="2026-10-01",
            jumlah=1,
            asal="-",
        )
    check_book(by=None)
    found: Bulan = getattr(stage, request.param)
    return found


def entered(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


@pytest.mark.lambat
@pytest.mark.parametrize("method", ["get", pytest.param("post", marks=REFUSED)])
@pytest.mark.usefixtures("blank_sheets")
def test_every_role_meets_what_the_table_says(stage: Stage, month: Bulan, method: str) -> None:
    wrong, numbers = [], keys(month)
    for role, user in roles(stage, month).items():
        client = entered(user)
        for name in ADDRESSES:
            answer = knock(client, method, address(name, month, numbers))
            expected = wanted(name, role, month, writing=method == "post")
            if method == "post" and user and name in RECORDED:
                expected = {IN} if office(role, month) in RECORDED[name] else {403}
            if answer not in expected:
                wrong.append(f"{role}: {method.upper()} {name} -> {answer}, not {sorted(map(str, expected))}")
            if name == "keluar":
                client = entered(user)
    assert wrong == []


@REFUSED
@pytest.mark.lambat
@pytest.mark.parametrize("month", ["mamasa"], indirect=True)
@pytest.mark.usefixtures("blank_sheets")
def test_other_writing_methods_are_refused_everywhere(stage: Stage, month: Bulan) -> None:
    refused = {302, 401, 403, 404, 405}
    wrong, numbers = [], keys(month)
    for role in ("tamu", "sekdes", "dpm", "inspektorat"):
        client = entered(roles(stage, month)[role])
        for name in ADDRESSES:
            for method in ("put", "patch", "delete"):
                answer = knock(client, method, address(name, month, numbers))
                allowed = (name, method, role) == ("selisih-detail", "patch", "dpm") or POLICY[name].rows in {
                    "umum", "semua",
                }  # fmt: skip
                if answer not in refused and not allowed:
                    wrong.append(f"{role}: {method.upper()} {name} -> {answer}")
    assert wrong == []


@REFUSED
@pytest.mark.lambat
def test_a_foreign_row_and_no_row_look_alike(stage: Stage, month: Bulan) -> None:
    wrong, numbers = [], keys(month)
    for role in ("desa lain", "dpm lain", "bendahara lain"):
        user = roles(stage, month).get(role)
        for name in ADDRESSES if user else ():
            paths = [address(name, month, numbers), address(name, month, numbers, missing=True)]
            if paths[0] == paths[1] or role in seers(POLICY[name], month) or POLICY[name].rows in {"umum", "semua"}:
                continue
            client = entered(user)
            theirs, nobodys = (client.get(path) for path in paths)
            if (theirs.status_code, len(theirs.content)) != (nobodys.status_code, len(nobodys.content)):
                wrong.append(f"{role}: {name} {theirs.status_code} {nobodys.status_code}")
    assert wrong == []


@pytest.mark.lambat
def test_nobody_but_staff_enters_the_back_office(stage: Stage, month: Bulan) -> None:
    for role, user in roles(stage, month).items():
        answer = entered(user).get("/admin/desa/user/")
        assert (answer.status_code, answer["Location"].split("?")[0]) == (
            302,
            "/akun/masuk/" if user is None else "/admin/login/",
        ), role
