import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from desa.models.fields import append_only


class Migration(migrations.Migration):
    """Coordination with BPJS Kesehatan before months are paid ahead; a deposit may add to a month later."""

    dependencies = [
        ("desa", "0002_penjaga"),
        ("iuran", "0005_pembetulan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Koordinasi",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("bulan_mulai", models.DateField()),
                ("bulan_sampai", models.DateField()),
                ("nomor_surat", models.CharField(max_length=80)),
                ("surat", models.FileField(blank=True, max_length=200, upload_to="surat/%Y/%m/")),
                ("surat_nama", models.CharField(blank=True, max_length=200)),
                ("surat_sha256", models.CharField(blank=True, max_length=64)),
                ("alasan", models.CharField(blank=True, max_length=300)),
                ("pada", models.DateTimeField(auto_now_add=True)),
                ("tanggal", models.DateField(help_text="Hari koordinasi, menurut hari di kabupaten ini")),
                ("dengan", models.CharField(help_text="Nama dan jabatan petugas BPJS Kesehatan", max_length=120)),
                ("catatan", models.CharField(blank=True, max_length=300)),
                (
                    "desa",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="koordinasi",
                        to="desa.desa",
                    ),
                ),
                (
                    "kabupaten",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="koordinasi", to="desa.kabupaten"
                    ),
                ),
                (
                    "membatalkan",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dibatalkan_oleh",
                        to="iuran.koordinasi",
                    ),
                ),
                (
                    "oleh",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "koordinasi",
                "verbose_name_plural": "koordinasi",
                "ordering": ["-pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(bulan_mulai__day=1, bulan_sampai__day=1, bulan_sampai__gte=F("bulan_mulai")),
                        name="koordinasi_bulan_urut",
                    ),
                    models.CheckConstraint(
                        condition=Q(membatalkan__isnull=True, alasan="")
                        | (Q(membatalkan__isnull=False) & ~Q(alasan="")),
                        name="koordinasi_batal_beralasan",
                    ),
                ],
            },
        ),
        append_only("iuran_koordinasi"),
        migrations.RemoveConstraint(model_name="alokasisetoran", name="alokasi_satu_per_bulan"),
        migrations.AddConstraint(
            model_name="alokasisetoran",
            constraint=models.CheckConstraint(condition=~Q(jumlah=0), name="alokasi_tidak_nol"),
        ),
        append_only("iuran_alokasisetoran"),
    ]
