<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>AudiencePart</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
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
    <name>CheckView</name>
    <message numerus="yes">
        <source>%n member(s) go short</source>
        <translation>
            <numerusform>%n member goes short</numerusform>
            <numerusform>%n members go short</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChoosePanel</name>
    <message numerus="yes">
        <source>%n more wait(s)</source>
        <translation>
            <numerusform>%n more waits</numerusform>
            <numerusform>%n more wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Compose</name>
    <message numerus="yes">
        <source>%n household(s)</source>
        <translation>
            <numerusform>%n household</numerusform>
            <numerusform>%n households</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were told too often lately</source>
        <translation>
            <numerusform>%n was told too often lately</numerusform>
            <numerusform>%n were told too often lately</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>costs %n point(s) of patience</source>
        <translation>
            <numerusform>costs %n point of patience</numerusform>
            <numerusform>costs %n points of patience</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n piece(s)</source>
        <translation>
            <numerusform>in %n piece</numerusform>
            <numerusform>in %n pieces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CountView</name>
    <message numerus="yes">
        <source>The other %n as announced</source>
        <translation>
            <numerusform>The other %n as announced</numerusform>
            <numerusform>The other %n as announced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DoneView</name>
    <message numerus="yes">
        <source>%Ln left to check</source>
        <translation>
            <numerusform>%Ln left to check</numerusform>
            <numerusform>%Ln left to check</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln order(s) imported</source>
        <translation>
            <numerusform>%Ln order imported</numerusform>
            <numerusform>%Ln orders imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln piece(s)</source>
        <translation>
            <numerusform>%Ln piece</numerusform>
            <numerusform>%Ln pieces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n claim(s) go to the kitchen</source>
        <translation>
            <numerusform>%n claim goes to the kitchen</numerusform>
            <numerusform>%n claims go to the kitchen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n member(s) are owed goods; they come first next time</source>
        <translation>
            <numerusform>%n member is owed goods and comes first next time</numerusform>
            <numerusform>%n members are owed goods and come first next time</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order line(s) have their goods</source>
        <translation>
            <numerusform>%n order line has its goods</numerusform>
            <numerusform>%n order lines have their goods</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) can be collected</source>
        <translation>
            <numerusform>%n order can be collected</numerusform>
            <numerusform>%n orders can be collected</numerusform>
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
    <name>Expiry</name>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) past</source>
        <translation>
            <numerusform>%n day past</numerusform>
            <numerusform>%n days past</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GoodsView</name>
    <message numerus="yes">
        <source>%Ln product(s)</source>
        <translation>
            <numerusform>%Ln product</numerusform>
            <numerusform>%Ln products</numerusform>
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
    <name>LogView</name>
    <message numerus="yes">
        <source>%n message(s) stopped</source>
        <translation>
            <numerusform>%n message stopped</numerusform>
            <numerusform>%n messages stopped</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n h</numerusform>
            <numerusform>%n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more, once these are done</source>
        <translation>
            <numerusform>%n more, once these are done</numerusform>
            <numerusform>%n more, once these are done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n refused</numerusform>
            <numerusform>%n refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unsure</source>
        <translation>
            <numerusform>%n unsure</numerusform>
            <numerusform>%n unsure</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticesPage</name>
    <message numerus="yes">
        <source>Goes out %1 to %n household(s)</source>
        <translation>
            <numerusform>Goes out %1 to %n household</numerusform>
            <numerusform>Goes out %1 to %n households</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On its way to %n household(s)</source>
        <translation>
            <numerusform>On its way to %n household</numerusform>
            <numerusform>On its way to %n households</numerusform>
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
    <name>PreviewPart</name>
    <message numerus="yes">
        <source>goes in %n piece(s)</source>
        <translation>
            <numerusform>goes in %n piece</numerusform>
            <numerusform>goes in %n pieces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Receiving</name>
    <message numerus="yes">
        <source>%n carton(s)</source>
        <translation>
            <numerusform>%n carton</numerusform>
            <numerusform>%n cartons</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n claim(s)</source>
        <translation>
            <numerusform>%n claim</numerusform>
            <numerusform>%n claims</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cold</source>
        <translation>
            <numerusform>%n cold</numerusform>
            <numerusform>%n cold</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not answered</source>
        <translation>
            <numerusform>%n not answered</numerusform>
            <numerusform>%n not answered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n piece(s)</source>
        <translation>
            <numerusform>%n piece</numerusform>
            <numerusform>%n pieces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n product(s)</source>
        <translation>
            <numerusform>%n product</numerusform>
            <numerusform>%n products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n h</source>
        <translation>
            <numerusform>in %n h</numerusform>
            <numerusform>in %n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n min</source>
        <translation>
            <numerusform>in %n min</numerusform>
            <numerusform>in %n min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReceivingPage</name>
    <message numerus="yes">
        <source>%n coming</source>
        <translation>
            <numerusform>%n coming</numerusform>
            <numerusform>%n coming</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n slot(s) added</source>
        <translation>
            <numerusform>%n slot added</numerusform>
            <numerusform>%n slots added</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RejectPanel</name>
    <message numerus="yes">
        <source>%n photo(s) kept</source>
        <translation>
            <numerusform>%n photo kept</numerusform>
            <numerusform>%n photos kept</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message numerus="yes">
        <source>%Ln line(s) wait to be checked.</source>
        <translation>
            <numerusform>%Ln line waits to be checked.</numerusform>
            <numerusform>%Ln lines wait to be checked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SendStrip</name>
    <message numerus="yes">
        <source>This goes to %n household(s). Send it?</source>
        <translation>
            <numerusform>This goes to %n household. Send it?</numerusform>
            <numerusform>This goes to %n households. Send it?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This offer goes to %n household(s). Send it?</source>
        <translation>
            <numerusform>This offer goes to %n household. Send it?</numerusform>
            <numerusform>This offer goes to %n households. Send it?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SharesView</name>
    <message numerus="yes">
        <source>%n left to give</source>
        <translation>
            <numerusform>%n left to give</numerusform>
            <numerusform>%n left to give</numerusform>
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
    <name>StocktakeStartView</name>
    <message numerus="yes">
        <source>%Ln count(s) would be lost</source>
        <translation>
            <numerusform>%Ln count would be lost</numerusform>
            <numerusform>%Ln counts would be lost</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StocktakeView</name>
    <message numerus="yes">
        <source>%Ln difference(s) booked</source>
        <translation>
            <numerusform>%Ln difference booked</numerusform>
            <numerusform>%Ln differences booked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln place(s) counted</source>
        <translation>
            <numerusform>%Ln place counted</numerusform>
            <numerusform>%Ln places counted</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SummaryView</name>
    <message numerus="yes">
        <source>Count %Ln place(s) again: something moved meanwhile</source>
        <translation>
            <numerusform>Count %Ln place again: something moved meanwhile</numerusform>
            <numerusform>Count %Ln places again: something moved meanwhile</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TillView</name>
    <message numerus="yes">
        <source>%Ln piece(s)</source>
        <translation>
            <numerusform>%Ln piece</numerusform>
            <numerusform>%Ln pieces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TodayView</name>
    <message numerus="yes">
        <source>%n message(s) stopped</source>
        <translation>
            <numerusform>%n message stopped</numerusform>
            <numerusform>%n messages stopped</numerusform>
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
