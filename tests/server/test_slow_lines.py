"""A bad line stops nobody else: pages come and answers are kept while bad lines hold on."""

import pytest

from tests.server.slow_lines import (
    SlowLines,
    dripping,
    photo,
    silent,
    slow,
    unfinished_headers,
)

pytestmark = pytest.mark.server


# More than there are threads, in whatever way the connections fall to the two processes.
@pytest.mark.parametrize(
    "kinds",
    [
        pytest.param({unfinished_headers: 40}, id="40 unfinished headers"),
        pytest.param({silent: 40}, id="40 silent"),
        pytest.param({dripping: 40}, id="40 dripping"),
        pytest.param({photo: 40}, id="40 photos"),
        pytest.param({slow: 200, dripping: 64}, id="200 slow and 64 dripping"),
    ],
)
def test_a_good_line_is_served_while_bad_ones_hold_on(server, seat_people, kinds):
    seat = seat_people(1)[0]
    essay = seat.begin()
    seat.visitor.close()  # a kept connection has passed the door already

    with SlowLines(server.port, kinds) as bad:
        saved = seat.visitor.post(essay, script=True, answer="Satu.", client="a", save_number=1)
        page = seat.visitor.get("/profile")
        waiting = [line.is_waiting() for line in bad.lines]

    assert (saved.status, "saved_at" in saved.json, page.status) == (200, True, 200)
    assert all(waiting)


def test_slow_phones_are_answered_in_the_end(server):
    with SlowLines(server.port, {photo: 8, dripping: 8}) as bad:
        bad.rest()
        answers = [line.finish() for line in bad.lines]

    assert answers == [b"HTTP/1.1 400"] * 16  # for they bring no form token
