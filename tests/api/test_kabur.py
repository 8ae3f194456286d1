"""Fuzzing: the API against its own description, as three roles, inside one rolled-back transaction."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from rest_framework.authtoken.models import Token
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.stage import Stage

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
QUICK = settings(
    max_examples=6,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class Undo(Exception):
    """Ends the savepoint of one request, so that the next one finds the stage as it was."""


def closing_application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The portal as a server runs it: each answer is closed, and with it the files that the request brought."""
    answer = get_wsgi_application()(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


@pytest.mark.lambat
@pytest.mark.parametrize("name", ["sari", "dewi"])
def test_nothing_breaks_and_nothing_is_undocumented(stage: Stage, name: str) -> None:
    token = Token.objects.create(user=getattr(stage.cast, name)).key
    headers = {"Authorization": f"Token {token}", "Accept-Encoding": "identity"}
    schema = schemathesis.openapi.from_wsgi("/api/schema/?format=json", closing_application, headers=headers)
    tried = 0
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        tried += 1

        @QUICK
        @given(case=operation.as_strategy())
        def play(case: schemathesis.Case) -> None:
            cache.clear()
            try:
                with transaction.atomic():
                    case.call_and_validate(headers=headers, checks=CHECKS)
                    raise Undo
            except Undo:
                pass

        play()
    assert tried > 40
