"""Every page of the product, in the states that the demo has of it."""

from collections.abc import Mapping
from dataclasses import replace
from time import time_ns

from lms.demo.build import PIN
from lms.help.manuals import MANUALS
from lms.practice.overview.routes import PARTS
from lms.questions import KINDS
from tests.pages.arrivals import (
    all_ticked,
    begun,
    by_card,
    by_other_code,
    filled,
    in_a_rehearsal,
    sent,
)
from tests.pages.extras import (
    ALUMNA,
    CLOSED_WORKSHOP,
    LENT_WORKSHOP,
    PHOTO_TASK,
    PRACTICAL_WORKSHOP,
)
from tests.pages.state import (
    State,
    answer,
    attempt,
    certificate,
    from_the_door,
    kind,
    meeting,
    of,
    own_check_in,
    short_answer,
    token,
    topic,
)

AS_IT_COMES = (State(),)
ALL_WORKSHOPS = (State("over", 1), State("running", 2), State("to come", 3))
EVERYBODY = (
    *("member", "newcomer", "participant", "graduate", "alumna", "villager"),
    *("assistant", "trainer", "organiser", "administrator"),
)
SENT = (State(), State("sent empty", send=True))
STATES: Mapping[str, tuple[State, ...]] = {
    "today.home": tuple(State(alone=part) for part in EVERYBODY),
    "help.index": (State(alone="participant"),),
    "help.tour": tuple(
        State(f"{guide} {number}", pick=of(guide=guide, number=number), alone="participant")
        for guide, manual in MANUALS.items()
        for number in (1, 3, len(manual.steps))
    ),
    "people.sign_in": (
        *SENT,
        State(
            "signed out in mid-form",
            alone="anonymous",
            arrive=sent("/w/{workshop_slug}/discussion", text="Apakah kuis boleh diulang?"),
            status=401,
        ),
    ),
    "activation.card": tuple(replace(state, alone="anonymous") for state in SENT),
    "activation.choose_pin": tuple(
        replace(
            state, workshop=3, alone="anonymous", arrive=by_card, shows="cards/activation/pin.html"
        )
        for state in SENT
    ),
    "activation.data_protection": (State(alone="participant"),),
    "cards.choose": (
        *ALL_WORKSHOPS,
        State(
            "new ones",
            3,
            alone="organiser",
            arrive=all_ticked("/w/{workshop_slug}/people/cards"),
            shows="cards/confirm.html",
        ),
    ),
    "cards.ask": AS_IT_COMES,
    "cards.made": tuple(
        State(name, 3, token(name), alone="organiser") for name in ("one card", "cards")
    ),
    "administration.new": (
        *SENT,
        State(
            "made",
            alone="administrator",
            arrive=filled(
                "/people/new", name="Ni Luh Contoh", email=f"petugas-{time_ns()}@example.org"
            ),
            shows="people/administration/password.html",
        ),
    ),
    "administration.people": AS_IT_COMES,
    "administration.person": AS_IT_COMES,
    "seats.ask_merge": AS_IT_COMES,
    "privacy.mine": tuple(replace(state, alone="participant") for state in SENT),
    "privacy.requests": AS_IT_COMES,
    "workshops.organisers": SENT,
    "workshops.ask_remove_organiser": AS_IT_COMES,
    "people.devices": SENT,
    "people.second_factor": AS_IT_COMES,
    "people.profile": AS_IT_COMES,
    "enrolment.own_data": tuple(State(alone=part) for part in ("participant", "trainer")),
    "seats.ask_join": tuple(replace(state, alone="participant") for state in SENT),
    "seats.confirm_join": (
        State(
            alone="participant",
            arrive=by_other_code(ALUMNA, PIN),
            shows="enrolment/seats/confirm_join.html",
        ),
    ),
    "workshops.new_program": SENT,
    "workshops.new_workshop": (*SENT, State("copied", query=(("copy", "go-digital-denpasar-1"),))),
    "enrolment.add_person": SENT,
    "workshops.programs": AS_IT_COMES,
    "workshops.program": AS_IT_COMES,
    "workshops.edit_program": AS_IT_COMES,
    "workshops.edit": AS_IT_COMES,
    "workshops.staff": AS_IT_COMES,
    "workshops.ask_remove": AS_IT_COMES,
    "enrolment.ask_withdraw": AS_IT_COMES,
    "seats.ask_delete": AS_IT_COMES,
    "workshops.revision": AS_IT_COMES,
    "reports.program": tuple(
        State(part or "in short", query=(("part", part),))
        for part in ("", "goals", "material", "mastery")
    ),
    "reports.compare": AS_IT_COMES,
    "cooperatives.listed": AS_IT_COMES,
    "cooperatives.cooperative": AS_IT_COMES,
    "reports.program_people": (State(pick=of(figure_key="passed")),),
    "reports.targets": ALL_WORKSHOPS[1:],
    "freezing.versions": ALL_WORKSHOPS,
    "freezing.of_program": AS_IT_COMES,
    "handover.workshop": ALL_WORKSHOPS,
    "handover.program": AS_IT_COMES,
    "handover.report_photos": AS_IT_COMES,
    "certificates.listed": ALL_WORKSHOPS,
    "certificates.one": tuple(
        State(each, 1, certificate(each), alone="organiser") for each in ("valid", "replaced")
    ),
    "certificates.setup": AS_IT_COMES,
    "certificates.mine": (
        State("issued", 1, alone="graduate"),
        State("not yet", alone="participant"),
    ),
    "certificates.ask": tuple(replace(state, alone="anonymous") for state in SENT),
    "certificates.verify": tuple(
        State(each, 1, certificate(each), alone="anonymous") for each in ("valid", "replaced")
    ),
    "closing.ask_close": AS_IT_COMES,
    "calendars.page": AS_IT_COMES,
    "seats.overview": ALL_WORKSHOPS[1:],
    "seats.waiting": SENT,
    "seats.door": (State(pick=meeting(3, "morning")),),
    "seats.guests": (State(pick=meeting(3, "morning")),),
    "seats.ask_substitute": SENT,
    "seats.ask_undo_substitute": AS_IT_COMES,
    "seats.ask_transfer": SENT,
    "seats.ask_match": (State(pick=from_the_door),),
    "seats.history": AS_IT_COMES,
    "workshops.overview": ALL_WORKSHOPS,
    "enrolment.people": (*ALL_WORKSHOPS, State("nobody found", query=(("q", "zzz"),))),
    "enrolment.person": ALL_WORKSHOPS,
    "extensions.listed": (*ALL_WORKSHOPS[:2], State("sent empty", 1, send=True)),
    "extensions.mine": ALL_WORKSHOPS,
    "enrolment.import_upload": SENT,
    "enrolment.import_preview": (
        State(pick=token("draft")),
        State("unknown columns", 3, token("draft"), shows="enrolment/importing/columns.html"),
    ),
    "workshops.handout": (State(pick=token("handout"), alone="organiser"),),
    "lessons.course": (*ALL_WORKSHOPS, State("away", LENT_WORKSHOP, alone="villager")),
    "lessons.day": (
        *(State(f"day {day}", pick=of(day=day)) for day in (1, 3, 5)),
        State("over", 1, of(day=5)),
        State("to come", 3, of(day=1)),
    ),
    "lessons.lesson": tuple(
        State(lesson, pick=of(lesson_id=lesson)) for lesson in ("h1-l1", "h2-l3", "h3-l3")
    ),
    "lessons.guide": (State("day 3", pick=of(day=3), alone="trainer"),),
    "lessons.specification": (State("whole", alone="trainer"),),
    "practice.before": (
        *(State(each, pick=of(lesson_id=each, place=2)) for each in ("h1-l3", "h5-l2")),
        State("not readable", pick=of(lesson_id="h1-l3", place=2), send=True, alone="participant"),
        State(
            "guessed",
            pick=of(lesson_id="h1-l1", place=2),
            arrive=sent("/w/{workshop_slug}/lessons/h1-l1/before/2", answer="true"),
            shows="practice/guessed.html",
        ),
    ),
    "practice.exercise": (
        *(State(each, pick=kind(each)) for each in KINDS if each != "file_upload"),
        State("not readable", pick=kind("numeric"), send=True, alone="participant"),
        State("sample", pick=kind("numeric"), alone="trainer", shows="practice/sample.html"),
    ),
    "practice.result": (
        State(),
        State("over", 1),
        State(
            "asked again",
            CLOSED_WORKSHOP,
            of(exercise_id="h1-p1", number=1),
            alone="alumna",
            shows="practice/again.html",
        ),
    ),
    "overview.overview": (
        *ALL_WORKSHOPS,
        *(State(part, 1, query=(("part", part),), alone="trainer") for part in PARTS),
    ),
    "booklet.booklets": (
        State("made", 1, alone="trainer"),
        State("none yet", 2, alone="trainer"),
        State("wrong code", 1, query=(("code", "K7M-03"),), alone="trainer"),
    ),
    "booklet.results": (State("to be typed", 1, alone="trainer"),),
    "feedback.own": (State("answered", 1, alone="graduate"), State("early", alone="participant")),
    "feedback.result": (
        State("over", 1),
        State("to a trainer", 1, alone="trainer"),
        State("early", 2),
    ),
    "plans.listed": (*ALL_WORKSHOPS, State("asked", CLOSED_WORKSHOP, alone="administrator")),
    "plans.of_person": (State("with a plan", 1), State("without")),
    "plans.mine": (State("written", 1, alone="graduate"), State("too early", alone="participant")),
    "plans.follow_up": (
        State("asked", CLOSED_WORKSHOP, of(asked_day=90), alone="alumna"),
        State("nothing chosen", CLOSED_WORKSHOP, of(asked_day=90), send=True, alone="alumna"),
        State("too early", pick=of(asked_day=30), alone="participant"),
    ),
    "sitting.today": (
        State("before it begins", alone="participant"),
        State("enough", CLOSED_WORKSHOP, alone="alumna", shows="sitting/end.html"),
        State(
            "asked",
            1,
            alone="graduate",
            arrive=begun("/w/{workshop_slug}/practice"),
            shows="sitting/question.html",
        ),
    ),
    "sitting.choose_time": (
        State(alone="participant"),
        State("nothing chosen", send=True, alone="participant"),
    ),
    "offline.page": (State(alone="participant"),),
    "sitting.skills": (State(alone="participant"), State("practising", 1, alone="graduate")),
    "quizzes.cover": (
        State("to begin", pick=of(quiz_id="kuis-3"), alone="beginner"),
        State("time up", pick=of(quiz_id="kuis-3"), alone="latecomer"),
        State("closed", CLOSED_WORKSHOP, of(quiz_id="kuis-1"), alone="alumna"),
        State("away", LENT_WORKSHOP, of(quiz_id="tes-awal"), alone="villager"),
        State("sat", pick=of(quiz_id="kuis-1")),
        State("being sat", pick=of(quiz_id="kuis-3")),
        State("to come", pick=of(quiz_id="kuis-4")),
        State("pre-test", pick=of(quiz_id="tes-awal")),
        State("assignment", 1, of(quiz_id="tugas-rencana-aksi")),
    ),
    "quizzes.question": (
        *(
            State(f"question {position}", pick=attempt("kuis-3", position=position))
            for position in (1, 5)
        ),
        State("photo", pick=attempt(PHOTO_TASK, position=1)),
        State(
            "time up",
            pick=lambda _demo, values: {"attempt_id": values["late_attempt"], "position": 1},
            alone="latecomer",
            shows="quizzes/attempts/time_up.html",
        ),
    ),
    "quizzes.check": (State(pick=attempt("kuis-3")),),
    "quizzes.room": (State("over", 1), State("running", 2)),
    "quizzes.attempt": (
        State("going on", pick=attempt("kuis-3")),
        State("handed in", pick=attempt("kuis-1")),
    ),
    "quizzes.extra_times": SENT,
    "quizzes.windows": AS_IT_COMES,
    "quizzes.times": (State(pick=of(quiz_id="kuis-4")),),
    "rehearsal.panel": (
        *(State("running", 2), State("to come", 3)),
        State(
            *("going on", 3),
            alone="administrator",
            arrive=in_a_rehearsal,
            shows="rehearsal/panel.html",
        ),
    ),
    "quizzes.result": (
        State("quiz", pick=attempt("kuis-1")),
        State("post-test", 1, attempt("tes-akhir")),
        State("with a photo", 1, attempt("kuis-4")),
        State("assignment", 1, attempt("tugas-rencana-aksi")),
    ),
    "attendance.meetings": ALL_WORKSHOPS,
    "attendance.mine": ALL_WORKSHOPS,
    "attendance.register": (
        *ALL_WORKSHOPS,
        State("going on", pick=meeting(3, "afternoon")),
        State("away", LENT_WORKSHOP, alone="administrator"),
    ),
    "attendance.photos": (*ALL_WORKSHOPS, State("sent empty", 1, send=True)),
    "attendance.ask_remove_photo": (State(workshop=1),),
    "signoffs.tasks": (
        State("going on", PRACTICAL_WORKSHOP, alone="administrator"),
        State("to come", 3),
    ),
    "signoffs.task": (
        State("begun", PRACTICAL_WORKSHOP, of(skill_id="tabel-anggota"), alone="administrator"),
        State("open", PRACTICAL_WORKSHOP, of(skill_id="kode-bayar"), alone="administrator"),
    ),
    "signoffs.person": (State("seen", PRACTICAL_WORKSHOP, alone="administrator"),),
    "signoffs.mine": (State("seen", PRACTICAL_WORKSHOP, alone="learner"),),
    "board.board": (*ALL_WORKSHOPS, State("names hidden", query=(("names", "hidden"),))),
    "messages.write": tuple(
        State(each, query=(("kind", each),))
        for each in ("plan", "missing", "practice", "card", "sign_in")
    ),
    "messages.ask_stop": AS_IT_COMES,
    "excuses.mine": (*SENT, State("over", 1)),
    "excuses.listed": ALL_WORKSHOPS[:2],
    "coverage.home_practice": ALL_WORKSHOPS,
    "coverage.meeting": (
        State("recorded", 2),
        State("partly", 2, meeting(2, "afternoon")),
        State("open", 2, meeting(3, "morning")),
        State("to come", 3),
    ),
    "coverage.overview": ALL_WORKSHOPS,
    "attendance.screen": (*ALL_WORKSHOPS, State("going on", pick=meeting(3, "afternoon"))),
    "attendance.ask_cancel": SENT,
    "attendance.code": (
        *SENT,
        State(
            "wrong",
            alone="participant",
            arrive=filled("/hadir", code="000000"),
            status=422,
            shows="attendance/checkin/refused.html",
        ),
    ),
    "attendance.check_in": (State("recorded", pick=own_check_in, alone="participant"),),
    "discussion.listed": (
        *ALL_WORKSHOPS,
        State("unanswered", 2, query=(("show", "open"),)),
        State("nothing found", 2, query=(("q", "tidak ada di sini"),)),
    ),
    "discussion.topic": (
        State("answered", 1),
        State("anonymous", 2, topic("anonymous")),
        State("announcement", 2, topic("announcement")),
    ),
    "discussion.new": (
        *(State("new", 2), State("empty", 2, send=True)),
        State(
            "token out of date",
            alone="participant",
            arrive=sent("/w/{workshop_slug}/discussion", csrf_token="old", text="Apakah boleh?"),
            status=400,
            shows="people/resume.html",
        ),
    ),
    "discussion.new_announcement": AS_IT_COMES,
    "discussion.edit": (State("own", 2, topic("own"), alone="participant"),),
    "discussion.edit_reply": (State("own", 1, topic("replied"), alone="trainer"),),
    "discussion.ask_hide": (State("hide", 2),),
    "discussion.ask_author": (State("author", 2, topic("anonymous")),),
    "discussion.earlier": ALL_WORKSHOPS[:2],
    "discussion.ask_carry": AS_IT_COMES,
    "grading.queue": ALL_WORKSHOPS,
    "grading.answer": (
        State("waiting", 1, answer("waiting")),
        State("graded", 1, answer("graded")),
        State("photo", 1, answer("photo")),
    ),
    "grading.answers": (
        State("graded", 1, of(quiz_id="kuis-1")),
        State("nothing", 2, of(quiz_id="tes-akhir")),
    ),
    "grading.regrade": (State("nothing to change", pick=of(quiz_id="kuis-1")),),
    "grading.snippets": AS_IT_COMES,
    "grading.wordings": (State(pick=short_answer),),
    "analysis.quizzes": AS_IT_COMES,
    "analysis.quiz": (
        State("quiz", pick=of(quiz_id="kuis-1")),
        State("not sat", pick=of(quiz_id="kuis-4")),
        State("pre-test", pick=of(quiz_id="tes-awal")),
    ),
    "reports.matrix": (State("running", 2), State("to come", 3)),
    "reports.mine": ALL_WORKSHOPS,
    "reports.workshop": (
        *ALL_WORKSHOPS,
        *(State(part, 1, query=(("part", part),)) for part in ("goals", "material", "mastery")),
        State("people", 1, query=(("part", "people"),), shows="reports/people.html"),
    ),
    "reports.attendance": (State("over", 1), State("to come", 3)),
    "reports.workshop_people": (
        State("who passed", 1, pick=of(figure_key="passed")),
        State("nobody yet", 3, pick=of(figure_key="passed")),
    ),
    "audit.workshop": (*ALL_WORKSHOPS, State("nothing found", query=(("q", "zzz"),))),
    "audit.program": AS_IT_COMES,
    "audit.everything": AS_IT_COMES,
}
ELSEWHERE = {
    "nothing there": ("/nothing-there", 404),
    "not for her": ("/programs/new", 403),
    **{f"error {n}": (f"/error/{n}", n) for n in (400, 401, 405, 409, 413, 422, 429, 500, 503)},
}
"""Pages of errors: their address and their status."""
