"""The official's own bill for other family members: charged by year, corrected by rows, paid apart from all else."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from desa.actions.keluarga import end_statement, state_of_member
from desa.enums import Hubungan, JenisKeterangan
from desa.models import AnggotaKeluarga, AuditEvent, MasaJabatan, ParameterValue, Peraturan, Peserta
from desa.parameters.bagian import TarifAturan
from iuran.actions.keluarga_lain import assess_other_family, record_other_payment, reverse_other_payment
from iuran.models import AlokasiSetoran, Iuran, KewajibanKeluargaLain, PembayaranKeluargaLain, Setoran
from iuran.queries.keluarga_lain import TanpaTarif
from iuran.queries.tagihan_lain import bills_of, could_take_part, totals_by_village
from iuran.rules.keluarga_lain import monthly_tariffs, months_of, to_charge, to_return, total
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.cases import TEMPAT, law_cases, regulations, values
from tests.cast import Cast

BUKTI = ("bukti.pdf", b"%PDF-1.4 bukti")


@pytest.fixture(autouse=True)
def may_2026() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-05-20T02:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def ibu(cast: Cast) -> AnggotaKeluarga:
    """The mother of Sutera's head; class II costs 100,000 a month."""
    ParameterValue.objects.create(kunci="tarif_mandiri_2", mulai=date(2020, 7, 1), nilai=100_000, sumber="Perpres 64")
    return AnggotaKeluarga.objects.create(
        peserta=cast.peserta[cast.sutera.kode][0], nik="6111014101509091", nama="Ibu Uji", jenis_kelamin="P",
        tanggal_lahir=date(1950, 1, 1), hubungan=Hubungan.IBU, mulai=date(2021, 1, 4),
    )  # fmt: skip


def join(cast: Cast, one: AnggotaKeluarga, month: int, year: int = 2026) -> Any:
    return state_of_member(
        anggota=one, desa=cast.sutera, jenis=JenisKeterangan.DIIKUTSERTAKAN, mulai=Bulan(year, month),
        catatan="Permohonan", by=cast.wahyu,
    )  # fmt: skip


def rows() -> list[tuple[int, int, int]]:
    found = KewajibanKeluargaLain.objects.order_by("pk")
    return [(one.mulai.month, one.sampai.month, one.jumlah) for one in found]


def pay(cast: Cast, jumlah: int = 500_000, **change: Any) -> PembayaranKeluargaLain:
    given: dict[str, Any] = {"tanggal": date(2026, 5, 19), "referensi": "KL-1", "bukti": BUKTI} | change
    return record_other_payment(
        peserta=cast.peserta[cast.sutera.kode][0], desa=cast.sutera, tahun=2026, jumlah=jumlah, by=cast.rina, **given
    )


@pytest.mark.parametrize("case", law_cases("tarif_sebagian"))
def test_who_joins_in_the_year_pays_the_months_that_are_left(case: dict[str, Any]) -> None:
    aturan = TarifAturan(kunci="tarif_mandiri", kelas="II", setahun="jumlah_dua_belas_bulan")
    months = months_of(case["tahun"], case["mulai_bulan"])
    assert total(monthly_tariffs(aturan, values(), TEMPAT[case["tempat"]], months)) == case["jumlah"]


def test_months_charged_and_returned() -> None:
    year = months_of(2026)
    assert to_charge(year, year[:5]) == year[5:]
    assert to_return(year[:5], year) == year[5:]
    assert (to_charge((), year), to_return(year, ())) == ([], [])


@pytest.mark.lambat
def test_a_whole_year_is_charged_once(cast: Cast, ibu: AnggotaKeluarga) -> None:
    join(cast, ibu, 1)
    [row] = assess_other_family(place=cast.kayong_utara, tahun=2026, by=cast.damar)
    assert (row.jumlah, row.kelas, row.pasal, len(row.tarif)) == (1_200_000, "II", "5 ayat (1)-(2)", 12)
    assert row.tarif[0] == {"bulan": "2026-01", "jumlah": 100_000, "sumber": "Perpres 64"}
    assert assess_other_family(place=cast.kayong_utara, tahun=2026, by=cast.damar) == []
    assert assess_other_family(place=cast.sutera, tahun=2026, by=cast.wahyu) == []
    assert AuditEvent.objects.filter(aksi="keluarga_lain.tetapkan").count() == 1
    assert (Iuran.objects.count(), Setoran.objects.count(), AlokasiSetoran.objects.count()) == (0, 0, 0)


@pytest.mark.lambat
def test_who_is_added_pays_from_that_month_and_who_leaves_gets_the_rest_back(cast: Cast, ibu: AnggotaKeluarga) -> None:
    stated = join(cast, ibu, 6)
    assess_other_family(place=cast.sutera, tahun=2026, by=cast.wahyu)
    end_statement(keterangan=stated, desa=cast.sutera, mulai=Bulan(2026, 10), alasan="Pindah", by=cast.wahyu)
    [back] = assess_other_family(place=cast.sutera, tahun=2026, by=cast.wahyu)
    assert rows() == [(6, 12, 700_000), (10, 12, -300_000)]
    assert back.alasan.startswith("Tidak lagi ikut")
    join(cast, ibu, 12)
    assess_other_family(place=cast.sutera, tahun=2026, by=cast.wahyu)
    assert rows() == [(6, 12, 700_000), (10, 12, -300_000), (12, 12, 100_000)]
    assert assess_other_family(place=cast.sutera, tahun=2026, by=cast.wahyu) == []
    assert [(desa.kode, due, paid) for desa, due, paid in totals_by_village(cast.kayong_utara, 2026)] == [
        (cast.sutera.kode, 500_000, 0)
    ]


@pytest.mark.lambat
def test_a_later_year_goes_on_and_an_earlier_one_stays(cast: Cast, ibu: AnggotaKeluarga) -> None:
    join(cast, ibu, 6)
    for year in (2025, 2026, 2027):
        assess_other_family(place=cast.sutera, tahun=year, by=cast.wahyu)
    assert rows() == [(6, 12, 700_000), (1, 12, 1_200_000)]


@pytest.mark.lambat
def test_only_who_is_other_family_is_charged(cast: Cast, ibu: AnggotaKeluarga) -> None:
    head = ibu.peserta
    wife = head.keluarga.get(hubungan=Hubungan.ISTRI)
    join(cast, wife, 1)
    assert assess_other_family(place=cast.sutera, tahun=2026, by=cast.wahyu) == []
    join(cast, ibu, 1)
    MasaJabatan.objects.filter(peserta=head).update(berakhir=date(2026, 3, 15), alasan_berakhir="masa_jabatan")
    assess_other_family(place=cast.sutera, tahun=2026, by=cast.wahyu)
    assert rows() == [(1, 3, 300_000)]


def test_no_tariff_no_bill(cast: Cast) -> None:
    with pytest.raises(TanpaTarif, match="tidak mengatur tarif setahun"):
        assess_other_family(place=cast.mamasa, tahun=2026, by=cast.dewi)
    with pytest.raises(Kesalahan, match="Tidak ada nilai tarif peserta mandiri kelas II"):
        assess_other_family(place=cast.kayong_utara, tahun=2026, by=cast.damar)


@pytest.mark.lambat
def test_payments_and_what_is_left(cast: Cast, ibu: AnggotaKeluarga) -> None:
    join(cast, ibu, 1)
    with pytest.raises(Kesalahan, match="Belum ada iuran"):
        pay(cast)
    assess_other_family(place=cast.sutera, tahun=2026, by=cast.wahyu)
    first = pay(cast)
    [bill] = bills_of(cast.sutera, 2026)
    assert (bill.terutang, bill.dibayar, bill.sisa) == (1_200_000, 500_000, 700_000)
    with pytest.raises(Kesalahan, match="sudah tercatat"):
        pay(cast)
    reverse_other_payment(pembayaran=first, alasan="Salah orang", by=cast.rina)
    [bill] = bills_of(cast.sutera, 2026)
    assert (bill.dibayar, bill.sisa) == (0, 1_200_000)
    with pytest.raises(Kesalahan, match="sudah dibatalkan"):
        reverse_other_payment(pembayaran=first, alasan="Lagi", by=cast.rina)
    with pytest.raises(Kesalahan, match="Alasan pembatalan belum diisi"):
        reverse_other_payment(pembayaran=first, alasan=" ", by=cast.rina)
    pay(cast, 1_300_000)
    assert bills_of(cast.sutera, 2026)[0].sisa == -100_000


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"jumlah": 0}, "lebih dari nol"),
        ({"jumlah": 10**13}, "lebih dari nol"),
        ({"tanggal": date(2026, 5, 21)}, "belum terjadi"),
        ({"referensi": " "}, "Nomor referensi"),
        ({"referensi": "x" * 61}, "Nomor referensi"),
        ({"bukti": None}, "Bukti bayar belum dipilih"),
    ],
)
@pytest.mark.lambat
def test_a_wrong_payment_is_refused(cast: Cast, ibu: AnggotaKeluarga, change: dict[str, Any], told: str) -> None:
    join(cast, ibu, 1)
    assess_other_family(place=cast.sutera, tahun=2026, by=cast.wahyu)
    with pytest.raises(Kesalahan, match=told):
        pay(cast, **change)
    assert PembayaranKeluargaLain.objects.count() == 0


@pytest.mark.lambat
def test_the_village_s_page_from_joining_to_payment(cast: Cast, ibu: AnggotaKeluarga) -> None:
    sekdes, treasurer, page = cast.client("wahyu"), cast.client("rina"), "/desa/61.11.01.2001/keluarga-lain/2026/"
    assert could_take_part(cast.sutera, Bulan(2026, 5)) == [ibu]
    empty = sekdes.get("/desa/61.11.01.2001/keluarga-lain/", follow=True).content.decode()
    assert "Belum ada iuran yang dihitung" in empty
    assert f"/keluarga/{ibu.pk}/keterangan/" in empty
    form = {"jenis": "diikutsertakan", "bulan": "2026-06", "catatan": "Permohonan 1"}
    sekdes.post(f"/keluarga/{ibu.pk}/keterangan/", form)
    done = sekdes.post(page, follow=True).content.decode()
    assert "1 baris ditambahkan, Rp 700.000." in done
    assert "Juni 2026 sampai Desember 2026, 7 bulan" in done
    assert "Tidak ada yang berubah." in sekdes.post(page, follow=True).content.decode()
    head = ibu.peserta_id
    assert sekdes.get(f"/peserta/{head}/keluarga-lain/2026/bayar/").status_code == 403
    sent = {"jumlah": "300.000", "tanggal": "19/5/2026", "referensi": "KL-7"}
    assert "Pilih berkas bukti." in treasurer.post(f"/peserta/{head}/keluarga-lain/2026/bayar/", sent).content.decode()
    file = SimpleUploadedFile("b.pdf", BUKTI[1])
    late = treasurer.post(
        f"/peserta/{head}/keluarga-lain/2026/bayar/", sent | {"tanggal": "1/6/2026", "bukti": file}
    ).content.decode()
    assert "belum terjadi" in late
    file = SimpleUploadedFile("b.pdf", BUKTI[1])
    paid = treasurer.post(f"/peserta/{head}/keluarga-lain/2026/bayar/", sent | {"bukti": file}, follow=True)
    text = paid.content.decode()
    for part in ("Pembayaran Kepala Desa Sutera tercatat.", "Rp\xa0400.000", "KL-7", "Batalkan"):
        assert part in text, part
    row = PembayaranKeluargaLain.objects.get()
    saved = cast.client("damar").get(f"/pembayaran-keluarga-lain/{row.pk}/bukti/")
    assert saved["Content-Disposition"].startswith("attachment")
    saved.close()
    gone = treasurer.post(f"/pembayaran-keluarga-lain/{row.pk}/batal/", {"alasan": "Salah"}, follow=True)
    assert "Pembatalan: Salah" in gone.content.decode()
    again = treasurer.post(f"/pembayaran-keluarga-lain/{row.pk}/batal/", {"alasan": "Salah"}).content.decode()
    assert "sudah dibatalkan" in again
    region = cast.client("damar").get("/kabupaten/61.11/keluarga-lain/", follow=True).content.decode()
    assert "Rp\xa0700.000" in region


@pytest.mark.lambat
def test_the_national_rule_stands_beside_the_bill_and_is_not_charged(cast: Cast, ibu: AnggotaKeluarga) -> None:
    join(cast, ibu, 1)
    assess_other_family(place=cast.sutera, tahun=2026, by=cast.wahyu)
    assert bills_of(cast.sutera, 2026)[0].nasional is None, "the cast knows no national rule"
    isi = regulations()["nasional-2020"].model_dump(mode="json")
    Peraturan.objects.create(
        kode="nasional-2020", judul="Aturan nasional", ditetapkan=date(2020, 1, 1), berlaku_mulai=date(2020, 1, 1),
        isi=isi,
    )  # fmt: skip
    [bill] = bills_of(cast.sutera, 2026)
    assert bill.nasional == 12 * 24_266, "1 % of 2,426,640 is 24,266.40 a month"
    assert bill.terutang == 1_200_000
    page = cast.client("wahyu").get("/desa/61.11.01.2001/keluarga-lain/2026/").content.decode()
    assert "Rp\xa0291.192. Angka ini tidak ditagih." in page


@pytest.mark.lambat
def test_mamasa_is_told_which_rule_applies(cast: Cast) -> None:
    page = cast.client("sari").get("/desa/76.03.01.2004/keluarga-lain/2026/").content.decode()
    assert "tidak mengatur tarif setahun bagi anggota keluarga yang lain" in page
    assert "1 % gaji sebulan untuk setiap orang" in page
    told = cast.client("dewi").post("/kabupaten/76.03/keluarga-lain/2026/", follow=True).content.decode()
    assert "Tidak ada tagihan setahun di sini" in told
    assert cast.client("sari").get("/desa/76.03.01.2004/keluarga-lain/2000/").status_code == 404


@pytest.mark.lambat
def test_the_bill_through_the_api(cast: Cast, ibu: AnggotaKeluarga) -> None:
    join(cast, ibu, 1)
    client, body = cast.client("wahyu"), {"desa": cast.sutera.kode, "tahun": 2026}
    made = client.post("/api/v1/kewajiban-keluarga-lain/", body, "application/json")
    assert (made.status_code, [one["jumlah"] for one in made.json()]) == (201, [1_200_000])
    assert client.post("/api/v1/kewajiban-keluarga-lain/", body, "application/json").json() == []
    both = body | {"kabupaten": "61.11"}
    assert client.post("/api/v1/kewajiban-keluarga-lain/", both, "application/json").status_code == 404, "not theirs"
    assert cast.client("damar").post("/api/v1/kewajiban-keluarga-lain/", both, "application/json").status_code == 400
    assert cast.client("rina").post("/api/v1/kewajiban-keluarga-lain/", body, "application/json").status_code == 403
    region = {"kabupaten": "61.11", "tahun": 2026}
    assert client.post("/api/v1/kewajiban-keluarga-lain/", region, "application/json").status_code == 404
    assert cast.client("damar").post("/api/v1/kewajiban-keluarga-lain/", region, "application/json").json() == []
    listed = cast.client("damar").get("/api/v1/kewajiban-keluarga-lain/", {"tahun": 2026}).json()["results"]
    assert [one["mulai"] for one in listed] == ["2026-01"]
    treasurer = cast.client("rina")
    sent = {"desa": cast.sutera.kode, "peserta": ibu.peserta_id, "tahun": 2026, "tanggal": "2026-05-19",
            "jumlah": 100_000, "referensi": "KL-1"}  # fmt: skip
    assert treasurer.post("/api/v1/pembayaran-keluarga-lain/", sent, "application/json").status_code == 400
    paid = treasurer.post("/api/v1/pembayaran-keluarga-lain/", sent | {"bukti": SimpleUploadedFile("b.pdf", BUKTI[1])})
    assert (paid.status_code, paid.json()["jumlah"]) == (201, 100_000)
    assert client.post("/api/v1/pembayaran-keluarga-lain/", sent, "application/json").status_code == 403
    other = sent | {"peserta": Peserta.objects.filter(masa_jabatan__desa=cast.benawai)[0].pk}
    assert list(treasurer.post("/api/v1/pembayaran-keluarga-lain/", other, "application/json").json()) == ["peserta"]
    path = f"/api/v1/pembayaran-keluarga-lain/{paid.json()['id']}/batalkan/"
    assert treasurer.post(path, {"alasan": "Salah"}, "application/json").json()["jumlah"] == -100_000
    assert client.post(path, {"alasan": "Salah"}, "application/json").status_code == 403
