"""A program that saves answers, and says of each that it is kept once it is committed.

python -m tests.server.troubles.saving INSTANCE DATABASE_URL ATTEMPT SAVES
"""

import os
import sys
from datetime import timedelta

from lms import create_app
from lms.database import db
from lms.quizzes.attempts import queries, service
from lms.quizzes.attempts.models import Attempt
from lms.quizzes.attempts.saves import Sent
from tests.constants import NOW

KEPT = "kept "


def save(attempt_id: int, number: int) -> None:
    """Save one answer as a request does it, and say so."""
    attempt = db.session.get_one(Attempt, attempt_id)
    quiz_attempt = queries.quiz_attempt_in(attempt.enrolment, attempt_id, lock=True)
    assert quiz_attempt is not None
    fields = {"answer": [f"Catatan {number}. " + "Selisih kas. " * (number % 40)]}
    now = NOW + timedelta(milliseconds=number)
    service.save_answer(quiz_attempt, Sent(2, fields, "telepon", number, now))
    db.session.commit()
    os.write(1, f"{KEPT}{number}\n".encode())


def main(instance: str, url: str, attempt_id: str, saves: str) -> None:
    app = create_app(instance, DATABASE_URL=url, SECRET_KEY="test")
    with app.app_context():
        for number in range(1, int(saves) + 1):
            save(int(attempt_id), number)


if __name__ == "__main__":
    main(*sys.argv[1:])
