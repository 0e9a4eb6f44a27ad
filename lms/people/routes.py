"""Signing in and out, devices, profile, language."""

from functools import partial

from flask import (
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as browser_session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, logout_user
from wtforms.fields.choices import SelectChoice

from lms import clock
from lms.access import PUBLIC, requires
from lms.database import commit_now, reading
from lms.errors import Refused
from lms.people import service, sessions
from lms.people.blueprint import bp
from lms.people.contacts import written_phone
from lms.people.forms import DevicesForm, LanguageForm, SecretForm, SignInForm
from lms.people.models import Person, WebSession
from lms.people.passwords import is_easy_password
from lms.people.permissions import ACCOUNT_MANAGE
from lms.people.pins import numbers_known_of, pin_problem
from lms.people.proving import proves_herself
from lms.people.resuming import go_on
from lms.people.second_factor.forms import CodeOfAppForm
from lms.people.second_factor.service import begin_grace, ticket_for
from lms.people.secrets import (
    MAX_CODE_LENGTH,
    MIN_PASSWORD_LENGTH,
    fingerprint,
    hash_secret,
    written_code,
)
from lms.people.throttling import Throttled
from lms.people.words import slowed_down
from lms.web.addresses import safe_path
from lms.web.devices import device_token
from lms.web.forms import put_errors
from lms.web.languages import message_of, short_date

bp.add_app_template_filter(written_phone, "phone")


@bp.app_template_filter()
def participant_code(code: str | None) -> str:
    """A code as people read it, nothing for nothing."""
    return written_code(code) if code else ""


@bp.get("/sign-in")
@requires(PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Show the form; who is signed in already goes on."""
    target = safe_path(request.args.get("next"), url_for("today.home"))
    if current_user.is_authenticated:
        return redirect(target, 303)
    identity = request.args.get("code", "")[:MAX_CODE_LENGTH]
    form = SignInForm(formdata=None, next=target, identity=identity)
    return render_template("people/sign_in.html", form=form)


@bp.post("/sign-in")
@requires(PUBLIC)
def sign_in_now() -> ResponseReturnValue:
    """Check identity and secret, and go where the person wanted to go."""
    form = SignInForm()
    if not form.validate():
        return render_template("people/sign_in.html", form=form), 422
    try:
        person = service.authenticate(
            form.identity.data,
            form.secret.data,
            request.remote_addr or "",
            sessions.device_name(request.user_agent.string),
            fingerprint(device_token()),
        )
    except Throttled as throttled:
        page = partial(render_template, "people/sign_in.html", form=form)
        return slowed_down(form.secret, throttled, page)
    except Refused as closed:
        put_errors(form.identity, message_of(closed))
        return render_template("people/sign_in.html", form=form), 403
    if person is None:
        put_errors(
            form.secret,
            _("Code and PIN do not match. Check both, or ask an assistant for a new card."),
        )
        return render_template("people/sign_in.html", form=form), 422
    begin_grace(person, clock.now())
    if person.second_factor_at is not None:
        ticket = ticket_for(person)
        commit_now()
        asked = CodeOfAppForm(
            formdata=None, ticket=ticket, next=form.next.data, kept=form.kept.data
        )
        return render_template("people/second_factor/ask.html", form=asked)
    return go_on(form.next.data, form.kept.data)


@bp.post("/sign-out")
@requires(ACCOUNT_MANAGE)
def sign_out() -> ResponseReturnValue:
    """End this device's sign-in."""
    sessions.end(current_user.person.id, current_user.web_session.id, clock.now())
    logout_user()
    browser_session.clear()
    flash(_("You are signed out."), "success")
    return _signed_out()


def _signed_out() -> Response:
    response = make_response(redirect(url_for(".sign_in"), 303))
    # Pages she can go back to must go; what waits to be sent ("storage") must not.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@bp.get("/devices")
@requires(ACCOUNT_MANAGE)
def devices() -> ResponseReturnValue:
    return _devices_page(_devices_form())


@bp.post("/devices")
@requires(ACCOUNT_MANAGE)
def end_devices() -> ResponseReturnValue:
    """Sign out one other device, or all and this one as well; with the PIN or password."""
    form = _devices_form()
    valid = form.validate()
    try:
        proven = proves_herself(form.current)
    except Throttled as throttled:
        return slowed_down(form.current, throttled, partial(_devices_page, form))
    if not (valid and proven):
        return _devices_page(form), 422
    if form.which.data == DevicesForm.ALL:
        sessions.end_all(current_user.person.id, clock.now())
        logout_user()
        browser_session.clear()
        flash(_("You are signed out on all devices."), "success")
        return _signed_out()
    ended = sessions.end(current_user.person.id, form.which.data, clock.now())
    flash(_("%(device)s is signed out.", device=ended.device), "success")
    return redirect(url_for(".devices"), 303)


def _devices_form() -> DevicesForm:
    """The form, offering what is signed in now."""
    form = DevicesForm(formdata=request.form if request.method == "POST" else None)
    others = [
        SelectChoice(each.id, f"{each.device or _('Unknown device')}. {_since(each)}")
        for each in sessions.open_sessions(current_user.person.id, clock.now())
        if each.id != current_user.web_session.id
    ]
    form.which.choices = [
        *others,
        SelectChoice(DevicesForm.ALL, _("All devices, this one as well")),
    ]
    return form


def _since(web_session: WebSession) -> str:
    day = short_date(web_session.created_at)
    said = _("Signed in on %(day)s, address %(address)s", day=day, address=web_session.address)
    return str(said)


def _devices_page(form: DevicesForm) -> str:
    here = current_user.web_session
    return render_template("people/devices.html", form=form, here=here, since=_since(here))


@bp.get("/profile")
@requires(ACCOUNT_MANAGE)
def profile() -> ResponseReturnValue:
    """Show what is kept about this person, language and secret."""
    return render_template("people/profile.html", form=SecretForm(formdata=None))


@bp.post("/profile/secret")
@requires(ACCOUNT_MANAGE)
def change_secret() -> ResponseReturnValue:
    """Replace the PIN or password; other devices are signed out."""
    form = SecretForm()
    valid = form.validate()
    try:
        proven = proves_herself(form.current)
    except Throttled as throttled:
        page = partial(render_template, "people/profile.html", form=form)
        return slowed_down(form.current, throttled, page)
    if not (_is_good_secret(form) and proven and valid):
        return render_template("people/profile.html", form=form), 422
    with reading():
        hashed = hash_secret(form.new.data)
    service.replace_secret(
        current_user.person, hashed, clock.now(), keep_session=current_user.web_session.id
    )
    sessions.renew(current_user.web_session)
    flash(_("Saved. Your other devices are signed out."), "success")
    return redirect(url_for(".profile"), 303)


def _is_good_secret(form: SecretForm) -> bool:
    """Whether the new secret will do, and say why if not; an empty one is told of."""
    if form.new.data and (problem := _problem_of(form.new.data, current_user.person)):
        put_errors(form.new, problem)
        return False
    return True


def _problem_of(secret: str, person: Person) -> str:
    """What is wrong with a new secret, nothing if it will do.

    Who has a PIN may take a password instead: what is long, or has letters, is judged as one.
    """
    known, least = numbers_known_of(person), MIN_PASSWORD_LENGTH
    may_be_pin = person.password_hash is None
    if may_be_pin and secret.isdigit() and len(secret) < least:
        problem = pin_problem(secret, known)
        return _(problem) if problem else ""
    if len(secret) < least:
        told = (
            _("Use six digits, or at least %(least)d characters, such as four words.", least=least)
            if may_be_pin
            else _("Use at least %(least)d characters, such as four words.", least=least)
        )
        return str(told)
    if is_easy_password(secret, (person.name, person.email or "", *known)):
        return str(
            _(
                "This password is easy to guess: a common one, a pattern, or your own name. "
                "Choose four words that have nothing to do with each other."
            )
        )
    return ""


@bp.post("/language")
@requires(PUBLIC)
def choose_language() -> ResponseReturnValue:
    """Remember the language, with the person or with this browser."""
    form = LanguageForm()
    response: Response = redirect(safe_path(form.next.data, url_for("today.home")), 303)  # type: ignore[assignment]
    if form.validate():
        browser_session["language"] = form.language.data
        if current_user.is_authenticated:
            current_user.person.language = form.language.data
    return response
