"""What the stories of a file begin with beyond the cast, made once for all tests in a row that ask for the same.

    @kept
    def assessed(panggung: Cast) -> Cast: ...

is a fixture whose rows stand under a savepoint outside of the tests' own transactions. Each test gets a copy of what it
returned; its parameters are the cast and other kept fixtures. A test that asks for something else takes the rows back.
"""

import inspect
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction

from tests.cast import Cast

Build = Callable[..., Any]
BUILDS: dict[tuple[str, str], Build] = {}  # by the module that they stand in, and their name


def kept(build: Build) -> Any:
    """The fixture of this name; other fixtures may build on it as on any."""
    name = build.__name__
    BUILDS[build.__module__, name] = build

    @pytest.fixture(name=name)
    def asked(given: dict[str, Any]) -> Any:
        return given[name]

    return asked


def build_of(module: str, name: str) -> Build | None:
    """What is called so in this module, or in the conftest of a folder above it."""
    folders = module.split(".")[:-1]
    places = [module, *(".".join([*folders[:end], "conftest"]) for end in range(len(folders), 0, -1))]
    return next((BUILDS[place, name] for place in places if (place, name) in BUILDS), None)


def wanted(item: pytest.Item) -> tuple[str, ...]:
    """The kept fixtures that a test begins with."""
    module = getattr(item, "module", None)
    names = getattr(item, "fixturenames", ())
    return tuple(sorted({name for name in names if module and build_of(module.__name__, name)}))


class Beginning:
    """The rows that the tests of one module begin with at the moment."""

    now: "Beginning | None" = None

    def __init__(self, cast: Cast) -> None:
        self.cast, self.point = cast, ""
        self.names: tuple[str, ...] = ()
        self.made: dict[str, Any] = {"cast": cast}

    def enter(self, module: str, names: tuple[str, ...]) -> dict[str, Any]:
        if names != self.names:
            self.leave()
            self.point, self.names = transaction.savepoint(), names
            self.made = {"cast": deepcopy(self.cast)}
            for name in names:
                self._make(module, name)
        return self.made

    def _make(self, module: str, name: str) -> Any:
        if name not in self.made:
            build = build_of(module, name)
            assert build is not None, f"{name} is no kept fixture"
            self.made[name] = build(*(self._make(module, one) for one in inspect.signature(build).parameters))
        return self.made[name]

    def leave(self) -> None:
        if self.names:
            transaction.savepoint_rollback(self.point)
        self.names, self.made = (), {"cast": self.cast}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before anything of the test is there, its transaction too."""
    if Beginning.now and Beginning.now.names != wanted(item):
        Beginning.now.leave()


@pytest.fixture(scope="module")
def beginning(kept_cast: Cast) -> Iterator[Beginning]:
    Beginning.now = Beginning(kept_cast)
    yield Beginning.now
    Beginning.now = None


@pytest.fixture
def made(request: pytest.FixtureRequest, beginning: Beginning) -> dict[str, Any]:
    """Made after the module's clock is set and before the test's transaction begins."""
    return beginning.enter(request.module.__name__, wanted(request.node))


@pytest.fixture
def given(made: dict[str, Any], db: None) -> dict[str, Any]:
    """What this test begins with: a copy, whatever an earlier one did to it."""
    return deepcopy(made)
