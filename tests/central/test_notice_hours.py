"""What rings waits for the morning; a page is silent, and dangers do not wait."""

from datetime import datetime

import pytest

from central.notices.posting import stored
from central.notices.posts import PostState
from leader_app.domain.local_time import POINT_ZONE
from leader_app.domain.notice import NoticeKind
from leader_app.domain.touch import Contact
from tests.central.goods import HERE
from tests.central.notices import a_post


@pytest.mark.parametrize(
    ("hour", "kind", "morning"),
    [
        (23, NoticeKind.ARRIVED, datetime(2026, 11, 23, 8, tzinfo=POINT_ZONE)),
        (3, NoticeKind.LIVESTREAM, datetime(2026, 11, 22, 8, tzinfo=POINT_ZONE)),
        (12, NoticeKind.ARRIVED, None),
        (3, NoticeKind.RECALL, None),
    ],
)
def test_a_push_waits_for_a_good_hour(
    hour: int, kind: NoticeKind, morning: datetime | None
) -> None:
    asked = datetime(2026, 11, 22, hour, tzinfo=POINT_ZONE)
    post = stored(a_post(kind=kind), HERE, Contact("M1", sms=True), asked)
    assert post.not_before == (morning or asked)
    assert (post.told, post.way, post.state) == (True, "page", PostState.WAITING)


@pytest.mark.parametrize(
    ("contact", "told", "state", "way"),
    [
        (Contact("M1"), True, PostState.SENT, "page"),
        (Contact("M1", email=True), True, PostState.WAITING, "page"),
        (Contact("M1", page=False, sms=True), False, PostState.WAITING, ""),
    ],
)
def test_a_post_is_told_where_it_can_stand_and_waits_where_it_can_ring(
    contact: Contact, told: bool, state: PostState, way: str
) -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=POINT_ZONE)
    post = stored(a_post(), HERE, contact, noon)
    assert (post.told, post.state, post.way) == (told, state, way)
