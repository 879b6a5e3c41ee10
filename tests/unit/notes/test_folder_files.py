"""Files by their digest: whole or not there, each once, found out when somebody touches them."""

import hashlib
import io
import os
from datetime import UTC, datetime, timedelta

import pytest

from engine.cases.papers.ports import TooLarge
from engine.storage.files import FolderFiles

NOW = datetime(2026, 2, 10, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def files(tmp_path):
    return FolderFiles(tmp_path / "files")


def keep(files, content, at=NOW, largest=1000):
    return files.keep(io.BytesIO(content), largest, at)


def all_files(tmp_path):
    return [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


def test_a_content_lies_under_its_digest(files, tmp_path):
    stored = keep(files, b"plan")

    assert stored.sha256 == hashlib.sha256(b"plan").hexdigest()
    assert stored.size == 4
    with files.open(stored.sha256) as content:
        assert content.read() == b"plan"
    (path,) = all_files(tmp_path)
    assert path.name == stored.sha256


def test_the_same_content_is_stored_once_and_is_young_again(files, tmp_path):
    first = keep(files, b"plan", NOW - 3 * DAY)
    assert files.is_older(first.sha256, NOW - DAY)
    keep(files, b"plan", NOW)

    assert len(all_files(tmp_path)) == 1
    assert not files.is_older(first.sha256, NOW - DAY)


def test_what_is_too_large_leaves_nothing_behind(files, tmp_path):
    with pytest.raises(TooLarge):
        keep(files, b"x" * 1001)
    assert all_files(tmp_path) == []
    assert keep(files, b"x" * 1000).size == 1000


def test_an_upload_that_breaks_leaves_nothing_behind(files, tmp_path):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            raise OSError(5, "the line went away")

    with pytest.raises(OSError, match="went away"):
        files.keep(Broken(), 1000, NOW)
    assert all_files(tmp_path) == []


@pytest.mark.parametrize("touched", [b"", b"plan!", b"plam"])
def test_a_touched_file_is_not_given_out_and_heals_when_it_comes_again(files, tmp_path, touched):
    stored = keep(files, b"plan")
    (path,) = all_files(tmp_path)
    path.write_bytes(touched)

    assert files.open(stored.sha256) is None
    keep(files, b"plan")
    files.open(stored.sha256).close()


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "a" * 63, "A" * 64, "g" * 64, "/"])
def test_what_is_no_digest_is_not_there(files, digest):
    assert not files.has(digest)
    assert files.open(digest) is None


def test_old_contents_are_found_and_removed(files):
    old, young = keep(files, b"old", NOW - 3 * DAY), keep(files, b"young")

    assert list(files.older_than(NOW - DAY)) == [old.sha256]
    files.remove(old.sha256)
    files.remove(old.sha256)
    assert not files.has(old.sha256)
    assert files.has(young.sha256)


def test_what_was_cut_short_is_dropped_when_it_is_old(files, tmp_path):
    keep(files, b"x")
    incoming = tmp_path / "files" / "incoming"
    begun = int((NOW - 3 * DAY).timestamp())
    (incoming / f"{begun}-abc.part").write_bytes(b"half")
    (incoming / f"{int(NOW.timestamp())}-abc.part").write_bytes(b"half")

    assert files.drop_unfinished(NOW - DAY) == 1
    assert len(os.listdir(incoming)) == 1


def test_a_store_without_a_folder_yet_is_empty(files):
    assert list(files.older_than(NOW)) == []
    assert files.drop_unfinished(NOW) == 0
