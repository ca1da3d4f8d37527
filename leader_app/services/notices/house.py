"""The templates of the house, in both languages: short, warm, and true for one or for a group."""

from __future__ import annotations

from collections.abc import Sequence

from leader_app.domain.notice import NoticeKind, Template
from leader_app.domain.notice_words import CHINESE

_KINDS = NoticeKind
_CHINESE: tuple[tuple[NoticeKind, str, str, str], ...] = (
    (
        _KINDS.ARRIVED,
        "到货",
        "货到了",
        (
            "{称呼}，{如果 群发}下面这些已经到店{否则}您的{商品}到了{完}，"
            "营业时间 {营业时间}，方便时来取。\n"
            "{如果 群发}{名单}{否则}放在{货位}，报手机尾号或出示提货码就行。{完}\n"
            "{如果 冷藏}有冷藏商品，尽量今天取，口感更好。{完}\n"
            "{如果 冷冻}有冷冻商品，带个保温袋更稳妥。{完}\n"
            "{门店}"
        ),
    ),
    (
        _KINDS.PARTLY_ARRIVED,
        "部分到货",
        "先到了一部分",
        (
            "{称呼}，{如果 群发}下面这些先到{否则}您的{商品}先到{完}，"
            "可以先取，也可以等齐了一起取。\n"
            "{如果 群发}{名单}{完}\n"
            "{如果 部分}还在路上：{未到}，到了再告诉您。{完}\n"
            "{门店}"
        ),
    ),
    (
        _KINDS.LAST_CALL,
        "催取",
        "今天还来得及取",
        (
            "{称呼}，{如果 群发}这些还在店里等着{否则}您的{商品}还在店里等您{完}，"
            "今天 {打烊时间} 打烊。\n"
            "{如果 群发}{名单}{完}\n"
            "{如果 冷藏}冷藏的放久了会影响口感。{完}\n"
            "今天来不了，回一句，我们帮您留好。{门店}"
        ),
    ),
    (
        _KINDS.DELAYED,
        "晚到",
        "今天要晚一点",
        (
            "{称呼}，{如果 群发}今天的货{否则}您的{商品}{完}要晚一点到：{原因}。\n"
            "到了第一时间告诉您，不用白跑一趟。抱歉让您久等。{门店}"
        ),
    ),
    (
        _KINDS.SHORTAGE,
        "缺货",
        "有一样没到齐",
        (
            "{称呼}，{如果 群发}下面这些这次没有到齐{否则}您的{商品}这次没有到{完}：{原因}。\n"
            "{如果 群发}{名单}{完}\n"
            "下一车优先补给您；想退款说一声，马上办。抱歉。{门店}"
        ),
    ),
    (
        _KINDS.SHORTAGE_SETTLED,
        "缺货已补到",
        "缺的补到了",
        (
            "{称呼}，{如果 群发}上次缺的补到了{否则}上次缺的{商品}补到了{完}，给您留好了。\n"
            "{如果 群发}{名单}{否则}放在{货位}。{完}\n"
            "谢谢您的耐心。{门店}"
        ),
    ),
    (
        _KINDS.NEAR_USE_BY,
        "快到期",
        "趁新鲜来取",
        (
            "{称呼}，{如果 群发}下面这些{否则}您的{商品}{完}最好在{保质期至}前吃完，趁新鲜来取。\n"
            "{如果 群发}{名单}{完}\n"
            "{门店}，今天 {打烊时间} 打烊。"
        ),
    ),
    (
        _KINDS.RECALL,
        "召回",
        "请先不要食用",
        (
            "{称呼}，{产品}请先不要食用：{原因}。\n"
            "没取的不用来取；取走的请带回或拍照给我们，全额退款，不需要小票。\n"
            "已经吃了、觉得不舒服，请就医并告诉我们。给您添麻烦了。{门店}"
        ),
    ),
    (
        _KINDS.LIVESTREAM,
        "直播预告",
        "今晚直播",
        (
            "{称呼}，{时间} {主播}直播，讲{产品}，团价 {价格}。\n"
            "想看的点这里：{链接}\n"
            "不想收到这类消息，回“少发”就好。"
        ),
    ),
    (
        _KINDS.THANKS,
        "感谢",
        "谢谢您",
        "{称呼}，谢谢您这周的信任。哪样好吃、哪样不满意，直接告诉我，下次选得更准。{门店}",
    ),
    (_KINDS.FREE, "自己写", "", "{称呼}，"),
)
_ENGLISH: tuple[tuple[NoticeKind, str, str, str], ...] = (
    (
        _KINDS.ARRIVED,
        "Arrived",
        "Your goods are here",
        (
            "Hello {name}, {if group}these have arrived{else}your {items} arrived{end}. "
            "We are open {hours}; come when it suits you.\n"
            "{if group}{list}{else}They lie in {slots}: show your code or say your phone's last "
            "digits.{end}\n"
            "{if chilled}Some of it is chilled: today is best.{end}\n"
            "{if frozen}Some of it is frozen: bring a cool bag.{end}\n"
            "{store}"
        ),
    ),
    (
        _KINDS.PARTLY_ARRIVED,
        "Partly arrived",
        "A part of it is here",
        (
            "Hello {name}, {if group}these came first{else}your {items} came first{end}. "
            "Collect now, or all together later.\n"
            "{if group}{list}{end}\n"
            "{if partly}Still on the way: {missing}.{end}\n"
            "{store}"
        ),
    ),
    (
        _KINDS.LAST_CALL,
        "Last call",
        "Still time today",
        (
            "Hello {name}, {if group}these still wait{else}your {items} still wait{end}. "
            "We close at {closing} today.\n"
            "{if group}{list}{end}\n"
            "{if chilled}Chilled goods do not get better with time.{end}\n"
            "Not today? Tell us, and we keep it for you. {store}"
        ),
    ),
    (
        _KINDS.DELAYED,
        "Delayed",
        "A little later today",
        (
            "Hello {name}, {if group}today's goods{else}your {items}{end} will be late: {reason}.\n"
            "We tell you as soon as they are here. Sorry for the wait. {store}"
        ),
    ),
    (
        _KINDS.SHORTAGE,
        "Shortage",
        "Something did not come",
        (
            "Hello {name}, {if group}these did not all come{else}your {items} did not come{end}: "
            "{reason}.\n"
            "{if group}{list}{end}\n"
            "You are first in line for the next truck; for your money back, say so. {store}"
        ),
    ),
    (
        _KINDS.SHORTAGE_SETTLED,
        "Shortage settled",
        "What was missing is here",
        (
            "Hello {name}, {if group}what was missing came{else}the {items} you missed came{end}; "
            "we put them aside for you.\n"
            "{if group}{list}{else}They lie in {slots}.{end}\n"
            "Thank you for your patience. {store}"
        ),
    ),
    (
        _KINDS.NEAR_USE_BY,
        "Near use-by",
        "Come while it is fresh",
        (
            "Hello {name}, {if group}these are{else}your {items} are{end} best before {use_by}.\n"
            "{if group}{list}{end}\n"
            "{store}, open until {closing} today."
        ),
    ),
    (
        _KINDS.RECALL,
        "Recall",
        "Please do not eat this",
        (
            "Hello {name}, please do not eat {product}: {reason}.\n"
            "If you have not collected it, no need to come. If you have, bring it back or send a "
            "photo: you get all your money back, without a receipt.\n"
            "If you ate it and feel unwell, see a doctor and tell us. {store}"
        ),
    ),
    (
        _KINDS.LIVESTREAM,
        "Livestream",
        "Live tonight",
        (
            "Hello {name}, {time}: {host} presents {product}, group price {price}.\n"
            "Watch here: {link}\n"
            "To get fewer of these, answer “less”."
        ),
    ),
    (
        _KINDS.THANKS,
        "Thanks",
        "Thank you",
        (
            "Hello {name}, thank you for this week. Tell us what was good and what was not: the "
            "next choice gets better. {store}"
        ),
    ),
    (_KINDS.FREE, "Free text", "", "Hello {name}, "),
)


def house_templates(language: str) -> Sequence[Template]:
    """Return one template for each kind, with fixed ids, in a language (English if not Chinese)."""
    texts = _CHINESE if language == CHINESE else _ENGLISH
    return tuple(
        Template(f"house-{kind.value}", kind, name, title, text)
        for kind, name, title, text in texts
    )
