"""What the `yekuo` command says when a station is not there, or not what it should be."""

import re
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from engine.customers.importing.columns import COLUMNS, plain
from tests.support.stores import postgres
from webui.cli import places
from webui.cli.main import main
from webui.cli.refusal import Refused

__all__ = ["postgres"]

OPENS = {
    "verify": (),
    "set-password": ("anna", "--password", "a long one"),
    "message": ("paid", "--as", "anna", "--reason", "because"),
    "signal": ("paid", "--as", "anna", "--reason", "because"),
    "condition": ("--as", "anna", "--reason", "because"),
    "migrate": ("hv-connection", "--from", "1", "--as", "anna"),
}
"""Commands that open a station which somebody else has made."""


def refusal(done, code):
    """Return what was said: one paragraph on standard error, nothing of Python's."""
    assert done.exit_code == code, done.output
    assert isinstance(done.exception, SystemExit), done.exception
    assert done.stdout == ""
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


@pytest.fixture
def call():
    return lambda *given: CliRunner().invoke(main, [*map(str, given)], prog_name="yekuo")


@pytest.mark.parametrize("name", OPENS)
def test_a_folder_without_a_station_is_no_station_with_nothing_in_it(call, tmp_path, name):
    folder = tmp_path / "mistyped"
    said = refusal(call(name, *OPENS[name], "--data", folder), 2)
    assert "There is no station here" in said
    assert str(folder / "station.sqlite3") in said
    assert not folder.exists()


def test_an_empty_database_is_no_station_either(call, tmp_path):
    store = tmp_path / "empty.sqlite3"
    store.touch()
    said = refusal(call("verify", "--database", f"sqlite:///{store}", "--data", tmp_path), 2)
    assert "There is no station here" in said


def test_a_postgresql_database_without_tables_is_no_station(call, postgres, tmp_path):
    said = refusal(call("verify", "--database", postgres(), "--data", tmp_path), 2)
    assert "has none of yekuo's tables" in said


@pytest.mark.parametrize(
    ("address", "code", "words"),
    [
        ("nonsense", 2, "cannot be read"),
        ("mysql://host/yekuo", 2, "cannot be read"),
        ("sqlite://", 2, "cannot be read"),
        ("postgresql+psycopg://anna:secret@host:port/yekuo", 2, "cannot be read"),
        ("postgresql+psycopg://anna:secret@127.0.0.1:1/yekuo", 1, "cannot be used: .*refused"),
        ("postgresql://anna:secret@127.0.0.1:1/yekuo", 1, "cannot be used: .*refused"),
        ("sqlite:////no/such/folder/store.sqlite3", 1, "unable to open"),
    ],
)
def test_an_address_of_no_store_is_told_without_its_password(call, tmp_path, address, code, words):
    done = call(
        "create-user", "anna", "--name", "Anna", "--role", "auditor", "--password", "a long one",
        "--database", address, "--data", tmp_path,
    )  # fmt: skip
    said = refusal(done, code)
    assert re.search(words, said), said
    assert "secret" not in said


def test_a_file_that_is_no_store_is_told(call, tmp_path):
    file = tmp_path / "letter.sqlite3"
    file.write_bytes(b"Dear customer, " * 100)
    said = refusal(call("verify", "--database", f"sqlite:///{file}", "--data", tmp_path), 1)
    assert "file is not a database" in said
    assert file.read_bytes() == b"Dear customer, " * 100


def test_the_store_of_a_newer_yekuo_is_left_alone(enter, yekuo, tmp_path):
    enter("anna", "designer")
    store = tmp_path / "station" / "station.sqlite3"
    with closing(sqlite3.connect(store)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    said = refusal(yekuo("verify"), 1)
    assert "made by a newer yekuo" in said


def test_a_folder_that_cannot_be_made_is_named(call, tmp_path):
    (tmp_path / "file").touch()
    done = call(
        "create-user", "anna", "--name", "Anna", "--role", "auditor", "--password", "a long one",
        "--data", tmp_path / "file" / "station",
    )  # fmt: skip
    assert f"{tmp_path / 'file' / 'station'} cannot be made" in refusal(done, 1)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["a b"], "cannot be a LOGIN"),
        (["anna", "--email", "anna"], "cannot be an --email"),
        (["anna", "--group", "two words"], "cannot be a --group"),
        (["anna", "--name-zh", " "], "cannot be a --name-zh"),
        (["anna", "--name", "x" * 201], "cannot be a --name"),
    ],
)
def test_what_a_person_cannot_be_is_told_with_what_they_can(yekuo, given, words):
    known = ["--name", "Anna", "--role", "auditor", "--password", "a long one"]
    assert words in refusal(yekuo("create-user", given[0], *known, *given[1:]), 2)


def test_a_demo_of_diagrams_that_are_refused_says_which_and_why(call, tmp_path):
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "broken.bpmn").write_text("<definitions")
    done = call("demo", "--workflows", tmp_path / "flows", "--data", tmp_path / "d", "--prepare")
    assert done.exit_code == 2
    assert "a demo cannot be made of" in done.stderr
    assert "broken.bpmn" in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (None, "sqlite:///s/station.sqlite3"),
        ("", "sqlite:///s/station.sqlite3"),
        ("sqlite:///here.sqlite3", "sqlite:///here.sqlite3"),
        ("postgresql://host/yekuo", "postgresql+psycopg://host/yekuo"),
        ("postgres://host/yekuo", "postgresql+psycopg://host/yekuo"),
        ("postgresql+psycopg:///yekuo?host=/run", "postgresql+psycopg:///yekuo?host=/run"),
    ],
)
def test_postgresql_is_spoken_to_by_psycopg_however_its_address_is_written(tmp_path, given, meant):
    assert places.store_address(places.Path("s"), given) == meant


@pytest.mark.parametrize("given", ["host", "oracle://host/x", "postgresql://host:0x/y"])
def test_what_is_no_address_is_refused(tmp_path, given):
    with pytest.raises(Refused, match="is written as"):
        places.store_address(tmp_path, given)


def test_the_columns_that_help_names_are_those_an_import_knows(call):
    shown = call("customers", "import", "--help").output
    block = shown.partition("must be there:")[2].partition("UTF-8")[0]
    named = [
        word for line in block.splitlines() for word in re.split(r",\s*", line.strip()) if word
    ]
    for words in named:
        chinese, _, english = words.partition(" (")[0].partition(" ")
        if re.match(r"[一-鿿]", chinese):
            assert COLUMNS[plain(chinese)].fact == COLUMNS[plain(english)].fact, words
    assert sum(bool(re.match(r"[一-鿿]", words)) for words in named) == 19


def test_the_same_flaw_on_many_rows_is_told_once(yekuo, enter, tmp_path):
    enter("bo", "director")
    rows = [f"37{n},客户{n},{'张伟' if n % 2 else '李文博'}" for n in range(20)]
    file = tmp_path / "customers.csv"
    file.write_text("\n".join(["户号,户名,客户经理", *rows, "3799,,"]))
    done = yekuo("customers", "import", file, "--as", "bo")
    assert done.exit_code == 2
    assert done.stderr.splitlines() == [
        "Error: nothing was taken.",
        "customers.csv, lines 2, 4, 6, 8, 10 and 5 more, column 客户经理: "
        "“李文博” is no active customer manager, or more than one",
        "customers.csv, lines 3, 5, 7, 9, 11 and 5 more, column 客户经理: "
        "“张伟” is no active customer manager, or more than one",
        "customers.csv, line 22, column 户名: nothing stands there",
    ]
