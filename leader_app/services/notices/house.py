"""The templates of the house, in both languages: short, warm, and true for one or for a group.

What may be unknown (when the shop closes, where goods lie, why a truck is late) stands inside a
condition on itself: no half sentence is sent, and no notice waits for a word it can do without.
"""

from __future__ import annotations

from collections.abc import Sequence

from leader_app.domain.notice import NoticeKind, Template
from leader_app.domain.notice_words import CHINESE

_SIGNED = "{如果 门店}{门店}{如果 打烊时间}，今天开到 {打烊时间}{完}{完}"
_SIGNED_ENGLISH = "{if store}{store}{if closing}, open until {closing} today{end}{end}"
_CHINESE: tuple[tuple[NoticeKind, str, str, str], ...] = (
    (
        NoticeKind.ARRIVED,
        "到货",
        "货到了",
        "{称呼}，{如果 群发}这些到店了，方便时来取：\n{名单}\n"
        "{否则}您订的{商品}到店了，给您留好了。\n"
        "{如果 未到}还差{未到}，到了马上告诉您。{完}\n"
        "{如果 货位}放在{货位}，{完}{完}报手机尾号或出示提货码就行。\n"
        "{如果 冷藏}有冷藏的，今天取最新鲜。{完}{如果 冷冻}有冷冻的，带个保温袋更稳妥。{完}\n"
        + _SIGNED,
    ),
    (
        NoticeKind.PARTLY_ARRIVED,
        "部分到货",
        "先到了一部分",
        "{称呼}，{如果 群发}这些先到店了，可以先取，也可以等齐了一起取：\n{名单}\n"
        "还没到的，到了马上在群里说。\n"
        "{否则}您订的先到了{商品}，可以先取，也可以等齐了一起取。\n"
        "{如果 未到}还差{未到}，到了马上告诉您。{完}\n"
        "{完}{如果 冷藏}有冷藏的，今天取最新鲜。{完}{如果 冷冻}有冷冻的，带个保温袋更稳妥。{完}\n"
        + _SIGNED,
    ),
    (
        NoticeKind.LAST_CALL,
        "催取",
        "还在店里等您",
        "{称呼}，{如果 群发}这些还在店里等着，顺路来拿一下：\n{名单}\n"
        "{否则}您的{商品}还在店里给您留着，顺路来拿一下。\n"
        "{如果 最后一天}最晚留到{最后一天}。{完}\n"
        "{完}{如果 冷藏}冷藏的放久了会影响口感。{完}\n"
        "来不了也没关系，回一句，我们一起想办法。\n" + _SIGNED,
    ),
    (
        NoticeKind.DELAYED,
        "晚到",
        "今天要晚一点",
        (
            "{称呼}，不好意思，{如果 群发}这些要晚一点到{否则}您订的{商品}要晚一点到{完}"
            "{如果 原因}：{原因}{完}。\n"
            "{如果 群发}{名单}{完}\n"
            "{如果 时间}预计到店：{时间}。{完}到了马上告诉您，先不用跑一趟。\n{如果 门店}{门店}{完}"
        ),
    ),
    (
        NoticeKind.SHORTAGE,
        "缺货",
        "有的没到齐",
        (
            "{称呼}，不好意思，{如果 群发}这些这次没到齐{否则}您订的{商品}这次没到{完}"
            "{如果 原因}：{原因}{完}。\n"
            "{如果 群发}{名单}{完}\n"
            "想等下一车，还是退款，回一句就行，马上给您办。\n{如果 门店}{门店}{完}"
        ),
    ),
    (
        NoticeKind.SHORTAGE_SETTLED,
        "缺货已补到",
        "上次缺的补到了",
        "{称呼}，{如果 群发}上次缺的补到了，给大家留好了：\n{名单}\n"
        "{否则}上次缺的{商品}补到了，给您留好了。\n"
        "{如果 货位}放在{货位}。{完}\n"
        "{完}{如果 冷藏}有冷藏的，今天取最新鲜。{完}\n"
        "让您久等，谢谢体谅。\n" + _SIGNED,
    ),
    (
        NoticeKind.NEAR_USE_BY,
        "快到期",
        "趁新鲜来取",
        "{称呼}，{如果 群发}这些快到保质期了，早点来取，吃着放心：\n{名单}\n"
        "{否则}您的{商品}保质期到{保质期至}，早点来取，吃着放心。\n{完}" + _SIGNED,
    ),
    (
        NoticeKind.RECALL,
        "召回",
        "请先不要吃",
        (
            "{称呼}，{如果 产品}{产品}{否则}{商品}{完}请先不要吃：{原因}。\n"
            "还没取的，不用来取；取走的，请带回店里，开封了也可以。全额退款，不需要小票。\n"
            "吃过了，觉得不舒服，请先看医生，再告诉我们。\n"
            "给您添麻烦了。{如果 门店}{门店}{完}"
        ),
    ),
    (
        NoticeKind.LIVESTREAM,
        "直播预告",
        "直播预告",
        (
            "{称呼}，{时间}，直播间见{如果 主播}，{主播}主持{完}"
            "{如果 产品}，讲{产品}{如果 价格}，团价 {价格}{完}{完}。\n"
            "{如果 链接}从这里看：{链接}{完}\n"
            "{如果 群发}有想问的，先发在群里。{否则}不想收到这类消息，回“少发”就好。{完}"
        ),
    ),
    (
        NoticeKind.THANKS,
        "感谢",
        "谢谢您",
        (
            "{称呼}，谢谢{如果 群发}大家{否则}您{完}这阵子的照顾。"
            "哪样好吃、哪样不满意，直接告诉我，下次选得更准。\n{如果 门店}{门店}{完}"
        ),
    ),
    (NoticeKind.FREE, "自己写", "", "{称呼}，"),
)
_ENGLISH: tuple[tuple[NoticeKind, str, str, str], ...] = (
    (
        NoticeKind.ARRIVED,
        "Arrived",
        "Your goods are here",
        "Hello {name}, {if group}these are here; come when it suits you:\n{list}\n"
        "{else}we have your {items} here for you.\n"
        "{if missing}Still to come: {missing}. We tell you at once.{end}\n"
        "{if slots}Place: {slots}. {end}{end}Show your code or say the last digits of your phone.\n"
        "{if chilled}Some of it is chilled: today is best. {end}"
        "{if frozen}Some of it is frozen: bring a cool bag.{end}\n" + _SIGNED_ENGLISH,
    ),
    (
        NoticeKind.PARTLY_ARRIVED,
        "Partly arrived",
        "A part of it is here",
        "Hello {name}, {if group}these came first; collect now, or all together later:\n{list}\n"
        "We tell you here when the rest has come.\n"
        "{else}this came first: {items}. Collect now, or all together later.\n"
        "{if missing}Still to come: {missing}. We tell you at once.{end}\n"
        "{end}{if chilled}Some of it is chilled: today is best. {end}"
        "{if frozen}Some of it is frozen: bring a cool bag.{end}\n" + _SIGNED_ENGLISH,
    ),
    (
        NoticeKind.LAST_CALL,
        "Last call",
        "Still here for you",
        "Hello {name}, {if group}these still wait in the shop:\n{list}\n"
        "{else}we still keep this for you: {items}.\n"
        "{if last_day}Last day: {last_day}.{end}\n"
        "{end}{if chilled}Chilled goods do not get better with time.{end}\n"
        "Cannot come? Answer us and we find a way.\n" + _SIGNED_ENGLISH,
    ),
    (
        NoticeKind.DELAYED,
        "Delayed",
        "A little later today",
        (
            "Hello {name}, sorry, {if group}these come later{else}this comes later: {items}{end}"
            "{if reason} ({reason}){end}.\n"
            "{if group}{list}{end}\n"
            "{if time}As it looks now: {time}. {end}We tell you at once; no need to come yet.\n"
            "{if store}{store}{end}"
        ),
    ),
    (
        NoticeKind.SHORTAGE,
        "Shortage",
        "Something did not come",
        (
            "Hello {name}, sorry, {if group}these did not all come"
            "{else}this did not come: {items}{end}"
            "{if reason} ({reason}){end}.\n"
            "{if group}{list}{end}\n"
            "The next truck, or your money back? Answer and it is done.\n{if store}{store}{end}"
        ),
    ),
    (
        NoticeKind.SHORTAGE_SETTLED,
        "Shortage settled",
        "What was missing is here",
        "Hello {name}, {if group}what was missing is here:\n{list}\n"
        "{else}what was missing is here: {items}.\n"
        "{if slots}Place: {slots}.{end}\n"
        "{end}{if chilled}Some of it is chilled: today is best.{end}\n"
        "Thank you for your patience.\n" + _SIGNED_ENGLISH,
    ),
    (
        NoticeKind.NEAR_USE_BY,
        "Near use-by",
        "Come while it is fresh",
        "Hello {name}, {if group}these are near their use-by day; come while they are fresh:\n"
        "{list}\n"
        "{else}come while it is fresh: {items}, use by {use_by}.\n{end}" + _SIGNED_ENGLISH,
    ),
    (
        NoticeKind.RECALL,
        "Recall",
        "Please do not eat this",
        (
            "Hello {name}, please do not eat {if product}{product}{else}this: {items}{end}. "
            "Why: {reason}.\n"
            "Not collected yet: no need to come. Collected: bring it back, opened or not. You get "
            "all your money back, without a receipt.\n"
            "If you ate it and feel unwell, see a doctor first, then tell us.\n"
            "Sorry for the trouble. {if store}{store}{end}"
        ),
    ),
    (
        NoticeKind.LIVESTREAM,
        "Livestream",
        "Livestream",
        (
            "Hello {name}, live: {time}{if host}, with {host}{end}"
            "{if product}, about {product}{if price}, group price {price}{end}{end}.\n"
            "{if link}Watch here: {link}{end}\n"
            "{if group}Questions? Put them in the group.{else}"
            "For fewer of these, answer “less”.{end}"
        ),
    ),
    (
        NoticeKind.THANKS,
        "Thanks",
        "Thank you",
        (
            "Hello {name}, thank you for these weeks. Tell us what was good and what was not, and "
            "the next choice gets better.\n{if store}{store}{end}"
        ),
    ),
    (NoticeKind.FREE, "Free text", "", "Hello {name}, "),
)


def house_templates(language: str) -> Sequence[Template]:
    """Return one template for each kind, with fixed ids, in a language (English if not Chinese)."""
    texts = _CHINESE if language == CHINESE else _ENGLISH
    return tuple(
        Template(f"house-{kind.value}", kind, name, title, text)
        for kind, name, title, text in texts
    )
