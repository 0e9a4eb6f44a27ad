"""What a browser gets from `static/`."""

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask

from lms.web.assets import init_assets, read_assets

KILOBYTE = 1024
STATIC = Path(__file__).parents[2] / "static"


@pytest.fixture
def site(tmp_path):
    """An application with nothing but assets, over a small `static/` of its own."""
    for name, text in {
        "css/layers.css": "/* first */ @layer base;",
        "css/base.css": "@layer base { body { margin: 0 } }",
        "js/_shared.js": "globalThis.shared = 1;",
        "js/one.js": 'const word = "one";',
        "js/two.js": 'const word = "two";',
        "js/board/live.js": "board();",
        "icons/dot.svg": "<svg/>",
    }.items():
        path = tmp_path / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    app = Flask("site", root_path=str(tmp_path / "package"), static_folder=None)
    init_assets(app)
    return app


def address_of(site, name):
    with site.test_request_context():
        return site.jinja_env.globals["asset_url"](name)


def fetched(site, name, **headers):
    return site.test_client().get(address_of(site, name), headers=headers)


def test_the_layers_come_before_the_rest_of_the_style(site):
    assert fetched(site, "css/app.css").text.startswith("@layer base;@layer base{")


def test_each_script_keeps_its_names_to_itself(site):
    assert fetched(site, "js/app.js").text.count("{\nconst word") == 2


def test_what_scripts_share_comes_before_those_that_use_it(site):
    assert fetched(site, "js/app.js").text.startswith("{\nglobalThis.shared")


def test_a_file_in_a_deeper_folder_is_served_on_its_own(site):
    assert fetched(site, "js/board/live.js").text == "board();"
    assert "board" not in fetched(site, "js/app.js").text


def test_an_asset_may_be_kept_for_ever(site):
    assert fetched(site, "icons/dot.svg").headers["Cache-Control"] == (
        "public, max-age=31536000, immutable"
    )


def test_a_changed_file_gets_another_address(site, tmp_path):
    before = read_assets(tmp_path / "static")["icons/dot.svg"].address
    (tmp_path / "static/icons/dot.svg").write_text("<svg></svg>")

    assert read_assets(tmp_path / "static")["icons/dot.svg"].address != before


def test_an_unknown_fingerprint_is_not_found(site):
    assert site.test_client().get("/assets/css/app.000000000000.css").status_code == 404


def test_nothing_outside_the_folder_is_served(site):
    assert site.test_client().get("/assets/../package/secret").status_code == 404


def test_a_known_copy_is_not_sent_again(site):
    etag = fetched(site, "css/app.css").headers["ETag"]

    assert fetched(site, "css/app.css", If_None_Match=etag).status_code == 304


def test_a_browser_that_can_unpack_gets_it_packed(site, tmp_path):
    (tmp_path / "static/css/base.css").write_text("body { color: black }\n" * 50)
    app = Flask("again", root_path=str(tmp_path / "package"), static_folder=None)
    init_assets(app)

    packed = fetched(app, "css/app.css", Accept_Encoding="gzip")
    plain = fetched(app, "css/app.css")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.data) == plain.data


@pytest.mark.parametrize(
    ("name", "source", "small"),
    [
        (
            "css/more.css",
            "/* why\n * so */\n  a { b: c }\n\n  d { e: 'f  /* g */' }",
            "a{b:c}d{e:'f  /* g */'}",
        ),
        (
            "css/more.css",
            "a { width: calc(1px + 2px); b: rgb(1 2 3 / 50%) }",
            "a{width:calc(1px + 2px);b:rgb(1 2 3 / 50%)}",
        ),
        ("js/more.js", "// why\n  go( 1 );  // so", "{\ngo(1);\n}"),
        ("js/more.js", "fetch('https://x');", "fetch('https://x');"),
        ("js/more.js", "const a = `b  ${c}\n  // d`;", "const a=`b  ${c}\n  // d`;"),
    ],
)
def test_comments_and_indentation_are_not_sent(site, tmp_path, name, source, small):
    (tmp_path / "static" / name).write_text(source)
    bundle = read_assets(tmp_path / "static")[name.replace("more", "app")]

    assert small in bundle.body.decode()


def test_no_style_loses_its_descendants_when_it_is_made_small():
    """Inside a block rcssmin takes the blank before `:is(` away, and with it what it stands for."""
    lost = re.compile(r"[\w)\]] :(is|not|has|where)\(")

    assert [
        path.name for path in (STATIC / "css").glob("*.css") if lost.search(path.read_text())
    ] == []


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("css/app.css", 13),
        ("js/app.js", 12),
        ("js/judge.js", 6),
        ("js/offline.js", 5),
        ("js/live/quiz.js", 3),
    ],
)
def test_the_bundles_keep_to_their_budget(name, most):
    assert len(read_assets(STATIC)[name].packed) <= most * KILOBYTE


def test_only_a_worker_may_look_after_pages_elsewhere(site, tmp_path):
    worker = tmp_path / "static" / "js" / "workers" / "keep.js"
    worker.parent.mkdir()
    worker.write_text("keep();")
    again = Flask("site", root_path=str(tmp_path / "package"), static_folder=None)
    init_assets(again)

    assert fetched(again, "js/workers/keep.js").headers["Service-Worker-Allowed"] == "/"
    assert "Service-Worker-Allowed" not in fetched(again, "js/app.js").headers
