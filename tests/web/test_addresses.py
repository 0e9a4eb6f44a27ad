"""Addresses and forms as nobody types them: an answer, never a failure."""

import pytest

from tests.factories import a_workshop, an_administrator

FAR = 10**24


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/w/denpasar-1/attendance/{far}", 404),
        ("/w/denpasar-1/people/{far}", 404),
        ("/w/denpasar-1/grading/{far}", 404),
        ("/people/{far}", 404),
        ("/people/?page={far}", 200),
        ("/people/?q=%00", 400),
        ("/programs/%00", 400),
        ("/w/%00/course", 400),
        ("/sign-in?next=%00", 400),
    ],
)
def test_numbers_beyond_every_id_and_unstorable_characters_are_answered(browser, path, status):
    a_workshop(slug="denpasar-1")
    browser.sign_in(an_administrator())

    assert browser.get(path.format(far=FAR)).status_code == status


def test_a_field_with_an_unstorable_character_is_refused(browser):
    response = browser.post("/sign-in", data={"identity": "a@example.org\0", "secret": "x"})

    assert response.status_code == 400
