"""The plan of the house, held for every file; each rule has a house with a violation planted."""

import ast
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from tests.house_plan import (
    House,
    Module,
    against_the_layers,
    circles,
    clock_readers,
    commits,
    crowded,
    foreign_edges,
    hidden_imports,
    impure,
    modules_below,
    unplaced,
    upward,
)

LMS = Path(__file__).parents[2] / "lms"
LAYER_OF = {
    "queries": """
        workshops.belonging
        attendance.counting attendance.roster audit.page.names audit.page.words cards.consent
        discussion.shown enrolment.seats.history enrolment.seats.merging grading.words
        messages.texts plans.texts practice.overview.texts
        certificates.signing results.own
        people.cards people.cooperatives people.first_secrets people.pins
        people.secrets people.sessions people.throttling quizzes.attempts.attempt
        quizzes.attempts.overdue quizzes.windows.closing
        rehearsal.discarding rehearsal.playing reports.matrix
        results.attempts results.counting results.seats today.learning today.organising today.places
        today.teaching workshops.handouts workshops.reach workshops.words
    """,
    "service": """
        backup.contents backup.moving backup.postgresql_copy backup.sqlite_copy backup.trial
        attendance.guests demo.absences demo.booklets demo.certificates demo.paper demo.plans
        demo.room demo.second_chances
        lending.joint
        discussion.moderation enrolment.importing.drafts mail.smtp simulation.arrivals
        simulation.history simulation.practising simulation.talk simulation.teaching
        demo.opinions audit.exporting privacy.copying privacy.retention
    """,
    "pages": """
        certificates.badges certificates.printing certificates.signatories
        freezing.package
        handover.annexes handover.aspects handover.blocks handover.mastery handover.printing
        handover.program handover.tables handover.tables_program
        handover.workbook
        attendance.sheets audit.page.shown cards.printing help.printing lessons.addresses
        lessons.printing messages.stopping people.words practice.booklet.printing
        quizzes.attempts.pages quizzes.reasons
        reports.account.documents reports.documents reports.downloads reports.sheets
        reports.summaries reports.text reports.words uploads.requests
        audit.page.sheet privacy.words workshops.taking
    """,
    "routes": "freezing.handing handover.handing people.proving people.resuming",
    "commands": """
        demo.__main__ demo.build demo.report
    """,
}
"""Files without the word of a layer in their name, by layer. Whatever is not named is rules."""
OTHERS = {name: layer for layer, names in LAYER_OF.items() for name in names.split()}
MAX_FILES = 25


def features_in_order() -> list[str]:
    """Return the features as `lms/features.py` lists them: each may import those before it."""
    tree = ast.parse((LMS / "features.py").read_text())
    parts = {
        name.asname: node.module.removeprefix("lms.").removesuffix(".feature")
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module
        for name in node.names
    }
    listed = next(node for node in tree.body if isinstance(node, ast.AnnAssign))
    return [parts[each.id] for each in listed.value.elts]


def levels() -> list[set[str]]:
    """Return the parts from the ground up: each level may import from those before it."""
    order = features_in_order()
    order.insert(order.index("enrolment") + 1, "results")  # derived figures, without pages
    order.insert(order.index("today") + 1, "simulation")  # people who are made up
    return [
        {"access", "clock", "errors", "language", "pictures"},
        {"questions", "statistics"},
        {"content", "config"},
        {"database", "banks"},
        {"serving"},
        {"web"},
        {"audit"},
        {"feature"},
        *({each} for each in order),
        {"features"},
        {"guard", "navigation"},
        {"factory"},
        {"wsgi"},
        {"__init__"},
    ]


@pytest.fixture(scope="module")
def house() -> House:
    return House(modules_below(LMS), levels())


@pytest.fixture(scope="module")
def features() -> set[str]:
    return {*features_in_order(), "results", "simulation", "audit"}


def planted(**sources: str) -> House:
    """Return a small house: `attendance__rules="import flask"` is the file attendance/rules.py."""
    modules = [Module(name.replace("__", "."), text) for name, text in sources.items()]
    return House(modules, [{"clock"}, {"people"}, {"attendance"}])


PLANTED = {"people", "attendance"}


def test_every_part_has_its_place(house):
    assert unplaced(house) == []


def test_a_part_without_a_place_is_found():
    assert unplaced(planted(clock="", people__rules="", attendance="", cellar="")) == ["cellar"]


def test_imports_point_one_way(house):
    assert upward(house) == []


def test_an_import_of_a_later_part_is_found():
    house = planted(people__rules="from lms.attendance import models", attendance__models="")

    assert upward(house) == ["people.rules:1: people may not import attendance.models"]


def test_rules_are_pure(house, features):
    assert impure(house, features, OTHERS) == []


@pytest.mark.parametrize(
    "source",
    [
        "import sqlalchemy as sa",
        "from flask import g",
        "from lms import clock",
        "from lms.database import db",
        "from lms.people.models import Person",
    ],
)
@pytest.mark.parametrize("name", ["attendance__rules_codes", "attendance__prospects"])
def test_what_rules_may_not_know_is_found(source, name):
    house = planted(clock="", people__models="", **{name: source})

    assert impure(house, PLANTED, {}) != []


def test_inside_a_feature_the_layers_point_one_way(house, features):
    assert against_the_layers(house, features, OTHERS) == []


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        ("models", "queries_room"),
        ("queries_checkin", "service"),
        ("queries", "routes_checkin"),
        ("service_photos", "forms"),
        ("forms", "routes"),
    ],
)
def test_an_import_of_an_upper_layer_is_found(lower, upper):
    sources = {
        f"attendance__{lower}": f"from lms.attendance.{upper} import name",
        f"attendance__{upper}": "",
    }

    assert len(against_the_layers(planted(**sources), PLANTED, {})) == 1


def test_routes_and_forms_are_for_their_own_feature(house, features):
    assert foreign_edges(house, features) == []


@pytest.mark.parametrize("edge", ["routes_people", "forms"])
def test_an_import_of_another_features_edge_is_found(edge):
    sources = {
        "attendance__routes": f"from lms.people.{edge} import name",
        f"people__{edge}": "",
    }

    assert len(foreign_edges(planted(**sources), PLANTED)) == 1


def test_no_imports_go_round_in_a_circle(house):
    assert circles(house) == []


def test_a_circle_is_found():
    house = planted(
        people__routes="from lms.people.routes_own import show",
        people__routes_own="from lms.people.routes import bp",
    )

    assert circles(house) != []


def test_imports_stand_at_the_top(house):
    assert hidden_imports(house) == []


def test_an_import_inside_a_function_is_found():
    house = planted(people__rules="def late():\n    import math\n")

    assert hidden_imports(house) == ["people.rules:2: an import inside"]


def test_the_time_is_read_in_one_place(house):
    assert clock_readers(house) == []


@pytest.mark.parametrize("call", ["datetime.now(UTC)", "time.time()", "date.today()"])
def test_another_reading_of_the_time_is_found(call):
    assert len(clock_readers(planted(people__rules=call))) == 1


def test_services_never_commit(house, features):
    assert commits(house, features, OTHERS) == []


@pytest.mark.parametrize("name", ["people__service_own", "people__queries", "people__routes"])
def test_a_commit_in_a_feature_is_found(name):
    assert len(commits(planted(**{name: "db.session.commit()"}), PLANTED, {})) == 1


def test_the_table_of_layers_names_only_files_that_are_there(house):
    assert set(OTHERS) <= set(house.modules)


def test_no_folder_is_crowded():
    root = LMS.parent
    modules = chain(LMS.rglob("*.py"), (root / "tests").rglob("*.py"))
    files = Counter(str(path.parent.relative_to(root)) for path in modules)
    del files["lms/migrations/versions"]  # revisions are a history: none may go or move

    assert crowded(files, MAX_FILES) == []


def test_a_crowded_folder_is_found():
    assert crowded({"people": 26, "board": 25}, MAX_FILES) == ["people: 26 files"]
