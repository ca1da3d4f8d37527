from __future__ import annotations

import pytest

from leader_app.scanning.source import Source, SourceKind, parse_source


@pytest.mark.parametrize(
    ("text", "kind", "target", "name"),
    [
        ("0", SourceKind.DEVICE, 0, "0"),
        (" 2 ", SourceKind.DEVICE, 2, "2"),
        ("/dev/video1", SourceKind.DEVICE, "/dev/video1", "/dev/video1"),
        ("/videos/视频.avi", SourceKind.FILE, "/videos/视频.avi", "视频.avi"),
        ("file:///videos/a.avi", SourceKind.FILE, "/videos/a.avi", "a.avi"),
        ("phone.mp4", SourceKind.FILE, "phone.mp4", "phone.mp4"),
        (
            "rtsp://u:p@cam.local/1?k=2",
            SourceKind.STREAM,
            "rtsp://u:p@cam.local/1?k=2",
            "cam.local",
        ),
    ],
)
def test_sources(text: str, kind: SourceKind, target: int | str, name: str) -> None:
    source = parse_source(text)
    assert (source.kind, source.target, source.name) == (kind, target, name)


@pytest.mark.parametrize("address", ["0", "/videos/a.avi", "http://u:secret@cam/1"])
def test_no_sentence_shows_a_password(address: str) -> None:
    source: Source = parse_source(address)
    sentences = [str(source.missing()), str(source.lost()), str(source.ended())]
    assert all(sentences)
    assert not any("secret" in sentence for sentence in sentences)
