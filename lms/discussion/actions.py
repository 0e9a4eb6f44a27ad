from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

TOPIC_PINNED = AuditAction("discussion.pin", Theme.DISCUSSION, _("Topic pinned"))
TOPIC_UNPINNED = AuditAction("discussion.unpin", Theme.DISCUSSION, _("Topic no longer pinned"))
POST_HIDDEN = AuditAction("discussion.hide", Theme.DISCUSSION, _("Post hidden"))
POST_SHOWN_AGAIN = AuditAction("discussion.show_again", Theme.DISCUSSION, _("Post shown again"))
QUESTION_CARRIED = AuditAction("discussion.carry", Theme.DISCUSSION, _("Question carried over"))
AUTHOR_REVEALED = AuditAction(
    "discussion.open_name", Theme.DISCUSSION, _("Name of whoever asked opened")
)
STAFF_ANSWER_CHANGED = AuditAction(
    "discussion.change_answer", Theme.DISCUSSION, _("Answer of the staff changed")
)
