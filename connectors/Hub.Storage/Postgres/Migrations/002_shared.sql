-- What several workers must agree on: the lane's breaker and its tokens.
ALTER TABLE lanes ADD COLUMN version bigint NOT NULL DEFAULT 0; -- of the breaker
ALTER TABLE lanes ADD COLUMN tokens double precision;
ALTER TABLE lanes ADD COLUMN tokens_at bigint;

-- A token names its strand: a settle finds its strands by it, whatever the planner believes of the table.
DROP INDEX strands_leased;
CREATE INDEX strands_leased ON strands (lane, lease) WHERE lease <> 0;
