import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from desa.models.fields import append_only


class Migration(migrations.Migration):
    """Decisions that months are due with a stage of ADD (MM Pasal 10 ayat (1))."""

    dependencies = [
        ('desa', '0007_usul_nilai'),
    ]

    operations = [
        migrations.CreateModel(
            name='TahapAdd',
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
                ('tanggal', models.DateField(help_text='Jatuh tempo menurut tahap penyaluran ADD')),
                ('penetap', models.CharField(help_text='Pejabat yang memutuskan', max_length=80)),
                ('tanggal_surat', models.DateField()),
                ('kabupaten', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tahap_add', to='desa.kabupaten')),
                ('membatalkan', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dibatalkan_oleh', to='desa.tahapadd')),
                ('oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'tahap ADD',
                'verbose_name_plural': 'tahap ADD',
                'ordering': ['-pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('bulan_mulai__day', 1), ('bulan_sampai__day', 1), ('bulan_sampai__gte', models.F('bulan_mulai'))), name='tahap_add_bulan_urut'), models.CheckConstraint(condition=models.Q(models.Q(('alasan', ''), ('membatalkan__isnull', True)), models.Q(('membatalkan__isnull', False), models.Q(('alasan', ''), _negated=True)), _connector='OR'), name='tahap_add_batal_beralasan')],
            },
        ),
        append_only("desa_tahapadd"),
    ]
