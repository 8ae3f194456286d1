import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desa', '0022_penjaga_pendaftaran'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('rekonsiliasi', '0011_penjaga_tanggapan'),
    ]

    operations = [
        migrations.CreateModel(
            name='LampiranOrang',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('berkas', models.FileField(max_length=200, upload_to='lampiran/')),
                ('orang', models.PositiveIntegerField()),
                ('pada', models.DateTimeField(auto_now_add=True)),
                ('berita_acara', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lampiran', to='rekonsiliasi.beritaacara')),
            ],
            options={
                'verbose_name': 'lampiran orang',
                'verbose_name_plural': 'lampiran orang',
                'ordering': ['berita_acara_id', 'id'],
                'constraints': [models.UniqueConstraint(fields=('berita_acara', 'sha256'), name='lampiran_orang_sekali')],
            },
        ),
        migrations.CreateModel(
            name='CetakLampiran',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('selesai', models.PositiveSmallIntegerField(default=0, help_text='Kecamatan yang sudah dicetak')),
                ('jumlah', models.PositiveSmallIntegerField(default=0)),
                ('gagal', models.CharField(blank=True, max_length=300)),
                ('berkas', models.FileField(blank=True, max_length=200, upload_to='lampiran/')),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('diminta_pada', models.DateTimeField()),
                ('kabar_pada', models.DateTimeField()),
                ('oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lampiran', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='cetak', to='rekonsiliasi.lampiranorang')),
            ],
            options={
                'verbose_name': 'cetak lampiran',
                'verbose_name_plural': 'cetak lampiran',
            },
        ),
        migrations.CreateModel(
            name='NaskahKertas',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('versi', models.PositiveSmallIntegerField()),
                ('status', models.CharField(choices=[('diusulkan', 'Menunggu persetujuan orang lain'), ('berlaku', 'Disetujui'), ('ditolak', 'Ditolak'), ('ditarik', 'Ditarik pengusulnya')], default='diusulkan', max_length=12)),
                ('naskah', models.JSONField(help_text='Kosong: kembali ke naskah portal')),
                ('pada', models.DateTimeField(auto_now_add=True)),
                ('diputus_pada', models.DateTimeField(null=True)),
                ('alasan', models.CharField(blank=True, max_length=300)),
                ('diputus_oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kabupaten', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='naskah_kertas', to='desa.kabupaten')),
                ('oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'naskah kertas',
                'verbose_name_plural': 'naskah kertas',
                'ordering': ['kabupaten_id', '-versi'],
                'constraints': [models.UniqueConstraint(fields=('kabupaten', 'versi'), name='naskah_kertas_versi_tunggal'), models.UniqueConstraint(condition=models.Q(('status', 'diusulkan')), fields=('kabupaten',), name='naskah_kertas_satu_usul')],
            },
        ),
        migrations.CreateModel(
            name='SeriNomor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pihak', models.CharField(choices=[('dinas', 'DPM-Pemdes'), ('bpjs', 'BPJS Kesehatan')], max_length=8)),
                ('kantor', models.CharField(help_text='Kode kabupaten, atau nama kantor cabang BPJS Kesehatan', max_length=80)),
                ('pola', models.CharField(max_length=100)),
            ],
            options={
                'verbose_name': 'seri nomor',
                'verbose_name_plural': 'seri nomor',
                'ordering': ['pihak', 'kantor'],
                'constraints': [models.UniqueConstraint(fields=('pihak', 'kantor'), name='seri_nomor_satu_per_kantor')],
            },
        ),
        migrations.CreateModel(
            name='NomorSurat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tahun', models.PositiveSmallIntegerField()),
                ('urut', models.PositiveIntegerField(null=True)),
                ('nomor', models.CharField(max_length=60)),
                ('pada', models.DateTimeField(auto_now_add=True)),
                ('berita_acara', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nomor_surat', to='rekonsiliasi.beritaacara')),
                ('seri', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nomor_surat', to='rekonsiliasi.serinomor')),
            ],
            options={
                'verbose_name': 'nomor surat',
                'verbose_name_plural': 'nomor surat',
                'ordering': ['seri_id', 'tahun', 'urut'],
                'constraints': [models.UniqueConstraint(fields=('seri', 'tahun', 'urut'), name='nomor_surat_urut_sekali'), models.UniqueConstraint(fields=('seri', 'nomor'), name='nomor_surat_sekali'), models.UniqueConstraint(fields=('seri', 'berita_acara'), name='nomor_surat_satu_per_kertas')],
            },
        ),
        migrations.CreateModel(
            name='TataKertas',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ukuran', models.CharField(choices=[('a4', 'A4 (210 x 297 mm)'), ('f4', 'F4 atau folio (215 x 330 mm)')], default='a4', max_length=2, verbose_name='ukuran kertas')),
                ('logo', models.BinaryField(blank=True, default=b'')),
                ('logo_sha256', models.CharField(blank=True, max_length=64)),
                ('pada', models.DateTimeField(auto_now_add=True)),
                ('kabupaten', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tata_kertas', to='desa.kabupaten')),
                ('oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'tata kertas',
                'verbose_name_plural': 'tata kertas',
                'ordering': ['kabupaten_id', '-id'],
            },
        ),
    ]
