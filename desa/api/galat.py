"""Every error of the API: one JSON form, in Indonesian, with what to do now."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.core.exceptions import SuspiciousOperation
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from jaminan.kesalahan import Kesalahan


class TooLarge(exceptions.APIException):
    """The request is larger than the portal reads."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "terlalu_besar"


# One sentence and one advice per kind of refusal, whatever the library would say.
SENTENCES: tuple[tuple[type[Exception], int, str, str], ...] = (
    (exceptions.NotAuthenticated, 401, "Anda belum masuk.",
     "Masuk lewat halaman portal, atau kirim header Authorization: Token."),
    (exceptions.AuthenticationFailed, 401, "Token atau sesi tidak berlaku.", "Minta token baru di /api/v1/token/."),
    (exceptions.PermissionDenied, 403, "Peran Anda tidak boleh melakukan ini.",
     "Hubungi DPM-Pemdes bila ini tugas Anda."),
    (DjangoPermissionDenied, 403, "Peran Anda tidak boleh melakukan ini.", "Hubungi DPM-Pemdes bila ini tugas Anda."),
    (exceptions.NotFound, 404, "Tidak ditemukan.", "Periksa kode atau nomornya."),
    (Http404, 404, "Tidak ditemukan.", "Periksa kode atau nomornya."),
    (exceptions.MethodNotAllowed, 405, "Cara ini tidak dilayani di alamat ini.", "Lihat daftarnya di /api/docs/."),
    (exceptions.NotAcceptable, 406, "Jawaban hanya tersedia sebagai JSON.", "Kirim header Accept: application/json."),
    (exceptions.UnsupportedMediaType, 415, "Bentuk isi kiriman tidak dikenal.",
     "Kirim JSON, atau multipart bila ada berkas."),
    (exceptions.Throttled, 429, "Terlalu banyak permintaan.", "Tunggu sebentar, lalu coba lagi."),
    (exceptions.ParseError, 400, "Isi kiriman tidak dapat dibaca.", "Periksa penulisan JSON atau berkasnya."),
    (SuspiciousOperation, 400, "Isi kiriman ditolak.", "Periksa jumlah dan ukuran isiannya."),
)  # fmt: skip

# What the library says in English, by how the sentence begins.
WORDS = (
    ("Not a valid string", "Tulis sebagai teks."),
    ("Must be a valid boolean", "Tulis true atau false."),
    ("A valid integer", "Tulis bilangan bulat, tanpa titik atau koma."),
    ("A valid biginteger", "Tulis bilangan bulat, tanpa titik atau koma."),
    ("String value too large", "Angka ini terlalu panjang."),
    ("Expected a list", "Tulis sebagai daftar."),
    ("Expected a date", "Tulis tanggal saja, misalnya 2026-10-12."),
    ("Expected a dictionary", "Tulis sebagai objek JSON."),
    ("Invalid data", "Tulis sebagai objek JSON."),
    ("Invalid value", "Nilai ini tidak dapat dipakai."),
    ("This list may not be empty", "Daftar ini tidak boleh kosong."),
    ("The submitted data was not a file", "Kirim berkasnya sebagai multipart."),
    ("No filename could be determined", "Berkas ini belum bernama."),
    ("Enter a valid date", "Tulis tanggal, misalnya 2026-10-12."),
    ("This value does not match", "Bentuk penulisannya belum sesuai."),
    ("Null characters are not allowed", "Hapus karakter nol dari isian ini."),
    ("Surrogate characters are not allowed", "Hapus karakter yang rusak dari isian ini."),
)


def indonesian_errors(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's exception handler: the answer to any error that a caller can mend; None for a fault of ours."""
    if isinstance(error, Kesalahan):
        return _answer(400, error.pesan, error.saran)
    if isinstance(error, TooLarge):
        return _answer(413, str(error.detail), "Kirim berkas yang lebih kecil.")
    for kind, code, pesan, saran in SENTENCES:
        if isinstance(error, kind):
            return _answer(code, pesan, saran, _headers(error))
    answer = exception_handler(error, dict(context))
    if answer is not None:
        answer.data = in_indonesian(answer.data)
    return answer


def in_indonesian(detail: Any) -> Any:
    """Validation messages, however deep, with the library's English sentences replaced."""
    if isinstance(detail, Mapping):
        return {name: in_indonesian(item) for name, item in detail.items()}
    if isinstance(detail, list):
        return [in_indonesian(item) for item in detail]
    return next((ours for theirs, ours in WORDS if str(detail).startswith(theirs)), str(detail))


def _answer(code: int, pesan: str, saran: str, headers: dict[str, str] | None = None) -> Response:
    set_rollback()
    body = {"detail": pesan, "saran": saran} if saran else {"detail": pesan}
    return Response(body, status=code, headers=headers)


def _headers(error: Exception) -> dict[str, str]:
    headers = {}
    if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        headers["WWW-Authenticate"] = "Token"
    wait = getattr(error, "wait", None)
    if wait is not None:
        headers["Retry-After"] = str(int(wait) + 1)
    return headers
