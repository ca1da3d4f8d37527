"""A keyring in memory, which can be locked."""

from leader_app.domain.text import say
from leader_app.errors import Unavailable


class MemorySecrets:
    """Keeps ``leader_app.ports.SecretStore``."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.locked = False

    def get(self, name: str) -> bytes | None:
        self._open()
        return self.kept.get(name)

    def put(self, name: str, secret: bytes) -> None:
        self._open()
        self.kept[name] = secret

    def forget(self, name: str) -> None:
        self._open()
        self.kept.pop(name, None)

    def _open(self) -> None:
        if self.locked:
            raise Unavailable(say("The keyring is locked."), say("Unlock it."))
