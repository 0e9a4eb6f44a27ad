"""Where a grade comes from, in words."""

from lms.grading.models import Origin
from lms.language import mark

ORIGIN_WORDS = {
    Origin.TRAINER: mark("Graded"),
    Origin.REGRADE: mark("Judged again by a corrected question"),
    Origin.ACCEPTED: mark("Accepted beside the key"),
    Origin.TAKEN_BACK: mark("Not accepted any more"),
}
