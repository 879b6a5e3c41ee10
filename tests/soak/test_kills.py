from tests.soak.kills import survive


def test_twenty_kills_lose_nothing_and_do_nothing_twice(tmp_path, store_url):
    seen = survive(tmp_path, store_url, kills=20, cases=4)
    assert seen["cases"] == 12
    assert seen["tasks"] > 0
