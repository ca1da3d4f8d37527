"""Everything that must hold, in order: ``python run.py test``."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.desktop import desktop, missing_programs

ROOT = Path(__file__).resolve().parent.parent
TOOLS = str(Path(sys.executable).parent)


def _tool(name: str, *arguments: str) -> list[str]:
    """Return the command that starts a tool of our own `.venv`."""
    return [shutil.which(name, path=TOOLS) or name, *arguments]


CHECKS = {
    "ruff check": _tool("ruff", "check", "."),
    "ruff format": _tool("ruff", "format", "--check", "."),
    "mypy --strict": [sys.executable, "-m", "mypy"],
    "import contracts": _tool("lint-imports", "--no-cache", "--no-logo"),
}
DOMAIN = "leader_app/domain/*"
WITH_WINDOWS = ("tests/ui", "tests/e2e", "tests/cli")


def _step(name: str, command: Sequence[str], env: dict[str, str]) -> bool:
    """Run one command, say how long it took and whether it passed."""
    print(f"== {name}", flush=True)
    started = time.monotonic()
    status = subprocess.call(command, cwd=ROOT, env=env)
    verdict = "passed" if status == 0 else f"FAILED with exit status {status}"
    print(f"== {name}: {verdict} after {time.monotonic() - started:.0f} s", flush=True)
    return status == 0


def _domain_is_covered(env: dict[str, str]) -> bool:
    """Run the domain's own tests; every branch of the domain must be taken by them."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**env, "COVERAGE_FILE": str(Path(folder) / "coverage")}
        coverage = [sys.executable, "-m", "coverage"]
        run = [*coverage, "run", "--source=leader_app.domain", "--parallel-mode", "-m", "pytest"]
        report = [*coverage, "report", f"--include={DOMAIN}", "--fail-under=100"]
        return (
            _step("tests of the domain", [*run, "-q", "tests/unit/domain"], env)
            and _step("coverage data", [*coverage, "combine", "--quiet"], env)
            and _step("every branch of the domain is tested", report, env)
        )


def _all_tests(arguments: Sequence[str], env: dict[str, str]) -> bool:
    """Run pytest last. Without arguments the tests with windows run beside all others.

    What the others print comes when both have ended; each half ends with its summary.
    """
    pytest = [sys.executable, "-m", "pytest"]
    if arguments:
        return subprocess.call([*pytest, *arguments], cwd=ROOT, env=env) == 0
    seed = ["--randomly-seed=20261122"] if os.environ.get("CI") else []
    options = ["-q", "--durations=15", *seed]
    others = [*options, "tests", *(f"--ignore={folder}" for folder in WITH_WINDOWS)]
    with tempfile.TemporaryFile("w+") as said:
        with subprocess.Popen(
            [*pytest, *others], cwd=ROOT, env=env, stdout=said, stderr=subprocess.STDOUT
        ) as quiet:
            shown = subprocess.call([*pytest, *options, *WITH_WINDOWS], cwd=ROOT, env=env)
        hidden = quiet.returncode
        said.seek(0)
        print("== tests without windows", flush=True)
        shutil.copyfileobj(said, sys.stdout)
    print(f"== tests {'passed' if shown == hidden == 0 else 'FAILED'}", flush=True)
    return shown == hidden == 0


def main(arguments: Sequence[str]) -> int:
    """Run every check and test; with arguments only pytest, with them. Returns the exit status."""
    env = dict(os.environ)
    if not arguments:
        failed = [name for name, command in CHECKS.items() if not _step(name, command, env)]
        if failed:
            print(f"FAILED: {', '.join(failed)}")
            return 1
    linux = sys.platform.startswith("linux")
    if linux and (missing := missing_programs()):
        print(f"FAILED: the tests need a desktop of their own; not found: {', '.join(missing)}")
        return 1
    with desktop() if linux else contextlib.nullcontext(env) as session:
        covered = bool(arguments) or _domain_is_covered(session)
        return 0 if covered and _all_tests(arguments, session) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
