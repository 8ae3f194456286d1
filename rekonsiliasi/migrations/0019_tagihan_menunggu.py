import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from desa.models.fields import append_only


class Migration(migrations.Migration):
    """A file of BPJS that waits to be read by a person; what was read stands in the row, and stays as it is."""

    dependencies = [
        ('desa', '0001_squashed_0026_penjaga_usul_daftar'),
        ('rekonsiliasi', '0001_squashed_0018_penjaga_kesepakatan'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='tagihanbaris',
            name='perbaikan',
            field=models.JSONField(help_text='Sel baris ini yang dibaca orang: kolom, semula, menjadi', null=True),
        ),
        append_only("rekonsiliasi_tagihanbaris"),
        migrations.CreateModel(
            name='TagihanMenunggu',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bulan', models.DateField()),
                ('berkas', models.FileField(max_length=200, upload_to='tagihan/menunggu/')),
                ('nama_berkas', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('judul', models.JSONField(default=list, help_text='Judul kolom berkas yang belum dikenal; kosong bila sudah')),
                ('kolom', models.JSONField(default=dict, help_text='Nama kolom portal -> judul kolom berkas, usulan atau pilihan')),
                ('salah', models.JSONField(default=list, help_text='Yang salah menurut pembacaan terakhir; NIK disamarkan')),
                ('sel', models.JSONField(default=list, help_text='Sel yang dibaca orang: lembar, sel, nilai dan siapa')),
                ('pada', models.DateTimeField(auto_now_add=True)),
                ('diperiksa_pada', models.DateTimeField(auto_now=True)),
                ('kabupaten', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tagihan_menunggu', to='desa.kabupaten')),
                ('oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'tagihan menunggu',
                'verbose_name_plural': 'tagihan menunggu',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('kabupaten', 'bulan', 'sha256'), name='tagihan_menunggu_satu_per_berkas'), models.CheckConstraint(condition=models.Q(('bulan__day', 1)), name='tagihan_menunggu_awal_bulan')],
            },
        ),
    ]
