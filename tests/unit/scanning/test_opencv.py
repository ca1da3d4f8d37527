from __future__ import annotations

import os
import subprocess
import sys

_IMPORT_ALL = """
import sys
from leader_app.scanning.camera_scan import CameraScan
from leader_app.scanning.pictures import Pictures, decode_files
from leader_app.scanning.steady import SteadyGuard
from leader_app.scanning.wedge import WedgeTiming
CameraScan(SteadyGuard()); Pictures(); WedgeTiming()
print(sorted({"cv2", "numpy", "zxingcpp", "PySide6"} & set(sys.modules)))
"""
_ENVIRONMENT = """
import os
names = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR", "LD_LIBRARY_PATH", "PATH")
before = [os.environ.get(name) for name in names]
import leader_app.scanning.opencv
print(before == [os.environ.get(name) for name in names])
"""
_NO_NOISE = """
from pathlib import Path
from leader_app.scanning.capture import open_capture
from leader_app.scanning.source import parse_source
for address in ("63", "/nowhere/video.avi", "http://127.0.0.1:9/video"):
    print(open_capture(parse_source(address)))
"""


def _python(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={**os.environ, **environment},
    )


def test_nothing_heavy_is_loaded_before_the_first_picture() -> None:
    assert _python(_IMPORT_ALL).stdout.strip() == "[]"


def test_loading_opencv_leaves_the_environment_alone() -> None:
    assert _python(_ENVIRONMENT).stdout.strip() == "True"
    assert _python(_ENVIRONMENT, QT_QPA_FONTDIR="/fonts").stdout.strip() == "True"


def test_opencv_is_quiet_about_what_it_cannot_open() -> None:
    done = _python(_NO_NOISE)
    assert done.stdout.split() == ["None"] * 3
    assert done.stderr == ""
