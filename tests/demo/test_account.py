"""The account of the demo, with figures worked out by hand from its rows.

Workshop 1 on the afternoon of day 3 of workshop 2. Eleven seats; a twelfth person came to the four
meetings of days 1 and 2 and withdrew.
"""

from decimal import Decimal
from fractions import Fraction

from sqlalchemy import select

from lms.attendance.rules import Presence
from lms.certificates.models import Certificate
from lms.certificates.rules import Ending
from lms.coverage.rules import CoverageState
from lms.database import db
from lms.freezing.models import FrozenReport
from lms.people.models import Person
from lms.quizzes.attempts.models import Answer, Attempt
from lms.reports.account.queries import program_account, workshop_account
from lms.reports.queries import program_called, workshop_called
from lms.reports.reconcile.queries import reconciled
from lms.statistics.display import rounded
from lms.statistics.rates import Rate
from lms.workshops.models import Enrolment
from tests.pages.extras import NOW

PEOPLE = (
    *("Maharani", "Anginasih", "Wicara", "S.E.", "Segara", "Saputra", "Candika", "Arini"),
    *("Lestari", "A.Md.", "Sukerti"),
)
"""The last words of their names, by the alphabet of the first."""


def test_the_figures_of_the_demo_are_those_worked_out_by_hand(demo):
    account = workshop_account(workshop_called("go-digital-denpasar-1"), NOW)
    reached = account.reached

    # Ten seats were at all 10 meetings, one at 6 (absent twice, sick twice; three came late):
    # 10 x 10 + 6 = 106 of 11 x 10 = 110.
    assert reached.attendance.rate == Rate(106, 110)
    told = {Presence.PRESENT: 103, Presence.LATE: 3, Presence.SICK: 2, Presence.ABSENT: 2}
    assert {key: count for key, count in reached.presences.items() if count} == told
    # Each half day has two lessons of 2 JP, so each meeting 4 JP of 45 minutes = 180:
    # 106 x 180 = 19 080 of 110 x 180 = 19 800.
    assert reached.followed.rate == Rate(19080, 19800)
    # 11 seats and the one who came and withdrew. Two never practised by phone (Fajar, Kabut); one
    # of them brought her booklet back: 10 of 11.
    steps = {step.figure.key: step.count for step in reached.funnel}
    assert steps == {"invited": 12, "registered": 12, "came": 12, "finished": 3, "practises": 10}
    # Senja, Angina and Lentera miss nothing; the others wait for their assignment to be graded.
    assert reached.passed.rate == Rate(3, 11)

    # T1.4 has one question (k1-9): 8 of 11 had it right, 72.7 % < 75 %.
    goals = {each.goal.id: each for each in account.goals.results}
    assert (goals["T1.4"].figure.rate, goals["T1.4"].is_achieved) == (Rate(8, 11), False)

    # 20 lessons of 90 minutes; one half taught (45), one not: 1 800 - 45 - 90 = 1 665.
    assert account.material.due.rate == account.material.planned.rate == Rate(1665, 1800)
    assert account.material.lessons[CoverageState.FULLY] == 18

    program = program_account(program_called("go-digital-denpasar"), NOW)
    # 12 of workshop 1 and 12 of workshop 2 came, 11 of workshop 3 are still to come: 24 of 35.
    assert program.reached.reached.rate == Rate(24, 35)
    # Workshop 2: one sick on the first morning, two missing on day 3, all of it recorded although
    # its afternoon goes on: 11 + 12 + 12 + 12 + 10 + 10 = 67 of 12 x 6.
    assert program.reached.attendance.rate == Rate(106 + 67, 110 + 72)
    # Nobody of workshop 2 or 3 can have passed: 3 of the 11 whose days are over.
    assert program.reached.passed.rate == Rate(3, 11)
    # Due of workshop 2 until now: 8 lessons of days 1 and 2, of which one was taught for 60
    # minutes, and the 2 of the morning, not ticked off yet: 690 of 10 x 90 minutes.
    assert program.material.due.rate == Rate(1665 + 690, 1800 + 900)

    assert [wrong for _program, wrong in reconciled(NOW)] == [[]]

    _the_gain_by_hand(account)
    _mastery_and_items_by_hand(account)
    _the_questionnaire_by_hand(account)
    _five_days_are_accounted_for_while_practice_goes_on(account)


def _points(workshop_id, quiz_id):
    """Of each person the points of 99 in the first attempt, from the rows of her answers."""
    rows = db.session.execute(
        select(Person.name, Answer.credit, Answer.points)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .join(Attempt, Attempt.enrolment_id == Enrolment.id)
        .join(Answer, Answer.attempt_id == Attempt.id)
        .where(Enrolment.workshop_id == workshop_id, Enrolment.withdrawn_at.is_(None))
        .where(Attempt.quiz_id == quiz_id, Attempt.number == 1)
    )
    found: dict[str, Fraction] = {}
    for name, credit, points in rows:  # 33 questions of one point, each in thirds
        found[name.split()[-1]] = found.get(name.split()[-1], 0) + 3 * credit * points
    return found


def _the_gain_by_hand(account):
    workshop_id = workshop_called("go-digital-denpasar-1").id
    before = dict(zip(PEOPLE, (49, 56, 44, 53, 49, 38, 53, 35, 47, 25, 51), strict=True))
    after = dict(zip(PEOPLE, (80, 65, 90, 74, 87, 72, 79, 72, 87, 64, 93), strict=True))
    assert _points(workshop_id, "tes-awal") == before
    assert _points(workshop_id, "tes-akhir") == after

    # All eleven have both tests. Together 500 of 11 x 99 = 1 089 points before, 863 after:
    # 45.9 % and 79.2 %; what was missing were 589 points, of which 363 were gained: 0.62.
    growth = account.growth
    assert account.paired.rate == Rate(11, 11)
    assert (growth.before, growth.after) == (Fraction(50000, 1089), Fraction(86300, 1089))
    assert growth.class_gain == Fraction(363, 589)
    # One by one: 31/50, 9/43, 46/55, 21/46, 38/50, 34/61, 26/46, 37/64, 40/52, 39/74, 42/48
    # = 0.620 + 0.209 + 0.836 + 0.457 + 0.760 + 0.557 + 0.565 + 0.578 + 0.769 + 0.527 + 0.875
    # = 6.754 of 11: 0.614.
    assert rounded(growth.mean_gain.value, 3) == Decimal("0.614")


def _mastery_and_items_by_hand(account):
    competencies = {each.code: each for each in account.mastery.competencies}
    # K4 (loans), in percent of the points of quiz 3 and the post-test: two with 100, two with
    # 83.3, five with 66.7, two with 50. At 70 or above are 4 of 11; 200 + 166.7 + 333.3 + 100
    # = 800 of 11 people: 72.7.
    loans = competencies["K4"]
    assert (loans.figure.rate, loans.mean) == (Rate(4, 11), Fraction(800, 11))
    # Its three questions of the pre-test: one had none right, four one, four two, two all three:
    # 4 x 33.3 + 4 x 66.7 + 2 x 100 = 600. Of the post-test: six had two, five all three: 900.
    assert loans.before_and_after == (Fraction(600, 11), Fraction(900, 11))

    items = {each.question.id: each for each in loans.items}
    # Six of form A and five of form B answered; of the latter 2 had b-10 right: p = 0.40.
    assert (items["b-10"].people, items["b-10"].difficulty) == (5, Fraction(2, 5))
    # Ten sat quiz 3; 6 had k3-11 right: p = 0.60. Nothing is at 0.30 or below, so none is hard.
    assert (items["k3-11"].people, items["k3-11"].difficulty) == (10, Fraction(3, 5))
    assert not any(each.hard for each in competencies.values())


def _the_questionnaire_by_hand(account):
    # Ten of eleven answered. Pace: two said 2, four 3, four 4: 4 + 12 + 16 = 32 of 10: 3.2.
    feedback = account.feedback
    assert feedback.response == Rate(10, 11)
    pace = next(each for each in feedback.ratings if each.statement.id == "angket-tempo")
    assert (pace.counts, pace.mean) == ((0, 2, 4, 4, 0), Fraction(16, 5))
    # The eight statements: 46 + 44 + 32 + 37 + 42 + 34 + 42 + 40 = 317 of 80 answers: 3.96.
    assert feedback.mean == Fraction(317, 80)


def _five_days_are_accounted_for_while_practice_goes_on(account):
    frozen = db.session.scalars(select(FrozenReport)).one()
    document = frozen.document

    assert frozen.version == 1
    assert account.report.ends_at < frozen.frozen_at < NOW
    assert document["questionnaire"]["response"]["part"] == 10
    assert document["mastery"]["class_gain"] == 0.62  # the five days do not change any more
    assert document["practice"] == {
        "items": 0,
        "answers": 0,
        "items_with_practice": document["items"],
    }
    assert account.report.practice.tries > 0  # nobody had practised at home yet; now they have
    kept = db.session.scalars(select(Certificate).order_by(Certificate.id)).all()
    assert [each.ending for each in kept] == [Ending.REPLACED, None, None, None]
