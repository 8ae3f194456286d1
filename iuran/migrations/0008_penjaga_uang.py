from typing import Any

from django.db import migrations
from django.db.models import Sum

from desa.models.fields import append_only, refuse_rows


def next_month(day: Any) -> Any:
    return day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)


def carry_signed_months(apps: Any, _schema_editor: Any) -> None:
    """Months that were signed before this table was there leave their entries too."""
    carried, shares = apps.get_model("iuran", "SaldoPindahan"), apps.get_model("iuran", "PorsiIuran")
    parts = apps.get_model("iuran", "AlokasiSetoran")
    for penetapan in apps.get_model("iuran", "Penetapan").objects.filter(status="ditutup"):
        kabupaten, day = penetapan.kabupaten_id, penetapan.bulan
        due = shares.objects.filter(iuran__penetapan__kabupaten=kabupaten, iuran__penetapan__bulan__lte=day)
        paid = parts.objects.filter(setoran__kabupaten=kabupaten, bulan__lte=day)
        left: dict[Any, int] = {}
        for payer, depositor, desa, amount in due.order_by().values_list(
            "penanggung", "penyetor", "iuran__desa_id"
        ).annotate(Sum("jumlah")):
            key = (payer, desa if depositor == "bendahara_desa" else None)
            left[key] = left.get(key, 0) + amount
        for payer, desa, amount in paid.order_by().values_list("setoran__penanggung", "setoran__desa_id").annotate(
            Sum("jumlah")
        ):
            left[payer, desa] = left.get((payer, desa), 0) - amount
        carried.objects.bulk_create(
            carried(
                kabupaten_id=kabupaten, desa_id=desa, penanggung=payer, dari_bulan=day, ke_bulan=next_month(day),
                jumlah=amount, asal=f"Sisa seluruh bulan sampai {day:%Y-%m}, dicatat saat portal diperbarui.",
            )
            for (payer, desa), amount in left.items()
            if amount
        )


class Migration(migrations.Migration):
    """Carry-overs are only ever added to, and false money is refused where it would be written."""

    dependencies = [("iuran", "0007_saldo_pindahan")]

    operations = [
        migrations.RunPython(carry_signed_months, migrations.RunPython.noop),
        append_only("iuran_saldopindahan"),
        refuse_rows(
            "iuran_porsiiuran",
            name="iuran_porsi_tarif_kali_dasar",
            when="SELECT 1 FROM iuran_iuran AS i WHERE i.id = NEW.iuran_id AND i.alasan = '' "
            "AND NEW.jumlah <> (i.dasar * NEW.basis_poin + 5000) / 10000",
            message="porsi iuran harus tarif kali dasarnya, dibulatkan ke rupiah",
        ),
        refuse_rows(
            "iuran_alokasisetoran",
            name="iuran_alokasi_dalam_setoran",
            when="SELECT 1 FROM iuran_setoran AS s WHERE s.id = NEW.setoran_id AND NEW.jumlah + COALESCE("
            "(SELECT SUM(a.jumlah) FROM iuran_alokasisetoran AS a WHERE a.setoran_id = NEW.setoran_id), 0) "
            "NOT BETWEEN (CASE WHEN s.jumlah < 0 THEN s.jumlah ELSE 0 END) "
            "AND (CASE WHEN s.jumlah > 0 THEN s.jumlah ELSE 0 END)",
            message="alokasi tidak boleh melebihi setorannya",
        ),
    ]
