-- What the post takes is summed by day and operator. The day follows from when it was taken; a restored body is read to the second.
ALTER TABLE consignments ADD COLUMN cash_at INTEGER;
ALTER TABLE consignments ADD COLUMN cash_amount INTEGER;
UPDATE consignments SET
    cash_at = CAST(strftime('%s', json_extract(CAST(body AS TEXT), '$.cash.at')) AS INTEGER) * 1000000,
    cash_amount = json_extract(CAST(body AS TEXT), '$.cash.amount')
WHERE cash_open = 1 OR remittance IS NOT NULL;
CREATE INDEX consignments_taken ON consignments (cash_at) WHERE cash_at IS NOT NULL;
