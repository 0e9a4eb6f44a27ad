"""Pages of programs."""

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import Role, requires
from lms.web.forms import put_errors
from lms.web.languages import message_of
from lms.web.paging import asked_page
from lms.workshops import queries_programs, service
from lms.workshops.blueprint import bp
from lms.workshops.forms import ProgramForm
from lms.workshops.permissions import PROGRAM_CREATE, PROGRAM_EDIT, PROGRAM_LIST, PROGRAM_SEE
from lms.workshops.rules import PHASE_WORDS

WORKSHOPS_ON_A_PAGE = 48


@bp.get("/programs")
@requires(PROGRAM_LIST)
def programs() -> ResponseReturnValue:
    """List the programs of an organiser; an administrator sees all."""
    everything = Role.ADMINISTRATOR in g.reach.roles
    lines = queries_programs.programs_of(None if everything else current_user.person)
    return render_template("workshops/programs.html", lines=lines)


@bp.get("/programs/new")
@requires(PROGRAM_CREATE)
def new_program() -> ResponseReturnValue:
    return _form_page(ProgramForm(formdata=None))


@bp.post("/programs/new")
@requires(PROGRAM_CREATE)
def create_program() -> ResponseReturnValue:
    """Make a program; who makes it organises it."""
    form = ProgramForm()
    if not form.validate():
        return _form_page(form), 422
    try:
        program = service.add_program(
            title=form.title.data,
            target=form.target.data,
            partners=form.partners.data or "",
            paper=form.paper,
            now=clock.now(),
            organiser_id=current_user.person.id,
        )
    except service.InvalidField as problem:
        put_errors(form[problem.field], message_of(problem))
        return _form_page(form), 422
    return redirect(url_for(".program", program_slug=program.slug), 303)


@bp.get("/programs/<program_slug>")
@requires(PROGRAM_SEE)
def program(program_slug: str) -> ResponseReturnValue:
    """Show the workshops of a program side by side."""
    program = g.reach.program
    page = asked_page(queries_programs.workshop_count(program), WORKSHOPS_ON_A_PAGE)
    return render_template(
        "workshops/program.html",
        program=program,
        lines=queries_programs.workshops_of(program, first=page.first, most=page.size),
        page=page,
        enrolled=queries_programs.people_count(program),
        now=clock.now(),
        phase_words=PHASE_WORDS,
    )


@bp.get("/programs/<program_slug>/edit")
@requires(PROGRAM_EDIT)
def edit_program(program_slug: str) -> ResponseReturnValue:
    return _form_page(ProgramForm(formdata=None, obj=g.reach.program))


@bp.post("/programs/<program_slug>/edit")
@requires(PROGRAM_EDIT)
def save_program(program_slug: str) -> ResponseReturnValue:
    form = ProgramForm()
    if not form.validate():
        return _form_page(form), 422
    service.change_program(
        g.reach.program,
        title=form.title.data,
        target=form.target.data,
        partners=form.partners.data or "",
        paper=form.paper,
        now=clock.now(),
        actor_id=current_user.person.id,
    )
    return redirect(url_for(".program", program_slug=program_slug), 303)


def _form_page(form: ProgramForm) -> str:
    program = g.reach.program
    return render_template(
        "workshops/program_form.html",
        form=form,
        program=program,
        title=_("Edit the program") if program else _("New program"),
    )
