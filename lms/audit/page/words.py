"""What changes are called: every action of the audit trail, the fields and values they tell of."""

from enum import StrEnum

from lms.attendance.rules import WORDS as PRESENCE_WORDS
from lms.coverage.rules import STATE_WORDS as COVERED_WORDS
from lms.excuses.rules import STATE_WORDS as EXCUSE_WORDS
from lms.language import mark as _
from lms.people.words import STANDING_WORDS
from lms.workshops.models import Part
from lms.workshops.words import STAFF_WORDS


class Theme(StrEnum):
    """What a change is about; a list of changes can be narrowed down to one."""

    ATTENDANCE = "attendance"
    MARKS = "marks"
    QUIZZES = "quizzes"
    PEOPLE = "people"
    PLAN = "plan"
    DISCUSSION = "discussion"
    ACCOUNTS = "accounts"


THEME_WORDS: dict[Theme, str] = {
    Theme.ATTENDANCE: _("Attendance and excuses"),
    Theme.MARKS: _("Marks"),
    Theme.QUIZZES: _("Quizzes and their times"),
    Theme.PEOPLE: _("People and seats"),
    Theme.PLAN: _("Plan, dates and material"),
    Theme.DISCUSSION: _("Discussion"),
    Theme.ACCOUNTS: _("Cards and accounts"),
}

ACTIONS: dict[Theme, dict[str, str]] = {
    Theme.ATTENDANCE: {
        "attendance.record": _("Attendance recorded"),
        "attendance.photo_add": _("Photo of the signed sheet added"),
        "attendance.photo_remove": _("Photo of the signed sheet removed"),
        "excuse.ask": _("Asked to be excused"),
        "excuse.take_back": _("Request to be excused taken back"),
        "excuse.decide": _("Request to be excused decided"),
    },
    Theme.MARKS: {
        "answer.grade": _("Answer marked"),
        "answer.accept": _("Another answer accepted"),
        "answer.take_back": _("Accepted answer taken back"),
        "grades.release": _("Grades released"),
        "grades.withhold": _("Grades hidden again"),
        "quiz.regrade": _("Quiz regraded"),
    },
    Theme.QUIZZES: {
        "quiz.give_time": _("More time given"),
        "quiz.reopen": _("Attempt reopened"),
        "quiz.set_aside": _("Late answers left out"),
        "quiz.count_again": _("Late answers counted after all"),
        "quiz.extra_time": _("Standing extra time given"),
        "quiz.override": _("Times of a quiz changed"),
        "quiz.show_key": _("Explanations shown"),
        "room.start": _("Started for the room"),
        "room.end": _("Ended for the room"),
    },
    Theme.PEOPLE: {
        "enrolment.add": _("Participants enrolled"),
        "enrolment.again": _("Enrolled again"),
        "enrolment.transfer": _("Moved to another workshop"),
        "enrolment.walk_in": _("Added at the door"),
        "enrolment.withdraw": _("Withdrew"),
        "seat.substitute": _("Seat handed on to a substitute"),
        "seat.undo_substitute": _("Substitution undone"),
        "waiting.add": _("Put on the waiting list"),
        "waiting.move": _("Moved on the waiting list"),
        "waiting.promote": _("Given a seat from the waiting list"),
        "waiting.remove": _("Taken off the waiting list"),
        "person.change": _("Data corrected"),
        "person.keep": _("Kept as a new person"),
        "person.match": _("Matched with somebody known"),
        "person.join": _("Joined two codes of hers"),
        "staff.add": _("Trainer or assistant named"),
        "staff.remove": _("Trainer or assistant removed"),
        "staff.invite": _("Asked to run the workshop"),
        "staff.uninvite": _("No longer asked to run the workshop"),
    },
    Theme.PLAN: {
        "program.create": _("Program created"),
        "program.change": _("Program changed"),
        "workshop.create": _("Workshop created"),
        "workshop.change": _("Workshop changed"),
        "workshop.revision": _("Moved to another version of the course"),
        "workshop.close": _("Workshop closed"),
        "workshop.reopen": _("Workshop opened again"),
        "meeting.cancel": _("Meeting cancelled"),
        "meeting.restore": _("Cancelled meeting taken up again"),
        "coverage.record": _("Material recorded"),
        "extension.grant": _("Practice period extended"),
        "rehearsal.begin": _("Rehearsal begun"),
        "rehearsal.discard": _("Rehearsal thrown away"),
    },
    Theme.DISCUSSION: {
        "discussion.pin": _("Topic pinned"),
        "discussion.unpin": _("Topic no longer pinned"),
        "discussion.hide": _("Post hidden"),
        "discussion.show_again": _("Post shown again"),
        "discussion.carry": _("Question carried over"),
        "discussion.open_name": _("Name of whoever asked opened"),
        "discussion.change_answer": _("Answer of the staff changed"),
    },
    Theme.ACCOUNTS: {
        "card.issue": _("Activation card made"),
        "card.activate": _("Card activated"),
        "card.refuse": _("Card refused"),
        "secret.change": _("PIN or password changed"),
        "password.renew": _("New password given"),
        "person.create": _("Colleague added"),
        "person.standing": _("Role changed"),
        "person.agree_to_messages": _("Consent to messages changed"),
        "calendar.renew": _("Calendar address made"),
        "calendar.revoke": _("Calendar address switched off"),
    },
}
TITLES = {action: title for actions in ACTIONS.values() for action, title in actions.items()}

FIELDS: dict[str, str] = {
    "presence": _("Attendance"),
    "kind": _("Reason"),
    "state": _("State"),
    "points": _("Points"),
    "comment": _("Comment"),
    "question": _("Question"),
    "blank": _("Blank"),
    "text": _("Text"),
    "answers": _("Answers"),
    "quiz": _("Quiz"),
    "item": _("What was started"),
    "minutes": _("Minutes"),
    "percent": _("Percent of the time limit"),
    "attempts": _("Attempts"),
    "reopened": _("Attempts reopened"),
    "handed_in_at": _("Handed in"),
    "opens_at": _("Opens"),
    "closes_at": _("Closes"),
    "until": _("Until"),
    "person": _("Person"),
    "people": _("People"),
    "waiting": _("Waiting list"),
    "source": _("File"),
    "from_day": _("From day"),
    "workshop": _("Workshop"),
    "meeting": _("Meeting"),
    "waits": _("On the waiting list"),
    "withdrawal_reason": _("Reason for withdrawing"),
    "name": _("Name"),
    "position": _("Position"),
    "phone": _("Phone"),
    "email": _("Email"),
    "cooperative": _("Cooperative"),
    "role": _("Role"),
    "standing": _("Role"),
    "may_be_written_to": _("May be written to"),
    "consent": _("Consent, text of"),
    "card_by": _("Card made by"),
    "device": _("Device and address"),
    "signed_in_there": _("Signed in there before"),
    "usable_from": _("Can be used from"),
    "participant_code": _("Participant code"),
    "title": _("Title"),
    "target": _("Target"),
    "partners": _("Partners"),
    "letterhead": _("Letterhead of the sign-in sheets"),
    "chair_name": _("Head of the committee"),
    "chair_nip": _("NIP of the head of the committee"),
    "number": _("Workshop number"),
    "place": _("Place"),
    "capacity": _("Capacity"),
    "time_zone": _("Time zone"),
    "practice_days": _("Practice period in days"),
    "revision": _("Version of the course"),
    "meetings": _("Meetings"),
    "covered": _("Material covered"),
    "reason": _("Reason"),
}
"""By the name of a value in an entry; `place` is a number where somebody waits."""
PLACE_ON_THE_LIST = _("Place on the list")
NOT_TOLD = frozenset({"sha256", "sent_by", "enrolment", "kept", "rubric"})
"""Values that say nothing to a reader: they are for tracing a change by its rows."""

HALVES = {Part.MORNING: _("morning"), Part.AFTERNOON: _("afternoon")}
VALUES: dict[str, dict[str, str]] = {
    "presence": {str(key): word for key, word in PRESENCE_WORDS.items()},
    "kind": {str(key): word for key, word in PRESENCE_WORDS.items()},
    "state": {str(key): word for key, word in EXCUSE_WORDS.items()},
    "covered": {str(key): word for key, word in COVERED_WORDS.items()},
    "role": {str(key): word for key, word in STAFF_WORDS.items()},
    "standing": {str(key): word for key, word in STANDING_WORDS.items()},
}
