"""Goals, competencies and skills from raw rows: person by person, question by question."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from lms.content.values import Course, Quiz, QuizKind
from lms.questions import Question
from lms.reports.account.goals import Target
from lms.reports.reconcile.raw import Found, RawAnswer, RawAttempt, RawPerson, RawTry, RawWorkshop
from lms.results.periods import Deed, Period, WorkPart

Percents = Mapping[int, Fraction]
"""Of each person, out of 100."""


def topics_in(workshops: Sequence[RawWorkshop]) -> Found:
    """Aspects 2 and 4 of one workshop, or of several together in the order of their numbers."""
    found: Found = {}
    for goal_id in _named(_goals(each.course) for each in workshops):
        asking = [each for each in workshops if goal_id in _goals(each.course)]
        found |= _goal(goal_id, asking)
    found["goals"] = _achieved(found, workshops)
    for code in _named([each.code for each in raw.course.competencies] for raw in workshops):
        asking = [raw for raw in workshops if code in [c.code for c in raw.course.competencies]]
        found |= _held("competency", code, asking)
    for skill_id in _named([each.id for each in raw.course.skills] for raw in workshops):
        asking = [raw for raw in workshops if skill_id in [s.id for s in raw.course.skills]]
        found |= _held("skill", skill_id, asking)
    return found


def _named(lists: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(name for names in lists for name in names))


def _goals(course: Course) -> list[str]:
    return [goal.id for module in course.modules for goal in module.goals]


def _goal(goal_id: str, workshops: Sequence[RawWorkshop]) -> Found:
    """Who reached it in one of them at least, and how its items were answered."""
    reached: set[int] = set()
    among: set[int] = set()
    for raw in workshops:
        percents = _percents(raw, "goal", goal_id, _AFTER)
        needed = raw.targets.get(goal_id, Target()).score
        reached |= {person for person, percent in percents.items() if percent >= needed}
        among |= percents.keys()
    return {
        f"goal-{goal_id}": (frozenset(reached), frozenset(among)),
        f"goal-{goal_id}, items": _items("goal", goal_id, workshops),
    }


def _achieved(found: Found, workshops: Sequence[RawWorkshop]) -> tuple[int, int]:
    """Goals whose share reached the highest share asked for, of those anybody was asked."""
    achieved = measured = 0
    for goal_id in _named(_goals(each.course) for each in workshops):
        reached, among = found[f"goal-{goal_id}"]
        asked_for = [
            raw.targets.get(goal_id, Target()).share
            for raw in workshops
            if goal_id in _goals(raw.course)
        ]
        if among:
            measured += 1
            achieved += 100 * len(reached) >= max(asked_for) * len(among)
    return achieved, measured


def _held(tag: str, id_: str, workshops: Sequence[RawWorkshop]) -> Found:
    """A competency or skill; of each person the first workshop that asked her."""
    percents: dict[int, Fraction] = {}
    before: dict[int, Fraction] = {}
    after: dict[int, Fraction] = {}
    for raw in workshops:
        for person, percent in _percents(raw, tag, id_, _AFTER).items():
            percents.setdefault(person, percent)
        pre = _percents(raw, tag, id_, [QuizKind.PRETEST])
        post = _percents(raw, tag, id_, [QuizKind.POSTTEST])
        for person in pre.keys() & post.keys() & raw.pairs.keys():
            if person not in before:
                before[person], after[person] = pre[person], post[person]
    threshold = workshops[-1].course.passing.posttest
    able = frozenset(person for person, percent in percents.items() if percent >= threshold)
    items = _items(tag, id_, workshops)
    return {
        f"{tag}-{id_}": (able, frozenset(percents)),
        f"{tag}-{id_}, mean": _mean(percents),
        f"{tag}-{id_}, before": _mean(before),
        f"{tag}-{id_}, after": _mean(after),
        f"{tag}-{id_}, with both": frozenset(before),
        f"{tag}-{id_}, items": items,
        f"{tag}-{id_}, hard": frozenset(
            key for key, (people, earned) in items.items() if people and earned / people <= _HARD
        ),
        f"{tag}-{id_}, practice": _practice(tag, id_, workshops),
        f"{tag}-{id_}, sign-offs": _signoffs(tag, id_, workshops),
    }


_AFTER = [kind for kind in QuizKind if kind is not QuizKind.PRETEST]
_HARD = Fraction(3, 10)


def _mean(percents: Percents) -> Fraction | None:
    return sum(percents.values(), Fraction(0)) / len(percents) if percents else None


def _percents(raw: RawWorkshop, tag: str, id_: str, kinds: Iterable[QuizKind]) -> Percents:
    """Of each seat the percentage on such questions of first attempts at quizzes of these kinds.

    `tag`: the field of a question that has to be `id_`.
    """
    found = {}
    for person in _seats(raw):
        earned = possible = Fraction(0)
        for quiz, question, answer in _answers(raw, person):
            if quiz.kind in kinds and getattr(question, tag) == id_ and answer.credit is not None:
                earned += answer.credit * answer.points
                possible += answer.points
        if possible:
            found[person.person_id] = 100 * earned / possible
    return found


def _items(
    tag: str, id_: str, workshops: Iterable[RawWorkshop]
) -> dict[tuple[str, str], tuple[int, Fraction]]:
    """By quiz and question: how many were asked, and the credits they earned together."""
    found: dict[tuple[str, str], tuple[int, Fraction]] = {}
    for raw in workshops:
        for quiz in raw.course.quizzes:
            for question in _questions(quiz).values():
                if quiz.kind is not QuizKind.PRETEST and getattr(question, tag) == id_:
                    found.setdefault((quiz.id, question.id), (0, Fraction(0)))
        for person in _seats(raw):
            for quiz, question, answer in _answers(raw, person):
                key = quiz.id, question.id
                if answer.credit is not None and key in found and getattr(question, tag) == id_:
                    found[key] = found[key][0] + 1, found[key][1] + answer.credit
    return found


def _seats(raw: RawWorkshop) -> list[RawPerson]:
    return [person for person in raw.people if not person.withdrawn]


def _answers(raw: RawWorkshop, person: RawPerson) -> Iterator[tuple[Quiz, Question, RawAnswer]]:
    """The answers of her first attempts, as far as the course still asks them."""
    for attempt in person.attempts:
        quiz = next((each for each in raw.course.quizzes if each.id == attempt.quiz_id), None)
        if quiz is not None and _counts(attempt, raw.periods[person.enrolment_id]):
            questions = _questions(quiz)
            for answer in attempt.answers:
                if answer.question_id in questions:
                    yield quiz, questions[answer.question_id], answer


def _questions(quiz: Quiz) -> dict[str, Question]:
    return {each.id: each for form in quiz.forms.values() for each in form}


def _counts(attempt: RawAttempt, period: Period) -> bool:
    return (
        attempt.number == 1
        and attempt.handed_in_at is not None
        and (period.days_end is None or attempt.started_at < period.days_end)
    )


def _practice(
    tag: str, id_: str, workshops: Iterable[RawWorkshop]
) -> tuple[int, frozenset[int], tuple[int, int]]:
    """Answers since the last day, by whom, and how many of the last ones were right."""
    answers = right = last = 0
    people: set[int] = set()
    for raw in workshops:
        for person in _seats(raw):
            for exercise in raw.course.exercises:
                if getattr(exercise.question, tag) != id_:
                    continue
                since = _since(person, exercise.id, raw.periods[person.enrolment_id])
                if since:
                    answers += len(since)
                    people.add(person.person_id)
                    last += 1
                    right += max(since, key=lambda each: each.number).is_right
    return answers, frozenset(people), (right, last)


def _since(person: RawPerson, exercise_id: str, period: Period) -> list[RawTry]:
    return [
        each
        for each in person.tries
        if each.exercise_id == exercise_id
        and period.part(Deed(each.at, each.known_at)) is WorkPart.PRACTICE
    ]


def _signoffs(tag: str, id_: str, workshops: Iterable[RawWorkshop]) -> dict[object, int]:
    """How many were told what last of the practical skills that belong to it."""
    counts: Counter[object] = Counter()
    for raw in workshops:
        for skill in raw.course.practical_skills:
            if (skill.competency if tag == "competency" else skill.id) == id_:
                counts.update(person.seen(skill.id) for person in _seats(raw))
    return {verdict: count for verdict, count in counts.items() if count}
