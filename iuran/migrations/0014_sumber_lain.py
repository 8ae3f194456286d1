import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from desa.models.fields import append_only


class Migration(migrations.Migration):
    """Other sources of APBDesa where ADD is short (MM Pasal 11)."""

    dependencies = [
        ('desa', '0008_tahap_add'),
        ('iuran', '0013_penjaga_jatuh_tempo'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SumberLain',
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
                ('penanggung', models.CharField(choices=[('pemda', 'Pemerintah kabupaten'), ('desa', 'Pemerintah desa'), ('peserta', 'Kepala desa dan perangkat desa')], max_length=10)),
                ('sumber', models.CharField(choices=[('bagi_hasil', 'Bagi hasil pajak dan retribusi daerah'), ('bantuan_provinsi', 'Bantuan keuangan provinsi'), ('bantuan_kabupaten', 'Bantuan keuangan kabupaten'), ('transfer_lain', 'Pendapatan transfer lain')], max_length=20)),
                ('uraian', models.CharField(help_text='Nama pendapatan itu dalam APBDesa', max_length=200)),
                ('jumlah', models.BigIntegerField(help_text='Rupiah sebulan')),
                ('desa', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sumber_lain', to='desa.desa')),
                ('membatalkan', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dibatalkan_oleh', to='iuran.sumberlain')),
                ('oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'sumber lain',
                'verbose_name_plural': 'sumber lain',
                'ordering': ['-pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('bulan_mulai__day', 1), ('bulan_sampai__day', 1), ('bulan_sampai__gte', models.F('bulan_mulai'))), name='sumber_lain_bulan_urut'), models.CheckConstraint(condition=models.Q(models.Q(('alasan', ''), ('membatalkan__isnull', True)), models.Q(('membatalkan__isnull', False), models.Q(('alasan', ''), _negated=True)), _connector='OR'), name='sumber_lain_batal_beralasan'), models.CheckConstraint(condition=models.Q(('jumlah__gt', 0)), name='sumber_lain_positif'), models.CheckConstraint(condition=models.Q(('sumber__in', ['bagi_hasil', 'bantuan_provinsi', 'bantuan_kabupaten', 'transfer_lain'])), name='sumber_lain_tertutup')],
            },
        ),
        append_only("iuran_sumberlain"),
    ]
