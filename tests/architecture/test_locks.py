"""The locked dependencies: complete, agreeing, and installable from anywhere."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FOLDER = Path(__file__).resolve().parents[2] / "requirements"
GROUPS = ["client", "central", "postgres", "dev", "build"]
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)(?P<marker> ;[^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def faults(text: str) -> list[str]:
    """Return the lines that are neither a pin nor a hash, and pins without any hash."""
    lines = text.splitlines()
    odd = [line for line in lines if not PIN.match(line) and not HASH.match(line)]
    bare = [
        a for a, b in zip(lines, [*lines[1:], ""], strict=True) if PIN.match(a) and PIN.match(b)
    ]
    return odd + bare


def disagreements(locks: dict[str, dict[str, str]]) -> list[str]:
    """Return the packages that two locks pin to different versions."""
    seen: dict[str, tuple[str, str]] = {}
    found = []
    for group, pins in locks.items():
        for name, version in pins.items():
            other, before = seen.setdefault(name, (group, version))
            if before != version:
                found.append(f"{name}: {before} in {other}, {version} in {group}")
    return found


def _pins(group: str) -> dict[str, str]:
    matches = map(PIN.match, (FOLDER / f"{group}.txt").read_text("utf-8").splitlines())
    return {match["name"]: match["version"] for match in matches if match}


def _wanted(group: str) -> list[Requirement]:
    lines = (FOLDER / f"{group}.in").read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("group", GROUPS)
def test_a_lock_holds_nothing_but_pins_and_their_hashes(group: str) -> None:
    assert faults((FOLDER / f"{group}.txt").read_text("utf-8")) == []


@pytest.mark.parametrize("group", GROUPS)
def test_a_lock_pins_all_that_its_group_asks_for(group: str) -> None:
    pins = _pins(group)
    assert pins
    for wanted in _wanted(group):
        assert wanted.specifier.contains(pins[canonicalize_name(wanted.name)])


def test_the_locks_agree() -> None:
    assert disagreements({group: _pins(group) for group in GROUPS}) == []


def test_what_is_wrong_with_a_lock_is_found() -> None:
    pin = "six==1.0 \\\n"
    assert faults(f"--extra-host example.org\n{pin}    --hash=sha256:{'0' * 64}\n")
    assert faults(pin + pin)
    assert disagreements({"a": {"six": "1.0"}, "b": {"six": "1.1"}})
