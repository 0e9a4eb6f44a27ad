"""Deciding what happens to each row of a list, and which doubts a person decides."""

from itertools import product
from time import process_time

import pytest

from lms.enrolment.importing.known import Known
from lms.enrolment.importing.plan import FreeSeats, RowOutcome, plan_import
from lms.enrolment.importing.problems import ProblemKind, problem
from lms.enrolment.importing.reading import ParticipantRow, read_participants
from lms.enrolment.importing.sheets import read_list
from lms.enrolment.importing.shown import page_of
from lms.people.likeness import alike, cooperative_likeness
from tests.enrolment.factories import MESSY, a_workbook

SYLLABLES = [f"{a}{b}" for a in "bcdgjklmnprstw" for b in "aeiou"]
HERE = FreeSeats(1, {1: 10})
PROGRAM = FreeSeats(1, {1: 15, 2: 15, 3: 15}, are_all=True)


def plan(rows, known=(), free_seats=HERE, **more):
    return plan_import(rows, known, free_seats, **more)


def outcomes(rows, known=(), **more):
    return [planned.outcome for planned in plan(rows, known, **more).rows]


def messy(listed=None):
    return read_participants(listed or read_list(MESSY.read_bytes())).rows


@pytest.mark.parametrize("is_workbook", [False, True])
def test_the_messy_sample_gives_what_the_domain_says(is_workbook):
    listed = read_list(MESSY.read_bytes())
    if is_workbook:
        listed = read_list(a_workbook(*listed.rows))

    planned = plan(messy(listed), free_seats=PROGRAM, decisions={})

    assert planned.counts == {RowOutcome.CREATE: 35, RowOutcome.REPEATED: 1, RowOutcome.HELD: 1}
    assert planned.joining == {1: 12, 2: 12, 3: 11}
    assert planned.warnings == {
        ProblemKind.EMAIL_MISSING: 2,
        ProblemKind.EMAIL_INVALID: 1,
        ProblemKind.PHONE_UNRECOVERABLE: 1,
        ProblemKind.PHONE_ZERO_RESTORED: 1,
        ProblemKind.PHONE_LETTER_O: 1,
        ProblemKind.PHONE_DOUBLE: 1,
        ProblemKind.PHONE_SHARED: 1,
        ProblemKind.DISTRICT_MISMATCH: 1,
        ProblemKind.DISTRICT_FILLED: 1,
        ProblemKind.WORKSHOP_FILLED_DOWN: 11,
    }


@pytest.mark.parametrize(
    ("choice", "outcome"),
    [
        ("same", RowOutcome.REPEATED),
        ("other", RowOutcome.CREATE),
        ("leave-out", RowOutcome.LEFT_OUT),
        ("nonsense", RowOutcome.HELD),
    ],
)
def test_the_person_of_row_37_is_who_the_organiser_says(choice, outcome):
    last = plan(messy(), free_seats=PROGRAM, decisions={"person-43": choice}).rows[-1]

    assert last.row.name == "Ni Kt. Bintang Rahina"
    assert last.outcome is outcome


def test_the_office_phone_of_rows_25_and_26_makes_no_one_person():
    planned = plan(messy(), free_seats=PROGRAM, decisions={}).rows[25]

    [shared] = planned.row.problems
    assert planned.outcome is RowOutcome.CREATE
    assert shared.params == {"name": "I Putu Gelombang Nugraha"}


@pytest.mark.parametrize(
    ("choice", "district"),
    [("", "Denpasar Timur"), ("proposed", "Denpasar Timur"), ("written", "Denpasar Barat")],
)
def test_the_district_of_row_16_is_the_proposed_one_unless_told_otherwise(choice, district):
    planned = plan(messy(), free_seats=PROGRAM, decisions={"district-21": choice}).rows[15]

    assert (planned.outcome, planned.row.district) == (RowOutcome.CREATE, district)


def test_somebody_nobody_knows_is_new():
    assert outcomes([ParticipantRow("Sukerti", phone="+62810")]) == [RowOutcome.CREATE]


def test_rows_of_another_workshop_are_left_out():
    rows = [
        ParticipantRow("A", workshop_number=1),
        ParticipantRow("B", workshop_number=2),
        ParticipantRow("C"),
    ]

    assert outcomes(rows) == [RowOutcome.CREATE, RowOutcome.OTHER, RowOutcome.CREATE]


def test_a_workshop_the_program_does_not_have_is_asked_about():
    rows = [ParticipantRow("Sukerti", line=7, workshop_number=9)]

    assert outcomes(rows, free_seats=PROGRAM, decisions={}) == [RowOutcome.HELD]
    [planned] = plan(rows, free_seats=PROGRAM, decisions={"workshop-7": "2"}).rows
    assert (planned.outcome, planned.number) == (RowOutcome.CREATE, 2)


@pytest.mark.parametrize(
    "row",
    [
        ParticipantRow("SUKERTI", phone="+62810"),
        ParticipantRow("sukerti", email="s@example.org"),
        ParticipantRow("Sukerti", cooperative="Ksp. Contoh"),
        ParticipantRow("Somebody Else", code="K4MP7TXQ"),
    ],
)
def test_a_person_is_recognised_by_code_or_by_name_and_one_thing_more(row):
    known = Known(
        7,
        "Sukerti",
        code="K4MP7TXQ",
        phone="+62810",
        email="s@example.org",
        cooperative="ksp contoh",
    )

    [planned] = plan([row], [known]).rows

    assert (planned.outcome, planned.person_id) == (RowOutcome.ENROL, 7)


def test_the_second_of_two_equal_rows_is_told_with_the_first():
    rows = [
        ParticipantRow("Sukerti", line=2, phone="+62810"),
        ParticipantRow("Sukerti", line=9, phone="+62810"),
    ]

    second = plan(rows).rows[1]

    assert second.outcome is RowOutcome.REPEATED
    assert second.row.problems[0].params == {"line": 2}


def test_one_name_in_one_cooperative_with_two_phones_is_asked_about():
    rows = [
        ParticipantRow("Sukerti", line=2, cooperative="KSP Contoh", phone="+62811"),
        ParticipantRow("Sukerti", line=3, cooperative="KSP Contoh", phone="+62812"),
    ]

    assert outcomes(rows, decisions={}) == [RowOutcome.CREATE, RowOutcome.HELD]
    assert outcomes(rows, decisions={"person-3": "other"}) == [RowOutcome.CREATE, RowOutcome.CREATE]


@pytest.mark.parametrize(
    ("where", "outcome"),
    [
        ({1: True}, RowOutcome.ENROLLED),
        ({1: False}, RowOutcome.WITHDRAWN),
        ({2: True}, RowOutcome.ELSEWHERE),
        ({2: False}, RowOutcome.ENROL),
        ({}, RowOutcome.ENROL),
    ],
)
def test_what_happens_to_a_known_person_depends_on_where_she_is(where, outcome):
    known = Known(7, "Sukerti", phone="+62810", places=where)

    assert outcomes([ParticipantRow("Sukerti", phone="+62810")], [known]) == [outcome]


def test_a_known_person_by_an_abbreviated_name_is_asked_about():
    known = Known(7, "Anak Agung Ayu Senja Maharani", phone="+62810")
    rows = [ParticipantRow("A.A. Ayu Senja Maharani", line=2, phone="+62810")]

    assert outcomes(rows, [known], decisions={}) == [RowOutcome.HELD]
    [planned] = plan(rows, [known], decisions={"person-2": "same"}).rows
    assert (planned.outcome, planned.person_id) == (RowOutcome.ENROL, 7)


@pytest.mark.parametrize("written", ["KSP Contoh Genta Rahyu", "KSU Contoh Genta Rahayu"])
def test_a_cooperative_that_resembles_a_known_one_is_asked_about_once(written):
    rows = [
        ParticipantRow("A", line=2, cooperative=written),
        ParticipantRow("B", line=3, cooperative=written),
    ]
    known = {"cooperatives": ["KSP Contoh Genta Rahayu"]}

    assert outcomes(rows, decisions={}, **known) == [RowOutcome.HELD, RowOutcome.HELD]
    same = plan(rows, decisions={"cooperative-2": "same"}, **known)
    other = plan(rows, decisions={"cooperative-2": "other"}, **known)
    assert [one.row.cooperative for one in same.rows] == ["KSP Contoh Genta Rahayu"] * 2
    assert [one.row.cooperative for one in other.rows] == [written] * 2
    assert len(same.newcomers) == len(other.newcomers) == 2


def test_a_known_cooperative_keeps_its_spelling():
    [planned] = plan(
        [ParticipantRow("A", cooperative="Ksp. contoh")], decisions={}, cooperatives=["KSP Contoh"]
    ).rows

    assert (planned.outcome, planned.row.cooperative) == (RowOutcome.CREATE, "KSP Contoh")


def test_cooperatives_with_other_numbers_are_others():
    rows = [
        ParticipantRow(name, cooperative=f"KSP Contoh Banjar {n}") for n, name in enumerate("AB")
    ]

    assert outcomes(rows, decisions={}) == [RowOutcome.CREATE, RowOutcome.CREATE]


@pytest.mark.parametrize(
    ("choice", "outcome"),
    [("", RowOutcome.HELD), ("same", RowOutcome.CREATE), ("leave-out", RowOutcome.LEFT_OUT)],
)
def test_a_name_alone_may_be_a_signature_below_the_list(choice, outcome):
    unclear = problem(ProblemKind.ONLY_A_NAME, "name")
    row = ParticipantRow("Kepala Dinas", line=9).with_problems(unclear)

    assert outcomes([row], decisions={"row-9": choice}) == [outcome]


def test_thousands_of_rows_are_planned_within_seconds():
    rows = [
        ParticipantRow(
            f"I Wayan {first}{second} {second}{first}",
            line=line,
            cooperative=f"KSP Contoh {second} {line % 40}",
            phone=f"+62810{line:08}",
        )
        for line, (first, second) in enumerate(product(SYLLABLES, SYLLABLES))
    ]
    started = process_time()

    plan(rows, free_seats=FreeSeats(1, {1: 5000}), decisions={})

    assert len(rows) == 4900
    assert process_time() - started < 8


def test_an_email_somebody_else_has_is_left_out():
    known = Known(7, "Sukerti", email="office@example.org")
    rows = [
        ParticipantRow("Kadek", line=2, email="office@example.org"),
        ParticipantRow("Awan", line=3, email="new@e.org"),
        ParticipantRow("Putra", line=4, email="new@e.org"),
    ]

    assert [one.row.email for one in plan(rows, [known]).rows] == ["", "new@e.org", ""]


def test_seats_that_are_missing_are_counted_by_workshop():
    planned = plan(
        [ParticipantRow("A"), ParticipantRow("B"), ParticipantRow("C")],
        free_seats=FreeSeats(1, {1: 1}),
    )

    assert planned.seats_missing == {1: 2}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Ni Ketut Bintang Rahina", "Ni Kt. Bintang Rahina", True),
        ("A.A. Ayu Senja Maharani", "Anak Agung Ayu Senja Maharani", True),
        ("I Wayan Embun Pratama, S.E.", "I Wayan Embun Pratama", True),
        ("Ni Made Bintang Rahina", "Bintang Rahinna", True),
        ("Bintang Rahina", "Bintang", True),
        ("I Gst. Ngr. Awan Segara", "I Gusti Ngurah Awan Segara", True),
        ("Ida Bagus Samudra", "IB Samudra", True),
        ("Ni Luh Sekar Wulandari", "Ni Luh Sekar Wulandri", True),
        ("Ombak", "Ombik", False),
        ("I Wayan Saputra", "I Made Saputra", False),
        ("I Made Surya", "Ni Made Surya", False),
        ("Kunang Lestari", "Dewi Lestari", False),
        ("I Putu Gelombang Nugraha", "Ni Komang Teratai Dewi", False),
    ],
)
def test_names_are_alike_if_one_person_may_bear_both(first, second, expected):
    assert alike(first, second) is alike(second, first) is expected


def test_a_crowd_in_one_cooperative_is_searched_all_the_same():
    rows = [
        ParticipantRow(f"Orang {first * 4}{last * 4}", line=1, cooperative="KSP Contoh")
        for first in "abcdefghijklmn"
        for last in "abcdefghijklmn"
    ]
    rows.append(
        ParticipantRow("Ni Orang aaaabbbb", line=999, cooperative="KSP Contoh", phone="+62810")
    )

    assert outcomes(rows, free_seats=FreeSeats(1, {1: 999}), decisions={})[-1] is RowOutcome.HELD


def test_what_needs_a_decision_is_shown_first_and_alone_if_wanted():
    planned = plan(messy(), free_seats=PROGRAM, decisions={})

    everything, doubtful = page_of(planned, "all", "1"), page_of(planned, "look", "")

    assert everything.rows[0].outcome is RowOutcome.HELD
    assert (everything.total, everything.doubts, everything.decided) == (37, 1, 0)
    assert all(one.needs_a_look for one in doubtful.rows)
    assert len(doubtful.rows) == everything.to_look_at < 37


@pytest.mark.parametrize(("number", "shown"), [("1", 100), ("3", 50), ("99", 50), ("x", 100)])
def test_a_long_list_is_shown_by_the_hundred(number, shown):
    planned = plan(
        [ParticipantRow(f"P{n}", line=n) for n in range(250)], free_seats=FreeSeats(1, {1: 999})
    )

    page = page_of(planned, "", number)

    assert (len(page.rows), page.pages) == (shown, 3)


def test_cooperatives_are_told_apart_by_their_number_but_not_by_a_letter():
    def meet(first, second):
        return not cooperative_likeness(first).isdisjoint(cooperative_likeness(second))

    assert meet("Koperasi Sari Laut", "KSU Sari Lau")
    assert not meet("KSP Sari Laut 2", "KSP Sari Laut 3")
