"""A keyring on a shelf of our own, and what tests keep in it."""

from leader_app.storage.passphrase import Cost

SECRET = bytes(range(32))
WORDS = "correct horse battery"
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


class Shelf:
    """A keyring backend in memory; ``trouble`` is raised by every call."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.trouble: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        self._answer()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._answer()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._answer()
        del self.kept[service, username]

    def _answer(self) -> None:
        if self.trouble is not None:
            raise self.trouble


class Forgetful(Shelf):
    """Keeps nothing, as the null backend does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass
