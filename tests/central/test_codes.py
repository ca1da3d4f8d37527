import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from central.codes import issuing, keys
from central.codes.keys import KeyChest
from central.storage.database import Database
from leader_app.domain import code_keys, pickup_code, short_code
from leader_app.domain.pickup_code import CodeKind, PickupCode

VECTORS = Path(__file__).parents[1] / "vectors"
TODAY = date(2026, 11, 20)


def test_the_centre_signs_as_the_known_answers_say() -> None:
    known = json.loads((VECTORS / "pickup_codes.json").read_text(encoding="utf-8"))
    for row in known["codes"]:
        code = PickupCode(
            CodeKind(row["kind"]),
            row["key_id"],
            row["point_id"],
            row["claim_id"],
            date.fromisoformat(row["issued_on"]),
            row["valid_days"],
            row["generation"],
        )
        assert pickup_code.issue(code, bytes.fromhex(known["seed"])) == row["text"]


def test_the_centres_short_codes_are_the_known_answers() -> None:
    known = json.loads((VECTORS / "short_codes.json").read_text(encoding="utf-8"))
    for row in known["codes"]:
        made = short_code.make(
            bytes.fromhex(known["secret"]), row["claim_id"], row["generation"], row["attempt"]
        )
        assert made == row["code"]


def test_a_new_key_is_published_five_weeks_before_it_signs(empty: Database) -> None:
    keys.ensure_first_key(empty, TODAY)
    keys.ensure_first_key(empty, TODAY)
    made = keys.rotate(empty, TODAY)
    assert made.first_day == TODAY + timedelta(days=code_keys.PUBLISHED_AHEAD_DAYS)
    with empty.reading() as connection:
        manifest = keys.manifest(connection, KeyChest(empty.keys))
        before = keys.key_for(connection, made.first_day - timedelta(days=1))
        after = keys.key_for(connection, made.first_day)
    assert (manifest.serial, before, after) == (2, 1, 2)


def test_keys_run_out_with_a_word(empty: Database) -> None:
    keys.ensure_first_key(empty, TODAY)
    for _ in range(254):
        keys.rotate(empty, TODAY)
    with pytest.raises(keys.NoMoreKeysError):
        keys.rotate(empty, TODAY)


def test_a_drawn_code_reads_back(database: Database) -> None:
    import cv2
    import numpy as np
    import zxingcpp

    with database.reading() as connection:
        code = issuing.of_order(connection, KeyChest(database.keys), "A1")
        assert issuing.of_order(connection, KeyChest(database.keys), "no such order") is None
    assert code
    picture = cv2.imdecode(np.frombuffer(issuing.png(code.text), np.uint8), cv2.IMREAD_GRAYSCALE)
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [code.text]
