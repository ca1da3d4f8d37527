<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AccountDrawer</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Complained</source>
        <translation>抱怨了</translation>
    </message>
    <message>
        <source>Fewer</source>
        <translation>少发点</translation>
    </message>
    <message>
        <source>News about own goods</source>
        <translation>自己订单的通知</translation>
    </message>
    <message>
        <source>Offers and livestreams</source>
        <translation>优惠和直播</translation>
    </message>
    <message>
        <source>Thanked</source>
        <translation>道谢了</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Wants fewer notices</source>
        <translation>希望少收通知</translation>
    </message>
    <message>
        <source>Why this number</source>
        <translation>为什么是这个数</translation>
    </message>
    <message>
        <source>points, %1 to %2</source>
        <translation>分，范围 %1 到 %2</translation>
    </message>
</context>
<context>
    <name>AddForm</name>
    <message>
        <source>A name</source>
        <translation>请写名称</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Add slots</source>
        <translation>添加货位</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>One slot by its name, or several numbered ones</source>
        <translation>写一个名称，或加数量连续编号</translation>
    </message>
</context>
<context>
    <name>AloneForm</name>
    <message>
        <source>Begin</source>
        <translation>开始盘点</translation>
    </message>
    <message>
        <source>I have an invitation</source>
        <translation>我有邀请码</translation>
    </message>
    <message>
        <source>Name of the pickup point</source>
        <translation>自提点名称</translation>
    </message>
    <message>
        <source>Name of this counter</source>
        <translation>本柜台名称</translation>
    </message>
    <message>
        <source>Setting up…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Such as: Spring Lane store</source>
        <translation>例如：春风里便利店</translation>
    </message>
    <message>
        <source>Such as: counter 1</source>
        <translation>例如：1号台</translation>
    </message>
    <message>
        <source>The point needs a name</source>
        <translation>请填写自提点名称</translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>Leader Desk is open already; its window was brought to the front.</source>
        <translation>团长台已经打开，窗口已切到最前面。</translation>
    </message>
    <message>
        <source>Leader Desk is open already, but its window does not answer.</source>
        <translation>团长台已经打开，但它的窗口没有响应。</translation>
    </message>
</context>
<context>
    <name>AudiencePart</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>还有 %n 种</numerusform>
        </translation>
    </message>
    <message>
        <source>At any time</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>楼号</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>Just now</source>
        <translation>刚刚到的</translation>
    </message>
    <message>
        <source>Members without an open order as well</source>
        <translation>没有未取订单的团员也通知</translation>
    </message>
    <message>
        <source>One by one</source>
        <translation>逐个添加或排除</translation>
    </message>
    <message>
        <source>Orders that are</source>
        <translation>订单状态</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>人群</translation>
    </message>
    <message>
        <source>Since this morning</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Since yesterday</source>
        <translation>昨天起</translation>
    </message>
    <message>
        <source>Something of it arrived</source>
        <translation>有货到店</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Camera</name>
    <message>
        <source>No picture comes.</source>
        <translation>摄像头没有画面。</translation>
    </message>
    <message>
        <source>Opening the camera …</source>
        <translation>正在打开摄像头…</translation>
    </message>
    <message>
        <source>Trying again. Scanner and typing work meanwhile.</source>
        <translation>正在重试，可先用扫码枪或手输。</translation>
    </message>
</context>
<context>
    <name>CameraSection</name>
    <message>
        <source>Code read: %1</source>
        <translation>已读到码：%1</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>What it sees</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>First camera</source>
        <translation>第一个摄像头</translation>
    </message>
    <message>
        <source>Second camera</source>
        <translation>第二个摄像头</translation>
    </message>
    <message>
        <source>Another source</source>
        <translation>其他来源</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation type="unfinished">未接摄像头</translation>
    </message>
    <message>
        <source>Address or file</source>
        <translation>地址或文件</translation>
    </message>
    <message>
        <source>Such as http://192.168.1.20/video</source>
        <translation>例如 http://192.168.1.20/video</translation>
    </message>
    <message>
        <source>Use this source</source>
        <translation>使用此来源</translation>
    </message>
    <message>
        <source>Live picture of the camera</source>
        <translation>摄像头实时画面</translation>
    </message>
    <message>
        <source>Hold a code in front of the camera to try it.</source>
        <translation>把任意码放到摄像头前试一试。</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>Not answering</source>
        <translation>无响应</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>未开启</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>没有画面</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>Ready for the next code</source>
        <translation>请扫下一个码</translation>
    </message>
    <message>
        <source>%1, phone …%2</source>
        <translation>%1 尾号 %2</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) together</source>
        <translation>
            <numerusform>%n 个订单一起取</numerusform>
        </translation>
    </message>
    <message>
        <source>Offline, never synced</source>
        <translation>离线，从未同步</translation>
    </message>
    <message>
        <source>Offline, orders as of %1</source>
        <translation>离线，订单数据为%1</translation>
    </message>
    <message>
        <source>This order has just changed. Look again before you hand over.</source>
        <translation>这笔订单刚刚有变化，请看清后再交付。</translation>
    </message>
    <message>
        <source>%1 has just taken a hand-over of this order back.</source>
        <translation>%1刚刚撤销了这笔订单的一次取货。</translation>
    </message>
    <message>
        <source>%1 has just handed over from this order: %2</source>
        <translation>%1刚刚交付了这笔订单：%2</translation>
    </message>
    <message>
        <source>Space takes a line out or in, + and − change how many, Esc starts over.</source>
        <translation>空格键选取或跳过，+、− 调整件数，Esc 恢复。</translation>
    </message>
    <message>
        <source>Wrong goods</source>
        <translation>给错商品</translation>
    </message>
    <message>
        <source>Wrong goods or person? F9 takes it back within the hour.</source>
        <translation>给错了？一小时内按 F9 可撤销。</translation>
    </message>
    <message>
        <source>Wrong person</source>
        <translation>给错人</translation>
    </message>
    <message>
        <source>Pressed by mistake</source>
        <translation>按错了</translation>
    </message>
    <message>
        <source>Brought back at once</source>
        <translation>当场退回</translation>
    </message>
    <message>
        <source>Handing over …</source>
        <translation>正在记录…</translation>
    </message>
    <message numerus="yes">
        <source>Hand over %n piece(s)</source>
        <translation>
            <numerusform>交付 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hand over all %n piece(s)</source>
        <translation>
            <numerusform>全部交付 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n piece(s) to %1</source>
        <translation>
            <numerusform>%n 件，%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Kept safely here; the centre hears of it when the network is back.</source>
        <translation>已安全记在本机，联网后自动上传。</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>取货成功</translation>
    </message>
    <message>
        <source>The goods count as not collected. The code is good again.</source>
        <translation>商品恢复为未取，提货码重新有效。</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Press the number of the right one.</source>
        <translation>按数字键选择。</translation>
    </message>
    <message>
        <source>These are the newest. Type the order number to find others.</source>
        <translation>这里是最近的几位，其他请输入订单号查找。</translation>
    </message>
    <message>
        <source>Ask for the name and what was ordered.</source>
        <translation>请核对姓名和所订商品。</translation>
    </message>
    <message>
        <source>Which one</source>
        <translation>请选择团员</translation>
    </message>
</context>
<context>
    <name>CardView</name>
    <message>
        <source>Looking …</source>
        <translation>查询中…</translation>
    </message>
    <message>
        <source>Take back?</source>
        <translation>撤销取货</translation>
    </message>
    <message>
        <source>What %1 got at %2; Esc keeps it so</source>
        <translation>%1，%2 取走的商品；按 Esc 不撤销</translation>
    </message>
</context>
<context>
    <name>ChannelForm</name>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>As people call it</source>
        <translation>大家平时怎么叫</translation>
    </message>
    <message>
        <source>Channels into the same group share one account of patience.</source>
        <translation>发到同一个群的渠道，共用一个情感账户。</translation>
    </message>
    <message>
        <source>Group robot of the store</source>
        <translation>门店群机器人</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>It is kept. Write a new one only to change it.</source>
        <translation>已保存。要更换才需要重新填写。</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the chat group</source>
        <translation>群名</translation>
    </message>
    <message>
        <source>New channel</source>
        <translation>新渠道</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove for good</source>
        <translation>确认移除</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Send a test</source>
        <translation>发送测试</translation>
    </message>
    <message>
        <source>Sending a test. This can take half a minute.</source>
        <translation>正在发送测试，最多半分钟。</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>类型</translation>
    </message>
</context>
<context>
    <name>ChannelsView</name>
    <message>
        <source>%1 is kept.</source>
        <translation>%1 已保存。</translation>
    </message>
    <message>
        <source>%1 is kept. Send a test to see it work.</source>
        <translation>%1 已保存，发一条测试看看。</translation>
    </message>
    <message>
        <source>%1 is removed, its address too.</source>
        <translation>%1 已移除，地址也已删除。</translation>
    </message>
    <message>
        <source>Add a channel</source>
        <translation>添加渠道</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
</context>
<context>
    <name>CheckView</name>
    <message numerus="yes">
        <source>%n member(s) go short</source>
        <translation>
            <numerusform>%n 位团员分不到足数</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>All here, book it</source>
        <translation>货已到齐，入库</translation>
    </message>
    <message>
        <source>Book it</source>
        <translation>入库</translation>
    </message>
    <message>
        <source>Booking …</source>
        <translation>正在入库…</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>司机</translation>
    </message>
    <message>
        <source>Everybody gets all they wait for</source>
        <translation>大家都能拿到足数</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Grey is taken already, blue is what comes, red does not fit.</source>
        <translation>灰色已占，蓝色将到，红色装不下。</translation>
    </message>
    <message>
        <source>Leader</source>
        <translation>团长</translation>
    </message>
    <message>
        <source>Not signed yet</source>
        <translation>未签字</translation>
    </message>
    <message>
        <source>One more truck to come</source>
        <translation>还有一车</translation>
    </message>
    <message>
        <source>Sign again</source>
        <translation>重签</translation>
    </message>
    <message>
        <source>Sign here</source>
        <translation>在此签字</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签字</translation>
    </message>
    <message>
        <source>Slots</source>
        <translation>货位</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Who gets what</source>
        <translation>怎么分</translation>
    </message>
    <message>
        <source>or type the name</source>
        <translation>或输入姓名</translation>
    </message>
</context>
<context>
    <name>ChoosePanel</name>
    <message numerus="yes">
        <source>%n more wait(s)</source>
        <translation>
            <numerusform>还有 %n 个待选</numerusform>
        </translation>
    </message>
    <message>
        <source>Count them</source>
        <translation>计入</translation>
    </message>
    <message>
        <source>Goods found</source>
        <translation>找到的货品</translation>
    </message>
    <message>
        <source>How many are in it</source>
        <translation>一箱有多少</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Name of the goods</source>
        <translation>货品名称</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Remember this barcode</source>
        <translation>记住这个条码</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Which goods are these</source>
        <translation>这是哪种货</translation>
    </message>
</context>
<context>
    <name>Compose</name>
    <message>
        <source>%1 of %2 bytes</source>
        <translation>%1 / %2 字节</translation>
    </message>
    <message>
        <source>%1 of %2 symbols</source>
        <translation>%1 / %2 字</translation>
    </message>
    <message>
        <source>%1 of %2 symbols of a text message</source>
        <translation>短信 %1 / %2 字</translation>
    </message>
    <message numerus="yes">
        <source>%n household(s)</source>
        <translation>
            <numerusform>%n 户</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n 条消息</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were told too often lately</source>
        <translation>
            <numerusform>%n 户最近通知过多</numerusform>
        </translation>
    </message>
    <message>
        <source>About %1 of %2 will come within a day, %3 of them anyhow.</source>
        <translation>预计 %2 户中约 %1 户一天内来取，其中 %3 户本来就会来。</translation>
    </message>
    <message>
        <source>All of it can be collected</source>
        <translation>全部可以取了</translation>
    </message>
    <message>
        <source>At home</source>
        <translation>家里人数</translation>
    </message>
    <message>
        <source>Before the store closes</source>
        <translation>打烊前</translation>
    </message>
    <message>
        <source>Begin with an empty page</source>
        <translation>从空白写起</translation>
    </message>
    <message>
        <source>Better eaten soon</source>
        <translation>最好尽快吃</translation>
    </message>
    <message>
        <source>Card layout</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Costs</source>
        <translation>扣分</translation>
    </message>
    <message>
        <source>Does not want these</source>
        <translation>不愿收这类通知</translation>
    </message>
    <message>
        <source>For a good week</source>
        <translation>感谢大家的支持</translation>
    </message>
    <message>
        <source>Goes to everybody at once</source>
        <translation>立即通知所有人</translation>
    </message>
    <message>
        <source>Has collected everything</source>
        <translation>已全部取走</translation>
    </message>
    <message>
        <source>Left out by you</source>
        <translation>由您排除</translation>
    </message>
    <message>
        <source>No way to reach them</source>
        <translation>联系不上</translation>
    </message>
    <message>
        <source>Only to those who want offers</source>
        <translation>只发给愿意收优惠的人</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>情感账户</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>纯文字</translation>
    </message>
    <message>
        <source>Some will get less than ordered</source>
        <translation>有人会少收到</translation>
    </message>
    <message>
        <source>Something is still on its way</source>
        <translation>还有一部分在路上</translation>
    </message>
    <message>
        <source>The truck is late</source>
        <translation>车晚到了</translation>
    </message>
    <message>
        <source>Told too often lately</source>
        <translation>最近通知过多</translation>
    </message>
    <message>
        <source>Was told already</source>
        <translation>已经通知过</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>What was missing has come</source>
        <translation>缺的货补到了</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>谁</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>With a picture</source>
        <translation>带图</translation>
    </message>
    <message numerus="yes">
        <source>costs %n point(s) of patience</source>
        <translation>
            <numerusform>扣 %n 分</numerusform>
        </translation>
    </message>
    <message>
        <source>goes out %1</source>
        <translation>%1 发出</translation>
    </message>
    <message>
        <source>goes out at once</source>
        <translation>立即发出</translation>
    </message>
    <message numerus="yes">
        <source>in %n piece(s)</source>
        <translation>
            <numerusform>分 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>quiet until %1: goes out at %2</source>
        <translation>%1 前是休息时段，%2 发出</translation>
    </message>
</context>
<context>
    <name>ComposeView</name>
    <message>
        <source>Drop the draft</source>
        <translation>丢弃草稿</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>通知谁</translation>
    </message>
    <message>
        <source>How and when</source>
        <translation>渠道和时间</translation>
    </message>
    <message>
        <source>Keep for later</source>
        <translation>留到以后</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>通知类型</translation>
    </message>
    <message>
        <source>Will hear it</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Will not</source>
        <translation>不通知</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>文字</translation>
    </message>
</context>
<context>
    <name>CountView</name>
    <message>
        <source>%1 of %2 counted</source>
        <translation>已盘 %1 / %2 处</translation>
    </message>
    <message>
        <source>%1 of %2 pieces here</source>
        <translation>已到 %1 / %2 件</translation>
    </message>
    <message>
        <source>%1 pieces here</source>
        <translation>已点 %1 件</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Check and sign</source>
        <translation>核对签字</translation>
    </message>
    <message>
        <source>Different</source>
        <translation>有差异</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成盘点</translation>
    </message>
    <message>
        <source>Hide what should be there</source>
        <translation>盲盘（不显示账面数）</translation>
    </message>
    <message>
        <source>Lines of the count</source>
        <translation>清点明细</translation>
    </message>
    <message>
        <source>No such line</source>
        <translation>没有这样的行</translation>
    </message>
    <message>
        <source>Nothing counted yet</source>
        <translation>还没点</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Places to count</source>
        <translation>待盘清单</translation>
    </message>
    <message>
        <source>Print the list</source>
        <translation>打印盘点表</translation>
    </message>
    <message>
        <source>Scan goods, or type how many lie at the chosen row</source>
        <translation>扫商品，或输入所选行的数量</translation>
    </message>
    <message numerus="yes">
        <source>The other %n as announced</source>
        <translation>
            <numerusform>其余 %n 行按单</numerusform>
        </translation>
    </message>
    <message>
        <source>To count</source>
        <translation>未点</translation>
    </message>
    <message>
        <source>Truck °C</source>
        <translation>车厢温度</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>What you scan is listed here. Without a barcode: Ctrl+N.</source>
        <translation>扫到的货列在这里。没有条码按 Ctrl+N。</translation>
    </message>
</context>
<context>
    <name>CounterSection</name>
    <message>
        <source>At the counter</source>
        <translation>柜台</translation>
    </message>
    <message>
        <source>Fast mode</source>
        <translation>快速模式</translation>
    </message>
    <message>
        <source>A good code hands over at once; a wrong one can be undone for an hour</source>
        <translation>扫到有效码即刻交付；扫错了一小时内可撤销</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>提示音</translation>
    </message>
    <message>
        <source>Accepted, look here and refused sound different</source>
        <translation>通过、请看屏幕、拒绝，三种声音各不相同</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>Look here</source>
        <translation>请看屏幕</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒绝</translation>
    </message>
</context>
<context>
    <name>DeedView</name>
    <message>
        <source>%1 is a place of another zone (%2); this is kept at: %3</source>
        <translation>%1 是%2货位，这件商品应放%3</translation>
    </message>
    <message>
        <source>Another slot</source>
        <translation>其他货位</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>In your own words, if need be</source>
        <translation>补充说明（可不填）</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>One less</source>
        <translation>减一件</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>加一件</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>移到</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>of %1 %2</source>
        <translation>共 %1 %2</translation>
    </message>
</context>
<context>
    <name>DetailView</name>
    <message>
        <source>Done</source>
        <translation>操作时间</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>团员</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation>未被接受</translation>
    </message>
    <message>
        <source>Noticed</source>
        <translation>发现时间</translation>
    </message>
    <message>
        <source>Number in the log</source>
        <translation>日志序号</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>Seen, take it off the list</source>
        <translation>已了解，移出列表</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>What was handed over stays in this counter&apos;s log either way.</source>
        <translation>无论如何，取货记录都保存在本机日志中。</translation>
    </message>
</context>
<context>
    <name>DoneView</name>
    <message numerus="yes">
        <source>%Ln left to check</source>
        <translation>
            <numerusform>还有 %Ln 单待核对</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln order(s) imported</source>
        <translation>
            <numerusform>已导入 %Ln 单</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln piece(s)</source>
        <translation>
            <numerusform>%Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n claim(s) go to the kitchen</source>
        <translation>
            <numerusform>%n 项索赔已发给厨房</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n member(s) are owed goods; they come first next time</source>
        <translation>
            <numerusform>欠 %n 位团员的货，下次优先</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order line(s) have their goods</source>
        <translation>
            <numerusform>%n 条订单明细已到货</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) can be collected</source>
        <translation>
            <numerusform>%n 单可以取货</numerusform>
        </translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>回到列表</translation>
    </message>
    <message>
        <source>Delivery note</source>
        <translation>收货单</translation>
    </message>
    <message>
        <source>Kitchen</source>
        <translation>厨房</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>团员</translation>
    </message>
    <message>
        <source>Next import</source>
        <translation>继续导入</translation>
    </message>
    <message>
        <source>One more truck is to come.</source>
        <translation>还有一车没到。</translation>
    </message>
    <message>
        <source>Owed</source>
        <translation>欠货</translation>
    </message>
    <message>
        <source>Owed-goods notes</source>
        <translation>欠货卡</translation>
    </message>
    <message>
        <source>Parcel labels</source>
        <translation>包裹标签</translation>
    </message>
    <message>
        <source>Pick list</source>
        <translation>分拣单</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已收货</translation>
    </message>
    <message>
        <source>See the orders</source>
        <translation>看订单</translation>
    </message>
    <message>
        <source>nothing to claim</source>
        <translation>没有索赔</translation>
    </message>
</context>
<context>
    <name>Drawer</name>
    <message numerus="yes">
        <source>%n other order(s)</source>
        <translation>
            <numerusform>另有 %n 个订单</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a delivery to see what is in it.</source>
        <translation>选一车货，看看有什么。</translation>
    </message>
    <message>
        <source>Choose an order to see what is in it.</source>
        <translation>选择一个订单查看明细。</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>索赔</translation>
    </message>
    <message>
        <source>Count it</source>
        <translation>开始清点</translation>
    </message>
    <message>
        <source>Go on counting</source>
        <translation>继续清点</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>取货记录</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>未付款</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Open at the counter</source>
        <translation>在柜台打开</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>Ordered</source>
        <translation>下单</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已付款</translation>
    </message>
    <message>
        <source>Print the label (%1)</source>
        <translation>打印标签（%1）</translation>
    </message>
    <message>
        <source>Refund running</source>
        <translation>退款中</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>已退款</translation>
    </message>
    <message>
        <source>Same code</source>
        <translation>同一提货码</translation>
    </message>
    <message>
        <source>Slots</source>
        <translation>货位</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>taken back: %1</source>
        <translation>已撤销：%1</translation>
    </message>
</context>
<context>
    <name>DropShade</name>
    <message>
        <source>Drop the picture of a code here</source>
        <translation>把提货码图片拖放到这里</translation>
    </message>
</context>
<context>
    <name>EnrolPage</name>
    <message>
        <source>Address of the centre</source>
        <translation>中心地址</translation>
    </message>
    <message>
        <source>Enrolment token</source>
        <translation>注册令牌</translation>
    </message>
    <message>
        <source>Typed, pasted or scanned; it works once</source>
        <translation>可输入、粘贴或扫码，仅能使用一次</translation>
    </message>
    <message>
        <source>Name of this counter</source>
        <translation>本柜台名称</translation>
    </message>
    <message>
        <source>Such as: counter 2</source>
        <translation>例如：2号台</translation>
    </message>
    <message>
        <source>Paste invitation</source>
        <translation>粘贴邀请</translation>
    </message>
    <message>
        <source>Begin without a centre</source>
        <translation>不用中心，直接开始</translation>
    </message>
    <message>
        <source>Everything is kept on this computer. Orders come from imports.</source>
        <translation>数据都存在这台电脑上，订单靠导入。</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>Open now, fetch the rest meanwhile</source>
        <translation>先打开，其余在后台获取</translation>
    </message>
    <message>
        <source>Progress of the first sync</source>
        <translation>首次同步进度</translation>
    </message>
    <message>
        <source>Make this computer a counter</source>
        <translation>把本机设为柜台</translation>
    </message>
    <message>
        <source>The centre gives you an address and a token for this point.</source>
        <translation>中心会给你本自提点的地址和令牌。</translation>
    </message>
    <message>
        <source>This is not an address</source>
        <translation>这不是有效地址</translation>
    </message>
    <message>
        <source>The token is missing</source>
        <translation>还没有填写令牌</translation>
    </message>
    <message>
        <source>Asking the centre…</source>
        <translation>正在联系中心…</translation>
    </message>
    <message>
        <source>Fetching the orders of your point</source>
        <translation>正在获取本自提点的订单</translation>
    </message>
    <message>
        <source>This is needed once and takes a few seconds.</source>
        <translation>仅首次需要，几秒钟就好。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Expiry</name>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>还有 %n 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) past</source>
        <translation>
            <numerusform>已过期 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Use today</source>
        <translation>今天到期</translation>
    </message>
</context>
<context>
    <name>FinderView</name>
    <message>
        <source>Code, order or last 4 phone digits</source>
        <translation>提货码、订单号或手机尾号 4 位</translation>
    </message>
    <message>
        <source>Scan or type</source>
        <translation>扫码或输入</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>摄像头画面</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>Something went wrong. What you did before is safe. Details: %1</source>
        <translation type="unfinished">出了点问题，之前的操作都已保存。详情：%1</translation>
    </message>
</context>
<context>
    <name>Goods</name>
    <message>
        <source>Alipay</source>
        <translation>支付宝</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>刷卡</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Cooked food</source>
        <translation>熟食</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>破损</translation>
    </message>
    <message>
        <source>Fresh food</source>
        <translation>生鲜</translation>
    </message>
    <message>
        <source>Frozen food</source>
        <translation>冷冻食品</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>已交付</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>丢失</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>移货位</translation>
    </message>
    <message>
        <source>No lot</source>
        <translation>无批号</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Other goods</source>
        <translation>其他商品</translation>
    </message>
    <message>
        <source>Own use</source>
        <translation>自用</translation>
    </message>
    <message>
        <source>Packed food</source>
        <translation>包装食品</translation>
    </message>
    <message>
        <source>Past use-by</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Put right</source>
        <translation>盘点调整</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>收货</translation>
    </message>
    <message>
        <source>Sent back</source>
        <translation>退回厨房</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>零售</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>其他原因</translation>
    </message>
    <message>
        <source>Spoilt</source>
        <translation>变质</translation>
    </message>
    <message>
        <source>Too warm</source>
        <translation>温度过高</translation>
    </message>
    <message>
        <source>WeChat Pay</source>
        <translation>微信</translation>
    </message>
    <message>
        <source>Written off</source>
        <translation>报损</translation>
    </message>
</context>
<context>
    <name>GoodsView</name>
    <message numerus="yes">
        <source>%Ln product(s)</source>
        <translation>
            <numerusform>%Ln 种商品</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a product</source>
        <translation>新增商品</translation>
    </message>
    <message>
        <source>All goods</source>
        <translation>全部商品</translation>
    </message>
    <message>
        <source>All zones</source>
        <translation>全部温区</translation>
    </message>
    <message>
        <source>Choose a product to see where it lies.</source>
        <translation>选一种商品，看它放在哪里。</translation>
    </message>
    <message>
        <source>Goods come with the first delivery, or add some of your own.</source>
        <translation>首次收货后会出现在这里，也可以新增自有商品。</translation>
    </message>
    <message>
        <source>Look for a part of the name, a barcode or a slot.</source>
        <translation>可搜名称、条码或货位。</translation>
    </message>
    <message>
        <source>No product fits</source>
        <translation>没有符合的商品</translation>
    </message>
    <message>
        <source>Nothing here calls for you</source>
        <translation>没有需要处理的</translation>
    </message>
    <message>
        <source>Nothing in stock yet</source>
        <translation>还没有库存</translation>
    </message>
    <message>
        <source>Own goods</source>
        <translation>自有商品</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Show all goods</source>
        <translation>显示全部商品</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>taken back</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>handed out twice</source>
        <translation>重复取货</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
</context>
<context>
    <name>HistoryView</name>
    <message>
        <source>Handed over today</source>
        <translation>今日取货记录</translation>
    </message>
    <message>
        <source>Nothing was handed over yet today.</source>
        <translation>今天还没有取货。</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日取货</translation>
    </message>
</context>
<context>
    <name>HowPart</name>
    <message>
        <source>Channels, the preferred one first</source>
        <translation>渠道，优先的排前</translation>
    </message>
    <message>
        <source>Each household hears it once: from the first channel that reaches them. Every group is told on its own.</source>
        <translation>每户只收到一次，由最先能联系到的渠道发出；每个群各发一次。</translation>
    </message>
    <message>
        <source>Right now</source>
        <translation>立即</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>几点</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Buyer</source>
        <translation>下单人</translation>
    </message>
    <message>
        <source>Called off</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Check it</source>
        <translation>待核对</translation>
    </message>
    <message>
        <source>Complete it</source>
        <translation>待补全</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Fewer goods</source>
        <translation>商品变少</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Here already</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>住址</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>把握</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>More goods</source>
        <translation>加商品</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新单</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>无需处理</translation>
    </message>
    <message>
        <source>Paid or called off</source>
        <translation>付款或取消</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>粘贴的文字</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>可导入</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Sure</source>
        <translation>有把握</translation>
    </message>
    <message>
        <source>The same?</source>
        <translation>同一单？</translation>
    </message>
    <message>
        <source>To check</source>
        <translation>待核对</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>不太确定</translation>
    </message>
    <message>
        <source>Very unsure</source>
        <translation>很不确定</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>Another</source>
        <translation>换一份</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列含义</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Leave this and begin anew</source>
        <translation>放下这份，重新开始</translation>
    </message>
    <message>
        <source>One file at a time: the first was opened</source>
        <translation>一次一个文件，已打开第一个</translation>
    </message>
    <message>
        <source>Say what the columns hold</source>
        <translation>请说明每列是什么</translation>
    </message>
    <message>
        <source>“%1” is %2 from now on</source>
        <translation>记住了，“%1”就是 %2</translation>
    </message>
</context>
<context>
    <name>Incidents</name>
    <message>
        <source>%1 (this counter)</source>
        <translation>%1（本机）</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经手人</translation>
    </message>
    <message>
        <source>Counter was</source>
        <translation>当时网络</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>One too many</source>
        <translation>重复取货</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>nobody was logged in</source>
        <translation>未登录</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>online</source>
        <translation>在线</translation>
    </message>
</context>
<context>
    <name>IncidentsPage</name>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n 件待处理</numerusform>
        </translation>
    </message>
    <message>
        <source>Goods handed out twice, refused deeds and the like would be here.</source>
        <translation>重复取货、被退回的操作等会显示在这里。</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>Nothing to look at</source>
        <translation>没有需要处理的事</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>ItemRow</name>
    <message>
        <source>Buyers call it “%1”: remember</source>
        <translation>记住“%1”就是它</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Name of the goods</source>
        <translation>货品名称</translation>
    </message>
    <message>
        <source>Not on the list? Add it</source>
        <translation>清单里没有？添加</translation>
    </message>
    <message>
        <source>One less</source>
        <translation>减一件</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>加一件</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Take these goods out of the order</source>
        <translation>去掉此商品</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>原文：%1</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
</context>
<context>
    <name>KindChooser</name>
    <message>
        <source>What is it about?</source>
        <translation>要通知什么？</translation>
    </message>
</context>
<context>
    <name>LeftOutPart</name>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Tell after all</source>
        <translation>还是通知</translation>
    </message>
    <message>
        <source>Who is not told</source>
        <translation>不通知名单</translation>
    </message>
</context>
<context>
    <name>LineDrawer</name>
    <message>
        <source>Another one</source>
        <translation>是另一单</translation>
    </message>
    <message>
        <source>As it was read</source>
        <translation>恢复识别结果</translation>
    </message>
    <message>
        <source>As it was written</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>It is not the order that is here</source>
        <translation>不是已有的那一单</translation>
    </message>
    <message>
        <source>It is right</source>
        <translation>没错</translation>
    </message>
    <message>
        <source>Keep it so</source>
        <translation>就这样</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>More goods</source>
        <translation>加商品</translation>
    </message>
    <message>
        <source>Nobody named</source>
        <translation>没写昵称</translation>
    </message>
    <message>
        <source>Take it in</source>
        <translation>要导入</translation>
    </message>
    <message>
        <source>The same</source>
        <translation>是同一单</translation>
    </message>
</context>
<context>
    <name>LineView</name>
    <message>
        <source>One less</source>
        <translation>减一件</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>加一件</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>单价</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>Lines</name>
    <message>
        <source>%1 of %2 taken</source>
        <translation>已取 %1/%2</translation>
    </message>
    <message>
        <source>%1 of %2 here</source>
        <translation>已到 %1/%2</translation>
    </message>
    <message>
        <source>%1 of %2 now</source>
        <translation>本次 %1/%2</translation>
    </message>
    <message>
        <source>%1 past use-by, stays here</source>
        <translation>%1 件已过期，不能交</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>本次不取</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>已取走</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message numerus="yes">
        <source>%n message(s) stopped</source>
        <translation>
            <numerusform>已停下 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>About anything</source>
        <translation>全部类型</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>It goes out once more.</source>
        <translation>会再发一次。</translation>
    </message>
    <message>
        <source>No notice is like that</source>
        <translation>没有这样的通知</translation>
    </message>
    <message>
        <source>Noted: it is there.</source>
        <translation>已记下：对方收到了。</translation>
    </message>
    <message>
        <source>Nothing was told yet</source>
        <translation>还没发过通知</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>On the way</source>
        <translation>发送中</translation>
    </message>
    <message>
        <source>Part of a title</source>
        <translation>搜标题</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发出</translation>
    </message>
    <message>
        <source>Stopped or out of date</source>
        <translation>已停或过期</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>通知类型</translation>
    </message>
    <message>
        <source>What you tell your neighbours is listed here, with what it brought.</source>
        <translation>发给邻居的每条通知和带来的效果，都会记在这里。</translation>
    </message>
</context>
<context>
    <name>LookSection</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>动效</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>For a bright shop</source>
        <translation>适合明亮的店面</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>For the evening</source>
        <translation>适合夜间</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Follows the computer</source>
        <translation>随电脑设置变化</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>减少动效</translation>
    </message>
    <message>
        <source>Nothing slides or shimmers any more</source>
        <translation>不再有滑动和闪动</translation>
    </message>
</context>
<context>
    <name>LotPanel</name>
    <message>
        <source>2026-11-30, 261130, 11-30, or +7 for a week from today</source>
        <translation>2026-11-30、261130、11-30，或 +7 表示 7 天后</translation>
    </message>
    <message>
        <source>As planned</source>
        <translation>按安排</translation>
    </message>
    <message>
        <source>As printed</source>
        <translation>照包装上写</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Lot</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Lot and use-by day</source>
        <translation>批次和保质期</translation>
    </message>
    <message>
        <source>No day</source>
        <translation>没有日期</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>货位</translation>
    </message>
    <message>
        <source>This is no day. Write it as 2026-11-30.</source>
        <translation>日期不对，请写成 2026-11-30。</translation>
    </message>
    <message>
        <source>Use by</source>
        <translation>到期</translation>
    </message>
</context>
<context>
    <name>MachineSection</name>
    <message>
        <source>This counter</source>
        <translation>本柜台</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>体检</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>检查中…</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>柜台</translation>
    </message>
    <message>
        <source>Pickup point</source>
        <translation>自提点</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>Deeds recorded</source>
        <translation>操作记录</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
</context>
<context>
    <name>MappingView</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Read it so</source>
        <translation>按此识别</translation>
    </message>
    <message>
        <source>Say what the columns hold</source>
        <translation>请说明每列是什么</translation>
    </message>
    <message>
        <source>This sheet is not known yet. What you say is kept for all of its kind.</source>
        <translation>还没见过这种表格。说明一次，以后同样的表格都记得。</translation>
    </message>
</context>
<context>
    <name>MessageStrip</name>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>It is there</source>
        <translation>已收到</translation>
    </message>
    <message>
        <source>Not there: send again</source>
        <translation>没有，再发</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>重发</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>原文</translation>
    </message>
</context>
<context>
    <name>MovementsView</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Movements</source>
        <translation>出入库流水</translation>
    </message>
    <message>
        <source>Nothing of this kind moved yet</source>
        <translation>还没有这类流水</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>NextStrip</name>
    <message>
        <source>Ready for the next code</source>
        <translation>请扫下一个码</translation>
    </message>
</context>
<context>
    <name>NoticeCardView</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>No message here</source>
        <translation>这里没有消息</translation>
    </message>
    <message>
        <source>Paste now</source>
        <translation>去粘贴</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>What has not gone out stays here</source>
        <translation>还没发出的不再发送</translation>
    </message>
    <message>
        <source>by itself</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>came</source>
        <translation>来取</translation>
    </message>
    <message>
        <source>half of them within</source>
        <translation>一半人在此时间内来</translation>
    </message>
    <message>
        <source>opened it</source>
        <translation>打开了</translation>
    </message>
    <message>
        <source>said thanks</source>
        <translation>道谢</translation>
    </message>
    <message>
        <source>want fewer</source>
        <translation>嫌多</translation>
    </message>
    <message>
        <source>went out</source>
        <translation>已发出</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 of %2 parts are there</source>
        <translation>共 %2 段，已到 %1 段</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n 小时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more, once these are done</source>
        <translation>
            <numerusform>处理完后还有 %n 条</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n 条被拒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unsure</source>
        <translation>
            <numerusform>%n 条不确定</numerusform>
        </translation>
    </message>
    <message>
        <source>About</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>As always</source>
        <translation>照常</translation>
    </message>
    <message>
        <source>Bark</source>
        <translation>Bark</translation>
    </message>
    <message>
        <source>Before goods go off</source>
        <translation>临近保质期</translation>
    </message>
    <message>
        <source>Before the store closes</source>
        <translation>打烊前</translation>
    </message>
    <message>
        <source>Came</source>
        <translation>来取</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Channels that stopped</source>
        <translation>停用的渠道</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>休息</translation>
    </message>
    <message>
        <source>Comes later</source>
        <translation>晚到</translation>
    </message>
    <message>
        <source>Copy, paste, next: one key each</source>
        <translation>复制、粘贴、下一个，各按一个键</translation>
    </message>
    <message>
        <source>Could be told now</source>
        <translation>现在可以通知</translation>
    </message>
    <message>
        <source>Counted until a day after it went out.</source>
        <translation>统计到发出后一天。</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>DingTalk group</source>
        <translation>钉钉群</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>邮件</translation>
    </message>
    <message>
        <source>Feishu group</source>
        <translation>飞书群</translation>
    </message>
    <message>
        <source>Fine, with care.</source>
        <translation>可以发，注意分寸。</translation>
    </message>
    <message>
        <source>Glad to hear from you.</source>
        <translation>乐意收到你的消息。</translation>
    </message>
    <message>
        <source>Go on writing</source>
        <translation>继续写</translation>
    </message>
    <message>
        <source>Goes out %1</source>
        <translation>%1 发出</translation>
    </message>
    <message>
        <source>Going out</source>
        <translation>正在发</translation>
    </message>
    <message>
        <source>Goods are here</source>
        <translation>到货</translation>
    </message>
    <message>
        <source>Holiday</source>
        <translation>节假日</translation>
    </message>
    <message>
        <source>In own words</source>
        <translation>自由撰写</translation>
    </message>
    <message>
        <source>It is there</source>
        <translation>已收到</translation>
    </message>
    <message>
        <source>Lark group</source>
        <translation>Lark 群</translation>
    </message>
    <message>
        <source>Last call</source>
        <translation>催取</translation>
    </message>
    <message>
        <source>Livestream</source>
        <translation>直播</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>看一看</translation>
    </message>
    <message>
        <source>May have been sent</source>
        <translation>可能已发出</translation>
    </message>
    <message>
        <source>Members&apos; page</source>
        <translation>会员主页</translation>
    </message>
    <message>
        <source>Near use-by</source>
        <translation>临期</translation>
    </message>
    <message>
        <source>Not there: send again</source>
        <translation>没有，再发</translation>
    </message>
    <message>
        <source>Noted: the group wants fewer notices.</source>
        <translation>已记下：群里希望少发。</translation>
    </message>
    <message>
        <source>Noted: they complained.</source>
        <translation>已记下：对方抱怨了。</translation>
    </message>
    <message>
        <source>Noted: they want fewer notices.</source>
        <translation>已记下：对方希望少收。</translation>
    </message>
    <message>
        <source>Noted: they were glad.</source>
        <translation>已记下：对方很高兴。</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>发送中</translation>
    </message>
    <message>
        <source>Only news about their own goods.</source>
        <translation>只发与自己订单有关的。</translation>
    </message>
    <message>
        <source>Only warnings for now: let them rest.</source>
        <translation>先歇一歇，只发安全提醒。</translation>
    </message>
    <message>
        <source>Other service</source>
        <translation>其他服务</translation>
    </message>
    <message>
        <source>Out of date</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Part of it is here</source>
        <translation>部分到货</translation>
    </message>
    <message>
        <source>Paste by hand</source>
        <translation>手动粘贴</translation>
    </message>
    <message>
        <source>Paste now</source>
        <translation>去粘贴</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>分</translation>
    </message>
    <message>
        <source>Pushplus</source>
        <translation>Pushplus 推送加</translation>
    </message>
    <message>
        <source>Put it right</source>
        <translation>去处理</translation>
    </message>
    <message>
        <source>Quiet until %1</source>
        <translation>%1 前安静</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>已读</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发出</translation>
    </message>
    <message>
        <source>ServerChan</source>
        <translation>Server酱</translation>
    </message>
    <message>
        <source>Shortage settled</source>
        <translation>缺货已处理</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Text message</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>Thank you</source>
        <translation>感谢</translation>
    </message>
    <message>
        <source>That day</source>
        <translation>当天</translation>
    </message>
    <message>
        <source>The day after is over: this is what it brought.</source>
        <translation>一天已过，这是最终效果。</translation>
    </message>
    <message>
        <source>To be pasted</source>
        <translation>待粘贴</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>已通知</translation>
    </message>
    <message>
        <source>Too little came</source>
        <translation>缺货</translation>
    </message>
    <message>
        <source>Trouble</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Waits for its time</source>
        <translation>待定时发送</translation>
    </message>
    <message>
        <source>WeCom group</source>
        <translation>企业微信群</translation>
    </message>
    <message>
        <source>Web address</source>
        <translation>网络地址</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>When a shortage was settled</source>
        <translation>缺货处理好时</translation>
    </message>
    <message>
        <source>When goods have arrived</source>
        <translation>到货时</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>谁</translation>
    </message>
    <message>
        <source>With the centre</source>
        <translation>在中心</translation>
    </message>
    <message>
        <source>a whole group</source>
        <translation>整个群</translation>
    </message>
    <message>
        <source>by itself</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>ddd, d MMM</source>
        <translation>M月d日 ddd</translation>
    </message>
    <message>
        <source>each person</source>
        <translation>单个人</translation>
    </message>
    <message>
        <source>not before %1</source>
        <translation>%1 之后</translation>
    </message>
    <message>
        <source>own</source>
        <translation>自建</translation>
    </message>
</context>
<context>
    <name>NoticesPage</name>
    <message>
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Draft dropped</source>
        <translation>草稿已丢弃</translation>
    </message>
    <message numerus="yes">
        <source>Goes out %1 to %n household(s)</source>
        <translation>
            <numerusform>%1 发给 %n 户</numerusform>
        </translation>
    </message>
    <message>
        <source>Kept: it stands under Today</source>
        <translation>已保存，可在“今天”里找到</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>通知</translation>
    </message>
    <message numerus="yes">
        <source>On its way to %n household(s)</source>
        <translation>
            <numerusform>正在发给 %n 户</numerusform>
        </translation>
    </message>
    <message>
        <source>Poster</source>
        <translation>海报</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>写通知</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>OptionsView</name>
    <message>
        <source>Copies</source>
        <translation>份数</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>单据</translation>
    </message>
    <message>
        <source>One less</source>
        <translation>减一件</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>加一件</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Without what is expected</source>
        <translation>不印应有数量（盲盘）</translation>
    </message>
</context>
<context>
    <name>Orders</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Cancelled or refunded</source>
        <translation>取消/退款</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>团员</translation>
    </message>
    <message>
        <source>Ordered</source>
        <translation>下单时间</translation>
    </message>
    <message>
        <source>Partly</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>货位</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>金额</translation>
    </message>
</context>
<context>
    <name>OrdersPage</name>
    <message numerus="yes">
        <source>%Ln order(s)</source>
        <translation>
            <numerusform>共 %Ln 单</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln order(s) written to %1</source>
        <translation>
            <numerusform>已导出 %Ln 个订单到 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Look for the last 4 digits of the phone, a name, or an order number.</source>
        <translation>可按手机尾号 4 位、姓名或订单号查找。</translation>
    </message>
    <message>
        <source>No order fits</source>
        <translation>没有符合的订单</translation>
    </message>
    <message>
        <source>No orders yet</source>
        <translation>还没有订单</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Phone tail, name or order number</source>
        <translation>手机尾号、姓名或订单号</translation>
    </message>
    <message>
        <source>Pick list</source>
        <translation>分拣单</translation>
    </message>
    <message>
        <source>Show all orders</source>
        <translation>显示全部订单</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>They come by themselves with the next sync.</source>
        <translation>下次同步后会自动出现。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>OverviewView</name>
    <message>
        <source>Count goods without a manifest</source>
        <translation>清点无单货</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>到货</translation>
    </message>
    <message>
        <source>No delivery is announced</source>
        <translation>没有预告的到货</translation>
    </message>
    <message>
        <source>They come with the next sync. Other goods can be counted at any time.</source>
        <translation>下次同步会自动到来。其他货随时可以清点。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>PasswordView</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Password of the file</source>
        <translation>文件密码</translation>
    </message>
</context>
<context>
    <name>PasteView</name>
    <message>
        <source>%1 of %2 pasted</source>
        <translation>已粘贴 %1 / %2</translation>
    </message>
    <message>
        <source>All is pasted</source>
        <translation>都粘贴好了</translation>
    </message>
    <message>
        <source>Another program holds the clipboard. Press C to try again.</source>
        <translation>剪贴板被其他程序占用，按 C 再试。</translation>
    </message>
    <message>
        <source>Chat %1 of %2: open it</source>
        <translation>第 %1 / %2 个群，请打开</translation>
    </message>
    <message>
        <source>Copied. Paste it into the chat with Ctrl+V, send it, come back.</source>
        <translation>已复制。到群里按 Ctrl+V 粘贴并发送，再回来。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>复制文字</translation>
    </message>
    <message>
        <source>Everybody was told, or came before they could be.</source>
        <translation>都通知到了，或已提前来取。</translation>
    </message>
    <message>
        <source>It is pasted</source>
        <translation>粘贴好了</translation>
    </message>
    <message>
        <source>It is pasted, next</source>
        <translation>粘贴好了，下一条</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一条</translation>
    </message>
    <message>
        <source>Not pasted after all</source>
        <translation>其实没粘贴</translation>
    </message>
    <message>
        <source>Nothing is left to paste</source>
        <translation>没有要粘贴的了</translation>
    </message>
    <message>
        <source>Open the chat</source>
        <translation>打开群</translation>
    </message>
    <message>
        <source>Part %1 of %2</source>
        <translation>第 %1 / %2 段</translation>
    </message>
    <message>
        <source>Pasted already.</source>
        <translation>已经粘贴过。</translation>
    </message>
    <message>
        <source>The one before</source>
        <translation>上一条</translation>
    </message>
    <message>
        <source>This picture cannot be read. Enter goes on without it.</source>
        <translation>图片无法读取，按 Enter 跳过。</translation>
    </message>
    <message>
        <source>Your WeChat group</source>
        <translation>你的微信群</translation>
    </message>
    <message>
        <source>copy again</source>
        <translation>再复制</translation>
    </message>
    <message>
        <source>copy, then pasted and on</source>
        <translation>复制，再按为已粘贴</translation>
    </message>
    <message>
        <source>leave, the rest waits</source>
        <translation>离开，剩下的保留</translation>
    </message>
    <message>
        <source>look back and forth</source>
        <translation>前后翻看</translation>
    </message>
    <message>
        <source>take a tick back</source>
        <translation>取消勾选</translation>
    </message>
</context>
<context>
    <name>PeoplePicker</name>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Left out by hand</source>
        <translation>手动排除</translation>
    </message>
    <message>
        <source>Name, home or phone tail</source>
        <translation>姓名、房号或手机尾号</translation>
    </message>
    <message>
        <source>Nobody of that name</source>
        <translation>没有找到这个人</translation>
    </message>
    <message>
        <source>Tell</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Told as well</source>
        <translation>另外通知</translation>
    </message>
</context>
<context>
    <name>PersonFields</name>
    <message>
        <source>Building</source>
        <translation>楼号</translation>
    </message>
    <message>
        <source>Buyer</source>
        <translation>下单人</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>房号</translation>
    </message>
    <message>
        <source>Staircase</source>
        <translation>单元</translation>
    </message>
</context>
<context>
    <name>PhotoStrip</name>
    <message>
        <source>Add a picture</source>
        <translation>加照片</translation>
    </message>
    <message>
        <source>Leave picture %1 out</source>
        <translation>去掉第 %1 张照片</translation>
    </message>
    <message>
        <source>Take a picture</source>
        <translation>拍照</translation>
    </message>
</context>
<context>
    <name>PickupPage</name>
    <message>
        <source>Fast: complete orders are handed over as they are scanned</source>
        <translation>快速模式：到齐的订单扫码即交付</translation>
    </message>
    <message>
        <source>Pickup</source>
        <translation>取货</translation>
    </message>
    <message>
        <source>Undo last</source>
        <translation>撤销上一笔</translation>
    </message>
</context>
<context>
    <name>PicturePart</name>
    <message>
        <source>Choose a picture</source>
        <translation>选图片</translation>
    </message>
    <message>
        <source>Or drop one here. Click on what must stay in sight.</source>
        <translation>也可以拖进来。点一下要留在画面里的地方。</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>粘贴图片</translation>
    </message>
    <message>
        <source>Picture: what must stay in sight</source>
        <translation>图片：要留在画面里的地方</translation>
    </message>
    <message>
        <source>Without a picture</source>
        <translation>不用图片</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Pickup</source>
        <translation>取货</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Receiving</source>
        <translation>收货</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>库存</translation>
    </message>
</context>
<context>
    <name>Poster</name>
    <message>
        <source>A few words</source>
        <translation>几句话</translation>
    </message>
    <message>
        <source>A good price for neighbours</source>
        <translation>邻里团购价</translation>
    </message>
    <message>
        <source>A note for our neighbours</source>
        <translation>给邻居们的一句话</translation>
    </message>
    <message>
        <source>Big price</source>
        <translation>大字价格</translation>
    </message>
    <message>
        <source>Bring your code</source>
        <translation>凭提货码领取</translation>
    </message>
    <message>
        <source>Festive red</source>
        <translation>喜庆红</translation>
    </message>
    <message>
        <source>For the group 3:4</source>
        <translation>群聊 3:4</translation>
    </message>
    <message>
        <source>Fresh goods</source>
        <translation>新鲜单品</translation>
    </message>
    <message>
        <source>Fresh in store today</source>
        <translation>今天新鲜到店</translation>
    </message>
    <message>
        <source>From the store</source>
        <translation>小店通知</translation>
    </message>
    <message>
        <source>Full screen 9:16</source>
        <translation>全屏 9:16</translation>
    </message>
    <message>
        <source>Goods are here</source>
        <translation>到货</translation>
    </message>
    <message>
        <source>Goods list</source>
        <translation>开团清单</translation>
    </message>
    <message>
        <source>Goods, one a line: name price note</source>
        <translation>商品，一行一个：名称 价格 备注</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>清新绿</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>大标题</translation>
    </message>
    <message>
        <source>Hours to collect</source>
        <translation>取货时间</translation>
    </message>
    <message>
        <source>Just in</source>
        <translation>今日鲜到</translation>
    </message>
    <message>
        <source>Link or code for the QR</source>
        <translation>二维码的链接或码</translation>
    </message>
    <message>
        <source>Live show</source>
        <translation>直播预告海报</translation>
    </message>
    <message>
        <source>Live soon</source>
        <translation>直播预告</translation>
    </message>
    <message>
        <source>Night blue</source>
        <translation>夜空蓝</translation>
    </message>
    <message>
        <source>Only today</source>
        <translation>仅限今天</translation>
    </message>
    <message>
        <source>Order now</source>
        <translation>正在接龙</translation>
    </message>
    <message>
        <source>Price before (yuan)</source>
        <translation>原价（元）</translation>
    </message>
    <message>
        <source>Price now (yuan)</source>
        <translation>现价（元）</translation>
    </message>
    <message>
        <source>Product name</source>
        <translation>商品名</translation>
    </message>
    <message>
        <source>Scan to order</source>
        <translation>扫码下单</translation>
    </message>
    <message>
        <source>See you live tonight</source>
        <translation>今晚直播间见</translation>
    </message>
    <message>
        <source>Shelf slot</source>
        <translation>货位号</translation>
    </message>
    <message>
        <source>Short label</source>
        <translation>小标签</translation>
    </message>
    <message>
        <source>Sold by</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Square 1:1</source>
        <translation>方形 1:1</translation>
    </message>
    <message>
        <source>Store name</source>
        <translation>门店名</translation>
    </message>
    <message>
        <source>Text card</source>
        <translation>文字卡</translation>
    </message>
    <message>
        <source>Thank you, neighbours</source>
        <translation>谢谢每一位邻居</translation>
    </message>
    <message>
        <source>Thank-you card</source>
        <translation>感谢卡</translation>
    </message>
    <message>
        <source>Tonight&apos;s group buy</source>
        <translation>今晚开团</translation>
    </message>
    <message>
        <source>Warm paper</source>
        <translation>暖纸色</translation>
    </message>
    <message>
        <source>When it is</source>
        <translation>时间安排</translation>
    </message>
    <message>
        <source>Where the store is</source>
        <translation>门店地址</translation>
    </message>
    <message>
        <source>Who hosts</source>
        <translation>主播是谁</translation>
    </message>
    <message>
        <source>Words under the QR</source>
        <translation>二维码下的字</translation>
    </message>
    <message>
        <source>Your goods have arrived</source>
        <translation>您的团品到店啦</translation>
    </message>
</context>
<context>
    <name>PosterForm</name>
    <message>
        <source>A price such as 12.50</source>
        <translation>写成 12.50 这样的价格</translation>
    </message>
    <message>
        <source>Choose a product</source>
        <translation>选一个商品</translation>
    </message>
    <message>
        <source>Fill in a product</source>
        <translation>填入商品</translation>
    </message>
</context>
<context>
    <name>PosterStudio</name>
    <message>
        <source>Another program holds the clipboard. Copy once more.</source>
        <translation>剪贴板被别的程序占着，再复制一次。</translation>
    </message>
    <message>
        <source>Copied. Paste it into the chat with Ctrl+V.</source>
        <translation>已复制。到聊天里按 Ctrl+V 粘贴。</translation>
    </message>
    <message>
        <source>Copy the poster</source>
        <translation>复制海报</translation>
    </message>
    <message>
        <source>Poster: %1</source>
        <translation>海报：%1</translation>
    </message>
    <message>
        <source>Save as a picture</source>
        <translation>存成图片</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已存为 %1</translation>
    </message>
    <message>
        <source>The picture cannot be opened. Is it still there?</source>
        <translation>图片打不开，它还在那里吗？</translation>
    </message>
    <message>
        <source>Use in a notice</source>
        <translation>用在通知里</translation>
    </message>
</context>
<context>
    <name>PreviewPart</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Choose how it goes out, and it is shown here.</source>
        <translation>选好渠道，这里就会显示。</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>The next one</source>
        <translation>下一条</translation>
    </message>
    <message>
        <source>The one before</source>
        <translation>上一条</translation>
    </message>
    <message>
        <source>There is nothing to read yet.</source>
        <translation>还没有内容。</translation>
    </message>
    <message numerus="yes">
        <source>goes in %n piece(s)</source>
        <translation>
            <numerusform>分 %n 条发出</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrintPage</name>
    <message>
        <source>%1 goes to %2</source>
        <translation>%1 已送往 %2</translation>
    </message>
    <message>
        <source>Add a printer</source>
        <translation>添加打印机</translation>
    </message>
    <message>
        <source>Choose what to print</source>
        <translation>选择要打印的内容</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>单据</translation>
    </message>
    <message>
        <source>No printer is set up yet. A PDF can be saved.</source>
        <translation>还没有设置打印机，可以先存成 PDF。</translation>
    </message>
    <message>
        <source>Other pages bring their own papers here as well.</source>
        <translation>其他页面要打印的单据也会出现在这里。</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>打印队列</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>存为 PDF</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已存为 %1</translation>
    </message>
    <message>
        <source>page %1 of %2</source>
        <translation>第 %1 页，共 %2 页</translation>
    </message>
</context>
<context>
    <name>PrinterForm</name>
    <message>
        <source>Cuts the paper by itself</source>
        <translation>自动切纸</translation>
    </message>
    <message>
        <source>Dots</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Front desk</source>
        <translation>前台</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>Printer of this computer</source>
        <translation>本机打印机</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>This computer has no printer yet. Add it in the settings of the system first.</source>
        <translation>这台电脑上还没有打印机。请先在系统设置里添加。</translation>
    </message>
</context>
<context>
    <name>PrinterSection</name>
    <message>
        <source>%1 is set up.</source>
        <translation>%1 已设置好。</translation>
    </message>
    <message>
        <source>A test page goes to %1. The page Printing shows what came of it.</source>
        <translation>测试页已送往 %1，结果见“打印”页。</translation>
    </message>
    <message>
        <source>Add a printer</source>
        <translation>添加打印机</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>New printer</source>
        <translation>新打印机</translation>
    </message>
    <message>
        <source>None yet. Label, receipt and office printers can be used side by side.</source>
        <translation>还没有。标签机、小票机、办公打印机可以同时使用。</translation>
    </message>
    <message>
        <source>Print a test page</source>
        <translation>打印测试页</translation>
    </message>
    <message>
        <source>Printers</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>Printers</name>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Labels %1 mm</source>
        <translation>标签 %1 mm</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Printer of this computer</source>
        <translation>本机打印机</translation>
    </message>
    <message>
        <source>Receipt roll %1</source>
        <translation>小票纸 %1</translation>
    </message>
    <message>
        <source>Serial port</source>
        <translation>串口</translation>
    </message>
    <message>
        <source>This computer&apos;s</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>USB</source>
        <translation>USB 接口</translation>
    </message>
    <message>
        <source>Vendor and product number</source>
        <translation>厂商号和产品号</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>By member</source>
        <translation>按团员</translation>
    </message>
    <message>
        <source>By product</source>
        <translation>按商品</translation>
    </message>
    <message>
        <source>By room</source>
        <translation>按房号</translation>
    </message>
    <message>
        <source>Delivery note</source>
        <translation>收货单</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>单据</translation>
    </message>
    <message>
        <source>End of day</source>
        <translation>日结单</translation>
    </message>
    <message>
        <source>Labels %1 mm</source>
        <translation>标签 %1 mm</translation>
    </message>
    <message>
        <source>Look here</source>
        <translation>请查看</translation>
    </message>
    <message>
        <source>Owed goods</source>
        <translation>欠货卡</translation>
    </message>
    <message>
        <source>Parcel labels</source>
        <translation>包裹标签</translation>
    </message>
    <message>
        <source>Pick list</source>
        <translation>分拣单</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>已打印</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>打小票</translation>
    </message>
    <message>
        <source>Receipt roll %1</source>
        <translation>小票纸 %1</translation>
    </message>
    <message>
        <source>Shelf labels</source>
        <translation>货位标签</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Stocktake sheet</source>
        <translation>盘点单</translation>
    </message>
    <message>
        <source>Taken off</source>
        <translation>已移除</translation>
    </message>
    <message>
        <source>Test page</source>
        <translation>测试页</translation>
    </message>
    <message>
        <source>Trying again</source>
        <translation>重试中</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
</context>
<context>
    <name>ProductFormView</name>
    <message>
        <source>A whole number</source>
        <translation>请填整数</translation>
    </message>
    <message>
        <source>Add a product of your own</source>
        <translation>新增自有商品</translation>
    </message>
    <message>
        <source>An amount such as 12.50</source>
        <translation>请填金额，如 12.50</translation>
    </message>
    <message>
        <source>Barcodes</source>
        <translation>条码</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Edit product</source>
        <translation>编辑商品</translation>
    </message>
    <message>
        <source>Food type</source>
        <translation>食品类型</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keeps for</source>
        <translation>保质期</translation>
    </message>
    <message>
        <source>Kept at</source>
        <translation>存放温区</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Price in yuan</source>
        <translation>售价（元）</translation>
    </message>
    <message>
        <source>Scan it now</source>
        <translation>现在扫码即可</translation>
    </message>
    <message>
        <source>Space of a piece</source>
        <translation>单件体积</translation>
    </message>
    <message>
        <source>Tell me at</source>
        <translation>低于多少提醒</translation>
    </message>
    <message>
        <source>The rest is the centre&apos;s word; it comes with the sync.</source>
        <translation>其余内容由中心维护，同步后更新。</translation>
    </message>
    <message>
        <source>This is no barcode of goods</source>
        <translation>这不是商品条码</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Write something here</source>
        <translation>请填写</translation>
    </message>
    <message>
        <source>bottle, box, 500g</source>
        <translation>瓶、盒、500g</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>millilitres</source>
        <translation>毫升</translation>
    </message>
    <message>
        <source>pieces</source>
        <translation>件数</translation>
    </message>
</context>
<context>
    <name>ProductView</name>
    <message>
        <source>Add a product to the list</source>
        <translation>添加商品</translation>
    </message>
    <message>
        <source>Add it</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>All lines are read again with it.</source>
        <translation>添加后会重新识别所有行。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Coming</source>
        <translation>在途</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>For members</source>
        <translation>团员待取</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>可卖</translation>
    </message>
    <message>
        <source>It needs a name</source>
        <translation>请填名称</translation>
    </message>
    <message>
        <source>Movements</source>
        <translation>出入库流水</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>On hand</source>
        <translation>在库</translation>
    </message>
    <message>
        <source>Price in yuan</source>
        <translation>售价（元）</translation>
    </message>
    <message>
        <source>Such as 12.50</source>
        <translation>如 12.50</translation>
    </message>
    <message>
        <source>Such as 盒, 箱, 份</source>
        <translation>如 盒、箱、份</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Where it lies</source>
        <translation>存放位置</translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>%1, %2 copies</source>
        <translation>%1，%2 份</translation>
    </message>
    <message>
        <source>Pages that are out: %1</source>
        <translation>已打出 %1 页</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>重新打印</translation>
    </message>
    <message>
        <source>Print the rest</source>
        <translation>补打剩余</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>打印队列</translation>
    </message>
    <message>
        <source>Take off</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>QuietView</name>
    <message>
        <source>11-25</source>
        <translation>11-25</translation>
    </message>
    <message>
        <source>A recall goes out at any hour. On days the store is closed nothing goes out that asks people to come.</source>
        <translation>召回随时都会发出。门店休息的日子，不发请人来取的通知。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Begin later on public holidays</source>
        <translation>节假日晚些再发</translation>
    </message>
    <message>
        <source>Closed on</source>
        <translation>休息日</translation>
    </message>
    <message>
        <source>Closed that day</source>
        <translation>当天休息</translation>
    </message>
    <message>
        <source>Holidays and closed days</source>
        <translation>节假日和休息日</translation>
    </message>
    <message>
        <source>Holidays are quiet until</source>
        <translation>节假日安静到</translation>
    </message>
    <message>
        <source>Open on this day</source>
        <translation>当天营业</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>安静开始</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>安静时段</translation>
    </message>
    <message>
        <source>Quiet until</source>
        <translation>安静结束</translation>
    </message>
    <message>
        <source>The year after</source>
        <translation>下一年</translation>
    </message>
    <message>
        <source>The year before</source>
        <translation>上一年</translation>
    </message>
    <message>
        <source>What is due in between waits for this time.</source>
        <translation>期间该发的，等到这时再发。</translation>
    </message>
    <message>
        <source>Write a day to come, as 11-25 or 2027-01-31.</source>
        <translation>请填将来的日子，如 11-25 或 2027-01-31。</translation>
    </message>
</context>
<context>
    <name>Receiving</name>
    <message>
        <source>%1 came earlier</source>
        <translation>之前到了 %1</translation>
    </message>
    <message>
        <source>%1 counted</source>
        <translation>已点 %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 of %2 here</source>
        <translation>已到 %1 / %2</translation>
    </message>
    <message>
        <source>%1 short</source>
        <translation>少 %1</translation>
    </message>
    <message>
        <source>%1 too many</source>
        <translation>多 %1</translation>
    </message>
    <message>
        <source>%1 turned down</source>
        <translation>拒收 %1</translation>
    </message>
    <message>
        <source>%1: take back</source>
        <translation>%1 撤回</translation>
    </message>
    <message numerus="yes">
        <source>%n carton(s)</source>
        <translation>
            <numerusform>%n 箱</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n claim(s)</source>
        <translation>
            <numerusform>%n 项索赔</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cold</source>
        <translation>
            <numerusform>冷藏冷冻 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not answered</source>
        <translation>
            <numerusform>%n 项未回复</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n piece(s)</source>
        <translation>
            <numerusform>%n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n product(s)</source>
        <translation>
            <numerusform>%n 种货品</numerusform>
        </translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>已认可</translation>
    </message>
    <message>
        <source>Announced</source>
        <translation>已预告</translation>
    </message>
    <message>
        <source>Cartons and pieces, or type how many.</source>
        <translation>整箱、单件都可以扫，也可以输数量。</translation>
    </message>
    <message>
        <source>Coming</source>
        <translation>待收</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>清点中</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>破损</translation>
    </message>
    <message>
        <source>Goods without a manifest</source>
        <translation>无单货</translation>
    </message>
    <message>
        <source>More than announced</source>
        <translation>比单上多</translation>
    </message>
    <message>
        <source>Not announced</source>
        <translation>单上没有</translation>
    </message>
    <message>
        <source>Not answered yet</source>
        <translation>未回复</translation>
    </message>
    <message>
        <source>Not on the manifest, but counted</source>
        <translation>单上没有，已计入</translation>
    </message>
    <message>
        <source>On the way</source>
        <translation>在路上</translation>
    </message>
    <message>
        <source>One more truck to come</source>
        <translation>还有一车</translation>
    </message>
    <message>
        <source>Past its use-by day: reject it</source>
        <translation>已过保质期，请拒收</translation>
    </message>
    <message>
        <source>Ready to scan</source>
        <translation>等待扫码</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已收货</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>相符</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>少货</translation>
    </message>
    <message>
        <source>To count</source>
        <translation>未点</translation>
    </message>
    <message>
        <source>Too many</source>
        <translation>多货</translation>
    </message>
    <message>
        <source>Too warm</source>
        <translation>温度过高</translation>
    </message>
    <message>
        <source>Turned down</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>Wrong goods</source>
        <translation>错货</translation>
    </message>
    <message>
        <source>all answered</source>
        <translation>都已回复</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手工</translation>
    </message>
    <message>
        <source>credit %1</source>
        <translation>补偿 %1</translation>
    </message>
    <message numerus="yes">
        <source>in %n h</source>
        <translation>
            <numerusform>约 %n 小时后</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n min</source>
        <translation>
            <numerusform>%n 分钟后</numerusform>
        </translation>
    </message>
    <message>
        <source>lot %1</source>
        <translation>批次 %1</translation>
    </message>
    <message>
        <source>nobody announced them</source>
        <translation>没有预告</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>已晚点</translation>
    </message>
    <message>
        <source>past its use-by %1</source>
        <translation>已过保质期 %1</translation>
    </message>
    <message>
        <source>use by %1</source>
        <translation>到期 %1</translation>
    </message>
</context>
<context>
    <name>ReceivingPage</name>
    <message numerus="yes">
        <source>%n coming</source>
        <translation>
            <numerusform>%n 车待收</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n slot(s) added</source>
        <translation>
            <numerusform>已添加 %n 个货位</numerusform>
        </translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Check and sign</source>
        <translation>核对签字</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>清点</translation>
    </message>
    <message>
        <source>Drop it</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Drop the count</source>
        <translation>放弃清点</translation>
    </message>
    <message>
        <source>Drop this count? What was counted so far is forgotten.</source>
        <translation>放弃这次清点吗？已点的数量不再保留。</translation>
    </message>
    <message>
        <source>Goods without a manifest</source>
        <translation>无单货</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Print all labels</source>
        <translation>打印全部标签</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已收货</translation>
    </message>
    <message>
        <source>Receiving</source>
        <translation>收货</translation>
    </message>
    <message>
        <source>Slots</source>
        <translation>货位</translation>
    </message>
    <message>
        <source>The count was dropped</source>
        <translation>已放弃清点</translation>
    </message>
    <message>
        <source>The slot is closed</source>
        <translation>货位已停用</translation>
    </message>
    <message>
        <source>Without a barcode</source>
        <translation>没有条码</translation>
    </message>
</context>
<context>
    <name>RejectPanel</name>
    <message numerus="yes">
        <source>%n photo(s) kept</source>
        <translation>
            <numerusform>已存 %n 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>A few words</source>
        <translation>简单说明</translation>
    </message>
    <message>
        <source>A photo helps the kitchen to say yes.</source>
        <translation>有照片，厨房更容易认可。</translation>
    </message>
    <message>
        <source>From a file</source>
        <translation>从文件</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>拍照</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>拒收</translation>
    </message>
    <message>
        <source>Reject goods</source>
        <translation>拒收货品</translation>
    </message>
    <message>
        <source>Take the camera&apos;s picture</source>
        <translation>用摄像头拍</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>哪里不对</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>摄像头画面</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>%1 against before</source>
        <translation>比上期 %1</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>团员</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Shrinkage</source>
        <translation>损耗</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>ddd d</source>
        <translation>ddd d日</translation>
    </message>
    <message>
        <source>ddd d MMMM</source>
        <translation>M月d日 ddd</translation>
    </message>
    <message>
        <source>none before</source>
        <translation>上期没有</translation>
    </message>
</context>
<context>
    <name>ReportsPage</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>往前</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Go back to days with pickups.</source>
        <translation>往前翻到有取货的日子。</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>往后</translation>
    </message>
    <message>
        <source>Nothing happened in these days</source>
        <translation>这几天没有记录</translation>
    </message>
    <message>
        <source>Orders behind: %1</source>
        <translation>相关订单：%1</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>已写入 %1</translation>
    </message>
    <message>
        <source>before</source>
        <translation>上期</translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message numerus="yes">
        <source>%Ln line(s) wait to be checked.</source>
        <translation>
            <numerusform>还有 %Ln 行待核对。</numerusform>
        </translation>
    </message>
    <message>
        <source>An order needs a name and what is ordered, one line each.</source>
        <translation>每单一行，要有昵称和商品数量。</translation>
    </message>
    <message>
        <source>Import %1 of %2</source>
        <translation>导入 %1 / %2 单</translation>
    </message>
    <message>
        <source>No line of this kind</source>
        <translation>没有这类的行</translation>
    </message>
    <message>
        <source>No order was found in it</source>
        <translation>没找到订单</translation>
    </message>
    <message>
        <source>Not those of last week that look the same</source>
        <translation>和上周的一样，但不是同一批</translation>
    </message>
    <message>
        <source>Orders that were read</source>
        <translation>识别出的订单</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>These are new orders</source>
        <translation>都是新单</translation>
    </message>
    <message>
        <source>What is imported stays; call single orders off if need be.</source>
        <translation>导入后不能整批撤回，需要时逐单取消。</translation>
    </message>
</context>
<context>
    <name>RuleCard</name>
    <message>
        <source>Ask me first</source>
        <translation>先问我</translation>
    </message>
    <message>
        <source>Choose at least one channel: so far it reaches nobody.</source>
        <translation>请至少选一个渠道，否则谁也收不到。</translation>
    </message>
    <message>
        <source>Goes out by itself, never in quiet times, never twice.</source>
        <translation>自动发出，避开安静时段，绝不重复。</translation>
    </message>
    <message>
        <source>Off. Nothing happens by itself.</source>
        <translation>已关，不会自动做任何事。</translation>
    </message>
    <message>
        <source>One hour less</source>
        <translation>少一小时</translation>
    </message>
    <message>
        <source>One hour more</source>
        <translation>多一小时</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Says</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Send by itself</source>
        <translation>自动发送</translation>
    </message>
    <message>
        <source>The page Today offers it; you look and send.</source>
        <translation>在“今天”里提示，由你查看并发送。</translation>
    </message>
    <message>
        <source>hours before closing</source>
        <translation>小时（打烊前）</translation>
    </message>
    <message>
        <source>hours before the use-by</source>
        <translation>小时（到期前）</translation>
    </message>
</context>
<context>
    <name>RulesView</name>
    <message>
        <source>By themselves</source>
        <translation>自动通知</translation>
    </message>
    <message>
        <source>Quiet times</source>
        <translation>安静时间</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>The words are kept.</source>
        <translation>文字已保存。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
</context>
<context>
    <name>SaleDayView</name>
    <message>
        <source>Nothing was sold yet today.</source>
        <translation>今天还没有零售。</translation>
    </message>
    <message>
        <source>Sold today</source>
        <translation>今日零售</translation>
    </message>
</context>
<context>
    <name>SaleView</name>
    <message>
        <source>On the counter</source>
        <translation>本单商品</translation>
    </message>
    <message>
        <source>Products that fit</source>
        <translation>符合的商品</translation>
    </message>
    <message>
        <source>Scan what the customer brings</source>
        <translation>请扫顾客要买的商品</translation>
    </message>
    <message>
        <source>Scan, or type a barcode or a name</source>
        <translation>扫码，或输入条码、名称</translation>
    </message>
    <message>
        <source>another price</source>
        <translation>改价</translation>
    </message>
    <message>
        <source>paid as last time</source>
        <translation>按上次方式收款</translation>
    </message>
    <message>
        <source>pieces</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>three of them</source>
        <translation>改成 3 件</translation>
    </message>
</context>
<context>
    <name>ScanView</name>
    <message>
        <source>Arrows choose a line, then type how many.</source>
        <translation>方向键选一行，再输数量。</translation>
    </message>
    <message>
        <source>Enter: %1 of %2</source>
        <translation>回车：%2 共 %1</translation>
    </message>
    <message>
        <source>Enter: look the barcode up</source>
        <translation>回车：按条码查找</translation>
    </message>
    <message>
        <source>Lot</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>One piece fewer</source>
        <translation>少一件</translation>
    </message>
    <message>
        <source>One piece more</source>
        <translation>多一件</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>拒收</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>扫码</translation>
    </message>
    <message>
        <source>Scan, or type how many</source>
        <translation>扫码或输数量</translation>
    </message>
    <message>
        <source>Type how many, + −, Space: as announced</source>
        <translation>输数量，+ − 加减，空格按单</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>摄像头画面</translation>
    </message>
</context>
<context>
    <name>ScannerSection</name>
    <message>
        <source>Scanner test</source>
        <translation>扫码枪测试</translation>
    </message>
    <message>
        <source>Scan any code now. Every key is shown with the milliseconds since the one before, and below what was understood. Nothing is handed over here.</source>
        <translation>请扫任意一个码。下面会显示每个按键与前一个相隔的毫秒数，以及识别出的内容。这里不会交付任何商品。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Waiting for keys</source>
        <translation>等待按键</translation>
    </message>
    <message>
        <source>A scanner, understood</source>
        <translation>扫码枪，已识别</translation>
    </message>
    <message>
        <source>Typed by hand</source>
        <translation>手工输入</translation>
    </message>
    <message>
        <source>%1 ms on average, %2 ms at most</source>
        <translation>平均 %1 毫秒，最长 %2 毫秒</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>识别结果</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键数</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>Ends with</source>
        <translation>结尾键</translation>
    </message>
</context>
<context>
    <name>SecretField</name>
    <message>
        <source>Show what is typed</source>
        <translation>显示输入内容</translation>
    </message>
</context>
<context>
    <name>SendStrip</name>
    <message>
        <source>Counting households</source>
        <translation>正在统计户数</translation>
    </message>
    <message>
        <source>It cannot be called back once it is out.</source>
        <translation>发出后无法收回。</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>先不发</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Send later to %1</source>
        <translation>定时发给 %1 户</translation>
    </message>
    <message>
        <source>Send to %1</source>
        <translation>发给 %1 户</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>发送中</translation>
    </message>
    <message>
        <source>Tell %1 too</source>
        <translation>也通知这 %1 户</translation>
    </message>
    <message>
        <source>The text has a mistake: %1</source>
        <translation>文字有误：%1</translation>
    </message>
    <message>
        <source>They were told too often lately</source>
        <translation>最近通知他们太多次了</translation>
    </message>
    <message numerus="yes">
        <source>This goes to %n household(s). Send it?</source>
        <translation>
            <numerusform>将发给 %n 户，确定发送吗？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This offer goes to %n household(s). Send it?</source>
        <translation>
            <numerusform>这条优惠将发给 %n 户，确定发送吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Yes, send to %1</source>
        <translation>确定，发给 %1 户</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>柜台</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Asked the centre. The line at the foot tells how it goes.</source>
        <translation>已请求同步，进展见底部状态栏。</translation>
    </message>
    <message>
        <source>Printers</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>扫码枪</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>本机</translation>
    </message>
</context>
<context>
    <name>SharesView</name>
    <message>
        <source>%1 given of %2, %3 wanted</source>
        <translation>到货 %2，已分 %1，需要 %3</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 short</source>
        <translation>少 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n left to give</source>
        <translation>
            <numerusform>还可分 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>By the rule</source>
        <translation>按规则</translation>
    </message>
    <message>
        <source>Gets all</source>
        <translation>足数</translation>
    </message>
    <message>
        <source>One piece fewer</source>
        <translation>少一件</translation>
    </message>
    <message>
        <source>One piece more</source>
        <translation>多一件</translation>
    </message>
    <message>
        <source>Served first: what is owed from last time, then paid orders before unpaid ones. Every household gets one piece, earliest order first, before any gets a second.</source>
        <translation>先补上次欠的，再分已付款的，后分未付款的；按下单先后，每户先得一件，再分第二件。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Who gets what</source>
        <translation>怎么分</translation>
    </message>
    <message>
        <source>changed by hand</source>
        <translation>手工改过</translation>
    </message>
    <message>
        <source>not paid</source>
        <translation>未付款</translation>
    </message>
    <message>
        <source>owed from last time</source>
        <translation>上次欠的</translation>
    </message>
    <message>
        <source>paid</source>
        <translation>已付款</translation>
    </message>
</context>
<context>
    <name>SlotForm</name>
    <message>
        <source>Close slot</source>
        <translation>停用货位</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Nothing lies in it</source>
        <translation>空的</translation>
    </message>
    <message>
        <source>Print this slot&apos;s label</source>
        <translation>打印这个货位的标签</translation>
    </message>
    <message>
        <source>What lies in it</source>
        <translation>里面的货</translation>
    </message>
</context>
<context>
    <name>SlotsView</name>
    <message>
        <source>Add slots</source>
        <translation>添加货位</translation>
    </message>
    <message>
        <source>No slots yet</source>
        <translation>还没有货位</translation>
    </message>
    <message>
        <source>Slots</source>
        <translation>货位</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>With slots, goods are found at once and a full fridge is seen early.</source>
        <translation>有了货位，找货快，冰箱装不下也能早知道。</translation>
    </message>
</context>
<context>
    <name>SourceNotes</name>
    <message>
        <source>Down and Up go through the lines, Enter puts one right, Alt+N finds the next.</source>
        <translation>上下键选行，Enter 修改，Alt+N 到下一条待核对。</translation>
    </message>
    <message>
        <source>No longer in the chain: %1. Ask whether they still want it.</source>
        <translation>新版接龙里没有了：%1，请问是否还要。</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Pieces it says</source>
        <translation>原文写的件数</translation>
    </message>
    <message>
        <source>Sum it says</source>
        <translation>原文写的金额</translation>
    </message>
    <message>
        <source>What was read</source>
        <translation>识别结果</translation>
    </message>
    <message>
        <source>Worth</source>
        <translation>金额</translation>
    </message>
</context>
<context>
    <name>Stages</name>
    <message>
        <source>Not paid</source>
        <translation type="unfinished">未付款</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation type="unfinished">在途</translation>
    </message>
    <message>
        <source>Partly here</source>
        <translation type="unfinished">部分到货</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished">待取货</translation>
    </message>
    <message>
        <source>Partly collected</source>
        <translation type="unfinished">部分取走</translation>
    </message>
    <message>
        <source>Collected</source>
        <translation type="unfinished">已取走</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished">已取消</translation>
    </message>
    <message>
        <source>Refund running</source>
        <translation type="unfinished">退款中</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation type="unfinished">已退款</translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation>常温</translation>
    </message>
    <message>
        <source>Fridge</source>
        <translation>冷藏</translation>
    </message>
    <message>
        <source>Freezer</source>
        <translation>冷冻</translation>
    </message>
</context>
<context>
    <name>StartView</name>
    <message>
        <source>Copy the whole chain, talk around it included. Pasting it again later adds only what is new.</source>
        <translation>整段复制过来就行，带聊天也没关系。以后再粘贴一次，只会加上新的。</translation>
    </message>
    <message>
        <source>Excel, WPS, CSV and text files of the usual group-buying tools are read.</source>
        <translation>可读常见团购工具导出的 Excel、WPS、CSV 和文本文件。</translation>
    </message>
    <message>
        <source>Open a file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Paste the order chain from the group</source>
        <translation>粘贴群里的接龙</translation>
    </message>
    <message>
        <source>Read it</source>
        <translation>识别</translation>
    </message>
    <message>
        <source>Text of the chain</source>
        <translation>接龙文字</translation>
    </message>
    <message>
        <source>or drop a file here</source>
        <translation>或把文件拖到这里</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>连接中</translation>
    </message>
    <message numerus="yes">
        <source>%n unsent</source>
        <translation>
            <numerusform>%n 条待上传</numerusform>
        </translation>
    </message>
    <message>
        <source>Offline, pickup goes on</source>
        <translation>离线，可照常核销</translation>
    </message>
    <message>
        <source>The centre refuses this counter</source>
        <translation>中心拒绝本柜台</translation>
    </message>
    <message>
        <source>Not connected yet</source>
        <translation>尚未连接</translation>
    </message>
    <message>
        <source>Data from %1</source>
        <translation>数据更新于%1</translation>
    </message>
    <message>
        <source>All sent</source>
        <translation>已全部上传</translation>
    </message>
    <message>
        <source>Safe on this computer</source>
        <translation>已安全存在本机</translation>
    </message>
    <message>
        <source>Camera on</source>
        <translation>摄像头正常</translation>
    </message>
    <message>
        <source>Camera starting</source>
        <translation>摄像头启动中</translation>
    </message>
    <message>
        <source>Camera not answering</source>
        <translation>摄像头无响应</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>未接摄像头</translation>
    </message>
    <message>
        <source>State of this counter</source>
        <translation>本柜台状态</translation>
    </message>
</context>
<context>
    <name>Stock</name>
    <message>
        <source>%1 free</source>
        <translation>可卖 %1</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Belongs to</source>
        <translation>关联</translation>
    </message>
    <message>
        <source>Below zero</source>
        <translation>负库存</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>顾客退回</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>请重盘</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>实盘</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>台号</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Food type</source>
        <translation>食品类型</translation>
    </message>
    <message>
        <source>In yuan</source>
        <translation>差异金额</translation>
    </message>
    <message>
        <source>Lot</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Lots</source>
        <translation>批次数</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>库存不足</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移货位</translation>
    </message>
    <message>
        <source>Moved to %2: %1</source>
        <translation>已移到 %2：%1</translation>
    </message>
    <message>
        <source>Next use-by</source>
        <translation>最近到期</translation>
    </message>
    <message>
        <source>Not collected</source>
        <translation>未取商品</translation>
    </message>
    <message>
        <source>On hand</source>
        <translation>在库</translation>
    </message>
    <message>
        <source>Ordered</source>
        <translation>下单</translation>
    </message>
    <message>
        <source>Past use-by</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>盘点处数</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>单价</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>退回厨房</translation>
    </message>
    <message>
        <source>Sent back to the kitchen: %1</source>
        <translation>已退回厨房：%1</translation>
    </message>
    <message>
        <source>Should be</source>
        <translation>账面</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>货位</translation>
    </message>
    <message>
        <source>Slot and lot</source>
        <translation>货位 / 批次</translation>
    </message>
    <message>
        <source>Slots</source>
        <translation>货位</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>小计</translation>
    </message>
    <message>
        <source>Use by</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Use soon</source>
        <translation>临期</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>货值</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>等谁来取</translation>
    </message>
    <message>
        <source>What</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>What is counted</source>
        <translation>盘点范围</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>经手人</translation>
    </message>
    <message>
        <source>Write off</source>
        <translation>报损</translation>
    </message>
    <message>
        <source>Written off: %1</source>
        <translation>已报损：%1</translation>
    </message>
    <message>
        <source>Wrong goods</source>
        <translation>拿错了</translation>
    </message>
    <message>
        <source>Wrong price</source>
        <translation>价格错了</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>已退</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>usual %1</source>
        <translation>原价 %1</translation>
    </message>
</context>
<context>
    <name>StockPage</name>
    <message>
        <source>Add</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Add a product</source>
        <translation>新增商品</translation>
    </message>
    <message>
        <source>Add a product of your own</source>
        <translation>新增自有商品</translation>
    </message>
    <message>
        <source>Barcode added: %1</source>
        <translation>已加条码：%1</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Name, barcode or slot</source>
        <translation>名称、条码或货位</translation>
    </message>
    <message>
        <source>No product has the barcode %1</source>
        <translation>没有条码为 %1 的商品</translation>
    </message>
    <message>
        <source>Not collected</source>
        <translation>未取商品</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Stocktake</source>
        <translation>盘点</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Walk-in sale</source>
        <translation>零售</translation>
    </message>
    <message>
        <source>done by mistake</source>
        <translation>操作失误</translation>
    </message>
</context>
<context>
    <name>StocktakeStartView</name>
    <message numerus="yes">
        <source>%Ln count(s) would be lost</source>
        <translation>
            <numerusform>已盘的 %Ln 处会丢失</numerusform>
        </translation>
    </message>
    <message>
        <source>All slots</source>
        <translation>全部货位</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始盘点</translation>
    </message>
    <message>
        <source>Count what is here</source>
        <translation>盘点库存</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Drop it</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Drop the counts</source>
        <translation>放弃盘点</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>继续保留</translation>
    </message>
    <message>
        <source>Nothing was counted yet</source>
        <translation>还没有盘点记录</translation>
    </message>
    <message>
        <source>Pickups may go on meanwhile. Every count is kept at once; leave when you like.</source>
        <translation>盘点时可以照常发货。每次计数都会立即保存，可随时离开。</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>货位</translation>
    </message>
    <message>
        <source>What was counted and what it changed will be here.</source>
        <translation>盘过什么、改了多少，会记在这里。</translation>
    </message>
</context>
<context>
    <name>StocktakeView</name>
    <message numerus="yes">
        <source>%Ln difference(s) booked</source>
        <translation>
            <numerusform>已入账 %Ln 处差异</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln place(s) counted</source>
        <translation>
            <numerusform>已盘 %Ln 处</numerusform>
        </translation>
    </message>
    <message>
        <source>Stocktake</source>
        <translation>盘点</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>SummaryView</name>
    <message>
        <source>Book the differences</source>
        <translation>差异入账</translation>
    </message>
    <message numerus="yes">
        <source>Count %Ln place(s) again: something moved meanwhile</source>
        <translation>
            <numerusform>有 %Ln 处盘点后又有变动，请重盘</numerusform>
        </translation>
    </message>
    <message>
        <source>Count on</source>
        <translation>继续盘点</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Everything counted is as it should be</source>
        <translation>盘过的都对得上</translation>
    </message>
    <message>
        <source>Left as they are</source>
        <translation>未盘（不变）</translation>
    </message>
    <message>
        <source>Pieces found</source>
        <translation>盘盈</translation>
    </message>
    <message>
        <source>Pieces missing</source>
        <translation>盘亏</translation>
    </message>
    <message>
        <source>Places counted</source>
        <translation>已盘</translation>
    </message>
    <message>
        <source>What will be booked</source>
        <translation>将要入账的差异</translation>
    </message>
</context>
<context>
    <name>TemplatesView</name>
    <message>
        <source>Insert a place</source>
        <translation>插入变量</translation>
    </message>
    <message>
        <source>My own words</source>
        <translation>我的话术</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>New from this one</source>
        <translation>以此新建</translation>
    </message>
    <message>
        <source>Put back as it was</source>
        <translation>恢复原样</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Text of the notice</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
</context>
<context>
    <name>TextPart</name>
    <message>
        <source>All that can be filled in by itself</source>
        <translation>所有能自动填写的内容</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>选择图片</translation>
    </message>
    <message>
        <source>Make a poster</source>
        <translation>做海报</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Own words</source>
        <translation>自己写的</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Take the picture from the clipboard</source>
        <translation>使用剪贴板里的图片</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Text of the notice</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>What neighbours will read</source>
        <translation>邻居会看到的内容</translation>
    </message>
</context>
<context>
    <name>TillView</name>
    <message numerus="yes">
        <source>%Ln piece(s)</source>
        <translation>
            <numerusform>%Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Change: %1</source>
        <translation>找零：%1</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>不退了</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>打小票</translation>
    </message>
    <message>
        <source>Sold, %1</source>
        <translation>已收款，%1</translation>
    </message>
    <message>
        <source>Take back: why?</source>
        <translation>退货，原因？</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>TodayView</name>
    <message numerus="yes">
        <source>%n message(s) stopped</source>
        <translation>
            <numerusform>已停下 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Dropped: %1</source>
        <translation>已丢弃：%1</translation>
    </message>
    <message>
        <source>It goes out once more.</source>
        <translation>会再发一次。</translation>
    </message>
    <message>
        <source>Noted: it is there.</source>
        <translation>已记下：对方收到了。</translation>
    </message>
    <message>
        <source>Nothing to tell just now</source>
        <translation>现在没有要通知的</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>When goods arrive, or wait to be collected, this page offers the words for it. A notice of your own can be written at any time.</source>
        <translation>货到了，或还有人没来取，这里会备好要说的话。也可以随时自己写通知。</translation>
    </message>
    <message>
        <source>Write a notice</source>
        <translation>写通知</translation>
    </message>
</context>
<context>
    <name>ToldPart</name>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Who is told</source>
        <translation>通知名单</translation>
    </message>
</context>
<context>
    <name>TruckPanel</name>
    <message>
        <source>As the thermometer in the truck says</source>
        <translation>按车上温度计</translation>
    </message>
    <message>
        <source>Chilled goods</source>
        <translation>冷藏品</translation>
    </message>
    <message>
        <source>Frozen goods</source>
        <translation>冷冻品</translation>
    </message>
    <message>
        <source>In °C; empty if nobody measured</source>
        <translation>单位 °C，没量就留空</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>This is no temperature. Write it as -18.5.</source>
        <translation>温度不对，请写成 -18.5。</translation>
    </message>
    <message>
        <source>Truck temperatures</source>
        <translation>车厢温度</translation>
    </message>
</context>
<context>
    <name>UnclaimedView</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Everything was collected</source>
        <translation>都已取走</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>继续保留</translation>
    </message>
    <message>
        <source>Not collected</source>
        <translation>未取商品</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>卖给散客</translation>
    </message>
    <message>
        <source>Sell it</source>
        <translation>确认卖出</translation>
    </message>
    <message>
        <source>Sell to somebody else? No longer kept for %1: %2</source>
        <translation>卖给别人吗？不再为 %1 保留：%2</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Write off</source>
        <translation>报损</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Choose a passphrase</source>
        <translation>设置口令</translation>
    </message>
    <message>
        <source>This computer has no keyring, so a passphrase protects the data on it. Without the passphrase nobody can open it, you included.</source>
        <translation>本机没有密钥环，需要用口令保护数据。忘记口令后，任何人都无法打开，包括你自己。</translation>
    </message>
    <message>
        <source>Unlock this counter</source>
        <translation>解锁本柜台</translation>
    </message>
    <message>
        <source>The data on this computer is protected.</source>
        <translation>本机数据已受保护。</translation>
    </message>
    <message>
        <source>At least %1 characters</source>
        <translation>至少 %1 个字符</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Passphrase again</source>
        <translation>再输一次口令</translation>
    </message>
    <message>
        <source>Too short</source>
        <translation>太短</translation>
    </message>
    <message>
        <source>The two are not the same</source>
        <translation>两次输入不一致</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Protect and go on</source>
        <translation>设好并继续</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
</context>
<context>
    <name>WaitingView</name>
    <message>
        <source>Ready for the next code</source>
        <translation>请扫下一个码</translation>
    </message>
    <message>
        <source>Scan it, drop or paste a picture of it, or type it on the left.</source>
        <translation>扫码、拖入或粘贴图片，或在左侧输入。</translation>
    </message>
    <message>
        <source>hand over</source>
        <translation>交付</translation>
    </message>
    <message>
        <source>choose a line</source>
        <translation>选择商品</translation>
    </message>
    <message>
        <source>back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>today&apos;s list</source>
        <translation>今日记录</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Leader Desk</source>
        <translation>团长台</translation>
    </message>
    <message>
        <source>中文</source>
        <translation>English</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>明天</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform> %n 天前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform> %n 小时前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform> %n 分钟前</numerusform>
        </translation>
    </message>
    <message>
        <source>d MMMM</source>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
</context>
<context>
    <name>_ChannelRow</name>
    <message>
        <source>patience %1, costs %2</source>
        <translation>情感账户 %1，扣 %2</translation>
    </message>
    <message>
        <source>stopped: put it right under Channels</source>
        <translation>已停用，请到“渠道”里处理</translation>
    </message>
</context>
<context>
    <name>_Findings</name>
    <message>
        <source>What the check found</source>
        <translation>体检结果</translation>
    </message>
</context>
<context>
    <name>_Form</name>
    <message>
        <source>A number of litres</source>
        <translation>请写升数</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Litres</source>
        <translation>升</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>A counter&apos;s data was copied or set back to an older state.</source>
        <translation>有柜台的数据被复制过，或退回到了旧状态。</translation>
    </message>
    <message>
        <source>A delivery just like this one was received already ({truck}, {when}). Is it the same paper twice?</source>
        <translation>已收过一批完全相同的货（{truck}，{when}）。是不是同一张单子？</translation>
    </message>
    <message>
        <source>A digit of this barcode is wrong. Scan it again.</source>
        <translation>条码有一位不对，请重新扫。</translation>
    </message>
    <message>
        <source>A hand-over was undone late, twice, or at another counter.</source>
        <translation>有一笔交付撤销过晚、撤销了两次，或在别的柜台撤销。</translation>
    </message>
    <message>
        <source>A hand-over was undone that the centre never heard of.</source>
        <translation>撤销了一笔中心从未收到的交付。</translation>
    </message>
    <message>
        <source>A lot&apos;s code has at most {count} symbols.</source>
        <translation>批号最多 {count} 个字符。</translation>
    </message>
    <message>
        <source>A new counter needs a folder of its own.</source>
        <translation>新柜台需要单独的文件夹。</translation>
    </message>
    <message>
        <source>A part of this barcode is missing or damaged. Scan it again.</source>
        <translation>条码缺了一部分或有损坏，请重新扫。</translation>
    </message>
    <message>
        <source>A passphrase opens this counter&apos;s data.</source>
        <translation>本柜台的数据由口令打开。</translation>
    </message>
    <message>
        <source>A price, a size or a number does not fit.</source>
        <translation>价格、大小或数量不合适。</translation>
    </message>
    <message>
        <source>A printer needs a name of at most {most} letters.</source>
        <translation>打印机要有名称，最多 {most} 个字。</translation>
    </message>
    <message>
        <source>A quantity stands without goods. Choose the goods it is of.</source>
        <translation>有数量没写商品，请选择是哪种商品。</translation>
    </message>
    <message>
        <source>A receipt stays; correct it by a stocktake.</source>
        <translation>收货记录不能撤销，请用盘点更正。</translation>
    </message>
    <message>
        <source>A slot cannot hold that much.</source>
        <translation>货位放不下这么多。</translation>
    </message>
    <message>
        <source>A slot&apos;s name has at most {count} symbols.</source>
        <translation>货位名称最多 {count} 个字符。</translation>
    </message>
    <message>
        <source>A use-by day of {day} cannot be.</source>
        <translation>保质期不可能是 {day}。</translation>
    </message>
    <message>
        <source>Add it to the system, or choose another in settings, Printers.</source>
        <translation>请先加到系统里，或在 设置-打印机 里换一台。</translation>
    </message>
    <message>
        <source>Add one in settings, Printers.</source>
        <translation>请在 设置-打印机 里添加。</translation>
    </message>
    <message>
        <source>Add slots in stock first.</source>
        <translation>请先在库存里添加货位。</translation>
    </message>
    <message>
        <source>Added to an older copy, the number is used twice. Ask whether it still holds.</source>
        <translation>接在旧版接龙后面，序号重复，请问一下是否还要。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Adds to an order, but no earlier one was found. Check the name.</source>
        <translation>写的是加单，但没找到原来的单，请核对昵称。</translation>
    </message>
    <message>
        <source>Alipay</source>
        <translation>支付宝</translation>
    </message>
    <message>
        <source>All four edges and the code are whole?</source>
        <translation>四边和二维码是否完整</translation>
    </message>
    <message>
        <source>Already collected</source>
        <translation>已被取走</translation>
    </message>
    <message>
        <source>Also said: “{text}”. Check the order.</source>
        <translation>聊天里还说：“{text}”，请核对此单。</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>An earlier copy says {before}, this one {now}. Check which holds.</source>
        <translation>旧版写 {before}，这版写 {now}，请确认以哪个为准。</translation>
    </message>
    <message>
        <source>An order that was given pieces does not wait any more.</source>
        <translation>有个分了货的订单已不再等货。</translation>
    </message>
    <message>
        <source>Announced</source>
        <translation>已预告</translation>
    </message>
    <message>
        <source>Another Leader Desk program is writing. Wait a moment, then do it again.</source>
        <translation>另一个团长台程序正在写入，请稍后再试。</translation>
    </message>
    <message>
        <source>Another counter did this; only that one can undo it.</source>
        <translation>这是别的柜台做的，只能在那里撤销。</translation>
    </message>
    <message>
        <source>Another counter handed this over; only that counter can undo it.</source>
        <translation>这一笔由其他柜台交付，只能在那个柜台撤销。</translation>
    </message>
    <message>
        <source>Another counter on this computer needs a folder of its own (--base-dir).</source>
        <translation>同一台电脑上的另一个柜台需要单独的文件夹（--base-dir）。</translation>
    </message>
    <message>
        <source>Another one on this computer needs a folder of its own (--base-dir).</source>
        <translation>同一台电脑上的另一个柜台要用自己的文件夹（--base-dir）。</translation>
    </message>
    <message>
        <source>Another pickup point</source>
        <translation>其他自提点的货</translation>
    </message>
    <message>
        <source>Another point&apos;s delivery</source>
        <translation>别的自提点的货</translation>
    </message>
    <message>
        <source>Another program on this computer is already syncing this counter.</source>
        <translation>本机另一个程序正在同步这个柜台。</translation>
    </message>
    <message>
        <source>Ask for the last four digits of the phone the order was made with.</source>
        <translation>请顾客报下单手机号的后四位。</translation>
    </message>
    <message>
        <source>Ask for the pickup code in the order or in the group message.</source>
        <translation>请顾客出示订单里或群消息里的提货码。</translation>
    </message>
    <message>
        <source>Ask the centre for a new one.</source>
        <translation>请向中心要一个新的。</translation>
    </message>
    <message>
        <source>Ask the centre to look; nothing is missing on the shelf.</source>
        <translation>请中心核查；货架上没有少货。</translation>
    </message>
    <message>
        <source>Ask the centre&apos;s operator for a new one.</source>
        <translation>请向中心运营要一个新的。</translation>
    </message>
    <message>
        <source>Ask the group leader: the centre can renew it.</source>
        <translation>请联系团长，中心可以重新发码。</translation>
    </message>
    <message>
        <source>Ask the member to open the order again and show the code there.</source>
        <translation>请顾客重新打开订单，出示里面的提货码。</translation>
    </message>
    <message>
        <source>Ask the member to pay the order.</source>
        <translation>请顾客先付款。</translation>
    </message>
    <message>
        <source>At most {most} MB are read. Export a shorter time, or delete pictures from it.</source>
        <translation>最多读 {most} MB。请导出较短的时间，或删掉里面的图片。</translation>
    </message>
    <message>
        <source>Book the others in first: take them in under receiving.</source>
        <translation>请先在收货里把其余的入库。</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>楼号</translation>
    </message>
    <message>
        <source>Building {name}</source>
        <translation>{name} 栋</translation>
    </message>
    <message>
        <source>Buyer</source>
        <translation>下单人</translation>
    </message>
    <message>
        <source>Came</source>
        <translation>实到</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Cancelled, but handed over</source>
        <translation>已取消但货已交付</translation>
    </message>
    <message>
        <source>Cancels, but no earlier order was found. Ask the buyer.</source>
        <translation>写的是取消，但没找到原来的单，请问买家。</translation>
    </message>
    <message>
        <source>Cannot be trusted</source>
        <translation>无法确认真伪</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>刷卡</translation>
    </message>
    <message>
        <source>Carry them elsewhere first, then change its zone.</source>
        <translation>请先移走，再改温区。</translation>
    </message>
    <message>
        <source>Carry them elsewhere first, then close it.</source>
        <translation>请先移走，再停用。</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Changed by a later line: “{text}”. Check what is left.</source>
        <translation>后面有改动：“{text}”，请核对剩下的。</translation>
    </message>
    <message>
        <source>Changes an order, but no earlier one was found. Check the name.</source>
        <translation>写的是改单，但没找到原来的单，请核对昵称。</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Check capital letters and try again.</source>
        <translation>请检查大小写，再试一次。</translation>
    </message>
    <message>
        <source>Check that the disk is connected and that you may write to the folder.</source>
        <translation>请确认磁盘已连接，并且有权写入该文件夹。</translation>
    </message>
    <message>
        <source>Check that {address} can be written.</source>
        <translation>请检查 {address} 能否写入。</translation>
    </message>
    <message>
        <source>Check the cable, and that no other program uses the printer.</source>
        <translation>请检查连线，并确认没有别的程序占用打印机。</translation>
    </message>
    <message>
        <source>Check the cable, the port {address} and its speed.</source>
        <translation>请检查连线、串口 {address} 和速率。</translation>
    </message>
    <message>
        <source>Check the date of this computer and the centre&apos;s address. If this network asks people to log in, open a web page and log in.</source>
        <translation>请检查本机日期和中心地址。如果此网络需要登录，请打开网页登录。</translation>
    </message>
    <message>
        <source>Check the disk and the rights of this folder.</source>
        <translation>请检查磁盘和此文件夹的权限。</translation>
    </message>
    <message>
        <source>Check the network of this computer. Work goes on; everything is sent later.</source>
        <translation>请检查本机网络。可以继续工作，稍后会自动上传。</translation>
    </message>
    <message>
        <source>Check the path in {variable}.</source>
        <translation>请检查 {variable} 里的路径。</translation>
    </message>
    <message>
        <source>Check the shelf: are the goods really back?</source>
        <translation>请看一下货架：货真的退回来了吗？</translation>
    </message>
    <message>
        <source>Chilled</source>
        <translation>冷藏</translation>
    </message>
    <message>
        <source>Chinese and English are sharp: 提货码 ABC abc</source>
        <translation>中英文是否清晰：提货码 ABC abc</translation>
    </message>
    <message>
        <source>Choose 1 to {most}.</source>
        <translation>请选 1 到 {most}。</translation>
    </message>
    <message>
        <source>Choose a photo, or a smaller copy.</source>
        <translation>请选照片，或小一点的图片。</translation>
    </message>
    <message>
        <source>Choose a picture of the code.</source>
        <translation>请选择提货码的图片。</translation>
    </message>
    <message>
        <source>Choose a reason, or write a word about it.</source>
        <translation>请选择原因，或写一句说明。</translation>
    </message>
    <message>
        <source>Choose a sale from the list of sales.</source>
        <translation>请从零售记录里选一笔。</translation>
    </message>
    <message>
        <source>Choose another folder or close the file.</source>
        <translation>请换个文件夹，或关闭正在打开的文件。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请换一个名称。</translation>
    </message>
    <message>
        <source>Choose another printer, or add it in settings.</source>
        <translation>请换一台打印机，或在设置里添加。</translation>
    </message>
    <message>
        <source>Choose another slot.</source>
        <translation>请选别的货位。</translation>
    </message>
    <message>
        <source>Choose another with --base-dir, or ask for the right to write there.</source>
        <translation>请用 --base-dir 换一个文件夹，或申请写入权限。</translation>
    </message>
    <message>
        <source>Choose csv or xlsx.</source>
        <translation>请选择 csv 或 xlsx。</translation>
    </message>
    <message>
        <source>Choose csv.</source>
        <translation>请选择 csv。</translation>
    </message>
    <message>
        <source>Choose one from the list.</source>
        <translation>请从列表里选一张。</translation>
    </message>
    <message>
        <source>Choose one of at least {least} characters.</source>
        <translation>请设置至少 {least} 个字符的口令。</translation>
    </message>
    <message>
        <source>Choose one of the list, or add it as your own goods.</source>
        <translation>请从列表选择，或作为自有商品添加。</translation>
    </message>
    <message>
        <source>Choose one of the list, or add it under slots first.</source>
        <translation>请从列表选择，或先到货位里添加。</translation>
    </message>
    <message>
        <source>Choose one of the printers of this computer.</source>
        <translation>请选择这台电脑上的打印机。</translation>
    </message>
    <message>
        <source>Choose orders that are not collected yet.</source>
        <translation>请选择还没取走的订单。</translation>
    </message>
    <message>
        <source>Choose orders that are open.</source>
        <translation>请选择未完成的订单。</translation>
    </message>
    <message>
        <source>Choose something else.</source>
        <translation>请选别的。</translation>
    </message>
    <message>
        <source>Choose the file in it.</source>
        <translation>请选里面的文件。</translation>
    </message>
    <message>
        <source>Choose the xlsx, xls or csv file that was exported, or paste the order text.</source>
        <translation>请选导出的 xlsx、xls 或 csv 文件，或直接粘贴接龙文字。</translation>
    </message>
    <message>
        <source>Close it.</source>
        <translation>请合上盖子。</translation>
    </message>
    <message>
        <source>Code damaged</source>
        <translation>提货码不完整</translation>
    </message>
    <message>
        <source>Code unknown to the centre</source>
        <translation>中心不认识这个码</translation>
    </message>
    <message>
        <source>Collected</source>
        <translation>已取走</translation>
    </message>
    <message>
        <source>Collected {when} at {counter}, by {staff}.</source>
        <translation>{when} 在{counter}取走，经手：{staff}。</translation>
    </message>
    <message>
        <source>Collected {when} at {counter}.</source>
        <translation>{when} 在{counter}取走。</translation>
    </message>
    <message>
        <source>Compare both hand-overs below and talk to whoever collected.</source>
        <translation>请对照下面两笔交付，并联系取货人。</translation>
    </message>
    <message>
        <source>Connect to the network and sync.</source>
        <translation>请联网并同步。</translation>
    </message>
    <message>
        <source>Cooked food</source>
        <translation>熟食</translation>
    </message>
    <message>
        <source>Cooked food is kept until closing today, then written off.</source>
        <translation>熟食留到今天打烊，之后报损。</translation>
    </message>
    <message>
        <source>Copy or send it again, then try again.</source>
        <translation>请重新复制或发送，再试一次。</translation>
    </message>
    <message>
        <source>Copy the orders into a sheet of their own, save it, then import that.</source>
        <translation>把订单复制到单独的工作表里，保存后再导入。</translation>
    </message>
    <message>
        <source>Copy the rows that are orders into a new sheet, save it, then import that.</source>
        <translation>把订单那些行复制到新表里，保存后再导入。</translation>
    </message>
    <message>
        <source>Count the place if that is wrong: a stocktake puts the books right.</source>
        <translation>如果不对，请盘点这个货位，盘点后账就对了。</translation>
    </message>
    <message>
        <source>Count the shelf, and correct the stock of what is not there.</source>
        <translation>清点货架，把不存在的那份从库存里改掉。</translation>
    </message>
    <message>
        <source>Count {product} by hand, or say so on its card.</source>
        <translation>请手动填写{product}的数量，或在商品资料里填每箱件数。</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>实盘</translation>
    </message>
    <message>
        <source>Counted by</source>
        <translation>盘点人</translation>
    </message>
    <message>
        <source>Counted by hand</source>
        <translation>手工点数</translation>
    </message>
    <message>
        <source>Counter signs</source>
        <translation>店员签字</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>破损</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>到货单号</translation>
    </message>
    <message>
        <source>Delivery note</source>
        <translation>收货单</translation>
    </message>
    <message>
        <source>Delivery signed for twice</source>
        <translation>同一批到货签收了两次</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Do not hand over again. The list below shows what was taken.</source>
        <translation>不要再次交付。下面列出了已取走的商品。</translation>
    </message>
    <message>
        <source>Do not hand over.</source>
        <translation>请勿交付。</translation>
    </message>
    <message>
        <source>Do not hand over. Ask for the code inside the order, not a copy of it.</source>
        <translation>请勿交付。请顾客出示订单里的提货码，不要用转发的图。</translation>
    </message>
    <message>
        <source>Do not hand over. Let the counter sync, then scan again.</source>
        <translation>请勿交付。先让柜台同步，再扫一次。</translation>
    </message>
    <message>
        <source>Do not hand over. The group leader can say why.</source>
        <translation>请勿交付。原因可以问团长。</translation>
    </message>
    <message>
        <source>Do not hand over. The member may stop the refund in the order.</source>
        <translation>请勿交付。顾客可以在订单里撤销退款。</translation>
    </message>
    <message>
        <source>Do not hand over. Write it off under stock; the group leader settles the rest.</source>
        <translation>不要交给顾客。请在库存里报损，其余由团长处理。</translation>
    </message>
    <message>
        <source>Download or export it once more, then import the new file.</source>
        <translation>重新下载或导出一次，再导入新文件。</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>司机</translation>
    </message>
    <message>
        <source>End of day</source>
        <translation>日结单</translation>
    </message>
    <message>
        <source>Enrol it with a token first.</source>
        <translation>请先用令牌注册本机。</translation>
    </message>
    <message>
        <source>Enrol it with the token the centre gives out.</source>
        <translation>请用中心发放的令牌注册本机。</translation>
    </message>
    <message>
        <source>Everything these orders hold has come.</source>
        <translation>这些订单的商品都到齐了。</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>应有</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Chinese can be shown.</source>
        <translation>可以显示中文。</translation>
    </message>
    <message>
        <source>A brace is missing here. For a brace itself, write it twice.</source>
        <translation>这里少一个花括号。要写花括号本身，就连写两个。</translation>
    </message>
    <message>
        <source>A warning is free.</source>
        <translation>安全提醒不扣分。</translation>
    </message>
    <message>
        <source>Above all: {name}, {money} yuan.</source>
        <translation>最多的是 {name}：{money} 元。</translation>
    </message>
    <message>
        <source>Above all: {name}, {pieces} pieces.</source>
        <translation>最多的是 {name}：{pieces} 件。</translation>
    </message>
    <message>
        <source>Add the robot to the group again and copy its address; what waits goes on.</source>
        <translation>把机器人重新加进群，复制新地址；排着的会接着发。</translation>
    </message>
    <message>
        <source>All others</source>
        <translation>其余合计</translation>
    </message>
    <message>
        <source>Another order has the same claim. Import the orders again.</source>
        <translation>另一个订单用了同一个提货号，请重新导入这些订单。</translation>
    </message>
    <message>
        <source>Any address apprise knows, as in its list of services.</source>
        <translation>填 apprise 支持的任何地址，格式见它的服务列表。</translation>
    </message>
    <message>
        <source>Bark</source>
        <translation>Bark</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>上期</translation>
    </message>
    <message>
        <source>Came to collect after being told.</source>
        <translation>通知后来取货了。</translation>
    </message>
    <message>
        <source>Choose a PNG or JPEG of at most 2 MB.</source>
        <translation>请选 2 MB 以内的 PNG 或 JPEG。</translation>
    </message>
    <message>
        <source>Choose a day from the calendar.</source>
        <translation>请从日历里选一天。</translation>
    </message>
    <message>
        <source>Choose a last day after the first.</source>
        <translation>请选一个不早于开始的结束日期。</translation>
    </message>
    <message>
        <source>Choose a picture, or another form.</source>
        <translation>请选一张图片，或换一种形式。</translation>
    </message>
    <message>
        <source>Choose another from the list of products.</source>
        <translation>请从商品列表里另选一个。</translation>
    </message>
    <message>
        <source>Choose another from the list.</source>
        <translation>请从列表里另选一位。</translation>
    </message>
    <message>
        <source>Choose another kind.</source>
        <translation>请选别的种类。</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>请换一张。</translation>
    </message>
    <message>
        <source>Choose at least one channel.</source>
        <translation>请至少选一个渠道。</translation>
    </message>
    <message>
        <source>Choose that kind for it, or paste another address.</source>
        <translation>请改选那种渠道，或换一个地址。</translation>
    </message>
    <message>
        <source>Choose the product that is called back.</source>
        <translation>请选择要召回的商品。</translation>
    </message>
    <message>
        <source>Choose two years at most.</source>
        <translation>最多选两年。</translation>
    </message>
    <message>
        <source>Codes to scan or to drop on the window are in {folder}.</source>
        <translation>可以扫描或拖进窗口的提货码在 {folder}。</translation>
    </message>
    <message>
        <source>Complained about a notice.</source>
        <translation>抱怨过通知。</translation>
    </message>
    <message>
        <source>Connecting.</source>
        <translation>正在连接。</translation>
    </message>
    <message>
        <source>Copy it again from the robot&apos;s page, the whole of it.</source>
        <translation>请从机器人页面重新完整复制。</translation>
    </message>
    <message>
        <source>Copy it again, and nothing beside it.</source>
        <translation>请重新复制，不要带别的字。</translation>
    </message>
    <message>
        <source>Copy it from the robot&apos;s security settings and put it after a space.</source>
        <translation>请从机器人的安全设置里复制，放在地址后面，用空格隔开。</translation>
    </message>
    <message>
        <source>Copy the address again from the robot&apos;s page; what waits goes on.</source>
        <translation>到机器人页面重新复制地址；排着的会接着发。</translation>
    </message>
    <message>
        <source>Counts as {count} SMS.</source>
        <translation>按短信算共 {count} 条。</translation>
    </message>
    <message>
        <source>Cut out the order chain, then import or paste that.</source>
        <translation>只留下接龙那一段，再导入或粘贴。</translation>
    </message>
    <message>
        <source>Data of {time}.</source>
        <translation>数据截至 {time}。</translation>
    </message>
    <message>
        <source>DingTalk group robot</source>
        <translation>钉钉群机器人</translation>
    </message>
    <message>
        <source>E-mail account</source>
        <translation>邮箱账号</translation>
    </message>
    <message>
        <source>Enrolled as {name} of {point}.</source>
        <translation>已注册为{point}的{name}。</translation>
    </message>
    <message>
        <source>Every account begins with this.</source>
        <translation>每个账户的起点。</translation>
    </message>
    <message>
        <source>Everything is here, {count} in all.</source>
        <translation>已全部到齐，共 {count} 件。</translation>
    </message>
    <message>
        <source>Feishu group robot</source>
        <translation>飞书群机器人</translation>
    </message>
    <message>
        <source>Finish a part of the count, say that more is to come, and go on.</source>
        <translation>请先完成一部分，选择还有货要到，再接着收。</translation>
    </message>
    <message>
        <source>Found less missing, at today&apos;s prices.</source>
        <translation>盘盈减盘亏，按现价计。</translation>
    </message>
    <message>
        <source>Free some space on this computer&apos;s disk, then do it again.</source>
        <translation>请清理本机磁盘空间，然后重做一次。</translation>
    </message>
    <message>
        <source>Free some space on this computer&apos;s disk.</source>
        <translation>请清理本机磁盘空间。</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>周五</translation>
    </message>
    <message>
        <source>Give it a name and a text.</source>
        <translation>请写上名称和文字。</translation>
    </message>
    <message>
        <source>Give it another name.</source>
        <translation>请换一个名称。</translation>
    </message>
    <message>
        <source>Give the goods, then confirm.</source>
        <translation>请交付商品，然后确认。</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Goods of {count} households are near their use-by.</source>
        <translation>{count} 户的商品快到期了。</translation>
    </message>
    <message>
        <source>Goods of {count} households have arrived.</source>
        <translation>{count} 户的货到了。</translation>
    </message>
    <message>
        <source>Goods were given out for a code that the centre does not know.</source>
        <translation>按一个中心不认识的码交付了商品。</translation>
    </message>
    <message>
        <source>Hand nothing over on this computer, keep the folder as it is and call the centre.</source>
        <translation>请停止在本机交付，保持文件夹原样，并联系中心。</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>可以取货</translation>
    </message>
    <message>
        <source>Hand over a part</source>
        <translation>可取一部分</translation>
    </message>
    <message>
        <source>Hand over the rest</source>
        <translation>可取剩余部分</translation>
    </message>
    <message>
        <source>Hand-overs still work. Set the time in the computer&apos;s settings.</source>
        <translation>仍可照常核销。请在系统设置里校准时间。</translation>
    </message>
    <message>
        <source>Handed over at another point</source>
        <translation>在其他自提点交付</translation>
    </message>
    <message>
        <source>Handed over twice</source>
        <translation>重复交付</translation>
    </message>
    <message>
        <source>Handed over.</source>
        <translation>取货成功。</translation>
    </message>
    <message>
        <source>Here: {count}. Still to come: {owed}.</source>
        <translation>已到 {count} 件，还差 {owed} 件。</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>住址</translation>
    </message>
    <message>
        <source>How much goes in a day?</source>
        <translation>每天走多少货？</translation>
    </message>
    <message>
        <source>How much was collected each day?</source>
        <translation>每天取走多少？</translation>
    </message>
    <message>
        <source>If this network asks people to log in, open a web page and log in. Otherwise check the centre&apos;s address.</source>
        <translation>如果此网络需要登录，请打开网页登录；否则请检查中心地址。</translation>
    </message>
    <message>
        <source>In stock at night</source>
        <translation>当晚库存</translation>
    </message>
    <message>
        <source>In the Bark app: copy the address, or the key of it.</source>
        <translation>在 Bark 里复制地址，或其中的密钥。</translation>
    </message>
    <message>
        <source>In the DingTalk group: settings → robots → custom → copy the webhook; with a signature, put the SEC… key after it, with a space between.</source>
        <translation>钉钉群：设置 → 机器人 → 自定义 → 复制 Webhook；开了加签的，把 SEC… 密钥写在后面，中间空一格。</translation>
    </message>
    <message>
        <source>In the Feishu group: settings → bots → custom bot → copy the webhook; with a signature, put the key after it, with a space between.</source>
        <translation>飞书群：设置 → 群机器人 → 自定义机器人 → 复制 Webhook；开了签名校验的，把密钥写在后面，中间空一格。</translation>
    </message>
    <message>
        <source>In the Lark group: settings → bots → custom bot → copy the webhook; with a signature, put the key after it, with a space between.</source>
        <translation>Lark 群：设置 → 机器人 → 自定义机器人 → 复制 Webhook；开了签名校验的，把密钥写在后面，中间空一格。</translation>
    </message>
    <message>
        <source>In the WeCom group: … → group robots → add → copy the webhook address.</source>
        <translation>企业微信群：右上角 … → 群机器人 → 添加 → 复制 Webhook 地址。</translation>
    </message>
    <message>
        <source>Install one, such as fonts-wqy-microhei.</source>
        <translation>请安装一个，例如 fonts-wqy-microhei。</translation>
    </message>
    <message>
        <source>Install the libraries this release was made with.</source>
        <translation>请安装本版本配套的组件。</translation>
    </message>
    <message>
        <source>Is being sent.</source>
        <translation>正在发送。</translation>
    </message>
    <message>
        <source>Is it another order than the one of {day}, which is here?</source>
        <translation>{day} 已有一单一样的，这是另外一单吗？</translation>
    </message>
    <message>
        <source>Is on its way to the centre.</source>
        <translation>正在交给中心。</translation>
    </message>
    <message>
        <source>It begins with https:// and names a computer.</source>
        <translation>地址以 https:// 开头，后面是主机名。</translation>
    </message>
    <message>
        <source>It begins with https:// and stands next to the token.</source>
        <translation>地址以 https:// 开头，和令牌写在一起。</translation>
    </message>
    <message>
        <source>It came too late.</source>
        <translation>来晚了，已过时。</translation>
    </message>
    <message>
        <source>It can be collected as soon as it is paid. Nobody can override this.</source>
        <translation>付款后即可取货，任何人都不能跳过。</translation>
    </message>
    <message>
        <source>It cannot be read where the keys of this counter are kept.</source>
        <translation>读不出本柜台的密钥存放在哪里。</translation>
    </message>
    <message>
        <source>It goes on trying. Please report it; the log of this program has the details.</source>
        <translation>会继续重试。请反馈给我们，本程序的日志里有详情。</translation>
    </message>
    <message>
        <source>It goes on when it is started again.</source>
        <translation>重新开始后会继续。</translation>
    </message>
    <message>
        <source>It has more than {most} lines.</source>
        <translation>商品超过 {most} 行。</translation>
    </message>
    <message>
        <source>It is a contact card.</source>
        <translation>这是一张名片码。</translation>
    </message>
    <message>
        <source>It is a payment code. Nothing was charged.</source>
        <translation>这是付款码，没有扣款。</translation>
    </message>
    <message>
        <source>It is a phone number.</source>
        <translation>这是一个电话号码。</translation>
    </message>
    <message>
        <source>It is a web address. It was not opened.</source>
        <translation>这是一个网址，没有打开。</translation>
    </message>
    <message>
        <source>It is an e-mail address.</source>
        <translation>这是一个邮箱地址。</translation>
    </message>
    <message>
        <source>It is far too long to be one.</source>
        <translation>内容太长，不可能是提货码。</translation>
    </message>
    <message>
        <source>It is not clear whether this is cancelled. Ask the buyer.</source>
        <translation>不确定是不是取消，请问买家。</translation>
    </message>
    <message>
        <source>It is quiet time: it goes out at {time}.</source>
        <translation>现在是休息时段，会在 {time} 发出。</translation>
    </message>
    <message>
        <source>It is sent as soon as the channel allows.</source>
        <translation>渠道允许后马上发。</translation>
    </message>
    <message>
        <source>It is some other text.</source>
        <translation>这是其他文字。</translation>
    </message>
    <message>
        <source>It is the barcode on a product.</source>
        <translation>这是商品上的条码。</translation>
    </message>
    <message>
        <source>It is the key to a wireless network.</source>
        <translation>这是无线网络的连接码。</translation>
    </message>
    <message>
        <source>It is the number of a parcel.</source>
        <translation>这是快递单号。</translation>
    </message>
    <message>
        <source>It is the parcel label on the goods of one order.</source>
        <translation>这是贴在某个订单货品上的包裹标签。</translation>
    </message>
    <message>
        <source>It is too late for this message.</source>
        <translation>这条已经过时了。</translation>
    </message>
    <message>
        <source>It is tried again by itself.</source>
        <translation>会自动重试。</translation>
    </message>
    <message>
        <source>It is tried again by itself. If this lasts, tell the centre&apos;s operator.</source>
        <translation>会自动重试。如果一直这样，请告诉中心运营。</translation>
    </message>
    <message>
        <source>It may belong to another point, or be newer than the last sync.</source>
        <translation>可能属于其他自提点，或是上次同步之后的新订单。</translation>
    </message>
    <message>
        <source>It may have been finished elsewhere: open it again.</source>
        <translation>可能已在别处收完，请重新打开。</translation>
    </message>
    <message>
        <source>It must begin with https://. Only a server in the shop itself may have http://.</source>
        <translation>地址要以 https:// 开头。只有店内自己的服务器才能用 http://。</translation>
    </message>
    <message>
        <source>It names a member the centre does not know.</source>
        <translation>里面有中心不认识的团员。</translation>
    </message>
    <message>
        <source>It names something of another pickup point.</source>
        <translation>里面有别的自提点的东西。</translation>
    </message>
    <message>
        <source>It was asked for now. Scan again in a moment, with the network on.</source>
        <translation>已经去取了。请保持联网，稍后再扫一次。</translation>
    </message>
    <message>
        <source>It was finished or dropped. Begin another one.</source>
        <translation>它已完成或放弃，请重新开始。</translation>
    </message>
    <message>
        <source>It was put aside for a person at the centre to look at. Nothing is lost.</source>
        <translation>已留给中心的人处理，没有丢失。</translation>
    </message>
    <message>
        <source>It would go out after it is no longer true.</source>
        <translation>等发出去时已经过时了。</translation>
    </message>
    <message>
        <source>Its name is on the member&apos;s order.</source>
        <translation>顾客订单上写着自提点名称。</translation>
    </message>
    <message>
        <source>Keep it under {count} symbols.</source>
        <translation>请控制在 {count} 字以内。</translation>
    </message>
    <message>
        <source>Keep the folder as it is and call the centre; count these places again.</source>
        <translation>请保留文件夹原样并联系中心；这些位置请重新盘点。</translation>
    </message>
    <message>
        <source>Keep the folder as it is and call the centre; the journal has a second copy.</source>
        <translation>请保持文件夹原样并联系中心；日志里有第二份。</translation>
    </message>
    <message>
        <source>Keep the folder as it is and call the centre; they can be brought back.</source>
        <translation>请保持文件夹原样并联系中心，可以恢复。</translation>
    </message>
    <message>
        <source>Keep the order&apos;s details and ask the centre to look.</source>
        <translation>请记下订单信息，请中心核查。</translation>
    </message>
    <message>
        <source>Keep the {count} that are in use.</source>
        <translation>请保留在用的 {count} 个。</translation>
    </message>
    <message>
        <source>Keep the {count} that show it best.</source>
        <translation>请留下最清楚的 {count} 张。</translation>
    </message>
    <message>
        <source>Keep them apart and tell the centre; the other point is waiting for them.</source>
        <translation>先单独放好并通知中心，那个自提点还在等这批货。</translation>
    </message>
    <message>
        <source>Kind or size</source>
        <translation>规格</translation>
    </message>
    <message>
        <source>Kitchen</source>
        <translation>厨房</translation>
    </message>
    <message>
        <source>Lark group robot</source>
        <translation>Lark 群机器人</translation>
    </message>
    <message>
        <source>Leader</source>
        <translation>团长</translation>
    </message>
    <message>
        <source>Leave out tls=no. Only a server in the shop itself may be spoken to openly.</source>
        <translation>请去掉 tls=no。只有店内自己的服务器才能不加密。</translation>
    </message>
    <message>
        <source>Leave the address empty.</source>
        <translation>地址留空即可。</translation>
    </message>
    <message>
        <source>Let the counter sync, or take the goods in without a manifest.</source>
        <translation>请等同步完成，或按无单收货处理。</translation>
    </message>
    <message>
        <source>Line {place} may be an order and was left out: “{text}”</source>
        <translation>第 {place} 行可能是订单，没有读入：“{text}”</translation>
    </message>
    <message>
        <source>Lines marked 0 belong to an order that may not be handed over.</source>
        <translation>标为 0 的商品属于不可交付的订单。</translation>
    </message>
    <message>
        <source>Log in as the person who set this counter up, or enrol it anew in a new folder.</source>
        <translation>请用设置本柜台的账户登录，或在新文件夹里重新注册。</translation>
    </message>
    <message>
        <source>Log in as the person who set up this counter, or restore the keyring.</source>
        <translation>请用设置本柜台的账户登录，或恢复密钥环。</translation>
    </message>
    <message>
        <source>Look at capitals and spaces, or ask whoever sent the file.</source>
        <translation>看看大小写和空格，或问发文件的人。</translation>
    </message>
    <message>
        <source>Look at how it stands now in the log.</source>
        <translation>请到记录里看现在的情况。</translation>
    </message>
    <message>
        <source>Look at the paper, then print again what is missing.</source>
        <translation>请看看纸，再补打缺的部分。</translation>
    </message>
    <message>
        <source>Look at the paper: part of it may be out. Then print it again or take it off.</source>
        <translation>请看看纸：可能已打出一部分。再决定重打还是移除。</translation>
    </message>
    <message>
        <source>Look at the printer in the settings of the system, then print again.</source>
        <translation>请在系统设置里检查打印机，再重新打印。</translation>
    </message>
    <message>
        <source>Look at the robot&apos;s security settings, then try the channel.</source>
        <translation>请看机器人的安全设置，再试一次渠道。</translation>
    </message>
    <message>
        <source>Look at the shares again: it was cancelled or served meanwhile.</source>
        <translation>它可能刚被取消或已分到货，请重新查看分配。</translation>
    </message>
    <message>
        <source>Look for a jam, then switch it off and on again.</source>
        <translation>请检查是否卡纸，再关机重开。</translation>
    </message>
    <message>
        <source>Look for it in the log.</source>
        <translation>请到记录里找。</translation>
    </message>
    <message>
        <source>Look into the chat and say whether it is there.</source>
        <translation>请到群里看一眼，告诉我有没有。</translation>
    </message>
    <message>
        <source>Look whether it is still there and may be opened.</source>
        <translation>请看文件是否还在、是否允许打开。</translation>
    </message>
    <message>
        <source>Lost value</source>
        <translation>损失金额</translation>
    </message>
    <message>
        <source>Lot</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>打印时间</translation>
    </message>
    <message>
        <source>Made {at}</source>
        <translation>制表时间 {at}</translation>
    </message>
    <message>
        <source>Make it anew.</source>
        <translation>请重新生成。</translation>
    </message>
    <message>
        <source>Make it shorter.</source>
        <translation>请写短一些。</translation>
    </message>
    <message>
        <source>Make the text shorter.</source>
        <translation>请把文字写短一些。</translation>
    </message>
    <message>
        <source>May cancel the earlier order of {name}. Ask.</source>
        <translation>可能是取消 {name} 前面的单，请问一下。</translation>
    </message>
    <message>
        <source>May have been sent; nobody knows.</source>
        <translation>可能已发出，没法确定。</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>团员</translation>
    </message>
    <message>
        <source>Member signs</source>
        <translation>团员签字</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>团员</translation>
    </message>
    <message>
        <source>Members wait for {count} of them.</source>
        <translation>有 {count} 件是团员订的。</translation>
    </message>
    <message>
        <source>Members who ordered in these days.</source>
        <translation>这几天下过单的团员。</translation>
    </message>
    <message>
        <source>Messages still wait for this channel.</source>
        <translation>还有消息排着等这个渠道。</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>丢失</translation>
    </message>
    <message>
        <source>Mistyped</source>
        <translation>输入有误</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>周一</translation>
    </message>
    <message>
        <source>More of this order left the shelf than was ordered.</source>
        <translation>这笔订单取走的比订购的多。</translation>
    </message>
    <message>
        <source>More pieces were asked for than are ready.</source>
        <translation>要交付的数量超过了可取数量。</translation>
    </message>
    <message>
        <source>More than an hour has passed: a stocktake corrects it.</source>
        <translation>已超过一小时，请用盘点更正。</translation>
    </message>
    <message>
        <source>More than an hour has passed; the group leader can correct it.</source>
        <translation>已超过一小时，请团长更正。</translation>
    </message>
    <message>
        <source>More was given than came.</source>
        <translation>分出去的比到货的多。</translation>
    </message>
    <message>
        <source>Most came between {begin} and {end}: {pieces} pieces.</source>
        <translation>{begin}–{end} 人最多：{pieces} 件。</translation>
    </message>
    <message>
        <source>Moved to another slot</source>
        <translation>移货位</translation>
    </message>
    <message>
        <source>Movements</source>
        <translation>出入库流水</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Name it after its place, such as Counter or Kitchen.</source>
        <translation>可按位置起名，如 前台、后厨。</translation>
    </message>
    <message>
        <source>Name it as your neighbours call the group.</source>
        <translation>就用邻居们叫这个群的名字。</translation>
    </message>
    <message>
        <source>Never synced.</source>
        <translation>还没有同步过。</translation>
    </message>
    <message>
        <source>Newer than our data</source>
        <translation>比本机数据新</translation>
    </message>
    <message>
        <source>No address of this person is known.</source>
        <translation>没有这位的联系方式。</translation>
    </message>
    <message>
        <source>No answer came: look into the group whether it is there.</source>
        <translation>没有收到回音，请到群里看看有没有。</translation>
    </message>
    <message>
        <source>No code in this picture</source>
        <translation>图片里没有码</translation>
    </message>
    <message>
        <source>No font with Chinese characters is installed.</source>
        <translation>没有安装中文字体。</translation>
    </message>
    <message>
        <source>No keyring here: the demo&apos;s passphrase is in {file}.</source>
        <translation>本机没有密钥环：演示的口令在 {file}。</translation>
    </message>
    <message>
        <source>No list of orders is that long. Export a shorter time, or get the file anew.</source>
        <translation>订单表不会这么大。请导出较短的时间，或重新取一份文件。</translation>
    </message>
    <message>
        <source>No order for {digits}</source>
        <translation>没有尾号 {digits} 的订单</translation>
    </message>
    <message>
        <source>No order of this point answers to this code.</source>
        <translation>本自提点没有对应这个码的订单。</translation>
    </message>
    <message>
        <source>No orders were found in “{file}”.</source>
        <translation>“{file}”里没有找到订单。</translation>
    </message>
    <message>
        <source>No pieces were asked for.</source>
        <translation>没有选择商品。</translation>
    </message>
    <message>
        <source>No printer was chosen.</source>
        <translation>还没有选打印机。</translation>
    </message>
    <message>
        <source>No row of “{file}” says in words we know who ordered what.</source>
        <translation>“{file}”里找不到认识的表头，不知道谁订了什么。</translation>
    </message>
    <message>
        <source>No slots are set up yet: labels cannot say where the goods lie.</source>
        <translation>还没有设置货位，标签上写不出货放在哪里。</translation>
    </message>
    <message>
        <source>No such code</source>
        <translation>没有这个码</translation>
    </message>
    <message>
        <source>No truck is that cold or hot.</source>
        <translation>车上不会是这个温度。</translation>
    </message>
    <message>
        <source>Nobody answered within two days.</source>
        <translation>两天内没有回应。</translation>
    </message>
    <message>
        <source>Nobody else signs.</source>
        <translation>只需要司机和团长签字。</translation>
    </message>
    <message>
        <source>Nobody here knows this barcode. Choose the product it belongs to.</source>
        <translation>没有商品用这个条码，请选择它是哪个商品。</translation>
    </message>
    <message>
        <source>Nobody is left to be told.</source>
        <translation>没有要通知的人了。</translation>
    </message>
    <message>
        <source>Nobody knows {text} here</source>
        <translation>这里没有“{text}”</translation>
    </message>
    <message>
        <source>None of them may be negative.</source>
        <translation>都不能是负数。</translation>
    </message>
    <message>
        <source>None of this order has arrived at the point.</source>
        <translation>这笔订单的货还没到。</translation>
    </message>
    <message>
        <source>Not a counter yet.</source>
        <translation>还不是柜台。</translation>
    </message>
    <message>
        <source>Not a pickup code</source>
        <translation>不是提货码</translation>
    </message>
    <message>
        <source>Not compared with the centre yet.</source>
        <translation>还没有和中心核对过。</translation>
    </message>
    <message>
        <source>Not genuine</source>
        <translation>伪造的码</translation>
    </message>
    <message>
        <source>Not here yet</source>
        <translation>还没到货</translation>
    </message>
    <message>
        <source>Not in the last copy of the chain. Ask whether it still holds.</source>
        <translation>最后一版接龙里没有，请问是否还要。</translation>
    </message>
    <message>
        <source>Not in the second copy yet: {count}.</source>
        <translation>还有 {count} 条没有写入第二份。</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>未付款</translation>
    </message>
    <message>
        <source>Not paid, but handed over</source>
        <translation>未付款但货已交付</translation>
    </message>
    <message>
        <source>Not sent: it was no longer needed.</source>
        <translation>没有发：已经不需要了。</translation>
    </message>
    <message>
        <source>Not sent: stopped.</source>
        <translation>没有发：已停止。</translation>
    </message>
    <message>
        <source>Not understood: {message}.</source>
        <translation>看不懂这条命令：{message}。</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Nothing begins that could end here.</source>
        <translation>这里没有要结束的条件。</translation>
    </message>
    <message>
        <source>Nothing is known to fill {place} with.</source>
        <translation>{place} 没有内容可填。</translation>
    </message>
    <message>
        <source>Nothing is left of this order.</source>
        <translation>这笔订单已全部取走。</translation>
    </message>
    <message>
        <source>Nothing is lost. It is asked for again by itself.</source>
        <translation>没有丢失，会自动重新获取。</translation>
    </message>
    <message>
        <source>Nothing is lost. It is sent again by itself.</source>
        <translation>没有丢失，会自动重新上传。</translation>
    </message>
    <message>
        <source>Nothing is owed.</source>
        <translation>没有欠货。</translation>
    </message>
    <message>
        <source>Nothing is sent to try this one: it works without an address.</source>
        <translation>这个渠道不用地址，不需要试发。</translation>
    </message>
    <message>
        <source>Nothing moved on this day.</source>
        <translation>当天没有货物进出。</translation>
    </message>
    <message>
        <source>Nothing needed</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>Nothing needs to be sent again.</source>
        <translation>没有要重发的。</translation>
    </message>
    <message>
        <source>Nothing of this order is left to hand over.</source>
        <translation>这笔订单没有可交付的商品了。</translation>
    </message>
    <message>
        <source>Nothing that was shown as done is lost. The log file has the details.</source>
        <translation>显示为完成的操作都没有丢失。日志文件里有详情。</translation>
    </message>
    <message>
        <source>Nothing was counted yet.</source>
        <translation>还没有盘点任何商品。</translation>
    </message>
    <message>
        <source>Nothing was deleted. Keep the folder as it is and run the doctor.</source>
        <translation>没有删除任何数据。请保持文件夹原样，运行体检。</translation>
    </message>
    <message>
        <source>Nothing was handed over</source>
        <translation>没有交付</translation>
    </message>
    <message>
        <source>Nothing was undone</source>
        <translation>没有撤销</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>本期</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>单号</translation>
    </message>
    <message>
        <source>Number in the chain</source>
        <translation>接龙号</translation>
    </message>
    <message>
        <source>Of the pieces ordered in these days that came, those collected by now.</source>
        <translation>这几天下单且已到货的件数里，到现在已取走的比例。</translation>
    </message>
    <message>
        <source>Of what came</source>
        <translation>占到货比例</translation>
    </message>
    <message>
        <source>Of {told} earlier notices of this kind {came} brought somebody within a day; on a day without one, {share} of 100 came.</source>
        <translation>以前这类通知发给 {told} 户，一天内来了 {came} 户；不通知的日子，100 户里来 {share} 户。</translation>
    </message>
    <message>
        <source>Offline.</source>
        <translation>离线。</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>在途</translation>
    </message>
    <message>
        <source>On sct.ftqq.com: copy the SendKey.</source>
        <translation>在 sct.ftqq.com 复制 SendKey。</translation>
    </message>
    <message>
        <source>One symbol is wrong, or two have changed places.</source>
        <translation>有一位错了，或有两位颠倒了。</translation>
    </message>
    <message>
        <source>Online.</source>
        <translation>在线。</translation>
    </message>
    <message>
        <source>Only a server in the shop itself may be spoken to openly.</source>
        <translation>只有店内自己的服务器才能不加密。</translation>
    </message>
    <message>
        <source>Only in the second copy: {count}.</source>
        <translation>有 {count} 条只在第二份里。</translation>
    </message>
    <message>
        <source>Only {count} of this line are here uncollected.</source>
        <translation>这一行只剩 {count} 件没取。</translation>
    </message>
    <message>
        <source>Only {count} of {product} are free.</source>
        <translation>{product}只有 {count} 件可卖。</translation>
    </message>
    <message>
        <source>Only {count} of {product} are here.</source>
        <translation>{product}只有 {count} 件。</translation>
    </message>
    <message>
        <source>Only {count} of {product} lie there.</source>
        <translation>那里只有 {count} 件{product}。</translation>
    </message>
    <message>
        <source>Only {count} of {product} may be sold.</source>
        <translation>{product}只能卖 {count} 件。</translation>
    </message>
    <message>
        <source>Open it again and paste what it says now.</source>
        <translation>请重新打开，贴现在的文字。</translation>
    </message>
    <message>
        <source>Open it in Excel or WPS, save it as .xlsx, then import that.</source>
        <translation>用 Excel 或 WPS 打开，另存为 .xlsx，再导入。</translation>
    </message>
    <message>
        <source>Open shortages</source>
        <translation>仍欠件数</translation>
    </message>
    <message>
        <source>Opened a notice.</source>
        <translation>打开了通知。</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation>排列</translation>
    </message>
    <message>
        <source>Order {order} lacks only {count}.</source>
        <translation>订单 {order} 只缺 {count} 件。</translation>
    </message>
    <message>
        <source>Ordered</source>
        <translation>下单</translation>
    </message>
    <message>
        <source>Ordered on</source>
        <translation>下单日</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Orders cannot be written as {format}.</source>
        <translation>订单不能导出为 {format}。</translation>
    </message>
    <message>
        <source>Orders written to {file}: {count}.</source>
        <translation>已导出 {count} 个订单到 {file}。</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Other goods</source>
        <translation>其他商品</translation>
    </message>
    <message>
        <source>Other goods are kept three days, then sold or sent back.</source>
        <translation>其他商品留三天，之后出售或退回。</translation>
    </message>
    <message>
        <source>Other payment</source>
        <translation>其他付款</translation>
    </message>
    <message>
        <source>Other service</source>
        <translation>其他服务</translation>
    </message>
    <message>
        <source>Owed</source>
        <translation>欠货</translation>
    </message>
    <message>
        <source>Owed goods</source>
        <translation>欠货卡</translation>
    </message>
    <message>
        <source>Owed goods are handed out first when they come. Keep this note.</source>
        <translation>欠货到后优先发放。请保存此卡。</translation>
    </message>
    <message>
        <source>Own use</source>
        <translation>自用</translation>
    </message>
    <message>
        <source>Own web address</source>
        <translation>自有网址</translation>
    </message>
    <message>
        <source>PNG, JPEG, WebP, BMP and GIF can be read.</source>
        <translation>可以读取 PNG、JPEG、WebP、BMP 和 GIF。</translation>
    </message>
    <message>
        <source>Packed food</source>
        <translation>包装食品</translation>
    </message>
    <message>
        <source>Packed goods are kept three days, then sold or sent back.</source>
        <translation>包装食品留三天，之后出售或退回。</translation>
    </message>
    <message>
        <source>Paid pieces that came too short and are still to come, as of now.</source>
        <translation>已付款、到货不足、目前仍欠的件数。</translation>
    </message>
    <message>
        <source>Paid with</source>
        <translation>付款</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>Parcel labels</source>
        <translation>包裹标签</translation>
    </message>
    <message>
        <source>Partly collected</source>
        <translation>部分取走</translation>
    </message>
    <message>
        <source>Partly here</source>
        <translation>部分到货</translation>
    </message>
    <message>
        <source>Past use-by</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Paste the address of the channel.</source>
        <translation>请粘贴渠道的地址。</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Phone tail</source>
        <translation>手机尾号</translation>
    </message>
    <message>
        <source>Pick list</source>
        <translation>分拣单</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Pieces are counted whole.</source>
        <translation>件数必须是整数。</translation>
    </message>
    <message>
        <source>Pieces given to members, less those taken back.</source>
        <translation>交给团员的件数，已扣除撤销的。</translation>
    </message>
    <message>
        <source>Pieces of the product in its heading</source>
        <translation>表头商品的数量</translation>
    </message>
    <message>
        <source>Pieces paid back</source>
        <translation>退款数量</translation>
    </message>
    <message>
        <source>Pieces taken from trucks.</source>
        <translation>从送货车收下的件数。</translation>
    </message>
    <message>
        <source>Pieces too few or too many are found by counting.</source>
        <translation>少了或多了由清点得出。</translation>
    </message>
    <message>
        <source>Pieces written off out of a thousand received.</source>
        <translation>报损件数占收货件数的比例。</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>下单时间</translation>
    </message>
    <message>
        <source>Please report it; the log has the details.</source>
        <translation>请反馈给我们，日志里有详情。</translation>
    </message>
    <message>
        <source>Plug it in, close other programs that use it, or scan with a hand scanner.</source>
        <translation>请插好摄像头，关闭占用它的程序，或改用扫码枪。</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>单价</translation>
    </message>
    <message>
        <source>Price of the goods</source>
        <translation>商品金额</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Pushplus</source>
        <translation>Pushplus 推送加</translation>
    </message>
    <message>
        <source>Put in a new roll and close the cover.</source>
        <translation>请装新纸并合上盖子。</translation>
    </message>
    <message>
        <source>Rated what was collected.</source>
        <translation>给收到的商品评了分。</translation>
    </message>
    <message>
        <source>Read it again symbol by symbol, or search by phone tail or name.</source>
        <translation>请逐位再念一遍，或按手机尾号、姓名查找。</translation>
    </message>
    <message>
        <source>Read it again: the nine symbols stand in groups of three.</source>
        <translation>请再念一遍：共九位，三位一组。</translation>
    </message>
    <message>
        <source>Read.</source>
        <translation>已读。</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>待取货</translation>
    </message>
    <message>
        <source>Reason given: {code}. It stays in the log.</source>
        <translation>原因：{code}。记录保留在日志里。</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>打小票</translation>
    </message>
    <message>
        <source>Receive goods first.</source>
        <translation>请先收货。</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>收货</translation>
    </message>
    <message>
        <source>Refund running</source>
        <translation>退款中</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>已退款</translation>
    </message>
    <message>
        <source>Reminded to collect.</source>
        <translation>催取一次。</translation>
    </message>
    <message>
        <source>Repeats what {name} ordered. Check the goods.</source>
        <translation>和 {name} 订的一样，请核对商品。</translation>
    </message>
    <message>
        <source>Replaced by a newer code</source>
        <translation>已换新码</translation>
    </message>
    <message>
        <source>Report of the day</source>
        <translation>日报</translation>
    </message>
    <message>
        <source>Report of the week</source>
        <translation>周报</translation>
    </message>
    <message>
        <source>Report on members</source>
        <translation>团员报表</translation>
    </message>
    <message>
        <source>Report on products</source>
        <translation>商品报表</translation>
    </message>
    <message>
        <source>Report on shrinkage</source>
        <translation>损耗报表</translation>
    </message>
    <message>
        <source>Restore it from a backup; nothing was changed.</source>
        <translation>请从备份恢复；没有改动任何数据。</translation>
    </message>
    <message>
        <source>Restore {file} from a backup; nothing was changed.</source>
        <translation>请从备份恢复 {file}；没有改动任何数据。</translation>
    </message>
    <message>
        <source>Returned to the kitchen</source>
        <translation>退回厨房</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>房号</translation>
    </message>
    <message>
        <source>Row {row} of “{sheet}” names somebody but no goods and is left out.</source>
        <translation>“{sheet}”第 {row} 行有人名但没有商品，没有算进去。</translation>
    </message>
    <message>
        <source>Row {row}: a formula without its result. Open the file, save it, and import it again.</source>
        <translation>第 {row} 行：公式没有结果。请打开文件保存一次，再导入。</translation>
    </message>
    <message>
        <source>Row {row}: a long number has lost digits in the spreadsheet.</source>
        <translation>第 {row} 行：长号码在表格里丢了位数。</translation>
    </message>
    <message>
        <source>Row {row}: another person has the number {number} too.</source>
        <translation>第 {row} 行：另一个人也用了编号 {number}。</translation>
    </message>
    <message>
        <source>Row {row}: no building and room found in “{text}”.</source>
        <translation>第 {row} 行：“{text}”里看不出楼号和房号。</translation>
    </message>
    <message>
        <source>Row {row}: no name.</source>
        <translation>第 {row} 行：没有名字。</translation>
    </message>
    <message>
        <source>Row {row}: some characters are damaged.</source>
        <translation>第 {row} 行：有些字坏了。</translation>
    </message>
    <message>
        <source>Row {row}: the counts of the goods do not come to {told}.</source>
        <translation>第 {row} 行：各商品数量加起来不是 {told}。</translation>
    </message>
    <message>
        <source>Row {row}: the file does not say how many of “{product}”.</source>
        <translation>第 {row} 行：文件没写“{product}”要几件。</translation>
    </message>
    <message>
        <source>Row {row}: the file says {told} in all, the goods come to {found}.</source>
        <translation>第 {row} 行：文件写着共 {told}，商品加起来是 {found}。</translation>
    </message>
    <message>
        <source>Row {row}: the same goods twice in one order.</source>
        <translation>第 {row} 行：同一订单里同样的商品出现两次。</translation>
    </message>
    <message>
        <source>Row {row}: the same order stands in another sheet too.</source>
        <translation>第 {row} 行：另一张工作表里也有这个订单。</translation>
    </message>
    <message>
        <source>Row {row}: the state “{word}” leaves open whether it stands.</source>
        <translation>第 {row} 行：状态“{word}”，看不出订单还要不要。</translation>
    </message>
    <message>
        <source>Row {row}: two different addresses.</source>
        <translation>第 {row} 行：有两个不同的地址。</translation>
    </message>
    <message>
        <source>Row {row}: {amount} yuan were paid back; the file does not say for which goods.</source>
        <translation>第 {row} 行：退了 {amount} 元，文件没写退的是哪样。</translation>
    </message>
    <message>
        <source>Row {row}: {count} of “{product}” cannot be right.</source>
        <translation>第 {row} 行：“{product}”的数量 {count} 不对。</translation>
    </message>
    <message>
        <source>Row {row}: {refunded} of {count} pieces paid back cannot be right.</source>
        <translation>第 {row} 行：{count} 件里退了 {refunded} 件，数目不对。</translation>
    </message>
    <message>
        <source>Row {row}: “{product}” is not on your product list.</source>
        <translation>第 {row} 行：商品列表里没有“{product}”。</translation>
    </message>
    <message>
        <source>Row {row}: “{product}” was called off or paid back and is left out.</source>
        <translation>第 {row} 行：“{product}”已取消或已退款，没有算进去。</translation>
    </message>
    <message>
        <source>Row {row}: “{text}” is no day on which anybody ordered.</source>
        <translation>第 {row} 行：“{text}”不像是下单日期。</translation>
    </message>
    <message>
        <source>Rows not counted yet: {count}. They are booked as not come.</source>
        <translation>还有 {count} 行没清点，将按未到货记账。</translation>
    </message>
    <message>
        <source>Run leader-app doctor; what was handed over is safe in the log.</source>
        <translation>请运行 leader-app doctor；已交付的记录都在。</translation>
    </message>
    <message>
        <source>SMS gateway</source>
        <translation>短信网关</translation>
    </message>
    <message>
        <source>Said thank you.</source>
        <translation>说了谢谢。</translation>
    </message>
    <message>
        <source>Sales by payment</source>
        <translation>零售收款</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>周六</translation>
    </message>
    <message>
        <source>Say how many of “{product}”.</source>
        <translation>请填“{product}”要几件。</translation>
    </message>
    <message>
        <source>Say what was ordered.</source>
        <translation>请填订了什么。</translation>
    </message>
    <message>
        <source>Say which product “{product}” is.</source>
        <translation>请选“{product}”是哪个商品。</translation>
    </message>
    <message>
        <source>Say whose order it is.</source>
        <translation>请填是谁的订单。</translation>
    </message>
    <message>
        <source>Scan it again: closer, brighter, without glare.</source>
        <translation>请再扫一次：近一点、亮一点、避开反光。</translation>
    </message>
    <message>
        <source>Scan it from the pack instead of typing it.</source>
        <translation>请直接扫包装上的条码，不要手输。</translation>
    </message>
    <message>
        <source>Scan or choose goods first.</source>
        <translation>请先扫码或选择商品。</translation>
    </message>
    <message>
        <source>Scan or type what lies there, or drop the stocktake.</source>
        <translation>请扫码或填写数量，或放弃这次盘点。</translation>
    </message>
    <message>
        <source>See leader-app --help.</source>
        <translation>请看 leader-app --help。</translation>
    </message>
    <message>
        <source>See leader-app enrol --help.</source>
        <translation>请看 leader-app enrol --help。</translation>
    </message>
    <message>
        <source>See whether it still is there and not open in another program.</source>
        <translation>看看文件还在不在，有没有被别的程序打开。</translation>
    </message>
    <message>
        <source>Sent.</source>
        <translation>已发送。</translation>
    </message>
    <message>
        <source>Sent: {pushed}. Received: {pulled}. Waiting to be sent: {unsent}.</source>
        <translation>已上传 {pushed} 条，收到 {pulled} 条，待上传 {unsent} 条。</translation>
    </message>
    <message>
        <source>Served by</source>
        <translation>店员</translation>
    </message>
    <message>
        <source>ServerChan</source>
        <translation>Server酱</translation>
    </message>
    <message>
        <source>Several fit: press the digit of the right one</source>
        <translation>有几种符合，按数字选一种</translation>
    </message>
    <message>
        <source>Several products carry this barcode: which?</source>
        <translation>有几个商品用这个条码，是哪一个？</translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation>常温</translation>
    </message>
    <message>
        <source>Shelf labels</source>
        <translation>货位标签</translation>
    </message>
    <message>
        <source>Shelf slots</source>
        <translation>货位</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>少货</translation>
    </message>
    <message>
        <source>Short names read best on a label: A-03.</source>
        <translation>名称短一些，标签上更好认，如 A-03。</translation>
    </message>
    <message>
        <source>Sign again on the screen.</source>
        <translation>请在屏幕上重新签名。</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>货位</translation>
    </message>
    <message>
        <source>So many lots do not go into one receipt.</source>
        <translation>批次太多，一次收货记不下。</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>零售</translation>
    </message>
    <message>
        <source>Some came after being told.</source>
        <translation>通知后有一部分人来取。</translation>
    </message>
    <message>
        <source>Some characters of the file are damaged; they are shown as “{mark}”.</source>
        <translation>文件里有些字坏了，用“{mark}”代替。</translation>
    </message>
    <message>
        <source>Some goods have no quantity and were taken as one. Check the line.</source>
        <translation>有商品没写数量，按一份算，请核对。</translation>
    </message>
    <message>
        <source>Something else answers in place of the centre.</source>
        <translation>应答的不是中心。</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>出了点问题</translation>
    </message>
    <message>
        <source>Something went wrong that should not have.</source>
        <translation>程序出了不该出的错。</translation>
    </message>
    <message>
        <source>Something went wrong while this was being printed.</source>
        <translation>打印时出了问题。</translation>
    </message>
    <message>
        <source>Spoilt</source>
        <translation>变质</translation>
    </message>
    <message>
        <source>Staircase</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>Start it in a desktop session, or use the commands (leader-app --help).</source>
        <translation>请在桌面环境里启动，或改用命令（leader-app --help）。</translation>
    </message>
    <message>
        <source>Start the newer Leader Desk; nothing was changed.</source>
        <translation>请启动新版团长台，数据没有改动。</translation>
    </message>
    <message>
        <source>Start the system&apos;s keyring service (on Linux gnome-keyring or KWallet).</source>
        <translation>请启动系统的密钥环服务（Linux 上是 gnome-keyring 或 KWallet）。</translation>
    </message>
    <message>
        <source>Starting the demo&apos;s central service.</source>
        <translation>正在启动演示用的中心服务。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Still to collect: {count}.</source>
        <translation>还剩 {count} 件未取。</translation>
    </message>
    <message>
        <source>Stock is not what was moved, in places: {count}.</source>
        <translation>有 {count} 处库存与流水对不上。</translation>
    </message>
    <message>
        <source>Stock is the sum of what was moved.</source>
        <translation>库存与流水一致。</translation>
    </message>
    <message>
        <source>Stocktake</source>
        <translation>盘点</translation>
    </message>
    <message>
        <source>Stocktake differences</source>
        <translation>盘点差异</translation>
    </message>
    <message>
        <source>Stop it at the printer if you must.</source>
        <translation>一定要停，请在打印机上停。</translation>
    </message>
    <message>
        <source>Stop their notices first.</source>
        <translation>请先停掉那些通知。</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>周日</translation>
    </message>
    <message>
        <source>Switch it off and on again; see that nothing else prints on it.</source>
        <translation>请关机重开，并确认没有别的程序在用它。</translation>
    </message>
    <message>
        <source>Switch it off instead.</source>
        <translation>可以把它关掉。</translation>
    </message>
    <message>
        <source>Sync ran into a mistake of this program.</source>
        <translation>同步遇到了本程序的错误。</translation>
    </message>
    <message>
        <source>Synced. Changes received: {count}.</source>
        <translation>已同步，收到 {count} 条变更。</translation>
    </message>
    <message>
        <source>Take it again from a little farther away.</source>
        <translation>请离远一点重拍。</translation>
    </message>
    <message>
        <source>Take it with the camera here, or send a smaller one.</source>
        <translation>请用这里的摄像头拍，或换一张小一点的。</translation>
    </message>
    <message>
        <source>Take pieces from others first.</source>
        <translation>请先减少别人的数量。</translation>
    </message>
    <message>
        <source>Taken as one of each goods of the menu. Check the goods.</source>
        <translation>按菜单每样都要算，请核对商品。</translation>
    </message>
    <message>
        <source>Takes about {minutes} minutes at the channel&apos;s pace.</source>
        <translation>按渠道的速度约需 {minutes} 分钟。</translation>
    </message>
    <message>
        <source>Takes back more than {name} ordered. Ask.</source>
        <translation>退的比 {name} 订的多，请问一下。</translation>
    </message>
    <message>
        <source>Takes something back, but no earlier order was found. Ask the buyer.</source>
        <translation>写的是退，但没找到原来的单，请问买家。</translation>
    </message>
    <message>
        <source>Takings</source>
        <translation>零售收入</translation>
    </message>
    <message>
        <source>Tell this person yourself, or ask for a number.</source>
        <translation>请当面告诉这位，或要一个号码。</translation>
    </message>
    <message>
        <source>Test page</source>
        <translation>测试页</translation>
    </message>
    <message>
        <source>That is advertising to {count} people.</source>
        <translation>这是给 {count} 个人发广告。</translation>
    </message>
    <message>
        <source>That is too many barcodes for one product.</source>
        <translation>一个商品的条码太多。</translation>
    </message>
    <message>
        <source>That is too many photos.</source>
        <translation>照片太多。</translation>
    </message>
    <message>
        <source>The address of a SMS gateway needs a place for the number.</source>
        <translation>短信网关的地址里要留出手机号的位置。</translation>
    </message>
    <message>
        <source>The building may be part of the name “{name}”. Check both.</source>
        <translation>楼栋可能是昵称“{name}”的一部分，请核对。</translation>
    </message>
    <message>
        <source>The central service of this computer does not run.</source>
        <translation>这台电脑上的中心服务没有运行。</translation>
    </message>
    <message>
        <source>The centre did not accept a product</source>
        <translation>中心没有接受一个商品</translation>
    </message>
    <message>
        <source>The centre did not accept a receipt of goods</source>
        <translation>中心没有接受一次收货</translation>
    </message>
    <message>
        <source>The centre did not accept a slot</source>
        <translation>中心没有接受一个货位</translation>
    </message>
    <message>
        <source>The centre did not accept a stock movement</source>
        <translation>中心没有接受一次库存变动</translation>
    </message>
    <message>
        <source>The centre did not accept imported orders</source>
        <translation>中心没有接受导入的订单</translation>
    </message>
    <message>
        <source>The centre did not accept what came for orders</source>
        <translation>中心没有接受一次到货分配</translation>
    </message>
    <message>
        <source>The centre does not know this person here.</source>
        <translation>中心不认识这里的这位。</translation>
    </message>
    <message>
        <source>The centre does not know this product; only the store&apos;s own can be added.</source>
        <translation>中心没有这个商品；只能新增本店自有的商品。</translation>
    </message>
    <message>
        <source>The centre has no way to this person.</source>
        <translation>中心也联系不上这位。</translation>
    </message>
    <message>
        <source>The centre is older than this program; it is sent again once it is new.</source>
        <translation>中心的版本比本程序旧，等中心更新后会自动再发。</translation>
    </message>
    <message>
        <source>The centre was not heard for 12 hours. Waiting to be sent: {unsent}.</source>
        <translation>已 12 小时没有联系上中心，待上传 {unsent} 条。</translation>
    </message>
    <message>
        <source>The channel asks us to wait: too many messages.</source>
        <translation>发得太快，渠道让等一等。</translation>
    </message>
    <message>
        <source>The channel cannot be reached.</source>
        <translation>连不上这个渠道。</translation>
    </message>
    <message>
        <source>The channel does not allow this message.</source>
        <translation>渠道不允许发这条。</translation>
    </message>
    <message>
        <source>The channel does not know this address.</source>
        <translation>渠道不认识这个地址。</translation>
    </message>
    <message>
        <source>The channel is busy.</source>
        <translation>渠道正忙。</translation>
    </message>
    <message>
        <source>The channel needs a name of at most {most} symbols.</source>
        <translation>请给渠道起个名字，最多 {most} 个字。</translation>
    </message>
    <message>
        <source>The channel refused the message.</source>
        <translation>渠道没有收这条。</translation>
    </message>
    <message>
        <source>The channel {name} was stopped: put it right first.</source>
        <translation>渠道“{name}”停用了，请先处理好。</translation>
    </message>
    <message>
        <source>The chilled goods travelled at {degrees} °C; 0 to 8 °C is right.</source>
        <translation>冷藏品运输温度 {degrees} °C，应为 0 至 8 °C。</translation>
    </message>
    <message>
        <source>The code can be scanned</source>
        <translation>二维码能扫出</translation>
    </message>
    <message>
        <source>The count has no such row.</source>
        <translation>清点单里没有这一行。</translation>
    </message>
    <message>
        <source>The count in progress cannot be read by this release.</source>
        <translation>当前版本读不了这份未完成的清点。</translation>
    </message>
    <message>
        <source>The driver has not signed.</source>
        <translation>司机还没签字。</translation>
    </message>
    <message>
        <source>The driver signs, then the leader.</source>
        <translation>先司机签，再团长签。</translation>
    </message>
    <message>
        <source>The file says {told} pieces in all, the orders read come to {found}.</source>
        <translation>文件写着共 {told} 件，读出的订单共 {found} 件。</translation>
    </message>
    <message>
        <source>The file says {told} yuan in all, the orders read come to {found}.</source>
        <translation>文件写着共 {told} 元，读出的订单共 {found} 元。</translation>
    </message>
    <message>
        <source>The frozen goods travelled at {degrees} °C; -18 °C is right.</source>
        <translation>冷冻品运输温度 {degrees} °C，应为 -18 °C。</translation>
    </message>
    <message>
        <source>The gateway&apos;s address with {phone} where the number goes.</source>
        <translation>短信网关的地址，号码的位置写 {phone}。</translation>
    </message>
    <message>
        <source>The goods lie there already.</source>
        <translation>货已经在那里了。</translation>
    </message>
    <message>
        <source>The hidden sheet “{sheet}” was not read.</source>
        <translation>隐藏的工作表“{sheet}”没有读。</translation>
    </message>
    <message>
        <source>The https address that takes JSON; a key after it, with a space.</source>
        <translation>接收 JSON 的 https 地址；有密钥的空一格写在后面。</translation>
    </message>
    <message>
        <source>The line does not say what is ordered. Choose the goods.</source>
        <translation>没写要什么，请选择商品。</translation>
    </message>
    <message>
        <source>The line does not say who ordered. Enter the name.</source>
        <translation>没写是谁订的，请填昵称。</translation>
    </message>
    <message>
        <source>The line gives a building and no room. Enter it.</source>
        <translation>只有楼栋没有房号，请补上。</translation>
    </message>
    <message>
        <source>The line has no number in the chain. Check whether it is an order.</source>
        <translation>这行没有序号，请确认是不是订单。</translation>
    </message>
    <message>
        <source>The line is too long for an order. Enter it by hand if it is one.</source>
        <translation>这行太长，不像订单；是订单请手工录入。</translation>
    </message>
    <message>
        <source>The line says {told} yuan, the goods come to {whole}. Check goods and quantity.</source>
        <translation>原文写 {told} 元，商品算下来是 {whole} 元，请核对商品和数量。</translation>
    </message>
    <message>
        <source>The log is broken at entry {seq}.</source>
        <translation>操作记录在第 {seq} 条断开。</translation>
    </message>
    <message>
        <source>The log is whole; entries: {count}.</source>
        <translation>操作记录完整，共 {count} 条。</translation>
    </message>
    <message>
        <source>The mail server of this mailbox is not known.</source>
        <translation>不知道这个邮箱的发信服务器。</translation>
    </message>
    <message>
        <source>The member may just have come: look again.</source>
        <translation>团员可能刚来取过，请重新查看。</translation>
    </message>
    <message>
        <source>The message is too long for the channel.</source>
        <translation>这条对渠道来说太长了。</translation>
    </message>
    <message>
        <source>The message was taken: look into the group.</source>
        <translation>渠道收下了，请到群里看看。</translation>
    </message>
    <message>
        <source>The most in a day: {day}, {pieces} pieces.</source>
        <translation>最多的一天：{day}，{pieces} 件。</translation>
    </message>
    <message>
        <source>The notice cannot be sent yet.</source>
        <translation>这条通知还不能发。</translation>
    </message>
    <message>
        <source>The picture cannot be read.</source>
        <translation>这张照片打不开。</translation>
    </message>
    <message>
        <source>The robot was removed from the group.</source>
        <translation>机器人被移出群了。</translation>
    </message>
    <message>
        <source>The signing key behind the address does not look right.</source>
        <translation>地址后面的签名密钥不对。</translation>
    </message>
    <message>
        <source>The template cannot be kept yet.</source>
        <translation>模板还不能保存。</translation>
    </message>
    <message>
        <source>The text cannot be sent yet.</source>
        <translation>文字还不能发。</translation>
    </message>
    <message>
        <source>The text does not fit this channel: {name}.</source>
        <translation>文字放不进这个渠道：{name}。</translation>
    </message>
    <message>
        <source>The text has changed.</source>
        <translation>文字变了。</translation>
    </message>
    <message>
        <source>The text is too long: {most} symbols at most.</source>
        <translation>文字太长，最多 {most} 个字。</translation>
    </message>
    <message>
        <source>The {zone} lacks room for {litres} litres, with all {count} slots full. Make room before the truck comes.</source>
        <translation>{zone}还差 {litres} 升，{count} 个货位都会放满。请在车到之前腾出地方。</translation>
    </message>
    <message>
        <source>There is a channel of this name already.</source>
        <translation>已经有同名的渠道了。</translation>
    </message>
    <message>
        <source>There is no address yet.</source>
        <translation>还没有填地址。</translation>
    </message>
    <message>
        <source>There is no condition called “{word}”.</source>
        <translation>没有叫“{word}”的条件。</translation>
    </message>
    <message>
        <source>There is no condition called “{word}”. Is it “{near}”?</source>
        <translation>没有叫“{word}”的条件，是“{near}”吗？</translation>
    </message>
    <message>
        <source>There is no place called “{word}”.</source>
        <translation>没有叫“{word}”的位置。</translation>
    </message>
    <message>
        <source>There is no place called “{word}”. Is it “{near}”?</source>
        <translation>没有叫“{word}”的位置，是“{near}”吗？</translation>
    </message>
    <message>
        <source>There is nothing between these braces.</source>
        <translation>花括号里没有内容。</translation>
    </message>
    <message>
        <source>These are too many days.</source>
        <translation>天数太多了。</translation>
    </message>
    <message>
        <source>These channels take no picture: the text goes alone.</source>
        <translation>这些渠道不收图片，只发文字。</translation>
    </message>
    <message>
        <source>These conditions are nested too deeply.</source>
        <translation>条件套得太多层了。</translation>
    </message>
    <message>
        <source>These days end before they begin.</source>
        <translation>结束日期早于开始日期。</translation>
    </message>
    <message>
        <source>They were told this meanwhile.</source>
        <translation>这期间已经通知过了。</translation>
    </message>
    <message>
        <source>This address belongs to another kind of channel: {kind}.</source>
        <translation>这个地址属于另一种渠道：{kind}。</translation>
    </message>
    <message>
        <source>This address is not secure.</source>
        <translation>这个地址不安全。</translation>
    </message>
    <message>
        <source>This address is too long.</source>
        <translation>这个地址太长了。</translation>
    </message>
    <message>
        <source>This channel is always there.</source>
        <translation>这个渠道一直都在。</translation>
    </message>
    <message>
        <source>This channel is gone.</source>
        <translation>这个渠道没有了。</translation>
    </message>
    <message>
        <source>This channel is there already.</source>
        <translation>这个渠道已经有了。</translation>
    </message>
    <message>
        <source>This condition has no {end} after it.</source>
        <translation>这个条件后面缺 {end}。</translation>
    </message>
    <message>
        <source>This is not an address of the kind {kind}.</source>
        <translation>这不是{kind}的地址。</translation>
    </message>
    <message>
        <source>This kind asks nobody to come; look at who opened and thanked afterwards.</source>
        <translation>这类通知不催人来，之后看谁打开、谁道谢。</translation>
    </message>
    <message>
        <source>This kind of channel needs no address.</source>
        <translation>这种渠道不需要地址。</translation>
    </message>
    <message>
        <source>This member is not here.</source>
        <translation>没有这位团员。</translation>
    </message>
    <message>
        <source>This message has moved on.</source>
        <translation>这条已经变了。</translation>
    </message>
    <message>
        <source>This notice is gone.</source>
        <translation>这条通知没有了。</translation>
    </message>
    <message>
        <source>This notice was sent already.</source>
        <translation>这条通知已经发出去了。</translation>
    </message>
    <message>
        <source>This one needs no address.</source>
        <translation>这个不用地址。</translation>
    </message>
    <message>
        <source>This person does not want such notices.</source>
        <translation>这位不想收这类通知。</translation>
    </message>
    <message>
        <source>This person was told already.</source>
        <translation>这位已经通知过了。</translation>
    </message>
    <message>
        <source>This picture cannot be sent.</source>
        <translation>这张图片发不了。</translation>
    </message>
    <message>
        <source>This product is not here.</source>
        <translation>没有这个商品。</translation>
    </message>
    <message>
        <source>This rule is gone.</source>
        <translation>这条规则没有了。</translation>
    </message>
    <message>
        <source>Three days of rest give a point back.</source>
        <translation>三天未打扰，恢复一分。</translation>
    </message>
    <message>
        <source>Thrown away or lost, at today&apos;s prices.</source>
        <translation>扔掉或丢失的，按现价计。</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>周四</translation>
    </message>
    <message>
        <source>Told about an offer.</source>
        <translation>发了一次优惠。</translation>
    </message>
    <message>
        <source>Told about own goods.</source>
        <translation>通知了自己的商品。</translation>
    </message>
    <message>
        <source>Told again within a day.</source>
        <translation>一天内再次通知。</translation>
    </message>
    <message>
        <source>Told in quiet hours.</source>
        <translation>在休息时段打扰。</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Try again, or choose another channel.</source>
        <translation>请再试一次，或换个渠道。</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>周二</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>货值</translation>
    </message>
    <message>
        <source>Waits to be sent.</source>
        <translation>等待发送。</translation>
    </message>
    <message>
        <source>Walk-in sales, as paid.</source>
        <translation>到店零售实收。</translation>
    </message>
    <message>
        <source>Wants fewer notices.</source>
        <translation>希望少收通知。</translation>
    </message>
    <message>
        <source>WeCom group robot</source>
        <translation>企业微信群机器人</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>周三</translation>
    </message>
    <message>
        <source>What was lost?</source>
        <translation>损耗了什么？</translation>
    </message>
    <message>
        <source>What {count} households were missing has come.</source>
        <translation>{count} 户之前缺的补到了。</translation>
    </message>
    <message>
        <source>When did people come?</source>
        <translation>大家什么时候来取？</translation>
    </message>
    <message>
        <source>When was how much ordered?</source>
        <translation>哪天买了多少？</translation>
    </message>
    <message>
        <source>Which goods go best?</source>
        <translation>哪些商品最好卖？</translation>
    </message>
    <message>
        <source>Who orders most?</source>
        <translation>谁买得最多？</translation>
    </message>
    <message>
        <source>Why was it written off?</source>
        <translation>为什么报损？</translation>
    </message>
    <message>
        <source>Write a JSON list of objects with name, unit, price (in yuan) and aliases, or an object that has one as catalog.</source>
        <translation>请用 JSON 列表，每项有 name、unit、price（元）和 aliases，或放在对象的 catalog 里。</translation>
    </message>
    <message>
        <source>Write a new notice if it still holds.</source>
        <translation>还有必要的话，请新写一条。</translation>
    </message>
    <message>
        <source>Write a new one.</source>
        <translation>要发请重新写一条。</translation>
    </message>
    <message>
        <source>Write a text first.</source>
        <translation>请先写文字。</translation>
    </message>
    <message>
        <source>Write it as smtps://USER:PASSWORD@HOST?from=NAME@HOST.</source>
        <translation>请写成 smtps://USER:PASSWORD@HOST?from=NAME@HOST。</translation>
    </message>
    <message>
        <source>Write the notice yourself.</source>
        <translation>请自己写这条通知。</translation>
    </message>
    <message>
        <source>Write {place} where the telephone number goes.</source>
        <translation>在手机号的位置写 {place}。</translation>
    </message>
    <message>
        <source>a link you give</source>
        <translation>你填的链接</translation>
    </message>
    <message>
        <source>a price you give</source>
        <translation>你填的价格</translation>
    </message>
    <message>
        <source>a product you give</source>
        <translation>你填的产品</translation>
    </message>
    <message>
        <source>a time you give</source>
        <translation>你填的时间</translation>
    </message>
    <message>
        <source>building and room</source>
        <translation>楼栋和房号</translation>
    </message>
    <message>
        <source>everybody it is for, a line each</source>
        <translation>每户一行的名单</translation>
    </message>
    <message>
        <source>how many households</source>
        <translation>多少户</translation>
    </message>
    <message>
        <source>how many pieces</source>
        <translation>多少件</translation>
    </message>
    <message>
        <source>it goes to a group</source>
        <translation>发到群里</translation>
    </message>
    <message>
        <source>its address</source>
        <translation>门店地址</translation>
    </message>
    <message>
        <source>its opening hours</source>
        <translation>营业时间</translation>
    </message>
    <message>
        <source>something has not come yet</source>
        <translation>还有没到的</translation>
    </message>
    <message>
        <source>something of it is kept in the freezer</source>
        <translation>里面有冷冻的</translation>
    </message>
    <message>
        <source>something of it is kept in the fridge</source>
        <translation>里面有冷藏的</translation>
    </message>
    <message>
        <source>the earliest use-by day</source>
        <translation>最早的到期日</translation>
    </message>
    <message>
        <source>the last day to collect</source>
        <translation>最后能取的一天</translation>
    </message>
    <message>
        <source>the last digits of the telephone</source>
        <translation>手机尾号</translation>
    </message>
    <message>
        <source>the member&apos;s name</source>
        <translation>这位的称呼</translation>
    </message>
    <message>
        <source>the name of the pickup point</source>
        <translation>门店名称</translation>
    </message>
    <message>
        <source>there is more than one piece</source>
        <translation>不止一件</translation>
    </message>
    <message>
        <source>today&apos;s date</source>
        <translation>今天的日期</translation>
    </message>
    <message>
        <source>what has not come yet</source>
        <translation>还没到的</translation>
    </message>
    <message>
        <source>what it costs altogether</source>
        <translation>一共多少钱</translation>
    </message>
    <message>
        <source>what it is about, with quantities</source>
        <translation>商品和件数</translation>
    </message>
    <message>
        <source>when it closes today</source>
        <translation>今天几点打烊</translation>
    </message>
    <message>
        <source>where the goods lie</source>
        <translation>放在哪个货位</translation>
    </message>
    <message>
        <source>who presents the livestream</source>
        <translation>谁来直播</translation>
    </message>
    <message>
        <source>why it is so</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>{count} are over their budget and are left out.</source>
        <translation>有 {count} 户的情感分不够，不发给他们。</translation>
    </message>
    <message>
        <source>{count} households have not collected yet.</source>
        <translation>还有 {count} 户没来取。</translation>
    </message>
    <message>
        <source>{file}: {orders} imported, {known} were here already, {left} need a look.</source>
        <translation>{file}：导入 {orders} 单，已有 {known} 单，还有 {left} 单要看一下。</translation>
    </message>
    <message>
        <source>{otherwise} belongs between a condition and its end.</source>
        <translation>{otherwise} 要写在条件和结束之间。</translation>
    </message>
    <message>
        <source>{room} may be a room or a quantity. Check it.</source>
        <translation>{room} 可能是房号也可能是数量，请核对。</translation>
    </message>
    <message>
        <source>{slot} is planned for {litres} litres more than it holds: spread them out.</source>
        <translation>{slot} 计划多放了 {litres} 升，请分到别的货位。</translation>
    </message>
    <message>
        <source>{text} is no day.</source>
        <translation>{text} 不是日期。</translation>
    </message>
    <message>
        <source>{told} is not a whole number of pieces. Enter the quantity.</source>
        <translation>{told} 不是整数，请填数量。</translation>
    </message>
    <message>
        <source>{when} at {counter}</source>
        <translation>{when}，{counter}</translation>
    </message>
    <message>
        <source>{when} at {counter}, by {staff}</source>
        <translation>{when}，{counter}，{staff}</translation>
    </message>
    <message>
        <source>{words} ({detail})</source>
        <translation>{words}（{detail}）</translation>
    </message>
    <message>
        <source>“{file}” cannot be read.</source>
        <translation>“{file}”读不了。</translation>
    </message>
    <message>
        <source>“{file}” has no sheet with cells.</source>
        <translation>“{file}”里没有表格内容。</translation>
    </message>
    <message>
        <source>“{file}” has {size} MB, too much for a list of orders.</source>
        <translation>“{file}”有 {size} MB，订单表不会这么大。</translation>
    </message>
    <message>
        <source>“{file}” is a folder.</source>
        <translation>“{file}”是文件夹。</translation>
    </message>
    <message>
        <source>“{file}” is a kind of spreadsheet that is not read (xlsb or ods).</source>
        <translation>“{file}”是不支持的表格格式（xlsb 或 ods）。</translation>
    </message>
    <message>
        <source>“{file}” is a locked archive.</source>
        <translation>“{file}”是加密的压缩包。</translation>
    </message>
    <message>
        <source>“{file}” is a text of {size} thousand characters.</source>
        <translation>“{file}”有 {size} 千字，太长了。</translation>
    </message>
    <message>
        <source>“{file}” is a web page without a table of orders.</source>
        <translation>“{file}”是网页，里面没有订单表。</translation>
    </message>
    <message>
        <source>“{file}” is damaged or was cut off on its way.</source>
        <translation>“{file}”已损坏或没有传完整。</translation>
    </message>
    <message>
        <source>“{file}” is empty.</source>
        <translation>“{file}”是空的。</translation>
    </message>
    <message>
        <source>“{file}” is locked with a password.</source>
        <translation>“{file}”设了密码。</translation>
    </message>
    <message>
        <source>“{file}” is no product list.</source>
        <translation>“{file}”不是商品列表。</translation>
    </message>
    <message>
        <source>“{file}” is {what}, not a list of orders.</source>
        <translation>“{file}”是{what}，不是订单表。</translation>
    </message>
    <message>
        <source>“{file}” reaches to row {rows}, column {columns}: no list of orders does.</source>
        <translation>“{file}”一直到第 {rows} 行、第 {columns} 列，订单表不会这么大。</translation>
    </message>
    <message>
        <source>“{file}” unpacks to more than {most} MB.</source>
        <translation>“{file}”解开后超过 {most} MB。</translation>
    </message>
    <message>
        <source>“{name}” is no name and price for a product.</source>
        <translation>“{name}”不能作商品名或价格不对。</translation>
    </message>
    <message>
        <source>“{name}” may end in a quantity. Check it.</source>
        <translation>“{name}”末尾可能是数量，请核对。</translation>
    </message>
    <message>
        <source>“{name}” was taken for the name. Check it.</source>
        <translation>把“{name}”当作昵称，请核对。</translation>
    </message>
    <message>
        <source>“{text}” is no building or room. Enter the address.</source>
        <translation>“{text}”不像楼栋或房号，请填门牌。</translation>
    </message>
    <message>
        <source>“{text}” may be a name or goods. Check both.</source>
        <translation>“{text}”可能是昵称也可能是商品，请核对。</translation>
    </message>
    <message>
        <source>“{text}” may be an order outside the chain.</source>
        <translation>“{text}”可能是接龙外的订单。</translation>
    </message>
    <message>
        <source>“{text}” may be meant for somebody else. Decide who gets what.</source>
        <translation>“{text}”可能是给别人的，请确定谁拿什么。</translation>
    </message>
    <message>
        <source>“{text}” was not understood. Read the line again.</source>
        <translation>“{text}”没看懂，请再看一下这行。</translation>
    </message>
    <message>
        <source>“{word}” is a condition: write {example}.</source>
        <translation>“{word}”是条件，要写成 {example}。</translation>
    </message>
    <message>
        <source>“{word}” is not on the product list. Choose the product.</source>
        <translation>“{word}”不在商品清单里，请选择商品。</translation>
    </message>
    <message>
        <source>“{word}” was taken for {product}. Check it.</source>
        <translation>把“{word}”当作 {product}，请核对。</translation>
    </message>
    <message>
        <source>Take a screenshot of it, or send it as JPEG.</source>
        <translation>请截图，或存成 JPEG 再发。</translation>
    </message>
    <message>
        <source>Export or save it once more.</source>
        <translation>请重新导出或保存一次。</translation>
    </message>
    <message>
        <source>Freezer</source>
        <translation>冷冻</translation>
    </message>
    <message>
        <source>Fresh food</source>
        <translation>生鲜</translation>
    </message>
    <message>
        <source>Fresh goods are kept until closing tomorrow, then written off or sold.</source>
        <translation>生鲜留到明天打烊，之后报损或出售。</translation>
    </message>
    <message>
        <source>Fridge</source>
        <translation>冷藏</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>冷冻</translation>
    </message>
    <message>
        <source>Frozen food</source>
        <translation>冷冻食品</translation>
    </message>
    <message>
        <source>Frozen goods are kept three days, then sold or sent back.</source>
        <translation>冷冻品留三天，之后出售或退回。</translation>
    </message>
    <message>
        <source>Give a short name, a unit such as 盒, and a price that is not negative.</source>
        <translation>名称要短，单位如“盒”，价格不能是负数。</translation>
    </message>
    <message>
        <source>Give it a name of up to {count} symbols.</source>
        <translation>名称必填，最多 {count} 字。</translation>
    </message>
    <message>
        <source>Give it that many or fewer.</source>
        <translation>最多分这么多。</translation>
    </message>
    <message>
        <source>Give only what is counted here. Write the rest off under stock.</source>
        <translation>只交这里标出的数量，其余请在库存里报损。</translation>
    </message>
    <message>
        <source>Give the password, then import it again.</source>
        <translation>填上密码，再导入一次。</translation>
    </message>
    <message>
        <source>Goods for the {zone} come, but it has no slot.</source>
        <translation>有{zone}货要到，却还没有货位可放。</translation>
    </message>
    <message>
        <source>Goods lie in {slot}.</source>
        <translation>{slot} 里还有货。</translation>
    </message>
    <message>
        <source>Goods were received that the truck was to bring to another point.</source>
        <translation>收下的货本来是送往另一个自提点的。</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>已交付</translation>
    </message>
    <message>
        <source>Handed over and sold</source>
        <translation>核销与零售</translation>
    </message>
    <message>
        <source>Here: {count}. Past use-by and withheld: {spoilt}.</source>
        <translation>可交 {count} 件；已过保质期、不能交 {spoilt} 件。</translation>
    </message>
    <message>
        <source>How many pieces are in this carton?</source>
        <translation>这一箱有几件？</translation>
    </message>
    <message>
        <source>If it is still wanted, print it again.</source>
        <translation>如果还需要，请重新打印。</translation>
    </message>
    <message>
        <source>If more came, take it in without a manifest.</source>
        <translation>如果又到了货，请按无单收货。</translation>
    </message>
    <message>
        <source>Install libusb-1.0, or add the printer to the system and choose it there.</source>
        <translation>请安装 libusb-1.0，或先把打印机加到系统里再选它。</translation>
    </message>
    <message>
        <source>Is it open in another window? The reason is in {log}.</source>
        <translation>是不是在另一个窗口里开着？原因见 {log}。</translation>
    </message>
    <message>
        <source>Is it switched on and in the same network? Check {address}.</source>
        <translation>开机了吗？在同一网络吗？请检查 {address}。</translation>
    </message>
    <message>
        <source>Is it switched on? Check the cable and the numbers.</source>
        <translation>开机了吗？请检查连线和编号。</translation>
    </message>
    <message>
        <source>Is the stick or the phone still plugged in?</source>
        <translation>U 盘或手机还插着吗？</translation>
    </message>
    <message>
        <source>Look into the chat and add what is missing by hand.</source>
        <translation>请到群里看看，手动补上缺的。</translation>
    </message>
    <message>
        <source>On pushplus.plus: copy the token; for a group put its code after it, with a space.</source>
        <translation>在 pushplus.plus 复制 token；发给群组的，空一格写上群组编码。</translation>
    </message>
    <message>
        <source>Sent in part: {done} of {all} pieces.</source>
        <translation>只发出一部分：{done} / {all} 条。</translation>
    </message>
    <message>
        <source>Take it closer and straight on, with the whole code in it.</source>
        <translation>请靠近、正对着拍，把整个码拍进去。</translation>
    </message>
    <message>
        <source>Taken: {taken}. The rest has not arrived.</source>
        <translation>已取 {taken} 件，其余还没到货。</translation>
    </message>
    <message>
        <source>Tell the centre&apos;s operator. Codes made with the known keys keep working.</source>
        <translation>请告诉中心运营。用已知密钥签发的码仍可使用。</translation>
    </message>
    <message>
        <source>Tell the centre&apos;s operator. What was handed over is kept here.</source>
        <translation>请告诉中心运营。已交付的记录保存在本机。</translation>
    </message>
    <message>
        <source>Tell the group leader of the other point; their shelf has one too many.</source>
        <translation>请告诉对方自提点的团长，他们的货架会多一份。</translation>
    </message>
    <message>
        <source>Tell this person yourself, or write it without this.</source>
        <translation>请当面告诉这位，或换个写法。</translation>
    </message>
    <message>
        <source>Ten typed codes in ten minutes matched no order.</source>
        <translation>十分钟内输入的十个码都没有对应的订单。</translation>
    </message>
    <message>
        <source>The camera at {name} does not answer.</source>
        <translation>{name} 的摄像头没有响应。</translation>
    </message>
    <message>
        <source>The camera at {name} stopped sending pictures.</source>
        <translation>{name} 的摄像头不再传来画面。</translation>
    </message>
    <message>
        <source>The camera can be opened.</source>
        <translation>摄像头可以打开。</translation>
    </message>
    <message>
        <source>The camera gives no picture any more. Check its cable.</source>
        <translation>摄像头没有画面了，请检查连接线。</translation>
    </message>
    <message>
        <source>The camera {name} cannot be opened.</source>
        <translation>摄像头 {name} 打不开。</translation>
    </message>
    <message>
        <source>The centre answers.</source>
        <translation>中心有应答。</translation>
    </message>
    <message>
        <source>The centre cannot be reached.</source>
        <translation>连不上中心。</translation>
    </message>
    <message>
        <source>The centre could not read it. Nothing is lost; it stays in the log.</source>
        <translation>中心读不懂这条记录。没有丢失，保留在日志里。</translation>
    </message>
    <message>
        <source>The centre could not read what a counter sent; it was kept as it came.</source>
        <translation>中心读不懂某柜台发来的内容，已原样保留。</translation>
    </message>
    <message>
        <source>The centre did not accept a hand-over</source>
        <translation>中心没有接受一笔交付</translation>
    </message>
    <message>
        <source>The centre did not accept a message</source>
        <translation>中心没有接受一条消息</translation>
    </message>
    <message>
        <source>The centre did not accept a request of this counter.</source>
        <translation>中心没有接受本柜台的请求。</translation>
    </message>
    <message>
        <source>The centre did not accept an undo</source>
        <translation>中心没有接受一次撤销</translation>
    </message>
    <message>
        <source>The centre did not answer in time.</source>
        <translation>中心没有及时应答。</translation>
    </message>
    <message>
        <source>The centre did not sign this code; it was changed or made up.</source>
        <translation>这个码不是中心签发的，被改过或是编造的。</translation>
    </message>
    <message>
        <source>The centre does not keep this counter signed in.</source>
        <translation>中心不让本柜台保持登录。</translation>
    </message>
    <message>
        <source>The centre does not know this counter.</source>
        <translation>中心不认识本柜台。</translation>
    </message>
    <message>
        <source>The centre does not know this enrolment token.</source>
        <translation>中心不认识这个注册令牌。</translation>
    </message>
    <message>
        <source>The centre does not recognise this counter&apos;s signature.</source>
        <translation>中心不认可本柜台的签名。</translation>
    </message>
    <message>
        <source>The centre has a problem of its own.</source>
        <translation>中心出了故障。</translation>
    </message>
    <message>
        <source>The centre holds other records under this counter&apos;s name.</source>
        <translation>中心以本柜台名义保存着另一份记录。</translation>
    </message>
    <message>
        <source>The centre is very busy.</source>
        <translation>中心很忙。</translation>
    </message>
    <message>
        <source>The centre sent new code keys that nobody vouches for. They are not used.</source>
        <translation>中心发来的新密钥没有可信签名，未采用。</translation>
    </message>
    <message>
        <source>The centre sent {count} records this program cannot read.</source>
        <translation>中心发来 {count} 条本程序读不懂的记录。</translation>
    </message>
    <message>
        <source>The centre speaks a newer language than this program.</source>
        <translation>中心的版本比本程序新。</translation>
    </message>
    <message>
        <source>The centre took this counter out of service.</source>
        <translation>中心已停用本柜台。</translation>
    </message>
    <message>
        <source>The centre&apos;s answer was damaged on the way.</source>
        <translation>中心的应答在途中损坏了。</translation>
    </message>
    <message>
        <source>The clock agrees with the centre&apos;s.</source>
        <translation>时钟与中心一致。</translation>
    </message>
    <message>
        <source>The code is genuine, but its order is not on this counter yet.</source>
        <translation>码是真的，但订单还没同步到本柜台。</translation>
    </message>
    <message>
        <source>The code stays good. The member is told when the goods arrive.</source>
        <translation>提货码继续有效，到货后会通知顾客。</translation>
    </message>
    <message>
        <source>The connection to the centre is not secure.</source>
        <translation>与中心的连接不安全。</translation>
    </message>
    <message>
        <source>The disk did not accept it</source>
        <translation>磁盘没有写入</translation>
    </message>
    <message>
        <source>The disk is almost full: new data from the centre is not kept.</source>
        <translation>磁盘快满了：暂不保存中心的新数据。</translation>
    </message>
    <message>
        <source>The disk is full: nothing was saved.</source>
        <translation>磁盘已满：没有保存。</translation>
    </message>
    <message>
        <source>The disk is nearly full; only hand-overs are still written.</source>
        <translation>磁盘快满了，只保存取货记录。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>文件是空的。</translation>
    </message>
    <message>
        <source>The file of this counter&apos;s secrets cannot be read.</source>
        <translation>本柜台的密钥文件读不出来。</translation>
    </message>
    <message>
        <source>The file {file} could not be written.</source>
        <translation>文件 {file} 写不进去。</translation>
    </message>
    <message>
        <source>The file {name} cannot be read.</source>
        <translation>文件 {name} 读不出来。</translation>
    </message>
    <message>
        <source>The folder of this counter cannot be written.</source>
        <translation>本柜台的文件夹不能写入。</translation>
    </message>
    <message>
        <source>The folder of this counter may have been copied or restored. Nothing is sent and nothing is lost; tell the centre&apos;s operator.</source>
        <translation>本柜台的文件夹可能被复制或还原过。没有上传，也没有丢失；请告诉中心运营。</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be used.</source>
        <translation>文件夹 {folder} 无法使用。</translation>
    </message>
    <message>
        <source>The goods were given out although the money was not there.</source>
        <translation>没有收到货款就交付了商品。</translation>
    </message>
    <message>
        <source>The goods were given out at a point the order does not belong to.</source>
        <translation>商品在不属于这笔订单的自提点交付了。</translation>
    </message>
    <message>
        <source>The key of the local store is not where it was kept.</source>
        <translation>本机数据的密钥不在原处。</translation>
    </message>
    <message>
        <source>The key of this counter is gone from where it was kept.</source>
        <translation>本柜台的密钥不在原处了。</translation>
    </message>
    <message>
        <source>The keyring did not keep what it was given.</source>
        <translation>密钥环没有保存住写入的内容。</translation>
    </message>
    <message>
        <source>The keyring holds something else under this counter&apos;s name.</source>
        <translation>密钥环里本柜台名下是别的内容。</translation>
    </message>
    <message>
        <source>The keyring is locked or does not answer.</source>
        <translation>密钥环已锁定或没有应答。</translation>
    </message>
    <message>
        <source>The keys can be read.</source>
        <translation>密钥可以读取。</translation>
    </message>
    <message>
        <source>The local store cannot be read or written: nothing was saved.</source>
        <translation>本机数据无法读写：没有保存。</translation>
    </message>
    <message>
        <source>The local store is busy: nothing was saved.</source>
        <translation>本机数据正忙：没有保存。</translation>
    </message>
    <message>
        <source>The local store is damaged, or was made with another key.</source>
        <translation>本机数据损坏，或使用了另一把密钥。</translation>
    </message>
    <message>
        <source>The local store was made by a newer release.</source>
        <translation>本机数据由更新的版本建立。</translation>
    </message>
    <message>
        <source>The macros in “{file}” were not run.</source>
        <translation>“{file}”里的宏没有运行。</translation>
    </message>
    <message>
        <source>The member asked for the money back and the refund is on its way.</source>
        <translation>顾客已申请退款，正在办理。</translation>
    </message>
    <message>
        <source>The money of this order was paid back.</source>
        <translation>这笔订单已退款。</translation>
    </message>
    <message>
        <source>The name is unusually long. Check the line.</source>
        <translation>昵称特别长，请核对。</translation>
    </message>
    <message>
        <source>The name or the unit does not fit.</source>
        <translation>名称或单位不合适。</translation>
    </message>
    <message>
        <source>The name “{name}” may also hold goods or a note. Check the line.</source>
        <translation>“{name}”里可能还有商品或备注，请核对。</translation>
    </message>
    <message>
        <source>The name “{name}” seems to be cut off. Check it.</source>
        <translation>昵称“{name}”好像不完整，请核对。</translation>
    </message>
    <message>
        <source>The network may be slow. It is tried again by itself.</source>
        <translation>网络可能较慢，会自动重试。</translation>
    </message>
    <message>
        <source>The next goods count {count} times</source>
        <translation>下一件按 {count} 件算</translation>
    </message>
    <message>
        <source>The note is too long.</source>
        <translation>备注太长。</translation>
    </message>
    <message>
        <source>The order this one repeats is not in the text. Enter the goods.</source>
        <translation>找不到它要照抄的那一单，请填商品。</translation>
    </message>
    <message>
        <source>The order was cancelled at the centre while the goods were given out.</source>
        <translation>商品交付时，订单已在中心取消。</translation>
    </message>
    <message>
        <source>The order was placed for somebody else. Check name and address.</source>
        <translation>是帮别人订的，请核对昵称和门牌。</translation>
    </message>
    <message>
        <source>The other one sends what is done here as well. Nothing needs to be done.</source>
        <translation>这里做的也由那个程序一起上传，不用做什么。</translation>
    </message>
    <message>
        <source>The others are past their use-by day: write them off.</source>
        <translation>其余已过保质期，请报损。</translation>
    </message>
    <message>
        <source>The passphrase file cannot be read.</source>
        <translation>口令文件读不出来。</translation>
    </message>
    <message>
        <source>The password does not open “{file}”.</source>
        <translation>密码打不开“{file}”。</translation>
    </message>
    <message>
        <source>The photo is too large.</source>
        <translation>照片太大。</translation>
    </message>
    <message>
        <source>The pickup point has no name.</source>
        <translation>自提点还没有名称。</translation>
    </message>
    <message>
        <source>The picture cannot be read</source>
        <translation>图片读不出来</translation>
    </message>
    <message>
        <source>The picture is cut off.</source>
        <translation>图片不完整。</translation>
    </message>
    <message>
        <source>The picture is damaged.</source>
        <translation>图片已损坏。</translation>
    </message>
    <message>
        <source>The picture is larger than 30 MB</source>
        <translation>图片超过 30 MB</translation>
    </message>
    <message>
        <source>The picture is too large.</source>
        <translation>图片太大。</translation>
    </message>
    <message>
        <source>The picture stays too large.</source>
        <translation>图片压缩后仍然太大。</translation>
    </message>
    <message>
        <source>The printer cannot be found like this.</source>
        <translation>这样找不到打印机。</translation>
    </message>
    <message>
        <source>The printer is out of paper.</source>
        <translation>打印机缺纸。</translation>
    </message>
    <message>
        <source>The printer reports a fault.</source>
        <translation>打印机报故障。</translation>
    </message>
    <message>
        <source>The printer {name} does not answer.</source>
        <translation>打印机 {name} 没有响应。</translation>
    </message>
    <message>
        <source>The printer {name} stopped in the middle.</source>
        <translation>打印机 {name} 打到一半停了。</translation>
    </message>
    <message>
        <source>The printer {name} takes no data.</source>
        <translation>打印机 {name} 不收数据。</translation>
    </message>
    <message>
        <source>The printer&apos;s cover is open.</source>
        <translation>打印机盖子没关。</translation>
    </message>
    <message>
        <source>The program ended while this was being printed.</source>
        <translation>打印到一半时程序关闭了。</translation>
    </message>
    <message>
        <source>The program was closed while this was being printed.</source>
        <translation>打印时程序被关闭了。</translation>
    </message>
    <message>
        <source>The quantity cannot be told from the sum. Enter it.</source>
        <translation>从金额看不出数量，请填数量。</translation>
    </message>
    <message>
        <source>The quantity {count} may be part of the name. Check it.</source>
        <translation>数量 {count} 可能是昵称的一部分，请核对。</translation>
    </message>
    <message>
        <source>The quantity “{text}” cannot be read. Enter it.</source>
        <translation>数量“{text}”看不懂，请填写。</translation>
    </message>
    <message>
        <source>The refund is held back until the group leader decides.</source>
        <translation>退款先暂缓，等团长决定。</translation>
    </message>
    <message>
        <source>The room differs from an earlier copy. Check it.</source>
        <translation>房号和旧版不同，请核对。</translation>
    </message>
    <message>
        <source>The room {room} has no building. Enter it.</source>
        <translation>{room} 室没写楼栋，请补上。</translation>
    </message>
    <message>
        <source>The sale was taken back</source>
        <translation>已退掉这笔零售</translation>
    </message>
    <message>
        <source>The same code is good for the rest when it has arrived.</source>
        <translation>其余到货后，仍用同一个码取。</translation>
    </message>
    <message>
        <source>The same order is already in the chain. Keep it only if meant twice.</source>
        <translation>接龙里已有一样的单，确实要两份才保留。</translation>
    </message>
    <message>
        <source>The second copy of the log is complete.</source>
        <translation>操作记录的第二份完整。</translation>
    </message>
    <message>
        <source>The sheet “{sheet}” has nothing that is not in another sheet too.</source>
        <translation>工作表“{sheet}”的内容在别的工作表里都有，没有重复读。</translation>
    </message>
    <message>
        <source>The sheet “{sheet}” has orders in another form; “{read}” was read instead.</source>
        <translation>工作表“{sheet}”是订单的另一种排法，已改读“{read}”。</translation>
    </message>
    <message>
        <source>The signature could not be kept.</source>
        <translation>签名没能保存。</translation>
    </message>
    <message>
        <source>The slot needs a name.</source>
        <translation>请填写货位名称。</translation>
    </message>
    <message>
        <source>The stocktake in progress cannot be read by this release.</source>
        <translation>当前版本读不了这次未完成的盘点。</translation>
    </message>
    <message>
        <source>The store&apos;s file is damaged.</source>
        <translation>数据文件已损坏。</translation>
    </message>
    <message>
        <source>The store&apos;s file is sound.</source>
        <translation>数据文件完好。</translation>
    </message>
    <message>
        <source>The sync was stopped.</source>
        <translation>同步已停止。</translation>
    </message>
    <message>
        <source>The system did not take the print for {name}.</source>
        <translation>系统没有接收 {name} 的打印。</translation>
    </message>
    <message>
        <source>The system&apos;s keyring does not answer.</source>
        <translation>系统密钥环没有应答。</translation>
    </message>
    <message>
        <source>The text is too long, only its beginning was read. Paste it in parts.</source>
        <translation>文字太长，只读了前面，请分几次粘贴。</translation>
    </message>
    <message>
        <source>The text names no goods; all was taken as {product}.</source>
        <translation>原文没写商品，都按 {product} 算。</translation>
    </message>
    <message>
        <source>The text says {told} pieces in all, {count} were found.</source>
        <translation>原文说共 {told} 件，识别出 {count} 件。</translation>
    </message>
    <message>
        <source>The video {name} cannot be opened.</source>
        <translation>视频 {name} 打不开。</translation>
    </message>
    <message>
        <source>The video {name} has ended.</source>
        <translation>视频 {name} 已播完。</translation>
    </message>
    <message>
        <source>There are no slots to label.</source>
        <translation>没有货位可打标签。</translation>
    </message>
    <message>
        <source>There are too many orders for one sheet.</source>
        <translation>订单太多，一张表放不下。</translation>
    </message>
    <message>
        <source>There is a printer called {name} already.</source>
        <translation>已经有名为 {name} 的打印机。</translation>
    </message>
    <message>
        <source>There is no camera {name}. Is it plugged in?</source>
        <translation>没有找到摄像头 {name}，插好了吗？</translation>
    </message>
    <message>
        <source>There is no centre to reach yet.</source>
        <translation>还没有要连接的中心。</translation>
    </message>
    <message>
        <source>There is no delivery {delivery} here.</source>
        <translation>这里没有到货单 {delivery}。</translation>
    </message>
    <message>
        <source>There is no display here, so the window cannot open.</source>
        <translation>这里没有显示器，窗口打不开。</translation>
    </message>
    <message>
        <source>There is no order {order} here.</source>
        <translation>这里没有订单 {order}。</translation>
    </message>
    <message>
        <source>There is no printer called {name} any more.</source>
        <translation>打印机 {name} 已不存在。</translation>
    </message>
    <message>
        <source>There is no product {product} here.</source>
        <translation>这里没有商品 {product}。</translation>
    </message>
    <message>
        <source>There is no slot {slot}.</source>
        <translation>没有货位 {slot}。</translation>
    </message>
    <message>
        <source>There is no such deed here.</source>
        <translation>这里没有这笔记录。</translation>
    </message>
    <message>
        <source>There is no such delivery.</source>
        <translation>没有这张到货单。</translation>
    </message>
    <message>
        <source>There is no such hand-over here.</source>
        <translation>这里没有这笔交付。</translation>
    </message>
    <message>
        <source>There is no such sale.</source>
        <translation>没有这笔零售。</translation>
    </message>
    <message>
        <source>There is nothing on the sale.</source>
        <translation>还没有商品。</translation>
    </message>
    <message>
        <source>There is nothing to count.</source>
        <translation>没有可盘点的商品。</translation>
    </message>
    <message>
        <source>There is nothing to import.</source>
        <translation>没有可导入的订单。</translation>
    </message>
    <message>
        <source>There is nothing to label.</source>
        <translation>没有要贴标签的商品。</translation>
    </message>
    <message>
        <source>There is nothing to pick.</source>
        <translation>没有要分拣的商品。</translation>
    </message>
    <message>
        <source>There is nothing to print.</source>
        <translation>没有可打印的内容。</translation>
    </message>
    <message>
        <source>There is room on the disk.</source>
        <translation>磁盘空间充足。</translation>
    </message>
    <message>
        <source>There was nothing in it.</source>
        <translation>里面没有内容。</translation>
    </message>
    <message>
        <source>They are kept and the rest goes on. Update this program or tell the operator.</source>
        <translation>这些记录已保留，其余照常。请更新本程序或告诉运营。</translation>
    </message>
    <message>
        <source>They are written again at the next start. Is the disk full?</source>
        <translation>下次启动时会补写。磁盘满了吗？</translation>
    </message>
    <message>
        <source>This SQLite ({version}) can damage the local store.</source>
        <translation>此 SQLite 版本（{version}）可能损坏本机数据。</translation>
    </message>
    <message>
        <source>This USB device is no printer. Check its two numbers.</source>
        <translation>这个 USB 设备不是打印机。请检查两段编号。</translation>
    </message>
    <message>
        <source>This barcode names a day that does not exist.</source>
        <translation>条码里的日期不存在。</translation>
    </message>
    <message>
        <source>This barcode says two different things.</source>
        <translation>条码里的内容自相矛盾。</translation>
    </message>
    <message>
        <source>This check itself failed ({kind}).</source>
        <translation>这项检查本身没有完成（{kind}）。</translation>
    </message>
    <message>
        <source>This code belongs to a pickup point that is not known here.</source>
        <translation>这个码属于本机不知道的自提点。</translation>
    </message>
    <message>
        <source>This code belongs to {point}.</source>
        <translation>这个码属于{point}。</translation>
    </message>
    <message>
        <source>This code does not open such a line.</source>
        <translation>这个码不含这一行商品。</translation>
    </message>
    <message>
        <source>This code is signed with a key that this counter has never been told of.</source>
        <translation>这个码的签名密钥，本柜台没有收到过。</translation>
    </message>
    <message>
        <source>This code was good until {day}.</source>
        <translation>这个码的有效期到 {day}。</translation>
    </message>
    <message>
        <source>This code was replaced; only the member&apos;s newest code is good.</source>
        <translation>这个码已被替换，只有最新的码有效。</translation>
    </message>
    <message>
        <source>This computer has no keyring that can be used.</source>
        <translation>本机没有可用的密钥环。</translation>
    </message>
    <message>
        <source>This computer is a counter already.</source>
        <translation>这台电脑已经是柜台。</translation>
    </message>
    <message>
        <source>This computer is already the counter {name}.</source>
        <translation>本机已经是柜台 {name}。</translation>
    </message>
    <message>
        <source>This computer is already {name} of {point}.</source>
        <translation>本机已经是{point}的{name}。</translation>
    </message>
    <message>
        <source>This computer is not a counter yet.</source>
        <translation>本机还不是柜台。</translation>
    </message>
    <message>
        <source>This computer is now {name} of {point}.</source>
        <translation>本机现在是{point}的{name}。</translation>
    </message>
    <message>
        <source>This computer knows no printer called {name}.</source>
        <translation>这台电脑上没有名为 {name} 的打印机。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {minutes} minutes fast.</source>
        <translation>本机时钟快了 {minutes} 分钟。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {minutes} minutes slow.</source>
        <translation>本机时钟慢了 {minutes} 分钟。</translation>
    </message>
    <message>
        <source>This counter does without a camera.</source>
        <translation>本柜台不用摄像头。</translation>
    </message>
    <message>
        <source>This delivery was received already: {where}.</source>
        <translation>这批货已经收过：{where}。</translation>
    </message>
    <message>
        <source>This enrolment token was already used.</source>
        <translation>这个注册令牌已经用过了。</translation>
    </message>
    <message>
        <source>This hand-over was already undone.</source>
        <translation>这一笔已经撤销过了。</translation>
    </message>
    <message>
        <source>This is a HEIC photo, which cannot be read here.</source>
        <translation>这是 HEIC 照片，这里无法读取。</translation>
    </message>
    <message>
        <source>This is a payment code. Nothing was charged.</source>
        <translation>这是付款码，没有扣款。</translation>
    </message>
    <message>
        <source>This is a pickup code. It is scanned on the pickup page.</source>
        <translation>这是提货码，请到取货页扫。</translation>
    </message>
    <message>
        <source>This is a web address, not a barcode of goods.</source>
        <translation>这是网址，不是商品条码。</translation>
    </message>
    <message>
        <source>This is being printed.</source>
        <translation>正在打印。</translation>
    </message>
    <message>
        <source>This is no barcode of goods.</source>
        <translation>这不是商品条码。</translation>
    </message>
    <message>
        <source>This is not a picture.</source>
        <translation>这不是图片。</translation>
    </message>
    <message>
        <source>This is not an enrolment token.</source>
        <translation>这不是注册令牌。</translation>
    </message>
    <message>
        <source>This is not the address of a centre.</source>
        <translation>这不是中心的地址。</translation>
    </message>
    <message>
        <source>This is the label of a pallet. Scan the cartons on it.</source>
        <translation>这是托盘标签，请扫上面的箱子。</translation>
    </message>
    <message>
        <source>This is the label of a parcel, not a barcode of goods.</source>
        <translation>这是包裹标签，不是商品条码。</translation>
    </message>
    <message>
        <source>This is the number of a parcel, not a barcode of goods.</source>
        <translation>这是快递单号，不是商品条码。</translation>
    </message>
    <message>
        <source>This looks like a pickup code, but a part of it is missing or wrong.</source>
        <translation>看起来像提货码，但缺了或错了一部分。</translation>
    </message>
    <message>
        <source>This number ends at the right edge</source>
        <translation>这个数字应靠右边</translation>
    </message>
    <message>
        <source>This order has not been paid.</source>
        <translation>这笔订单还没有付款。</translation>
    </message>
    <message>
        <source>This order was cancelled.</source>
        <translation>这笔订单已取消。</translation>
    </message>
    <message>
        <source>This paper is not known.</source>
        <translation>没有这种纸张。</translation>
    </message>
    <message>
        <source>This passphrase is too short.</source>
        <translation>口令太短。</translation>
    </message>
    <message>
        <source>This passphrase is wrong.</source>
        <translation>口令不对。</translation>
    </message>
    <message>
        <source>This print cannot be read any more.</source>
        <translation>这份打印已无法读取。</translation>
    </message>
    <message>
        <source>This print is no longer in the queue.</source>
        <translation>这份打印已不在队列里。</translation>
    </message>
    <message>
        <source>This stocktake is not in progress here.</source>
        <translation>这次盘点不在进行中。</translation>
    </message>
    <message>
        <source>This takes another deed back; do that one again.</source>
        <translation>这本身就是一次撤销，请重新做那一笔。</translation>
    </message>
    <message>
        <source>This waited too long to be printed by itself.</source>
        <translation>等待太久，没有自动打印。</translation>
    </message>
    <message>
        <source>This was already undone.</source>
        <translation>已经撤销过了。</translation>
    </message>
    <message>
        <source>Time of order</source>
        <translation>下单时间</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>笔数</translation>
    </message>
    <message>
        <source>Too many</source>
        <translation>多货</translation>
    </message>
    <message>
        <source>Too many tries</source>
        <translation>尝试次数太多</translation>
    </message>
    <message>
        <source>Too warm</source>
        <translation>温度过高</translation>
    </message>
    <message>
        <source>Total (yuan)</source>
        <translation>金额（元）</translation>
    </message>
    <message>
        <source>Total of the order</source>
        <translation>订单金额</translation>
    </message>
    <message>
        <source>Truck</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>Turn down what is damaged, wrong or too warm.</source>
        <translation>这里只登记破损、错货或温度过高的商品。</translation>
    </message>
    <message>
        <source>Turned away by the centre.</source>
        <translation>被中心拒绝。</translation>
    </message>
    <message>
        <source>Two counters booked the same delivery as complete; its goods are in stock twice.</source>
        <translation>两台柜台都把这批货登记成收完，库存里这批货算了两遍。</translation>
    </message>
    <message>
        <source>Two logs of one counter</source>
        <translation>同一柜台有两份记录</translation>
    </message>
    <message>
        <source>Type a number from 1 to {most}.</source>
        <translation>请填 1 到 {most}。</translation>
    </message>
    <message>
        <source>Type a passphrase in the window, or name a file that holds it in {variable}.</source>
        <translation>请在窗口里输入口令，或在 {variable} 里写明口令文件。</translation>
    </message>
    <message>
        <source>Type a price of 0 or more.</source>
        <translation>价格不能小于 0。</translation>
    </message>
    <message>
        <source>Type a whole number; weighed goods count by the pack.</source>
        <translation>请填整数；称重商品按包数计。</translation>
    </message>
    <message>
        <source>Type degrees Celsius as the truck shows them, such as 3.5 or -18.</source>
        <translation>请按车上显示填写摄氏度，如 3.5 或 -18。</translation>
    </message>
    <message>
        <source>Type either --url and --token, or --alone.</source>
        <translation>请填写 --url 和 --token，或者 --alone。</translation>
    </message>
    <message>
        <source>Type its address, such as 192.168.1.50 or 192.168.1.50:9100.</source>
        <translation>请输入地址，如 192.168.1.50 或 192.168.1.50:9100。</translation>
    </message>
    <message>
        <source>Type its port, such as COM3 or /dev/ttyUSB0.</source>
        <translation>请输入串口，如 COM3 或 /dev/ttyUSB0。</translation>
    </message>
    <message>
        <source>Type litres; 0 where it does not matter.</source>
        <translation>请填升数；不限就填 0。</translation>
    </message>
    <message>
        <source>Type the code as it is printed on the pack.</source>
        <translation>请照包装上印的填写。</translation>
    </message>
    <message>
        <source>Type the day as it is printed on the pack, or leave it empty.</source>
        <translation>请照包装上印的日期填写，或留空。</translation>
    </message>
    <message>
        <source>Type the name your neighbours know.</source>
        <translation>请填写邻居们熟悉的名称。</translation>
    </message>
    <message>
        <source>Type the path of the file.</source>
        <translation>请输入文件路径。</translation>
    </message>
    <message>
        <source>Type the two numbers of its label, such as 04b8:0202.</source>
        <translation>请输入两段编号，如 04b8:0202。</translation>
    </message>
    <message>
        <source>Type {least} or more.</source>
        <translation>请填 {least} 或更多。</translation>
    </message>
    <message>
        <source>USB printers need libusb, which is not on this computer.</source>
        <translation>USB 打印机需要 libusb，这台电脑上没有。</translation>
    </message>
    <message>
        <source>Undo is possible until {time}.</source>
        <translation>{time} 前可以撤销。</translation>
    </message>
    <message>
        <source>Undo without a hand-over</source>
        <translation>撤销了不存在的交付</translation>
    </message>
    <message>
        <source>Undone: what was handed over at {time} is back.</source>
        <translation>已撤销：{time} 的交付已退回。</translation>
    </message>
    <message>
        <source>Unlock it (log in to the desktop), then start again. Nothing was lost.</source>
        <translation>请解锁（登录桌面）后重新启动。没有丢失任何数据。</translation>
    </message>
    <message>
        <source>Unpack it, then import the spreadsheet in it.</source>
        <translation>先解压，再导入里面的表格。</translation>
    </message>
    <message>
        <source>Unpaid</source>
        <translation>未付款</translation>
    </message>
    <message>
        <source>Unreadable message</source>
        <translation>无法读取的消息</translation>
    </message>
    <message>
        <source>Unusual undo</source>
        <translation>异常撤销</translation>
    </message>
    <message>
        <source>Up to 40 MB and 100 megapixels can be read. Cut out the code and try again.</source>
        <translation>最大可读 40 MB、1 亿像素。请裁出提货码再试。</translation>
    </message>
    <message>
        <source>Update the app, or drop it and begin again.</source>
        <translation>请更新软件，或放弃后重新开始。</translation>
    </message>
    <message>
        <source>Update the app, or drop the count and begin again.</source>
        <translation>请更新软件，或放弃这次清点重新开始。</translation>
    </message>
    <message>
        <source>Update the program on all counters; the centre will read it again.</source>
        <translation>请更新所有柜台的程序，中心会重新读取。</translation>
    </message>
    <message>
        <source>Update this program. What was handed over is kept until then.</source>
        <translation>请更新本程序。已交付的记录会一直保留。</translation>
    </message>
    <message>
        <source>Use by</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Use only one of the two computers and call the centre.</source>
        <translation>两台电脑只用一台，并联系中心。</translation>
    </message>
    <message>
        <source>Wait a few minutes, scan the code instead, or search by phone tail.</source>
        <translation>请等几分钟，或改用扫码，或按手机尾号查找。</translation>
    </message>
    <message>
        <source>Wait until it is done.</source>
        <translation>请等它打完。</translation>
    </message>
    <message>
        <source>Waiting for their buyers</source>
        <translation>待取商品</translation>
    </message>
    <message>
        <source>Waiting to be sent: {unsent}.</source>
        <translation>待上传 {unsent} 条。</translation>
    </message>
    <message>
        <source>Was a barcode typed as a number? Type how many there are.</source>
        <translation>是不是把条码填成了数量？请填实际件数。</translation>
    </message>
    <message>
        <source>Was “{name}” in an earlier copy. Check who it is.</source>
        <translation>旧版里叫“{name}”，请核对是谁。</translation>
    </message>
    <message>
        <source>WeChat Pay</source>
        <translation>微信</translation>
    </message>
    <message>
        <source>What</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>What is here already is not imported twice; look at the others first.</source>
        <translation>已有的订单不会重复导入，其余的请先看一下。</translation>
    </message>
    <message>
        <source>What this counter sent was damaged on the way.</source>
        <translation>本柜台发出的内容在途中损坏了。</translation>
    </message>
    <message>
        <source>What was done before is safe. Try once more; if it happens again, tell the centre.</source>
        <translation>之前的操作都已保存。请再试一次；如果还这样，请告诉中心。</translation>
    </message>
    <message>
        <source>What was wrong</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>Who collects</source>
        <translation>收货人</translation>
    </message>
    <message>
        <source>Why are they thrown away?</source>
        <translation>为什么报损？</translation>
    </message>
    <message>
        <source>Without a room</source>
        <translation>未填房号</translation>
    </message>
    <message>
        <source>Write it off; it may not be sold.</source>
        <translation>请报损，不能出售。</translation>
    </message>
    <message>
        <source>Written off</source>
        <translation>报损</translation>
    </message>
    <message>
        <source>Wrong goods</source>
        <translation>拿错了</translation>
    </message>
    <message>
        <source>Your mail address and, after a space, the code your mail provider gives for programs.</source>
        <translation>邮箱地址，空一格写授权码（邮箱设置里生成，不是登录密码）。</translation>
    </message>
    <message>
        <source>Yuan</source>
        <translation>元</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>a database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>a packed archive</source>
        <translation>压缩包</translation>
    </message>
    <message>
        <source>a picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>a picture, a sound or a film</source>
        <translation>图片、录音或视频</translation>
    </message>
    <message>
        <source>a program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>a sound or a film</source>
        <translation>录音或视频</translation>
    </message>
    <message>
        <source>a text document</source>
        <translation>文字文档</translation>
    </message>
    <message>
        <source>by building and room</source>
        <translation>按楼栋房号</translation>
    </message>
    <message>
        <source>by member</source>
        <translation>按团员</translation>
    </message>
    <message>
        <source>by product</source>
        <translation>按商品</translation>
    </message>
    <message>
        <source>elsewhere</source>
        <translation>在别处</translation>
    </message>
    <message>
        <source>freezer</source>
        <translation>冷冻区</translation>
    </message>
    <message>
        <source>fridge</source>
        <translation>冷藏区</translation>
    </message>
    <message>
        <source>holds {litres} l</source>
        <translation>容量 {litres} 升</translation>
    </message>
    <message>
        <source>shelf</source>
        <translation>常温区</translation>
    </message>
    <message>
        <source>today {time}</source>
        <translation>今天 {time}</translation>
    </message>
    <message>
        <source>yesterday {time}</source>
        <translation>昨天 {time}</translation>
    </message>
    <message>
        <source>{address}, open {hours}.</source>
        <translation>{address}，营业时间 {hours}。</translation>
    </message>
    <message>
        <source>{barcode} is no barcode of goods.</source>
        <translation>{barcode} 不是商品条码。</translation>
    </message>
    <message>
        <source>{copies} copies cannot be printed.</source>
        <translation>不能打印 {copies} 份。</translation>
    </message>
    <message>
        <source>{count} of {product} are past their use-by day: nobody gets them. Turn them down.</source>
        <translation>{product}有 {count} 件已过保质期，不会分给任何人，请拒收。</translation>
    </message>
    <message>
        <source>{count} pieces</source>
        <translation>{count} 件</translation>
    </message>
    <message>
        <source>{count} pieces are more than a shop holds.</source>
        <translation>{count} 件太多，店里放不下。</translation>
    </message>
    <message>
        <source>{count} pieces cannot be right. Enter the quantity.</source>
        <translation>{count} 件不太可能，请填数量。</translation>
    </message>
    <message>
        <source>{count} pieces cannot be.</source>
        <translation>不能是 {count} 件。</translation>
    </message>
    <message>
        <source>{count} pieces of this delivery were booked {where} while you counted. Yours are added to them: count only what is not there yet.</source>
        <translation>您清点期间，这批货已有 {count} 件入账（{where}）。您清点的会再加上去，请只数还没入账的。</translation>
    </message>
    <message>
        <source>{count} slots cannot be added at once.</source>
        <translation>一次不能添加 {count} 个货位。</translation>
    </message>
    <message>
        <source>{day} {time}</source>
        <translation>{day} {time}</translation>
    </message>
    <message>
        <source>{detail} Good until today only: {goods}.</source>
        <translation>{detail}今天到期：{goods}。</translation>
    </message>
    <message>
        <source>{goods}: good until {day}.</source>
        <translation>{goods}：保质期到 {day}。</translation>
    </message>
    <message>
        <source>{name} of {point}.</source>
        <translation>{point} {name}。</translation>
    </message>
    <message>
        <source>{product} cannot be sold at that price.</source>
        <translation>{product}不能按这个价格卖。</translation>
    </message>
    <message>
        <source>{product} comes in kinds. Choose which one.</source>
        <translation>{product} 有多种口味，请选择。</translation>
    </message>
    <message>
        <source>{product} is not on the manifest. It is counted.</source>
        <translation>{product}不在到货单上，已计入。</translation>
    </message>
    <message>
        <source>{product} is past its use-by day.</source>
        <translation>{product}已过保质期。</translation>
    </message>
    <message>
        <source>{product} is sold by {sold}, the line says {unit}. Enter the quantity.</source>
        <translation>{product} 按{sold}卖，这里写的是{unit}，请填数量。</translation>
    </message>
    <message>
        <source>{product} was good until {day}. Turn it down.</source>
        <translation>{product}保质期到 {day}，已过期，请拒收。</translation>
    </message>
    <message>
        <source>{product}: {count}</source>
        <translation>{product}：{count}</translation>
    </message>
    <message>
        <source>{reason}. Choose another folder or close the file.</source>
        <translation>{reason}。请换一个文件夹，或关闭该文件。</translation>
    </message>
</context>
</TS>
