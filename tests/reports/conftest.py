"""What tests of reports share."""

import pytest


@pytest.fixture
def inside(app, at):
    """The application at hand, for a property whose examples make their own rows."""
    with app.app_context():
        yield
