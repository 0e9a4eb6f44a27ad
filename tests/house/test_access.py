"""Every route × every role, in one's own workshop and in somebody else's.

A new route fails until it stands in the table.
"""

import re
from pathlib import Path

import pytest

from lms.access import Role
from tests.access_table import MAY_ENTER
from tests.access_world import World, a_world, routes
from tests.application import Browser

PERSONAL = {
    "calendars.feed",
    "assets.file",
    "cards.close",
    "cards.made",
    "cards.sheet",
    "grading.remove_snippet",
    "metrics.metrics",
    "own_cards.refuse_own",
    "workshops.answer_invitation",
    "workshops.answer_program",
    "uploads.file",
    "uploads.small",
    "workshops.handout",
    "workshops.close_handout",
}
"""Not found, whoever asks: it belongs to one person (or is no page)."""
CONSUMING = {
    "discussion.withdraw",
    "discussion.carry",
    "attendance.remove_photo",
    "workshops.remove_staff",
    "workshops.take_back_invitation",
    "workshops.remove_organiser_now",
    "privacy.erase_now",
    "privacy.decline_erasure",
    "workshops.uninvite_organiser",
    "enrolment.import_confirm",
}
"""What one has done the next cannot do again."""
AS_A_SCRIPT = {"Accept": "application/json"}
"""How those ask who are to be refused: the same page for each would take as long as all else."""
MAY = re.compile(r"""may\(["']([^"']+)""")
ANYWHERE = {Role.ORGANISER, Role.ADMINISTRATOR}
"""Whose role does not hang on a workshop; of the organiser only outside workshops and programs."""


@pytest.fixture
def world(app) -> World:
    return a_world()


def answer_to(app, person, rule, method, values, headers=None) -> int:
    """Return what `person` gets at a route: 200 stands for everything that is no refusal."""
    return answer(app, browser_of(app, person), rule, method, values, headers)


def browser_of(app, person) -> Browser:
    """Return a browser in which `person`, or nobody, is signed in."""
    browser: Browser = app.test_client()
    return browser if person is None else browser.sign_in(person)


def answer(app, browser, rule, method, values, headers=None) -> int:
    """Return what is answered to a browser, as `answer_to` does."""
    adapter = app.url_map.bind("localhost")
    needed = {name: values[name] for name in rule.arguments}
    sent = None
    if method == "POST":  # "open": an account is opened, not closed
        sent = {"number": "2", "answer": "1", "token": "A" * 22, "open": "yes"}
    response = browser.open(
        adapter.build(rule.endpoint, needed), method=method, data=sent, headers=headers
    )
    if response.status_code == 303 and "/sign-in?" in response.headers["Location"]:
        return 401
    return response.status_code if response.status_code in (401, 403, 404) else 200


def expected(rule, role, may_enter, *, own: bool) -> int:
    if Role.ANONYMOUS in may_enter:
        return 200
    if role is Role.ANONYMOUS:
        return 401
    if rule.arguments & {"workshop_slug", "program_slug"}:
        if role is Role.MEMBER or (not own and role is not Role.ADMINISTRATOR):
            return 404
        if "program_slug" in rule.arguments and role not in ANYWHERE:
            return 404
    return 200 if role in may_enter else 403


def check(app, world, rule, method) -> World:
    """Ask as every role, and return a world in which the next route can be asked for."""
    for role in world.people:
        wanted = expected(rule, role, MAY_ENTER[rule.endpoint], own=True)
        headers = None if wanted == 200 else AS_A_SCRIPT
        got = answer_to(app, world.people[role], rule, method, world.own, headers)
        if wanted == 200 and rule.endpoint in PERSONAL:
            wanted = got if got == 404 else 200
        assert got == wanted, f"{method} {rule.endpoint} as {role}: {got}, not {wanted}"
        if wanted == 200 and rule.endpoint in CONSUMING:
            world = a_world()
    return world


def test_the_table_names_every_route(app):
    assert set(MAY_ENTER) == set(app.view_functions)


def test_every_permission_that_a_feature_declares_is_needed_by_some_route(app):
    declared = app.extensions["permissions"].values()

    assert {view.permission for view in app.view_functions.values()} == set(declared)


def test_every_permission_that_a_template_asks_for_is_declared(app):
    templates = Path(app.root_path, app.template_folder).rglob("*.html")
    asked = {name for page in templates for name in MAY.findall(page.read_text())}

    assert asked
    assert asked <= set(app.extensions["permissions"])


def test_every_role_gets_in_where_the_table_says(app, world):
    for rule, method in routes(app):
        if method == "GET":
            check(app, world, rule, method)


@pytest.mark.parametrize("feature", sorted({name.partition(".")[0] for name in MAY_ENTER}))
def test_writing_is_open_to_those_in_the_table(app, world, feature):
    for rule, method in routes(app):
        if rule.endpoint.partition(".")[0] == feature and method != "GET":
            world = check(app, world, rule, method)


def test_another_workshop_or_program_is_not_found(app, world):
    """Administrators are left out: no workshop is theirs, so for them `own` is as good as another.

    Who is refused changes nothing, so each has one browser for all routes.
    """
    refused = {role: each for role, each in world.people.items() if role is not Role.ADMINISTRATOR}
    browsers = {role: browser_of(app, person) for role, person in refused.items()}
    for rule, method in routes(app):
        if rule.arguments & {"workshop_slug", "program_slug"}:
            for role, browser in browsers.items():
                got = answer(app, browser, rule, method, world.other, AS_A_SCRIPT)
                wanted = expected(rule, role, MAY_ENTER[rule.endpoint], own=False)
                assert got == wanted, f"{method} {rule.endpoint} as {role}: {got}, not {wanted}"


def test_an_id_from_another_workshop_is_not_found_in_ones_own(app, world):
    ids = {
        "enrolment_id",
        "meeting_id",
        "excuse_id",
        "photo_id",
        "attempt_id",
        "answer_id",
        "staff_id",
        "waiting_id",
        "card_id",
        "invitation_id",
        "token",
        "topic_id",
        "reply_id",
        "earlier_id",
    }
    for rule, method in routes(app):
        for name in rule.arguments & ids if rule.endpoint not in PERSONAL else ():
            values = {**world.own, name: world.other[name]}
            for role in MAY_ENTER[rule.endpoint]:
                browser = browser_of(app, world.people[role])
                got = answer(app, browser, rule, method, values, AS_A_SCRIPT)
                assert got == 404, f"{method} {rule.endpoint} with another {name} as {role}: {got}"


def test_what_others_did_in_ones_own_workshop_is_not_found(app, world):
    neighbour = world.neighbour
    for rule, method in routes(app):
        if "attempt_id" in rule.arguments and Role.PARTICIPANT in MAY_ENTER[rule.endpoint]:
            assert answer_to(app, neighbour, rule, method, world.own) == 404
