"""What was merged stays: a revision imports no model, so its file says all of its tables."""

import ast
import hashlib
from pathlib import Path

import pytest

import lms

VERSIONS = Path(lms.__file__).parent / "migrations" / "versions"
FROZEN = {
    "0001_initial_tables.py": "e09eaeba677ec388442e0475f57062ff4aa83926cfc241c42b7b9950c238cb47",
    "0002_people_of_two_programs.py": (
        "0bf629c115dbca9e32a2e5f5f2d19411f00f632ecf69394b989b3c8a8d564f41"
    ),
    "0003_practice.py": "973365c1aebfdfea49d16007b646930cea97478e4a2184ca7f07617a7099d73c",
    "0004_skill_signoffs.py": "189512d180583539556e8c9f03551f7b9679d8b1e7eaf682dc668b781ec89345",
    "0005_extension_requests.py": (
        "7cfdccda12fd3646ec1ae3ccf4642edd93a7789182aab6629c803d1cf5477de4"
    ),
    "0006_questions_about_tries.py": (
        "10087557fd0f8a47bf6d1029c1342d2d3ecc2b8f91a4b0e4a3f8bf97d80f31dc"
    ),
    "0007_practice_reminders.py": (
        "c2803f9e99cca07f5f3bb1a49070f4ab458d51d055aaf3c0aeab03fd79e02390"
    ),
    "0008_action_plans.py": "b0e11be62871fe581adeed4d8ba745c386293a1770b52ec95539d8043cbaa371",
    "0010_booklets.py": "367a42e4eb0e761ebd7130052844e0ebd9e527f42c54b7af74400f34c206b20c",
    "0011_marks_seen.py": "f857473642424e35d99b3f72ba02ed859de6e68283cbbf954456086137719ffa",
    "0012_certificates.py": ("d12d884f0a2aa25fc543278f0d2f3ef36f3727364438553b583c43869ced8e5f"),
    "0014_goal_targets.py": ("03d4817710649ed1ae80aa53047b123ee34acc621a6a14456046c6574a257169"),
    "0021_feedback.py": "fd3918278d11d4be342b6d157cd9584be466302fb11297c2e7a06639804d5823",
    "0022_organisers_and_accounts.py": (
        "2089f0da2e4c9d656531296c44d22fb3bccfa975c6f1ab54f66b6dabd5d10c0a"
    ),
    "0023_erasure.py": "1c4f2dbaaf367f7ce7839da2ac26ca2e79d4c7a63fd5b118a7e1368bb20f8ec1",
    "0024_tries_of_own_devices.py": (
        "a9eba77eed4dffb23d9da1c890a795bb103f5bf73721b091b23349c59b967eae"
    ),
    "0025_second_factor.py": "c987d609aca1f84b603f31f4a44953748da9f41393f6f822e9c2d8f8ae059fa7",
    "0026_given_secrets.py": "b59d3564c41fb8953ab2b73aa1c8d311249f1250ade07cc91454c7367612f973",
    "0027_frozen_reports.py": ("33fdbe3b790b2c0856350e7fc1b4b17cbdd84b95d5ee39295c854b1d7b7b078d"),
    "0028_course_attachments.py": (
        "c5759b1a1a1b7835b1066d47bdf5c32b0ce82dcd27c0bad6a37cc7b67b603d53"
    ),
    "0029_report_texts.py": "0dbda0a995ee53c20d7f13b1fcf6b3224f773f4700e140e3db70d97f55ffab78",
    "0031_draft_workshops.py": "5daab505bdbcee92888aa562bba43315e5d02851b4d54ad7a4d91328faf700c2",
    "0033_kept_marks.py": "c2cadb7edb53d9173d8f92be510b20b24511e13fd4893cc08b907418cf805cc6",
    "0035_half_days_of_walk_ins.py": (
        "f2695e6cfac6630bf9a326534029efe812340c3582b7e9e5871a983d2bcabd0a"
    ),
    "0036_who_taught.py": "c53d8cbb9b8dab23a66c0d25e25f49350e30cae609452f98418b5ae5a3866b10",
    "0037_report_photos.py": "6e3c6322d9aa4e6704a9ec5e60367698f9177dd81aa1cc7326a4fd26ef93f110",
    "0039_waiting_answers.py": "3de71e6cf7b7bd4d5a15d47dc28f7f6b03865b2d56f63d223dca7ac1b0db089a",
    "0038_kept_accounts.py": "dc40594b8b0c533c73a06a638c1eff536426d0ba7961252a8774894371ba5871",
    "0041_program_loans.py": "6a850d57c83616ce7ed0bd235138c6d6743f58c1f0a444cf6589c70404d17aea",
    "0040_workshops_at_rest.py": "d5cc90c1a9516fc77764897b21a0c9bc94cf4efa6dc1e7718019cda52873f6d0",
}


@pytest.mark.parametrize("path", sorted(VERSIONS.glob("*.py")), ids=lambda path: path.name)
def test_a_revision_never_changes_once_it_is_merged(path):
    found = hashlib.sha256(path.read_bytes()).hexdigest()

    assert path.name in FROZEN, (
        f'a new revision is frozen as it is merged: "{path.name}": "{found}"'
    )
    assert found == FROZEN[path.name], f"{path.name} is frozen: make a new revision of your change"


def test_no_frozen_revision_is_gone():
    assert set(FROZEN) <= {path.name for path in VERSIONS.glob("*.py")}


@pytest.mark.parametrize("path", sorted(VERSIONS.glob("*.py")), ids=lambda path: path.name)
def test_a_revision_imports_nothing_of_ours(path):
    imports = [
        node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Import)
    ]
    froms = [
        node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)
    ]
    names = {name.name for node in imports for name in node.names} | {node.module for node in froms}

    assert {name.split(".")[0] for name in names if name} <= {
        *("sqlalchemy", "alembic"),
        *("fractions", "itertools"),
    }
