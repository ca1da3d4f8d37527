"""What can go wrong between a counter and the centre, each kind with its own sentences."""

from __future__ import annotations

from leader_app.domain.text import Text, say
from leader_app.errors import Refused, Unavailable
from sync.protocol.messages import ErrorCode


class Trouble(Unavailable):
    """The world is at fault; the same request is good to send again, at any time.

    ``answered`` tells whether the centre itself was heard, ``retry_after`` is the number of
    seconds it asked us to keep away (0 when it did not).
    """

    answered = False

    def __init__(self, title: Text, hint: Text, retry_after: float = 0.0) -> None:
        super().__init__(title, hint)
        self.retry_after = retry_after


class NoNetwork(Trouble):
    """No connection, or one that broke."""

    def __init__(self) -> None:
        super().__init__(
            say("The centre cannot be reached."),
            say("Check the network of this computer. Work goes on; everything is sent later."),
        )


class TimedOut(Trouble):
    """Connected, but silent for too long."""

    def __init__(self) -> None:
        super().__init__(
            say("The centre did not answer in time."),
            say("The network may be slow. It is tried again by itself."),
        )


class Untrusted(Trouble):
    """The other side could not prove that it is the centre (TLS)."""

    def __init__(self) -> None:
        super().__init__(
            say("The connection to the centre is not secure."),
            say(
                "Check the date of this computer and the centre's address. If this network asks "
                "people to log in, open a web page and log in."
            ),
        )


class NotTheCentre(Trouble):
    """Something else answered: a log-in page, a proxy, a wrong address."""

    def __init__(self) -> None:
        super().__init__(
            say("Something else answers in place of the centre."),
            say(
                "If this network asks people to log in, open a web page and log in. Otherwise "
                "check the centre's address."
            ),
        )


class OtherProtocol(Trouble):
    """A centre of another age."""

    answered = True

    def __init__(self) -> None:
        super().__init__(
            say("The centre speaks a newer language than this program."),
            say("Update this program. What was handed over is kept until then."),
        )


class Garbled(Trouble):
    """The answer was cut off, altered or makes no sense."""

    answered = True

    def __init__(self) -> None:
        super().__init__(
            say("The centre's answer was damaged on the way."),
            say("Nothing is lost. It is asked for again by itself."),
        )


class Misheard(Trouble):
    """The centre could not read what arrived of our request."""

    answered = True

    def __init__(self) -> None:
        super().__init__(
            say("What this counter sent was damaged on the way."),
            say("Nothing is lost. It is sent again by itself."),
        )


class CentreFailing(Trouble):
    """The centre has a problem of its own (5xx)."""

    answered = True

    def __init__(self, retry_after: float = 0.0) -> None:
        super().__init__(
            say("The centre has a problem of its own."),
            say("It is tried again by itself. If this lasts, tell the centre's operator."),
            retry_after,
        )


class TooBusy(Trouble):
    """The centre asked us to slow down (429)."""

    answered = True

    def __init__(self, retry_after: float = 0.0) -> None:
        super().__init__(
            say("The centre is very busy."), say("It is tried again by itself."), retry_after
        )


class Interrupted(Trouble):
    """We ended the wait ourselves."""

    def __init__(self) -> None:
        super().__init__(say("The sync was stopped."), say("It goes on when it is started again."))


class TurnedDown(Refused):
    """The centre understood and said no; ``code`` is one of ``ErrorCode`` or a newer one."""

    def __init__(self, code: str, expected_seq: int = 0) -> None:
        title, hint = _WORDS.get(code, _OTHER_WORDS)
        super().__init__(title, hint)
        self.code = code
        self.expected_seq = expected_seq


class LogsDisagree(Refused):
    """The centre holds another log under our name; nothing is sent until a person looked."""

    def __init__(self) -> None:
        super().__init__(*_FORK_WORDS)


_ASK_OPERATOR = say("Tell the centre's operator. What was handed over is kept here.")
_NEW_TOKEN = say("Ask the centre's operator for a new one.")
_FORK_WORDS = (
    say("The centre holds other records under this counter's name."),
    say(
        "The folder of this counter may have been copied or restored. Nothing is sent and nothing "
        "is lost; tell the centre's operator."
    ),
)
_OTHER_WORDS = (say("The centre did not accept a request of this counter."), _ASK_OPERATOR)
_WORDS = {
    ErrorCode.BAD_TOKEN: (say("The centre does not know this enrolment token."), _NEW_TOKEN),
    ErrorCode.TOKEN_USED: (say("This enrolment token was already used."), _NEW_TOKEN),
    ErrorCode.UNKNOWN_DEVICE: (say("The centre does not know this counter."), _ASK_OPERATOR),
    ErrorCode.REVOKED: (say("The centre took this counter out of service."), _ASK_OPERATOR),
    ErrorCode.BAD_SIGNATURE: (
        say("The centre does not recognise this counter's signature."),
        _ASK_OPERATOR,
    ),
    ErrorCode.SESSION_EXPIRED: (
        say("The centre does not keep this counter signed in."),
        _ASK_OPERATOR,
    ),
    ErrorCode.FORK: _FORK_WORDS,
}
