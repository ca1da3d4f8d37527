<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>Card</name>
    <message numerus="yes">
        <source>%n order(s) together</source>
        <translation>
            <numerusform>%n order</numerusform>
            <numerusform>%n orders together</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n piece(s) to %1</source>
        <translation>
            <numerusform>%n piece to %1</numerusform>
            <numerusform>%n pieces to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hand over %n piece(s)</source>
        <translation>
            <numerusform>Hand over %n piece</numerusform>
            <numerusform>Hand over %n pieces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hand over all %n piece(s)</source>
        <translation>
            <numerusform>Hand over %n piece</numerusform>
            <numerusform>Hand over all %n pieces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Drawer</name>
    <message numerus="yes">
        <source>%n other order(s)</source>
        <translation>
            <numerusform>%n other order</numerusform>
            <numerusform>%n other orders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EnrolPage</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IncidentsPage</name>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OrdersPage</name>
    <message numerus="yes">
        <source>%Ln order(s)</source>
        <translation>
            <numerusform>%Ln order</numerusform>
            <numerusform>%Ln orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln order(s) written to %1</source>
        <translation>
            <numerusform>%Ln order written to %1</numerusform>
            <numerusform>%Ln orders written to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%n unsent</source>
        <translation>
            <numerusform>%n unsent</numerusform>
            <numerusform>%n unsent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n h ago</numerusform>
            <numerusform>%n h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
</context>
</TS>
