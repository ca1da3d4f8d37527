import json
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import chainer, fail, null
from keyring.errors import InitError, KeyringLocked, NoKeyringError

from leader_app.errors import Refused, Unavailable
from leader_app.ports import SecretStore
from leader_app.storage.keyring import MOST_ADDRESS_BYTES, KeyringSecrets, is_real, real_backend
from leader_app.storage.passphrase import Cost, PassphraseSecrets
from leader_app.storage.secrets import (
    Home,
    home_of,
    open_secrets,
)
from tests.storage.shelf import SECRET, WORDS, Forgetful, Shelf

pytestmark = pytest.mark.usefixtures("cheap")


@pytest.fixture(params=["keyring", "passphrase"])
def secrets(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SecretStore]:
    if request.param == "keyring":
        yield KeyringSecrets(Shelf(), "store-1")
    else:
        yield PassphraseSecrets.create(tmp_path / "sealed", WORDS)


def test_a_secret_is_kept_until_it_is_forgotten(secrets: SecretStore) -> None:
    assert secrets.get("a") is None
    secrets.put("a", SECRET)
    secrets.put("b", SECRET[::-1])
    assert secrets.get("a") == SECRET
    secrets.put("a", SECRET[::-1])
    assert secrets.get("a") == SECRET[::-1]
    secrets.forget("a")
    secrets.forget("a")
    assert secrets.get("a") is None
    assert secrets.get("b") == SECRET[::-1]


class TestKeyring:
    """The operating system's keyring."""

    @pytest.mark.parametrize("trouble", [KeyringLocked, InitError, NoKeyringError, OSError])
    def test_a_locked_one_says_so(self, trouble: type[Exception]) -> None:
        shelf = Shelf()
        secrets = KeyringSecrets(shelf, "s")
        secrets.put("a", SECRET)
        shelf.trouble = trouble("the bus is gone")
        calls: list[Callable[[], object]] = [
            lambda: secrets.get("a"),
            lambda: secrets.put("a", SECRET),
            lambda: secrets.forget("a"),
        ]
        for call in calls:
            with pytest.raises(Unavailable, match="locked") as caught:
                call()
            assert "Unlock" in str(caught.value.hint)

    def test_stores_have_secrets_of_their_own(self) -> None:
        shelf = Shelf()
        KeyringSecrets(shelf, "one").put("a", SECRET)
        assert KeyringSecrets(shelf, "two").get("a") is None
        assert list(shelf.kept) == [("leader-desk", "one/a")]

    def test_one_that_forgets_is_found_out(self) -> None:
        with pytest.raises(Unavailable, match="did not keep"):
            KeyringSecrets(Forgetful(), "s").put("a", SECRET)

    @pytest.mark.parametrize("rubbish", ["", "zz", "00", SECRET.hex() + "00"])
    def test_rubbish_under_our_name_is_said(self, rubbish: str) -> None:
        shelf = Shelf()
        shelf.kept["leader-desk", "s/a"] = rubbish
        with pytest.raises(Unavailable, match="something else"):
            KeyringSecrets(shelf, "s").get("a")

    def test_only_keys_go_into_it(self) -> None:
        with pytest.raises(ValueError, match="32 bytes"):
            KeyringSecrets(Shelf(), "s").put("a", b"a long text" * 100)

    @pytest.mark.parametrize(
        "module",
        ["keyrings.alt.file", "keyrings.cryptfile.cryptfile", "keyring.backends.null", "ours"],
    )
    def test_one_that_protects_nothing_is_not_real(self, module: str) -> None:
        assert not is_real(type("Backend", (), {"__module__": module})())

    @pytest.mark.parametrize(
        "module", ["SecretService", "libsecret", "kwallet", "Windows", "macOS"]
    )
    def test_the_systems_own_are_real(self, module: str) -> None:
        assert is_real(type("Backend", (), {"__module__": f"keyring.backends.{module}"})())

    @pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, Shelf])
    def test_nothing_real_is_refused(self, monkeypatch: pytest.MonkeyPatch, backend: type) -> None:
        monkeypatch.setattr(keyring, "get_keyring", backend)
        with pytest.raises(Unavailable, match="no keyring that can be used"):
            real_backend()

    def test_of_several_the_first_real_one_is_taken(
        self, monkeypatch: pytest.MonkeyPatch, system: Shelf
    ) -> None:
        none = null.Keyring()  # type: ignore[no-untyped-call]
        chain = chainer.ChainerBackend()  # type: ignore[no-untyped-call]
        monkeypatch.setattr(chainer.ChainerBackend, "backends", [none, system])
        monkeypatch.setattr(keyring, "get_keyring", lambda: chain)
        assert real_backend() is system

    @pytest.mark.real_keyring
    def test_the_real_one_keeps_a_secret(self, tmp_path: Path) -> None:
        secrets = open_secrets(tmp_path)
        assert home_of(tmp_path) is Home.KEYRING
        secrets.put("a", SECRET)
        assert open_secrets(tmp_path).get("a") == SECRET
        secrets.forget("a")
        assert secrets.get("a") is None


class TestPassphrase:
    """The file that a passphrase opens."""

    def test_the_same_words_open_it_again(self, tmp_path: Path) -> None:
        PassphraseSecrets.create(tmp_path / "f", WORDS).put("a", SECRET)
        assert PassphraseSecrets.open(tmp_path / "f", WORDS).get("a") == SECRET
        assert PassphraseSecrets.open(tmp_path / "f", f"  {WORDS}\n").get("a") == SECRET

    def test_another_spelling_of_the_same_letters_opens_it(self, tmp_path: Path) -> None:
        PassphraseSecrets.create(tmp_path / "f", "pâté à la crème")
        PassphraseSecrets.open(tmp_path / "f", "pa\u0302te\u0301 a\u0300 la cre\u0300me")

    @pytest.mark.parametrize("words", ["", "wrong horse battery", WORDS.upper(), WORDS + "x"])
    def test_other_words_are_refused(self, tmp_path: Path, words: str) -> None:
        PassphraseSecrets.create(tmp_path / "f", WORDS)
        with pytest.raises(Refused, match="wrong"):
            PassphraseSecrets.open(tmp_path / "f", words)

    @pytest.mark.parametrize("words", ["", "short", "1234567 ", "   a    "])
    def test_short_words_are_not_taken(self, tmp_path: Path, words: str) -> None:
        with pytest.raises(Refused, match="too short"):
            PassphraseSecrets.create(tmp_path / "f", words)
        assert not (tmp_path / "f").exists()

    def test_nothing_in_the_file_is_readable(self, tmp_path: Path) -> None:
        PassphraseSecrets.create(tmp_path / "f", WORDS).put("a-name", SECRET)
        data = (tmp_path / "f").read_bytes()
        assert b"a-name" not in data
        assert SECRET not in data
        assert WORDS.encode() not in data

    def test_every_write_is_sealed_anew(self, tmp_path: Path) -> None:
        secrets = PassphraseSecrets.create(tmp_path / "f", WORDS)
        nonces = set()
        for _ in range(20):
            secrets.put("a", SECRET)
            nonces.add(json.loads((tmp_path / "f").read_bytes())["nonce"])
        assert len(nonces) == 20

    def test_two_programs_do_not_lose_each_others_secrets(self, tmp_path: Path) -> None:
        one = PassphraseSecrets.create(tmp_path / "f", WORDS)
        two = PassphraseSecrets.open(tmp_path / "f", WORDS)
        one.put("a", SECRET)
        two.put("b", SECRET)
        assert one.get("b") == two.get("a") == SECRET

    def test_a_cheaper_guess_cannot_be_smuggled_in(self, tmp_path: Path) -> None:
        PassphraseSecrets.create(tmp_path / "f", WORDS, Cost(128, 2, 1))
        file = json.loads((tmp_path / "f").read_bytes())
        file["cost"]["passes"] = 1
        (tmp_path / "f").write_text(json.dumps(file))
        with pytest.raises(Refused):
            PassphraseSecrets.open(tmp_path / "f", WORDS)

    @pytest.mark.parametrize(
        "rubbish",
        [
            b"",
            b"{}",
            b"<html>",
            b'{"version":2,"cost":{},"salt":"","nonce":"","sealed":""}',
            b'{"version":1,"cost":{"memory_kib":999999999},"salt":"","nonce":"","sealed":""}',
            b'{"version":1,"cost":{},"salt":"","nonce":"AAAAAAAAAAAAAAAA","sealed":""}',
        ],
    )
    def test_a_damaged_file_is_said(self, tmp_path: Path, rubbish: bytes) -> None:
        (tmp_path / "f").write_bytes(rubbish)
        with pytest.raises(Unavailable, match="cannot be read"):
            PassphraseSecrets.open(tmp_path / "f", WORDS)

    def test_a_real_guess_costs_memory(self) -> None:
        assert Cost() == Cost(memory_kib=65536, passes=3, lanes=4)


def test_the_address_of_a_channel_is_as_long_as_it_is(secrets: SecretStore) -> None:
    address = "https://example.com/hook 密钥".encode()
    secrets.put("channel/c1", address)
    assert secrets.get("channel/c1") == address


def test_a_keyring_takes_neither_nothing_nor_more_than_windows_keeps() -> None:
    secrets = KeyringSecrets(Shelf(), "s")
    for wrong in (b"", bytes(MOST_ADDRESS_BYTES + 1)):
        with pytest.raises(ValueError, match="bytes"):
            secrets.put("channel/c1", wrong)
