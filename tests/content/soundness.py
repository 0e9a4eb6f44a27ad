"""Reading a course again and again, as tests do, without trying its sound questions out again."""

from lms.content.rehearsal import rehearse
from lms.questions import Question
from lms.questions.authoring.source import Source

_found_sound: set[tuple[Question, frozenset[str]]] = set()


def rehearse_once(source: Source, question: Question) -> None:
    """Try a question out unless the very same one was found sound before in this process.

    To take the place of `rehearse`, which is nine tenths of reading a course.
    """
    tried = (question, frozenset(source.used))
    if tried not in _found_sound:
        rehearse(source, question)
        if source.sound:
            _found_sound.add(tried)
