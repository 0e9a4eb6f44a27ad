"""A trainer signs off what she sees, task by task, as a page without a script sends it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.attendance.queries import register_of
from lms.audit.models import AuditEntry
from lms.database import db
from lms.signoffs.models import SkillSignoff
from lms.signoffs.queries import signoffs_in, signoffs_of, trainees_in
from lms.signoffs.rules import people_of
from lms.statistics.mastery import Mastery, SignoffVerdict, practical_mastery_of
from lms.workshops.models import Meeting, StaffRole
from tests.constants import FIRST_DAY, HOUR, MINUTE, NOW
from tests.factories import a_person, a_staff_member, a_workshop, an_enrolment, an_organiser
from tests.signoffs.samples import a_task

TASK = "tabel-anggota"


def address(workshop, *more):
    return "/".join((f"/w/{workshop.slug}/practical-skills", *map(str, more)))


def form_of(*entries, **more):
    """Fields for (enrolment, what the list showed, what was chosen)."""
    fields = dict(more)
    for enrolment, shown, chosen in entries:
        fields[f"was-{enrolment.id}"] = shown
        if chosen:
            fields[f"verdict-{enrolment.id}"] = chosen
    return fields


def verdicts(workshop, task=TASK):
    """By enrolment id the verdicts that stand."""
    found = {key: skills.get(task, ()) for key, skills in signoffs_in(workshop).items()}
    return {key: [each.verdict.value for each in rows] for key, rows in found.items() if rows}


def test_a_trainer_signs_off_a_room_with_one_form(browser, workshop, trainer):
    wayan, made = an_enrolment(workshop), an_enrolment(workshop)

    answer = browser.post(
        address(workshop, TASK), data=form_of((wayan, "", "able"), (made, "", "needs_help"))
    )

    assert answer.status_code == 303
    assert verdicts(workshop) == {wayan.id: ["able"], made.id: ["needs_help"]}


def test_all_able_fills_only_those_nobody_has_looked_at(browser, workshop, trainer):
    wayan, made, putu = (an_enrolment(workshop) for _ in range(3))
    browser.post(address(workshop, TASK), data=form_of((wayan, "", "not_yet")))

    browser.post(
        address(workshop, TASK),
        data=form_of((wayan, "", ""), (made, "", ""), (putu, "", "needs_help"), rest="able"),
    )

    assert verdicts(workshop) == {
        wayan.id: ["not_yet"],
        made.id: ["able"],
        putu.id: ["needs_help"],
    }


def test_undo_takes_back_the_whole_row_of_the_last_form(browser, workshop, trainer, at):
    wayan, made = an_enrolment(workshop), an_enrolment(workshop)
    browser.post(address(workshop, TASK), data=form_of((wayan, "", "needs_help")))
    at(NOW + MINUTE)
    browser.post(
        address(workshop, TASK),
        data=form_of((wayan, "needs_help", "able"), (made, "", ""), rest="able"),
    )

    browser.post(address(workshop, TASK, "undo"))

    assert verdicts(workshop) == {wayan.id: ["needs_help"]}


def test_undo_leaves_what_a_colleague_signed_off_since(app, browser, workshop, trainer, at):
    wayan = an_enrolment(workshop)
    browser.post(address(workshop, TASK), data=form_of((wayan, "", "able")))
    at(NOW + MINUTE)
    colleague = app.test_client().sign_in(a_staff_member(workshop, StaffRole.ASSISTANT))
    colleague.post(address(workshop, TASK), data=form_of((wayan, "able", "needs_help")))

    browser.post(address(workshop, TASK, "undo"))

    assert verdicts(workshop) == {wayan.id: ["able", "needs_help"]}


def test_rows_are_only_added(browser, workshop, trainer, at):
    wayan = an_enrolment(workshop)
    browser.post(address(workshop, TASK), data=form_of((wayan, "", "able")))
    first = db.session.execute(select(SkillSignoff.__table__)).one()
    at(NOW + MINUTE)
    browser.post(address(workshop, TASK), data=form_of((wayan, "able", "not_yet")))
    browser.post(address(workshop, TASK, "undo"))

    rows = db.session.execute(select(SkillSignoff.__table__).order_by(SkillSignoff.id)).all()

    assert rows[0] == first
    assert [row.takes_back_id for row in rows] == [None, None, rows[1].id]


def test_each_verdict_and_what_is_taken_back_stands_in_the_audit_trail(browser, workshop, trainer):
    wayan = an_enrolment(workshop)
    browser.post(address(workshop, TASK), data=form_of((wayan, "", "able")))
    browser.post(address(workshop, TASK, "undo"))

    given, back = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()

    assert (given.action, given.before, given.after) == ("signoff.give", None, {"verdict": "able"})
    assert (back.action, back.before, back.after) == (
        "signoff.take_back",
        {"verdict": "able"},
        None,
    )
    assert given.subject == back.subject == f"signoff:{wayan.id}:{TASK}"
    assert (given.actor_id, given.workshop_id) == (trainer.id, workshop.id)


def test_the_trail_tells_person_and_task_and_finds_them(app, browser, workshop, trainer):
    wayan = an_enrolment(workshop, a_person("I Wayan Contoh"))
    browser.post(address(workshop, TASK), data=form_of((wayan, "", "able")))

    organiser = app.test_client().sign_in(an_organiser(workshop.program))
    page = organiser.get(f"/w/{workshop.slug}/changes?q=wayan").text

    assert "I Wayan Contoh, Membuat tabel anggota" in page
    assert "Mampu" in page


def test_a_closed_workshop_refuses(browser, workshop, trainer):
    wayan = an_enrolment(workshop)
    workshop.closed_at = NOW - HOUR
    db.session.commit()

    posts = [
        browser.post(address(workshop, TASK), data=form_of((wayan, "", "able"))),
        browser.post(address(workshop, TASK, "undo")),
        browser.post(
            address(workshop, "people", wayan.id),
            data={"skill": TASK, "key": "k", "verdict": "able"},
        ),
    ]

    assert [answer.status_code for answer in posts] == [409, 409, 409]
    assert verdicts(workshop) == {}
    assert 'type="radio"' not in browser.get(address(workshop, TASK)).text


def test_a_task_is_listed_for_those_attendance_expects_on_its_day(workshop):
    an_enrolment(workshop)
    an_enrolment(workshop, withdrawn_at=NOW)
    first = an_enrolment(workshop, withdrawn_at=NOW, until_day=2)
    an_enrolment(workshop, from_day=3, replaces_id=first.id)
    an_enrolment(a_workshop())

    for meeting in db.session.scalars(select(Meeting).filter_by(workshop_id=workshop.id)):
        here = people_of(a_task(day=meeting.day), trainees_in(workshop))
        assert [each.enrolment_id for each in here] == [
            row.enrolment_id for row in register_of(meeting)
        ]


def test_who_withdrew_meanwhile_is_left_out_and_the_others_are_saved(browser, workshop, trainer):
    wayan, made = an_enrolment(workshop, withdrawn_at=NOW), an_enrolment(workshop)

    browser.post(address(workshop, TASK), data=form_of((wayan, "", "able"), (made, "", "able")))

    assert verdicts(workshop) == {made.id: ["able"]}
    assert "1 peserta sudah mengundurkan diri" in browser.get(address(workshop, TASK)).text


@pytest.mark.parametrize(
    "fields", [{"verdict-1": "able"}, {"was-x": "", "verdict-x": "able"}, {"rest": "great"}]
)
def test_what_no_list_of_ours_sends_is_refused(browser, workshop, trainer, fields):
    assert browser.post(address(workshop, TASK), data=fields).status_code == 422


def test_people_and_tasks_of_elsewhere_are_not_found(browser, workshop, trainer):
    stranger = an_enrolment(a_workshop())
    data = form_of((stranger, "", "able"))

    assert browser.post(address(workshop, TASK), data=data).status_code == 404
    assert browser.get(address(workshop, "h1-p1")).status_code == 404
    assert browser.get(address(workshop, "people", stranger.id)).status_code == 404


def test_the_list_shows_todays_tasks_first_and_counts(browser):
    workshop = a_workshop(first_day=FIRST_DAY + timedelta(days=1))  # now is its day 2
    browser.sign_in(a_staff_member(workshop))
    wayan, _made = an_enrolment(workshop), an_enrolment(workshop)
    browser.post(address(workshop, TASK), data=form_of((wayan, "", "able")))

    page = browser.get(address(workshop)).text

    led_to = re.findall(rf'href="{address(workshop)}/([a-z-]+)"', page)
    assert led_to == ["cadangan-data", "cadangan-data", "kode-bayar", TASK]
    assert "1 dari 2 mampu" in page


def test_without_a_script_the_list_is_a_form_with_what_to_look_for(browser, workshop, trainer):
    wayan = an_enrolment(workshop)
    browser.post(address(workshop, TASK), data=form_of((wayan, "", "needs_help")))

    page = browser.get(address(workshop, TASK)).text

    assert f'name="was-{wayan.id}" value="needs_help"' in page
    assert f'name="verdict-{wayan.id}" value="needs_help" checked' in page
    assert f'name="verdict-{wayan.id}" value="able"' in page
    assert 'name="rest" value="able"' in page
    assert "Setiap anggota satu baris" in page


def test_a_page_that_is_up_to_date_is_told_so(browser, workshop, trainer):
    wayan = an_enrolment(workshop)
    page = browser.get(address(workshop, TASK)).text
    version = page.split('data-version="')[1].split('"')[0]

    assert browser.get(address(workshop, TASK) + f"?since={version}").status_code == 204
    browser.post(address(workshop, TASK), data=form_of((wayan, "", "able")))
    assert browser.get(address(workshop, TASK) + f"?since={version}").status_code == 200


def test_the_pages_take_a_constant_number_of_statements(browser, workshop, trainer, statements):
    def visit():
        counts = []
        enrolment = an_enrolment(workshop)
        browser.post(address(workshop, TASK), data=form_of((enrolment, "", "able")))
        for more in ((), (TASK,), ("people", enrolment.id)):
            with statements() as seen:
                assert browser.get(address(workshop, *more)).status_code == 200
            counts.append(len(seen))
        return counts

    visit()
    few = visit()
    for _ in range(4):
        last = visit()

    assert last == few


def test_other_features_read_sign_offs_in_one_statement(workshop, browser, trainer, statements):
    wayan, made = an_enrolment(workshop), an_enrolment(workshop)
    for task in (TASK, "kode-bayar"):
        browser.post(
            address(workshop, task), data=form_of((wayan, "", "able"), (made, "", "not_yet"))
        )

    db.session.refresh(wayan)
    db.session.refresh(workshop)
    with statements() as seen:
        everybody = signoffs_in(workshop)
    with statements() as seen_of_one:
        hers = signoffs_of(wayan)

    assert len(seen) == len(seen_of_one) == 1
    assert everybody[wayan.id] == hers
    assert set(everybody) == {wayan.id, made.id}
    assert practical_mastery_of(hers[TASK]) is Mastery.ALONE
    assert [each.verdict for each in everybody[made.id][TASK]] == [SignoffVerdict.NOT_YET]
