"""What trucks bring: deliveries, receipts, shares of orders, claims to kitchens."""
