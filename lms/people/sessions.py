"""Web sessions: rows that say who is signed in where, and can be ended."""

import re
from datetime import datetime, timedelta

from flask import current_app, g, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import joinedload

from lms import clock
from lms.database import INCIDENTAL, db
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.people.models import Person, WebSession
from lms.people.secrets import draw_token, fingerprint
from lms.web.devices import device_token

SEEN_EVERY = timedelta(minutes=5)
login_manager = LoginManager()
login_manager.session_protection = None  # the row decides, not the address or the browser's name


class SignedIn(UserMixin):  # type: ignore[misc]
    """The person of this request, and the web session that says so."""

    def __init__(self, token: str, web_session: WebSession) -> None:
        self.token = token
        self.web_session = web_session
        self.person: Person = web_session.person

    def get_id(self) -> str:
        return self.token


# Built once, for every request asks.
_SIGNED_IN_BY = (
    select(WebSession)
    .options(joinedload(WebSession.person, innerjoin=True))
    .where(
        WebSession.token_hash == bindparam("token_hash"),
        WebSession.ended_at.is_(None),
        WebSession.expires_at > bindparam("now"),
    )
)


@login_manager.user_loader  # type: ignore[untyped-decorator]
def load(token: str) -> SignedIn | None:
    """Who is signed in by `token`; None if nobody is, or that sign-in was ended or ran out."""
    if g.get("database_is_away"):  # the page that says so is drawn for nobody in particular
        return None
    now = clock.now()
    given = {"token_hash": fingerprint(token), "now": now}
    web_session = db.session.scalar(_SIGNED_IN_BY, given)
    if web_session is None or web_session.person.disabled_at is not None:
        return None
    if now >= _idle_until(web_session):
        return None
    return _signed_in(token, web_session)


def _signed_in(token: str, web_session: WebSession) -> SignedIn:
    g.person_id = web_session.person_id  # lines of the log name who asked
    return SignedIn(token, web_session)


def begin(person: Person, device: str, address: str, now: datetime) -> WebSession:
    """Sign `person` in on this device, under a token nobody has seen before.

    Whoever was signed in on it until now, she herself or somebody else, is so no longer.
    """
    if current_user.is_authenticated:
        end(current_user.person.id, current_user.web_session.id, now)
    # Nothing of whoever used this browser before is left to her. Her language stands in the cookie,
    # too, for the page that says that the database is away.
    logout_user()
    session.clear()
    session["language"] = person.language
    session.permanent = True
    token = draw_token()
    web_session = WebSession(
        token_hash=fingerprint(token),
        person=person,
        device=device,
        address=address,
        phone_key=fingerprint(device_token()),
        created_at=now,
        last_seen_at=now,
        expires_at=now + _lasts(person),
    )
    db.session.add(web_session)
    db.session.flush()
    login_user(_signed_in(token, web_session))
    return web_session


def _lasts(person: Person) -> timedelta:
    name = "SESSION_DAYS" if person.password_hash is None else "STAFF_SESSION_DAYS"
    return timedelta(days=int(current_app.config[name]))


def _idle_until(web_session: WebSession) -> datetime:
    """When a sign-in ends if nothing is sent by it."""
    config = current_app.config
    if web_session.person.password_hash is None:
        return web_session.last_seen_at + timedelta(days=int(config["SESSION_IDLE_DAYS"]))
    return web_session.last_seen_at + timedelta(hours=int(config["STAFF_IDLE_HOURS"]))


def renew(web_session: WebSession) -> None:
    """Give this device's sign-in a new token, for its secret has changed."""
    token = draw_token()
    web_session.token_hash = fingerprint(token)
    login_user(SignedIn(token, web_session))


def touch(web_session: WebSession, now: datetime) -> None:
    """Note that the device was used; written at most every SEEN_EVERY, unless a page is drawn."""
    if now - web_session.last_seen_at >= SEEN_EVERY:
        seen = update(WebSession).where(WebSession.id == web_session.id)
        db.session.execute(seen.values(last_seen_at=now), execution_options=INCIDENTAL)


def open_sessions(person_id: int, now: datetime) -> list[WebSession]:
    """The sign-ins that still hold, the last used first."""
    found = db.session.scalars(
        select(WebSession)
        .options(joinedload(WebSession.person, innerjoin=True))
        .where(
            WebSession.person_id == person_id,
            WebSession.ended_at.is_(None),
            WebSession.expires_at > now,
        )
        .order_by(WebSession.last_seen_at.desc(), WebSession.id.desc())
    )
    return [each for each in found if now < _idle_until(each)]


def end(person_id: int, session_id: int, now: datetime) -> WebSession:
    """End one of the person's own sign-ins. Raises NotFound for anybody else's."""
    web_session: WebSession | None = db.session.scalar(
        select(WebSession).where(WebSession.id == session_id, WebSession.person_id == person_id)
    )
    if web_session is None:
        raise NotFound(_("This device is not in your list any more."))
    if web_session.ended_at is None:
        web_session.ended_at = now
    return web_session


def end_all(person_id: int, now: datetime, keep: int | None = None) -> None:
    """End every sign-in of a person, except the one with id `keep`."""
    db.session.execute(
        update(WebSession)
        .where(
            WebSession.person_id == person_id,
            WebSession.ended_at.is_(None),
            WebSession.id != (keep or 0),
        )
        .values(ended_at=now)
    )


# In this order: nearly every browser calls itself Chrome and Safari as well.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Macintosh", "CrOS", "Linux")


def device_name(user_agent: str) -> str:
    """`Chrome, Android` for what a browser says of itself, nothing if that is unknown."""
    browser = next((name for word, name in _BROWSERS if word in user_agent), "")
    system = next((word for word in _SYSTEMS if re.search(rf"\b{word}\b", user_agent)), "")
    return ", ".join(filter(None, (browser, system))) or ""
