from django.db import migrations

from desa.models.fields import append_only, no_overlap, refuse_change

FROZEN = "OLD.status IN ('terbit', 'ditandatangani', 'final', 'diganti')"


class Migration(migrations.Migration):
    """A paper both sides agreed to keeps all but its state, which goes forward; one signatory a side on any day.

    A scan that the other side does not confirm takes the paper back to waiting for signatures.
    """

    dependencies = [("rekonsiliasi", "0008_penandatangan")]

    operations = [
        append_only("rekonsiliasi_beritaacara", but=("status",), when=FROZEN),
        refuse_change(
            "rekonsiliasi_beritaacara",
            name="berita_acara_langkah",
            when=f"{FROZEN} AND NEW.status <> OLD.status AND NOT ("
            "(OLD.status = 'terbit' AND NEW.status IN ('ditandatangani', 'final', 'diganti')) OR "
            "(OLD.status = 'ditandatangani' AND NEW.status IN ('terbit', 'final', 'diganti')) OR "
            "(OLD.status = 'final' AND NEW.status = 'diganti'))",
            message="Berita Acara yang disepakati tidak kembali menjadi konsep",
        ),
        no_overlap(
            "rekonsiliasi_penandatangan", same=("kabupaten_id", "pihak"), name="penandatangan_satu_sehari", last="sampai"
        ),
    ]
