"""The database goes away and comes back: pages say so in the person's language, and heal."""

import pytest
import sqlalchemy as sa

from lms import create_app
from lms.database import db
from tests.application import Browser
from tests.cut_line import CutLine
from tests.databases import POSTGRESQL
from tests.factories import PIN, a_person

pytestmark = pytest.mark.skipif(not POSTGRESQL, reason="a file does not go away: PostgreSQL alone")


@pytest.fixture
def line(database_url):
    with CutLine(sa.make_url(database_url)) as line:
        yield line


@pytest.fixture
def far(app, database_url, line, tmp_path):
    """A browser at an application whose way to the database can be cut."""
    url = sa.make_url(database_url).set(host="127.0.0.1", port=line.port)
    application = create_app(
        str(tmp_path),
        DATABASE_URL=url.render_as_string(hide_password=False),
        SECRET_KEY=app.config["SECRET_KEY"],
        WTF_CSRF_ENABLED=False,
    )
    application.test_client_class = Browser
    yield application.test_client()
    with application.app_context():
        db.engine.dispose()


def paths():
    return ("/", "/sign-in", "/devices", "/nothing", "/readyz")


def test_every_page_says_so_and_heals_by_itself(far, line):
    person = a_person(language="en")
    db.session.commit()
    far.sign_in(person)
    far.post("/language", data={"language": "en"})
    before = [far.get(path).status_code for path in paths()]

    line.cut()
    away = [far.get(path) for path in paths()]
    refused = far.post("/profile/secret", data={"current": "1"})
    alive = far.get("/healthz")
    line.mend()
    after = [far.get(path).status_code for path in paths()]

    assert [page.status_code for page in away] == [503] * len(away)
    assert all(page.headers["Retry-After"] == "5" for page in (*away, refused))
    assert "The system cannot reach its data just now" in away[0].text
    assert '<meta http-equiv="refresh" content="5">' in away[0].text
    assert refused.status_code == 503
    assert "refresh" not in refused.text
    assert alive.status_code == 200
    assert after == before


def test_who_signed_in_reads_it_in_her_language(far, line):
    a_person(participant_code="HADIR001", language="en")
    db.session.commit()
    far.post("/sign-in", data={"identity": "HADIR001", "secret": PIN})

    line.cut()

    assert '<html lang="en"' in far.get("/").text
