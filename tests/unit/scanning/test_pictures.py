from __future__ import annotations

import struct
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leader_app.domain.scan import Symbol
from leader_app.errors import Refused, Unavailable
from leader_app.ports.scanning import PictureReader
from leader_app.scanning import pictures
from leader_app.scanning.opencv import cv2
from leader_app.scanning.picture_header import PictureHeader, read_header
from leader_app.scanning.pictures import Pictures, decode_files
from tests.unit.scanning.drawing import code_image, packed

TEXT = "LDPABCDEFGH234567"
ENDINGS = [".png", ".jpg", ".webp", ".bmp", ".gif"]


@pytest.fixture(scope="module")
def reader() -> PictureReader:
    return Pictures()


def _texts(symbols: tuple[Symbol, ...]) -> list[str]:
    return [symbol.text for symbol in symbols]


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_kind_of_picture_is_read(reader: PictureReader, ending: str) -> None:
    image = cv2.cvtColor(code_image(TEXT), cv2.COLOR_GRAY2BGR)
    symbols = reader.read_bytes(packed(image, ending))
    assert [(symbol.text, symbol.format) for symbol in symbols] == [(TEXT, "QRCode")]


def test_lossless_webp_and_progressive_jpeg_tell_their_size() -> None:
    image = code_image(TEXT)
    height, width = image.shape
    colour = cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
    _, webp = cv2.imencode(".webp", colour, [cv2.IMWRITE_WEBP_QUALITY, 101])
    _, jpeg = cv2.imencode(".jpg", colour, [cv2.IMWRITE_JPEG_PROGRESSIVE, 1])
    for data in (webp, jpeg):
        assert read_header(bytes(data)) == PictureHeader(width, height, whole=True)


def test_a_plain_lossy_webp_tells_its_size() -> None:
    picture = struct.pack("<HH", 0x4000 | 70, 40)
    data = b"RIFF\x16\0\0\0WEBPVP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a" + picture
    assert read_header(data) == PictureHeader(70, 40, whole=True)
    assert read_header(data[:-1]) is None


def test_filling_between_the_parts_of_a_jpeg_is_skipped() -> None:
    data = packed(np.zeros((40, 70, 3), np.uint8), ".jpg")
    assert read_header(data[:2] + b"\xff\xff" + data[2:]) == PictureHeader(70, 40, whole=True)


def test_a_jpeg_that_ends_before_its_scan_is_not_whole() -> None:
    data = packed(np.zeros((40, 70, 3), np.uint8), ".jpg")
    frame = data.index(b"\xff\xc0")
    assert read_header(data[: frame + 20]) == PictureHeader(70, 40, whole=False)


def test_an_unpacker_that_gives_up_means_damage(
    reader: PictureReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gives_up(*_: object) -> None:
        raise cv2.error("no")

    monkeypatch.setattr(cv2, "imdecode", gives_up)
    with pytest.raises(Refused) as caught:
        reader.read_bytes(packed(code_image(TEXT), ".png"))
    assert str(caught.value.title) == "The picture is damaged."


def test_a_photo_of_many_megapixels_is_read(reader: PictureReader) -> None:
    page = np.random.default_rng(1).integers(60, 90, (3000, 4000), dtype=np.uint8)
    code = code_image(TEXT, scale=9)
    page[1200 : 1200 + code.shape[0], 2000 : 2000 + code.shape[1]] = code
    assert _texts(reader.read_bytes(packed(page, ".jpg"))) == [TEXT]


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_header_tells_size_and_completeness(ending: str) -> None:
    data = packed(np.zeros((40, 70, 3), np.uint8), ending)
    assert read_header(data) == PictureHeader(70, 40, whole=True)
    cut = read_header(data[:-30])
    assert cut is None or not cut.whole


def test_a_code_that_can_be_seen_through_is_read(reader: PictureReader) -> None:
    code = code_image(TEXT)
    clear = np.zeros((*code.shape, 4), np.uint8)
    clear[..., 3] = 255 - code
    assert _texts(reader.read_bytes(packed(clear, ".png"))) == [TEXT]


def test_sixteen_bits_a_pixel_are_read(reader: PictureReader) -> None:
    deep = code_image(TEXT).astype(np.uint16) * 257
    _, data = cv2.imencode(".png", deep)
    assert _texts(reader.read_bytes(bytes(data))) == [TEXT]


def test_several_codes_in_one_picture_are_all_read(reader: PictureReader) -> None:
    both = np.hstack([code_image("first one"), code_image("other one")])
    assert sorted(_texts(reader.read_bytes(packed(both, ".png")))) == ["first one", "other one"]


def test_a_picture_without_a_code_gives_none(reader: PictureReader) -> None:
    assert reader.read_bytes(packed(np.full((90, 90), 200, np.uint8), ".png")) == ()


def test_a_path_in_chinese_is_read(reader: PictureReader, tmp_path: Path) -> None:
    path = tmp_path / "提货码 截图.png"
    path.write_bytes(packed(code_image(TEXT), ".png"))
    assert _texts(reader.read_file(path)) == [TEXT]


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b"", "The file is empty."),
        (b"hello, this is a text file", "This is not a picture."),
        (b"BM", "This is not a picture."),
        (b"RIFF\x04\0\0\0WAVE", "This is not a picture."),
        (b"\xff\xd8\xff\xff\xff\xff", "This is not a picture."),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "This is a HEIC photo, which cannot be read here."),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 16, "This is not a picture."),
    ],
)
def test_what_is_no_picture_is_refused(reader: PictureReader, data: bytes, title: str) -> None:
    with pytest.raises(Refused) as caught:
        reader.read_bytes(data)
    assert str(caught.value.title) == title
    assert str(caught.value.hint)


@pytest.mark.parametrize("ending", [".png", ".jpg", ".webp", ".bmp"])
def test_a_picture_cut_off_before_the_code_is_refused(reader: PictureReader, ending: str) -> None:
    rough = np.random.default_rng(7).integers(0, 255, (400, 400, 3), dtype=np.uint8)
    data = packed(rough, ending)
    with pytest.raises(Refused) as caught:
        reader.read_bytes(data[: len(data) // 3])
    assert str(caught.value.title) == "The picture is cut off."


def test_a_picture_cut_off_behind_the_code_is_read(reader: PictureReader) -> None:
    page = np.full((800, 300), 255, np.uint8)
    code = code_image(TEXT)
    page[: code.shape[0], : code.shape[1]] = code
    page[400:] = np.random.default_rng(7).integers(0, 255, (400, 300), dtype=np.uint8)
    data = packed(page, ".jpg")
    assert _texts(reader.read_bytes(data[: len(data) * 3 // 4])) == [TEXT]


def test_a_damaged_picture_is_refused(reader: PictureReader) -> None:
    data = bytearray(packed(np.zeros((64, 64, 3), np.uint8), ".webp"))
    data[23:60] = b"\x55" * 37
    with pytest.raises(Refused) as caught:
        reader.read_bytes(bytes(data))
    assert str(caught.value.title) == "The picture is damaged."


def test_a_bomb_is_refused_before_it_is_unpacked(
    reader: PictureReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_data: bytes) -> None:
        pytest.fail("it was unpacked")

    monkeypatch.setattr(pictures, "_unpack", never)
    bomb = bytearray(packed(np.zeros((8, 8), np.uint8), ".png"))
    bomb[16:24] = struct.pack(">II", 60_000, 60_000)
    with pytest.raises(Refused) as caught:
        reader.read_bytes(bytes(bomb))
    assert str(caught.value.title) == "The picture is too large."


def test_a_huge_file_is_refused_before_it_is_read(reader: PictureReader, tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    with path.open("wb") as file:
        file.truncate(pictures.MAX_BYTES + 1)
    with pytest.raises(Refused) as caught:
        reader.read_file(path)
    assert str(caught.value.title) == "The picture is too large."


def test_a_missing_file_and_a_folder_are_the_worlds_fault(
    reader: PictureReader, tmp_path: Path
) -> None:
    for path in (tmp_path / "gone.png", tmp_path):
        with pytest.raises(Unavailable) as caught:
            reader.read_file(path)
        assert path.name in str(caught.value.title)


def test_one_bad_file_stops_no_other(tmp_path: Path) -> None:
    good = tmp_path / "good.png"
    good.write_bytes(packed(code_image(TEXT), ".png"))
    gone = tmp_path / "gone.png"
    results = list(decode_files([gone, good]))
    assert [result.file for result in results] == [str(gone), str(good)]
    assert isinstance(results[0].error, Unavailable)
    assert results[0].codes == ()
    assert results[1].error is None
    assert results[1].codes == ((TEXT, "QRCode"),)
    assert results[1].ms > 0


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(ENDINGS), st.integers(0, 2000), st.binary(min_size=1, max_size=20))
def test_damage_anywhere_gives_codes_or_a_sentence(
    reader: PictureReader, ending: str, place: int, damage: bytes
) -> None:
    colour = cv2.cvtColor(code_image(TEXT, scale=2), cv2.COLOR_GRAY2BGR)
    data = bytearray(packed(colour, ending))
    data[place : place + len(damage)] = damage
    with suppress(Refused):
        assert _texts(reader.read_bytes(bytes(data))) in ([TEXT], [])
