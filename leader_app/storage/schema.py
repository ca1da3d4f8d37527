"""Brings the file's schema to this release's, one transaction, the log untouched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from leader_app.domain.text import say
from leader_app.errors import Unavailable

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0004"
MIGRATIONS = Path(__file__).with_name("migrations")


def revision(connection: Connection) -> str | None:
    """Return the file's revision; ``None`` for an empty file."""
    query = "SELECT name FROM sqlite_master WHERE name = 'alembic_version'"
    if connection.exec_driver_sql(query).first() is None:
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def upgrade(connection: Connection, target: str = HEAD) -> None:
    """Run the missing revisions on a writing connection; the caller commits.

    ``Unavailable`` for a file from a newer release, which is left as it is.
    """
    current = revision(connection)
    if current == target:
        return
    # Alembic costs 0.1 s of every start and is needed at the first one only.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    _refuse_newer(config, current)
    command.upgrade(config, target)


def _refuse_newer(config: Config, current: str | None) -> None:
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise Unavailable(
            say("The local store was made by a newer release."),
            say("Start the newer Leader Desk; nothing was changed."),
        )
