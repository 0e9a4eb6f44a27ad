"""`make demo` makes the demo and serves it."""

import os
import re
import signal
import socket
import subprocess
import sys
from urllib.request import Request, urlopen

import pytest

from lms.database import db
from lms.demo.build import PROGRAM
from tests.factories import PIN, a_person, a_program, a_workshop, an_enrolment
from tests.server.production import ProductionServer
from tests.server.visitor import Visitor

pytestmark = pytest.mark.server
CODE = "K4MP7TXQ"
A_BUILD = """
import runpy
from time import sleep
from lms.demo import commands
from lms.help.printing import guide_pdf
from lms.help.rules import Guide
commands.is_built = lambda: False
commands.build = lambda _now, _told: ({build})
runpy.run_module("lms.demo", run_name="__main__")
"""


class Demo(ProductionServer):
    """What `make demo` runs."""

    def _command(self, options: list[str]) -> list[str]:
        return [sys.executable, "-m", "lms.demo"]


class DemoMadeNow(Demo):
    """What `make demo` runs the first time; making it prints and is short."""

    def _command(self, options: list[str]) -> list[str]:
        printing = 'guide_pdf(Guide.PARTICIPANT, "id")'
        return [sys.executable, "-c", A_BUILD.format(build=printing)]


@pytest.fixture
def server(request, app, database_url, tmp_path):
    kind = getattr(request, "param", Demo)
    server = kind(tmp_path, {"DATABASE_URL": database_url, "INSTANCE": tmp_path})
    yield server
    server.kill()


def test_a_demo_that_is_there_is_told_of_and_served(app, server):
    workshop = a_workshop(program=a_program(title=PROGRAM))
    an_enrolment(workshop, a_person(participant_code=CODE))
    db.session.remove()

    server.start()

    with urlopen(f"{server.address}/sign-in") as page:
        assert page.status == 200
    assert f"{CODE[:4]}-{CODE[4:]}" in server.log()
    assert "INFO" not in server.log()
    assert "alembic" not in server.log()


@pytest.mark.parametrize("server", [DemoMadeNow], indirect=True)
def test_where_the_demo_was_just_made_pages_are_printed(app, server):
    workshop = a_workshop(program=a_program(title=PROGRAM))
    an_enrolment(workshop, a_person(participant_code=CODE))
    db.session.remove()
    server.start()
    visitor = Visitor(server.port).sign_in(CODE, PIN)
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    visitor.close()

    sheet = Request(f"{server.address}/help/participant/en.pdf", headers={"Cookie": cookies})
    with urlopen(sheet, timeout=20) as printed:
        assert printed.read().startswith(b"%PDF")


def test_breaking_off_is_quiet(database_url, tmp_path):
    settings = {"LMS_DATABASE_URL": database_url, "LMS_INSTANCE": str(tmp_path), "PORT": "0"}
    making = subprocess.Popen(
        [sys.executable, "-c", A_BUILD.format(build="print('Begun.', flush=True), sleep(60)")],
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said = iter(making.stdout.readline, "")
    assert any("Begun." in line for line in said)
    os.killpg(making.pid, signal.SIGINT)

    rest = making.communicate(timeout=20)[0]
    assert making.returncode == 130
    assert "Traceback" not in rest


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
