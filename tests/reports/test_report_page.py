"""A page of the report line by line says the same as the whole report."""

from datetime import timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from lms.database import db
from lms.reports.queries import report_page, workshop_report
from tests.factories import a_program, a_workshop
from tests.reports.reconcile.histories import (
    BUSY,
    DAYS_END,
    HALF,
    a_tagged_revision,
    few,
    live,
    meetings_of,
    moments,
    person,
)


@few
@example([BUSY, HALF, BUSY], DAYS_END + timedelta(days=5), 1)
@given(st.lists(person, max_size=4), moments, st.integers(1, 3))
def test_lines_and_totals_are_those_of_the_whole_report(inside, people, now, most):
    program, revision = a_program(), a_tagged_revision()
    workshops = [a_workshop(program=program, revision=revision, number=n) for n in (1, 2)]
    meetings = [meetings_of(each) for each in workshops]
    for each in people:
        live(each, *workshops, meetings)
    db.session.commit()

    whole = workshop_report(workshops[0], now)
    pages = [
        report_page(workshops[0], now, enrolled=whole.enrolled, first=first, most=most)
        for first in range(0, max(1, whole.enrolled), most)
    ]

    lines = [line for page in pages for line in page.lines]
    assert [(each.seat, each.outcome) for each in lines] == [
        (each.seat, each.outcome) for each in whole.lines
    ]
    for page in pages:
        assert page.averages == whole.averages
        assert sorted(page.growth.pairs) == sorted(whole.growth.pairs)
        assert page.last_day == whole.last_day
