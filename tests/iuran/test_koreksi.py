"""Late facts: assessed rows stay, the next bill carries the difference, and every sum and page says so."""

from datetime import date
from typing import Any

import pytest
from django.db.models import Sum

from desa.actions.terapkan import apply_plan
from desa.models import PenghasilanTetap, Peraturan, Peserta, StatusJaminan
from desa.rules.daftar import Rencana
from iuran.actions.penetapan import assess_iuran, close_month
from iuran.models import Iuran, Penetapan, PorsiIuran
from iuran.queries.buku import book, total_of
from iuran.queries.koreksi import as_rows, pending
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.rekonsiliasi import reconcile
from rekonsiliasi.actions.selisih import decide_many
from rekonsiliasi.actions.tagihan import receive_tagihan
from rekonsiliasi.queries.berita_acara import build_isi
from tests.cast import Cast
from tests.iuran.conftest import newcomer, take_post
from tests.kept import kept
from tests.rekonsiliasi.daftar import list_of, workbook

SEPTEMBER, OKTOBER = Bulan(2026, 9), Bulan(2026, 10)
RECONCILIATION = {
    "pasal": "12",
    "periode": {"pilihan": ["bulan"], "pasal": "12 ayat (1)"},
    "koreksi_data": {"berlaku": "bulan_berikutnya", "pasal": "12 ayat (4)"},
    "selisih": {"berlaku": "bulan_berikutnya", "pasal": "13 ayat (2)"},
}
BILL = {"pemda": 132_637, "peserta": 33_159}


def shares(row: Iuran) -> dict[str, int]:
    return dict(row.porsi.values_list("penanggung", "jumlah"))


def everything() -> list[Any]:
    return [list(Iuran.objects.order_by("pk").values()), list(PorsiIuran.objects.order_by("pk").values())]


@kept
def september(panggung: Cast) -> Cast:
    """September is assessed and closed in both regencies."""
    rule = Peraturan.objects.get(kode="mamasa-10-2021")
    rule.isi = rule.isi | {"rekonsiliasi": RECONCILIATION}
    rule.save()
    for kabupaten, user in ((panggung.mamasa, panggung.dewi), (panggung.kayong_utara, panggung.damar)):
        assess_iuran(kabupaten=kabupaten, bulan=SEPTEMBER, by=user)
        close_month(kabupaten=kabupaten, bulan=SEPTEMBER, by=user)
    return panggung


@pytest.fixture
def late(september: Cast) -> Cast:
    """Then it turns out: one more took office on 3 August, one died on 20 August, one earns five million."""
    newcomer(september.rantebulahan, 501, date(2026, 8, 3), wage=2_022_200)
    dead, _, rich = september.peserta["76.03.01.2008"]
    dead.masa_jabatan.update(berakhir=date(2026, 8, 20), alasan_berakhir="meninggal")
    PenghasilanTetap.objects.create(peserta=rich, mulai=date(2026, 9, 1), jumlah=5_000_000)
    return september


def october(cast: Cast) -> Penetapan:
    return assess_iuran(kabupaten=cast.mamasa, bulan=OKTOBER, by=cast.dewi)


@pytest.mark.lambat
def test_assessed_rows_stay_and_the_difference_comes_in_the_next_bill(late: Cast) -> None:
    before = everything()
    foreseen = [(row.nama, row.bulan, row.porsi) for row in as_rows(pending(late.mamasa, OKTOBER))]
    penetapan = october(late)
    assert [rows[: len(kept)] for rows, kept in zip(everything(), before, strict=True)] == before
    rows = list(Iuran.objects.pembetulan().order_by("nama"))
    dead, rich = late.peserta["76.03.01.2008"][0], late.peserta["76.03.01.2008"][2]
    assert [(row.nama, row.penetapan, row.bulan, shares(row), row.dasar) for row in rows] == [
        (dead.nama, penetapan, date(2026, 9, 1), {"pemda": -132_637, "peserta": -33_159}, 0),
        (rich.nama, penetapan, date(2026, 9, 1), {"pemda": 67_363, "peserta": 16_841}, 5_000_000),
        ("Pendatang 501", penetapan, date(2026, 9, 1), BILL, 3_315_934),
    ]
    assert [row.koreksi_atas and row.koreksi_atas.peserta for row in rows] == [dead, rich, None]
    assert rows[0].alasan == (
        "Berhenti 20 Agustus 2026 (meninggal dunia) baru dilaporkan; iuran September 2026 dikembalikan "
        "(Pasal 12 ayat (4) dan Pasal 13 ayat (2))."
    )
    assert sorted(name for name, _, _ in foreseen) == [row.nama for row in rows]
    assert pending(late.mamasa, OKTOBER) == pending(late.mamasa, OKTOBER.next()) == []


@pytest.mark.lambat
def test_the_book_carries_corrections_in_their_own_column(late: Cast) -> None:
    october(late)
    rows = {str(row.penanggung): row for row in book(late.mamasa, OKTOBER)}
    assert (rows["pemda"].saldo_awal, rows["pemda"].iuran, rows["pemda"].koreksi, rows["pemda"].sisa) == (
        9 * 132_637, 8 * 132_637 + 200_000, 67_363, 9 * 132_637 + 8 * 132_637 + 200_000 + 67_363)  # fmt: skip
    assert total_of(rows.values()).koreksi == 67_363 + 16_841
    september = {str(row.penanggung): row for row in book(late.mamasa, SEPTEMBER)}
    assert (september["pemda"].iuran, september["pemda"].koreksi) == (9 * 132_637, 0)


@pytest.mark.lambat
def test_a_correction_may_itself_be_corrected(late: Cast) -> None:
    october(late)
    rich = late.peserta["76.03.01.2008"][2]
    PenghasilanTetap.objects.filter(peserta=rich, jumlah=5_000_000).update(jumlah=4_000_000)
    Peserta.objects.get(nama="Pendatang 501").masa_jabatan.update(mulai=date(2026, 9, 15))
    found = {(row.nama, row.bulan): row.porsi for row in as_rows(pending(late.mamasa, Bulan(2026, 11)))}
    payers = ("Pemerintah kabupaten", "Kepala desa dan perangkat desa")
    assert found == {
        (rich.nama, SEPTEMBER): list(zip(payers, (-40_000, -10_000), strict=True)),
        (rich.nama, OKTOBER): list(zip(payers, (-40_000, -10_000), strict=True)),
        ("Pendatang 501", SEPTEMBER): list(zip(payers, (-132_637, -33_159), strict=True)),
    }


@pytest.mark.lambat
def test_who_moved_leaves_one_village_and_owes_in_the_other(september: Cast) -> None:
    mover = september.peserta["76.03.01.2004"][2]
    mover.masa_jabatan.update(berakhir=date(2026, 8, 20), alasan_berakhir="masa_jabatan")
    take_post(mover, september.panetean, date(2026, 8, 21))
    october(september)
    rows = Iuran.objects.pembetulan().order_by("desa__kode")
    assert [(row.desa.nama, row.jumlah) for row in rows] == [("Rantebulahan", -165_796), ("Panetean", 165_796)]
    assert {row.koreksi_atas for row in rows} == {Iuran.objects.get(peserta=mover, bulan=date(2026, 9, 1), alasan="")}
    by_village = Iuran.objects.filter(peserta=mover, bulan=date(2026, 9, 1)).values_list("desa__nama")
    assert dict(by_village.annotate(Sum("porsi__jumlah"))) == {"Rantebulahan": 0, "Panetean": 165_796}


@pytest.mark.lambat
def test_becoming_a_civil_servant_counts_from_the_reported_month(september: Cast) -> None:
    """KU Pasal 2 ayat (2) huruf a: the report for September comes after September was assessed."""
    head = september.peserta["61.11.01.2001"][0]
    plan = Rencana(orang={head.nik: {"pns": True}})
    apply_plan(september.sutera, plan, mulai=date(2026, 9, 1), hari=date(2026, 10, 5))
    assert list(StatusJaminan.objects.values_list("mulai", "pns")) == [
        (date(2000, 1, 1), False),
        (date(2026, 9, 1), True),
    ]
    (found,) = pending(september.kayong_utara, OKTOBER)
    assert (found.peserta, found.pembetulan.jumlah) == (head, -72_799 - 48_533)
    assert "Pasal 2 ayat (2) huruf a" in found.pembetulan.alasan
    assert [row.peserta for row in pending(september.kayong_utara, SEPTEMBER)] == []


@pytest.mark.lambat
def test_a_status_reported_for_october_leaves_september_alone(september: Cast) -> None:
    head = september.peserta["61.11.01.2001"][0]
    apply_plan(
        september.sutera, Rencana(orang={head.nik: {"jaminan_lain": "KIS PBI-JK"}}), mulai=date(2026, 10, 1),
        hari=date(2026, 10, 5),
    )  # fmt: skip
    assert pending(september.kayong_utara, OKTOBER) == []
    assess_iuran(kabupaten=september.kayong_utara, bulan=OKTOBER, by=september.damar)
    assert list(Iuran.objects.filter(peserta=head).values_list("bulan", flat=True)) == [date(2026, 9, 1)]


@pytest.mark.lambat
def test_without_a_wage_the_bill_waits_and_names_who(september: Cast) -> None:
    newcomer(september.rantebulahan, 502, date(2026, 8, 3), wage=None, until=date(2026, 9, 20))
    with pytest.raises(Kesalahan, match=r"1 orang yang menjabat pada bulan lalu belum tercatat: Pendatang 502 \(7603"):
        october(september)
    assert not Penetapan.objects.filter(bulan=date(2026, 10, 1)).exists()


# -- the comparison and the paper ----------------------------------------------------------------------------------


def compare(cast: Cast, *, billed: bool) -> Any:
    """BPJS' list of October; `billed`: its row of the late one holds September too."""
    october(cast)
    rows = list_of(cast.mamasa, OKTOBER)
    late = next(row for row in rows if row["nama"] == "PENDATANG 501")
    if billed:
        late["pemda"], late["peserta"] = 2 * BILL["pemda"], 2 * BILL["peserta"]
    receive_tagihan(
        kabupaten=cast.mamasa, bulan=OKTOBER, nama_berkas="bpjs.xlsx", isi=workbook(rows), by=cast.lina
    )  # fmt: skip
    return reconcile(kabupaten=cast.mamasa, mulai=OKTOBER, sampai=OKTOBER, by=cast.dewi)


@pytest.mark.lambat
def test_a_correction_is_a_reason_of_its_own_and_the_rest_is_nothing(late: Cast) -> None:
    work = compare(late, billed=False)
    found = work.selisih.filter(jenis="koreksi").order_by("nama")
    assert [(row.kita, row.bpjs) for row in found] == [(-165_796, 0), (84_204, 0), (165_796, 0)]
    assert found[0].rincian[0] == {"kolom": "Bulan yang dibetulkan", "kita": "September 2026", "bpjs": "–"}
    assert sum(row.jumlah for row in work.selisih.all()) == work.total_kita - work.total_bpjs


@pytest.mark.lambat
def test_a_correction_that_bpjs_billed_is_no_difference(late: Cast) -> None:
    work = compare(late, billed=True)
    assert [row.kita for row in work.selisih.filter(jenis="koreksi").order_by("nama")] == [-165_796, 84_204]
    assert not work.selisih.filter(nama="Pendatang 501").exists()
    assert sum(row.jumlah for row in work.selisih.all()) == work.total_kita - work.total_bpjs


@pytest.mark.lambat
def test_the_paper_closes_with_its_corrections(late: Cast) -> None:
    work = compare(late, billed=False)
    decide_many(
        rekonsiliasi=work, nomor=list(work.selisih.values_list("pk", flat=True)), sebab="mutasi_terlambat",
        pihak="desa", tindak_lanjut="", by=late.dewi,
    )  # fmt: skip
    isi = build_isi(work, nomor_dinas="1/BA", tanggal=date(2026, 10, 20), tempat="Mamasa")
    assert isi["angka"]["saldo"][0] == {
        "penanggung": "Pemerintah kabupaten", "awal": 9 * 132_637, "iuran": 1_261_096, "koreksi": 67_363,
        "disetor": 0, "akhir": 9 * 132_637 + 1_261_096 + 67_363, "belum": 0,
    }  # fmt: skip
    assert [share["koreksi"] for share in isi["angka"]["iuran"][0]["porsi"]] == [67_363, 16_841]
    assert (isi["angka"]["selisih"]["sisa"], isi["angka"]["selisih"]["sisa_setoran"]) == (0, 0)
    assert sum(place["kita"] for place in isi["angka"]["tempat"]) == work.total_kita


# -- pages and API ---------------------------------------------------------------------------------------------------


@pytest.mark.lambat
def test_pages_show_what_waits_and_then_what_was_written(late: Cast) -> None:
    dewi, sari = late.client("dewi"), late.client("sari")
    before = dewi.get("/kabupaten/76.03/iuran/2026-10/").content.decode()
    assert "Pembetulan bulan lalu yang ikut dalam tagihan ini" in before
    assert before.count("baru dilaporkan") == 2
    assert "Pembetulan yang menunggu" in sari.get("/desa/76.03.01.2004/iuran/2026-09/").content.decode()
    october(late)
    after = dewi.get("/kabupaten/76.03/iuran/2026-10/").content.decode()
    assert "Pembetulan bulan lalu dalam tagihan ini" in after
    assert "pembetulan Rp" in after
    village = sari.get("/desa/76.03.01.2004/iuran/2026-10/").content.decode()
    assert "Pelantikan 3 Agustus 2026 baru dilaporkan" in village
    assert "menunggu" not in village
    origin = sari.get("/desa/76.03.01.2004/iuran/2026-09/").content.decode()
    assert "Bulan ini dibetulkan dalam tagihan sesudahnya" in origin
    assert "Pembetulan bulan lalu" in late.client("andi").get("/kabupaten/76.03/setoran/2026-10/").content.decode()


@pytest.mark.lambat
def test_a_correction_and_its_original_lead_to_each_other(late: Cast) -> None:
    october(late)
    client = late.client("dewi")
    row = Iuran.objects.pembetulan().get(peserta=late.peserta["76.03.01.2008"][0])
    origin = client.get(f"/iuran/{row.koreksi_atas_id}/").content.decode()
    assert f'href="/iuran/{row.pk}/"' in origin
    page = client.get(f"/iuran/{row.pk}/").content.decode()
    assert f'href="/iuran/{row.koreksi_atas_id}/"' in page
    assert "Masuk tagihan <strong>Oktober 2026</strong>" in page
    fresh = Iuran.objects.pembetulan().get(nama="Pendatang 501")
    assert "semula tidak diiurkan" in client.get(f"/iuran/{fresh.pk}/").content.decode()


@pytest.mark.lambat
def test_the_api_tells_corrections_apart(late: Cast) -> None:
    october(late)
    client = late.client("dewi")
    found = client.get("/api/v1/iuran/", {"koreksi": "true", "bulan_tagihan": "2026-10"}).json()["results"]
    assert [(row["bulan"], row["bulan_tagihan"], row["jumlah"]) for row in found] == [
        ("2026-09", "2026-10", 165_796), ("2026-09", "2026-10", -165_796), ("2026-09", "2026-10", 84_204)]  # fmt: skip
    origin = client.get(f"/api/v1/iuran/{found[1]['koreksi_atas']}/").json()
    assert (origin["koreksi"], origin["alasan"]) == ([found[1]["id"]], "")
    assert client.get("/api/v1/iuran/", {"koreksi": "false", "bulan": "2026-09"}).json()["count"] == 9
