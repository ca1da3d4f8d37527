"""Which of the two ways of keeping secrets a store uses, and that it stays with it."""

from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from keyring.errors import KeyringLocked

from leader_app.errors import Refused, Unavailable
from leader_app.storage.secrets import (
    PASSPHRASE_FILE,
    Home,
    PassphraseNeeded,
    home_of,
    open_secrets,
)
from tests.storage.shelf import SECRET, WORDS, Shelf

pytestmark = pytest.mark.usefixtures("cheap")


class TestChoice:
    """Made once, with the store; never silently weaker afterwards."""

    def test_the_keyring_is_the_first_choice(self, tmp_path: Path, system: Shelf) -> None:
        open_secrets(tmp_path, environment={}).put("a", SECRET)
        assert home_of(tmp_path) is Home.KEYRING
        assert open_secrets(tmp_path, environment={}).get("a") == SECRET
        assert len(system.kept) == 1

    def test_without_a_keyring_a_passphrase_is_asked_for(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)
        with pytest.raises(PassphraseNeeded) as caught:
            open_secrets(tmp_path, environment={})
        assert caught.value.first
        assert PASSPHRASE_FILE in str(caught.value.hint)
        assert home_of(tmp_path) is None
        open_secrets(tmp_path, WORDS, {}).put("a", SECRET)
        assert home_of(tmp_path) is Home.PASSPHRASE
        with pytest.raises(PassphraseNeeded) as caught:
            open_secrets(tmp_path, environment={})
        assert not caught.value.first
        assert open_secrets(tmp_path, WORDS, {}).get("a") == SECRET

    def test_a_locked_keyring_at_first_use_asks_too(self, tmp_path: Path, system: Shelf) -> None:
        system.trouble = KeyringLocked("locked")
        with pytest.raises(PassphraseNeeded):
            open_secrets(tmp_path, environment={})
        assert home_of(tmp_path) is None

    def test_scripts_name_a_file(self, tmp_path: Path) -> None:
        file = tmp_path / "words.txt"
        file.write_text(f"{WORDS}\n", encoding="utf-8")
        environment = {PASSPHRASE_FILE: str(file)}
        open_secrets(tmp_path / "store", environment=environment).put("a", SECRET)
        assert open_secrets(tmp_path / "store", WORDS, {}).get("a") == SECRET
        file.write_text("another passphrase", encoding="utf-8")
        with pytest.raises(Refused, match="wrong"):
            open_secrets(tmp_path / "store", environment=environment)
        file.unlink()
        with pytest.raises(Unavailable, match="passphrase file"):
            open_secrets(tmp_path / "store", environment=environment)

    def test_a_keyring_store_never_opens_by_passphrase(self, tmp_path: Path, system: Shelf) -> None:
        open_secrets(tmp_path, environment={}).put("a", SECRET)
        system.trouble = KeyringLocked("locked")
        with pytest.raises(Unavailable, match="locked"):
            open_secrets(tmp_path, WORDS, {}).get("a")
        assert home_of(tmp_path) is Home.KEYRING

    def test_a_passphrase_store_never_opens_by_keyring(self, tmp_path: Path, system: Shelf) -> None:
        open_secrets(tmp_path, WORDS, {}).put("a", SECRET)
        with pytest.raises(PassphraseNeeded):
            open_secrets(tmp_path, environment={})
        assert system.kept == {}

    def test_a_choice_that_cannot_be_read_is_not_made_anew(self, tmp_path: Path) -> None:
        (tmp_path / "secrets.json").write_text("{")
        with pytest.raises(Unavailable, match="where the keys"):
            open_secrets(tmp_path, WORDS, {})
        assert (tmp_path / "secrets.json").read_text() == "{"

    def test_two_folders_have_secrets_of_their_own(self, tmp_path: Path, system: Shelf) -> None:
        open_secrets(tmp_path / "one", environment={}).put("a", SECRET)
        assert open_secrets(tmp_path / "two", environment={}).get("a") is None
