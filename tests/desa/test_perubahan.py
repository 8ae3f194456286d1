"""Changes one by one: a question at a time, several in one report, the same acceptance, the same plan as a file's."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from desa.access import today_in
from desa.actions.kepesertaan import accept, hand_in_upload, receive_upload, return_to_village
from desa.actions.pendaftaran import record_status
from desa.actions.perubahan import BerubahOrangLain, begin_change, drop_change, hand_in_changes, save_answer
from desa.models import (
    AnggotaKeluarga,
    Desa,
    DrafPerubahan,
    MasaJabatan,
    Penyampaian,
    Peraturan,
    Perubahan,
    Peserta,
    User,
)
from desa.queries.daftar import rows_for_template
from desa.queries.kepesertaan import standings_on
from desa.queries.pendaftaran import queue
from desa.queries.perubahan import as_ubah, changes_in, open_draft
from desa.rules.perubahan import in_words, next_question
from desa.xlsx.templat import write_templat
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.cast import Cast, make_nik

PROOF = ("sk.pdf", b"%PDF-1.4 surat keputusan")
NEW = {"nama": "Demas Pualilin", "jenis_kelamin": "L", "tanggal_lahir": "02/03/1985"}


def change(cast: Cast, who: int | None, answers: dict[str, Any], *, by: User | None = None) -> Perubahan:
    """One whole change of Rantebulahan's official number `who`, or of somebody new."""
    desa, by = cast.rantebulahan, by or cast.sari
    siapa = "baru" if who is None else str(MasaJabatan.objects.get(peserta=cast.peserta[desa.kode][who]).pk)
    row = begin_change(desa=desa, kunci=f"{who}-{sorted(answers)}", siapa=siapa, by=by)
    for langkah, said in answers.items():
        isian = said if isinstance(said, dict) else {langkah: said}
        proof = said if langkah == "bukti" and isinstance(said, tuple) else None
        row, wrong = save_answer(perubahan=row, langkah=langkah, isian={} if proof else isian, bukti=proof, by=by)
        assert wrong == {}, (langkah, wrong)
    return row


@pytest.mark.lambat
def test_a_name_a_birth_date_and_a_phone_are_mended_one_by_one(cast: Cast) -> None:
    """The head's own, with a photo of the KTP, and his wife's; a phone alone needs no proof."""
    desa = cast.rantebulahan
    head, secretary, _ = cast.peserta[desa.kode]
    wife = head.keluarga.get(hubungan="istri")
    told = {"nama": "Andi Wijaya", "tanggal_lahir": "3 April 1980"}
    one = change(cast, 0, {"apa": "data", "data": told, "bukti": PROOF})
    change(cast, 1, {"apa": "data", "data": {"telepon": "0812 3456 7890"}, "bukti": ""})
    kin = {"apa": "keluarga", "anggota": str(wife.pk), "kejadian": "keliru", "data": {"nama": "Sitti Aminah"},
           "bukti": PROOF}  # fmt: skip
    change(cast, 0, kin)
    _, wrong = save_answer(perubahan=one, langkah="data", isian={}, by=cast.sari)
    assert wrong == {"nama": "Isi paling sedikit satu yang keliru."}
    save_answer(perubahan=one, langkah="data", isian=told, by=cast.sari)
    draf = draft_of(desa)
    assert [line.partition(": ")[2] for line in map(in_words, map(as_ubah, changes_in(draf)))] == [
        "data diperbaiki: nama menjadi Andi Wijaya, tanggal lahir menjadi 3 April 1980",
        "data diperbaiki: telepon menjadi 081234567890",
        f"{wife.nama}, data diperbaiki: nama menjadi Sitti Aminah",
    ]  # fmt: skip
    assert [(row["kolom"], row["baru"]) for row in draf.hasil["berubah"]] == [
        ("Nama", "Andi Wijaya"), ("Tanggal Lahir", "1980-04-03"), ("Telepon", "081234567890"),
        ("Nama", "Sitti Aminah"),
    ]  # fmt: skip
    accept(penyampaian=hand_in_changes(draf=draf, bulan=month(cast), by=cast.sari), by=cast.dewi)
    for row in (head, secretary, wife):
        row.refresh_from_db()
    assert (head.nama, head.tanggal_lahir, secretary.telepon, wife.nama) == (
        "Andi Wijaya", date(1980, 4, 3), "081234567890", "Sitti Aminah")  # fmt: skip
    assert not MasaJabatan.objects.filter(peserta=head).exclude(mulai__lt=month(cast).first_day).exists()


@pytest.mark.lambat
@time_machine.travel("2026-10-20T02:00:00Z", tick=False)
def test_other_cover_is_told_one_by_one_and_counts_from_the_reported_month(cast: Cast) -> None:
    """The head becomes a civil servant, the secretary is covered elsewhere; in November she no longer is."""
    desa = cast.rantebulahan
    head, secretary, _ = cast.peserta[desa.kode]
    change(cast, 0, {"apa": "jaminan", "keadaan": "pns", "bukti": PROOF})
    told = change(cast, 1, {"apa": "jaminan", "keadaan": "lain"})
    assert next_question(as_ubah(told)) == "skema"
    assert save_answer(perubahan=told, langkah="skema", isian={"jaminan_lain": " "}, by=cast.sari)[1] == {
        "jaminan_lain": "Jaminan Lain belum diisi."
    }
    assert save_answer(perubahan=told, langkah="keadaan", isian={"keadaan": "pbi"}, by=cast.sari)[1] == {
        "keadaan": "Pilih satu jawaban."
    }
    save_answer(perubahan=told, langkah="keadaan", isian={"keadaan": "lain"}, by=cast.sari)
    save_answer(perubahan=told, langkah="skema", isian={"jaminan_lain": "KIS PBI-JK"}, by=cast.sari)
    save_answer(perubahan=told, langkah="bukti", isian={}, by=cast.sari)
    draf = draft_of(desa)
    assert [line.partition(": ")[2] for line in map(in_words, map(as_ubah, changes_in(draf)))] == [
        "menjadi pegawai negeri sipil", "sudah dijamin KIS PBI-JK",
    ]  # fmt: skip
    assert [(row["kolom"], row["lama"], row["baru"], row["melengkapi"]) for row in draf.hasil["berubah"]] == [
        ("PNS", "T", "Y", False), ("Jaminan Lain", "", "KIS PBI-JK", False),
    ]  # fmt: skip
    accept(penyampaian=hand_in_changes(draf=draf, bulan=month(cast), by=cast.sari), by=cast.dewi)
    with time_machine.travel("2026-11-03T02:00:00Z", tick=False):
        change(cast, 1, {"apa": "jaminan", "keadaan": "tidak", "bukti": ""})
        accept(penyampaian=hand_in_changes(draf=draft_of(desa), bulan=month(cast), by=cast.sari), by=cast.dewi)
    people = [head.pk, secretary.pk]
    days = (date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1))
    assert [[standings_on(people, day).get(pk, (False, "")) for pk in people] for day in days] == [
        [(False, ""), (False, "")], [(True, ""), (False, "KIS PBI-JK")], [(True, ""), (False, "")],
    ]  # fmt: skip


@pytest.mark.lambat
def test_a_mended_name_needs_its_proof(cast: Cast) -> None:
    """And its question shows what the portal has now."""
    row = change(cast, 0, {"apa": "data", "data": {"nama": "Andi Wijaya"}})
    assert save_answer(perubahan=row, langkah="bukti", isian={}, by=cast.sari)[1] == {
        "bukti": "Pilih berkas bukti: PDF, JPG atau PNG."
    }
    kode, head = cast.rantebulahan.kode, cast.peserta[cast.rantebulahan.kode][0]
    asked = cast.client("sari").get(reverse("perubahan_tanya", args=[kode, row.pk, "data"]))
    assert f"Sekarang: {head.nama}." in asked.content.decode()


ENDS = {"apa": "berakhir", "sejak": "31/10/2026", "alasan": "meninggal", "bukti": PROOF}


def month(cast: Cast) -> Bulan:
    return Bulan.of(today_in(cast.mamasa))


def draft_of(desa: Desa) -> DrafPerubahan:
    draf = open_draft(desa)
    assert draf is not None
    return draf


@pytest.mark.lambat
def test_every_kind_of_change_in_one_report_is_applied_by_the_plan(cast: Cast) -> None:
    desa = cast.rantebulahan
    head, secretary, treasurer = cast.peserta[desa.kode]
    nik = make_nik(desa, date(1985, 3, 2), "L", 700)
    begins = {
        "orang": NEW | {"nik": f"{nik[:6]} {nik[6:]}"}, "jabatan": "Kepala Dusun Salu Baru", "sejak": "1 November 2026",
        "penghasilan": "Rp 2.100.000", "lainnya": {"telepon": "0812 3456 7890"}, "bukti": PROOF,
    }  # fmt: skip
    child = {
        "apa": "keluarga", "anggota": "baru", "sejak": "05/11/2026", "bukti": {},
        "kerabat": {"nik": make_nik(desa, date(2026, 11, 5), "P", 701), "nama": "Putri", "hubungan": "Anak kandung",
                    "jenis_kelamin": "P", "tanggal_lahir": "05/11/2026"},
    }  # fmt: skip
    wife = AnggotaKeluarga.objects.get(peserta=head, hubungan="istri")
    change(cast, None, begins)
    change(cast, 2, ENDS)
    change(cast, 1, {"apa": "penghasilan", "penghasilan": "2.500.000", "sejak": "1/9/2026", "bukti": {}})
    change(
        cast, 0, {"apa": "keluarga", "anggota": str(wife.pk), "kejadian": "keluar", "sejak": "2/11/2026", "bukti": {}}
    )
    change(cast, 0, {"apa": "pindah", "jabatan": "Kepala Seksi Pelayanan", "sejak": "2/11/2026", "bukti": PROOF})
    change(cast, 1, child)
    draf = draft_of(desa)
    assert draf.hasil["salah"] == []
    assert [len(draf.hasil[kind]) for kind in ("baru", "berubah", "berakhir")] == [2, 2, 2]
    report = hand_in_changes(draf=draf, bulan=month(cast), by=cast.sari)
    assert hand_in_changes(draf=draf, bulan=month(cast), by=cast.sari) == report
    with pytest.raises(Kesalahan, match="tidak boleh diperiksa oleh orang yang menyampaikannya"):
        accept(penyampaian=report, by=cast.sari)
    accept(penyampaian=report, by=cast.dewi)
    new = Peserta.objects.get(nik=nik)
    assert [(one.nama_jabatan, one.mulai, one.penyampaian) for one in new.masa_jabatan.all()] == [
        ("Kepala Dusun Salu Baru", date(2026, 11, 1), report)
    ]
    assert (new.telepon, new.penghasilan.get().jumlah) == ("081234567890", 2_100_000)
    assert treasurer.masa_jabatan.get().berakhir == date(2026, 10, 31)
    assert [(one.mulai, one.jumlah) for one in secretary.penghasilan.all()][-1] == (date(2026, 9, 1), 2_500_000)
    assert [one.nama_jabatan for one in head.masa_jabatan.order_by("mulai")] == [
        "Kepala Desa",
        "Kepala Seksi Pelayanan",
    ]
    wife.refresh_from_db()
    assert wife.berakhir == date(2026, 11, 2)
    assert secretary.keluarga.get().mulai == date(2026, 11, 5)


@pytest.mark.lambat
def test_what_was_handed_in_one_by_one_stays_as_it_was_said(cast: Cast) -> None:
    row = change(cast, 2, ENDS)
    hand_in_changes(draf=draft_of(cast.rantebulahan), bulan=month(cast), by=cast.sari)
    with pytest.raises(Kesalahan, match="sudah disampaikan"):
        save_answer(perubahan=row, langkah="sejak", isian={"sejak": "1/10/2026"}, by=cast.sari)
    with pytest.raises(DatabaseError), transaction.atomic():
        Perubahan.objects.filter(pk=row.pk).update(isian={})


@pytest.mark.lambat
def test_what_is_wrong_is_kept_and_told_and_nothing_half_is_handed_in(cast: Cast) -> None:
    row = change(cast, 2, {"apa": "berakhir"})
    row, wrong = save_answer(perubahan=row, langkah="sejak", isian={"sejak": "31/02/2026"}, by=cast.sari)
    assert ("tidak ada dalam kalender" in wrong["sejak"], row.isian["sejak"]) == (True, "31/02/2026")
    with pytest.raises(Kesalahan, match="Perubahan 1 belum selesai dijawab"):
        hand_in_changes(draf=draft_of(cast.rantebulahan), bulan=month(cast), by=cast.sari)
    _, wrong = save_answer(perubahan=row, langkah="bukti", isian={}, bukti=("x.pdf", b"bukan pdf"), by=cast.sari)
    assert "bukan PDF, JPG atau PNG" in wrong["bukti"]
    early = change(cast, 1, {"apa": "pindah", "jabatan": "Kepala Urusan Umum", "sejak": "1/1/2020", "bukti": PROOF})
    told = draft_of(cast.rantebulahan).hasil["salah"]
    assert [(one["lembar"], "lebih awal" in one["pesan"]) for one in told] == [("Perubahan", True)]
    drop_change(perubahan=early, by=cast.sari)
    assert draft_of(cast.rantebulahan).hasil["salah"] == []


@pytest.mark.lambat
def test_two_heads_at_a_time_are_refused_and_name_the_change(cast: Cast) -> None:
    change(cast, 2, {"apa": "pindah", "jabatan": "Kepala Desa", "sejak": "1/11/2026", "bukti": PROOF})
    draf = draft_of(cast.rantebulahan)
    assert [(one["lembar"], one["sel"]) for one in draf.hasil["salah"]] == [("Perubahan", "1")]
    assert "Kepala Desa diisi dua kali" in draf.hasil["salah"][0]["pesan"]
    with pytest.raises(Kesalahan, match="diisi dua kali"):
        hand_in_changes(draf=draf, bulan=month(cast), by=cast.sari)


@pytest.mark.lambat
def test_a_second_report_carries_the_first_and_a_file_that_waits_is_not_replaced(cast: Cast) -> None:
    desa = cast.rantebulahan
    change(cast, 2, ENDS)
    first = hand_in_changes(draf=draft_of(desa), bulan=month(cast), by=cast.sari)
    change(cast, 1, {"apa": "penghasilan", "penghasilan": "2500000", "sejak": "1/11/2026", "bukti": {}})
    second = hand_in_changes(draf=draft_of(desa), bulan=month(cast), by=cast.sari)
    first.refresh_from_db()
    assert (first.status, second.versi, [one.jenis for one in second.draf.perubahan.all()]) == (  # type: ignore[union-attr]
        "dikembalikan", 2, ["berakhir", "penghasilan"],
    )  # fmt: skip
    return_to_village(penyampaian=second, alasan="Bukti tidak terbaca.", by=cast.dewi)
    isi = write_templat(desa.nama, *rows_for_template(desa, today_in(cast.mamasa)))
    hand_in_upload(
        upload=receive_upload(desa=desa, nama_berkas="a.xlsx", isi=isi, by=cast.sari), bulan=month(cast), by=cast.sari
    )
    change(cast, 2, ENDS)
    with pytest.raises(Kesalahan, match=r"Berkas daftar perangkat .* masih menunggu"):
        hand_in_changes(draf=draft_of(desa), bulan=month(cast), by=cast.sari)


@pytest.mark.lambat
def test_two_people_on_one_question_and_a_roster_that_moved(cast: Cast) -> None:
    row = change(cast, 2, {"apa": "berakhir"})
    seen = row.versi
    save_answer(perubahan=row, langkah="sejak", isian={"sejak": "1/10/2026"}, versi=seen, by=cast.yusuf)
    with pytest.raises(BerubahOrangLain, match="Yusuf menyimpan jawaban lain"):
        save_answer(perubahan=row, langkah="sejak", isian={"sejak": "2/10/2026"}, versi=seen, by=cast.sari)
    save_answer(perubahan=row, langkah="alasan", isian={"alasan": "meninggal"}, by=cast.sari)
    save_answer(perubahan=row, langkah="bukti", isian={}, bukti=PROOF, by=cast.sari)
    draf = draft_of(cast.rantebulahan)
    MasaJabatan.objects.filter(peserta=cast.peserta[cast.rantebulahan.kode][2]).update(
        berakhir=date(2026, 9, 30), alasan_berakhir="diberhentikan"
    )
    with pytest.raises(Kesalahan, match="Daftar di portal berubah"):
        hand_in_changes(draf=draf, bulan=month(cast), by=cast.sari)


@pytest.mark.lambat
def test_an_official_ends_in_ten_presses_without_script(cast: Cast) -> None:
    """Each press is one request; the answers lie on the server after each of them."""
    desa, sari = cast.rantebulahan, cast.client("sari")
    person = cast.peserta[desa.kode][2]
    term = MasaJabatan.objects.get(peserta=person)
    start = sari.get(reverse("perubahan_baru", args=[desa.kode])).content.decode()
    assert (person.nama in start, person.nik in start) == (True, False)
    first = {"siapa": str(term.pk), "kunci": "satu"}
    assert (
        sari.post(reverse("perubahan_baru", args=[desa.kode]), first)["Location"]
        == (sari.post(reverse("perubahan_baru", args=[desa.kode]), first)["Location"])
    )
    row = Perubahan.objects.get()
    for step, said, onward in (
        ("apa", {"apa": "berakhir"}, "sejak"), ("sejak", {"sejak": "31/10/2026"}, "alasan"),
        ("alasan", {"alasan": "diberhentikan"}, "bukti"),
    ):  # fmt: skip
        address = reverse("perubahan_tanya", args=[desa.kode, row.pk, step])
        assert sari.get(address).status_code == 200
        assert sari.post(address, said)["Location"] == reverse("perubahan_tanya", args=[desa.kode, row.pk, onward])
    proof = reverse("perubahan_tanya", args=[desa.kode, row.pk, "bukti"])
    assert "Pilih berkas bukti" in sari.post(proof, {}).content.decode()
    draf = sari.post(proof, {"bukti": SimpleUploadedFile(*PROOF)}, follow=True).content.decode()
    assert ("hari terakhir 31 Oktober 2026, diberhentikan" in draf, "Sampaikan" in draf) == (True, True)
    sent = reverse("drafperubahan_sampaikan", args=[desa.kode, DrafPerubahan.objects.get().pk])
    assert sari.post(sent)["Location"] == sari.post(sent)["Location"]
    report = Penyampaian.objects.get()
    receipt = sari.get(reverse("kepesertaan_bukti", args=[desa.kode, report.pk])).content.decode()
    assert (report.draf.sha256 in receipt, "WITA" in receipt) == (True, True)  # type: ignore[union-attr]
    page = cast.client("dewi").get(reverse("penyampaian_periksa", args=["76.03", report.pk])).content.decode()
    assert ("sk.pdf" in page, "hari terakhir 31 Oktober 2026" in page) == (True, True)
    file = cast.client("dewi").get(reverse("perubahan_bukti", args=[row.pk]))
    assert b"".join(file.streaming_content) == PROOF[1]  # type: ignore[attr-defined]  # a file answer
    assert "Menunggu diperiksa" in sari.get(reverse("kepesertaan_riwayat", args=[desa.kode])).content.decode()


@pytest.mark.lambat
def test_a_wrong_answer_and_a_lost_session_bring_the_typed_text_back(cast: Cast) -> None:
    desa, sari = cast.rantebulahan, cast.client("sari")
    row = change(cast, 2, {"apa": "berakhir"})
    address = reverse("perubahan_tanya", args=[desa.kode, row.pk, "sejak"])
    wrong = sari.post(address, {"sejak": "kemarin"}).content.decode()
    assert ("bukan tanggal yang dikenal" in wrong, 'value="kemarin"' in wrong) == (True, True)
    assert 'value="kemarin"' in sari.get(address).content.decode()
    sari.logout()
    assert sari.post(address, {"sejak": "30 Oktober 2026"}).status_code == 302
    sari.force_login(cast.sari)
    assert 'value="30 Oktober 2026"' in sari.get(address).content.decode()
    sari.post(address, {"sejak": "30 Oktober 2026"})
    assert sari.session.get("titipan") is None


@pytest.mark.lambat
def test_the_api_does_the_same(cast: Cast) -> None:
    desa, sari = cast.rantebulahan, cast.client("sari")
    term = MasaJabatan.objects.get(peserta=cast.peserta[desa.kode][2])
    body = {"desa": desa.kode, "siapa": str(term.pk), "kunci": "api-1"}
    row = sari.post("/api/v1/perubahan/", body, content_type="application/json").json()
    answers: list[dict[str, Any]] = [
        {"langkah": "apa", "isian": {"apa": "penghasilan"}},
        {"langkah": "penghasilan", "isian": {"penghasilan": "2,5 juta"}},
        {"langkah": "penghasilan", "isian": {"penghasilan": "2500000"}},
        {"langkah": "sejak", "isian": {"sejak": "2026-11-01"}},
        {"langkah": "bukti"},
    ]
    told = [sari.post(f"/api/v1/perubahan/{row['id']}/jawab/", one, content_type="application/json").json()
            for one in answers]  # fmt: skip
    assert [list(one["galat"]) for one in told] == [[], ["penghasilan"], [], [], []]
    assert told[-1]["belum"] == ""
    extra = sari.post("/api/v1/perubahan/", body | {"kunci": "api-2"}, content_type="application/json").json()
    left = sari.post(f"/api/v1/perubahan/{extra['id']}/hapus/").json()
    assert [one["id"] for one in left["perubahan"]] == [row["id"]]
    draf = sari.get(f"/api/v1/draf-perubahan/{row['draf']}/").json()
    assert [one["baru"] for one in draf["hasil"]["berubah"]] == [2_500_000]
    report = sari.post(f"/api/v1/draf-perubahan/{row['draf']}/sampaikan/").json()
    assert (report["jenis"], report["draf"]) == ("perubahan", row["draf"])
    accepted = cast.client("dewi").post(f"/api/v1/penyampaian/{report['id']}/terima/")
    assert accepted.json()["status"] == "diterima"


@pytest.mark.lambat
@time_machine.travel("2026-11-03T02:00:00Z", tick=False)
def test_other_cover_through_the_api_ends_what_bpjs_was_asked_for(cast: Cast) -> None:
    """KU Pasal 2 ayat (2): whoever has other cover is not insured here; the secretary was, so BPJS has to be told."""
    rule = Peraturan.objects.get(kabupaten=cast.kayong_utara)
    rule.isi["kepesertaan"]["kecuali"] = [{"alasan": "jaminan_lain", "pasal": "2 ayat (2) huruf b"}]
    rule.save()
    desa, wahyu = cast.sutera, cast.client("wahyu")
    secretary, today = cast.peserta[desa.kode][1], date(2026, 11, 3)
    record_status(peserta=secretary, anggota=None, desa=desa, keadaan="aktif", berlaku=date(2026, 1, 1), by=cast.damar)
    assert [one for one in queue(cast.kayong_utara, today).butir if one.sasaran.peserta == secretary] == []
    body = {"desa": desa.kode, "siapa": str(MasaJabatan.objects.get(peserta=secretary).pk), "kunci": "api-3"}
    row = wahyu.post("/api/v1/perubahan/", body, content_type="application/json").json()
    answers: list[dict[str, Any]] = [
        {"langkah": "apa", "isian": {"apa": "jaminan"}},
        {"langkah": "keadaan", "isian": {"keadaan": "lain"}},
        {"langkah": "skema", "isian": {"jaminan_lain": ""}},
        {"langkah": "skema", "isian": {"jaminan_lain": "KIS PBI-JK"}},
        {"langkah": "bukti"},
    ]
    told = [wahyu.post(f"/api/v1/perubahan/{row['id']}/jawab/", one, content_type="application/json").json()
            for one in answers]  # fmt: skip
    assert [list(one["galat"]) for one in told] == [[], [], ["jaminan_lain"], [], []]
    assert (told[1]["belum"], told[-1]["belum"]) == ("skema", "")
    report = wahyu.post(f"/api/v1/draf-perubahan/{row['draf']}/sampaikan/").json()
    cast.client("damar").post(f"/api/v1/penyampaian/{report['id']}/terima/")
    asked = [one for one in queue(cast.kayong_utara, today).butir if one.sasaran.peserta == secretary]
    assert [(str(one.jenis), "sudah dijamin KIS PBI-JK (Pasal 2 ayat (2) huruf b)" in one.sebab) for one in asked] == [
        ("akhiri", True)
    ]
