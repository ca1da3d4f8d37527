"""Pictures at the centre: whole and genuine or not at all, sealed, within bounds."""

import pytest

from central.attachments import uploads
from central.attachments.uploads import UploadOffice, find
from central.counters.devices import DeviceRow, require
from central.refusal import Refusal
from central.storage.database import Database
from central.storage.goods_tables import attachment_parts, attachments
from leader_app.domain.attachment import JPEG, MAX_ATTACHMENT_BYTES, PNG, attachment_id
from leader_app.domain.command import CommandKind
from leader_app.domain.stock import Movement
from leader_app.domain.stock_deed import stock_body
from sync.protocol.messages import (
    MAX_PART_BYTES,
    AttachmentAnswer,
    AttachmentRequest,
    PartRequest,
)
from tests.central.counter import Counter, enrol
from tests.central.goods import THERE
from tests.central.tables import count, rows
from tests.central.trucks import MILK
from tests.fakes.uploads import picture

DATA = picture(1_000)
NAME = attachment_id(DATA)


@pytest.fixture
def office(database: Database) -> UploadOffice:
    return UploadOffice(database)


@pytest.fixture
def device(database: Database) -> DeviceRow:
    return device_of(database, enrol(database))


def device_of(database: Database, counter: Counter) -> DeviceRow:
    with database.reading() as connection:
        return require(connection, counter.device_id)


def begun(data: bytes = DATA, media_type: str = JPEG) -> AttachmentRequest:
    return AttachmentRequest(attachment_id(data), media_type, len(data))


def kept(database: Database, name: str = NAME) -> tuple[str, bytes] | None:
    with database.reading() as connection:
        return find(database, connection, name)


@pytest.mark.parametrize("media_type", [JPEG, PNG])
def test_a_picture_comes_in_parts(
    database: Database, office: UploadOffice, device: DeviceRow, media_type: str
) -> None:
    data = picture(700, 3, media_type)
    name = attachment_id(data)
    assert office.begin(device, begun(data, media_type)) == AttachmentAnswer(0, complete=False)
    for start in range(0, 700, 300):
        answer = office.part(device, PartRequest(name, start, data[start : start + 300]))
        assert answer.received == min(700, start + 300)
    assert answer.complete
    assert kept(database, name) == (media_type, data)
    assert office.begin(device, begun(data, media_type)) == AttachmentAnswer(700, complete=True)


def test_parts_may_overlap_be_told_again_or_leave_a_gap(
    database: Database, office: UploadOffice, device: DeviceRow
) -> None:
    office.begin(device, begun())
    for start, end, received in (
        (500, 600, 0),
        (0, 400, 400),
        (0, 400, 400),
        (300, 600, 600),
        (700, 800, 600),
        (0, 1_000, 1_000),
        (0, 10, 1_000),
    ):
        answer = office.part(device, PartRequest(NAME, start, DATA[start:end]))
        assert answer == AttachmentAnswer(received, complete=received == 1_000)
    assert kept(database) == (JPEG, DATA)


def test_it_is_sealed_and_known_only_when_whole(
    database: Database, office: UploadOffice, device: DeviceRow
) -> None:
    office.begin(device, begun())
    office.part(device, PartRequest(NAME, 0, DATA[:999]))
    assert kept(database) is None
    (part,) = rows(database, attachment_parts)
    assert DATA[10:60] not in part.data
    office.part(device, PartRequest(NAME, 999, DATA[999:]))
    assert kept(database) == (JPEG, DATA)


def refused(office: UploadOffice, device: DeviceRow, part: PartRequest) -> tuple[int, str]:
    with pytest.raises(Refusal) as no:
        office.part(device, part)
    return no.value.status, no.value.code


def test_a_damaged_picture_is_forgotten_and_may_come_anew(
    database: Database, office: UploadOffice, device: DeviceRow
) -> None:
    office.begin(device, begun())
    bad = DATA[:-1] + bytes([DATA[-1] ^ 1])
    assert refused(office, device, PartRequest(NAME, 0, bad)) == (400, "bad_digest")
    assert count(database, attachments) == count(database, attachment_parts) == 0
    assert refused(office, device, PartRequest(NAME, 0, DATA)) == (404, "unknown_attachment")
    office.begin(device, begun())
    assert office.part(device, PartRequest(NAME, 0, DATA)).complete


@pytest.mark.parametrize("media_type", [JPEG, PNG])
def test_what_is_no_picture_is_not_kept(
    database: Database, office: UploadOffice, device: DeviceRow, media_type: str
) -> None:
    data = b"<html>" + picture(100, 1, PNG if media_type == JPEG else JPEG)
    office.begin(device, begun(data, media_type))
    part = PartRequest(attachment_id(data), 0, data)
    assert refused(office, device, part) == (415, "not_a_picture")
    assert count(database, attachment_parts) == 0


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (AttachmentRequest("x", JPEG, 1), "bad_request"),
        (AttachmentRequest(NAME.upper(), JPEG, 1), "bad_request"),
        (AttachmentRequest(NAME, "image/gif", 1), "not_a_picture"),
        (AttachmentRequest(NAME, JPEG, 0), "too_large"),
        (AttachmentRequest(NAME, JPEG, MAX_ATTACHMENT_BYTES + 1), "too_large"),
    ],
)
def test_odd_pictures_are_not_begun(
    database: Database,
    office: UploadOffice,
    device: DeviceRow,
    asked: AttachmentRequest,
    code: str,
) -> None:
    with pytest.raises(Refusal) as no:
        office.begin(device, asked)
    assert no.value.code == code
    assert count(database, attachments) == 0


def test_parts_have_bounds(office: UploadOffice, device: DeviceRow) -> None:
    office.begin(device, begun())
    for part in (
        PartRequest(NAME, 0, b""),
        PartRequest(NAME, -1, b"x"),
        PartRequest(NAME, 0, bytes(MAX_PART_BYTES + 1)),
        PartRequest(NAME, 0, DATA + b"x"),
    ):
        assert refused(office, device, part) == (413, "too_large")


def test_a_wrong_size_told_first_does_not_stand_in_the_way(
    database: Database, office: UploadOffice, device: DeviceRow
) -> None:
    office.begin(device, AttachmentRequest(NAME, PNG, 5_000))
    office.part(device, PartRequest(NAME, 0, DATA[:100]))
    assert office.begin(device, begun()).received == 0
    assert office.part(device, PartRequest(NAME, 0, DATA)).complete
    assert kept(database) == (JPEG, DATA)


def test_what_no_deed_names_is_bounded_and_what_one_names_is_not(
    database: Database,
    office: UploadOffice,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(uploads, "MAX_UNNAMED_BYTES", 2_000)
    counter, other = enrol(database), enrol(database)
    device = device_of(database, counter)
    pictures = [picture(900, seed) for seed in range(5)]
    for data in pictures[:2]:
        office.begin(device, begun(data))
    with pytest.raises(Refusal) as no:
        office.begin(device, begun(pictures[2]))
    assert (no.value.status, no.value.code) == (409, "quota")
    office.begin(device_of(database, other), begun(pictures[3]))
    names = [attachment_id(data) for data in pictures[:3]]
    body = stock_body([Movement(MILK, -1)], "小林", photos=names[1:])
    counter.pushes(counter.does(CommandKind.WRITE_OFF, body))
    office.begin(device, begun(pictures[2]))
    office.begin(device, begun(pictures[4]))


def test_points_keep_their_pictures_apart(database: Database, office: UploadOffice) -> None:
    here, there = (device_of(database, enrol(database, point)) for point in (1, THERE))
    office.begin(here, begun())
    office.part(here, PartRequest(NAME, 0, DATA))
    assert office.begin(there, begun()) == AttachmentAnswer(0, complete=False)
