"""The same form sent several times at the same moment."""

import threading
from collections.abc import Callable

from lms.practice.models import ExerciseTry

HANDS = 6


def all_at_once(app, learner, answers) -> list[tuple[int, str | None]]:
    """Send each answer to try 1 from its own thread; return status and where it led."""
    path, person = learner.path(), learner.enrolment.person
    browsers = [app.test_client().sign_in(person) for _ in answers]
    start, outcomes = threading.Barrier(len(answers)), []

    def send(browser, answer: str) -> None:
        with app.app_context():
            start.wait()
            response = browser.post(path, data={"answer": answer, "number": 1})
            outcomes.append((response.status_code, response.location))

    threads = [
        threading.Thread(target=send, args=pair) for pair in zip(browsers, answers, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_one_answer_sent_at_the_same_moment_gives_one_try_and_one_result(
    app, learner, tries: Callable[[], list[ExerciseTry]]
):
    outcomes = all_at_once(app, learner, ["1"] * HANDS)

    assert outcomes == [(303, learner.path(number=1))] * HANDS
    assert len(tries()) == 1


def test_of_different_answers_at_the_same_moment_the_first_stands(app, learner, tries):
    outcomes = all_at_once(app, learner, [str(n) for n in range(HANDS)])

    assert sorted(status for status, _ in outcomes) == [303] + [409] * (HANDS - 1)
    assert len(tries()) == 1
