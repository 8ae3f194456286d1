import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('rekonsiliasi', '0013_penjaga_kertas'),
    ]

    operations = [
        migrations.CreateModel(
            name='BerkasTertanda',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nomor', models.PositiveSmallIntegerField(help_text='Versi ke berapa dari Berita Acara ini')),
                ('cara', models.CharField(choices=[('basah', 'Tanda tangan basah'), ('elektronik', 'Tanda tangan elektronik')], max_length=12)),
                ('asal', models.CharField(choices=[('portal', 'Ditandatangani di portal ini'), ('luar', 'Ditandatangani dengan aplikasi lain, lalu diunggah'), ('pindaian', 'Kertas yang ditandatangani, dipindai')], max_length=12)),
                ('pihak', models.CharField(choices=[('dinas', 'DPM-Pemdes'), ('bpjs', 'BPJS Kesehatan')], help_text='Pihak yang menandatangani atau mengunggah', max_length=8)),
                ('berkas', models.FileField(max_length=200, upload_to='berita_acara/tertanda/')),
                ('sha256', models.CharField(max_length=64)),
                ('tanda', models.JSONField(blank=True, default=list, help_text='Tanda tangan elektronik di dalamnya')),
                ('pada', models.DateTimeField(auto_now_add=True)),
                ('berita_acara', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='berkas_tertanda', to='rekonsiliasi.beritaacara')),
                ('oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'berkas tertanda',
                'verbose_name_plural': 'berkas tertanda',
                'ordering': ['berita_acara_id', 'nomor'],
                'indexes': [models.Index(fields=['sha256'], name='berkas_tertanda_sha256')],
                'constraints': [models.UniqueConstraint(fields=('berita_acara', 'nomor'), name='berkas_tertanda_nomor_tunggal'), models.UniqueConstraint(condition=models.Q(('cara', 'elektronik')), fields=('berita_acara', 'pihak'), name='berkas_tertanda_sekali_per_pihak'), models.CheckConstraint(condition=models.Q(models.Q(('asal', 'pindaian'), ('cara', 'basah')), models.Q(('asal__in', ['portal', 'luar']), ('cara', 'elektronik')), _connector='OR'), name='berkas_tertanda_asal_sesuai_cara')],
            },
        ),
        migrations.CreateModel(
            name='PutusanPindaian',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pihak', models.CharField(choices=[('dinas', 'DPM-Pemdes'), ('bpjs', 'BPJS Kesehatan')], max_length=8)),
                ('sesuai', models.BooleanField()),
                ('alasan', models.CharField(blank=True, max_length=300)),
                ('pada', models.DateTimeField(auto_now_add=True)),
                ('berkas', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='putusan', to='rekonsiliasi.berkastertanda')),
                ('oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'putusan pindaian',
                'verbose_name_plural': 'putusan pindaian',
                'ordering': ['berkas_id', 'id'],
                'constraints': [models.UniqueConstraint(fields=('berkas', 'pihak'), name='putusan_pindaian_sekali_per_pihak'), models.UniqueConstraint(fields=('berkas', 'oleh'), name='putusan_pindaian_dua_orang'), models.CheckConstraint(condition=models.Q(('sesuai', True), models.Q(('alasan', ''), _negated=True), _connector='OR'), name='putusan_pindaian_beralasan')],
            },
        ),
    ]
