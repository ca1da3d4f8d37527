"""Look at a code: whatever was scanned, pasted or typed gets one closed answer."""

from __future__ import annotations

from datetime import timedelta

from leader_app.domain import code_keys, foreign, short_code
from leader_app.domain.foreign import ForeignKind
from leader_app.domain.local_time import local_day
from leader_app.domain.pickup import VerdictKind
from leader_app.domain.pickup_code import Fault, MalformedCodeError, PickupCode
from leader_app.domain.scan import ScanSource
from leader_app.domain.scanned_text import normalise
from leader_app.ports import Clock, ScanNote, Store, SyncStatus, UnitOfWork, Wake
from leader_app.services.pickup import wording
from leader_app.services.pickup.looks import Looks
from leader_app.services.pickup.moment import enrolled
from leader_app.services.pickup.standing import Standing, standing
from leader_app.services.pickup.verdict import Verdict

TRIES = 10
TRIES_WINDOW = timedelta(minutes=10)
_BY_HAND = frozenset({ScanSource.TYPED.value, ScanSource.PASTE.value})
_PLAIN_TEXT = frozenset({ForeignKind.EMPTY, ForeignKind.TOO_LONG, ForeignKind.TEXT})
_SYNC_MAY_HELP = frozenset({VerdictKind.NOT_HERE_YET, VerdictKind.TAMPERED})
_FAULTS = {
    Fault.MALFORMED: wording.UNREADABLE,
    Fault.BAD_SIGNATURE: wording.FORGED,
    Fault.UNKNOWN_KEY: wording.UNKNOWN_KEY,
}


class VerifyCode:
    """Judges codes by what this counter knows; asks sync for more when that is too little."""

    def __init__(
        self, store: Store, clock: Clock, status: SyncStatus, wake: Wake, looks: Looks
    ) -> None:
        self._store = store
        self._clock = clock
        self._status = status
        self._wake = wake
        self._looks = looks

    def __call__(self, text: str, source: str) -> Verdict:
        """Judge ``text``; ``Refused`` only if this computer is no counter yet."""
        plain = normalise(text)
        with self._store.read() as work:
            now = standing(work, enrolled(work), self._clock, self._status)
            verdict = self._judge(work, now, plain, source)
        if verdict.kind in _SYNC_MAY_HELP:
            self._wake.wake()
        self._looks.note(ScanNote(self._clock.now(), verdict.kind, source, verdict.claim_id))
        return verdict

    def _judge(self, work: UnitOfWork, now: Standing, text: str, source: str) -> Verdict:
        try:
            code = code_keys.read(text, tuple(work.device.keys()))
        except MalformedCodeError as error:
            if error.fault is not Fault.NOT_A_CODE:
                return now.plain(VerdictKind.TAMPERED, _FAULTS[error.fault])
            return self._no_signed_code(work, now, text, source)
        return _genuine(work, now, code)

    def _no_signed_code(self, work: UnitOfWork, now: Standing, text: str, source: str) -> Verdict:
        if typed := short_code.normalise(text):
            return self._short(work, now, typed, source)
        if source in _BY_HAND and short_code.looks_like(text):
            return now.plain(VerdictKind.NOT_A_CODE, wording.TYPING_SLIP)
        seems = foreign.guess(text)
        kind = VerdictKind.NOT_A_CODE if seems in _PLAIN_TEXT else VerdictKind.FOREIGN
        return now.plain(kind, wording.of_foreign(seems))

    def _short(self, work: UnitOfWork, now: Standing, typed: str, source: str) -> Verdict:
        since = self._clock.now() - TRIES_WINDOW
        missed = work.scans.misses(source, since) + self._looks.misses_waiting(source, since)
        if missed >= TRIES:
            return now.plain(VerdictKind.TOO_MANY_TRIES, wording.TOO_MANY_TRIES)
        tag = short_code.tag(now.identity.point_secret, typed)
        for claim_id in work.claims.with_tag(tag):
            state = work.claims.state(claim_id)
            if state is not None:
                return now.of_claim(work, state)
        return now.plain(VerdictKind.NO_SUCH_CODE, wording.NO_SUCH_CODE)


def _genuine(work: UnitOfWork, now: Standing, code: PickupCode) -> Verdict:
    """Judge a code whose signature is right."""
    if code.point_id != now.identity.point_id:
        point = work.names.points([code.point_id]).get(code.point_id)
        return now.plain(VerdictKind.WRONG_POINT, wording.wrong_point(point), code.claim_id)
    state = work.claims.state(code.claim_id)
    if state is None:
        return _unknown_claim(now, code)
    if code.generation < state.claim.generation:
        return now.of_claim(work, state, VerdictKind.SUPERSEDED)
    verdict = now.of_claim(work, state)
    if verdict.kind is VerdictKind.EXPIRED and code.generation > state.claim.generation:
        return now.of_claim(work, state, VerdictKind.NOT_HERE_YET)
    return verdict


def _unknown_claim(now: Standing, code: PickupCode) -> Verdict:
    """A genuine code of this point: issued after the last sync, or long over."""
    if local_day(now.now) > code.last_day:
        return now.plain(VerdictKind.EXPIRED, wording.expired(code.last_day), code.claim_id)
    return now.plain(VerdictKind.NOT_HERE_YET, wording.NEWER_THAN_OUR_DATA, code.claim_id)
