"""Taking a file of customers in a browser: it stays chosen between the check and the taking."""

import pytest
from playwright.sync_api import expect

from tests.support.pages import let_in
from tests.support.stations import SmallStation
from webui.app import create_app
from webui.shared.settings import WebSettings

FILE = "户号,户名\n3704810001,洪绪铸造有限公司\n"


@pytest.fixture
def importing(tmp_path, serve, page, violations):
    small = SmallStation(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    base = serve(create_app(small.engine, WebSettings(secret_key=b"sixteen bytes and more")))
    let_in(page, base, "director")
    page.goto(f"{base}/customers")
    page.get_by_role("link", name="Take a file").click()
    yield page
    assert violations == []
    small.station.close()


def choose(page, text):
    content = {"name": "customers.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.set_input_files("#file", content)


def test_a_file_is_checked_mended_and_taken(importing):
    choose(importing, FILE + ",无户号\n")
    importing.get_by_role("button", name="Check the file").click()
    expect(importing.get_by_role("heading", name="Nothing can be taken")).to_be_visible()
    choose(importing, FILE)
    importing.get_by_role("button", name="Check the file").click()
    expect(importing.get_by_text("New customers: 1.")).to_be_visible()
    importing.get_by_role("button", name="Take it as checked").click()
    importing.wait_for_url("**/customers")
    expect(importing.get_by_text("1 entered, 0 changed")).to_be_visible()
    expect(importing.get_by_role("link", name="洪绪铸造有限公司")).to_be_visible()


def test_another_file_chosen_after_the_check_is_checked_again_and_not_taken(importing):
    choose(importing, FILE)
    importing.get_by_role("button", name="Check the file").click()
    expect(importing.get_by_text("New customers: 1.")).to_be_visible()
    choose(importing, FILE + "3704810002,荆河冷链\n")
    importing.get_by_role("button", name="Take it as checked").click()
    expect(importing.get_by_text("New customers: 2.")).to_be_visible()
    expect(importing.get_by_text("Nothing was taken")).to_be_visible()
