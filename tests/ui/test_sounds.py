"""Three sounds that differ, and a player that never waits."""

from __future__ import annotations

import os
import stat
import sys
import wave
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resources.sounds import make
from ui import sounds
from ui.sounds import CUES, Sounds

HERE = Path(make.__file__).parent
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows plays by itself")


def test_sounds_are_what_their_script_makes(tmp_path: Path) -> None:
    make.write(tmp_path)
    for cue in CUES:
        assert (tmp_path / f"{cue}.wav").read_bytes() == (HERE / f"{cue}.wav").read_bytes()


def test_sounds_differ_in_length_and_pitch() -> None:
    lengths = {}
    for cue in CUES:
        with wave.open(str(HERE / f"{cue}.wav")) as sound:
            lengths[cue] = sound.getnframes() / sound.getframerate()
    assert all(seconds < 0.6 for seconds in lengths.values())
    assert len(set(lengths.values())) == len(CUES)
    assert lengths["refused"] > lengths["accepted"]


@POSIX
def test_a_cue_is_played_by_the_systems_player(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = tmp_path / "heard"
    _player(tmp_path, f'echo "$@" >> {heard}')
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(sounds, "_PLAYERS", (("player", "-q"),))
    made = Sounds()
    made.play("accepted")
    qtbot.waitUntil(heard.exists)
    qtbot.waitUntil(lambda: not made._playing)
    assert heard.read_text(encoding="utf-8").strip().endswith("accepted.wav")
    made.on = False
    made.play("refused")
    assert not made._playing
    made.stop()


@POSIX
def test_a_player_that_fails_is_replaced_by_a_beep(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _player(tmp_path, "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(sounds, "_PLAYERS", (("player",),))
    beeps: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(1))
    made = Sounds()
    made.play("look")
    qtbot.waitUntil(lambda: beeps == [1])
    made.play("look")
    assert beeps == [1, 1]
    made.play("no such cue")
    assert beeps == [1, 1]


@POSIX
def test_leaving_cuts_a_sound_off(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _player(tmp_path, "exec sleep 30")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(sounds, "_PLAYERS", (("player",),))
    made = Sounds()
    for _ in range(5):
        made.play("accepted")
    assert len(made._playing) == 2
    made.stop()
    assert not made._playing


def _player(folder: Path, command: str) -> None:
    path = folder / "player"
    path.write_text(f"#!/bin/sh\n{command}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
