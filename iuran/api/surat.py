"""What the resources of records with a letter share: their columns, and the fields to send."""

from typing import Any

from rest_framework import serializers

from desa.api.isian import BerkasField, BulanField, KodeField, OlehField, file_of

SURAT_FIELDS = (
    "id", "kabupaten", "desa", "bulan_mulai", "bulan_sampai", "nomor_surat", "surat_nama", "surat_sha256",
    "membatalkan", "dibatalkan_oleh", "alasan", "oleh", "pada",
)  # fmt: skip


class SuratSerializer(serializers.ModelSerializer[Any]):
    """A record with a letter as it is kept."""

    kabupaten = KodeField()
    bulan_mulai = BulanField(read_only=True)
    bulan_sampai = BulanField(read_only=True)
    oleh = OlehField()
    dibatalkan_oleh: serializers.PrimaryKeyRelatedField[Any] = serializers.PrimaryKeyRelatedField(
        read_only=True, allow_null=True
    )


class CatatSuratSerializer(serializers.Serializer[Any]):
    """A record with a letter as it is sent; the file itself may be left out."""

    bulan_mulai = BulanField()
    bulan_sampai = BulanField()
    nomor_surat = serializers.CharField(max_length=80)
    surat = BerkasField(required=False, help_text="PDF, JPG atau PNG")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "surat" in attrs:
            attrs["surat"] = file_of(attrs["surat"])
        return super().validate(attrs)


class AlasanSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=300)
