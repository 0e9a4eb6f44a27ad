"""What differs between two versions."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from lms.freezing.rules import ChangedValue, changes_between, differences

VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=2), inner, max_size=4)
    ),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(st.text("xyz", min_size=1, max_size=2), VALUES, max_size=4)


def people(*names):
    return {"participants": [{"name": name, "posttest": 80} for name in names]}


@given(DOCUMENTS)
def test_nothing_differs_from_itself(document):
    assert differences(document, document) == ()


@given(DOCUMENTS, DOCUMENTS)
def test_what_differs_one_way_differs_the_other(before, after):
    there = differences(before, after)
    back = differences(after, before)

    assert {(each.place, each.before, each.after) for each in there} == {
        (each.place, each.after, each.before) for each in back
    }


def test_when_it_was_made_is_no_difference():
    assert differences({"generated_at": "1"}, {"generated_at": "2"}) == ()


def test_a_value_that_was_corrected():
    before, after = {"reached": {"part": 9, "whole": 10}}, {"reached": {"part": 10, "whole": 10}}

    assert differences(before, after) == (ChangedValue(("reached", "part"), "9", "10"),)


def test_somebody_who_came_moves_nobody():
    found = differences(people("Ayu", "Citra"), people("Ayu", "Budi", "Citra"))

    assert found == (
        ChangedValue(("participants", "Budi", "name"), None, "Budi"),
        ChangedValue(("participants", "Budi", "posttest"), None, "80"),
    )


def test_two_of_one_name_are_two():
    found = differences(people("Ayu"), people("Ayu", "Ayu"))

    assert [each.place[1] for each in found] == ["Ayu (2)", "Ayu (2)"]


def test_each_version_is_compared_with_the_one_before():
    newest, middle, first = (
        SimpleNamespace(version=number, document={"seats": seats})
        for number, seats in ((3, 24), (2, 24), (1, 23))
    )

    assert changes_between([newest, middle, first]) == {
        3: (),
        2: (ChangedValue(("seats",), "23", "24"),),
    }
