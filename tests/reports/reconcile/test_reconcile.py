"""The account and what raw rows say agree over random histories; a difference is found."""

from datetime import timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from lms.coverage.rules import Covered
from lms.database import db
from lms.reports.reconcile.comparing import told_by
from lms.reports.reconcile.queries import differences_in, reconciled
from tests.constants import NOW
from tests.coverage.factories import covered
from tests.factories import a_program, a_workshop, an_enrolment
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
@example([BUSY, HALF], DAYS_END + timedelta(days=5), None)
@given(st.lists(person, max_size=4), moments, st.sampled_from([None, 0, 4]))
def test_account_and_raw_rows_agree(inside, people, now, cancelled):
    program = a_program()
    revision = a_tagged_revision()
    workshop, other = (
        a_workshop(program=program, revision=revision, number=number) for number in (1, 2)
    )
    meetings = meetings_of(workshop), meetings_of(other)
    if cancelled is not None:
        meetings[0][cancelled].cancelled_at = NOW
    covered(workshop, "h1-l1", Covered.FULLY, 200)
    for each in people:
        live(each, workshop, other, meetings)
    db.session.commit()

    assert list(differences_in(program, now)) == []


def test_the_command_ends_with_0_when_all_agrees_and_with_1_otherwise(app, at, monkeypatch):
    with app.app_context():
        an_enrolment(a_workshop())

    def run():
        return app.test_cli_runner().invoke(args=["report", "reconcile"])

    assert run().exit_code == 0
    monkeypatch.setattr(
        "lms.reports.reconcile.queries.told_by", lambda account: {**told_by(account), "items": 99}
    )
    printed = run()
    assert printed.exit_code == 1
    assert "items: report 99" in printed.output


def test_every_program_but_a_rehearsal_is_reckoned_again(inside):
    program = a_program()
    a_workshop(program=program)
    a_program(is_rehearsal=True)

    assert [(each.slug, wrong) for each, wrong in reconciled(NOW)] == [(program.slug, [])]
