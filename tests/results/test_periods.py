"""The figures of the five days stay as they are, and practice only adds."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lms.results.outcomes import DoneItems, done_items, outcome, with_quizzes
from lms.results.passing import required_items
from lms.results.periods import ALWAYS, Deed, Period, WorkPart, period_of
from lms.results.rules import QuizResult, QuizState
from lms.statistics.rates import Rate
from lms.workshops.rules import Schedule, Slot
from tests.constants import HOUR, NOW
from tests.results.samples import course

DAYS_END = NOW + timedelta(days=2)
END = DAYS_END + timedelta(days=30)
PERIOD = Period(DAYS_END, END)
REQUIRED = required_items(course())
QUIZZES = sorted(quiz.id for quiz in course().quizzes)
ITEMS = sorted(REQUIRED - {*QUIZZES})

instants = st.integers(-72, 24 * 45).map(lambda hours: DAYS_END + hours * HOUR)
waits = st.just(timedelta(0)) | st.integers(0, 24 * 20).map(lambda hours: hours * HOUR)
deeds = st.tuples(
    st.sampled_from(ITEMS), st.builds(lambda at, w: Deed(at, at + w), instants, waits)
)
sittings = st.tuples(st.sampled_from(QUIZZES), instants)
histories = st.tuples(st.lists(deeds, max_size=12), st.lists(sittings, max_size=4))
History = tuple[list[tuple[str, Deed]], list[tuple[str, datetime]]]


def figures(history: History, period: Period = PERIOD, at: datetime | None = None) -> DoneItems:
    """What a report says at a time (None: in the end): of what is known by then."""
    known: dict[str, list[Deed]] = defaultdict(list)
    for item_id, deed in history[0]:
        if at is None or deed.known_at <= at:
            known[item_id].append(deed)
    quizzes: dict[str, datetime] = {}
    for quiz_id, handed_in in history[1]:
        if at is None or handed_in <= at:
            quizzes[quiz_id] = min(handed_in, quizzes.get(quiz_id, handed_in))
    results = {key: QuizResult(QuizState.SCORED, done_at=done) for key, done in quizzes.items()}
    return with_quizzes(REQUIRED, done_items(REQUIRED, known, 0, period), results, period)


def joined(one: History, other: History) -> History:
    return one[0] + other[0], one[1] + other[1]


def all_items(done: DoneItems) -> int:
    return done.days + done.practice.items


def later(history: History, than: datetime) -> History:
    """What was done of a history at this time or after it."""
    return [d for d in history[0] if d[1].at >= than], [q for q in history[1] if q[1] >= than]


@given(histories, st.lists(instants, min_size=1))
def test_the_figures_of_the_five_days_stay_as_they_are(history, looks):
    frozen = figures(history, at=DAYS_END - timedelta(seconds=1)).days

    for look in looks:
        if look >= DAYS_END:
            assert figures(history, at=look).days == frozen
    assert figures(history).days == frozen


@given(histories, histories)
def test_practice_changes_no_figure_of_the_five_days_and_only_adds(history, more):
    practised = later(more, DAYS_END)

    before, after = figures(history), figures(joined(history, practised))

    assert after.days == before.days
    assert after.practice.items >= before.practice.items


@given(histories, histories)
def test_doing_more_never_takes_away(history, more):
    assert all_items(figures(joined(history, more))) >= all_items(figures(history))


@given(histories, st.lists(deeds, max_size=8))
def test_what_is_answered_after_the_end_counts_nowhere(history, more):
    too_late = later((more, []), END)

    assert figures(joined(history, too_late)) == figures(history)


@given(histories, instants)
def test_more_time_never_takes_away(history, until):
    longer = Period(DAYS_END, max(END, until))

    assert figures(history, longer).days == figures(history).days
    assert all_items(figures(history, longer)) >= all_items(figures(history))


def test_each_end_itself_is_past_it():
    second = timedelta(seconds=1)

    def part(at: datetime) -> WorkPart:
        return PERIOD.part(Deed(at, at))

    assert [part(DAYS_END - second), part(DAYS_END)] == [WorkPart.DAYS, WorkPart.PRACTICE]
    assert [part(END - second), part(END)] == [WorkPart.PRACTICE, WorkPart.LATER]


def test_what_a_phone_tells_after_the_five_days_is_practice():
    assert PERIOD.part(Deed(DAYS_END - HOUR, DAYS_END + HOUR)) is WorkPart.PRACTICE


def test_what_was_answered_in_time_counts_though_it_is_told_after_the_end():
    assert PERIOD.part(Deed(END - HOUR, END + HOUR)) is WorkPart.PRACTICE


def test_a_quiz_that_a_trainer_opened_after_the_end_counts():
    assert PERIOD.part_of_quiz(END + HOUR) is WorkPart.PRACTICE


def test_without_dates_everything_counts():
    assert period_of(Schedule((), None)) == ALWAYS
    assert ALWAYS.part(Deed(NOW, NOW)) is WorkPart.DAYS


def slots(*ends: datetime) -> Iterable[Slot]:
    return tuple(Slot(n, n, "morning", end - HOUR, end) for n, end in enumerate(ends, start=1))


def test_the_five_days_end_with_the_last_meeting():
    schedule = Schedule(slots(NOW, DAYS_END), END)

    assert period_of(schedule) == PERIOD


def test_what_a_phone_tells_after_the_closing_moves_no_figure():
    closed = Period(DAYS_END, END - HOUR, closed_at=END - HOUR)
    done = END - 2 * HOUR

    assert closed.part(Deed(done, done)) is WorkPart.PRACTICE
    assert closed.part(Deed(done, END - HOUR)) is WorkPart.LATER


def test_of_what_was_done_several_times_each_counts_by_itself():
    closed = Period(DAYS_END, END - HOUR, closed_at=END)
    known_too_late, done_too_late = Deed(DAYS_END, END), Deed(END - HOUR, END - HOUR)
    in_time = Deed(DAYS_END, END - HOUR)

    assert closed.part_of([known_too_late, done_too_late]) is WorkPart.LATER
    assert closed.part_of([known_too_late, in_time]) is WorkPart.PRACTICE


def test_more_time_for_her_moves_her_end_and_closing_ends_all():
    schedule = Schedule(slots(DAYS_END), END)

    assert period_of(schedule, END + HOUR).ends_at == END + HOUR
    assert period_of(schedule, END - HOUR).ends_at == END
    closed = Schedule(slots(DAYS_END), END, closed_at=NOW)
    assert period_of(closed, END + HOUR) == Period(NOW, NOW, NOW)


def sat(at: datetime, score: int) -> QuizResult:
    full = Fraction(score)
    return QuizResult(QuizState.SCORED, full, full, begun_at=at, done_at=at, handed_in_at=at)


def test_a_post_test_after_the_five_days_counts_and_tells_no_gain():
    tests = {"tes-awal": sat(NOW, 40), "tes-akhir": sat(DAYS_END, 90)}

    reached = outcome(course(), Rate(1, 1), DoneItems(), tests, PERIOD)

    assert (reached.posttest, reached.passed) == (90, True)
    assert (reached.gain, reached.late_posttest) == (None, True)
    assert reached.practice.items == 1
