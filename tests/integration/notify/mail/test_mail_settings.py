"""How mail is set up: from the environment, by TLS, with a password; `yekuo mail-test`."""

import shutil

import pytest
from click.testing import CliRunner

from engine.bootstrap.post import BadMailSettings, MailSecurity
from tests.conftest import need
from tests.integration.notify.mail.server import certificate, plain, serving
from webui.cli.mail.settings import read
from webui.cli.main import main

ENOUGH = {
    "YEKUO_MAIL_HOST": "mail.example",
    "YEKUO_MAIL_FROM": "station@grid.example",
    "YEKUO_BASE_URL": "https://yekuo.example/",
}


def mail_test(address, **environment):
    none = dict.fromkeys(("YEKUO_MAIL_HOST", "YEKUO_MAIL_PORT", "YEKUO_MAIL_USER"))
    return CliRunner().invoke(main, ["mail-test", address], env=none | environment)


def at(server, **more):
    """The environment that leads to a server of a test."""
    return ENOUGH | {"YEKUO_MAIL_HOST": "localhost", "YEKUO_MAIL_PORT": str(server.port)} | more


def test_without_a_host_no_mail_is_sent():
    assert read({}) is None
    assert read({"YEKUO_MAIL_HOST": " "}) is None
    outcome = mail_test("a@b.example")
    assert outcome.exit_code != 0
    assert "names no mail server" in outcome.output


@pytest.mark.parametrize(
    ("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25), ("", 587)]
)
def test_each_security_has_its_usual_port(security, port):
    found = read(ENOUGH | {"YEKUO_MAIL_SECURITY": security})
    assert (found.port, found.base_url) == (port, "https://yekuo.example")
    assert found.security is MailSecurity(security or "starttls")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("YEKUO_MAIL_SECURITY", "ssl"),
        ("YEKUO_MAIL_PORT", "0"),
        ("YEKUO_MAIL_PORT", "70000"),
        ("YEKUO_MAIL_PORT", "２５"),
        ("YEKUO_MAIL_FROM", ""),
        ("YEKUO_MAIL_FROM", "a@b\r\nBcc: c@d"),
        ("YEKUO_BASE_URL", ""),
        ("YEKUO_BASE_URL", "javascript:alert(1)"),
        ("YEKUO_MAIL_PASSWORD_FILE", "/nowhere/at/all"),
        ("YEKUO_MAIL_LANGUAGE", "de"),
    ],
)
def test_what_cannot_be_is_refused_by_its_name(name, value):
    with pytest.raises(BadMailSettings) as refused:
        read(ENOUGH | {name: value})
    assert refused.value.setting == name
    outcome = mail_test("a@b.example", **(ENOUGH | {name: value}))
    assert outcome.exit_code != 0
    assert name in outcome.output


def test_a_password_comes_from_a_file_and_is_in_no_error(tmp_path):
    file = tmp_path / "password"
    file.write_text("secret\n")
    found = read(ENOUGH | {"YEKUO_MAIL_PASSWORD_FILE": str(file), "YEKUO_MAIL_USER": "yekuo"})
    assert (found.user, found.password) == ("yekuo", "secret")
    assert "secret" not in repr(found)


@pytest.mark.parametrize("address", ["", "a", "a@b\nBcc: c@d", "Name <a@b.example>", "a@b,c@d"])
def test_a_test_mail_goes_to_one_address_alone(address):
    outcome = mail_test(address, **ENOUGH)
    assert outcome.exit_code != 0
    assert "is no mail address" in outcome.output


def test_a_test_mail_arrives():
    with serving() as server:
        outcome = mail_test("wang@grid.example", **at(server, YEKUO_MAIL_SECURITY="none"))
        assert outcome.exit_code == 0, outcome.output
        (letter,) = server.letters
    assert letter.sent_to == ["wang@grid.example"]
    assert "本站可以发送邮件" in plain(letter)
    assert "has taken a mail from station@grid.example to wang@grid.example" in outcome.output


def test_what_the_server_says_against_it_is_told():
    with serving() as server:
        server.refuses["gone@grid.example"] = "550 5.1.1 nobody of that name"
        outcome = mail_test("gone@grid.example", **at(server, YEKUO_MAIL_SECURITY="none"))
        assert outcome.exit_code != 0
        assert "550 5.1.1 nobody of that name" in outcome.output
        server.down = "452 no room"
        outcome = mail_test("wang@grid.example", **at(server, YEKUO_MAIL_SECURITY="none"))
        assert "452 no room" in outcome.output
    outcome = mail_test("wang@grid.example", **at(server, YEKUO_MAIL_SECURITY="none"))
    assert outcome.exit_code != 0
    assert "refused" in outcome.output


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # it is all in TLS
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_by_tls_with_a_name_and_a_password(tmp_path, monkeypatch, security):
    need(shutil.which("openssl"), "openssl")
    context, trusted = certificate(tmp_path)
    wanted = {"tls_context": context, "require_starttls": True} if security == "starttls" else {
        "ssl_context": context
    }  # fmt: skip
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with serving(closed=True, **wanted) as server:
        here = at(server, YEKUO_MAIL_SECURITY=security, YEKUO_MAIL_USER="yekuo")
        outcome = mail_test("wang@grid.example", **here, YEKUO_MAIL_PASSWORD="guessed")
        assert outcome.exit_code != 0
        assert "535" in outcome.output
        assert server.letters == []
        outcome = mail_test("wang@grid.example", **here, YEKUO_MAIL_PASSWORD="secret")
        assert outcome.exit_code == 0, outcome.output
        assert len(server.letters) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_nobody_vouches_for_gets_nothing(tmp_path, security):
    need(shutil.which("openssl"), "openssl")
    context, _ = certificate(tmp_path)
    wanted = {"tls_context": context} if security == "starttls" else {"ssl_context": context}
    with serving(**wanted) as server:
        outcome = mail_test("wang@grid.example", **at(server, YEKUO_MAIL_SECURITY=security))
        assert outcome.exit_code != 0
        assert "CERTIFICATE_VERIFY_FAILED" in outcome.output
        assert server.letters == []


def test_letters_call_the_station_what_it_is_called():
    assert read(ENOUGH).station == "供电所"
    assert read(ENOUGH | {"YEKUO_MAIL_STATION": " 洪绪供电所 "}).station == "洪绪供电所"


@pytest.mark.parametrize("name", ["two\nlines", "x" * 61])
def test_a_name_that_cannot_head_a_letter_is_refused(name):
    with pytest.raises(BadMailSettings, match="YEKUO_MAIL_STATION"):
        read(ENOUGH | {"YEKUO_MAIL_STATION": name})
