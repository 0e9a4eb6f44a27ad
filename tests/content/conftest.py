import pytest

from tests.content.folders import CourseFolder


@pytest.fixture
def course(tmp_path):
    """A sound course to break."""
    return CourseFolder(tmp_path)
