from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

ROOM_STARTED = AuditAction("room.start", Theme.QUIZZES, _("Started for the room"))
ROOM_ENDED = AuditAction("room.end", Theme.QUIZZES, _("Ended for the room"))
