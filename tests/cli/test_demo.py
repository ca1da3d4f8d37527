"""The main job: one command sets everything up, the next start reuses it."""

import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leader_app.cli.reach import is_in_reach
from tests.cli.counter import SECONDS, CounterOnDisk, a_counter


@contextmanager
def _started(demo: CounterOnDisk) -> Iterator[dict[str, dict[str, object]]]:
    """Yield what the demo said until its window opens; then end it as the system would."""
    environment = {**demo.environment(), "QT_QPA_PLATFORM": "offscreen"}
    del environment["LEADER_APP_PASSPHRASE_FILE"]
    environment["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    words = demo.words("demo", "--camera", "none", "--json")
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        steps = {}
        for line in process.stdout:
            step = json.loads(line)
            assert "error" not in step, step
            steps[str(step["step"])] = step
            if step["step"] == "codes":
                break
        try:
            yield steps
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(SECONDS)


def _centre(demo: CounterOnDisk) -> str:
    port = (demo.base / "centre" / "port").read_text(encoding="ascii")
    return f"http://127.0.0.1:{port}"


def test_the_demo_sets_up_once_and_leaves_nothing_running(tmp_path: Path) -> None:
    demo = a_counter(tmp_path)
    with _started(demo) as first:
        assert list(first) == ["passphrase", "centre", "enrolled", "synced", "codes"]
        assert first["synced"]["pulled"]
        assert is_in_reach(_centre(demo), seconds=5)
        codes = sorted(path.name for path in (demo.base / "codes").iterdir())
    assert len(codes) == 7
    assert oct((demo.base / "demo-passphrase").stat().st_mode & 0o777) == "0o600"
    with _started(demo) as second:
        assert list(second) == ["centre", "synced", "codes"]
    script = CounterOnDisk(demo.base, demo.base / "demo-passphrase")
    assert script.json("status").row["enrolled"] is True
    ready = [name for name in codes if name.startswith("ready")]
    decoded = script.json("decode", str(demo.base / "codes" / ready[0]))
    text = decoded.row["codes"][0]["text"]
    assert script.json("verify", text).row["verdict"] == "ready"
    assert not is_in_reach(_centre(demo), seconds=1)
