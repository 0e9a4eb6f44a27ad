"""Pages of the second factor: asked for at sign-in, set up and ended in one's profile."""

from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import PUBLIC, requires
from lms.database import commit_now
from lms.people import sessions, throttling
from lms.people.blueprint import bp
from lms.people.permissions import ACCOUNT_MANAGE
from lms.people.proving import proves_herself
from lms.people.resuming import go_on
from lms.people.second_factor import service
from lms.people.second_factor.forms import CodeOfAppForm, SetUpForm
from lms.people.throttling import Throttled
from lms.people.words import slowed_down
from lms.web.forms import put_errors
from lms.web.qr import qr_svg


@bp.post("/sign-in/code")
@requires(PUBLIC)
def second_step() -> ResponseReturnValue:
    """Take the code of the app, and sign in."""
    form = CodeOfAppForm()
    person = service.person_of(form.ticket.data or "")
    if person is None or person.disabled_at is not None:
        flash(_("That took too long. Sign in once more."), "warning")
        return redirect(url_for(".sign_in"), 303)
    if not form.validate():
        return render_template("people/second_factor/ask.html", form=form), 422
    identity, address, now = f"second:{person.id}", request.remote_addr or "", clock.now()
    try:
        throttling.one_at_a_time(person.id)
        throttling.refuse_if_too_fast(identity, address, now)
    except Throttled as throttled:
        page = partial(render_template, "people/second_factor/ask.html", form=form)
        return slowed_down(form.code_of_app, throttled, page)
    if not service.is_right(person, form.code_of_app.data, now):
        throttling.count_failure(identity, address, now)
        put_errors(form.code_of_app, _("This code is not right. Type the one the app shows now."))
        return render_template("people/second_factor/ask.html", form=form), 422
    throttling.forget_failures(identity, address)
    sessions.begin(person, sessions.device_name(request.user_agent.string), address, now)
    return go_on(form.next.data, form.kept.data)


@bp.get("/profile/second-factor")
@requires(ACCOUNT_MANAGE)
def second_factor() -> ResponseReturnValue:
    """Show whether there is one, and how to set it up."""
    return _page(SetUpForm(formdata=None))


def _page(form: SetUpForm) -> str:
    person = current_user.person
    factor = None if person.second_factor_at else service.factor_of(person.id)
    return render_template(
        "people/second_factor/own.html",
        form=form,
        secret=factor.secret if factor else None,
        qr=qr_svg(service.address_for_app(person, factor)) if factor else None,
        due_at=person.second_factor_due_at,
    )


@bp.post("/profile/second-factor/begin")
@requires(ACCOUNT_MANAGE)
def begin_second_factor() -> ResponseReturnValue:
    """Draw the secret that the app reads from the QR code; for who signs in by password."""
    if current_user.person.password_hash is not None:
        service.begin_set_up(current_user.person)
    return redirect(url_for(".second_factor"), 303)


@bp.post("/profile/second-factor")
@requires(ACCOUNT_MANAGE)
def set_up_second_factor() -> ResponseReturnValue:
    """Check the password and the first code of the app, and show the recovery codes, once."""
    form = SetUpForm()
    valid = form.validate()
    try:
        proven = proves_herself(form.current)
    except Throttled as throttled:
        return slowed_down(form.current, throttled, partial(_page, form))
    codes = None
    if valid and proven:
        codes = service.finish_set_up(
            *(current_user.person, form.code_of_app.data, clock.now()),
            keep_session=current_user.web_session.id,
        )
        if codes is None:
            put_errors(
                form.code_of_app, _("This code is not right. Type the one the app shows now.")
            )
    if codes is None:
        return _page(form), 422
    commit_now()
    return render_template("people/second_factor/codes.html", codes=codes)
