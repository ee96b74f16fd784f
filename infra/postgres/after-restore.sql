-- Run once after a restore, before any hub starts: psql -v ON_ERROR_STOP=1 -v schema=hub -v actor=NAME -v file=NAME -f after-restore.sql
-- The dump knows nothing of what was delivered after it. So everything that waits is doubtful, every partner must be asked before more is
-- sent, and no event may get a number again that a reader of the feed has seen already. The audit says that the store was restored.
BEGIN;
SET LOCAL search_path = :"schema", pg_temp;

UPDATE envelopes SET doubtful = 1 WHERE state < 2;
UPDATE partner_state SET doubt = GREATEST(doubt, 3), checked_at = NULL;
UPDATE timers SET lease_until = 0 WHERE lease_until <> 0;
-- Whoever held a lease is no hub of this store: the first rescue takes it back, and notes the attempt as lost.
UPDATE strands SET lease_until = 0 WHERE lease <> 0;

-- A number is its month (months since January 1970) times 2^40 and a count. A hundred a millisecond run ahead of any load, and a later restore gets a later start.
CREATE TEMPORARY TABLE restored ON COMMIT DROP AS
SELECT month, now() AS at,
       (month::bigint << 40) + floor(extract(epoch FROM now()) * 1000 - month_start(month) / 1000)::bigint * 100 AS floor
FROM (SELECT (extract(year FROM now() AT TIME ZONE 'UTC')::integer - 1970) * 12 + extract(month FROM now() AT TIME ZONE 'UTC')::integer - 1 AS month) AS m;
SELECT ensure_month(month) FROM restored;
UPDATE gate SET event_seq = GREATEST(event_seq, (SELECT floor FROM restored));

-- One more line of the audit chain, hashed as the hub hashes it: SHA-256 over the former hash and each field with its length in front, -1 for none.
CREATE FUNCTION pg_temp.field(value text) RETURNS bytea LANGUAGE sql AS
$$ SELECT CASE WHEN value IS NULL THEN int4send(-1) ELSE int4send(octet_length(convert_to(value, 'UTF8'))) || convert_to(value, 'UTF8') END $$;

WITH line AS (
    SELECT COALESCE((SELECT seq FROM audit_seal), 0) + 1 AS seq,
           COALESCE((SELECT hash FROM audit_seal), decode(repeat('00', 32), 'hex')) AS former,
           floor(extract(epoch FROM at) * 1000000)::bigint AS micros,
           (SELECT count(*) FROM events) || ' events' AS detail
    FROM restored
), hashed AS (
    SELECT seq, micros, detail, sha256(
        former || pg_temp.field(seq::text) || pg_temp.field((micros * 10 + 621355968000000000)::text)
        || pg_temp.field(:'actor') || pg_temp.field(NULL) || pg_temp.field('store.restore') || pg_temp.field(:'file')
        || pg_temp.field('allowed') || pg_temp.field(detail) || pg_temp.field(NULL)) AS hash
    FROM line
), written AS (
    INSERT INTO audit (seq, at, actor, role, act, target, result, detail, trace_id, hash)
    SELECT seq, micros, :'actor', NULL, 'store.restore', :'file', 'allowed', detail, NULL, hash FROM hashed
    RETURNING seq, hash
)
INSERT INTO audit_seal ("only", seq, hash) SELECT 1, seq, hash FROM written
ON CONFLICT ("only") DO UPDATE SET seq = excluded.seq, hash = excluded.hash;
COMMIT;
