"""A throw-away desktop for the tests (Linux): X server, window manager, bus, keyring, home."""

import contextlib
import os
import select
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

READY_SECONDS = 20.0
SCREEN = "1600x1000x24"
PROGRAMS = ["Xvfb", "openbox", "dbus-daemon", "dbus-send", "gnome-keyring-daemon", "xdotool"]


def missing_programs() -> list[str]:
    """Return the programs of a desktop that this machine lacks."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


@contextlib.contextmanager
def desktop() -> Iterator[dict[str, str]]:
    """Yield the environment of a fresh desktop; everything in it is gone afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="leader-desk-") as folder,
        contextlib.ExitStack() as stack,
    ):
        home = Path(folder)
        env = {**os.environ, **_home(home), "LEADER_DESK_TEST_DESKTOP": "1"}
        env.pop("WAYLAND_DISPLAY", None)
        display = _start(stack, env, "Xvfb", "-displayfd", "1", "-screen", "0", SCREEN, "-noreset")
        env["DISPLAY"] = f":{display}"
        env["DBUS_SESSION_BUS_ADDRESS"] = _start(
            stack, env, "dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"
        )
        _start_window_manager(stack, env, home)
        _start_keyring(stack, env)
        yield env


def _home(home: Path) -> dict[str, str]:
    """Return the variables that say where everything personal is."""
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    temporary = home / "tmp"
    temporary.mkdir()
    places = {
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_CACHE_HOME": ".cache",
    }
    return {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "TMPDIR": str(temporary),
        **{name: str(home / place) for name, place in places.items()},
    }


def _spawn(
    stack: contextlib.ExitStack, env: Mapping[str, str], *command: str
) -> subprocess.Popen[bytes]:
    """Start a daemon that ends with the desktop; what it complains of goes to a log at home."""
    pipe = subprocess.PIPE
    log = stack.enter_context((Path(env["HOME"]) / f"{command[0]}.log").open("wb"))
    process = subprocess.Popen(command, env=dict(env), stdin=pipe, stdout=pipe, stderr=log)
    stack.callback(_end, process)
    return process


def _start(stack: contextlib.ExitStack, env: Mapping[str, str], *command: str) -> str:
    """Start a daemon and return the first line it prints, once it is ready."""
    process = _spawn(stack, env, *command)
    assert process.stdout
    return _line(process.stdout.fileno(), command[0])


def _start_window_manager(stack: contextlib.ExitStack, env: Mapping[str, str], home: Path) -> None:
    """Start openbox, which says through a named pipe that it manages the screen."""
    fifo = home / "openbox-ready"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDWR)
    stack.callback(os.close, reader)
    _spawn(stack, env, "openbox", "--startup", f"sh -c 'echo ready > {fifo}'")
    _line(reader, "openbox")


def _start_keyring(stack: contextlib.ExitStack, env: Mapping[str, str]) -> None:
    """Start an unlocked keyring and wait until the bus knows it."""
    command = ("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
    process = _spawn(stack, env, *command)
    assert process.stdin
    process.stdin.write(b"throw-away")
    process.stdin.close()
    bus = "org.freedesktop.DBus"
    ask = f"dbus-send --session --print-reply --dest={bus} / {bus}.ListNames".split()
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        names = subprocess.run(ask, env=dict(env), capture_output=True, check=True).stdout
        if b"org.freedesktop.secrets" in names:
            return
        threading.Event().wait(0.05)
    message = "gnome-keyring-daemon did not start"
    raise TimeoutError(message)


def _line(fd: int, name: str) -> str:
    """Return the first line that arrives; raises ``TimeoutError`` when none does."""
    if not select.select([fd], [], [], READY_SECONDS)[0] or not (line := os.read(fd, 4096)):
        message = f"{name} did not start"
        raise TimeoutError(message)
    return line.decode().splitlines()[0]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a daemon, the hard way if it does not listen."""
    process.terminate()
    for pipe in filter(None, (process.stdin, process.stdout)):
        pipe.close()
    try:
        process.wait(READY_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
