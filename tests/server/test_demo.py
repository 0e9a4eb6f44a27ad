"""`make demo` makes the demo and serves it, in one process."""

import os
import re
import socket
import subprocess
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
    assert "INFO" not in server.log()
    assert "alembic" not in server.log()


def test_a_taken_port_is_one_plain_sentence_and_nothing_is_made(database_url, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = {"LMS_DATABASE_URL": database_url, "LMS_INSTANCE": str(tmp_path)}
        ended = subprocess.run(
            [sys.executable, "-m", "lms.demo"],
            env={**os.environ, **settings, "PORT": str(port)},
            capture_output=True,
            text=True,
            check=False,
        )

    assert ended.returncode == 1
    assert re.fullmatch(
        rf"Port {port} is taken; is the demo running already\?"
        r" Another one: PORT=\d+ make demo\n",
        ended.stdout + ended.stderr,
    )


def test_nothing_is_served_among_real_people(app, server):
    a_person("Ni Nyata Contoh")
    db.session.commit()

    with pytest.raises(RuntimeError, match="exit code 1"):
        server.start()

    assert "left alone" in server.log()
