-- Where a lane's keys belong to different receivers, whose a strand is: '' where there is one, or where nobody has asked yet.
ALTER TABLE strands ADD COLUMN receiver TEXT NOT NULL DEFAULT '';
UPDATE strands SET receiver = substr(key, 1, instr(key, '|') - 1) WHERE lane = 'case-system' AND instr(key, '|') > 1;
CREATE INDEX strands_receiver ON strands (lane, receiver, due_at) WHERE held = 0 AND lease = 0;

-- Receivers that failed lately; one that has answered since has no row.
CREATE TABLE receivers (
    lane           TEXT    NOT NULL,
    receiver       TEXT    NOT NULL,
    breaker        INTEGER NOT NULL,            -- 0 failing, 1 away
    breaker_reason TEXT,
    open_since     INTEGER,
    probe_at       INTEGER,
    probes_failed  INTEGER NOT NULL,
    version        INTEGER NOT NULL,
    PRIMARY KEY (lane, receiver)
) STRICT, WITHOUT ROWID;
CREATE INDEX receivers_away ON receivers (lane, probe_at) WHERE breaker = 1;

-- Active subscriptions by what they ask for, '*' for everything, so that an event costs what is told of it and not what others asked for.
CREATE TABLE subscription_types (
    type         TEXT NOT NULL,
    subscription TEXT NOT NULL,
    PRIMARY KEY (type, subscription)
) STRICT, WITHOUT ROWID;
INSERT INTO subscription_types (type, subscription) SELECT DISTINCT t.value, s.id FROM subscriptions s, json_each(s.types) t WHERE s.active = 1;
CREATE INDEX subscription_types_subscription ON subscription_types (subscription);
