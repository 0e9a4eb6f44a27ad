"""Seats and the waiting list as pure values."""

from collections import Counter
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from lms.errors import Conflict
from lms.workshops.seating.rules import FORMS, Seating, form_to_give, seats_by_last


def test_newcomers_take_the_free_seats_in_their_order_and_the_others_wait():
    seating = Seating(2).admit([5, 3, 9, 1])

    assert (seating.seated, seating.waiting) == (frozenset({5, 3}), (9, 1))


def test_a_newcomer_does_not_overtake_who_waits():
    seating = Seating(2, frozenset({1}), (2,)).admit([3])

    assert seating.waiting == (2, 3)


def test_a_free_seat_goes_to_the_first_who_waits():
    seating = Seating(2, frozenset({1, 2}), (3, 4)).leave(1).fill()

    assert (seating.seated, seating.waiting) == (frozenset({2, 3}), (4,))


def test_nobody_is_promoted_into_a_full_workshop():
    with pytest.raises(Conflict):
        Seating(1, frozenset({1}), (2,)).promote(2)


@given(st.lists(st.sampled_from([*FORMS, None]), max_size=60))
def test_every_seat_that_is_taken_brings_the_forms_nearer_to_half(story):
    """None: somebody comes and is given a form; a letter: one who has it leaves."""
    held = []

    def gap():
        return abs(held.count("A") - held.count("B"))

    for leaves in story:
        before = gap()
        if leaves in held:
            held.remove(leaves)
        elif leaves is None:
            held.append(form_to_give(Counter(held)))
            assert gap() == (before - 1 if before else 1)


@pytest.mark.parametrize(
    ("place", "order"), [(1, (3, 1, 2)), (2, (1, 3, 2)), (9, (1, 2, 3)), (-4, (3, 1, 2))]
)
def test_who_waits_is_moved_to_a_place(place, order):
    assert Seating(0, waiting=(1, 2, 3)).move(3, place).waiting == order


@given(st.lists(st.lists(st.just(0), min_size=1, max_size=4)))
def test_every_holder_is_of_one_seat_and_in_order(seats):
    numbers, links, expected = count(1), {}, []
    for seat in seats:
        holders = [next(numbers) for _ in seat]
        links |= dict(zip(holders, [None, *holders], strict=False))
        expected.append(tuple(holders))

    assert sorted(seats_by_last(links).values()) == expected


class Office(RuleBasedStateMachine):
    """An organiser does whatever she likes; the rules hold after each step."""

    people = st.integers(1, 12)

    @initialize(capacity=st.integers(1, 4))
    def begin(self, capacity):
        self.seating = Seating(capacity)

    @rule(newcomers=st.lists(people, max_size=6))
    def admit(self, newcomers):
        before, self.seating = self.seating, self.seating.admit(newcomers)
        assert before.seated <= self.seating.seated
        assert self.seating.waiting[: len(before.waiting)] == before.waiting

    @rule(person=people)
    def leave(self, person):
        self.seating = self.seating.leave(person).fill()

    @rule(more=st.integers(1, 3))
    def raise_the_capacity(self, more):
        seating = self.seating
        self.seating = Seating(seating.capacity + more, seating.seated, seating.waiting).fill()
        up = self.seating.seated - seating.seated
        assert set(seating.waiting[: len(up)]) == up  # promoted in the order of the list

    @rule(person=people, place=st.integers(-1, 14))
    def move(self, person, place):
        before = self.seating
        if person in before.waiting:
            self.seating = before.move(person, place)
            others = [one for one in before.waiting if one != person]
            assert [one for one in self.seating.waiting if one != person] == others

    @rule(person=people)
    def promote(self, person):
        try:
            self.seating = self.seating.promote(person)
        except Conflict:
            assert person not in self.seating.waiting or not self.seating.free

    @invariant()
    def never_more_seated_than_capacity(self):
        if hasattr(self, "seating"):
            assert len(self.seating.seated) <= self.seating.capacity

    @invariant()
    def nobody_sits_and_waits_and_nobody_waits_twice(self):
        if hasattr(self, "seating"):
            assert not self.seating.seated & set(self.seating.waiting)
            assert len(set(self.seating.waiting)) == len(self.seating.waiting)

    @invariant()
    def nobody_waits_beside_a_free_seat(self):
        if hasattr(self, "seating"):
            assert not (self.seating.free and self.seating.waiting)


TestOffice = Office.TestCase


def test_who_is_put_first_waits_in_front_of_all_others_and_only_once():
    assert Seating(1, frozenset({1}), (2, 3)).put_first(9).waiting == (9, 2, 3)
    assert Seating(1, frozenset({1}), (2, 3)).put_first(3) == Seating(1, frozenset({1}), (3, 2))


def test_who_is_promoted_has_a_seat_and_waits_no_more():
    assert Seating(2, frozenset({1}), (2, 3)).promote(3) == Seating(2, frozenset({1, 3}), (2,))
