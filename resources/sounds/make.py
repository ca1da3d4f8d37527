"""Makes the sounds anew: ``python -m resources.sounds.make``. Standard library only.

They differ in pitch, direction and rhythm, so that they are told apart without looking:
``accepted`` rises, ``look`` knocks twice on one note, ``refused`` falls low and long.
"""

from __future__ import annotations

import array
import math
import sys
import wave
from collections.abc import Sequence
from pathlib import Path

RATE = 22_050
LOUDNESS = 0.55
_ATTACK_S, _OVERTONE = 0.006, 0.22

Note = tuple[float, float]
"""Frequency in Hz (0 is silence) and length in seconds."""

MELODIES: dict[str, Sequence[Note]] = {
    "accepted": ((880.0, 0.09), (1318.5, 0.20)),
    "look": ((659.3, 0.10), (0.0, 0.07), (659.3, 0.16)),
    "refused": ((277.2, 0.16), (185.0, 0.34)),
    "done": ((1568.0, 0.07),),
}


def samples(melody: Sequence[Note]) -> array.array[int]:
    """Return 16-bit samples of ``melody``, each note struck and fading."""
    made = array.array("h")
    for frequency, seconds in melody:
        count = round(seconds * RATE)
        made.extend(_sample(frequency, at / RATE, seconds) for at in range(count))
    return made


def _sample(frequency: float, at: float, seconds: float) -> int:
    if not frequency:
        return 0
    struck = min(at / _ATTACK_S, 1.0) * math.pow(1 - at / seconds, 1.5)
    turn = 2 * math.pi * frequency * at
    tone = (math.sin(turn) + _OVERTONE * math.sin(2 * turn)) / (1 + _OVERTONE)
    return round(tone * struck * LOUDNESS * 32_767)


def write(folder: Path) -> None:
    """Write all sounds into ``folder``."""
    for name, melody in MELODIES.items():
        with wave.open(str(folder / f"{name}.wav"), "wb") as target:
            target.setnchannels(1)
            target.setsampwidth(2)
            target.setframerate(RATE)
            data = samples(melody)
            if sys.byteorder == "big":
                data.byteswap()
            target.writeframes(data.tobytes())


if __name__ == "__main__":
    write(Path(__file__).parent)
