"""A receipt claims from the kitchen what was wrong, and nothing else."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from leader_app.domain.attachment import attachment_id
from leader_app.domain.delivery import (
    Finding,
    FindingKind,
    KitchenClaimState,
    Receipt,
    claims_of,
)
from leader_app.domain.neighbourhood import Member
from leader_app.domain.stock import MovementKind, StockDeed

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_every_finding_but_too_much_is_claimed_under_a_name_of_its_own() -> None:
    findings = tuple(Finding(kind, n, f"P{n}", n + 1) for n, kind in enumerate(FindingKind))
    stock = StockDeed("c1", MovementKind.RECEIVE, "D1", "", AT, (), "T1")
    claims = claims_of(Receipt(stock, findings, final=True), 7)
    assert [x.finding.kind for x in claims] == [x for x in FindingKind if x != FindingKind.OVER]
    assert [x.kitchen_claim_id for x in claims] == ["c1.0", "c1.2", "c1.3", "c1.4"]
    assert {(x.point_id, x.delivery_id, x.at, x.state) for x in claims} == {
        (7, "T1", AT, KitchenClaimState.OPEN)
    }


def test_a_picture_is_named_by_its_bytes() -> None:
    assert attachment_id(b"picture") == hashlib.sha256(b"picture").hexdigest()


def test_a_household_is_a_home_or_else_one_person() -> None:
    assert Member("M1", "王芳", "1234", "7", "1801").household == "7-1801"
    assert Member("M1", "王芳", "1234", "7").household == "M1"
