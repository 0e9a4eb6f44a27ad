"""The signed name of a question's page: whose it is, when it was shown, and nothing made up."""

from datetime import timedelta

import pytest

from lms.quizzes.attempts import pages
from lms.quizzes.attempts.saves import digest
from tests.constants import NOW

SHOWN_AT = NOW + timedelta(microseconds=123_456)


@pytest.fixture
def name(app):
    return pages.signed(41, 3, 7, ["a", "b"], SHOWN_AT)


def test_a_name_tells_when_its_page_was_shown_and_with_what(name):
    page = pages.page_from(name, 41, 3)

    assert (page.opened_at, page.number, page.shown) == (SHOWN_AT, 7, digest(["a", "b"]))
    assert page.client == pages.client_of(page.client)


@pytest.mark.parametrize(("attempt_id", "position"), [(42, 3), (41, 4), (4, 13)])
def test_a_name_is_good_for_its_own_question_alone(name, attempt_id, position):
    assert pages.page_from(name, attempt_id, position) is None


def test_a_name_that_was_changed_is_no_name(name):
    client, opened, number, shown, signature = name.split(".")

    for changed in (
        ".".join((client, str(int(opened) + 1), number, shown, signature)),
        ".".join((client, opened, "8", shown, signature)),
        ".".join((client, opened, number, shown, signature[:-2])),
        ".".join((client, opened, number, shown)),
    ):
        assert pages.page_from(changed, 41, 3) is None


@pytest.mark.parametrize("text", ["", ".", "....", "nama-saya", "ü.é", "\ud800.\udfff", "a.b.\0"])
def test_what_was_never_signed_is_no_name(app, text):
    assert pages.page_from(text, 41, 3) is None
