"""Pages of the course: all days, one day, one lesson."""

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from lms import clock
from lms.access import open_when_closed, open_when_lent, requires
from lms.lessons import rules, service
from lms.lessons.addresses import item_url
from lms.lessons.blueprint import bp
from lms.lessons.permissions import COURSE_READ, LESSON_FINISH, LESSON_NOTES
from lms.lessons.printing import day_guide_pdf
from lms.lessons.queries import doable_quizzes, progress_of
from lms.lessons.rules import ItemState
from lms.lessons.timetable import NOON_BREAK, timed_day
from lms.publishing.queries import course_of
from lms.quizzes.windows.queries import windows_for
from lms.quizzes.words import QUESTION_KIND_NAMES
from lms.web.pdf import pdf_answer
from lms.workshops.queries import schedule_of
from lms.workshops.rules import Phase


@bp.get("/w/<workshop_slug>/course")
@requires(COURSE_READ)
def course(workshop_slug: str) -> ResponseReturnValue:
    """Show all days, with how far the person has come."""
    workshop, enrolment, now = g.reach.workshop, g.reach.enrolment, clock.now()
    course = course_of(workshop.revision)
    schedule = schedule_of(workshop, enrolment)
    begun = schedule.last_day_begun(now)
    over = schedule.phase(now) is Phase.CLOSED
    progress = progress_of(enrolment) if enrolment else None
    windows = windows_for(course, schedule, workshop, enrolment)
    items = rules.course_days(course)
    days = [
        (
            module,
            schedule.day_starts_at(module.day),
            progress and rules.day_progress(to_do, progress),
        )
        for module, to_do in zip(course.modules, items, strict=True)
    ]
    doable = doable_quizzes(workshop, windows, progress, now)
    following = rules.next_step(items, progress, begun, doable) if progress else None
    return render_template(
        "lessons/course.html",
        course=course,
        days=days,
        today=schedule.day_of(now, workshop.zone),
        next=following,
        next_is_begun=progress and following and progress.state(following) is ItemState.BEGUN,
        over=over and enrolment is not None,
    )


@bp.get("/w/<workshop_slug>/days/<int:day>")
@requires(COURSE_READ)
def day(workshop_slug: str, day: int) -> ResponseReturnValue:
    """Show what there is to do on one day, in order, and the one next step."""
    workshop, enrolment, now = g.reach.workshop, g.reach.enrolment, clock.now()
    course = course_of(workshop.revision)
    module, items = course.module(day), rules.day_items(course, day)
    schedule = schedule_of(workshop, enrolment)
    over = schedule.phase(now) is Phase.CLOSED
    progress = progress_of(enrolment) if enrolment else None
    windows = windows_for(course, schedule, workshop, enrolment)
    open_now = rules.available(items, doable_quizzes(workshop, windows, progress, now))
    return render_template(
        "lessons/day.html",
        course=course,
        module=module,
        sections=rules.sections(items),
        available=open_now,
        windows=windows,
        now=now,
        over=over,
        starts_at=schedule.day_starts_at(day),
        progress=progress,
        done=progress and rules.day_progress(items, progress),
        next=progress and rules.next_item(open_now, progress),
    )


@bp.get("/w/<workshop_slug>/days/<int:day>/guide")
@requires(LESSON_NOTES)
def guide(workshop_slug: str, day: int) -> ResponseReturnValue:
    """Show what the course says to trainers about one day."""
    workshop = g.reach.workshop
    course = course_of(workshop.revision)
    module = course.module(day)
    return render_template(
        "lessons/guide.html",
        course=course,
        module=module,
        timed=timed_day(module, schedule_of(workshop).slots),
        noon_break=NOON_BREAK,
        lessons={lesson.id: lesson for lesson in module.lessons},
        guided=[(each, Markup(each.trainer)) for each in module.lessons if each.trainer],
    )


@bp.get("/w/<workshop_slug>/course/blueprint")
@requires(LESSON_NOTES)
def specification(workshop_slug: str) -> ResponseReturnValue:
    """Show what the tests measure with how many items, never the items."""
    course = course_of(g.reach.workshop.revision)
    goals = {goal.id: goal.text for module in course.modules for goal in module.goals}
    return render_template(
        "lessons/specification.html",
        course=course,
        goals=goals,
        competencies={each.code: each.name for each in course.competencies},
        forms=sorted({name for test in course.tests for name in test.forms}),
        kind_names=QUESTION_KIND_NAMES,
    )


@bp.get("/w/<workshop_slug>/days/<int:day>/guide.pdf")
@requires(LESSON_NOTES)
def guide_pdf(workshop_slug: str, day: int) -> ResponseReturnValue:
    """The same to print."""
    workshop = g.reach.workshop
    course = course_of(workshop.revision)
    module = course.module(day)
    timed = timed_day(module, schedule_of(workshop).slots)
    pdf = day_guide_pdf(course, module, timed, workshop.zone, clock.now())
    return pdf_answer(pdf, f"panduan-pelatih-hari-{day}.pdf")


@bp.get("/w/<workshop_slug>/lessons/<lesson_id>")
@requires(COURSE_READ)
def lesson(workshop_slug: str, lesson_id: str) -> ResponseReturnValue:
    """Show one lesson, to read or to print."""
    workshop, enrolment = g.reach.workshop, g.reach.enrolment
    course = course_of(workshop.revision)
    lesson = course.lesson(lesson_id)
    module = course.module(lesson.day)
    place = module.lessons.index(lesson)
    progress = progress_of(enrolment) if enrolment else None
    return render_template(
        "lessons/lesson.html",
        course=course,
        module=module,
        lesson=lesson,
        text=Markup(lesson.html),  # sanitised when the course was read
        notes=Markup(lesson.trainer),
        number=place + 1,
        previous=module.lessons[place - 1] if place else None,
        following=rules.following(rules.day_items(course, lesson.day), lesson_id),
        done=progress and lesson_id in progress.lessons_done,
    )


@bp.post("/w/<workshop_slug>/lessons/<lesson_id>/done")
@open_when_closed
@open_when_lent
@requires(LESSON_FINISH)
def finish(workshop_slug: str, lesson_id: str) -> ResponseReturnValue:
    """Note the lesson as read and go to what follows it."""
    service.finish_lesson(g.reach.enrolment, lesson_id, clock.now())
    course = course_of(g.reach.workshop.revision)
    day = course.lesson(lesson_id).day
    item = rules.following(rules.day_items(course, day), lesson_id)
    if item is None:
        return redirect(url_for(".day", workshop_slug=workshop_slug, day=day), 303)
    return redirect(item_url(workshop_slug, item), 303)
