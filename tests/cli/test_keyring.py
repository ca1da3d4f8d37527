"""The commands with the system's own keyring."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.counter import SECONDS, a_counter


@pytest.mark.real_keyring
def test_a_store_made_with_the_keyring_opens_with_it_alone(tmp_path: Path) -> None:
    counter = a_counter(tmp_path)
    environment = dict(counter.environment())
    del environment["LEADER_APP_PASSPHRASE_FILE"]
    for _ in range(2):
        words = counter.words("status", "--json")
        done = subprocess.run(
            words, env=environment, capture_output=True, timeout=SECONDS, check=False
        )
        assert done.returncode == 0, done
        assert json.loads(done.stdout)["enrolled"] is False
    chosen = json.loads((counter.base / "store" / "secrets.json").read_text(encoding="utf-8"))
    assert chosen["home"] == "keyring"
