"""Stories of signing (MM Pasal 14): Hendra and Rosa sign what Budi and Lina agreed to; strangers judge the file."""

import io
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import time_machine
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from django.db import DatabaseError, transaction
from pytest_django import Settings

from desa.models import AuditEvent
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.enums import HasilPeriksa, KepastianTanda, Pihak, StatusBeritaAcara
from rekonsiliasi.models import BerkasTertanda, Penandatangan
from rekonsiliasi.pdf import paper_bytes, penanda
from rekonsiliasi.pdf.pengenalan import recognise
from rekonsiliasi.pdf.tanda_tangan import receive_signed, sign, signed_bytes
from rekonsiliasi.queries.tanda_tangan import signing_of
from tests.cast import Cast
from tests.kept import kept

from .penanda import (
    SANDI,
    Meja,
    pdfsig,
    qpdf_is_content,
    signed_elsewhere,
    signing_table,
    with_a_larger_first_page,
    with_another_page,
)

DINAS, BPJS = Pihak.DINAS, Pihak.BPJS


@pytest.fixture(autouse=True)
def october() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-10-12 10:00 +08:00", tick=True) as traveller:
        yield traveller


@kept
def meja(cast: Cast) -> Meja:
    return signing_table(cast)


@pytest.mark.parametrize("order", [(DINAS, BPJS), (BPJS, DINAS)])
@pytest.mark.lambat
def test_both_sign_in_either_order_and_strangers_find_both_valid(
    meja: Meja, order: tuple[Pihak, Pihak], tmp_path: Path
) -> None:
    original = paper_bytes(meja.paper)
    first = meja.sign(order[0])
    meja.paper.refresh_from_db()
    assert meja.paper.status == StatusBeritaAcara.TERBIT
    content = signed_bytes(meja.sign(order[1]))
    meja.paper.refresh_from_db()
    assert (meja.paper.status, paper_bytes(meja.paper)) == (StatusBeritaAcara.FINAL, original)
    assert content.startswith(signed_bytes(first))
    assert signed_bytes(first).startswith(original)
    assert [part.count("Signature is Valid") for part in pdfsig(content, tmp_path)] == [1, 1]
    assert qpdf_is_content(content, tmp_path)
    assert [one.kepastian for one in signing_of(meja.paper).tanda] == [KepastianTanda.TAK_DIKENAL] * 2


@pytest.mark.sekali
@pytest.mark.lambat
def test_a_changed_byte_an_added_page_and_a_taken_signature_are_told_apart(meja: Meja, tmp_path: Path) -> None:
    """PD-5: valid, valid, mismatch, not the whole document."""
    first, last = signed_bytes(meja.sign(DINAS)), signed_bytes(meja.sign(BPJS))
    place = paper_bytes(meja.paper).index(b"stream") + 200
    changed = last[:place] + bytes([last[place] ^ 1]) + last[place + 1 :]
    assert [part.count("Digest Mismatch") for part in pdfsig(changed, tmp_path)] == [1, 1]
    longer = with_another_page(last)
    assert [part.count("Not total document signed") for part in pdfsig(longer, tmp_path)] == [1, 1]
    turned = with_a_larger_first_page(last)
    said = {
        name: (found.hasil, {one.kepastian for one in found.tanda})
        for name, found in (
            ("issued", recognise(paper_bytes(meja.paper))), ("first", recognise(first)), ("last", recognise(last)),
            ("changed", recognise(changed)), ("longer", recognise(longer)), ("turned", recognise(turned)),
        )
    }  # fmt: skip
    whole = {KepastianTanda.TAK_DIKENAL}
    assert said == {
        "issued": (HasilPeriksa.TERBIT, set()),
        "first": (HasilPeriksa.TERTANDA, whole),
        "last": (HasilPeriksa.TERTANDA, whole),
        "changed": (HasilPeriksa.DIUBAH, {KepastianTanda.RUSAK}),
        "longer": (HasilPeriksa.DIUBAH, {KepastianTanda.HALAMAN}),
        "turned": (HasilPeriksa.DIUBAH, {KepastianTanda.BERUBAH}),
    }
    assert "2 tanda tangan elektronik" in recognise(paper_bytes(meja.paper)).keterangan[0]
    assert "versi sebelumnya" in recognise(first).keterangan[0]
    assert "tidak cocok lagi" in recognise(changed).keterangan[0]


@pytest.mark.sekali
@pytest.mark.lambat
def test_another_document_with_a_good_signature_is_another_document(meja: Meja, tmp_path: Path) -> None:
    other = (Path(__file__).parents[2] / "fixtures" / "contoh" / "surat_sekolah.pdf").read_bytes()
    signed = signed_elsewhere(other, meja.p12(DINAS))
    found = recognise(signed)
    assert (found.hasil, found.berita_acara, len(found.tanda), found.tanda[0].sah) == (
        HasilPeriksa.DOKUMEN_LAIN, None, 1, True,
    )  # fmt: skip
    assert recognise(other).hasil == HasilPeriksa.TIDAK_DIKENAL
    assert recognise(b"PK\x03\x04 apa saja").hasil == HasilPeriksa.TIDAK_DIKENAL
    resaved = resave(paper_bytes(meja.paper), tmp_path)
    claims = recognise(resaved)
    with pikepdf.open(io.BytesIO(resaved)) as pdf:
        del pdf.trailer["/ID"]
        pdf.save(tmp_path / "tanpa_id.pdf", static_id=True)
    assert recognise((tmp_path / "tanpa_id.pdf").read_bytes()).berita_acara == meja.paper
    assert (claims.hasil, claims.berita_acara) == (HasilPeriksa.DIUBAH, meja.paper)
    assert claims.keterangan == ("Isinya tidak sama byte demi byte dengan yang terbit.",)


def resave(content: bytes, folder: Path) -> bytes:
    """What a program leaves that opens a PDF and saves it anew."""
    (folder / "lama.pdf").write_bytes(content)
    subprocess.run(["qpdf", folder / "lama.pdf", folder / "baru.pdf"], check=True)
    return (folder / "baru.pdf").read_bytes()


@pytest.mark.sekali
@pytest.mark.lambat
def test_a_root_that_the_operator_trusts_makes_the_signer_known(meja: Meja, tmp_path: Path, settings: Settings) -> None:
    settings.AKAR_TANDA_TANGAN = meja.trusted(tmp_path / "akar")
    meja.sign(DINAS)
    (only,) = signing_of(meja.paper).tanda
    assert (only.kepastian, only.nama, only.penerbit) == (KepastianTanda.TEPERCAYA, "HENDRA", "Penerbit Uji")
    assert only.waktu is not None
    assert abs((only.waktu - datetime(2026, 10, 12, 2, tzinfo=UTC)).total_seconds()) < 120


def without_key(meja: Meja) -> bytes:
    return pkcs12.serialize_key_and_certificates(b"x", None, meja.penerbit._cert, None, BestAvailableEncryption(b"s"))


SPOILED: list[tuple[str, Callable[[Meja], tuple[bytes, str]], str]] = [
    ("wrong passphrase", lambda meja: (meja.p12(DINAS), "salah"), "Sandi sertifikat salah"),
    ("no PKCS#12", lambda _: (b"-----BEGIN CERTIFICATE-----", SANDI), "bukan PKCS#12"),
    ("half a file", lambda meja: (meja.p12(DINAS)[:500], SANDI), "bukan PKCS#12"),
    ("no key", lambda meja: (without_key(meja), "s"), "tidak memuat kunci"),
    ("too large", lambda _: (b"0" * 200_000, SANDI), "lebih besar dari 100 KB"),
    ("expired", lambda meja: (meja.penerbit.pkcs12("HENDRA", SANDI, mulai=datetime(2024, 1, 1, tzinfo=UTC),
     sampai=datetime(2026, 10, 1, tzinfo=UTC)), SANDI), "sudah berakhir pada 01-10-2026"),
    ("not yet", lambda meja: (meja.penerbit.pkcs12("HENDRA", SANDI, mulai=datetime(2026, 12, 1, tzinfo=UTC)), SANDI),
     "baru berlaku mulai 01-12-2026"),
    ("somebody else's", lambda meja: (meja.penerbit.pkcs12("BUDI SANTOSO", SANDI), SANDI), 'atas nama "BUDI SANTOSO"'),
]  # fmt: skip


@pytest.mark.sekali
@pytest.mark.lambat
def test_a_certificate_that_cannot_be_used_says_why(meja: Meja) -> None:
    wrong = []
    for name, spoil, words in SPOILED:
        kunci, sandi = spoil(meja)
        with pytest.raises(Kesalahan) as refused:
            meja.sign(DINAS, kunci, sandi)
        if words not in str(refused.value) or not refused.value.saran or SANDI in str(refused.value):
            wrong.append((name, str(refused.value)))
    assert (wrong, BerkasTertanda.objects.exists()) == ([], False)


@pytest.mark.lambat
def test_only_the_signatory_signs_and_everybody_else_is_told_who(meja: Meja) -> None:
    for user, pihak, said in (
        (meja.cast.budi, DINAS, "adalah Hendra"), (meja.rosa, DINAS, "adalah Hendra"), (meja.cast.lina, BPJS, "Rosa"),
    ):  # fmt: skip
        with pytest.raises(Kesalahan, match=said):
            sign(berita_acara=meja.paper, pihak=pihak, kunci=b"", sandi="", by=user)
    Penandatangan.objects.filter(user=meja.hendra).update(user=meja.cast.budi)
    with pytest.raises(Kesalahan, match="sudah menyusun atau menyetujui"):
        sign(berita_acara=meja.paper, pihak=DINAS, kunci=b"", sandi="", by=meja.cast.budi)


@pytest.mark.lambat
def test_two_who_sign_at_the_same_moment_both_stand_in_the_file(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    """CR-6: Rosa signs while Hendra's signature is being made; his goes once more on top of hers."""
    rounds: list[str] = []

    def slowly(content: bytes, **told: Any) -> bytes:
        rounds.append(told["medan"])
        if rounds == ["TTD_DINAS"]:
            meja.sign(BPJS)
        return penanda.add_signature(content, **told)

    monkeypatch.setattr("rekonsiliasi.pdf.tanda_tangan.add_signature", slowly)
    meja.sign(DINAS)
    meja.paper.refresh_from_db()
    state = signing_of(meja.paper)
    assert rounds == ["TTD_DINAS", "TTD_BPJS", "TTD_DINAS"]
    assert (meja.paper.status, [one.medan for one in state.tanda]) == ("final", ["TTD_BPJS", "TTD_DINAS"])
    with pytest.raises(Kesalahan, match="sudah menandatangani"):
        meja.sign(DINAS)
    assert AuditEvent.objects.filter(aksi="berita_acara.tanda_tangan").count() == 2
    assert AuditEvent.objects.filter(aksi="berita_acara.final").count() == 1


@pytest.mark.lambat
def test_a_signed_version_is_never_changed_or_lost(meja: Meja) -> None:
    row = meja.sign(DINAS)
    for deed in (lambda: BerkasTertanda.objects.filter(pk=row.pk).update(sha256="0" * 64), row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()


@pytest.mark.parametrize("field", ["TTD_DINAS", "Signature1"])
@pytest.mark.lambat
def test_what_another_application_signed_is_taken_in(
    meja: Meja, field: str, tmp_path: Path, settings: Settings
) -> None:
    settings.AKAR_TANDA_TANGAN = meja.trusted(tmp_path / "akar")
    signed = signed_elsewhere(paper_bytes(meja.paper), meja.p12(DINAS), field)
    row = receive_signed(berita_acara=meja.paper, pihak=DINAS, isi=signed, by=meja.cast.budi)
    assert (row.asal, row.tanda[0]["pihak"], signed_bytes(row)) == ("luar", "dinas", signed)
    meja.sign(BPJS)
    meja.paper.refresh_from_db()
    assert meja.paper.status == StatusBeritaAcara.FINAL


@pytest.mark.sekali
@pytest.mark.lambat
def test_what_is_not_our_file_with_one_more_signature_is_refused_with_the_reason(
    meja: Meja, tmp_path: Path, settings: Settings
) -> None:
    original, key = paper_bytes(meja.paper), meja.p12(DINAS)
    unknown = signed_elsewhere(original, key)
    refused = {
        "unsigned": (original, "belum ditandatangani"),
        "unknown issuer": (unknown, "tidak dikenal portal ini"),
        "saved anew": (signed_elsewhere(resave(original, tmp_path), key), "disimpan ulang oleh program lain"),
        "altered, then signed": (signed_elsewhere(with_a_larger_first_page(original), key), "ada isi lain yang diubah"),
        "signed, then altered": (with_another_page(unknown), "ada isi lain yang diubah"),
        "twice": (signed_elsewhere(unknown, key, "Signature2"), "2 tanda tangan baru"),
        "the other's place": (signed_elsewhere(original, key, "TTD_BPJS"), "di ruang pihak lain"),
        "another file": (b"%PDF-1.4 bukan", "rusak"),
        "no PDF": (b"PK", "bukan PDF"),
    }
    said = {name: _refusal(meja, isi) for name, (isi, _) in refused.items()}
    assert [(name, said[name]) for name, (_, words) in refused.items() if words not in said[name]] == []
    settings.AKAR_TANDA_TANGAN = meja.trusted(tmp_path / "akar")
    other = signed_elsewhere(original, meja.penerbit.pkcs12("ORANG LAIN", SANDI))
    assert 'atas nama "ORANG LAIN"' in _refusal(meja, other)
    meja.sign(BPJS)
    assert "tidak memuat tanda tangan BPJS Kesehatan" in _refusal(meja, unknown)
    assert BerkasTertanda.objects.count() == 1


def _refusal(meja: Meja, isi: bytes) -> str:
    with pytest.raises(Kesalahan) as refused:
        receive_signed(berita_acara=meja.paper, pihak=DINAS, isi=isi, by=meja.hendra)
    return str(refused.value)
