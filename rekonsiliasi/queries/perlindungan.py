"""Gathers what the portal knows of one official's month: roster, contribution, deposits, BPJS' list, family."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from desa.access import today_in
from desa.enums import Hubungan, Jabatan, Penanggung, Penyetor, SifatJabatan
from desa.models import Desa, Kabupaten, MasaJabatan, Peserta
from desa.queries.asal import report_in_force
from desa.queries.kedudukan import history_of, standing_of
from desa.queries.kepesertaan import standings_on, terms_on
from desa.queries.orang import family_cover
from desa.queries.peraturan import TidakAdaPeraturan, exclusions, peraturan_in_force
from desa.rules.masa_jabatan import Jabatannya, deciding_posts, exclusion, why_deciding
from iuran.enums import StatusPenetapan
from iuran.models import Iuran, Penetapan
from iuran.queries.buku import book
from iuran.queries.penetapan import penetapan_of
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.models import Tagihan, TagihanBaris
from rekonsiliasi.rules.perlindungan import (
    DaftarBpjs,
    FaktaPerlindungan,
    Kedudukan,
    Laporan,
    Pembayaran,
    Perlindungan,
    Siapa,
    protection,
)


@dataclass(frozen=True, slots=True)
class Tertanggung:
    """A family member: covered or not and why, and what BPJS' list says (empty: not on it)."""

    nama: str
    hubungan: str
    ditanggung: bool
    alasan: str
    status_bpjs: str


@dataclass(frozen=True, slots=True)
class BulanPeserta:
    """Everything the page of a person's month shows. `iuran` None: nothing assessed for the month.

    `keluarga_celah` says why cover of the family cannot be told, such as a month before the regulation.
    """

    peserta: Peserta
    desa: Desa
    bulan: Bulan
    perlindungan: Perlindungan
    jabatan: str
    pilihan_jabatan: str
    iuran: Iuran | None
    koreksi: list[Iuran]
    keluarga: list[Tertanggung]
    keluarga_celah: str
    daftar: DaftarBpjs | None


def month_of_person(peserta: Peserta, villages: QuerySet[Desa], bulan: Bulan) -> BulanPeserta:
    """A person's month as far as these villages may see it. Constant number of queries."""
    terms = list(terms_on(bulan.first_day).filter(peserta=peserta).select_related("desa__kecamatan__kabupaten"))
    chosen, why = _deciding(terms)
    seen = set(villages.filter(pk__in=[term.desa_id for term in terms]).values_list("pk", flat=True))
    term = chosen if chosen and chosen.desa_id in seen else None
    desa = term.desa if term else _last_village(peserta, villages)
    penetapan = penetapan_of(desa.kabupaten, bulan)
    row = _contribution(peserta, desa, penetapan) if term else None
    rows = _bpjs_rows(desa.kabupaten, bulan, peserta) if term else None
    facts = _facts(peserta, desa, bulan, term, penetapan, row, rows.daftar if rows else None)
    family, gap = _family(peserta, desa.kabupaten, bulan.first_day, rows.status if rows else {}) if term else ([], "")
    return BulanPeserta(
        peserta=peserta, desa=desa, bulan=bulan, perlindungan=protection(facts),
        jabatan=facts.jabatan, pilihan_jabatan=why if term else "", iuran=row,
        koreksi=_corrections(peserta, desa, penetapan), daftar=facts.daftar,
        keluarga=family, keluarga_celah=gap,
    )  # fmt: skip


def _last_village(peserta: Peserta, villages: QuerySet[Desa]) -> Desa:
    """The village in which the person last held a post that may be seen."""
    terms = MasaJabatan.objects.filter(peserta=peserta, desa__in=villages).select_related("desa__kecamatan__kabupaten")
    return terms.latest("mulai").desa


def _deciding(terms: list[MasaJabatan]) -> tuple[MasaJabatan | None, str]:
    """The post that decides, and with several the sentence that says why."""
    if not terms:
        return None, ""
    rules = {term.pk: _as_rule(term) for term in terms}
    chosen = next(iter(deciding_posts(rules.values()).values()))
    term = next(one for one in terms if one.pk == chosen.id)
    others = [one for one in terms if one.pk != chosen.id]
    if not others:
        return term, ""
    names = " dan ".join(_post(one) for one in others)
    return term, (
        f"Juga memegang {names}. Satu orang membayar satu iuran; yang menentukan {_post(term)}, "
        f"karena {why_deciding(chosen, rules[others[0].pk])}."
    )


def _post(term: MasaJabatan) -> str:
    """ "Kepala Desa Rantebulahan", "Kepala Dusun Salu di Desa Rantebulahan"."""
    name = term.nama_jabatan
    return f"{name} {term.desa}" if name.endswith(" Desa") else f"{name} di Desa {term.desa}"


def _as_rule(term: MasaJabatan) -> Jabatannya:
    post, kind = Jabatan(term.jabatan), SifatJabatan(term.sifat)
    return Jabatannya(term.pk, term.peserta_id, term.desa_id, post, kind, term.mulai, term.berakhir)


def _contribution(peserta: Peserta, desa: Desa, penetapan: Penetapan | None) -> Iuran | None:
    if penetapan is None or penetapan.status == StatusPenetapan.BERJALAN:
        return None
    rows = Iuran.objects.filter(peserta=peserta, desa=desa, penetapan=penetapan, alasan="")
    return rows.prefetch_related("porsi").first()


def _corrections(peserta: Peserta, desa: Desa, penetapan: Penetapan | None) -> list[Iuran]:
    """What the month's bill settles of earlier months for this person."""
    if penetapan is None or penetapan.status == StatusPenetapan.BERJALAN:
        return []
    rows = Iuran.objects.filter(peserta=peserta, desa=desa, penetapan=penetapan).exclude(alasan="")
    return list(rows.prefetch_related("porsi").order_by("bulan", "pk"))


@dataclass(frozen=True, slots=True)
class _Baris:
    daftar: DaftarBpjs
    status: dict[str, str]


def _bpjs_rows(kabupaten: Kabupaten, bulan: Bulan, peserta: Peserta) -> _Baris | None:
    """The newest list up to the month: what it says of the person, and of each of the family by number."""
    bill = Tagihan.objects.filter(kabupaten=kabupaten, bulan__lte=bulan.first_day).order_by("-bulan", "-versi").first()
    if bill is None:
        return None
    everybody = [peserta, *peserta.keluarga.all()]
    numbers = {one.nik for one in everybody}
    cards = {one.nomor_kartu for one in everybody} - {""}
    rows = TagihanBaris.objects.filter(Q(nik__in=numbers) | Q(nomor_kartu__in=cards), tagihan=bill)
    status: dict[str, str] = {}
    for nik, card, found in rows.order_by("status").values_list("nik", "nomor_kartu", "status"):
        status |= {number: found for number in (nik, card) if number and number not in status}
    own = status.get(peserta.nik) or status.get(peserta.nomor_kartu) or ""
    return _Baris(DaftarBpjs(Bulan.of(bill.bulan), _day_there(bill.pada, kabupaten), own), status)


def _day_there(moment: datetime, kabupaten: Kabupaten) -> date:
    return moment.astimezone(ZoneInfo(kabupaten.zona_waktu)).date()


def _facts(
    peserta: Peserta,
    desa: Desa,
    bulan: Bulan,
    term: MasaJabatan | None,
    penetapan: Penetapan | None,
    row: Iuran | None,
    daftar: DaftarBpjs | None,
) -> FaktaPerlindungan:
    kabupaten = desa.kabupaten
    shares = list(row.porsi.all()) if row else []
    depositor = Penyetor(shares[0].penyetor) if shares else None
    return FaktaPerlindungan(
        bulan=bulan, hari=today_in(kabupaten), siapa=_whom(desa, depositor),
        jabatan=_post(term) if term else "",
        laporan=_report(desa, bulan, penetapan), kartu=bool(peserta.nomor_kartu),
        pengecualian="" if row else _exclusion(peserta, kabupaten, bulan, penetapan),
        ditetapkan=penetapan is not None and penetapan.status != StatusPenetapan.BERJALAN,
        iuran=row.jumlah if row else None,
        bagian_sendiri=sum(share.jumlah for share in shares if share.penanggung == Penanggung.PESERTA),
        penyetor=depositor.label.lower() if depositor else "",
        pembayaran=_payments(desa, bulan) if row else [], daftar=daftar,
        kedudukan=_standing(peserta, kabupaten, bulan) if term else None,
    )  # fmt: skip


def _standing(peserta: Peserta, kabupaten: Kabupaten, bulan: Bulan) -> Kedudukan | None:
    """By the same events as every other page, on the month's last day or today, whichever comes first."""
    day = min(bulan.last_day, max(today_in(kabupaten), bulan.first_day))
    known = standing_of(peserta, None, day)
    if known.sejak is None:
        return None
    newest = history_of(peserta, None)[0]
    alasan = known.penolakan or known.alasan
    return Kedudukan(known.keadaan, known.sejak, _day_there(newest.pada, kabupaten), alasan)


def _exclusion(peserta: Peserta, kabupaten: Kabupaten, bulan: Bulan, penetapan: Penetapan | None) -> str:
    try:
        rule = penetapan.peraturan if penetapan else peraturan_in_force(kabupaten, bulan)
    except TidakAdaPeraturan:
        return ""
    known = standings_on([peserta.pk], bulan.first_day)
    pns, cover = known.get(peserta.pk, (peserta.pns, peserta.jaminan_lain))
    return exclusion(pns=pns, jaminan_lain=cover, aturan=exclusions(rule))


def _report(desa: Desa, bulan: Bulan, penetapan: Penetapan | None) -> Laporan | None:
    until = penetapan.selesai_pada if penetapan else None
    found = report_in_force(desa, bulan.first_day, until)
    if found is None or found.diputus_pada is None:
        return None
    day = _day_there(found.diputus_pada, desa.kabupaten)
    return Laporan(Bulan.of(found.bulan), str(found.disampaikan_oleh or "petugas server"), day)


def _payments(desa: Desa, bulan: Bulan) -> list[Pembayaran]:
    """The payers that deposit for this person: the regency's treasurer, or the village's."""
    rows = [row for row in book(desa.kabupaten, bulan) if row.desa is None or row.desa.pk == desa.pk]
    return [Pembayaran(row.penanggung.label, row.sisa, row.jatuh_tempo, row.setor_terakhir) for row in rows]


def _whom(desa: Desa, depositor: Penyetor | None) -> Siapa:
    kabupaten = desa.kabupaten
    contact = f" ({kabupaten.kontak})" if kabupaten.kontak else ""
    village = depositor == Penyetor.BENDAHARA_DESA
    return Siapa(
        desa=f"sekretaris desa {desa}",
        dinas=f"{kabupaten.dinas_singkat} Kabupaten {kabupaten}{contact}",
        bendahara=f"bendahara desa {desa}" if village else f"bendahara pengeluaran Kabupaten {kabupaten}",
        bpjs=f"BPJS Kesehatan {kabupaten.kantor_bpjs}".strip(),
    )


def _family(peserta: Peserta, kabupaten: Kabupaten, day: date, status: dict[str, str]) -> tuple[list[Tertanggung], str]:
    """The family on a day; where no rule tells who is covered, nobody and the sentence that says so."""
    try:
        cover = family_cover(peserta, kabupaten, day)
    except Kesalahan as gap:
        return [], gap.pesan
    return [
        Tertanggung(
            nama=one.orang.nama,
            hubungan=Hubungan(one.orang.hubungan).label,
            ditanggung=one.ditanggung,
            alasan=one.alasan,
            status_bpjs=status.get(one.orang.nik) or status.get(one.orang.nomor_kartu) or "",
        )
        for one in cover
    ], ""
