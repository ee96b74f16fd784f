-- What several workers must agree on: the lane's breaker and its tokens.
ALTER TABLE lanes ADD COLUMN version INTEGER NOT NULL DEFAULT 0; -- of the breaker
ALTER TABLE lanes ADD COLUMN tokens REAL;
ALTER TABLE lanes ADD COLUMN tokens_at INTEGER;

DROP INDEX strands_leased;
CREATE INDEX strands_leased ON strands (lane, lease_until) WHERE lease <> 0;
