"""From when to when a workshop is, read without its meetings: as its schedule says."""

from datetime import timedelta

import pytest

from lms.database import db
from lms.workshops.models import Extension
from lms.workshops.queries import schedules_of, spans_of
from lms.workshops.rules import Span
from tests.constants import NOW, SECOND
from tests.factories import a_workshop, an_enrolment

DAY = timedelta(days=1)
HELD = Span(NOW, NOW + 4 * DAY, NOW + 34 * DAY)


@pytest.fixture(autouse=True)
def context(app):
    with app.app_context():
        yield


def extended(workshop, days, enrolment=None):
    own = None if enrolment is None else enrolment.id
    until = NOW + timedelta(days=days)
    db.session.add(
        Extension(
            workshop_id=workshop.id,
            enrolment_id=own,
            until=until,
            reason="Libur",
            granted_at=NOW,
        )
    )
    db.session.flush()


def test_a_span_is_what_the_schedule_says_of_every_kind_of_workshop(at):
    plain, draft, closed, longer = (a_workshop() for _kind in range(4))
    empty = a_workshop(first_day=None)
    draft.is_draft = True
    closed.closed_at = NOW
    extended(longer, 90)
    her = an_enrolment(plain)
    extended(plain, 80, her)
    workshops = [plain, draft, closed, longer, empty]

    for enrolment in (None, her):
        schedules = schedules_of(workshops, enrolment)
        expected = {key: schedule.span for key, schedule in schedules.items()}
        assert spans_of(workshops, enrolment) == expected
    assert spans_of([empty])[empty.id] == Span(None, None, None)


@pytest.mark.parametrize(
    ("now", "about"),
    [
        (NOW - SECOND, False),
        (NOW, True),
        (NOW + 5 * DAY - SECOND, True),
        (NOW + 5 * DAY, False),
    ],
)
def test_a_workshop_is_about_until_a_day_after_its_last_meeting(now, about):
    assert HELD.is_about(now) is about
    assert not Span(None, None, None).is_about(now)
