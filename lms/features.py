"""The features whose pages make up the product, written out."""

from lms.analysis.routes import bp as analysis
from lms.attendance.routes import bp as attendance
from lms.board.routes import bp as board
from lms.calendars.routes import bp as calendars
from lms.cards.routes import bp as cards
from lms.cards.routes_activation import bp as activation
from lms.cards.routes_own import bp as own_cards
from lms.coverage.routes import bp as coverage
from lms.discussion.routes import bp as discussion
from lms.excuses.routes import bp as excuses
from lms.grading.routes import bp as grading
from lms.help.routes import bp as help_pages
from lms.lessons.routes import bp as lessons
from lms.messages.routes import bp as messages
from lms.people.routes import bp as people
from lms.people.routes_people import bp as administration
from lms.practice.routes import bp as practice
from lms.quizzes.routes import bp as quizzes
from lms.rehearsal.routes import bp as rehearsal
from lms.reports.routes import bp as reports
from lms.seats.routes import bp as seats
from lms.today.routes import bp as today
from lms.trail.routes import bp as trail
from lms.uploads.routes import bp as uploads
from lms.workshops.routes import bp as workshops

BLUEPRINTS = (
    today,
    help_pages,
    people,
    administration,
    workshops,
    cards,
    activation,
    own_cards,
    lessons,
    practice,
    quizzes,
    attendance,
    excuses,
    coverage,
    board,
    discussion,
    grading,
    seats,
    calendars,
    messages,
    reports,
    rehearsal,
    analysis,
    uploads,
    trail,
)
