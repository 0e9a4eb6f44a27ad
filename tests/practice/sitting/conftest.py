"""A participant in today's practice."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from lms.workshops.models import Enrolment
    from tests.practice.sitting.practiser import Practiser


@pytest.fixture
def practiser(browser: Any, enrolment: "Enrolment") -> "Practiser":
    """Somebody who has tried both exercises of day 1; it is day 3."""
    found: Practiser = import_module("tests.practice.sitting.practiser").Practiser(
        browser, enrolment
    )
    found.answer(found.key())
    found.answer(found.right("h1-t1"), "h1-t1")
    return found
