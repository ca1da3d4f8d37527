"""Pictures to the centre: in parts, each as often as it takes, and none keeps another back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from leader_app.domain.attachment import PNG, attachment_id
from sync.protocol.messages import (
    ATTACHMENT,
    ATTACHMENT_PART,
    MAX_PART_BYTES,
    AttachmentAnswer,
    AttachmentRequest,
    ErrorCode,
    PartRequest,
)
from sync.troubles import Garbled, Misheard, NoNetwork, TurnedDown
from sync.uploads import LATER_SECONDS, Uploader
from tests.fakes.clock import FakeClock
from tests.fakes.uploads import MemoryUploads, picture

STAYS = pytest.mark.expects_log("picture [0-9a-f]{64} stays here")


@dataclass
class Gallery:
    """A centre that takes pictures; ``on_part`` may raise and ``took`` is how long a part takes."""

    clock: FakeClock
    sizes: dict[str, int] = field(default_factory=dict)
    data: dict[str, bytes] = field(default_factory=dict)
    asked: list[object] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    on_part: Callable[[PartRequest], None] = lambda _part: None
    took: float = 0.0

    def __call__(self, path: str, message: object) -> AttachmentAnswer:
        self.asked.append(message)
        self.clock.advance(timedelta(seconds=self.took))
        if isinstance(message, AttachmentRequest):
            assert path == ATTACHMENT
            self._check(message.attachment_id)
            self.sizes[message.attachment_id] = message.size
            self.data.setdefault(message.attachment_id, b"")
            return self._answer(message.attachment_id)
        assert isinstance(message, PartRequest)
        assert path == ATTACHMENT_PART
        self.on_part(message)
        self._check(message.attachment_id)
        here = self.data[message.attachment_id]
        if message.offset <= len(here):
            here = here[: message.offset] + message.data
            self.data[message.attachment_id] = here
        return self._answer(message.attachment_id)

    def _check(self, name: str) -> None:
        if name in self.refuses:
            raise TurnedDown(self.refuses[name])

    def _answer(self, name: str) -> AttachmentAnswer:
        received = len(self.data[name])
        if received == self.sizes[name] and attachment_id(self.data[name]) != name:
            self.data[name] = b""
            raise Misheard
        return AttachmentAnswer(received, received == self.sizes[name])


@pytest.fixture
def uploads() -> MemoryUploads:
    return MemoryUploads()


@pytest.fixture
def gallery() -> Gallery:
    return Gallery(FakeClock())


@pytest.fixture
def uploader(uploads: MemoryUploads, gallery: Gallery) -> Uploader:
    return Uploader(uploads, gallery.clock, gallery)


def drain(uploader: Uploader) -> None:
    while uploader.step():
        pass


def test_pictures_go_whole_and_oldest_first(
    uploads: MemoryUploads, gallery: Gallery, uploader: Uploader
) -> None:
    names = [uploads.add(picture(size, size)) for size in (100_000, 1, 3_000_000)]
    assert [attachment_id(uploads.kept[x][1]) for x in names] == names
    drain(uploader)
    assert uploads.sent == names
    assert {name: gallery.data[name] for name in names} == {x: uploads.kept[x][1] for x in names}
    assert not uploader.step()


def parts(gallery: Gallery) -> list[int]:
    return [len(x.data) for x in gallery.asked if isinstance(x, PartRequest)]


def test_parts_grow_on_a_fast_way_and_shrink_on_a_slow_one(
    uploads: MemoryUploads, gallery: Gallery, uploader: Uploader
) -> None:
    uploads.add(picture(2_000_000))
    drain(uploader)
    assert parts(gallery)[0] < parts(gallery)[1] < max(parts(gallery)) == MAX_PART_BYTES
    gallery.took = 5.0
    gallery.asked.clear()
    uploads.add(picture(2_000_000, 2))
    drain(uploader)
    assert min(parts(gallery)[:-1]) == 8 * 1024


def test_after_trouble_the_centre_is_asked_where_it_is(
    uploads: MemoryUploads, gallery: Gallery, uploader: Uploader
) -> None:
    name = uploads.add(picture(200_000))
    lost = [True]

    def lose(part: PartRequest) -> None:
        if part.offset and lost.pop():
            gallery.data[name] = gallery.data[name] + part.data  # it came, the answer did not
            raise NoNetwork

    gallery.on_part = lose
    uploader.step(), uploader.step()
    with pytest.raises(NoNetwork):
        uploader.step()
    lost.append(False)
    gallery.on_part = lambda _part: None
    gallery.asked.clear()
    drain(uploader)
    assert isinstance(gallery.asked[0], AttachmentRequest)
    assert uploads.sent == [name]
    assert sum(parts(gallery)) < 200_000


@STAYS
@pytest.mark.parametrize("code", [ErrorCode.NOT_A_PICTURE, ErrorCode.TOO_LARGE])
def test_what_the_centre_never_takes_stays_and_holds_nobody_back(
    uploads: MemoryUploads, gallery: Gallery, uploader: Uploader, code: str
) -> None:
    bad, good = uploads.add(picture(10)), uploads.add(picture(10, 2, PNG), PNG)
    gallery.refuses[bad] = code
    drain(uploader)
    gallery.asked.clear()
    drain(uploader)
    assert (uploads.sent, gallery.asked) == ([good], [])


def test_what_the_centre_takes_later_is_tried_later(
    uploads: MemoryUploads, gallery: Gallery, uploader: Uploader
) -> None:
    early, good = uploads.add(picture(10)), uploads.add(picture(10, 2))
    gallery.refuses[early] = ErrorCode.QUOTA
    drain(uploader)
    assert uploads.sent == [good]
    gallery.refuses.clear()
    drain(uploader)
    assert uploads.sent == [good]
    gallery.clock.advance(timedelta(seconds=LATER_SECONDS))
    drain(uploader)
    assert uploads.sent == [good, early]


def test_a_centre_that_forgot_a_picture_gets_it_anew(
    uploads: MemoryUploads, gallery: Gallery, uploader: Uploader
) -> None:
    name = uploads.add(picture(100_000))
    uploader.step(), uploader.step()
    gallery.refuses[name] = ErrorCode.UNKNOWN_ATTACHMENT
    assert uploader.step()
    gallery.refuses.clear()
    gallery.data.clear()
    drain(uploader)
    assert (uploads.sent, len(gallery.data[name])) == ([name], 100_000)


@STAYS
def test_what_is_damaged_here_is_given_up_and_what_was_damaged_on_the_way_is_not(
    uploads: MemoryUploads, gallery: Gallery, uploader: Uploader
) -> None:
    uploads.add(picture(50), name="0" * 64)
    sound, good = uploads.add(picture(50, 2)), uploads.add(picture(50, 3))

    def spoil(part: PartRequest) -> None:
        if part.attachment_id == sound:
            raise Misheard

    gallery.on_part = spoil
    troubles = 0
    for _ in range(20):
        try:
            drain(uploader)
        except Misheard:
            troubles += 1
    assert (uploads.sent, troubles) == ([good], 4)
    gallery.on_part = lambda _part: None
    gallery.clock.advance(timedelta(seconds=LATER_SECONDS))
    drain(uploader)
    assert uploads.sent == [good, sound]


def test_what_concerns_the_counter_is_said(
    uploads: MemoryUploads, gallery: Gallery, uploader: Uploader
) -> None:
    gallery.refuses[uploads.add(picture(10))] = ErrorCode.REVOKED
    with pytest.raises(TurnedDown):
        uploader.step()


def test_a_centre_that_does_not_move_on_is_not_asked_for_ever(
    uploads: MemoryUploads, gallery: Gallery, uploader: Uploader
) -> None:
    name = uploads.add(picture(100_000))
    uploader.step()
    gallery.sizes[name] = -1
    with pytest.raises(Garbled):
        uploader._heard(uploads.kept[name][0], AttachmentAnswer(100_000, complete=False))

    def stand_still(_part: PartRequest) -> None:
        gallery.data[name] = b""

    uploader.step()
    gallery.on_part = stand_still
    uploads.kept[name] = (uploads.kept[name][0], uploads.kept[name][1])
    with pytest.raises(Garbled):
        uploader.step()


@STAYS
def test_a_picture_that_is_gone_is_given_up(
    uploads: MemoryUploads, gallery: Gallery, uploader: Uploader
) -> None:
    name = uploads.add(picture(100))
    uploader.step()
    uploads.kept[name] = (uploads.kept[name][0], b"")
    assert uploader.step()
    assert not uploader.step()
    assert parts(gallery) == []
