import re
from typing import get_args

from leader_app.domain.changes import Entity
from leader_app.domain.feed import FeedItem
from leader_app.domain.pickup import HandOver

ELSEWHERE = {
    Entity.COMMAND,
    Entity.SETTING,
    Entity.STOCK,
    Entity.DRAFT,
    Entity.ATTACHMENT,
    Entity.PRINT_JOB,
    Entity.NOTICE,
    Entity.MESSAGE,
    Entity.CHANNEL,
    Entity.TEMPLATE,
    Entity.NOTICE_RULE,
}


def test_the_feed_tells_of_all_but_what_is_the_counters_own() -> None:
    told = {
        "redemption" if item is HandOver else re.sub(r"(?<!^)(?=[A-Z])", "_", item.__name__).lower()
        for item in get_args(FeedItem)
    }
    assert told == {entity.value for entity in Entity if entity not in ELSEWHERE}
