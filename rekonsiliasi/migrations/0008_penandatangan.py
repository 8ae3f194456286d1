import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desa', '0022_penjaga_pendaftaran'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('rekonsiliasi', '0007_penjaga_pencocokan'),
    ]

    operations = [
        migrations.CreateModel(
            name='Penandatangan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pihak', models.CharField(choices=[('dinas', 'DPM-Pemdes'), ('bpjs', 'BPJS Kesehatan')], max_length=8)),
                ('nama', models.CharField(max_length=120)),
                ('nip', models.CharField(max_length=30, verbose_name='NIP/NPP')),
                ('jabatan', models.CharField(max_length=120)),
                ('sebutan', models.CharField(blank=True, choices=[('Plt.', 'Plt. (pelaksana tugas)'), ('Plh.', 'Plh. (pelaksana harian)')], max_length=4)),
                ('mulai', models.DateField(verbose_name='mulai menandatangani')),
                ('sampai', models.DateField(blank=True, null=True, verbose_name='hari terakhir menandatangani')),
                ('pada', models.DateTimeField(auto_now_add=True)),
                ('kabupaten', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='penandatangan', to='desa.kabupaten')),
                ('oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(blank=True, help_text='Akun yang menandatangani secara elektronik', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='penandatangan', to=settings.AUTH_USER_MODEL, verbose_name='akun')),
            ],
            options={
                'verbose_name': 'penanda tangan',
                'verbose_name_plural': 'penanda tangan',
                'ordering': ['kabupaten_id', 'pihak', '-mulai'],
                'constraints': [models.CheckConstraint(condition=models.Q(('sampai__isnull', True), ('sampai__gte', models.F('mulai')), _connector='OR'), name='penandatangan_urut'), models.CheckConstraint(condition=models.Q(models.Q(('nama', ''), _negated=True), models.Q(('jabatan', ''), _negated=True)), name='penandatangan_bernama')],
            },
        ),
        migrations.RemoveConstraint(
            model_name='beritaacara',
            name='berita_acara_satu_per_rekonsiliasi',
        ),
        migrations.RemoveConstraint(
            model_name='beritaacara',
            name='berita_acara_terbit_lengkap',
        ),
        migrations.AddField(
            model_name='beritaacara',
            name='menggantikan',
            field=models.OneToOneField(blank=True, help_text='Kertas lama', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pengganti', to='rekonsiliasi.beritaacara'),
        ),
        migrations.AlterField(
            model_name='beritaacara',
            name='status',
            field=models.CharField(choices=[('konsep', 'Konsep'), ('disetujui_dpm', 'Menunggu persetujuan BPJS Kesehatan'), ('dikembalikan', 'Dikembalikan BPJS Kesehatan'), ('terbit', 'Disetujui kedua pihak, menunggu tanda tangan'), ('ditandatangani', 'Ditandatangani, menunggu dipastikan'), ('final', 'Final'), ('diganti', 'Diganti')], default='konsep', max_length=16),
        ),
        migrations.AddConstraint(
            model_name='beritaacara',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'diganti'), _negated=True), fields=('rekonsiliasi',), name='berita_acara_satu_per_rekonsiliasi'),
        ),
        migrations.AddConstraint(
            model_name='beritaacara',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['terbit', 'ditandatangani', 'final', 'diganti']), _negated=True), models.Q(models.Q(('pdf', ''), _negated=True), models.Q(('pdf_sha256', ''), _negated=True), models.Q(('nomor_dinas', ''), _negated=True), models.Q(('nomor_bpjs', ''), _negated=True)), _connector='OR'), name='berita_acara_terbit_lengkap'),
        ),
    ]
