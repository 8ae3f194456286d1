import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from desa.models.fields import DatabaseStep


def of_the_branch(_apps, schema_editor):
    """A mapping belongs to the branch of its regency from now on; of two for the same headings the newer stays."""
    schema_editor.execute(
        "UPDATE rekonsiliasi_pemetaankolom SET kantor = COALESCE((SELECT NULLIF(k.kantor_bpjs, '') FROM desa_kabupaten k "
        "WHERE k.id = kabupaten_id), (SELECT k.kode FROM desa_kabupaten k WHERE k.id = kabupaten_id))"
    )
    schema_editor.execute(
        "DELETE FROM rekonsiliasi_pemetaankolom WHERE EXISTS (SELECT 1 FROM rekonsiliasi_pemetaankolom lain WHERE "
        "lain.kantor = rekonsiliasi_pemetaankolom.kantor AND lain.sidik = rekonsiliasi_pemetaankolom.sidik "
        "AND lain.id > rekonsiliasi_pemetaankolom.id)"
    )


class Migration(migrations.Migration):

    dependencies = [
        ('desa', '0022_penjaga_pendaftaran'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('rekonsiliasi', '0005_penjaga_pemeriksaan'),
    ]

    operations = [
        migrations.CreateModel(
            name='Pencocokan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dikenal', models.CharField(choices=[('nik', 'NIK'), ('kartu', 'Nomor kartu')], max_length=5)),
                ('nomor', models.CharField(help_text='NIK atau nomor kartu pada daftar BPJS', max_length=16)),
                ('nama', models.CharField(help_text='Nama pada daftar BPJS ketika diputuskan', max_length=120)),
                ('putusan', models.CharField(choices=[('setuju', 'Orang yang sama'), ('tolak', 'Orang yang berbeda')], max_length=6)),
                ('pada', models.DateTimeField(auto_now_add=True)),
                ('kabupaten', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pencocokan', to='desa.kabupaten')),
                ('oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('peserta', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pencocokan', to='desa.peserta')),
            ],
            options={
                'verbose_name': 'pencocokan',
                'verbose_name_plural': 'pencocokan',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('putusan', 'setuju')), fields=('kabupaten', 'dikenal', 'nomor'), name='pencocokan_nomor_satu_orang'), models.UniqueConstraint(condition=models.Q(('putusan', 'setuju')), fields=('kabupaten', 'peserta'), name='pencocokan_orang_satu_nomor'), models.UniqueConstraint(fields=('kabupaten', 'peserta', 'dikenal', 'nomor'), name='pencocokan_satu_putusan')],
            },
        ),
        migrations.RemoveConstraint(
            model_name='pemetaankolom',
            name='pemetaan_satu_per_judul',
        ),
        migrations.AddField(
            model_name='pemetaankolom',
            name='kantor',
            field=models.CharField(default='', help_text='Kantor cabang BPJS Kesehatan', max_length=80),
            preserve_default=False,
        ),
        DatabaseStep(of_the_branch, DatabaseStep.noop, elidable=False),
        migrations.RemoveField(
            model_name='pemetaankolom',
            name='kabupaten',
        ),
        migrations.AddField(
            model_name='rekonsiliasi',
            name='perubahan',
            field=models.JSONField(default=dict, help_text='Selisih baru, tetap, berubah dan hilang, sejak perbandingan lalu'),
        ),
        migrations.AddField(
            model_name='selisih',
            name='jawaban_lama',
            field=models.JSONField(default=dict, help_text='Jawaban ketika angkanya masih lain'),
        ),
        migrations.AddField(
            model_name='selisih',
            name='mirip',
            field=models.PositiveSmallIntegerField(default=0, help_text='Kemiripan, 0 sampai 100'),
        ),
        migrations.AddField(
            model_name='selisih',
            name='mungkin',
            field=models.ForeignKey(blank=True, help_text='Pejabat yang mirip', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='desa.peserta'),
        ),
        migrations.AddField(
            model_name='selisih',
            name='perbandingan',
            field=models.CharField(choices=[('baru', 'Baru'), ('tetap', 'Tetap'), ('berubah', 'Angkanya berubah'), ('hilang', 'Tidak ada lagi')], default='baru', max_length=8),
        ),
        migrations.AddField(
            model_name='selisih',
            name='rinci',
            field=models.CharField(blank=True, choices=[('belum_didaftarkan', 'Belum pernah diajukan ke BPJS Kesehatan'), ('belum_aktif', 'Sudah diajukan, belum aktif'), ('ditolak', 'Pendaftarannya ditolak BPJS Kesehatan'), ('diakhiri', 'Diakhiri BPJS Kesehatan'), ('tidak_tercantum', 'Tidak tercantum pada daftar BPJS'), ('hubungan', 'Hubungan keluarga berbeda'), ('habis_masa', 'Sudah berakhir masa jabatan'), ('meninggal', 'Sudah meninggal dunia'), ('diberhentikan', 'Sudah diberhentikan'), ('belum_menjabat', 'Mulai menjabat setelah tanggal 1'), ('keluarga_kita', 'Anggota keluarga pada daftar desa'), ('tidak_dikenal', 'Tidak dikenal di daftar desa'), ('nik_orang_lain', 'Nomornya milik pejabat lain'), ('dikecualikan', 'Menjabat, tetapi tidak diiurkan di sini'), ('nonaktif', 'Nonaktif di BPJS'), ('nomor', 'NIK atau nomor kartu berbeda'), ('nama', 'Nama berbeda'), ('tanggal_lahir', 'Tanggal lahir berbeda'), ('jenis_kelamin', 'Jenis kelamin berbeda'), ('kelas', 'Kelas rawat berbeda'), ('desa', 'Desa berbeda'), ('beberapa', 'Beberapa data berbeda'), ('upah', 'Gaji atau dasar iuran berbeda'), ('iuran', 'Gaji sama, iurannya berbeda'), ('dua_desa', 'Tercatat di dua desa'), ('dua_baris', 'Dua baris untuk satu orang'), ('dua_kali_kita', 'Dua kali pada daftar desa'), ('keluarga_lebih', 'Anggota keluarga lebih di BPJS'), ('keluarga_kurang', 'Anggota keluarga kurang di BPJS'), ('keluarga_status', 'Ditanggung di sini, tidak di BPJS, atau sebaliknya'), ('keluarga_beriuran', 'Anggota keluarga ditagih iuran'), ('belum_disetor', 'Belum disetor sama sekali'), ('disetor_sebagian', 'Disetor sebagian'), ('disetor_lebih', 'Disetor lebih'), ('bulan_lain', 'Disetor untuk bulan lain'), ('akun_lain', 'Disetor ke virtual account lain')], max_length=20),
        ),
        migrations.AddField(
            model_name='tagihan',
            name='bacaan',
            field=models.JSONField(default=dict, help_text='Ke mana setiap baris berkas, kolom yang dibaca, dan catatannya'),
        ),
        migrations.AddField(
            model_name='tagihanbaris',
            name='jenis_kelamin',
            field=models.CharField(blank=True, choices=[('L', 'Laki-laki'), ('P', 'Perempuan')], max_length=1),
        ),
        migrations.AddConstraint(
            model_name='pemetaankolom',
            constraint=models.UniqueConstraint(fields=('kantor', 'sidik'), name='pemetaan_satu_per_judul'),
        ),
    ]
