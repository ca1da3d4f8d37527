<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Banner</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
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
    <name>MainWindow</name>
    <message>
        <source>Something went wrong. What you did before is safe. Details: %1</source>
        <translation>出了点问题，之前的操作都已保存。详情：%1</translation>
    </message>
    <message>
        <source>Leader Desk</source>
        <translation>团长工作台</translation>
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
    <name>StatusLine</name>
    <message>
        <source>Online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>连接中</translation>
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
    <message numerus="yes">
        <source>%n unsent</source>
        <translation>
            <numerusform>%n 条待上传</numerusform>
        </translation>
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
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform> %n 分钟前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform> %n 小时前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform> %n 天前</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>The camera at {name} does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera at {name} stopped sending pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera gives no picture any more. Check its cable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The video {name} cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The video {name} has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no camera {name}. Is it plugged in?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
