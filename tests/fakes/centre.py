"""A centre in memory that speaks the real wire: small, honest, held to the real one's contract."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import uuid4

from leader_app.domain import code_keys, deed, signing
from leader_app.domain.body import UnreadableCommandError
from leader_app.domain.changes import Entity
from leader_app.domain.code_keys import CodeKey, KeyManifest
from leader_app.domain.command import (
    BrokenChainError,
    Command,
    LoggedCommand,
    Outcome,
    head_of,
    is_head_genuine,
    microseconds,
)
from leader_app.domain.feed import FeedItem
from leader_app.domain.incident import Incident, IncidentKind
from leader_app.domain.judgement import judge, judge_reversal
from leader_app.domain.neighbourhood import Device, Point
from leader_app.domain.order import Claim, Order
from leader_app.domain.pickup import ClaimState, apply, take_back
from sync.protocol import items, log
from sync.protocol.codec import page_checksum, push_digest
from sync.protocol.messages import (
    SESSION_TAG,
    EnrolAnswer,
    EnrolRequest,
    ErrorCode,
    NonceAnswer,
    NonceRequest,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    SessionAnswer,
    SessionRequest,
    WireChange,
    WireResult,
)
from tests.fakes.centre_books import DeviceBook, SaidNo, entity_of, wire_manifest
from tests.fakes.pickups import NOON, POINT

ROOT_SEED = bytes(range(32, 64))
HERE = Point(POINT, "幸福里便利店", "幸福路 7 号", "08:00-21:00")


class FakeCentre:
    """One point's centre. ``parked`` names commands it puts aside as long as they are in there."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.epoch = uuid4().hex
        self.devices: dict[str, DeviceBook] = {}
        self.claims: dict[str, ClaimState] = {}
        self.incidents: list[Incident] = []
        self.parked: set[str] = set()
        self.rejected: set[str] = set()
        self.now = NOON
        self.manifest = code_keys.seal(1, (), ROOT_SEED)
        self._feed: dict[tuple[str, str], tuple[int, WireChange]] = {}
        self._seq = 0
        self._tokens: dict[str, str] = {}
        self._nonces: dict[bytes, str] = {}
        self._passes: dict[str, str] = {}
        self.add(HERE, str(POINT))

    # What a test does to it.

    def token(self) -> str:
        """Return a new enrolment token."""
        token = uuid4().hex
        self._tokens[token] = ""
        return token

    def sell(self, claim: Claim, *orders: Order) -> None:
        """Take in orders and the claim that opens them."""
        self.claims[claim.claim_id] = ClaimState(claim, orders)
        self.add(claim, claim.claim_id)
        for order in orders:
            self.add(order, order.order_id)

    def add(self, item: FeedItem, name: str) -> None:
        """Put the newest state of a thing into the feed."""
        self.put(entity_of(item), name, items.pack(item))

    def put(self, entity: str, name: str, payload: bytes | None) -> None:
        """Put a packed row into the feed, or say that the thing is gone."""
        with self.changed:
            self._seq += 1
            row = WireChange(entity, name, self._seq, payload)
            self._feed[entity, name] = (self._seq, row)
            self.changed.notify_all()

    def forget_sessions(self) -> None:
        """Let every bearer token end."""
        self._passes.clear()

    def restore(self, keep: int) -> None:
        """Come back from a backup that has only ``keep`` commands of each counter."""
        self.epoch = uuid4().hex
        for book in self.devices.values():
            del book.log[keep:], book.results[keep:]
        for name, state in self.claims.items():
            known = {x.command.command_id for book in self.devices.values() for x in book.log}
            deeds = tuple(x for x in state.hand_overs if x.hand_over_id in known)
            for gone in set(state.hand_overs) - set(deeds):
                self._feed.pop((Entity.REDEMPTION, gone.hand_over_id), None)
            self.claims[name] = replace(state, hand_overs=deeds)

    def rotate_keys(self, key_id: int) -> KeyManifest:
        """Publish one more key."""
        key = CodeKey(key_id, signing.public_key(bytes(32)), date(2026, 1, 1), date(2027, 12, 31))
        old = self.manifest
        self.manifest = code_keys.seal(old.serial + 1, (*old.keys, key), ROOT_SEED)
        return self.manifest

    # What a counter asks of it.

    def enrol(self, asked: EnrolRequest) -> EnrolAnswer:
        device_id = self._tokens.get(asked.token)
        if device_id is None:
            raise SaidNo(ErrorCode.BAD_TOKEN)
        if not device_id:
            device_id = f"D{len(self.devices) + 1}"
            name = asked.device_name or device_id
            device = Device(device_id, POINT, name, asked.device_key, active=True)
            self.devices[device_id] = DeviceBook(device)
            self._tokens[asked.token] = device_id
            self.add(device, device_id)
        book = self.devices[device_id]
        if book.device.public_key != asked.device_key:
            raise SaidNo(ErrorCode.TOKEN_USED)
        return EnrolAnswer(
            device_id,
            book.device.name,
            POINT,
            HERE.name,
            HERE.address,
            HERE.hours,
            book.epoch,
            signing.public_key(ROOT_SEED),
            b"s" * 32,
            wire_manifest(self.manifest),
        )

    def nonce(self, asked: NonceRequest) -> NonceAnswer:
        self._book(asked.device_id)
        nonce = uuid4().bytes
        self._nonces[nonce] = asked.device_id
        return NonceAnswer(nonce)

    def session(self, asked: SessionRequest) -> SessionAnswer:
        book = self._book(asked.device_id)
        message = SESSION_TAG + asked.device_id.encode() + asked.nonce
        known = self._nonces.pop(asked.nonce, "") == asked.device_id
        if not known or not signing.verify(book.device.public_key, message, asked.signature):
            raise SaidNo(ErrorCode.BAD_SIGNATURE)
        token = uuid4().hex
        self._passes[token] = asked.device_id
        return SessionAnswer(token, 1800)

    def push(self, token: str, asked: PushRequest) -> PushAnswer:
        book = self._signed_in(token)
        try:
            commands = log.from_wire(book.device.device_id, asked.epoch, asked.commands)
        except BrokenChainError as error:
            raise SaidNo(ErrorCode.BAD_DIGEST) from error
        if asked.count != len(commands) or asked.digest != push_digest(commands):
            raise SaidNo(ErrorCode.BAD_DIGEST)
        if not is_head_genuine(head_of(commands[-1]), asked.signature, book.device.public_key):
            raise SaidNo(ErrorCode.BAD_SIGNATURE)
        results = tuple(self._place(book, command) for command in commands)
        return PushAnswer(results, len(book.log))

    def pull(self, token: str, asked: PullRequest, is_over: Callable[[], bool]) -> PullAnswer:
        book = self._signed_in(token)
        after = self._after(asked.cursor)
        with self.changed:
            self.changed.wait_for(lambda: self._seq > after or is_over(), asked.wait)
            rows = sorted(x for x in self._feed.values() if x[0] > after)
        page = rows[: asked.limit]
        cursor = f"{self.epoch}:{page[-1][0] if page else after}"
        changes = tuple(row for _, row in page)
        newer = self.manifest.serial > asked.manifest_serial
        return PullAnswer(
            changes,
            cursor,
            len(book.log),
            len(rows) - len(page),
            microseconds(self.now),
            page_checksum(changes, cursor, len(book.log)),
            wire_manifest(self.manifest) if newer else None,
        )

    def _book(self, device_id: str) -> DeviceBook:
        book = self.devices.get(device_id)
        if book is None:
            raise SaidNo(ErrorCode.UNKNOWN_DEVICE)
        if not book.device.active:
            raise SaidNo(ErrorCode.REVOKED)
        return book

    def _signed_in(self, token: str) -> DeviceBook:
        if token not in self._passes:
            raise SaidNo(ErrorCode.SESSION_EXPIRED)
        return self._book(self._passes[token])

    def _after(self, cursor: str) -> int:
        epoch, _, seq = cursor.partition(":")
        if cursor and epoch != self.epoch:
            raise SaidNo(ErrorCode.EPOCH_CHANGED)
        return int(seq or 0)

    def _place(self, book: DeviceBook, logged: LoggedCommand) -> WireResult:
        """Store a command once; an earlier word stands, unless the command was parked."""
        if logged.seq > len(book.log) + 1:
            raise SaidNo(ErrorCode.GAP, len(book.log) + 1)
        if logged.seq <= len(book.log):
            if book.log[logged.seq - 1].hash != logged.hash:
                raise SaidNo(ErrorCode.FORK)
            known = book.results[logged.seq - 1]
            if known.outcome != Outcome.PARKED:
                return known
        else:
            book.log.append(logged)
            book.results.append(WireResult(logged.seq, logged.command.command_id, Outcome.PARKED))
        book.results[logged.seq - 1] = self._judged(book, logged)
        return book.results[logged.seq - 1]

    def _judged(self, book: DeviceBook, logged: LoggedCommand) -> WireResult:
        seq, command = logged.seq, logged.command
        if command.command_id in self.parked:
            return WireResult(seq, command.command_id, Outcome.PARKED, "internal")
        if command.command_id in self.rejected:
            return WireResult(seq, command.command_id, Outcome.REJECTED, "not_allowed")
        try:
            incident = self._book_deed(book, command)
        except UnreadableCommandError:
            incident = self._raise(IncidentKind.UNREADABLE_COMMAND, book, command, "")
        outcome = Outcome.ACCEPTED_WITH_INCIDENT if incident else Outcome.ACCEPTED
        return WireResult(seq, command.command_id, outcome, "", incident)

    def _book_deed(self, book: DeviceBook, command: Command) -> str:
        claim_id = deed.claim_of(command)
        state = self.claims.get(claim_id)
        device = book.device
        if command.kind == "reverse":
            back = deed.reversal(command, device.device_id)
            oddity = judge_reversal(state, back)
            self._keep(state and take_back(state, back), back.hand_over_id)
        else:
            done = deed.hand_over(command, device.device_id)
            judgement = judge(state, done, device.point_id)
            oddity = judgement.incident
            done = replace(done, primary=judgement.primary)
            self._keep(state and apply(state, done), done.hand_over_id)
        return self._raise(oddity, book, command, claim_id) if oddity else ""

    def _keep(self, state: ClaimState | None, hand_over_id: str) -> None:
        if state is None:
            return
        self.claims[state.claim.claim_id] = state
        for done in state.hand_overs:
            if done.hand_over_id == hand_over_id:
                self.add(done, hand_over_id)

    def _raise(self, kind: IncidentKind, book: DeviceBook, command: Command, claim_id: str) -> str:
        state = self.claims.get(claim_id)
        sides = tuple(x.hand_over_id for x in state.hand_overs) if state else ()
        name = f"I{len(self.incidents) + 1}"
        incident = Incident(
            name, kind, POINT, claim_id, book.device.device_id, sides, command.at, settled=False
        )
        self.incidents.append(incident)
        self.add(incident, name)
        return name
