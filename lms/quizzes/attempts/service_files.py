"""Files in answers: taking them in, and seeing that nobody hands in another's."""

from collections.abc import Sequence
from datetime import datetime
from typing import IO

from lms.language import gettext_noop as _
from lms.questions import Answer, InvalidAnswer
from lms.questions.base import Fields
from lms.questions.file_upload import ENDINGS, FileUpload
from lms.quizzes.attempts.attempt import QuizAttempt
from lms.uploads.queries import own_uploads
from lms.uploads.rules import MEGABYTE, FileKind, Purpose
from lms.uploads.service import Received, receive, store_upload


def receive_files(
    quiz_attempt: QuizAttempt, position: int, fields: Fields, files: Sequence[IO[bytes]]
) -> list[Received]:
    """Clean and store files sent as (part of) an answer; slow, so before the transaction.

    Raises NotFound, Invalid and TooLarge; nothing is taken where no file is asked for.
    """
    variant = quiz_attempt.variant(position)
    if not isinstance(variant, FileUpload):
        return []
    variant.check_room(len(_staying(variant, fields, files)) + len(files))
    accepted = {FileKind(each) for each in variant.accept}
    return [receive(file, accepted, variant.megabytes * MEGABYTE) for file in files]


def with_files(
    quiz_attempt: QuizAttempt,
    position: int,
    fields: Fields,
    received: Sequence[Received],
    now: datetime,
) -> Fields:
    """The fields with the new files in the answer, and without those to be dropped.

    Where one file is asked for, a new one takes the place of the old.
    """
    variant = quiz_attempt.variant(position)
    if not isinstance(variant, FileUpload):
        return fields
    enrolment = quiz_attempt.attempt.enrolment
    uploads = [
        store_upload(each, Purpose.ANSWER, enrolment.workshop, enrolment.person, now)
        for each in received
    ]
    names = [f"{upload.token}.{ENDINGS[upload.kind]}" for upload in uploads]
    return {**fields, "answer": [*_staying(variant, fields, received), *names]}


def _staying(variant: FileUpload, fields: Fields, new: Sequence[object]) -> list[str]:
    """The files that were there before and stay."""
    if new and variant.most_files == 1:
        return []
    dropped = fields.get("drop", [])
    return [name for name in fields.get("answer", []) if name and name not in dropped]


def check_files(quiz_attempt: QuizAttempt, position: int, answer: Answer | None) -> None:
    """Raise InvalidAnswer unless each file named is one that this person sent in here."""
    variant = quiz_attempt.variant(position)
    if answer is None or not isinstance(variant, FileUpload):
        return
    named = {str(each) for each in variant.files(answer)}
    enrolment = quiz_attempt.attempt.enrolment
    tokens = [each.token for each in variant.files(answer)]
    own = own_uploads(enrolment.workshop, enrolment.person_id, Purpose.ANSWER, tokens)
    if named != {f"{upload.token}.{ENDINGS[upload.kind]}" for upload in own}:
        raise InvalidAnswer(_("Please load this page again and choose the file once more."))
