"""`make demo` makes the demo and serves it, in one process."""

import sys
import urllib.request

import pytest

from lms.database import db
from lms.demo.build import PROGRAM
from tests.factories import a_person, a_program, a_workshop, an_enrolment
from tests.server.production import ProductionServer

pytestmark = pytest.mark.server
CODE = "K4MP7TXQ"


class Demo(ProductionServer):
    """What `make demo` runs."""

    def _command(self, options: list[str]) -> list[str]:
        return [sys.executable, "-m", "lms.demo"]


@pytest.fixture
def server(app, database_url, tmp_path):
    server = Demo(tmp_path, {"DATABASE_URL": database_url, "INSTANCE": tmp_path})
    yield server
    server.kill()


def test_a_demo_that_is_there_is_told_of_and_served(app, server):
    workshop = a_workshop(program=a_program(title=PROGRAM))
    an_enrolment(workshop, a_person(participant_code=CODE))
    db.session.remove()

    server.start()

    with urllib.request.urlopen(f"{server.address}/sign-in") as page:
        assert page.status == 200
    assert f"{CODE[:4]}-{CODE[4:]}" in server.log()


def test_nothing_is_served_among_real_people(app, server):
    a_person("Ni Nyata Contoh")
    db.session.commit()

    with pytest.raises(RuntimeError, match="exit code 1"):
        server.start()

    assert "left alone" in server.log()
