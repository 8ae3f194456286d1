import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from desa.models.fields import append_only


class Migration(migrations.Migration):
    """The day APBDesa was disbursed, from which KU Pasal 8 counts arrears."""

    dependencies = [
        ('desa', '0003_status_jaminan'),
        ('iuran', '0011_pagu_anggaran'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PencairanApbdesa',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bulan_mulai', models.DateField()),
                ('bulan_sampai', models.DateField()),
                ('nomor_surat', models.CharField(max_length=80)),
                ('surat', models.FileField(blank=True, max_length=200, upload_to='surat/%Y/%m/')),
                ('surat_nama', models.CharField(blank=True, max_length=200)),
                ('surat_sha256', models.CharField(blank=True, max_length=64)),
                ('alasan', models.CharField(blank=True, max_length=300)),
                ('pada', models.DateTimeField(auto_now_add=True)),
                ('tanggal', models.DateField(help_text='Hari uang masuk ke rekening kas desa')),
                ('desa', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pencairan', to='desa.desa')),
                ('membatalkan', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dibatalkan_oleh', to='iuran.pencairanapbdesa')),
                ('oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'pencairan APBDesa',
                'verbose_name_plural': 'pencairan APBDesa',
                'ordering': ['-pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('bulan_mulai__day', 1), ('bulan_sampai__day', 1), ('bulan_sampai__gte', models.F('bulan_mulai'))), name='pencairan_bulan_urut'), models.CheckConstraint(condition=models.Q(models.Q(('alasan', ''), ('membatalkan__isnull', True)), models.Q(('membatalkan__isnull', False), models.Q(('alasan', ''), _negated=True)), _connector='OR'), name='pencairan_batal_beralasan')],
            },
        ),
        append_only("iuran_pencairanapbdesa"),
    ]
