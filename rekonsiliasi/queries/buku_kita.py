"""What our book knows of people beyond their contribution: class of care, registration, and who left how."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from desa.enums import AlasanBerakhir, StatusKepesertaan
from desa.models import MasaJabatan, NaikKelas, Peserta, RiwayatKepesertaan
from desa.parameters.bagian import ANGKA_KELAS, BagianKelasRawat, Kelas
from desa.queries.kelas import class_by_wage
from desa.queries.kepesertaan import roster_on
from desa.queries.peraturan import exclusions, national_rule
from desa.rules.kelas import class_for
from desa.rules.pendaftaran import Peristiwa, standing
from iuran.models import Penetapan
from jaminan.bulan import Bulan, format_tanggal
from rekonsiliasi.enums import RinciSelisih
from rekonsiliasi.rules import Dikenal, KeluargaKita, PesertaKita

SPOUSE = (2, 3)
ENDED: dict[str, RinciSelisih] = {
    AlasanBerakhir.MASA_JABATAN: RinciSelisih.HABIS_MASA, AlasanBerakhir.MENINGGAL: RinciSelisih.MENINGGAL,
    AlasanBerakhir.DIBERHENTIKAN: RinciSelisih.DIBERHENTIKAN,
}  # fmt: skip
REGISTERED = {
    StatusKepesertaan.DILAPORKAN: RinciSelisih.BELUM_DIDAFTARKAN,
    StatusKepesertaan.DIAJUKAN: RinciSelisih.BELUM_AKTIF, StatusKepesertaan.TERDAFTAR: RinciSelisih.BELUM_AKTIF,
    StatusKepesertaan.DITOLAK: RinciSelisih.DITOLAK, StatusKepesertaan.BERAKHIR: RinciSelisih.DIAKHIRI,
}  # fmt: skip
Masa = tuple[date, date | None, str, str]


def classes_of(penetapan: Penetapan) -> Callable[[int, int], tuple[str, str]]:
    """The class of care as a figure, the regency's and the nation's, by person and base.

    Both empty for who pays for a higher one alone, and where no rule is known.
    """
    month = Bulan.of(penetapan.bulan)
    ours = class_by_wage(penetapan.kabupaten, month)
    nation = national_rule(month)
    stored = nation.isi.get("kelas_rawat") if nation else None
    rule = BagianKelasRawat.model_validate(stored) if stored else None
    alone = set(NaikKelas.objects.filter(diakhiri_pada__isnull=True).values_list("peserta_id", flat=True))

    def figures(person: int, dasar: int) -> tuple[str, str]:
        if person in alone:
            return "", ""
        kelas = ours(dasar)
        return _figure(kelas), _figure(class_for(rule, dasar) if rule else None)

    return figures


def _figure(kelas: Kelas | None) -> str:
    return str(ANGKA_KELAS[kelas]) if kelas else ""


def as_couples(kita: Iterable[PesertaKita], family: Iterable[KeluargaKita]) -> list[PesertaKita]:
    """Two officials who are a couple take the better class of both (MM Pasal 4 ayat (2))."""
    people = {one.id: one for one in kita}
    by_nik = {one.nik: one.id for one in people.values()}
    for member in family:
        pair = [people.get(member.peserta), people.get(by_nik.get(member.nik, 0))]
        if member.hubungan in SPOUSE and all(pair):
            best = {name: min(getattr(one, name) for one in pair) for name in ("kelas", "kelas_nasional")}
            people |= {one.id: replace(one, **best) for one in pair if one}
    return list(people.values())


def registrations(penetapan: Penetapan, people: Iterable[int]) -> Callable[[int, bool], str]:
    """Why BPJS Kesehatan may not list a person at the end of the month; empty when it should."""
    events: defaultdict[int, list[Peristiwa]] = defaultdict(list)
    rows = RiwayatKepesertaan.objects.filter(peserta__in=list(people), anggota__isnull=True).order_by("pk")
    for person, pk, state, since in rows.values_list("peserta_id", "pk", "keadaan", "berlaku"):
        events[person].append(Peristiwa(pk, StatusKepesertaan(state), since))
    day = Bulan.of(penetapan.bulan).last_day

    def why(person: int, has_card: bool) -> str:
        if person not in events:
            return "" if has_card else str(RinciSelisih.BELUM_DIDAFTARKAN)
        return str(REGISTERED.get(standing(events[person], day).keadaan, ""))

    return why


def known_people(penetapan: Penetapan, billed: set[int]) -> list[Dikenal]:
    """People who hold or held office here and owe nothing this month, each with the reason and its day."""
    roster = roster_on(penetapan.kabupaten, penetapan.bulan, exclusions(penetapan.peraturan))
    serving = {one.peserta.pk: one.pengecualian or "Tidak diiurkan bulan ini" for one in roster}
    here = MasaJabatan.objects.filter(desa__kecamatan__kabupaten=penetapan.kabupaten)
    terms: defaultdict[int, list[Masa]] = defaultdict(list)
    columns = ("peserta_id", "mulai", "berakhir", "alasan_berakhir", "desa__kode")
    for person, since, until, why, code in here.order_by("mulai", "pk").values_list(*columns):
        terms[person].append((since, until, why, code))
    people = Peserta.objects.filter(pk__in=[pk for pk in terms if pk not in billed]).order_by("pk")
    found = []
    for pk, nik, card, nama, born in people.values_list("pk", "nik", "nomor_kartu", "nama", "tanggal_lahir"):
        told, rinci = (serving[pk], RinciSelisih.DIKECUALIKAN) if pk in serving else _gone(terms[pk], penetapan.bulan)
        found.append(Dikenal(pk, nik, card, told, pk in serving, str(rinci), nama, born, terms[pk][-1][3]))
    return found


def _gone(terms: list[Masa], day: date) -> tuple[str, RinciSelisih]:
    """Why somebody holds no office on a day: not yet, or ended how and when."""
    past = [term for term in terms if term[0] <= day]
    if not past:
        return f"Baru menjabat {format_tanggal(terms[0][0])}", RinciSelisih.BELUM_MENJABAT
    ended, why = max((term[1] or day, term[2]) for term in past)
    said = AlasanBerakhir(why).label if why else "Tidak menjabat"
    return f"{said}, hari terakhir {format_tanggal(ended)}", ENDED.get(why, RinciSelisih.HABIS_MASA)
