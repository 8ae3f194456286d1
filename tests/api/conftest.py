"""Doors for API stories: a client per member of the cast."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from tests.cast import Cast


@pytest.fixture
def masuk(cast: Cast) -> Callable[[str], APIClient]:
    """A client that carries this person's session."""

    def client(name: str) -> APIClient:
        door = APIClient()
        door.force_authenticate(getattr(cast, name))
        return door

    return client
