"""Gathers both books of a month for the comparison, in a number of queries that does not grow with the people."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import Sum

from desa.enums import Hubungan, Penanggung, Penyetor
from desa.models import Desa, Kabupaten, Peserta
from desa.queries.bagian import family_rule
from desa.queries.keluarga import families_on
from iuran.models import AlokasiSetoran, Iuran, Penetapan, PorsiIuran, VirtualAccount
from iuran.queries.penetapan import ASSESSED
from jaminan.bulan import Bulan
from rekonsiliasi.enums import PutusanCocok, StatusBpjs
from rekonsiliasi.models import Pencocokan, Tagihan, TagihanBaris
from rekonsiliasi.queries.buku_kita import as_couples, classes_of, known_people, registrations
from rekonsiliasi.rules import (
    Alokasi,
    BarisBpjs,
    BukuBulan,
    Ingatan,
    KeluargaKita,
    Kewajiban,
    KoreksiKita,
    Pembayar,
    PesertaKita,
)

CODES = {
    Hubungan.SUAMI: 2, Hubungan.ISTRI: 3, Hubungan.ANAK_KANDUNG: 4, Hubungan.ANAK_TIRI: 4, Hubungan.ANAK_ANGKAT: 4,
}  # fmt: skip
OTHER = 5
NEIGHBOURS = 12  # months on either side in which a deposit for this month may have been booked


def books_of(penetapan: Penetapan, tagihan: Tagihan) -> BukuBulan:
    """Our officials, families and others we know, the rows of the bill, and what people said about pairs."""
    kita = _ours(penetapan)
    dikenal = known_people(penetapan, {one.id for one in kita})
    family = _family(penetapan, {one.id: one.desa for one in kita} | dict.fromkeys((one.id for one in dikenal), ""))
    return BukuBulan(
        Bulan.of(penetapan.bulan),
        tuple(as_couples(kita, family)),
        tuple(bill_rows(tagihan)),
        tuple(dikenal),
        tuple(family),
        tuple(_corrections(penetapan)),
        remembered(penetapan.kabupaten),
    )


def remembered(kabupaten: Kabupaten) -> Ingatan:
    """What people said about pairs, in whichever month."""
    rows = list(Pencocokan.objects.filter(kabupaten=kabupaten).values_list("putusan", "dikenal", "nomor", "peserta_id"))
    return Ingatan(
        {(by, number): person for said, by, number, person in rows if said == PutusanCocok.SETUJU},
        frozenset((person, by, number) for said, by, number, person in rows if said == PutusanCocok.TOLAK),
    )


def _ours(penetapan: Penetapan) -> list[PesertaKita]:
    """One entry a person: the month's own contribution."""
    shares = _shares(penetapan)
    people = {row.peserta_id: row for row in _iuran(penetapan)}
    classes, standing = classes_of(penetapan), registrations(penetapan, people)
    return [
        PesertaKita(
            id=row.peserta_id,
            nik=row.nik,
            kartu=row.peserta.nomor_kartu,
            nama=row.nama,
            lahir=row.peserta.tanggal_lahir,
            desa=row.desa.kode,
            nama_desa=row.desa.nama,
            penghasilan=row.penghasilan,
            dasar=row.dasar,
            pemberi_kerja=shares[row.pk][0],
            peserta=shares[row.pk][1],
            jenis_kelamin=row.peserta.jenis_kelamin,
            kelas=classes(row.peserta_id, row.dasar)[0],
            pendaftaran=standing(row.peserta_id, bool(row.peserta.nomor_kartu)),
            kelas_nasional=classes(row.peserta_id, row.dasar)[1],
        )
        for row in people.values()
    ]


def _shares(penetapan: Penetapan) -> dict[int, list[int]]:
    """Per row of the bill the employer's share and the person's own, in rupiah."""
    shares: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    rows = PorsiIuran.objects.filter(iuran__penetapan=penetapan).values_list("iuran_id", "penanggung", "jumlah")
    for iuran_id, penanggung, jumlah in rows:
        shares[iuran_id][penanggung == Penanggung.PESERTA] += jumlah
    return shares


def _iuran(penetapan: Penetapan) -> Iterable[Iuran]:
    return Iuran.objects.bulanan().filter(penetapan=penetapan).select_related("peserta", "desa").order_by("id")


def _corrections(penetapan: Penetapan) -> list[KoreksiKita]:
    """The corrections of earlier months that this bill settles."""
    shares = _shares(penetapan)
    rows = Iuran.objects.pembetulan().filter(penetapan=penetapan).select_related("desa").order_by("id")
    return [
        KoreksiKita(
            peserta=row.peserta_id,
            nik=row.nik,
            nama=row.nama,
            desa=row.desa.kode,
            bulan=Bulan.of(row.bulan),
            pemberi_kerja=shares[row.pk][0],
            milik_peserta=shares[row.pk][1],
            alasan=row.alasan,
        )
        for row in rows
    ]


def _family(penetapan: Penetapan, people: dict[int, str]) -> list[KeluargaKita]:
    """The family of everybody known, `people` giving the village of those who are billed."""
    everybody = Peserta.objects.filter(masa_jabatan__desa__kecamatan__kabupaten=penetapan.kabupaten).values_list(
        "pk", flat=True
    )
    aturan = family_rule(penetapan.peraturan, Bulan.of(penetapan.bulan))
    return [
        KeluargaKita(
            member.peserta_id,
            member.nik,
            member.nomor_kartu,
            member.nama,
            member.tanggal_lahir,
            people.get(member.peserta_id, ""),
            ditanggung=bool(people.get(member.peserta_id)) and standing.ditanggung,
            alasan=standing.alasan if people.get(member.peserta_id) else "Pesertanya tidak diiurkan bulan ini",
            jenis_kelamin=member.jenis_kelamin,
            hubungan=CODES.get(Hubungan(member.hubungan), OTHER),
        )
        for member, standing in families_on(everybody.order_by(), aturan, penetapan.bulan)
    ]


def bill_rows(tagihan: Tagihan) -> Iterable[BarisBpjs]:
    """The rows of a bill as the rules see them."""
    rows = TagihanBaris.objects.filter(tagihan=tagihan).values_list(
        "id", "nomor", "nomor_kartu", "nik", "nama", "tanggal_lahir", "hubungan", "status", "kode_desa",
        "nama_desa", "gaji", "iuran_pemda", "iuran_peserta", "jenis_kelamin", "kelas",
    )  # fmt: skip
    return (BarisBpjs(*row[:7], row[7] == StatusBpjs.AKTIF, *row[8:]) for row in rows)


def dues_around(kabupaten: Kabupaten, mulai: Bulan, sampai: Bulan) -> list[Kewajiban]:
    """What every payer owes by the bills of the assessed months of the range and its neighbours."""
    rows = (
        PorsiIuran.objects.filter(
            iuran__penetapan__kabupaten=kabupaten,
            iuran__penetapan__status__in=ASSESSED,
            iuran__penetapan__bulan__gte=mulai.plus(-NEIGHBOURS).first_day,
            iuran__penetapan__bulan__lte=sampai.plus(NEIGHBOURS).first_day,
        )
        .order_by()
        .values_list("penanggung", "penyetor", "iuran__desa__kode", "iuran__penetapan__bulan")
        .annotate(total=Sum("jumlah"))
    )
    return [
        Kewajiban(Pembayar(penanggung, kode if penyetor == Penyetor.BENDAHARA_DESA else ""), Bulan.of(bulan), total)
        for penanggung, penyetor, kode, bulan, total in rows
    ]


def deposits_around(kabupaten: Kabupaten, mulai: Bulan, sampai: Bulan) -> list[Alokasi]:
    """The parts of deposits booked for the range and its neighbours."""
    rows = AlokasiSetoran.objects.filter(
        setoran__kabupaten=kabupaten,
        bulan__gte=mulai.plus(-NEIGHBOURS).first_day,
        bulan__lte=sampai.plus(NEIGHBOURS).first_day,
    ).values_list(
        "setoran__penanggung", "setoran__desa__kode", "bulan", "jumlah", "setoran__referensi",
        "setoran__membatalkan_id", "setoran__dibatalkan_oleh__id", "setoran__virtual_account", "setoran__tanggal",
    )  # fmt: skip
    owner = _account_owners(kabupaten)
    return [
        Alokasi(
            Pembayar(penanggung, kode or ""),
            Bulan.of(bulan),
            jumlah,
            referensi,
            batal=cancels is not None or cancelled is not None,
            akun=owner(account, day),
        )
        for penanggung, kode, bulan, jumlah, referensi, cancels, cancelled, account, day in rows
    ]


def _account_owners(kabupaten: Kabupaten) -> Callable[[str, date], Pembayar | None]:
    """Whose virtual account a number was on a day; None for a number that the portal does not know."""
    known: defaultdict[str, list[tuple[Pembayar, date, date | None]]] = defaultdict(list)
    rows = VirtualAccount.objects.filter(kabupaten=kabupaten).order_by("pk")
    for number, penanggung, kode, since, until in rows.values_list(
        "nomor", "penanggung", "desa__kode", "mulai", "berakhir"
    ):
        known[number].append((Pembayar(penanggung, kode or ""), since, until))

    def owner(number: str, day: date) -> Pembayar | None:
        held = {payer for payer, since, until in known.get(number, ()) if since <= day and (not until or day < until)}
        return held.pop() if len(held) == 1 else None

    return owner


def payer_names(kabupaten: Kabupaten, payers: Iterable[Pembayar]) -> dict[Pembayar, str]:
    """Each payer as people say it: the share, and the village where the village deposits."""
    names = dict(Desa.objects.filter(kecamatan__kabupaten=kabupaten).values_list("kode", "nama"))
    return {
        payer: Penanggung(payer.penanggung).label + (f", Desa {names[payer.desa]}" if payer.desa else "")
        for payer in payers
    }
