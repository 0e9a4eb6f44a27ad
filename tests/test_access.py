"""Every route × every role, in one's own workshop and in somebody else's.

A new route fails until it stands in the table.
"""

from typing import Any

import pytest

from lms.access import HOLDERS, Permission, Role
from tests.access_world import World, a_world

PUBLIC = frozenset(Role)
SIGNED_IN = PUBLIC - {Role.ANONYMOUS}
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
ORGANISERS = ADMINISTRATOR | {Role.ORGANISER}
TRAINERS = ORGANISERS | {Role.TRAINER}
STAFF = TRAINERS | {Role.ASSISTANT}
PARTICIPANT = frozenset({Role.PARTICIPANT})
INSIDE = STAFF | PARTICIPANT

MAY_ENTER = {
    "activation.activate": PUBLIC,
    "activation.card": PUBLIC,
    "activation.check_card": PUBLIC,
    "activation.choose_pin": PUBLIC,
    "activation.data_protection": SIGNED_IN,
    "administration.change_standing": ADMINISTRATOR,
    "administration.create": ADMINISTRATOR,
    "administration.give_password": ADMINISTRATOR,
    "administration.new": ADMINISTRATOR,
    "administration.people": ADMINISTRATOR,
    "administration.person": ADMINISTRATOR,
    "analysis.quiz": TRAINERS,
    "analysis.quizzes": TRAINERS,
    "assets.file": PUBLIC,
    "attendance.ask_cancel": TRAINERS,
    "attendance.cancel": TRAINERS,
    "attendance.check_in": SIGNED_IN,
    "attendance.check_in_now": SIGNED_IN,
    "attendance.code": PUBLIC,
    "attendance.meetings": STAFF,
    "attendance.mine": PARTICIPANT,
    "attendance.photos": STAFF,
    "attendance.add_photos": STAFF,
    "attendance.ask_remove_photo": STAFF,
    "attendance.remove_photo": STAFF,
    "attendance.record": STAFF,
    "attendance.record_marks": STAFF,
    "attendance.register": STAFF,
    "board.board": STAFF,
    "board.end": TRAINERS,
    "board.now": STAFF,
    "board.room": PARTICIPANT,
    "board.start": TRAINERS,
    "discussion.all_seen": INSIDE,
    "discussion.announce": TRAINERS,
    "discussion.answer": INSIDE,
    "discussion.ask": INSIDE,
    "discussion.ask_author": ORGANISERS,
    "discussion.ask_carry": TRAINERS,
    "discussion.ask_hide": STAFF,
    "discussion.author": ORGANISERS,
    "discussion.carry": TRAINERS,
    "discussion.earlier": TRAINERS,
    "discussion.edit": INSIDE,
    "discussion.edit_reply": INSIDE,
    "discussion.hide": STAFF,
    "discussion.listed": INSIDE,
    "discussion.new": INSIDE,
    "discussion.new_announcement": TRAINERS,
    "discussion.pin": STAFF,
    "discussion.save": INSIDE,
    "discussion.save_reply": INSIDE,
    "discussion.seen": INSIDE,
    "discussion.settle": STAFF,
    "discussion.show_again": STAFF,
    "discussion.topic": INSIDE,
    "discussion.withdraw": INSIDE,
    "excuses.ask": PARTICIPANT,
    "excuses.decide": TRAINERS,
    "excuses.listed": TRAINERS,
    "excuses.mine": PARTICIPANT,
    "excuses.take_back": PARTICIPANT,
    "coverage.home_practice": PARTICIPANT,
    "coverage.meeting": STAFF,
    "coverage.overview": STAFF,
    "coverage.record": TRAINERS,
    "attendance.restore": TRAINERS,
    "attendance.scan": PUBLIC,
    "attendance.screen": STAFF,
    "attendance.sheet": STAFF,
    "attendance.sheets": STAFF,
    "attendance.type_code": PUBLIC,
    "attendance.undo": STAFF,
    "cards.ask": STAFF,
    "cards.choose": STAFF,
    "cards.close": STAFF,
    "cards.made": STAFF,
    "cards.make": STAFF,
    "cards.make_one": STAFF,
    "cards.sheet": STAFF,
    "gallery.index": PUBLIC,
    "grading.accept": TRAINERS,
    "grading.add_snippet": TRAINERS,
    "grading.answer": TRAINERS,
    "grading.answers": TRAINERS,
    "grading.apply_regrade": TRAINERS,
    "grading.collect": TRAINERS,
    "grading.grade": TRAINERS,
    "grading.queue": TRAINERS,
    "grading.regrade": TRAINERS,
    "grading.release": TRAINERS,
    "grading.remove_snippet": TRAINERS,
    "grading.snippets": TRAINERS,
    "grading.wordings": TRAINERS,
    "lessons.course": INSIDE,
    "lessons.day": INSIDE,
    "lessons.finish": PARTICIPANT,
    "lessons.lesson": INSIDE,
    "messages.agree": SIGNED_IN,
    "messages.ask_stop": PUBLIC,
    "messages.note_consent": STAFF,
    "messages.send": TRAINERS,
    "messages.stop": PUBLIC,
    "messages.write": STAFF,
    "help.index": SIGNED_IN,
    "help.settle": SIGNED_IN,
    "help.sheet": SIGNED_IN,
    "help.tour": SIGNED_IN,
    "trail.everything": ADMINISTRATOR,
    "trail.program": ORGANISERS,
    "trail.workshop": ORGANISERS,
    "today.home": SIGNED_IN,
    "people.change_secret": SIGNED_IN,
    "people.choose_language": PUBLIC,
    "people.devices": SIGNED_IN,
    "people.end_device": SIGNED_IN,
    "people.profile": SIGNED_IN,
    "people.sign_in": PUBLIC,
    "people.sign_in_now": PUBLIC,
    "people.sign_out": SIGNED_IN,
    "practice.answer": PARTICIPANT,
    "practice.exercise": INSIDE,
    "practice.result": PARTICIPANT,
    "quizzes.allow_extra_time": TRAINERS,
    "quizzes.attempt": STAFF,
    "quizzes.change_times": TRAINERS,
    "quizzes.check": PARTICIPANT,
    "quizzes.collect": TRAINERS,
    "quizzes.cover": PARTICIPANT,
    "quizzes.deliver": PARTICIPANT,
    "quizzes.extra_times": TRAINERS,
    "quizzes.give_time": TRAINERS,
    "quizzes.give_time_to": TRAINERS,
    "quizzes.judge": TRAINERS,
    "quizzes.hand_in": PARTICIPANT,
    "quizzes.question": PARTICIPANT,
    "quizzes.result": PARTICIPANT,
    "quizzes.room": STAFF,
    "quizzes.save": PARTICIPANT,
    "quizzes.show_key": TRAINERS,
    "quizzes.start": PARTICIPANT,
    "quizzes.times": TRAINERS,
    "quizzes.windows": STAFF,
    "rehearsal.begin": TRAINERS,
    "rehearsal.discard": TRAINERS,
    "rehearsal.move": TRAINERS,
    "rehearsal.panel": TRAINERS,
    "reports.material_csv": TRAINERS,
    "reports.matrix": STAFF,
    "reports.mine": PARTICIPANT,
    "reports.program": ORGANISERS,
    "reports.program_csv": ORGANISERS,
    "reports.program_material_csv": ORGANISERS,
    "reports.workshop": TRAINERS,
    "reports.workshop_csv": TRAINERS,
    "uploads.file": INSIDE,
    "uploads.small": INSIDE,
    "seats.change_waiting": ORGANISERS,
    "calendars.feed": PUBLIC,
    "calendars.file": INSIDE,
    "calendars.page": INSIDE,
    "calendars.renew": INSIDE,
    "calendars.revoke": INSIDE,
    "seats.ask_match": ORGANISERS,
    "seats.ask_substitute": ORGANISERS,
    "seats.ask_undo_substitute": ORGANISERS,
    "seats.undo_substitute": ORGANISERS,
    "seats.ask_transfer": ORGANISERS,
    "seats.door": STAFF,
    "seats.guests": STAFF,
    "seats.history": STAFF,
    "seats.keep": ORGANISERS,
    "seats.match": ORGANISERS,
    "seats.overview": STAFF,
    "seats.record_guest": STAFF,
    "seats.substitute": ORGANISERS,
    "seats.transfer": ORGANISERS,
    "seats.walk_in": STAFF,
    "seats.waiting": ORGANISERS,
    "workshops.add_person": ORGANISERS,
    "workshops.add_staff": ORGANISERS,
    "workshops.ask_close": ORGANISERS,
    "workshops.ask_remove": ORGANISERS,
    "workshops.ask_withdraw": ORGANISERS,
    "workshops.close": ORGANISERS,
    "workshops.close_handout": ORGANISERS,
    "workshops.create_program": ORGANISERS,
    "workshops.create_workshop": ORGANISERS,
    "workshops.edit": ORGANISERS,
    "workshops.edit_program": ORGANISERS,
    "workshops.enrol_again": ORGANISERS,
    "workshops.enrol_person": ORGANISERS,
    "workshops.extend": TRAINERS,
    "workshops.extensions": TRAINERS,
    "workshops.handout": ORGANISERS,
    "workshops.import_choices": ORGANISERS,
    "workshops.import_confirm": ORGANISERS,
    "workshops.import_preview": ORGANISERS,
    "workshops.import_upload": ORGANISERS,
    "workshops.move_to_revision": ORGANISERS,
    "workshops.new_program": ORGANISERS,
    "workshops.new_workshop": ORGANISERS,
    "workshops.overview": STAFF,
    "workshops.people": STAFF,
    "workshops.person": STAFF,
    "workshops.program": ORGANISERS,
    "workshops.programs": ORGANISERS,
    "workshops.remove_staff": ORGANISERS,
    "workshops.reopen": ORGANISERS,
    "workshops.revision": ORGANISERS,
    "workshops.save": ORGANISERS,
    "workshops.save_person": ORGANISERS,
    "workshops.save_program": ORGANISERS,
    "workshops.staff": ORGANISERS,
    "workshops.upload_list": ORGANISERS,
    "workshops.withdraw": ORGANISERS,
}
PERSONAL = {
    "calendars.feed",
    "assets.file",
    "cards.close",
    "cards.made",
    "cards.sheet",
    "grading.remove_snippet",
    "people.end_device",
    "uploads.file",
    "uploads.small",
    "workshops.handout",
    "workshops.close_handout",
}
"""Not found, whoever asks: it belongs to one person (or is no page)."""
CONSUMING = {
    "discussion.withdraw",
    "discussion.carry",
    "attendance.remove_photo",
    "workshops.remove_staff",
    "workshops.import_confirm",
}
"""What one has done the next cannot do again."""
ANYWHERE = {Role.ORGANISER, Role.ADMINISTRATOR}
"""Whose role does not hang on a workshop; of the organiser only outside workshops and programs."""


@pytest.fixture
def world(app) -> World:
    return a_world()


def routes(app):
    return [(rule, (rule.methods - {"HEAD", "OPTIONS"}).pop()) for rule in app.url_map.iter_rules()]


def answer_to(app, role, person, rule, method, values) -> int:
    """Return what `person` gets at a route: 200 stands for everything that is no refusal."""
    browser = app.test_client()
    if person is not None:
        browser.sign_in(person)
    adapter = app.url_map.bind("localhost")
    needed = {name: values[name] for name in rule.arguments}
    sent = {"number": "2", "answer": "1", "token": "A" * 22} if method == "POST" else None
    response = browser.open(adapter.build(rule.endpoint, needed), method=method, data=sent)
    if response.status_code == 303 and "/sign-in?" in response.headers["Location"]:
        return 401
    return response.status_code if response.status_code in (401, 403, 404) else 200


def expected(rule, role, may_enter, own: bool) -> int:
    if Role.ANONYMOUS in may_enter:
        return 200
    if role is Role.ANONYMOUS:
        return 401
    if rule.arguments & {"workshop_slug", "program_slug"}:
        if role is Role.MEMBER or (not own and role is not Role.ADMINISTRATOR):
            return 404
        if "program_slug" in rule.arguments and role not in ANYWHERE:
            return 404
    return 200 if role in may_enter else 403


def check(app, world, rule, method, *, own: bool) -> None:
    for role in world.people:
        if rule.endpoint in CONSUMING:
            world = a_world()
        values: dict[str, Any] = world.own if own else world.other
        got = answer_to(app, role, world.people[role], rule, method, values)
        wanted = expected(rule, role, MAY_ENTER[rule.endpoint], own)
        if wanted == 200 and rule.endpoint in PERSONAL:
            wanted = got if got == 404 else 200
        assert got == wanted, f"{method} {rule.endpoint} as {role}: {got}, not {wanted}"


def test_the_table_names_every_route(app):
    assert set(MAY_ENTER) == set(app.view_functions)


def test_every_permission_is_held_by_somebody_and_needed_by_some_route(app):
    assert set(HOLDERS) == set(Permission)
    assert {view.permission for view in app.view_functions.values()} == set(Permission)


def test_every_role_gets_in_where_the_table_says(app, world):
    for rule, method in routes(app):
        if method == "GET":
            check(app, world, rule, method, own=True)


@pytest.mark.parametrize("endpoint", sorted(MAY_ENTER))
def test_writing_is_open_to_those_in_the_table(app, world, endpoint):
    for rule, method in routes(app):
        if rule.endpoint == endpoint and method != "GET":
            check(app, world, rule, method, own=True)


def test_another_workshop_or_program_is_not_found(app, world):
    for rule, method in routes(app):
        if rule.arguments & {"workshop_slug", "program_slug"}:
            check(app, world, rule, method, own=False)


def test_an_id_from_another_workshop_is_not_found_in_ones_own(app, world):
    ids = {
        "enrolment_id",
        "meeting_id",
        "excuse_id",
        "photo_id",
        "attempt_id",
        "answer_id",
        "staff_id",
        "token",
        "topic_id",
        "reply_id",
        "earlier_id",
    }
    for rule, method in routes(app):
        for name in rule.arguments & ids if rule.endpoint not in PERSONAL else ():
            values = {**world.own, name: world.other[name]}
            for role in MAY_ENTER[rule.endpoint]:
                got = answer_to(app, role, world.people[role], rule, method, values)
                assert got == 404, f"{method} {rule.endpoint} with another {name} as {role}: {got}"


def test_what_others_did_in_ones_own_workshop_is_not_found(app, world):
    neighbour = world.neighbour
    for rule, method in routes(app):
        if "attempt_id" in rule.arguments and Role.PARTICIPANT in MAY_ENTER[rule.endpoint]:
            assert answer_to(app, Role.PARTICIPANT, neighbour, rule, method, world.own) == 404
