"""One commit, at the edge: what a request leaves behind, and who waits for whom."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from sqlalchemy import select

from lms import create_app
from lms.access import PUBLIC, requires
from lms.database import (
    INCIDENTAL,
    commit_even_if_refused,
    commit_now,
    db,
    reading,
)
from lms.database.sqlite import driver
from lms.database.transactions import LostWrite
from lms.errors import Conflict
from lms.people.models import Cooperative
from tests.application import CHEAP, leave
from tests.databases import POSTGRESQL

AT_ONCE = "PRAGMA busy_timeout = 0"


def add(name: str) -> str:
    db.session.add(Cooperative(name=name, key=name))
    db.session.flush()
    return "added"


CHANGES: dict[str, Callable[[], object]] = {
    "flushed": lambda: add("KSP Satu"),
    "waiting": lambda: db.session.add(Cooperative(name="KSP Satu", key="KSP Satu")),
    "by a statement": lambda: db.session.execute(
        sa.insert(Cooperative).values(name="KSP Satu", key="KSP Satu")
    ),
}


@pytest.fixture
def app(database_url: str, tmp_path: Path, at: object) -> Iterator[Flask]:
    """An application of its own, for routes are added to it."""
    app = create_app(str(tmp_path), DATABASE_URL=database_url, WTF_CSRF_ENABLED=False, **CHEAP)
    with app.test_request_context():
        yield app
    with app.app_context():
        leave()


@pytest.fixture
def route(app: Flask) -> Callable[..., None]:
    """Add a route for everybody: `route(view, "POST")` at `/trial`."""

    def added(view: Callable[[], object], method: str = "POST", rule: str = "/trial") -> None:
        endpoint = f"trial {method} {rule}"
        view = requires(PUBLIC)(view)
        app.add_url_rule(rule, endpoint, view, methods=[method])

    return added


def sending(app: Flask, path: str) -> threading.Thread:
    """Send a form from a thread of its own, as another worker would take it."""
    thread = threading.Thread(target=lambda: FlaskClient(app, app.response_class).post(path))
    thread.start()
    return thread


def cooperatives() -> list[str]:
    return list(db.session.scalars(select(Cooperative.name).order_by(Cooperative.name)))


def test_a_successful_form_keeps_what_it_changed(browser, route):
    route(lambda: add("KSP Satu"))

    assert browser.post("/trial").status_code == 200
    assert cooperatives() == ["KSP Satu"]


def test_a_page_that_is_read_changes_nothing(browser, route):
    route(lambda: add("KSP Satu"), "GET")

    assert browser.get("/trial").status_code == 200
    assert cooperatives() == []


def test_a_refused_form_changes_nothing(browser, route):
    def refuse() -> str:
        add("KSP Satu")
        raise Conflict("Not now.")

    route(refuse)

    assert browser.post("/trial").status_code == 409
    assert cooperatives() == []


def test_of_work_in_turns_only_the_refused_turn_changes_nothing(browser, route):
    def work() -> None:
        add("KSP Satu")
        commit_now(go_on=True)
        add("KSP Dua")
        raise Conflict("Not now.")

    route(work)

    assert browser.post("/trial").status_code == 409
    assert cooperatives() == ["KSP Satu"]


def test_a_form_shown_again_changes_nothing(browser, route):
    def show_again() -> tuple[str, int]:
        add("KSP Satu")
        return render_template_string("wrong"), 422

    route(show_again)

    assert browser.post("/trial").status_code == 422
    assert cooperatives() == []


def test_a_bug_changes_nothing(app, browser, route):
    def break_down() -> str:
        add("KSP Satu")
        raise RuntimeError("a bug")

    route(break_down)
    app.config["PROPAGATE_EXCEPTIONS"] = False

    assert browser.post("/trial").status_code == 500
    assert cooperatives() == []


def test_a_refusal_may_keep_what_must_not_be_forgotten(browser, route):
    def count_and_show() -> tuple[str, int]:
        add("KSP Satu")
        commit_even_if_refused()
        return render_template_string("wrong"), 422

    route(count_and_show)

    assert browser.post("/trial").status_code == 422
    assert cooperatives() == ["KSP Satu"]


@pytest.mark.parametrize("write", ["flushed", "waiting", "by a statement"])
def test_a_change_answered_by_a_page_is_a_mistake_that_says_what_to_do(browser, route, write):
    def change_and_show() -> str:
        CHANGES[write]()
        return render_template_string("done")

    route(change_and_show)

    with pytest.raises(LostWrite, match=r"POST /trial changed .* call commit_now\(\) before"):
        browser.post("/trial")
    assert cooperatives() == []


def test_it_is_a_mistake_as_well_if_a_redirect_follows_the_page(browser, route):
    def draw_a_mail_and_go_on() -> tuple[str, int, dict[str, str]]:
        add("KSP Satu")
        render_template_string("a mail")
        return "", 303, {"Location": "/"}

    route(draw_a_mail_and_go_on)

    with pytest.raises(LostWrite):
        browser.post("/trial")


def test_in_production_it_is_logged_and_the_page_is_shown(app, browser, route, caplog):
    def change_and_show() -> str:
        add("KSP Satu")
        return render_template_string("done")

    route(change_and_show)
    app.testing = False

    assert browser.post("/trial").text == "done"
    assert [record.levelname for record in caplog.records if "taken back" in record.message] == [
        "ERROR"
    ]


def test_a_change_that_is_committed_may_be_answered_by_a_page(browser, route):
    def change_commit_and_show() -> str:
        add("KSP Satu")
        commit_now()
        return render_template_string("done")

    route(change_commit_and_show)

    assert browser.post("/trial").text == "done"
    assert cooperatives() == ["KSP Satu"]


def test_a_form_that_changes_nothing_may_be_answered_by_a_page(browser, route):
    def show() -> str:
        cooperatives()
        return render_template_string("a preview")

    route(show)

    assert browser.post("/trial").text == "a preview"


def test_that_a_device_was_seen_may_be_lost_with_a_page(browser, route):
    def note_and_show() -> str:
        seen = sa.update(Cooperative).values(name="KSP Dua")
        db.session.execute(seen, execution_options=INCIDENTAL)
        return render_template_string("a preview")

    route(note_and_show)

    assert browser.post("/trial").text == "a preview"


@pytest.mark.parametrize("expire", [True, False])
def test_what_is_slow_is_done_before_the_turn_to_write_comes(app, browser, route, expire):
    at_the_gate = []

    def view() -> str:
        cooperatives()
        with reading(expire=expire):
            cooperatives()
            at_the_gate.append("gate" in db.session.connection().info)
        return add("KSP Satu")

    route(view)

    assert browser.post("/trial").status_code == 200
    assert at_the_gate == [False]
    assert cooperatives() == ["KSP Satu"]


@pytest.mark.parametrize(("expire", "name"), [(True, "KSP Dua"), (False, "KSP Satu")])
def test_what_was_read_before_is_read_afresh_unless_it_is_to_stay(
    app, browser, route, expire, name
):
    found = []

    def view() -> str:
        with reading(expire=expire):
            cooperative = db.session.scalars(select(Cooperative)).one()
        db.session.connection().execute(sa.update(Cooperative).values(name="KSP Dua"))
        found.append(cooperative.name)
        return "renamed"

    add("KSP Satu")
    route(view)

    assert browser.post("/trial").status_code == 200
    assert found == [name]


def test_who_reads_does_not_wait_for_who_writes(app, browser, route):
    is_writing, may_end = threading.Event(), threading.Event()

    def write_slowly() -> str:
        add("KSP Satu")
        is_writing.set()
        assert may_end.wait(10)
        return "added"

    route(write_slowly)
    route(lambda: str(len(cooperatives())), "GET", "/count")
    writer = sending(app, "/trial")
    assert is_writing.wait(10)

    while_writing = browser.get("/count").text
    may_end.set()
    writer.join()

    assert (while_writing, browser.get("/count").text) == ("0", "1")


def test_a_second_writer_waits_for_the_first(app, browser, route):
    is_writing, may_end = threading.Event(), threading.Event()

    def write_slowly() -> str:
        add("KSP Satu")
        is_writing.set()
        assert may_end.wait(10)
        return "added"

    route(write_slowly)
    route(lambda: add("KSP Dua"), "POST", "/second")
    first = sending(app, "/trial")
    assert is_writing.wait(10)
    second = sending(app, "/second")
    second.join(0.2)
    waited = second.is_alive()
    may_end.set()
    first.join()
    second.join()

    assert waited or db.engine.dialect.name != "sqlite"  # PostgreSQL lets both write at once
    assert cooperatives() == ["KSP Dua", "KSP Satu"]


def test_what_is_kept_at_once_lets_the_others_in_before_the_answer_is_put_together(
    app, browser, route
):
    at_the_gate = []

    def view():
        add("KSP Satu")
        commit_now()
        at_the_gate.append("gate" in db.session.connection().info)
        return "added"

    route(view)

    assert browser.post("/trial").status_code == 200
    assert at_the_gate == [False]
    assert cooperatives() == ["KSP Satu"]


def test_an_error_of_the_database_tells_no_values(app):
    with app.app_context(), pytest.raises(sa.exc.DBAPIError) as caught:
        db.session.execute(sa.text("SELECT :word FROM nowhere"), {"word": "rahasia"})

    assert "rahasia" not in str(caught.value)


@pytest.mark.skipif(bool(POSTGRESQL), reason="in PostgreSQL nobody locks the whole database")
def test_a_database_that_another_program_holds_is_told_as_busy(app, route):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    route(lambda: add("KSP Satu"))
    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "connect", lambda opened, _record: opened.execute(AT_ONCE))
    engine.dispose()  # what is opened from here on does not wait

    with closing(driver.connect(engine.url.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = FlaskClient(app, app.response_class).post("/trial")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"


def test_a_commit_that_fails_leaves_the_session_as_it_was(app):
    db.session.add(Cooperative(name="KSP Satu", key="same"))
    db.session.commit()
    db.session.add(Cooperative(name="KSP Dua", key="same"))

    with pytest.raises(sa.exc.IntegrityError):
        commit_now()

    db.session.rollback()
    assert db.session().expire_on_commit
