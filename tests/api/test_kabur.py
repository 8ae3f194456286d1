"""Fuzzing: the API against its own description, as two roles, inside one rolled-back transaction.

The suite sends four requests to each operation, both roles each; `KABUR_PERMINTAAN=100` sends a hundred.
"""

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from rest_framework.authtoken.models import Token

from desa.models import User
from tests.stage import Stage

if TYPE_CHECKING:
    import schemathesis

QUICK = settings(
    max_examples=int(os.environ.get("KABUR_PERMINTAAN", "4")),
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class Undo(Exception):
    """Ends the savepoint of one request, so that the next one finds the stage as it was."""


def closing_application() -> Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]:
    """The portal as a server runs it: each answer is closed, and with it the files that the request brought."""
    application = get_wsgi_application()

    def answered(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer = application(environ, start_response)
        try:
            return [b"".join(answer)]
        finally:
            answer.close()

    return answered


def headers_of(user: User) -> dict[str, str]:
    return {"Authorization": f"Token {Token.objects.create(user=user).key}", "Accept-Encoding": "identity"}


def checks() -> list[Any]:
    """The library takes a second to load, which whoever runs other tests need not wait."""
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    return [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def send(case: "schemathesis.Case", headers: dict[str, str]) -> None:
    cache.clear()
    try:
        with transaction.atomic():
            case.call_and_validate(headers=headers, checks=checks())
            raise Undo
    except Undo:
        pass


@pytest.mark.lambat
def test_nothing_breaks_and_nothing_is_undocumented(stage: Stage) -> None:
    """Each request is sent by the village's secretary and by DPM-Pemdes: to find it costs more than to send it."""
    import schemathesis
    from schemathesis.core.result import Ok

    village, dpm = headers_of(stage.cast.sari), headers_of(stage.cast.dewi)
    schema = schemathesis.openapi.from_wsgi("/api/schema/?format=json", closing_application(), headers=dpm)
    tried = 0
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        tried += 1

        @QUICK
        @given(case=operation.as_strategy())
        def play(case: "schemathesis.Case") -> None:
            send(case, village)
            send(case, dpm)

        play()
    assert tried > 40
