"""The features of the product, written out: each may import those above it, never those below."""

from lms.analysis.feature import feature as analysis
from lms.attendance.feature import feature as attendance
from lms.audit.page.feature import feature as audit
from lms.backup.feature import feature as backup
from lms.board.feature import feature as board
from lms.calendars.feature import feature as calendars
from lms.cards.feature import feature as cards
from lms.certificates.feature import feature as certificates
from lms.closing.feature import feature as closing
from lms.cooperatives.feature import feature as cooperatives
from lms.coverage.feature import feature as coverage
from lms.demo.feature import feature as demo
from lms.discussion.feature import feature as discussion
from lms.enrolment.feature import feature as enrolment
from lms.excuses.feature import feature as excuses
from lms.extensions.feature import feature as extensions
from lms.feature import Feature
from lms.feedback.feature import feature as feedback
from lms.freezing.feature import feature as freezing
from lms.grading.feature import feature as grading
from lms.handover.feature import feature as handover
from lms.help.feature import feature as help_pages
from lms.lending.feature import feature as lending
from lms.lessons.feature import feature as lessons
from lms.mail.feature import feature as mail
from lms.messages.feature import feature as messages
from lms.people.feature import feature as people
from lms.plans.feature import feature as plans
from lms.practice.booklet.feature import feature as booklet
from lms.practice.feature import feature as practice
from lms.practice.offline.feature import feature as offline
from lms.practice.overview.feature import feature as overview
from lms.practice.sitting.feature import feature as sitting
from lms.privacy.feature import feature as privacy
from lms.publishing.feature import feature as publishing
from lms.quizzes.feature import feature as quizzes
from lms.rehearsal.feature import feature as rehearsal
from lms.reports.feature import feature as reports
from lms.signoffs.feature import feature as signoffs
from lms.today.feature import feature as today
from lms.uploads.feature import feature as uploads
from lms.workshops.feature import feature as workshops

FEATURES: tuple[Feature, ...] = (
    people,
    publishing,
    workshops,
    uploads,
    backup,
    cards,
    attendance,
    calendars,
    mail,
    practice,
    quizzes,
    excuses,
    extensions,
    lessons,
    signoffs,
    grading,
    coverage,
    sitting,
    offline,
    discussion,
    board,
    enrolment,
    feedback,
    reports,
    closing,
    certificates,
    handover,
    freezing,
    analysis,
    messages,
    overview,
    plans,
    cooperatives,
    booklet,
    help_pages,
    audit,
    privacy,
    lending,
    today,
    rehearsal,
    demo,
)
