"""What stood on Peserta.status becomes each person's first event; from here on the events alone tell it."""

from typing import Any

from django.db import migrations

KNOWN = {"terdaftar": "terdaftar", "aktif": "aktif"}
WHY = "Tercatat demikian sebelum riwayat ini ada."


def forward(apps: Any, _schema_editor: Any) -> None:
    """Nonactive people are ended when they hold no post any more, else suspended."""
    models = {name: apps.get_model("desa", name) for name in ("Peserta", "MasaJabatan", "RiwayatKepesertaan")}
    people = models["Peserta"].objects.exclude(status="dilaporkan").prefetch_related("masa_jabatan", "keluarga")
    rows = []
    for one in people:
        terms = sorted(one.masa_jabatan.all(), key=lambda term: term.mulai)
        if not terms:
            continue
        left = all(term.berakhir for term in terms)
        state = KNOWN.get(one.status, "berakhir" if left else "ditangguhkan")
        since = max(term.berakhir for term in terms) if state == "berakhir" else terms[0].mulai
        row = {"peserta": one, "desa_id": terms[-1].desa_id, "keadaan": state, "berlaku": since, "alasan": WHY}
        rows.append(models["RiwayatKepesertaan"](**row))
        family = [member for member in one.keluarga.all() if member.nomor_kartu and not member.berakhir]
        rows += [models["RiwayatKepesertaan"](**row, anggota=member) for member in family]
    models["RiwayatKepesertaan"].objects.bulk_create(rows, batch_size=1_000)


class Migration(migrations.Migration):
    dependencies = [("desa", "0020_pendaftaran")]

    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
