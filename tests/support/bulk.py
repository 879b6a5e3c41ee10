"""Many more of one case, made by the database itself: what a step would take minutes for."""

from sqlalchemy import text

FIRST = 1000
_SAME = (
    "station_id, definition_id, process, customer_name, state, version, tokens, variables, "
    "activities, chain_seq, chain_hash, started_at"
)


def copies(station, case, many, kind, name):
    """Let `many` copies of a case wait for a message or signal, with keys N1, K1, A1 and so on."""
    sqlite = station.station.database.sqlite
    with station.station.database.writing() as db:
        db.execute(text(_cases(sqlite=sqlite)), {"many": many, "case": case})
        db.execute(
            text(
                "INSERT INTO subscription (case_id, instance, kind, name) "
                "SELECT id, 1, :kind, :name FROM case_ WHERE id > 1000"
            ),
            {"kind": kind, "name": name},
        )
        db.exec_driver_sql("ANALYZE")
        db.commit()


def _cases(*, sqlite):
    numbers = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many)"
        if sqlite
        else "WITH n AS (SELECT generate_series(1, :many) AS i)"
    )
    cast = "" if sqlite else "::text"
    return (
        f"INSERT INTO case_ (id, number, business_key, account_no, {_SAME}) {numbers} "  # noqa: S608
        f"SELECT {FIRST} + i, 'N' || i{cast}, 'K' || i{cast}, 'A' || i{cast}, {_SAME} "
        "FROM n, case_ WHERE case_.id = :case"
    )
