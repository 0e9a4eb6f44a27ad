from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

ANSWER_GRADED = AuditAction("answer.grade", Theme.MARKS, _("Answer marked"))
WORDING_ACCEPTED = AuditAction("answer.accept", Theme.MARKS, _("Another answer accepted"))
WORDING_TAKEN_BACK = AuditAction("answer.take_back", Theme.MARKS, _("Accepted answer taken back"))
GRADES_RELEASED = AuditAction("grades.release", Theme.MARKS, _("Grades released"))
GRADES_WITHHELD = AuditAction("grades.withhold", Theme.MARKS, _("Grades hidden again"))
QUIZ_REGRADED = AuditAction("quiz.regrade", Theme.MARKS, _("Quiz regraded"))
