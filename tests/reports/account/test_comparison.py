"""Workshops side by side: only what was asked unchanged is compared."""

from dataclasses import replace
from types import SimpleNamespace

from lms.reports.account.comparison import comparison_of
from lms.reports.account.evidence import evidence_of
from tests.factories import a_program, a_workshop, an_enrolment, an_organiser
from tests.page_text import text_of
from tests.reports.account.samples import answered, tagged


def account(course, *responses):
    listed = [each for some in responses for each in some]
    return SimpleNamespace(course=course, evidence=evidence_of(course, listed))


def reworded():
    """The course with the first question of quiz 1 worth more, and without its second lesson."""
    course = tagged()
    module = course.modules[0]
    quiz = module.quizzes[0]
    first, *others = quiz.questions()
    changed = replace(quiz, forms={"": (replace(first, points=first.points + 1), *others)})
    module = replace(module, quizzes=(changed,), lessons=module.lessons[:1])
    return replace(course, modules=(module, *course.modules[1:]))


def test_items_that_stayed_the_same_stand_side_by_side_the_least_alike_first():
    first = account(tagged(), answered(1, "kuis-1", 1, 1), answered(2, "kuis-1", 1, 0))
    second = account(tagged(), answered(3, "kuis-1", 1, 0))

    found = comparison_of([first, second], [1, 1])

    assert [[item.difficulty for item in same.items] for same in found.items] == [
        [first.evidence.items["kuis-1", same.items[0].question.id].difficulty, item.difficulty]
        for same in found.items
        for item in same.items[1:]
    ]
    assert [same.spread for same in found.items] == sorted(
        (same.spread for same in found.items), reverse=True
    )
    assert len(found.items) == 2


def test_an_item_that_was_changed_is_not_compared_and_is_told():
    first = account(tagged(), answered(1, "kuis-1", 1, 1))
    second = account(reworded(), answered(2, "kuis-1", 1, 1))

    found = comparison_of([first, second], [1, 2])

    changed = tagged().quiz("kuis-1").questions()[0]
    assert changed.id not in {same.items[0].question.id for same in found.items}
    assert found.workshops[1].reworded == (changed.title,)
    assert found.workshops[1].removed == (tagged().lesson("h1-l2").title,)
    assert [each.is_changed for each in found.workshops] == [False, True]


def test_the_page_shows_four_workshops_in_a_constant_number_of_statements(
    app, at, browser, statements
):
    with app.app_context():
        program = a_program()
        for number in (1, 2):
            an_enrolment(a_workshop(program=program, number=number))
        browser.sign_in(an_organiser(program))

        def cost():
            with statements() as seen:
                assert "Angkatan 2" in text_of(browser.get(f"/programs/{program.slug}/compare"))
            return len(seen)

        cost()
        few = cost()
        for number in (3, 4, 5):
            an_enrolment(a_workshop(program=program, number=number))

        assert cost() == few
        page = text_of(browser.get(f"/programs/{program.slug}/compare"))
        assert "Angkatan 4" in page
        assert "Angkatan 5" not in page
        assert "Angkatan 5" in text_of(browser.get(f"/programs/{program.slug}/compare?page=2"))
