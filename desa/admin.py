"""The technical administrator's back office: accounts, roles, national holidays, law values, a regency's letterhead.

One login for the whole portal; every write leaves an audit row in its own transaction.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from desa.actions.audit import record
from desa.actions.kalender import add_hari_libur, change_hari_libur, remove_hari_libur
from desa.enums import JenisHari
from desa.models import Desa, HariLibur, Kabupaten, Membership, ParameterValue, User


class Situs(AdminSite):
    site_header = "Admin teknis portal iuran JKN desa"
    site_title = "Admin teknis"
    index_title = "Data acuan dan akun"

    def get_urls(self) -> list[Any]:
        """Django's own, but strangers are sent to the portal's login straight away."""
        found = super().get_urls()
        for one in found:
            callback: Any = getattr(one, "callback", None)
            if hasattr(callback, "login_url"):
                callback.login_url = settings.LOGIN_URL
        return found

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Nobody signs in here: strangers are sent to the portal's own login, others are refused."""
        raise PermissionDenied

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The portal's page does it, with its audit row."""
        return redirect("sandi_ganti")


situs = Situs(name="admin")


class Tercatat(ModelAdmin):
    """Adds an audit row to everything that Django's own log records, in the same transaction."""

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        self._audit("admin.tambah", request, obj, message)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        self._audit("admin.ubah", request, obj, message)
        return super().log_change(request, obj, message)

    def _audit(self, aksi: str, request: HttpRequest, obj: Model, message: Any) -> None:
        place = getattr(obj, "desa", None) or getattr(obj, "kabupaten", None)
        summary = f"{obj._meta.verbose_name} {obj}".strip().capitalize()
        by = request.user if isinstance(request.user, User) else None
        record(aksi, by=by, objek=obj, ringkas=summary, tempat=place, rincian={"perubahan": message})

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class PenggunaAdmin(Tercatat, UserAdmin):
    list_display = ["username", "nama", "is_active", "is_staff", "contoh"]
    list_filter = ["is_active", "is_staff", "contoh"]
    search_fields = ["username", "nama", "nip"]
    readonly_fields = ["contoh", "last_login", "date_joined"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "password", "is_active", "contoh"]}),
        ("Dicetak pada Berita Acara", {"fields": ["nama", "nip", "jabatan"]}),
        ("Admin teknis", {"fields": ["is_staff", "is_superuser"]}),
        ("Waktu", {"fields": ["last_login", "date_joined"]}),
    ]


class KeanggotaanAdmin(Tercatat):
    """A role is ended by its last day, never deleted."""

    list_display = ["user", "peran", "kabupaten", "desa", "mulai", "sampai"]
    list_filter = ["peran", "kabupaten"]
    search_fields = ["user__username", "user__nama"]
    autocomplete_fields = ["user", "desa"]


class KabupatenAdmin(Tercatat):
    """Names and codes come from muat_wilayah; here is what the papers print."""

    list_display = ["kode", "nama", "dinas_singkat", "kantor_bpjs", "zona_waktu"]
    fields = ["zona_waktu", "ibu_kota", "dinas", "dinas_singkat", "kantor_bpjs", "kontak"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


class DesaAdmin(Tercatat):
    """To be found when a role is given; villages come from muat_wilayah."""

    list_display = ["kode", "nama", "kecamatan"]
    search_fields = ["kode", "nama"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class HariLiburAdmin(ModelAdmin):
    """National rows only; a regency's own are edited on its page."""

    list_display = ["tanggal", "nama", "jenis", "sumber"]
    list_filter = ["jenis"]
    date_hierarchy = "tanggal"
    fields = ["tanggal", "jenis", "nama", "sumber"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[HariLibur]:
        return super().get_queryset(request).filter(kabupaten__isnull=True)

    def save_model(self, request: Any, obj: HariLibur, form: forms.ModelForm, change: bool) -> None:
        facts: dict[str, Any] = {
            "tanggal": obj.tanggal, "jenis": JenisHari(obj.jenis), "nama": obj.nama, "sumber": obj.sumber,
        }  # fmt: skip
        if change:
            change_hari_libur(hari=HariLibur.objects.get(pk=obj.pk), by=request.user, **facts)
        else:
            obj.pk = add_hari_libur(kabupaten=None, by=request.user, **facts).pk

    def delete_model(self, request: Any, obj: HariLibur) -> None:
        remove_hari_libur(hari=obj, by=request.user)

    def delete_queryset(self, request: Any, queryset: QuerySet[HariLibur]) -> None:
        for hari in queryset:
            remove_hari_libur(hari=hari, by=request.user)


class NilaiAdmin(ModelAdmin):
    """To be read here; values are proposed and approved by two people on the page of law values."""

    list_display = ["kunci", "kabupaten", "provinsi", "mulai", "sampai", "nilai", "kepastian"]
    list_filter = ["kunci", "kepastian"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


situs.register(User, PenggunaAdmin)
situs.register(Membership, KeanggotaanAdmin)
situs.register(Kabupaten, KabupatenAdmin)
situs.register(Desa, DesaAdmin)
situs.register(HariLibur, HariLiburAdmin)
situs.register(ParameterValue, NilaiAdmin)
