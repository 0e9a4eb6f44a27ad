"""What becomes of each table when a person gets a copy of her data, or has it erased.

A table is in `HERS`, with the column that says whose a row is, or in `NOT_HERS`. In a table of hers
every column of text must be said to be emptied or to stay; whatever else there is (numbers,
instants, choices, references) stays, so that attendance and results are counted as before under
the pseudonym. A test walks all tables and columns, so that none can be forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class TableFate:
    """`owner`: the column that leads to her, by itself or through a row of another table of hers.

    On erasure rows are deleted, or the columns of `emptied` get these values. `stays`: texts that
    tell nothing of her, such as ids of questions. `secret` columns are in no copy.
    """

    owner: str
    deleted: bool = False
    emptied: Mapping[str, Any] | None = None
    stays: frozenset[str] = frozenset()
    secret: frozenset[str] = frozenset()


def _words(names: str) -> frozenset[str]:
    return frozenset(names.split())


def _emptied(owner: str, *names: str, stays: str = "", **values: Any) -> TableFate:
    return TableFate(owner, emptied=dict.fromkeys(names, "") | values, stays=_words(stays))


def _stays(owner: str, names: str = "") -> TableFate:
    return TableFate(owner, stays=_words(names))


def _deleted(owner: str, secret: str = "") -> TableFate:
    return TableFate(owner, deleted=True, secret=_words(secret))


GONE = "-"
HERS: Mapping[str, TableFate] = {
    "person": TableFate(
        "id",
        emptied={
            **dict.fromkeys(("phone", "position", "note"), ""),
            **dict.fromkeys(("participant_code", "pin_hash", "email", "password_hash")),
            "name": GONE,  # a pseudonym takes its place
        },
        stays=frozenset({"language"}),
        secret=frozenset({"pin_hash", "password_hash"}),
    ),
    "consent": _stays("person_id", "version language"),
    "activation_card": _deleted("person_id", "secret_hash"),
    "calendar_feed": _deleted("person_id", "token"),
    "web_session": _deleted("person_id", "token_hash phone_key"),
    "second_factor": _deleted("person_id", "secret recovery"),
    "outgoing_mail": _deleted("person_id", "stop_url"),
    "snippet": _deleted("person_id"),
    "staff": _deleted("person_id"),
    "staff_invitation": _deleted("person_id"),
    "program_organiser": _deleted("person_id"),
    "waiting": _deleted("person_id"),
    "topic_seen": _deleted("person_id"),
    "erasure_request": _emptied("person_id", "words", "answer"),
    "enrolment": _emptied("person_id", "withdrawal_reason", stays="first_form"),
    "seat_change": _emptied("person_id", "reason"),
    "check_in": _emptied("person_id", "device", "network"),
    "upload": _deleted("owner_id", "sha256"),
    "topic": _emptied(
        "author_id", "hidden_reason", stays="lesson_id exercise_id", text=GONE, html=GONE
    ),
    "reply": _emptied("author_id", "hidden_reason", text=GONE, html=GONE),
    "attendance": _stays("enrolment_id"),
    "attendance_change": _emptied("enrolment_id", client=None),
    "excuse": _emptied("enrolment_id", "reason", "answer", photo_id=None),
    "extension": _emptied("enrolment_id", "reason"),
    "extension_request": _emptied("enrolment_id", "wish", "answer"),
    "extra_time": _emptied("enrolment_id", "reason", stays="quiz_id"),
    "quiz_override": _emptied("enrolment_id", "reason", stays="quiz_id"),
    "action_plan": _emptied("enrolment_id", "aim", "indicator", "value_before", photo_id=None),
    "plan_step": _emptied("plan_id", "what", "who", "how_seen"),
    "follow_up": _emptied("enrolment_id", "done_words", "missing", "indicator_now"),
    "feedback_response": _stays("enrolment_id"),
    "feedback_answer": _emptied("response_id", "words", stays="statement_id"),
    "lesson_done": _stays("enrolment_id", "lesson_id"),
    "opened_hint": _stays("enrolment_id", "exercise_id"),
    "practice_reminder": _stays("enrolment_id"),
    "practice_sitting": _stays("enrolment_id", "choices"),
    "practice_time": _emptied("enrolment_id", "words"),
    "exercise_try": _emptied(
        "enrolment_id", stays="exercise_id answer second_answer", client_key=None
    ),
    "skill_signoff": _stays("enrolment_id", "skill_id tap"),
    "attempt": _stays("enrolment_id", "quiz_id form question_ids score marks"),
    "answer": _emptied("attempt_id", "comment", stays="question_id answer"),
    "answer_save": _stays("attempt_id", "client answer"),
    "delivery": _stays("attempt_id", "receipt"),
    "marks_seen": _stays("attempt_id"),
    "time_grant": _emptied("attempt_id", "reason", stays="tap"),
    "checked_answer": _stays("attempt_id"),
    "certificate": _emptied("enrolment_id", "ending_reason", stays="number code data"),
    "given_grade": _emptied("answer_id", "comment", stays="rubric"),
}
"""In the order of a copy. Answers to questions that a trainer marks are emptied as well: what was
written there may tell of her; the others are choices and numbers. Certificates are revoked, and
the name in their `data` becomes the pseudonym.
"""
NOT_HERS = _words(
    """
    cooperative course_revision course_attachment program workshop meeting sign_in_failure
    accepted_answer audit_entry handout import_draft key_shown program_invitation quiz_release
    rehearsal room_start covered_lesson sheet_photo certificate_setup goal_target kept_account
    frozen_report report_photo frozen_program_report workshop_report_text program_report_text
    program_loan
    """
)
"""Of everybody, or soon gone (failed tries, handouts, drafts). A frozen report is the account as it
was handed over, names and all: its checksums say that it is unchanged. Texts of reports are what
organisers write about a workshop, and who signs it by office. Lines of the list of changes are
about her by their subject, not by a reference; `erasing` takes what is personal out of them.
"""
TOLD_IN_CHANGES = frozenset(
    {"name", "phone", "email", "position", "note", "participant_code", "cooperative", "device"}
)
"""The values in lines of the list of changes that are taken out."""
