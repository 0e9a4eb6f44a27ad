"""What the roles of the staff are called."""

from lms.language import gettext_noop
from lms.workshops.models import StaffRole

STAFF_WORDS = {
    StaffRole.TRAINER: gettext_noop("Trainer"),
    StaffRole.ASSISTANT: gettext_noop("Assistant"),
}
