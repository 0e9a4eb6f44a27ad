import pytest

from tests.shipped import read_once


@pytest.fixture(autouse=True)
def _the_course_is_read_once(monkeypatch):
    monkeypatch.setattr("lms.demo.build.read_folder", read_once)
