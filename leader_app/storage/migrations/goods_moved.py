"""What the third revision does with what is there: new fields, hand-overs into the ledger."""

_FIELDS = tuple(
    f"ALTER TABLE {table} ADD COLUMN {column} {kind} NOT NULL DEFAULT {default}"
    for table, column, kind, default in (
        ("members", "building", "TEXT", "''"),
        ("members", "room", "TEXT", "''"),
        ("products", "barcodes", "TEXT", "'[]'"),
        ("products", "food", "TEXT", "'other'"),
        ("products", "volume_ml", "INTEGER", "0"),
        ("products", "shelf_days", "INTEGER", "0"),
        ("products", "low_stock", "INTEGER", "0"),
        ("products", "pieces_per_carton", "INTEGER", "0"),
        ("products", "own", "INTEGER", "0"),
        ("products", "active", "INTEGER", "1"),
        ("redemptions", "drawn", "TEXT", "'[]'"),
        ("own_hand_overs", "drawn", "TEXT", "'[]'"),
    )
)

_COLUMNS = """
INSERT INTO movements (deed_id, n, kind, product_id, lot_code, expires_on, slot, quantity,
    unit_price, at, device_id, staff, reference, reason, order_id)
"""

_OWN = """
SELECT m.command_id,
    row_number() OVER (PARTITION BY m.command_id ORDER BY m.order_id, m.line_no) - 1,
    'hand_over', m.product_id, '', '', '', m.quantity,
    0, m.at, coalesce(h.device_id, b.device_id, ''), coalesce(h.staff, b.staff, ''),
    coalesce(b.hand_over_id, ''), coalesce(b.reason, ''), m.order_id
FROM stock_movements m
LEFT JOIN own_hand_overs h ON h.hand_over_id = m.command_id
LEFT JOIN own_reversals b ON b.reversal_id = m.command_id
WHERE m.product_id <> ''
ORDER BY m.at, m.command_id
"""

# Those of the point's other counters: whole ones only, of orders that are here.
_TOLD = """
SELECT r.hand_over_id, e.key, 'hand_over', l.product_id, '', '', '',
    -json_extract(e.value, '$[2]'), 0, r.at, r.device_id, r.staff, '', '', l.order_id
FROM redemptions r, json_each(r.lines) e
JOIN order_lines l ON l.order_id = json_extract(e.value, '$[0]')
    AND l.line_no = json_extract(e.value, '$[1]')
WHERE r.device_id IN (
        SELECT device_id FROM device
        UNION SELECT d.device_id FROM devices d JOIN device me ON me.point_id = d.point_id)
    AND NOT EXISTS (SELECT 1 FROM movements m WHERE m.deed_id = r.hand_over_id)
    AND NOT EXISTS (
        SELECT 1 FROM json_each(r.lines) x WHERE NOT EXISTS (
            SELECT 1 FROM order_lines k WHERE k.order_id = json_extract(x.value, '$[0]')
                AND k.line_no = json_extract(x.value, '$[1]')))
ORDER BY r.at, r.hand_over_id
"""

_BACK = """
SELECT {reversal}, m.n, 'hand_over', m.product_id, '', '', m.slot, -m.quantity,
    0, {at}, {device}, {staff}, m.deed_id, {reason}, m.order_id
FROM {table} r JOIN movements m ON m.deed_id = r.hand_over_id
WHERE {reversal} IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM movements b WHERE b.reference = r.hand_over_id AND b.kind = 'hand_over')
"""
_TOLD_BACK = _BACK.format(
    table="redemptions",
    reversal="r.reversal_id",
    at="r.reversed_at",
    device="r.reversed_by_device",
    staff="r.reversed_by",
    reason="r.reversal_reason",
)
# The first of several reversals of one hand-over is the one that counts.
_OWN_BACK = _BACK.format(
    table="(SELECT *, min(reversal_id) FROM own_reversals GROUP BY hand_over_id)",
    reversal="r.reversal_id",
    at="r.at",
    device="r.device_id",
    staff="r.staff",
    reason="r.reason",
)

# Everything is asked for once more: the centre told of some of it before this release could read.
_ASK_AGAIN = "UPDATE sync_state SET cursor = '', era = era + 1, applied_seq = 0 WHERE cursor <> ''"

MOVE_WHAT_IS_KNOWN = (
    *_FIELDS,
    _COLUMNS + _OWN,
    _COLUMNS + _TOLD,
    _COLUMNS + _TOLD_BACK,
    _COLUMNS + _OWN_BACK,
    "DROP TABLE stock_movements",
    _ASK_AGAIN,
)
