-- What the post takes is summed by day and operator. The day follows from when it was taken; a restored body is read to the second.
ALTER TABLE consignments ADD COLUMN cash_at bigint;
ALTER TABLE consignments ADD COLUMN cash_amount bigint;
-- By pattern: a name with \u0000 in it is JSON, and none that PostgreSQL reads. Within a text every quote is escaped, so none looks like this member.
UPDATE consignments SET
    cash_at = floor(extract(epoch FROM substring(convert_from(body, 'UTF8') FROM '"cash":\{"amount":[0-9]+,"at":"([^"]+)"')::timestamptz))::bigint * 1000000,
    cash_amount = substring(convert_from(body, 'UTF8') FROM '"cash":\{"amount":([0-9]+),"at":')::bigint
WHERE cash_open = 1 OR remittance IS NOT NULL;
CREATE INDEX consignments_taken ON consignments (cash_at) WHERE cash_at IS NOT NULL;
