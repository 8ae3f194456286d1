"""Doors for API stories: a client per member of the cast, and limits that start afresh."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from tests.cast import Cast


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    """No story inherits the requests that another one counted."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def masuk(cast: Cast) -> Callable[[str], APIClient]:
    """A client that carries this person's session."""

    def client(name: str) -> APIClient:
        door = APIClient()
        door.force_authenticate(getattr(cast, name))
        return door

    return client
