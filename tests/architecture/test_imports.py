"""Who may know whom: the contracts hold, and each of them would notice."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ["leader_app", "sync", "ui", "resources", "central"]
LOAD_ALL = """
import importlib, pkgutil, sys
for root in {packages}:
    package = importlib.import_module(root)
    for module in pkgutil.walk_packages(package.__path__, root + "."):
        if not module.name.endswith("__main__") and ".migrations." not in module.name:
            importlib.import_module(module.name)
{extra}
print(sorted(name for name in sys.modules if name.split(".")[0] in {{"PySide6", "shiboken6"}}))
"""
# One line each, put at the end of a file: together they break every contract.
VIOLATIONS = {
    "leader_app/domain/ids.py": "import msgspec, leader_app.errors",
    "leader_app/ports/__init__.py": "import leader_app.services",
    "leader_app/services/__init__.py": "import leader_app.storage, central, PySide6, sqlalchemy",
    "leader_app/scanning/__init__.py": "import http.client",
    "sync/__init__.py": "import leader_app.services",
    "central/__init__.py": "import leader_app.ports",
    "ui/kit/__init__.py": "import ui.pickup",
}


def _loaded_qt(packages: list[str], extra: str = "") -> str:
    code = LOAD_ALL.format(packages=packages, extra=extra)
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


def test_the_core_sync_and_the_centre_load_no_qt() -> None:
    assert _loaded_qt(["leader_app.domain", "leader_app.ports", "leader_app.services"]) == "[]"
    assert _loaded_qt(["leader_app.storage", "leader_app.scanning", "sync", "central"]) == "[]"


def test_loading_qt_would_be_noticed() -> None:
    assert "PySide6.QtCore" in _loaded_qt(["sync"], "import PySide6.QtCore")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with all the sources, to be spoilt."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=_sources_only)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def _sources_only(folder: str, names: list[str]) -> set[str]:
    keep = {name for name in names if name.endswith(".py") or (Path(folder) / name).is_dir()}
    return set(names) - keep


def _broken(folder: Path) -> set[str]:
    """Return the names of the contracts that the sources in ``folder`` break."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo"]
    env = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert "Contracts: " in done.stdout, done.stdout
    return {match[1] for match in re.finditer(r"^(.+) BROKEN", done.stdout, re.MULTILINE)}


def test_every_contract_holds(copy: Path) -> None:
    assert _broken(copy) == set()


def test_every_contract_notices_what_breaks_it(copy: Path) -> None:
    for name, line in VIOLATIONS.items():
        with (copy / name).open("a") as file:
            file.write(f"\n{line}\n")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    assert _broken(copy) == {contract["name"] for contract in contracts}
