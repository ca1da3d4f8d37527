"""What the feed of a pickup point tells of."""

from __future__ import annotations

from typing import TypeAlias

from leader_app.domain.delivery import Delivery, KitchenClaim, Receipt
from leader_app.domain.incident import Incident
from leader_app.domain.neighbourhood import Device, Member, Point, Product
from leader_app.domain.order import Claim, Order
from leader_app.domain.pickup import HandOver
from leader_app.domain.slot import Slot
from leader_app.domain.stock import StockDeed
from leader_app.domain.touch import Contact, Reaction, Touch

FeedItem: TypeAlias = (
    Point
    | Device
    | Member
    | Product
    | Order
    | Claim
    | HandOver
    | Incident
    | Delivery
    | Slot
    | StockDeed
    | Receipt
    | KitchenClaim
    | Touch
    | Reaction
    | Contact
)
