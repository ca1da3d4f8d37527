"""What is heavy is not loaded before the first message that needs it."""

import subprocess
import sys

_LOOK = """
import sys
from leader_app.domain.channel import ChannelKind
from sync.outgoing.senders import Senders
from sync.outgoing.thread import OutgoingThread
senders = Senders()
senders.check(ChannelKind.EMAIL, "12345@qq.com abcdefgh")
print(sorted({"apprise", "requests", "urllib3", "markdown", "PySide6"} & set(sys.modules)))
senders.check(ChannelKind.OTHER, "wxpusher://AT_appid/123")
print("apprise" in sys.modules)
"""


def test_apprise_is_loaded_when_it_is_needed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOOK], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split("\n")[:2] == ["[]", "True"]
