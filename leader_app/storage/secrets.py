"""Where this counter's keys are kept: the system's keyring, or a file a passphrase opens.

The choice is made once, with the store, and written beside it; the other way never opens it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import msgspec
from filelock import FileLock

from leader_app.domain.text import say
from leader_app.errors import Unavailable
from leader_app.ports import SecretStore
from leader_app.storage import faults, whole_file
from leader_app.storage.keyring import KeyringSecrets, real_backend
from leader_app.storage.passphrase import PassphraseSecrets

PASSPHRASE_FILE = "LEADER_APP_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable
_CHOICE_FILE = "secrets.json"
_SEALED_FILE = "secrets.sealed"
_STORE_ID_BYTES = 8
_WAIT_SECONDS = 60.0


class Home(StrEnum):
    """Where the keys of a store are."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"  # noqa: S105 - a kind, not one


class Choice(msgspec.Struct, frozen=True):
    """The choice of a store; ``store_id`` keeps two folders' secrets in one keyring apart."""

    version: int
    home: Home
    store_id: str


class PassphraseNeeded(Unavailable):
    """A passphrase opens this store, and none was given; ``first`` is true if one is to be chosen.

    The name of the environment variable for scripts is part of the hint.
    """

    def __init__(self, *, first: bool) -> None:
        title = (
            say("This computer has no keyring that can be used.")
            if first
            else say("A passphrase opens this counter's data.")
        )
        hint = say(
            "Type a passphrase in the window, or name a file that holds it in {variable}.",
            variable=PASSPHRASE_FILE,
        )
        super().__init__(title, hint)
        self.first = first


def open_secrets(
    folder: Path, passphrase: str | None = None, environment: Mapping[str, str] = os.environ
) -> SecretStore:
    """Return the secrets of the store in ``folder``, made if missing.

    ``passphrase`` goes before the file that ``LEADER_APP_PASSPHRASE_FILE`` names. At first use a
    passphrase that is given is the choice; without one it is the keyring. Raises
    ``PassphraseNeeded``, ``Refused`` for a wrong passphrase, ``Unavailable`` for a keyring that is
    missing or locked.
    """
    with faults.disk_words():
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "secrets.lock", timeout=_WAIT_SECONDS, thread_local=False)
        with lock:
            words = passphrase if passphrase is not None else _from_file(environment)
            choice = _chosen(folder)
            return _first_use(folder, words) if choice is None else _again(folder, choice, words)


def home_of(folder: Path) -> Home | None:
    """Return where the keys of the store in ``folder`` are; ``None`` before the first use."""
    choice = _chosen(folder)
    return None if choice is None else choice.home


def _first_use(folder: Path, words: str | None) -> SecretStore:
    store_id = os.urandom(_STORE_ID_BYTES).hex()
    if words is not None:
        sealed = PassphraseSecrets.create(folder / _SEALED_FILE, words)
        _choose(folder, Home.PASSPHRASE, store_id)
        return sealed
    try:
        kept = KeyringSecrets(real_backend(), store_id)
        kept.prove()
    except Unavailable as error:
        raise PassphraseNeeded(first=True) from error
    _choose(folder, Home.KEYRING, store_id)
    return kept


def _again(folder: Path, choice: Choice, words: str | None) -> SecretStore:
    if choice.home is Home.KEYRING:
        return KeyringSecrets(real_backend(), choice.store_id)
    if words is None:
        raise PassphraseNeeded(first=False)
    return PassphraseSecrets.open(folder / _SEALED_FILE, words)


def _chosen(folder: Path) -> Choice | None:
    path = folder / _CHOICE_FILE
    if not path.exists():
        return None
    try:
        choice = msgspec.json.decode(path.read_bytes(), type=Choice)
    except msgspec.MsgspecError as error:
        raise Unavailable(
            say("It cannot be read where the keys of this counter are kept."),
            say("Restore {file} from a backup; nothing was changed.", file=_CHOICE_FILE),
        ) from error
    return choice


def _choose(folder: Path, home: Home, store_id: str) -> None:
    whole_file.replace(folder / _CHOICE_FILE, msgspec.json.encode(Choice(1, home, store_id)))


def _from_file(environment: Mapping[str, str]) -> str | None:
    name = environment.get(PASSPHRASE_FILE)
    if not name:
        return None
    try:
        return Path(name).read_text(encoding="utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Unavailable(
            say("The passphrase file cannot be read."),
            say("Check the path in {variable}.", variable=PASSPHRASE_FILE),
        ) from error
