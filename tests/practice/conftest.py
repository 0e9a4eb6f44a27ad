"""A participant at an exercise."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from lms.workshops.models import Enrolment
    from tests.practice.learner import Learner


@pytest.fixture
def enrolment(app: object, at: object) -> "Enrolment":
    """Somebody enrolled, on day 3."""
    enrolment: Enrolment = import_module("tests.factories").an_enrolment()
    return enrolment


@pytest.fixture
def learner(browser: Any, enrolment: "Enrolment") -> "Learner":
    """The participant's browser."""
    learner: Learner = import_module("tests.practice.learner").Learner(browser, enrolment)
    return learner


@pytest.fixture
def tries() -> Callable[[], list[Any]]:
    """All tries that were kept, in order."""
    kept: Callable[[], list[Any]] = import_module("tests.practice.learner").tries_made
    return kept
