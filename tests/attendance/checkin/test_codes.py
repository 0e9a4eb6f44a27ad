from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lms.attendance.checkin.rules_codes import (
    CLAIM_LIVES,
    LINK_LIVES,
    WINDOW,
    Claim,
    claim_is_alive,
    code_at,
    code_shown_at,
    disguised,
    link_at,
    link_is_fresh,
    read_claim,
    read_link,
    window_start,
    write_claim,
)

SECRET = "secret"
START = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)
instants = st.integers(0, 10**8).map(lambda seconds: START + timedelta(seconds=seconds))
meetings = st.integers(1, 10**6)
waits = st.integers(0, 10**5).map(lambda seconds: timedelta(seconds=seconds))
claims = st.builds(
    Claim,
    instants,
    st.text("abcXYZ-_0189", max_size=8),
    st.none() | meetings,
    st.just("") | st.from_regex(r"[0-9]{6}", fullmatch=True),
)


@given(meetings, instants)
def test_a_code_has_six_digits_and_stays_for_its_half_minute(meeting, at):
    start = window_start(at)
    shown = {code_at(SECRET, meeting, start + timedelta(seconds=s)) for s in range(30)}

    assert len(shown) == 1
    assert shown.pop().isdigit()
    assert len(code_at(SECRET, meeting, at)) == 6


@given(meetings, instants, waits)
def test_a_code_is_taken_while_it_is_shown_and_half_a_minute_longer(meeting, at, wait):
    code = code_at(SECRET, meeting, at)
    found = code_shown_at(SECRET, meeting, code, at + wait)

    if window_start(at) + 2 * WINDOW > at + wait:
        assert found == window_start(at)
    else:
        assume(found is None or found != window_start(at))  # another window may show the same six


@given(meetings, meetings, instants)
def test_codes_of_two_meetings_tell_nothing_of_each_other(one, other, at):
    assume(one != other)
    hundred = [at + n * WINDOW for n in range(20)]

    assert [code_at(SECRET, one, t) for t in hundred] != [
        code_at(SECRET, other, t) for t in hundred
    ]


@given(meetings, instants)
def test_a_link_names_its_meeting_and_when_it_was_shown(meeting, at):
    assert read_link(SECRET, link_at(SECRET, meeting, at)) == (meeting, window_start(at))


@given(instants, waits)
def test_a_link_is_for_scanning_only_for_a_short_while(at, wait):
    shown = window_start(at)

    assert link_is_fresh(shown, at + wait) == (at + wait < shown + WINDOW + LINK_LIVES)


@given(claims)
def test_a_claim_comes_back_as_it_was(claim):
    assert read_claim(SECRET, write_claim(SECRET, claim)) == claim


@given(claims, st.integers(0, 200), st.characters(codec="ascii"))
def test_no_claim_becomes_another_with_one_sign_changed(claim, place, sign):
    text = write_claim(SECRET, claim)
    signature = text.rpartition(".")[2]
    place %= len(text)
    assume(text[place] != sign)

    read = read_claim(SECRET, text[:place] + sign + text[place + 1 :])

    # Base64 has several ways to write the last sign of a signature.
    assert read is None or (read == claim and place >= len(text) - len(signature))


@given(st.text(max_size=200))
def test_no_text_is_a_claim_or_link_by_chance(text):
    assert read_claim(SECRET, text) is None
    assert read_link(SECRET, text) is None


@given(claims)
def test_another_server_reads_nothing(claim):
    assert read_claim("other", write_claim(SECRET, claim)) is None


@given(meetings, instants)
def test_a_link_is_no_claim_and_a_claim_is_no_link(meeting, at):
    assert read_claim(SECRET, link_at(SECRET, meeting, at)) is None
    assert read_link(SECRET, write_claim(SECRET, Claim(at, "", meeting))) is None


@pytest.mark.parametrize(
    ("later", "alive"), [(timedelta(0), True), (CLAIM_LIVES, False), (-WINDOW, False)]
)
def test_a_claim_lasts_through_a_slow_sign_in_and_not_for_ever(later, alive):
    assert claim_is_alive(Claim(START, ""), START + later) == alive


def test_a_disguise_is_the_same_for_the_same_and_tells_nothing():
    sign = disguised(SECRET, "network", "10.0.0.1")

    assert sign == "j61gwm1MDL0JZp_u"
    assert disguised(SECRET, "network", "10.0.0.2") != sign
    assert disguised(SECRET, "device", "10.0.0.1") != sign
    assert disguised("another", "network", "10.0.0.1") != sign
