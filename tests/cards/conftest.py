"""Somebody to issue cards, and somebody to get one."""

import re
from types import SimpleNamespace

import pytest

from lms.cards.queries import cards_under
from lms.workshops.handouts import handout_of
from lms.workshops.models import StaffRole
from tests.constants import NOW
from tests.factories import a_person, a_program, a_staff_member, a_workshop, an_enrolment

TOKENS = iter(f"{n:043}" for n in range(10_000))


@pytest.fixture
def context(app, at):
    """Inside the application, with the clock standing still."""
    with app.app_context():
        yield


@pytest.fixture
def workshop():
    return a_workshop(program=a_program(), number=1, slug="angkatan")


@pytest.fixture
def newcomer(workshop):
    """Somebody enrolled who has no PIN yet."""
    return an_enrolment(workshop, a_person("Sukerti", participant_code="K4MP7TXQ", pin_hash=None))


@pytest.fixture
def assistant(workshop):
    return a_staff_member(workshop, StaffRole.ASSISTANT)


@pytest.fixture
def desk(app, assistant):
    """The assistant's browser."""
    return app.test_client().sign_in(assistant)


@pytest.fixture
def phone(app):
    """A participant's browser."""
    return app.test_client()


@pytest.fixture
def issue(desk, workshop, assistant):
    """Issue a card by the page and return its two codes."""

    def make(enrolment, token=None):
        token = token or next(TOKENS)
        made = desk.post(f"/w/angkatan/people/{enrolment.id}/card", data={"token": token})
        assert made.status_code == 303
        found = handout_of(workshop, token, assistant.id, NOW)
        [card] = cards_under(found, NOW)
        return SimpleNamespace(code=card.code, secret=card.secret, shown=made.location)

    return make


def type_in(phone, card, **changed):
    """Send the codes of a card."""
    return phone.post("/kartu", data={"code": card.code, "secret": card.secret, **changed})


def choose(phone, pin="846207", **changed):
    """Send PIN and consent."""
    return phone.post("/kartu/pin", data={"pin": pin, "again": pin, "agree": "y", **changed})


def use(phone, card, pin="846207"):
    """Activate a card from its codes to the end."""
    assert type_in(phone, card).location == "/kartu/pin"
    return choose(phone, pin)


def told(page):
    """Return what a page says as one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())
