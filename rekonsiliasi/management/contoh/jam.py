"""The clock of the sample."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Runs a step of the sample as if it were that moment, so that its rows carry the month's own dates."""
    with patch("django.utils.timezone.now", return_value=moment):
        yield
