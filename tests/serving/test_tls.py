"""Between machines the server talks to who shows a certificate, and through TLS alone."""

import shutil
import socket
import ssl
import subprocess

import pytest

from tests.serving.served import PATIENCE

ASK = b"GET / HTTP/1.1\r\nHost: lms\r\nConnection: close\r\n\r\n"


@pytest.fixture
def own(tmp_path):
    """What each machine has as /etc/go-digital/tls."""
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl")
    make = ["deploy/many-machines/certificates", tmp_path, "lms=127.0.0.1"]
    subprocess.run(make, check=True, capture_output=True)
    return tmp_path / "127.0.0.1"


@pytest.fixture
def served(serve, own):
    files = {"certfile": "own.pem", "keyfile": "own.key", "ca_certs": "authority.pem"}
    return serve(**{setting: str(own / file) for setting, file in files.items()})


@pytest.fixture
def context(own):
    return ssl.create_default_context(cafile=str(own / "authority.pem"))


def said(served, context):
    """What is answered to who asks by TLS."""
    line = socket.create_connection(("127.0.0.1", served.port), PATIENCE)
    with context.wrap_socket(line, server_hostname="127.0.0.1") as tls:
        tls.sendall(ASK)
        return tls.recv(100)


def test_who_shows_a_certificate_of_the_authority_is_answered(served, context, own):
    context.load_cert_chain(own / "own.pem", own / "own.key")

    assert said(served, context).startswith(b"HTTP/1.1 200")


def test_who_shows_none_is_not(served, context):
    with pytest.raises((ssl.SSLError, ConnectionError)):
        said(served, context)


def test_who_speaks_plainly_is_not(served):
    assert served.line().say("GET / HTTP/1.1\nHost: lms").is_closed()
