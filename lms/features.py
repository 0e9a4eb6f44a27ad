"""The pages that make up the product, written out: one line a file of routes."""

from flask import Blueprint

import lms.analysis.routes
import lms.attendance.checkin.routes
import lms.attendance.checkin.routes_screen
import lms.attendance.routes_meetings
import lms.attendance.routes_photos
import lms.attendance.routes_register
import lms.attendance.routes_sheets
import lms.audit.page.routes
import lms.board.routes
import lms.calendars.routes
import lms.cards.activation.routes
import lms.cards.routes
import lms.cards.routes_own
import lms.coverage.routes
import lms.discussion.routes
import lms.discussion.routes_moderation
import lms.discussion.routes_own
import lms.enrolment.importing.routes
import lms.enrolment.routes
import lms.enrolment.seats.routes_doors
import lms.enrolment.seats.routes_joining
import lms.enrolment.seats.routes_list
import lms.enrolment.seats.routes_moves
import lms.excuses.routes
import lms.grading.routes
import lms.grading.routes_answers
import lms.grading.routes_regrade
import lms.grading.routes_snippets
import lms.help.routes
import lms.lessons.routes
import lms.messages.routes
import lms.people.administration.routes
import lms.people.routes
import lms.practice.routes
import lms.quizzes.attempts.routes
import lms.quizzes.attempts.routes_delivery
import lms.quizzes.attempts.routes_questions
import lms.quizzes.room.routes
import lms.quizzes.windows.routes
import lms.rehearsal.routes
import lms.reports.routes
import lms.today.routes
import lms.uploads.routes
import lms.workshops.routes_closing
import lms.workshops.routes_extensions
import lms.workshops.routes_handouts
import lms.workshops.routes_new_workshop
import lms.workshops.routes_own_data
import lms.workshops.routes_programs
import lms.workshops.routes_workshops
import lms.workshops.staff.routes

ROUTES = (
    lms.today.routes,
    lms.help.routes,
    lms.people.routes,
    lms.people.administration.routes,
    lms.workshops.routes_closing,
    lms.workshops.routes_extensions,
    lms.workshops.routes_handouts,
    lms.workshops.routes_new_workshop,
    lms.workshops.routes_own_data,
    lms.workshops.routes_programs,
    lms.workshops.routes_workshops,
    lms.workshops.staff.routes,
    lms.enrolment.importing.routes,
    lms.enrolment.routes,
    lms.cards.routes,
    lms.cards.routes_own,
    lms.cards.activation.routes,
    lms.cards.routes,
    lms.cards.routes_own,
    lms.lessons.routes,
    lms.practice.routes,
    lms.quizzes.attempts.routes,
    lms.quizzes.attempts.routes_delivery,
    lms.quizzes.attempts.routes_questions,
    lms.quizzes.room.routes,
    lms.quizzes.windows.routes,
    lms.attendance.checkin.routes,
    lms.attendance.checkin.routes_screen,
    lms.attendance.routes_meetings,
    lms.attendance.routes_photos,
    lms.attendance.routes_register,
    lms.attendance.routes_sheets,
    lms.excuses.routes,
    lms.coverage.routes,
    lms.board.routes,
    lms.discussion.routes,
    lms.discussion.routes_moderation,
    lms.discussion.routes_own,
    lms.grading.routes,
    lms.grading.routes_answers,
    lms.grading.routes_regrade,
    lms.grading.routes_snippets,
    lms.enrolment.seats.routes_doors,
    lms.enrolment.seats.routes_joining,
    lms.enrolment.seats.routes_list,
    lms.enrolment.seats.routes_moves,
    lms.calendars.routes,
    lms.messages.routes,
    lms.reports.routes,
    lms.rehearsal.routes,
    lms.analysis.routes,
    lms.uploads.routes,
    lms.audit.page.routes,
)
BLUEPRINTS: tuple[Blueprint, ...] = tuple(dict.fromkeys(module.bp for module in ROUTES))
