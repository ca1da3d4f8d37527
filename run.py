#!/usr/bin/env python3
"""Set Leader Desk up and run it: see `python3 run.py --help`.

Standard library only. Everything it makes is in `.venv` and `.demo`, next to this file.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "leader-desk.json"
LOCKS = {
    "client": ["client"],
    "central": ["central", "postgres"],
    "all": ["client", "central"],
    "test": ["client", "central", "postgres", "dev"],
    "build": ["client", "central", "build"],
}
WINDOW = (
    "libgl1 libegl1 libxkbcommon0 libglib2.0-0 libfontconfig1 libdbus-1-3 libxcb-cursor0"
    " libxcb-icccm4 libxcb-keysyms1 libxkbcommon-x11-0 libxcb-shape0 fonts-wqy-microhei"
).split()
DESKTOP = (
    "xvfb xauth openbox xdotool imagemagick gnome-keyring dbus strace"
    " at-spi2-core python3-gi gir1.2-atspi-2.0"
).split()
SYSTEM = {"client": WINDOW, "all": WINDOW, "test": WINDOW + DESKTOP, "build": ["binutils"]}
NETWORK = re.compile("connection|timed out|resol|retries|fetch|no matching dist", re.IGNORECASE)

HELP = """\
python3 run.py                    set up, start the demo neighbourhood, open the counter's window
python3 run.py setup [--for X]    only set up: X: all (the default), client, central, test, build
python3 run.py test [ARGS]        every check and test; with ARGS only pytest, with them
python3 run.py bench [ARGS]       the figures, next to their limits
python3 run.py shots [ARGS]       draw every page of the demo as a picture into .demo/shots
python3 run.py app -- ARGS        the counter's commands (try: app -- --help)
python3 run.py central -- ARGS    the centre's commands (try: central -- --help)
"""
NO_DISPLAY = """\
Everything is set up, but there is no display here, so the window cannot open. Go on with one of:
    python3 run.py                 in a desktop session
    xvfb-run -a python3 run.py     on a virtual display (apt-get install xvfb xauth)
    python3 run.py shots           every page as a picture
    python3 run.py app -- --help   the same work as commands
"""
NOT_ROOT = """\
Some system packages are missing. Please type:

    sudo {command}

and run the same command again. (LEADER_DESK_SYSTEM=ok in the environment skips this check.)
"""
OFFLINE = "The packages could not be fetched: check the network and run the same command again."


def tell(text: str) -> None:
    """Print now, before anything a child process prints."""
    print(text, flush=True)


def call(*command: str, env: dict[str, str] | None = None) -> int:
    """Run a command in the project's root and return its exit status."""
    return subprocess.call(command, cwd=ROOT, env=env)


def become(*arguments: str) -> int:
    """Hand this process over to the project's Python (Windows: wait for it)."""
    if os.name == "nt":
        return call(str(PYTHON), *arguments)
    os.chdir(ROOT)
    return os.execv(PYTHON, [str(PYTHON), *arguments])  # noqa: S606  (our own interpreter)


def system_packages() -> set[str]:
    """Return the names of all installed Debian packages, with what they provide."""
    form = "${db:Status-Status} ${Package}, ${Provides}\n"
    query = ["dpkg-query", "--show", "--showformat", form]
    listing = subprocess.run(query, capture_output=True, text=True, check=True).stdout
    lines = [line[10:] for line in listing.splitlines() if line.startswith("installed ")]
    return {name.split()[0] for line in lines for name in line.split(",") if name.strip()}


def require_system(packages: Sequence[str]) -> None:
    """Install the missing packages when root, else stop with the one command to type."""
    debian = shutil.which("dpkg-query") and shutil.which("apt-get")
    if not debian or os.environ.get("LEADER_DESK_SYSTEM"):
        return
    missing = sorted(set(packages) - system_packages())
    if not missing:
        return
    command = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    if os.geteuid() != 0:
        sys.exit(NOT_ROOT.format(command=command))
    tell(f"Installing system packages: {' '.join(missing)}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    call("apt-get", "update", "-qq", env=env)
    done = subprocess.run(command.split(), env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}\nThat failed. Try by hand: {command}")


def require_python() -> None:
    """Stop with a clear sentence when this Python cannot run Leader Desk."""
    if (3, 11) <= sys.version_info < (3, 14):
        return
    found = [name for minor in (13, 12, 11) if shutil.which(name := f"python3.{minor}")]
    advice = f"Type: {found[0]} run.py" if found else "Please install one of them."
    version = sys.version.split()[0]
    sys.exit(f"Leader Desk needs Python 3.11, 3.12 or 3.13; this is {version}. {advice}")


def make_venv() -> None:
    """Make `.venv`; Debian keeps a part of Python that this needs in a package of its own."""
    check = "import pip, sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))"
    if PYTHON.exists() and call(str(PYTHON), "-c", check) == 0:
        return
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        require_system([f"python3.{sys.version_info.minor}-venv"])
    tell("Making .venv")
    if call(sys.executable, "-m", "venv", "--clear", str(VENV)):
        sys.exit("Python could not make .venv, see above.")


def pip_install(*arguments: str) -> None:
    """Run pip; on failure say in a sentence whether it was the network."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    done = subprocess.run(
        [*command, *arguments], cwd=ROOT, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        tell(done.stderr)
        sys.exit(OFFLINE if NETWORK.search(done.stderr) else "pip failed, see above.")


def fingerprints(names: Sequence[str]) -> dict[str, str]:
    """Return what `.venv` has to match: the digest of each lock and of the project file."""
    files = {name: ROOT / "requirements" / f"{name}.txt" for name in names}
    files["project"] = ROOT / "pyproject.toml"
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


def set_up(group: str) -> None:
    """Install what the group needs and is not there yet."""
    require_python()
    require_system(SYSTEM.get(group, []))
    wanted = fingerprints(LOCKS[group])
    have = json.loads(STAMP.read_text()) if STAMP.exists() and PYTHON.exists() else {}
    if wanted.items() <= have.items():
        return
    if not have:
        make_venv()
    if locks := [name for name in LOCKS[group] if wanted[name] != have.get(name)]:
        tell(
            f"Installing the locked Python packages ({', '.join(locks)}); this takes a while, once"
        )
        pip_install("--require-hashes", *(f"-rrequirements/{name}.txt" for name in locks))
    pip_install("--no-deps", "--no-build-isolation", "--editable", ".")
    STAMP.write_text(json.dumps({**have, **wanted}, indent=1))


def demo(*arguments: str) -> int:
    """Open the window on the demo neighbourhood."""
    set_up("all")
    linux = sys.platform.startswith("linux")
    if linux and not any(map(os.environ.get, ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])):
        sys.exit(NO_DISPLAY)
    return become("-m", "leader_app", "demo", "--base-dir", ".demo", *arguments)


def setup(*arguments: str) -> int:
    """Only set up."""
    group = arguments[-1] if arguments else "all"
    if arguments not in [(), ("--for", group)] or group not in LOCKS:
        sys.exit(f"Not understood: setup {' '.join(arguments)}\n\n{HELP}")
    set_up(group)
    tell(f"Ready: {PYTHON.relative_to(ROOT)}")
    return 0


def passed_on(group: str, *command: str) -> Callable[..., int]:
    """Return a command that sets a group up and hands its arguments to a module of ours."""

    def run(*arguments: str) -> int:
        set_up(group)
        return become("-m", *command, *arguments[arguments[:1] == ("--",) :])

    return run


COMMANDS: dict[str, Callable[..., int]] = {
    "demo": demo,
    "setup": setup,
    "test": passed_on("test", "tests.gate"),
    "bench": passed_on("test", "tests.bench"),
    "shots": passed_on(
        "all", "leader_app", "demo", "--base-dir", ".demo", "--shots", ".demo/shots"
    ),
    "app": passed_on("client", "leader_app"),
    "central": passed_on("central", "central"),
}


def main(name: str = "demo", *arguments: str) -> int:
    """Do what the command line says; returns the exit status."""
    if name in ("-h", "--help", "help"):
        tell(HELP)
        return 0
    if name not in COMMANDS:
        sys.exit(f"Not understood: {name}\n\n{HELP}")
    return COMMANDS[name](*arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
