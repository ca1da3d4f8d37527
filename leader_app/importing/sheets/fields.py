"""What a column can hold, and the words the tools use for it in their headers."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class Field(StrEnum):
    """The meaning of one column; the values are what a saved mapping is written in."""

    ORDER_NO = "order_no"
    SEQ = "seq"
    ROW_NO = "row_no"
    CHAIN = "chain"
    NAME = "name"
    RECEIVER = "receiver"
    PHONE = "phone"
    PRODUCT = "product"
    SPEC = "spec"
    QUANTITY = "quantity"
    REFUNDED = "refunded"
    ITEM_AMOUNT = "item_amount"
    PIECES = "pieces"
    KINDS = "kinds"
    AMOUNT = "amount"
    REFUND_AMOUNT = "refund_amount"
    STATUS = "status"
    ITEM_STATUS = "item_status"
    NOTE = "note"
    BUILDING = "building"
    UNIT = "unit"
    LANE = "lane"
    ROOM = "room"
    ADDRESS = "address"
    PLACED_AT = "placed_at"
    SOLD = "sold"
    COUNTED = "counted"
    IGNORED = "ignored"


_WORDS: dict[Field, str] = {
    Field.ORDER_NO: "订单号 订单编号 订单id 订单流水号 商户订单号 主订单号 主订单编号 交易单号 "
    "单号",
    Field.SEQ: "跟团号 接龙号 接龙序号 接龙编号 跟团编号 跟团序号 团号 参团号 提货号 取货号 "
    "报名序号",
    Field.ROW_NO: "序号 编号 下单序号 行号 no no.",
    Field.CHAIN: "团购标题 接龙标题 团购名称 接龙名称 活动名称 活动标题 团标题 所属团购",
    Field.NAME: "下单人 购买人 微信昵称 昵称 客户昵称 买家昵称 团员 团员昵称 会员昵称 用户昵称 "
    "用户名 用户 接龙人 参与人 参团人 顾客 顾客昵称 买家 客户 客户名称 名字 微信名 群昵称 "
    "下单人昵称 购买人昵称 订购人 报名人 提交人 会员 会员名称 邻居 接龙人昵称 谁",
    Field.RECEIVER: "收货人 收件人 提货人 取货人 收货人姓名 收件人姓名 提货人姓名 取货人姓名 "
    "收货姓名 收件姓名 联系人 联系人姓名 姓名 真实姓名 客户姓名 会员姓名 自提人 自提人姓名 "
    "收货人名称 顾客姓名 买家姓名 住户 业主 用户姓名 团员姓名",
    Field.PHONE: "联系电话 手机 手机号 手机号码 电话 电话号码 联系方式 联系手机 收货人手机号 "
    "收货人手机 收货人电话 收件人手机号码 收件人手机 收件人手机号 收件人电话 收货人联系电话 "
    "提货人手机号 提货人手机 提货人电话 客户手机号 客户电话 买家手机号 收货电话 收货手机 "
    "收货人联系方式 会员手机号 会员电话 用户手机号 下单人电话 下单人手机号 手机尾号 取货人电话",
    Field.PRODUCT: "商品 商品名称 商品名 品名 产品 产品名称 货品 货品名称 商品信息 商品合计 "
    "商品明细 商品型号 全部商品名称 商品标题 sku名称 购买商品 订单商品 货物 菜品 接龙内容 "
    "接龙商品 商品清单 商品详情 购买内容 团品 团购商品 商品列表 订购商品 购买明细 内容 货名 "
    "物品 品种 所购商品",
    Field.SPEC: "规格 商品规格 规格名称 sku规格 产品规格 款式 口味 型号 规格型号 sku 商品属性",
    Field.QUANTITY: "数量 商品数量 购买数量 件数 商品件数 份数 下单数量 订购数量 购买件数 "
    "购买份数 订单数量 个数 接龙数量 qty 跟团数量 数目 订购份数",
    Field.REFUNDED: "退款商品数量 退款数量 退货数量 已退数量 退款件数 已退款数量 已退款件数",
    Field.ITEM_AMOUNT: "商品金额 商品金额小计 小计 商品实际成交金额 商品总价 商品小计 金额 "
    "实付单项 货款",
    Field.PIECES: "商品总数 总数量 总件数 商品总件数 商品总数量 合计数量 总份数 合计份数 共计件数",
    Field.KINDS: "商品种类数 商品种类 种类数",
    Field.AMOUNT: "订单金额 订单总金额 订单实付金额 实付金额 应收订单金额 总金额 实付款 "
    "支付金额 应付金额 订单总价 合计金额 总价 在线支付金额 实收金额 订单应付金额 付款金额 应收 "
    "实付 应付",
    Field.REFUND_AMOUNT: "退款金额 订单已退款 订单已退款金额 已退款金额 已退款 退款总额",
    Field.STATUS: "订单状态 状态 交易状态 支付状态 订单交易状态 付款状态 跟团状态 接龙状态",
    Field.ITEM_STATUS: "商品退款状态 订单商品状态 退款状态 售后状态 商品状态 维权状态",
    Field.NOTE: "团员备注 买家备注 用户备注 客户备注 订单备注 备注 买家留言 留言 备注信息 "
    "顾客备注 会员备注 下单备注 商品留言 团长备注 商家备注 商家订单备注 卖家备注 发起人备注 "
    "说明 补充说明 其他要求 客户留言 接龙备注 顾客留言",
    Field.BUILDING: "楼号 楼栋 楼栋号 栋号 楼 栋 几栋 楼幢 幢号 座号 楼座 楼牌号 几号楼 号楼 楼宇",
    Field.UNIT: "单元 单元号 几单元",
    Field.LANE: "弄 弄号 弄堂号",
    Field.ROOM: "房号 门牌 门牌号 室号 房间号 房间 室 房 房屋号 户号 几室 房门号 门号",
    Field.ADDRESS: "楼栋房号 详细地址 收货地址 地址 详细收货地址 详细收货地址/提货地址 "
    "收货/提货详细地址 收货地址/提货地址 收件地址 收货详细地址 收货人地址 团长配送送货详细地址 "
    "配送地址 下单模板信息 发货地址 住址 楼号房号 楼栋门牌 楼号门牌号 收件人地址 家庭地址 "
    "送货地址 房间信息 楼栋号房号 详细住址 楼房号",
    Field.PLACED_AT: "支付时间 下单时间 付款时间 买家付款时间 提交时间 订单创建时间 创建时间 "
    "订单时间 接龙时间 参与时间 跟团时间 日期 下单日期 时间 订购日期 订单付款时间 报名时间",
    Field.SOLD: "销售数量 销量 已售数量 销售件数 已售 售出数量 销售总数",
    Field.COUNTED: "订单总数 订单数 总订单数 下单人数 购买人数",
    Field.IGNORED: "运费 优惠 优惠金额 单价 商品单价 价格 售价 团购价 成本价 商品成本价 "
    "商品编码 商品id 规格编码 物流方式 服务小区 服务小区联系人 服务小区电话 服务小区地址 自提点 "
    "自提点名称 省 市 区 省份 城市 地区 收货人省份 收货人城市 收货人地区 团长 团长id 团长姓名 "
    "团长电话 配送方式 支付方式 付款方式 小区 小区名称 外部订单号 交易成功时间 商品类型 "
    "商品类目 积分 年龄 商品优惠方式 商品优惠后价格 店铺优惠 商品抵用积分数 商品发货状态 "
    "商品发货方式 佣金 物流单号 商品发货物流公司 商品发货物流单号 发货员工 商品发货时间 "
    "商品已退款金额 周期购信息 销售渠道 归属店铺 订单类型 订单来源 订单配送方式 团长订单 分类 "
    "总库存 当前库存 团当前单价 商品总金额 商品利润粗估 所属团长 人数 家庭人数 身份证 邮编 楼层 "
    "面积 发货时间 完成时间 核销时间 取货时间 提货时间 自提时间 核销状态 余额 会员等级 库存 "
    "重量 商品重量 提货码 核销码 快递单号 快递公司 接龙次数 下单次数 排名 票数 评分 得分 收款 "
    "找零 会员id 用户id 店铺 店铺名称 仓库 供应商 供货商 提货地址 提货详细地址 自提地址 "
    "自提点地址",
}
_KNOWN = {word: field for field, words in _WORDS.items() for word in words.split()}
_RANK = {word: rank for rank, word in enumerate(_KNOWN)}
# What a form's own questions have in common, tried in this order when no word is known.
_QUESTIONS = (
    (re.compile(r"(楼|栋|幢|座).*(房|室|门牌|户)|地址|住址"), Field.ADDRESS),
    (re.compile(r"手机|电话|联系方式"), Field.PHONE),
    (re.compile(r"(你|您|请|贵).*(昵称|群名|微信名)"), Field.NAME),
    (re.compile(r"(你|您|请|贵).*(姓名|名字|称呼)"), Field.RECEIVER),
    (re.compile(r"(你|您|请|贵).*(楼|栋|幢)"), Field.BUILDING),
    (re.compile(r"(你|您|请|贵).*(房|室|门牌)"), Field.ROOM),
    (re.compile(r"备注|留言"), Field.NOTE),
    (
        re.compile(r"优惠|运费|成本|利润|库存|编码|条码|快递|物流|省份|城市|积分|佣金"),
        Field.IGNORED,
    ),
)
_LONGEST = 40
_NUMBERED = re.compile(r"^(?:第?\d{1,2}[.、)题:]\s*|[①-⑳]\s*)")
_BRACKETS = re.compile(r"[(【\[<{][^)】\]>}]*[)】\]>}]")
_MARKS = re.compile(r"[\s*:_\"'?!#,。、\-]+")


def plain(header: str) -> str:
    """Return a header without what is only dressing: number, brackets, marks, width, case."""
    text = unicodedata.normalize("NFKC", header).strip().lower()
    text = _NUMBERED.sub("", text)
    return _MARKS.sub("", _BRACKETS.sub("", text))


def known_field(header: str) -> Field | None:
    """Return what a column under ``header`` holds, if one of the known words says so."""
    text = plain(header)
    if not text or len(text) > _LONGEST:
        return None
    if text in _KNOWN:
        return _KNOWN[text]
    # "收货人/提货人手机号" is about the phone: the last word says what is meant.
    return next((_KNOWN[part] for part in reversed(text.split("/")) if part in _KNOWN), None)


def guessed_field(header: str) -> Field | None:
    """Return what a column asks for, going by its question, where no known word says it."""
    text = plain(header)
    return next((field for question, field in _QUESTIONS if question.search(text)), None)


def rank(header: str) -> int:
    """Return how far down the list of words a header stands: of two columns the lower wins."""
    text = plain(header)
    return min(_RANK.get(part, len(_RANK)) for part in (text, *text.split("/")))
