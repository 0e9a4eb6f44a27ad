import pytest

from tests.content.soundness import rehearse_once


@pytest.fixture(autouse=True)
def _sound_questions_are_tried_once(monkeypatch):
    monkeypatch.setattr("lms.content.question_list.rehearse", rehearse_once)
