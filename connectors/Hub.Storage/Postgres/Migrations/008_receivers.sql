-- Where a lane's keys belong to different receivers, whose a strand is: '' where there is one, or where nobody has asked yet.
ALTER TABLE strands ADD COLUMN receiver text COLLATE "C" NOT NULL DEFAULT '';
UPDATE strands SET receiver = split_part(key, '|', 1) WHERE lane = 'case-system' AND strpos(key, '|') > 1;
-- As one value, so that it is never taken in the place of the index by lane and time.
CREATE INDEX strands_receiver ON strands ((lane || '/' || receiver), due_at) WHERE held = 0 AND lease = 0;

-- Receivers that failed lately; one that has answered since has no row.
CREATE TABLE receivers (
    lane           text    COLLATE "C" NOT NULL,
    receiver       text    COLLATE "C" NOT NULL,
    breaker        integer NOT NULL,            -- 0 failing, 1 away
    breaker_reason text,
    open_since     bigint,
    probe_at       bigint,
    probes_failed  integer NOT NULL,
    version        bigint  NOT NULL,
    PRIMARY KEY (lane, receiver)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX receivers_away ON receivers (lane, probe_at) WHERE breaker = 1;

-- Active subscriptions by what they ask for, '*' for everything, so that an event costs what is told of it and not what others asked for.
CREATE TABLE subscription_types (
    type         text COLLATE "C" NOT NULL,
    subscription text COLLATE "C" NOT NULL,
    PRIMARY KEY (type, subscription)
);
INSERT INTO subscription_types (type, subscription) SELECT DISTINCT t.value, s.id FROM subscriptions s CROSS JOIN LATERAL jsonb_array_elements_text(s.types::jsonb) AS t (value) WHERE s.active = 1;
CREATE INDEX subscription_types_subscription ON subscription_types (subscription);
