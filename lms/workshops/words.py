"""What the roles of the staff are called."""

from lms.language import mark
from lms.workshops.models import StaffRole

STAFF_WORDS = {StaffRole.TRAINER: mark("Trainer"), StaffRole.ASSISTANT: mark("Assistant")}
