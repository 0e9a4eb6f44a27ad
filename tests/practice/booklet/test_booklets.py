"""Booklets from the button to the results: made once, printed, typed in once."""

import io

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from lms.audit.models import AuditEntry
from lms.database import db
from lms.practice.booklet.answers import as_typed_in
from lms.practice.booklet.queries import newest_booklet, paper_questions
from lms.practice.booklet.rules import code_of
from lms.practice.models import ExerciseTry, PracticeSitting
from lms.practice.sitting.queries import practised_today, sitting_of_today
from lms.practice.sitting.service import begin_check, begin_sitting
from lms.statistics.evidence import Scaffold
from tests.constants import HOUR, NOW
from tests.factories import a_staff_member, an_enrolment
from tests.page_text import text_of
from tests.questions.samples import right_fields


@pytest.fixture
def trainer(app, enrolment):
    """A trainer's browser."""
    return app.test_client().sign_in(a_staff_member(enrolment.workshop))


@pytest.fixture
def home(enrolment):
    return f"/w/{enrolment.workshop.slug}/booklets"


@pytest.fixture
def booklet(trainer, home, enrolment):
    """Her booklet, made by the trainer."""
    trainer.post(f"{home}/people/{enrolment.id}")
    found = newest_booklet(enrolment)
    assert found is not None
    return found


def booklets():
    return db.session.scalar(select(func.count()).select_from(PracticeSitting)) or 0


def tries(booklet):
    rows = select(ExerciseTry).filter_by(sitting_id=booklet.id).order_by(ExerciseTry.place)
    return list(db.session.scalars(rows.execution_options(populate_existing=True)))


def right_answers(booklet):
    """What a form sends if all is right."""
    return {
        f"answer-{each.place}": as_typed_in(
            each.variant, each.variant.read(right_fields(each.variant))
        )
        for each in paper_questions(booklet)
    }


def pages_of(response):
    assert response.mimetype == "application/pdf"
    return [page.extract_text() for page in PdfReader(io.BytesIO(response.data)).pages]


def test_everybody_gets_a_booklet_in_one_tap_and_a_second_tap_makes_no_more(
    app, trainer, home, enrolment
):
    an_enrolment(enrolment.workshop)

    for _press in range(2):
        assert trainer.post(home).status_code == 303

    assert booklets() == 2
    assert db.session.scalar(select(func.count()).where(AuditEntry.action == "booklet.make")) == 1


def test_the_next_day_a_new_one_can_be_made(trainer, home, booklet, at):
    at(NOW + 24 * HOUR)

    trainer.post(home)

    assert booklets() == 2


def test_before_anything_was_taught_there_is_nothing_to_print(app, enrolment, home, at):
    at(NOW - 72 * HOUR)
    trainer = app.test_client().sign_in(a_staff_member(enrolment.workshop))
    trainer.post(home)

    assert booklets() == 0
    assert "setelah hari 1" in text_of(trainer.get(home))


def test_the_paper_has_her_name_each_question_and_the_solutions_at_the_back(
    trainer, home, booklet, enrolment
):
    pages = pages_of(trainer.post(f"{home}/people/{enrolment.id}.pdf"))

    questions = paper_questions(booklet)
    assert enrolment.person.name in pages[0]
    for each in questions:
        asked = [n for n, page in enumerate(pages) if each.code in page]
        assert len(asked) == 2  # once to answer, once with its solution
    solved = [n for n, page in enumerate(pages) if "pembahasan" in page and n > 0]
    assert min(solved) > max(n for n, page in enumerate(pages) if "Hitungan" in page)


def test_all_booklets_are_one_tagged_file_and_each_begins_on_a_new_sheet(
    trainer, home, booklet, enrolment
):
    other = an_enrolment(enrolment.workshop)
    trainer.post(home)

    response = trainer.post(f"{home}.pdf")
    pages = pages_of(response)

    assert b"pdfuaid" in response.data
    firsts = [n for n, page in enumerate(pages) if "Cara memakai buku ini" in page]
    assert len(firsts) == 2
    assert all(n % 2 == 0 for n in firsts)
    assert {code_of(newest_booklet(each).id) for each in (enrolment, other)} <= set(
        " ".join(pages).split()
    )


def test_before_one_was_made_there_is_nothing_to_take_and_no_line_says_so(trainer, home, enrolment):
    refused = trainer.post(f"{home}.pdf")

    assert refused.status_code == 404
    assert "Belum ada buku latihan" in refused.text
    assert db.session.scalars(select(AuditEntry).filter_by(action="data.export")).all() == []


def test_a_participant_makes_and_downloads_her_own_and_nobody_elses(app, home, enrolment):
    other = an_enrolment(enrolment.workshop)
    browser = app.test_client().sign_in(enrolment.person)

    assert browser.get(f"{home}/mine.pdf").status_code == 404
    browser.post(f"{home}/mine")

    assert enrolment.person.name in pages_of(browser.get(f"{home}/mine.pdf"))[0]
    assert browser.post(f"{home}/people/{other.id}.pdf").status_code == 403
    assert "Unduh buku saya" in browser.get(f"/w/{enrolment.workshop.slug}/skills").text


def test_results_become_tries_with_the_printed_numbers(trainer, home, booklet):
    trainer.post(f"{home}/{code_of(booklet.id)}", data=right_answers(booklet))

    kept = tries(booklet)
    assert len(kept) == len(booklet.choices)
    assert all(each.credit == 1 and each.solution_at is None for each in kept)
    assert {each.scaffold for each in kept} == {Scaffold.WHOLE}
    assert [each.seed for each in kept] == [each.variant.seed for each in paper_questions(booklet)]


def test_sent_twice_they_count_once(trainer, home, booklet):
    for _press in range(2):
        trainer.post(f"{home}/{code_of(booklet.id)}", data=right_answers(booklet))

    assert len(tries(booklet)) == len(booklet.choices)


def test_a_wrong_answer_ends_its_try_for_the_solution_was_in_her_hands(trainer, home, booklet):
    data = right_answers(booklet)
    place = next(each.place for each in paper_questions(booklet) if each.variant.kind == "numeric")
    trainer.post(f"{home}/{code_of(booklet.id)}", data=data | {f"answer-{place}": "1"})

    [wrong] = [each for each in tries(booklet) if each.credit == 0]
    assert (wrong.place, wrong.answer) == (place, "1")
    assert wrong.solution_at is not None

    trainer.post(f"{home}/{code_of(booklet.id)}", data=data)

    assert all(each.credit == 1 and each.solution_at is None for each in tries(booklet))


def test_what_was_left_out_is_no_try_and_what_is_emptied_is_taken_out(trainer, home, booklet):
    data = right_answers(booklet)
    first = {"answer-1": data["answer-1"]}
    address = f"{home}/{code_of(booklet.id)}"

    trainer.post(address, data=first)
    assert [each.place for each in tries(booklet)] == [1]

    trainer.post(address, data={"answer-2": data["answer-2"]})  # of a page shown before
    assert [each.place for each in tries(booklet)] == [1, 2]

    trainer.post(address, data={"had-1": "1", "had-2": "1", "answer-2": data["answer-2"]})
    assert [each.place for each in tries(booklet)] == [2]


def test_an_answer_that_cannot_be_read_comes_back_with_all_that_was_typed(trainer, home, booklet):
    numeric = [each for each in paper_questions(booklet) if each.variant.kind == "numeric"]
    data = {f"answer-{numeric[0].place}": "tidak tahu", f"answer-{numeric[1].place}": "777"}

    response = trainer.post(f"{home}/{code_of(booklet.id)}", data=data)

    assert response.status_code == 422
    assert 'value="tidak tahu"' in response.text
    assert 'value="777"' in response.text
    assert f'href="#q{numeric[0].place}"' in response.text
    assert not tries(booklet)

    trainer.post(
        f"{home}/{code_of(booklet.id)}", data=data | {f"unreadable-{numeric[0].place}": "1"}
    )
    assert [each.credit for each in tries(booklet)] == [0, 0]


def test_a_row_code_leads_to_its_question(trainer, home, booklet):
    code = code_of(booklet.id)

    assert trainer.get(f"{home}?code={code.lower()}-03").location.endswith(f"/{code}#q3")
    assert "Tidak ada buku latihan" in trainer.get(f"{home}?code=K7M").text


def test_a_booklet_is_not_todays_sitting_on_a_phone(app, booklet, enrolment):
    browser = app.test_client().sign_in(enrolment.person)
    practice = f"/w/{enrolment.workshop.slug}/practice"

    assert "Mulai" in browser.get(practice).text
    browser.post(practice)

    assert f"dari {len(booklet.choices)}" not in browser.get(practice).text


def test_after_a_booklet_sittings_on_a_phone_go_on(enrolment, booklet):
    begin_sitting(enrolment, NOW)
    begin_check(enrolment, NOW + HOUR)

    assert sitting_of_today(enrolment, NOW).number == booklet.number + 2
    assert [card.total for card in practised_today(enrolment.workshop, NOW).values()] != [
        len(booklet.choices)
    ]


def test_more_people_cost_no_more_statements(trainer, home, enrolment, statements):
    def count():
        with statements() as seen:
            trainer.post(home)
            trainer.get(home)
            trainer.post(f"{home}.pdf")
        return len(seen)

    count()
    an_enrolment(enrolment.workshop)
    one_more = count()
    for _each in range(4):
        an_enrolment(enrolment.workshop)

    assert count() == one_more


def test_who_prints_booklets_leaves_a_line_in_the_trail(trainer, home, booklet, enrolment):
    for address in (f"{home}.pdf", f"{home}/people/{enrolment.id}.pdf"):
        assert trainer.get(address).status_code in (404, 405)
        assert trainer.post(address).mimetype == "application/pdf"

    taken = db.session.scalars(select(AuditEntry).filter_by(action="data.export")).all()
    assert [each.after["export"] for each in taken] == ["booklets", "booklets"]
