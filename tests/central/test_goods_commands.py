"""What an operator types about goods, and what a counter hears of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from central.attachments.uploads import UploadOffice
from central.counters.devices import require
from central.storage.database import Database
from leader_app.domain import gs1
from leader_app.domain.attachment import JPEG, attachment_id
from leader_app.domain.command import CommandKind
from leader_app.domain.delivery import Finding, FindingKind
from leader_app.domain.neighbourhood import Point
from leader_app.domain.setting_deed import product_body
from sync.protocol.messages import AttachmentRequest, PartRequest
from tests.central.conftest import Place
from tests.central.counter import enrol
from tests.central.goods import POINTS, PRODUCT
from tests.central.test_commands import Capture, Shell
from tests.central.trucks import receives
from tests.fakes.uploads import picture

TODAY = date(2026, 11, 22)
NUMBER = "6901088000019"


@pytest.fixture
def shell(place: Place, database: Database, capsys: Capture) -> Shell:
    """Return a shell over the small world."""
    return Shell(place, capsys)


def test_a_truck_is_announced_received_and_claimed_for(shell: Shell, database: Database) -> None:
    line = "P1:24:L2611A:2026-11-30"
    words = ("--kitchen", "城北中央厨房", "--truck", "浙A·1", "--at", "2026-11-22T16:30")
    (told,) = shell("delivery", "add", "--point", "杨柳店", "--line", line, "--id", "T1", *words)
    assert (told["delivery"], told["state"]) == ("T1", "on_the_way")
    assert told["expected_at"] == "2026-11-22T16:30:00+08:00"
    counter = enrol(database)
    counter.catches_up()
    (known,) = counter.knows("delivery").values()
    assert (known.truck, known.lines[0].lot.expires_on) == ("浙A·1", date(2026, 11, 30))
    assert shell("stock", "--point", "1") == []
    counter.pushes(receives(counter, 22, Finding(FindingKind.SHORT, 1, "P1", 2, "少两瓶")))
    (stock,) = shell("stock", "--point", "1")
    assert stock == {
        "product": "P1",
        "name": "鲜牛奶",
        "lot": "L2611A",
        "expiry": "2026-11-30",
        "slot": "冷藏 2",
        "quantity": 22,
    }
    assert [row["delivery"] for row in shell("deliveries", "--state", "received")] == ["T1"]
    assert shell("deliveries", "--point", "2") == []
    (claim,) = shell("kitchen-claims")
    assert (claim["kind"], claim["quantity"], claim["state"]) == ("short", 2, "open")
    said = ("--accept", "--credit", "31.80", "--words", "已退款")
    (answered,) = shell("kitchen-claim", "answer", claim["claim"], *said)
    assert (answered["state"], answered["credit"], answered["answer"]) == (
        "accepted",
        3180,
        "已退款",
    )
    counter.catches_up()
    assert counter.knows("kitchen_claim")[claim["claim"]].credit == 3180


def test_what_makes_no_sense_is_said_and_changes_nothing(shell: Shell) -> None:
    assert "P9" in shell.fails("delivery", "add", "--point", "1", "--line", "P9:1")
    shell("delivery", "add", "--point", "1", "--line", "P1:1", "--id", "T1")
    assert "T1" in shell.fails("delivery", "add", "--point", "1", "--line", "P1:1", "--id", "T1")
    assert len(shell("deliveries")) == 1
    assert "nobody" in shell.fails("kitchen-claim", "answer", "nobody", "--reject")
    assert "credit" in shell.fails("kitchen-claim", "answer", "x", "--reject", "--credit", "1")
    assert "9" in shell.fails("stock", "--point", "9")
    assert "P9" in shell.fails("barcode", "P9")
    assert "barcode" in shell.fails("barcode", "P1")
    assert "whole" in shell.fails("picture", "0" * 64, "nowhere")


@pytest.mark.parametrize(
    "line", ["P1", "P1:0", "P1:x", ":3", "P1:1:L:2026-02-30", "P1:1:L:2026-01-01:x"]
)
def test_a_line_that_is_none_is_refused(shell: Shell, line: str) -> None:
    with pytest.raises(SystemExit):
        shell("delivery", "add", "--point", "1", "--line", line)


def test_labels_can_be_drawn_and_scanned(shell: Shell, database: Database, tmp_path: Path) -> None:
    counter = enrol(database)
    own = replace(PRODUCT, product_id="own", name="水", barcodes=(NUMBER, "96385074"), own=True)
    small = replace(own, product_id="small", name="糖", barcodes=("96385074",))
    for product in (own, small):
        counter.pushes(counter.does(CommandKind.SET_PRODUCT, product_body(product)))
    file = tmp_path / "code.png"

    def scanned(*words: str) -> str:
        (told,) = shell("barcode", *words, "--png", str(file))
        assert told["png"] == str(file)
        with Image.open(file) as image:
            (read,) = zxingcpp.read_barcodes(image)
        return read.symbology_identifier + read.bytes.decode()

    assert scanned("水") == f"]E0{NUMBER}"
    assert scanned("糖") == "]E496385074"
    for words in ((), ("--carton",)):
        label = scanned("own", "--lot", "L1", "--expiry", "2026-11-30", *words)
        reading = gs1.read(label, TODAY)
        assert isinstance(reading, gs1.Reading)
        assert NUMBER in reading.numbers
        assert (reading.lot.code, reading.lot.expires_on) == ("L1", date(2026, 11, 30))
        assert reading.is_carton == bool(words)


def test_a_point_is_opened_and_hears_of_the_brands_goods(shell: Shell, database: Database) -> None:
    old = enrol(database)
    own = replace(PRODUCT, product_id="own", own=True)
    old.pushes(old.does(CommandKind.SET_PRODUCT, product_body(own)))
    words = ("--name", "江边店", "--address", "江边路 1 号", "--hours", "8-20")
    assert shell("point", "add", *words) == [{"point": 3, "name": "江边店"}]
    assert "江边店" in shell.fails("point", "add", *words)
    assert "name" in shell.fails("point", "add", "--name", "  ")
    opened = Point(3, "江边店", "江边路 1 号", "8-20")
    new = enrol(database, 3)
    for counter in (old, new):
        counter.catches_up()
        assert counter.knows("point")["3"] == opened
    assert new.knows("point") == {**{str(x.point_id): x for x in POINTS}, "3": opened}
    assert new.knows("product") == {"P1": PRODUCT}


def test_the_first_point_of_a_centre_of_ones_own(place: Place, capsys: Capture) -> None:
    shell = Shell(place, capsys)
    assert shell("points") == []
    assert shell("point", "add", "--name", "我的店") == [{"point": 1, "name": "我的店"}]
    assert [row["point"] for row in shell("points")] == [1]
    assert len(shell("key", "list")) == 1


def test_a_picture_a_counter_sent_can_be_seen(
    shell: Shell, database: Database, tmp_path: Path
) -> None:
    counter, data = enrol(database), picture(500)
    with database.reading() as connection:
        device = require(connection, counter.device_id)
    office, name = UploadOffice(database), attachment_id(data)
    office.begin(device, AttachmentRequest(name, JPEG, 500))
    office.part(device, PartRequest(name, 0, data))
    file = tmp_path / "photo.jpg"
    assert shell("picture", name, str(file)) == [{"picture": name, "type": JPEG, "bytes": 500}]
    assert file.read_bytes() == data
