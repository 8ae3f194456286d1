"""A family on the screen and through the API: proofs, statements, class of care, couples, and who will leave."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from desa.actions.keluarga import add_study_proof, end_statement, note_higher_class, state_of_member
from desa.enums import Hubungan, StatusKawin
from desa.models import AnggotaKeluarga, AuditEvent, BuktiSekolah, KeteranganKeluarga, MasaJabatan, NaikKelas, Peserta
from desa.parameters.bagian import BagianKelasRawat
from desa.queries.bagian import family_rule_in
from desa.queries.kelas import care_class, couple_of
from desa.queries.keluar import leaving
from desa.queries.keluarga import families_on
from desa.rules.kelas import class_for, higher
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.cast import Cast

OKTOBER = Bulan(2026, 10)
SURAT = ("surat.pdf", b"%PDF-1.4 surat keterangan")


@pytest.fixture(autouse=True)
def twentieth_of_october() -> Iterator[None]:
    with time_machine.travel("2026-10-20T02:00:00Z", tick=False):
        yield


def child_of(cast: Cast, born: date, **values: Any) -> AnggotaKeluarga:
    """One more child of the head of Sutera."""
    head = cast.peserta[cast.sutera.kode][0]
    given = {"nama": "Anak kuliah", "masih_sekolah": True, "hubungan": Hubungan.ANAK_KANDUNG} | values
    number = head.keluarga.count()
    return AnggotaKeluarga.objects.create(
        peserta=head, nik=f"6111010101{born:%y}{9900 + number:04d}", jenis_kelamin="L", tanggal_lahir=born,
        mulai=date(2021, 1, 4), **given,
    )  # fmt: skip


def proof(cast: Cast, child: AnggotaKeluarga, mulai: date, sampai: date, isi: bytes = SURAT[1]) -> BuktiSekolah:
    return add_study_proof(
        anggota=child, desa=cast.sutera, sekolah="Universitas Uji", mulai=mulai, sampai=sampai,
        bukti=("surat.pdf", isi), by=cast.wahyu,
    )  # fmt: skip


def standing(cast: Cast, one: AnggotaKeluarga, day: date) -> str:
    rule = family_rule_in(cast.kayong_utara, Bulan.of(day))
    return next(status.keadaan.value for member, status in families_on([one.peserta_id], rule, day) if member == one)


@pytest.mark.lambat
def test_a_proof_keeps_a_student_covered_while_it_is_valid(cast: Cast) -> None:
    child = child_of(cast, date(2004, 5, 5))
    assert standing(cast, child, date(2026, 10, 1)) == "bukti"
    row = proof(cast, child, date(2026, 8, 1), date(2027, 1, 31))
    assert [standing(cast, child, date(2027, month, 1)) for month in (1, 2)] == ["ditanggung", "bukti"]
    assert standing(cast, child, date(2026, 7, 1)) == "bukti"
    assert (len(row.bukti_sha256), row.bukti_nama) == (64, "surat.pdf")
    assert AuditEvent.objects.filter(aksi="bukti_sekolah.catat", objek_id=row.pk).count() == 1


@pytest.mark.lambat
def test_the_secretary_adds_a_proof_on_the_person_s_page_and_may_withdraw_it(cast: Cast) -> None:
    child = child_of(cast, date(2004, 5, 5))
    client, page = cast.client("wahyu"), f"/peserta/{child.peserta_id}/"
    assert "Bukti sekolah belum ada" in client.get(page).content.decode()
    form = {"sekolah": "Universitas Uji", "mulai": "1/8/2026", "sampai": "31/1/2027"}
    wrong = client.post(f"/keluarga/{child.pk}/bukti-sekolah/", form | {"sampai": "31/1/2026"})
    assert "Pilih berkas suratnya." in wrong.content.decode()
    file = SimpleUploadedFile("surat.pdf", SURAT[1])
    late = client.post(f"/keluarga/{child.pk}/bukti-sekolah/", form | {"sampai": "31/1/2026", "bukti": file})
    assert "lebih awal dari mulainya" in late.content.decode()
    file = SimpleUploadedFile("surat.pdf", SURAT[1])
    done = client.post(f"/keluarga/{child.pk}/bukti-sekolah/", form | {"bukti": file}, follow=True).content.decode()
    assert "tersimpan" in done
    assert "bukti sekolah sampai 31 Januari 2027" in done
    row = BuktiSekolah.objects.get()
    saved = cast.client("damar").get(f"/bukti-sekolah/{row.pk}/")
    assert saved["Content-Disposition"].startswith("attachment")
    saved.close()
    assert "Universitas Uji" in cast.client("damar").get(page).content.decode()
    gone = client.post(f"/bukti-sekolah/{row.pk}/cabut/", {"alasan": "Salah orang"}, follow=True).content.decode()
    assert "dicabut" in gone
    assert "bukti sekolah belum ada" in gone
    again = client.post(f"/bukti-sekolah/{row.pk}/cabut/", {"alasan": "Lagi"}).content.decode()
    assert "sudah diakhiri" in again


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"sekolah": "  "}, "Nama sekolah belum diisi."),
        ({"sekolah": "x" * 121}, "lebih dari 120 huruf"),
        ({"sampai": date(2026, 7, 31)}, "lebih awal dari mulainya"),
        ({"sampai": date(2028, 8, 2)}, "lebih dari 2 tahun"),
        ({"bukti": None}, "Bukti sekolah belum dipilih."),
        ({"bukti": ("a.exe", b"MZ")}, "bukan PDF, JPG atau PNG"),
        ({"bukti": ("a.pdf", b"")}, "kosong"),
    ],
)
def test_a_wrong_proof_is_refused(cast: Cast, change: dict[str, Any], told: str) -> None:
    child = child_of(cast, date(2004, 5, 5))
    given: dict[str, Any] = {"sekolah": "Uji", "mulai": date(2026, 8, 1), "sampai": date(2027, 1, 31), "bukti": SURAT}
    given |= change
    with pytest.raises(Kesalahan, match=told):
        add_study_proof(anggota=child, desa=cast.sutera, by=cast.wahyu, **given)
    assert BuktiSekolah.objects.count() == 0


def test_the_same_letter_twice_and_a_proof_of_a_wife(cast: Cast) -> None:
    child = child_of(cast, date(2004, 5, 5))
    proof(cast, child, date(2026, 8, 1), date(2027, 1, 31))
    with pytest.raises(Kesalahan, match="sudah tercatat"):
        proof(cast, child, date(2026, 8, 1), date(2027, 1, 31))
    wife = child.peserta.keluarga.get(hubungan=Hubungan.ISTRI)
    with pytest.raises(Kesalahan, match="bukan anak peserta"):
        proof(cast, wife, date(2026, 8, 1), date(2027, 1, 31))


@pytest.mark.lambat
def test_proofs_statements_and_classes_through_the_api(cast: Cast) -> None:
    child = child_of(cast, date(2004, 5, 5))
    client = cast.client("wahyu")
    body = {"anggota": child.pk, "sekolah": "Uji", "mulai": "2026-08-01", "sampai": "2027-01-31"}
    assert client.post("/api/v1/bukti-sekolah/", body, "application/json").status_code == 400
    sent = client.post("/api/v1/bukti-sekolah/", body | {"bukti": SimpleUploadedFile("s.pdf", SURAT[1])})
    assert (sent.status_code, sent.json()["sampai"]) == (201, "2027-01-31")
    number = sent.json()["id"]
    assert (
        client.post(f"/api/v1/bukti-sekolah/{number}/cabut/", {"alasan": "Salah"}, "application/json").json()[
            "alasan_akhir"
        ]
        == "Salah"
    )
    stated = {"anggota": child.pk, "jenis": "jaminan_lain", "mulai": "2026-10", "catatan": "PBI"}
    row = client.post("/api/v1/keterangan-keluarga/", stated, "application/json")
    assert (row.status_code, row.json()["mulai"]) == (201, "2026-10")
    assert standing(cast, child, date(2026, 10, 1)) == "sendiri"
    ended = {"mulai": "2026-11", "alasan": "Keluar dari PBI"}
    path = f"/api/v1/keterangan-keluarga/{row.json()['id']}/akhiri/"
    assert client.post(path, ended, "application/json").json()["berakhir"] == "2026-11"
    assert client.post(path, ended, "application/json").status_code == 400
    head = {"peserta": child.peserta_id, "kelas": "I", "asuransi": "Uji", "mulai": "2026-11-01"}
    note = client.post("/api/v1/naik-kelas/", head, "application/json")
    assert note.status_code == 201
    assert client.post("/api/v1/naik-kelas/", head, "application/json").status_code == 400
    gone = client.post(f"/api/v1/naik-kelas/{note.json()['id']}/akhiri/", {"alasan": "x"}, "application/json")
    assert gone.json()["alasan_akhir"] == "x"
    assert [one["id"] for one in cast.client("damar").get("/api/v1/naik-kelas/").json()["results"]]
    assert cast.client("dewi").get("/api/v1/keterangan-keluarga/").json()["results"] == []


@pytest.mark.lambat
def test_who_may_state_what(cast: Cast) -> None:
    child = child_of(cast, date(2012, 5, 5))
    decision = {"anggota": child.pk, "jenis": "ditanggung", "mulai": "2026-10", "catatan": "Surat 1"}
    for name, status in (("wahyu", 403), ("rina", 403), ("gusti", 403), ("dewi", 404), ("damar", 201)):
        answer = cast.client(name).post("/api/v1/keterangan-keluarga/", decision, "application/json")
        assert answer.status_code == status, name
    for name in ("rina", "gusti", "hasan"):
        assert cast.client(name).get(f"/keluarga/{child.pk}/keterangan/").status_code == 403, name
    missing = decision | {"anggota": 987_654_321}
    assert cast.client("damar").post("/api/v1/keterangan-keluarga/", missing, "application/json").status_code == 404


@pytest.mark.lambat
def test_a_decision_covers_the_fourth_child_where_there_is_no_spouse(cast: Cast) -> None:
    head = cast.peserta[cast.sutera.kode][0]
    children = [child_of(cast, date(2012, 1, 1), nama="Anak ketiga"), child_of(cast, date(2016, 1, 1), nama="Keempat")]
    AnggotaKeluarga.objects.filter(peserta=head, hubungan=Hubungan.ISTRI).delete()
    assert standing(cast, children[1], date(2026, 11, 1)) == "lain"
    page = cast.client("damar").post(
        f"/keluarga/{children[1].pk}/keterangan/",
        {"jenis": "ditanggung", "bulan": "2026-11", "catatan": "Surat DPM 12"},
        follow=True,
    )
    assert "tersimpan" in page.content.decode()
    assert [standing(cast, children[1], date(2026, month, 1)) for month in (10, 11)] == ["lain", "ditanggung"]
    row = KeteranganKeluarga.objects.get()
    form = {"bulan": "2026-12", "alasan": "Dicabut"}
    assert cast.client("wahyu").post(f"/keterangan-keluarga/{row.pk}/akhiri/", form).status_code == 403
    cast.client("damar").post(f"/keterangan-keluarga/{row.pk}/akhiri/", form)
    assert standing(cast, children[1], date(2026, 12, 1)) == "lain"


def test_statements_that_contradict_or_lack_a_reason_are_refused(cast: Cast) -> None:
    wife = cast.peserta[cast.sutera.kode][0].keluarga.get(hubungan=Hubungan.ISTRI)

    def state(jenis: str, catatan: str = "SK 1") -> KeteranganKeluarga:
        return state_of_member(
            anggota=wife, desa=cast.sutera, jenis=jenis, mulai=OKTOBER, catatan=catatan, by=cast.wahyu
        )

    row = state("pns")
    for jenis, told in (("pns", "sudah tercatat"), ("pekerja", "sudah dicatat dijamin sendiri"),
                        ("ditanggung", "bukan anak"), ("lain", "tidak dikenal")):  # fmt: skip
        with pytest.raises(Kesalahan, match=told):
            state(jenis)
    with pytest.raises(Kesalahan, match="Keterangan belum diisi"):
        state("diikutsertakan", " ")
    with pytest.raises(Kesalahan, match="lebih awal dari mulainya"):
        end_statement(keterangan=row, desa=cast.sutera, mulai=OKTOBER.previous(), alasan="x", by=cast.wahyu)
    assert standing(cast, wife, date(2026, 10, 1)) == "sendiri"


def test_a_child_of_two_officials_is_counted_once(cast: Cast) -> None:
    head, other = cast.peserta[cast.sutera.kode][:2]
    child = head.keluarga.filter(hubungan=Hubungan.ANAK_KANDUNG).first()
    assert child is not None
    twin = AnggotaKeluarga.objects.create(
        peserta=other, nik=child.nik, nama=child.nama, jenis_kelamin="L", tanggal_lahir=child.tanggal_lahir,
        hubungan=Hubungan.ANAK_KANDUNG, mulai=date(2022, 1, 1),
    )  # fmt: skip
    assert (standing(cast, child, OKTOBER.first_day), standing(cast, twin, OKTOBER.first_day)) == (
        "ditanggung", "dihitung",
    )  # fmt: skip
    MasaJabatan.objects.filter(peserta=head).update(berakhir=date(2026, 9, 30), alasan_berakhir="masa_jabatan")
    assert standing(cast, twin, OKTOBER.first_day) == "ditanggung"


@pytest.mark.lambat
def test_a_couple_of_officials_sees_it_on_both_pages(cast: Cast) -> None:
    head, other = cast.peserta[cast.rantebulahan.kode][0], cast.peserta[cast.sondonglayu.kode][1]
    wife = head.keluarga.get(hubungan=Hubungan.ISTRI)
    Peserta.objects.filter(pk=other.pk).update(nik="7603014902849998")
    AnggotaKeluarga.objects.filter(pk=wife.pk).update(nik="7603014902849998")
    page = cast.client("sari").get(f"/peserta/{head.pk}/").content.decode()
    assert "Pasangan yang juga peserta" in page
    assert "Keduanya tetap didaftarkan dan membayar, anak dihitung sekali (Pasal 4 ayat (2))" in page
    assert "Pekerja yang terdaftar sendiri; suami dan istri sama-sama membayar" in page
    other.refresh_from_db()
    back = couple_of(other, cast.mamasa, OKTOBER)
    assert back is not None
    assert (back.peserta, back.dasar, back.kelas) == (head, "NIK suami atau istri", "II")


def test_a_couple_is_also_known_by_one_kk(cast: Cast) -> None:
    head, other = cast.peserta[cast.sutera.kode][:2]
    assert couple_of(head, cast.kayong_utara, OKTOBER) is None
    Peserta.objects.filter(pk=other.pk).update(nomor_kk=head.nomor_kk)
    found = couple_of(head, cast.kayong_utara, OKTOBER)
    assert found is not None
    assert (found.peserta, found.dasar) == (other, "nomor KK yang sama")
    Peserta.objects.filter(pk=other.pk).update(status_kawin=StatusKawin.BELUM)
    assert couple_of(head, cast.kayong_utara, OKTOBER) is None
    Peserta.objects.filter(pk=head.pk).update(status_kawin=StatusKawin.BELUM)
    head.refresh_from_db()
    assert couple_of(head, cast.kayong_utara, OKTOBER) is None


@pytest.mark.parametrize(("wage", "kelas"), [(4_000_000, "II"), (4_000_001, "I"), (1, "II")])
def test_the_class_by_wage_turns_above_four_million(cast: Cast, wage: int, kelas: str) -> None:
    head = cast.peserta[cast.rantebulahan.kode][0]
    head.penghasilan.update(jumlah=wage)
    found = care_class(head, cast.mamasa, OKTOBER)
    assert found is not None
    assert (found.kelas, found.pasal) == (kelas, "51 Perpres 82/2018")


def test_classes() -> None:
    fixed = BagianKelasRawat.model_validate({"tetap": "II", "pasal": "6"})
    assert (class_for(fixed, 9_000_000), higher("II", "I"), higher("II", "III")) == ("II", "I", "II")


def test_no_wage_no_class_and_the_fixed_class_needs_none(cast: Cast) -> None:
    mamasa, kayong = cast.peserta[cast.rantebulahan.kode][0], cast.peserta[cast.sutera.kode][0]
    for person in (mamasa, kayong):
        person.penghasilan.all().delete()
    assert care_class(mamasa, cast.mamasa, OKTOBER) is None
    assert care_class(mamasa, cast.mamasa, Bulan(2019, 1)) is None
    fixed = care_class(kayong, cast.kayong_utara, OKTOBER)
    assert fixed is not None
    assert (fixed.kelas, fixed.pasal, fixed.nasional) == ("II", "6 ayat (1)", "")
    assert "Belum diketahui" in cast.client("sari").get(f"/peserta/{mamasa.pk}/").content.decode()


@pytest.mark.lambat
def test_a_higher_class_is_a_note_on_the_person_s_page(cast: Cast) -> None:
    head, client = cast.peserta[cast.sutera.kode][0], cast.client("wahyu")
    form = {"kelas": "I", "asuransi": "Asuransi Uji", "mulai": "1/11/2026"}
    page = client.post(f"/peserta/{head.pk}/naik-kelas/", form, follow=True).content.decode()
    assert "Naik ke Kelas I dengan biaya sendiri sejak 1 November 2026, Asuransi Uji." in page
    twice = client.post(f"/peserta/{head.pk}/naik-kelas/", form).content.decode()
    assert "sudah tercatat" in twice
    with pytest.raises(Kesalahan, match="Kelas tidak dikenal"):
        note_higher_class(peserta=head, desa=cast.sutera, kelas="VIP", asuransi="x", mulai=date(2026, 1, 1), by=None)
    row = NaikKelas.objects.get()
    done = client.post(f"/naik-kelas/{row.pk}/akhiri/", {"alasan": "Berhenti"}, follow=True).content.decode()
    assert "Catat naik kelas dengan biaya sendiri" in done


@pytest.mark.lambat
def test_who_will_leave_within_sixty_days_and_why(cast: Cast) -> None:
    head = cast.peserta[cast.sutera.kode][0]
    AnggotaKeluarga.objects.filter(peserta=head, hubungan=Hubungan.ANAK_KANDUNG).delete()
    student = child_of(cast, date(2003, 6, 6), nama="Habis bukti")
    proof(cast, student, date(2026, 2, 1), date(2026, 11, 30))
    child_of(cast, date(2005, 10, 25), nama="Dua satu", masih_sekolah=False)
    old = child_of(cast, date(2001, 11, 3), nama="Dua lima")
    proof(cast, old, date(2026, 2, 1), date(2027, 1, 31), b"%PDF-1.4 lain")
    MasaJabatan.objects.filter(peserta=cast.peserta[cast.sutera.kode][2]).update(
        berakhir=date(2026, 11, 15), alasan_berakhir="masa_jabatan"
    )
    found = leaving(cast.sutera, date(2026, 10, 20))
    assert sorted((one.tanggal.isoformat(), one.nama) for one in found) == [
        ("2026-11-01", "Dua satu"), ("2026-12-01", "Dua lima"), ("2026-12-01", "Habis bukti"),
        ("2026-12-01", "Kepala Urusan Sutera"),
    ]  # fmt: skip
    told = {one.nama: (one.alasan, one.saran) for one in found}
    assert told["Dua satu"][0] == "Berusia 21 tahun sejak 25 Oktober 2026 (Pasal 3 ayat (1) huruf b)."
    assert told["Dua satu"][1].startswith("Bila masih sekolah, minta surat")
    assert told["Dua lima"][0] == "Berusia 25 tahun sejak 3 November 2026 (Pasal 3 ayat (1) huruf b)."
    assert told["Dua lima"][1].startswith("Beri tahu keluarganya")
    assert "bukti sekolah habis 30 November 2026" in told["Habis bukti"][0]
    assert told["Habis bukti"][1] == "Minta surat keterangan sekolah yang baru, dan catat sebelum 1 Desember 2026."
    assert told["Kepala Urusan Sutera"][0].startswith("Masa jabatan Kepala Urusan Keuangan sampai 15 November 2026")
    for name, path in (("wahyu", "desa/61.11.01.2001"), ("damar", "kabupaten/61.11")):
        page = cast.client(name).get(f"/{path}/keluar-tanggungan/").content.decode()
        assert "Habis bukti" in page
        rows = cast.client(name).get(f"/api/v1/{path}/keluar-tanggungan/").json()
        assert len(rows) == 4
    assert cast.client("wahyu").get("/api/v1/kabupaten/61.11/keluar-tanggungan/").status_code == 404


@pytest.mark.lambat
def test_nobody_leaves(cast: Cast) -> None:
    page = cast.client("sari").get(f"/desa/{cast.rantebulahan.kode}/keluar-tanggungan/").content.decode()
    assert "Tidak ada yang akan keluar" in page


def test_a_member_whose_record_ends_is_foreseen(cast: Cast) -> None:
    child = cast.peserta[cast.sutera.kode][0].keluarga.last()
    assert child is not None
    AnggotaKeluarga.objects.filter(pk=child.pk).update(berakhir=date(2026, 11, 20))
    [one] = leaving(cast.kayong_utara, date(2026, 10, 20))
    assert (one.tanggal, one.alasan) == (date(2026, 12, 1), "Tidak tercatat lagi sebagai anggota keluarga.")


@pytest.mark.lambat
def test_who_leaves_is_the_same_where_only_families_with_a_date_in_these_months_are_read(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    wife = cast.peserta[cast.sutera.kode][0].keluarga.get(hubungan=Hubungan.ISTRI)
    theirs = cast.peserta[cast.sutera.kode][1]
    Peserta.objects.filter(pk=theirs.pk).update(nik=wife.nik)  # she takes office herself, and is covered by that
    MasaJabatan.objects.filter(peserta=theirs).update(mulai=date(2026, 11, 16))
    child_of(cast, date(2005, 12, 31), nama="Dua satu", masih_sekolah=False)
    days = (date(2026, 10, 20), date(2026, 11, 1), date(2026, 12, 30), date(2030, 12, 1))
    quick = {day: leaving(cast.kayong_utara, day) for day in days}
    assert [one.nama for one in quick[days[0]]] == [wife.nama]
    assert [one.nama for one in quick[days[2]]] == ["Dua satu"]
    monkeypatch.setattr("desa.queries.keluar._stirred", lambda *_of: None)
    assert {day: leaving(cast.kayong_utara, day) for day in days} == quick


def test_the_outlook_asks_the_same_number_of_questions_for_more_people(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(75):
        leaving(cast.kayong_utara, date(2026, 10, 20))
