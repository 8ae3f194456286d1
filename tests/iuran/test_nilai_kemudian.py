"""A law value decreed after months were assessed: they stay, the next bill corrects them (MM Pasal 12 ayat (4)).

Mamasa, nine officials a month on the minimum wage: 4 % and 1 % of 3.315.934 are 132.637 and 33.159, of 3.500.000
they are 140.000 and 35.000; the difference is 7.363 and 1.841 a person.
"""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Sum
from django.test import Client

from desa.actions.peraturan import load_peraturan
from desa.enums import JenisUsul
from desa.models import Kabupaten, ParameterValue, PenghasilanTetap, User
from desa.parameters import KumpulanNilai, Nilai
from iuran.actions.nilai import approve_nilai, propose_nilai
from iuran.actions.penetapan import assess_iuran, close_month
from iuran.models import Iuran, PorsiIuran
from iuran.queries.akibat_nilai import effects
from iuran.queries.pemeriksaan import findings
from iuran.rules import resolve
from iuran.rules.koreksi import BulanLalu, Fakta, Semula, corrections, explain_correction
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.cases import TEMPAT, bulan_of, law_cases, regulations
from tests.cast import POSTS, Cast
from tests.desa.test_peraturan import errors_of, new_file
from tests.iuran.test_koreksi import everything
from tests.iuran.test_koreksi_rules import MAMASA, month, net, term
from tests.kept import kept
from tests.oracle import Hukum

AGUSTUS, SEPTEMBER, OKTOBER = Bulan(2026, 8), Bulan(2026, 9), Bulan(2026, 10)
BARU = {"pemda": 7_363, "peserta": 1_841}


def with_values(lalu: BulanLalu, kode: str, tempat: str, values: dict[str, str]) -> BulanLalu:
    """The month by these law values, all of that year."""
    rows = [Nilai("batas_atas", date(2020, 1, 1), None, Decimal(values.get("batas_atas", "12000000")), "uji")]
    for kunci in ("ump", "umk"):
        kabupaten, provinsi = (tempat, "") if kunci == "umk" else ("", tempat[:2])
        if kunci in values:
            first, amount = date(lalu.bulan.year, 1, 1), Decimal(values[kunci])
            rows.append(Nilai(kunci, first, None, amount, "Keputusan Gubernur", kabupaten, provinsi))
    isi = regulations()[kode]
    rule = resolve(isi.peraturan.judul, isi.iuran, KumpulanNilai(rows), TEMPAT[tempat], lalu.bulan)
    return replace(lalu, ketentuan=rule)


def both(case: dict[str, Any]) -> tuple[BulanLalu, BulanLalu]:
    """The month as it was assessed, and as the law has it now."""
    kode, tempat = case["peraturan"], case["tempat"]
    plain = month(kode, tempat, Bulan(2026, 9))
    plain = replace(plain, bulan=bulan_of(case))
    old = with_values(plain, kode, tempat, case["semula"])
    return old, replace(with_values(plain, kode, tempat, case["sekarang"]), ditetapkan=old.ketentuan)


@pytest.mark.parametrize("case", law_cases("nilai_kemudian"))
def test_law_case(case: dict[str, Any]) -> None:
    old, new = both(case)
    fakta = Fakta(7, (term(date(2020, 1, 1)),), ((date(2020, 1, 1), case["penghasilan"]),))
    first = corrections(fakta, old, [])
    billed = [Semula(1, "Nomor 1", case["penghasilan"], net(first))]
    found = corrections(fakta, new, billed)
    wanted = {payer: case[payer] for payer in ("pemda", "desa", "peserta") if case.get(payer)}
    assert {payer: amount for payer, amount in net(found).items() if amount} == wanted
    if wanted:
        assert found[0].alasan.startswith(f"Nilai hukum {new.bulan.nama} ditetapkan kemudian: ")
        assert found[0].alasan.endswith("(Pasal 12 ayat (4) dan Pasal 13 ayat (2)).")
    settled = Counter(net(first)) + Counter(net(found)) if wanted.get("pemda", 0) > 0 else None
    if settled:
        assert corrections(fakta, new, [Semula(1, "Nomor 1", case["penghasilan"], settled)]) == []


def test_the_reason_names_value_day_decree_and_both_articles() -> None:
    case = {"peraturan": MAMASA[0], "tempat": MAMASA[1], "bulan": "2027-01", "semula": {"ump": "3315934"},
            "sekarang": {"ump": "3500000"}}  # fmt: skip
    _, new = both(case)
    office = (term(date(2020, 1, 1)),)
    billed = Semula(1, "Nomor 1", 2_022_200, {"pemda": 132_637, "peserta": 33_159})
    (law,) = corrections(Fakta(7, office, ((date(2020, 1, 1), 2_022_200),)), new, [billed])
    assert law.alasan == (
        "Nilai hukum Januari 2027 ditetapkan kemudian: UMP Rp 3.500.000 mulai 1 Januari 2027, Keputusan Gubernur "
        "(Pasal 8 ayat (2)-(4)); selisihnya ditagih susulan (Pasal 12 ayat (4) dan Pasal 13 ayat (2))."
    )
    assert "Selisih porsi pemerintah kabupaten: Rp 7.363." in explain_correction(law)
    (wage,) = corrections(Fakta(7, office, ((date(2020, 1, 1), 5_000_000),)), new, [billed])
    assert wage.alasan.startswith("Penghasilan tetap Januari 2027 seharusnya Rp 5.000.000, bukan Rp 2.022.200; nilai ")
    assert len(wage.alasan) <= 300


# -- on the stage ----------------------------------------------------------------------------------------------------


@pytest.fixture
def dini(cast: Cast) -> User:
    """Mamasa's second person at DPM-Pemdes, who decides what Dewi proposes."""
    user = User.objects.create(username="dini", nama="Dini")
    user.keanggotaan.create(peran="dpm", kabupaten=cast.mamasa, mulai=date(2018, 1, 1))
    return user


@kept
def two_months(panggung: Cast) -> Cast:
    """August is closed, September assessed; both by the UMP that was known."""
    for bulan in (AGUSTUS, SEPTEMBER):
        assess_iuran(kabupaten=panggung.mamasa, bulan=bulan, by=panggung.dewi)
    close_month(kabupaten=panggung.mamasa, bulan=AGUSTUS, by=panggung.dewi)
    return panggung


def ump(versi: int = 1) -> ParameterValue:
    return ParameterValue.objects.get(kunci="ump", provinsi="76", mulai=date(2026, 1, 1), versi=versi)


def decree(cast: Cast, dini: User, *, mulai: date, sen: int | None = 350_000_000, **changes: Any) -> Any:
    """Dewi proposes another UMP from this day, Dini approves; answers what the proposal said it would do."""
    told: dict[str, Any] = {
        "jenis": JenisUsul.GANTI, "kunci": "ump", "kabupaten": "", "provinsi": "76", "mulai": mulai, "sampai": None,
        "sen": sen, "sumber": "Keputusan Gubernur", "nomor_surat": "900/2026", "surat": None, "atas": ump(),
        "by": cast.dewi,
    }  # fmt: skip
    usul = propose_nilai(**(told | changes))
    (akibat,) = effects(usul, [cast.mamasa])
    approve_nilai(usul=usul, by=dini)
    return akibat


def sums(kabupaten: Kabupaten) -> dict[tuple[date, str], int]:
    """What was billed for each month so far, corrections included, per payer."""
    rows = PorsiIuran.objects.filter(iuran__penetapan__kabupaten=kabupaten).order_by()
    found = rows.values_list("iuran__bulan", "penanggung").annotate(Sum("jumlah"))
    return {(day, payer): amount for day, payer, amount in found}


@pytest.mark.lambat
def test_what_the_proposal_foretells_is_what_the_next_bill_corrects(two_months: Cast, dini: User) -> None:
    before = everything()
    told = decree(two_months, dini, mulai=date(2026, 9, 1))
    (september,) = told.dibetulkan
    assert (september.bulan, september.tagihan, september.ditutup, september.orang, september.selisih) == (
        SEPTEMBER, OKTOBER, False, 9, 9 * (7_363 + 1_841))  # fmt: skip
    assert [one.bulan for one in told.bulan] == [SEPTEMBER, OKTOBER, Bulan(2026, 11)]
    assess_iuran(kabupaten=two_months.mamasa, bulan=OKTOBER, by=two_months.dewi)
    rows = Iuran.objects.pembetulan()
    assert {(row.bulan, row.dasar, row.koreksi_atas is not None) for row in rows} == {
        (SEPTEMBER.first_day, 3_500_000, True)
    }
    assert {share.penanggung: share.jumlah for row in rows for share in row.porsi.all()} == BARU
    assert sum(share.jumlah for row in rows for share in row.porsi.all()) == told.pembetulan
    assert [new[: len(old)] for new, old in zip(everything(), before, strict=True)] == before
    assert [row.nilai[0]["nilai"] for row in Iuran.objects.bulanan().filter(bulan=SEPTEMBER.first_day)[:1]] == [
        "3315934.00"]  # fmt: skip
    assert list(findings()) == []


@pytest.mark.lambat
def test_it_reaches_back_over_a_closed_month_from_its_first_day(two_months: Cast, dini: User) -> None:
    """The decree counts from 1 January: both months are corrected, the closed one too, and its paper stays."""
    told = decree(two_months, dini, mulai=date(2026, 1, 1))
    assert [(one.bulan, one.ditutup, one.selisih) for one in told.dibetulkan] == [
        (AGUSTUS, True, 9 * 9_204), (SEPTEMBER, False, 9 * 9_204)]  # fmt: skip
    assert (ump().sampai, ump(2).nilai, ump(2).sumber) == (
        date(2026, 9, 30), Decimal(3_500_000), "Keputusan Gubernur; surat 900/2026")  # fmt: skip
    assess_iuran(kabupaten=two_months.mamasa, bulan=OKTOBER, by=two_months.dewi)
    found = sums(two_months.mamasa)
    for bulan in (AGUSTUS, SEPTEMBER, OKTOBER):
        assert [found[bulan.first_day, payer] for payer in ("pemda", "peserta")] == [9 * 140_000, 9 * 35_000]
    before = Iuran.objects.count()
    assess_iuran(kabupaten=two_months.mamasa, bulan=Bulan(2026, 11), by=two_months.dewi)
    assert Iuran.objects.pembetulan().filter(penetapan__bulan=date(2026, 11, 1)).count() == 0
    assert Iuran.objects.count() == before + 9


@pytest.mark.lambat
def test_a_late_umk_lifts_the_closed_month_above_the_ump(two_months: Cast, dini: User) -> None:
    told = decree(
        two_months, dini, mulai=date(2026, 8, 1), jenis=JenisUsul.TAMBAH, kunci="umk", kabupaten="76.03", provinsi="",
        atas=None, sen=340_000_000,
    )  # fmt: skip
    assert [(one.bulan, one.selisih) for one in told.dibetulkan] == [
        (AGUSTUS, 9 * (3_363 + 841)), (SEPTEMBER, 9 * (3_363 + 841))]  # fmt: skip


@pytest.mark.lambat
def test_kayong_utara_is_not_corrected_by_a_minimum_wage(two_months: Cast, dini: User) -> None:
    assess_iuran(kabupaten=two_months.kayong_utara, bulan=SEPTEMBER, by=two_months.damar)
    usul = propose_nilai(
        jenis=JenisUsul.TAMBAH, kunci="umk", kabupaten="61.11", provinsi="", mulai=date(2026, 1, 1), sampai=None,
        sen=360_000_000, sumber="Keputusan Gubernur", nomor_surat="1/2026", surat=None, atas=None,
        by=two_months.damar,
    )  # fmt: skip
    assert effects(usul, [two_months.kayong_utara])[0].bulan == []


@pytest.mark.lambat
def test_a_used_value_cannot_be_unsaid_for_its_months(two_months: Cast, dini: User) -> None:
    with pytest.raises(Kesalahan, match="sudah dipakai menetapkan iuran sampai September 2026") as refused:
        decree(two_months, dini, mulai=date(2026, 1, 1), jenis=JenisUsul.AKHIRI, sen=None, sampai=date(2026, 8, 31))
    assert "ganti dengan nilai yang benar" in refused.value.saran
    decree(two_months, dini, mulai=date(2026, 1, 1), jenis=JenisUsul.AKHIRI, sen=None, sampai=date(2026, 9, 30))
    assert ump().sampai == date(2026, 9, 30)


@pytest.mark.lambat
def test_a_file_does_not_bring_what_would_correct_assessed_months(two_months: Cast) -> None:
    """One person loads a file; what corrects a month needs two (a proposal). Later months are free."""
    text = new_file().split("nilai:")[0] + (
        'nilai:\n  - {kunci: umk, kabupaten: "76.03", mulai: 2026-07-01, nilai: "3400000.00", sumber: "SK Bupati"}\n'
    )
    (refused,) = errors_of(text)
    assert "mengubah bulan yang sudah ditetapkan, sampai September 2026; usulkan lewat halaman" in refused[1]
    load_peraturan(text=text.replace("2026-07-01", "2026-10-01"), by=None)
    assert ParameterValue.objects.get(kunci="umk", kabupaten="76.03").dipakai_sampai is None


@pytest.mark.lambat
def test_nobody_changes_or_deletes_a_used_value(two_months: Cast) -> None:
    """ORM or SQL: amount, key, place, first day and version stay; the end may come, but after the last month."""
    value = ParameterValue.objects.filter(pk=ump().pk)
    deeds: list[dict[str, Any]] = [
        {"nilai": "1.00"}, {"kunci": "umk"}, {"provinsi": "61"}, {"kabupaten": "76.03", "provinsi": ""},
        {"mulai": date(2025, 1, 1)}, {"versi": 2}, {"sampai": date(2026, 8, 31)}, {"dipakai_sampai": None},
        {"dipakai_sampai": date(2026, 8, 1)}, {"nilai": None, "kepastian": "celah"},
    ]  # fmt: skip
    for deed in deeds:
        with pytest.raises(DatabaseError), transaction.atomic():
            value.update(**deed)
    with pytest.raises(DatabaseError), transaction.atomic():
        value.delete()
    value.update(sampai=date(2026, 9, 15))
    with pytest.raises(DatabaseError), transaction.atomic():
        value.update(sampai=None)
    free = ParameterValue.objects.filter(kunci="ump", provinsi="61")
    free.update(nilai="2.00")
    assert (free.get().dipakai_sampai, ump().dipakai_sampai) == (None, SEPTEMBER.first_day)


@pytest.mark.lambat
def test_values_wages_and_people_in_any_order_agree_with_the_oracle(panggung: Cast, dini: User) -> None:
    """Late floors and late wages in random order between the months: at the end each month is as the oracle has it."""
    chance = Random(20261125)
    months = Bulan(2026, 5).until(OKTOBER)
    news: list[Any] = [
        ("ump", date(2026, 6, 1), 340_000_000), ("ump", date(2026, 1, 1), 331_600_050), ("umk", date(2026, 8, 1), 0),
        *(("gaji", date(2026, chance.randrange(4, 9), 1), chance.choice((2_022_200, 3_399_999, 3_450_000, 13_000_000)))
          for _ in range(3)),
    ]  # fmt: skip
    chance.shuffle(news)
    people = panggung.peserta["76.03.01.2004"]
    wages = {person.pk: [(date(2021, 1, 1), post[2])] for person, post in zip(people, POSTS, strict=True)}
    floors = dict.fromkeys(months, "3315934")
    for bulan in months:
        assess_iuran(kabupaten=panggung.mamasa, bulan=bulan, by=panggung.dewi)
        if not news:
            continue
        kind, day, amount = news.pop()
        since = Bulan.of(day)
        if kind == "gaji":
            person = people[len(news) % len(people)]
            PenghasilanTetap.objects.update_or_create(peserta=person, mulai=day, defaults={"jumlah": amount})
            wages[person.pk] = [row for row in wages[person.pk] if row[0] != day] + [(day, amount)]
        elif kind == "umk":
            decree(panggung, dini, mulai=day, jenis=JenisUsul.TAMBAH, kunci="umk", kabupaten="76.03", provinsi="",
                   atas=None, sen=352_000_049)  # fmt: skip
            floors |= {one: "3520000.49" for one in months if one >= since}
        else:
            newest = ParameterValue.objects.filter(kunci="ump", provinsi="76", mulai__lte=day).latest("mulai", "versi")
            later = ParameterValue.objects.filter(kunci="ump", provinsi="76", mulai__gt=day).exists()
            until = date(2026, 5, 31) if later else None
            decree(panggung, dini, mulai=day, sen=amount, atas=newest, sampai=until)
            floors |= {
                one: f"{amount / 100:.2f}" for one in months
                if one >= since and (until is None or one < Bulan(2026, 6)) and floors[one] != "3520000.49"
            }  # fmt: skip
    assess_iuran(kabupaten=panggung.mamasa, bulan=Bulan(2026, 11), by=panggung.dewi)
    for bulan in months:
        law = Hukum("mm", "76.03", (2021, 6), (2026, 12), {2026: floors[bulan]})
        for person in people:
            wage = [amount for since, amount in sorted(wages[person.pk]) if since <= bulan.first_day][-1]
            rows = PorsiIuran.objects.filter(iuran__peserta=person, iuran__bulan=bulan.first_day).order_by()
            billed = dict(rows.values_list("penanggung").annotate(Sum("jumlah")))
            assert billed == law.owed(wage, 2026), (bulan, person.nama)


@pytest.mark.lambat
def test_the_page_and_the_api_say_what_will_be_corrected(two_months: Cast) -> None:
    dewi: Client = two_months.client("dewi")
    asked = {"jenis": "ganti", "atas": ump().pk, "mulai": "2026-01-01", "sen": 350_000_000,
             "sumber": "Keputusan Gubernur", "nomor_surat": "900/2026"}  # fmt: skip
    made = dewi.post("/api/v1/usul-nilai/", asked, content_type="application/json").json()
    page = dewi.get(f"/nilai/usul/{made['id']}/").content.decode()
    wanted = ["masuk tagihan Oktober 2026 sebagai pembetulan", "+Rp\xa0165.672", "Agustus 2026", "Berita Acara"]
    assert [text for text in wanted if text not in page] == []
    (answer,) = dewi.get(f"/api/v1/usul-nilai/{made['id']}/akibat/").json()
    assert [(one["bulan"], one["tagihan"], one["ditutup"], one["selisih"]) for one in answer["bulan"]][:2] == [
        ("2026-08", "2026-10", True, 82_836), ("2026-09", "2026-10", False, 82_836)]  # fmt: skip
    assert (answer["kabupaten"], answer["pembetulan"]) == ("76.03", 165_672)
    assert two_months.client("sari").get(f"/api/v1/usul-nilai/{made['id']}/akibat/").status_code == 404
