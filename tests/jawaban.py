"""The type of what Django's test client answers: only django-stubs has a name for it."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

    Jawaban = _MonkeyPatchedWSGIResponse
else:
    Jawaban = Any
