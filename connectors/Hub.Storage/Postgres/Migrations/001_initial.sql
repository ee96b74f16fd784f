-- Times are microseconds since 1970-01-01T00:00:00Z. JSON is UTF-8 in bytea or text, so that nothing is decoded on the way through.
-- Numbers of events and envelopes carry their month: (months since January 1970) * 2^40 + n. So the tables that only grow are cut by
-- month along the number that every other table joins by, and what is looked for by number is looked for in one month.

CREATE TABLE gate (
    "only"       integer PRIMARY KEY CHECK ("only" = 1),
    event_seq    bigint  NOT NULL, -- the last number handed out; whoever writes events, envelopes or audit lines holds this row till the commit
    envelope_seq bigint  NOT NULL
) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0);
INSERT INTO gate ("only", event_seq, envelope_seq) VALUES (1, 0, 0);

CREATE TABLE events (
    seq          bigint  NOT NULL,
    id           text    COLLATE "C" NOT NULL,
    source       text    COLLATE "C" NOT NULL,
    type         text    COLLATE "C" NOT NULL,
    subject      text    COLLATE "C",
    time         bigint,
    received_at  bigint  NOT NULL,
    direction    integer NOT NULL,
    accepted_by  text    NOT NULL,
    digest       bytea   NOT NULL,
    data         bytea   NOT NULL,
    data_schema  text,
    extensions   text,
    trace_parent text,
    PRIMARY KEY (seq)
) PARTITION BY RANGE (seq);
CREATE INDEX events_subject ON events (subject, seq) WHERE subject IS NOT NULL;
CREATE INDEX events_feed ON events (seq) WHERE direction = 1;

-- Identity over all months; a unique index of a table cut by month cannot reach beyond one.
CREATE TABLE event_ids (
    id     text   COLLATE "C" NOT NULL,
    source text   COLLATE "C" NOT NULL,
    seq    bigint NOT NULL,
    digest bytea  NOT NULL,
    PRIMARY KEY (id, source)
);

CREATE TABLE dossiers (
    code           text    COLLATE "C" NOT NULL PRIMARY KEY,
    procedure_code text    COLLATE "C",
    first_at       bigint  NOT NULL,
    last_at        bigint  NOT NULL,
    status         text,
    status_at      bigint,
    closed         integer NOT NULL DEFAULT 0
) WITH (fillfactor = 70);
CREATE INDEX dossiers_first ON dossiers (first_at);
CREATE INDEX dossiers_closed ON dossiers (first_at) WHERE closed = 1; -- not by last_at, which every event of a dossier moves

CREATE TABLE envelopes (
    seq          bigint  NOT NULL PRIMARY KEY,
    id           bytea   NOT NULL,
    lane         text    COLLATE "C" NOT NULL,
    key          text    COLLATE "C" NOT NULL,
    type         text    COLLATE "C" NOT NULL,
    event_seq    bigint,
    body         bytea,                      -- null: the event's data
    trace_parent text,
    created_at   bigint  NOT NULL,
    state        integer NOT NULL DEFAULT 0, -- 0 waiting, 1 dead, 2 done, 3 skipped, 4 discarded
    attempts     integer NOT NULL DEFAULT 0,
    doubtful     integer NOT NULL DEFAULT 0,
    settled_at   bigint,
    code         text    COLLATE "C",
    reason       text,
    redrive      text    COLLATE "C"
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

-- No index names a column that every delivery changes, so that the end of a delivery is written beside the row and in no index. A dead
-- letter has a code, and keeps it till it is done.
CREATE UNIQUE INDEX envelopes_id ON envelopes (id);
CREATE INDEX envelopes_strand ON envelopes (lane, key, seq);
CREATE INDEX envelopes_dead ON envelopes (lane, key) WHERE code IS NOT NULL;
CREATE INDEX envelopes_event ON envelopes (event_seq) WHERE event_seq IS NOT NULL;
CREATE INDEX envelopes_on_list ON envelopes (seq) WHERE code IS NOT NULL;
CREATE INDEX envelopes_redrive ON envelopes (redrive) WHERE redrive IS NOT NULL;
CREATE INDEX envelopes_command ON envelopes (key) WHERE event_seq IS NULL;

CREATE TABLE strands (
    lane        text    COLLATE "C" NOT NULL,
    key         text    COLLATE "C" NOT NULL,
    depth       integer NOT NULL,
    head        bigint  NOT NULL,            -- the first envelope that waits or is dead
    since       bigint  NOT NULL,            -- when the head was accepted
    due_at      bigint  NOT NULL,
    held        integer NOT NULL DEFAULT 0,
    lease       bigint  NOT NULL DEFAULT 0,  -- fencing token, 0 when free; no two strands ever have the same
    lease_until bigint  NOT NULL DEFAULT 0,
    leased      bigint  NOT NULL DEFAULT 0,  -- envelope in delivery; a retried earlier one may become the head meanwhile
    PRIMARY KEY (lane, key)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_analyze_threshold = 5000,
        autovacuum_vacuum_cost_delay = 0);
CREATE INDEX strands_due ON strands (lane, due_at) WHERE held = 0 AND lease = 0;
CREATE INDEX strands_leased ON strands (lease_until) WHERE lease <> 0;

-- Fencing tokens, taken by the block: whoever asked for leases knows their tokens even when the answer was lost on the way.
CREATE SEQUENCE lease_tokens INCREMENT BY 10000;

CREATE TABLE attempts (
    envelope_seq bigint  NOT NULL,
    try          integer NOT NULL,
    started_at   bigint  NOT NULL,
    ended_at     bigint  NOT NULL,
    outcome      text    NOT NULL,
    code         text,
    reason       text,
    answer       text,
    PRIMARY KEY (envelope_seq, try)
) PARTITION BY RANGE (envelope_seq);

CREATE TABLE body_edits (
    edit         bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, -- the order of the edits, which SQLite tells by rowid
    envelope_seq bigint NOT NULL,
    at           bigint NOT NULL,
    old_author   text   NOT NULL,
    new_author   text   NOT NULL,
    old_body     bytea  NOT NULL
);
CREATE INDEX body_edits_envelope ON body_edits (envelope_seq);

CREATE TABLE partner_state (
    lane       text    COLLATE "C" NOT NULL,
    key        text    COLLATE "C" NOT NULL,
    json       text    NOT NULL,
    doubt      integer NOT NULL DEFAULT 0,
    checked_at bigint,
    PRIMARY KEY (lane, key)
) WITH (fillfactor = 85);
CREATE INDEX partner_state_doubt ON partner_state (lane, doubt DESC) WHERE doubt > 0;

CREATE TABLE lanes (
    lane           text    COLLATE "C" NOT NULL PRIMARY KEY,
    paused         integer NOT NULL DEFAULT 0,
    paused_by      text,
    pause_reason   text,
    breaker        integer NOT NULL DEFAULT 0,
    breaker_reason text,
    open_since     bigint,
    probe_at       bigint,
    probes_failed  integer NOT NULL DEFAULT 0
) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0);

CREATE TABLE subscriptions (
    id         text    COLLATE "C" NOT NULL PRIMARY KEY,
    url        text    NOT NULL,
    types      text    NOT NULL, -- JSON array
    secrets    text    NOT NULL, -- JSON array, newest first
    active     integer NOT NULL,
    created_at bigint  NOT NULL
);

CREATE TABLE procedures (
    code      text    COLLATE "C" NOT NULL PRIMARY KEY,
    body      text    NOT NULL, -- JSON of the neutral procedure
    withdrawn integer NOT NULL DEFAULT 0
);

CREATE TABLE procedure_changes (
    seq    bigint NOT NULL PRIMARY KEY, -- counted under the gate
    code   text   COLLATE "C" NOT NULL,
    kind   text   NOT NULL,
    before text,
    after  text,
    fields text   NOT NULL,
    at     bigint NOT NULL,
    source text   NOT NULL
);
CREATE INDEX procedure_changes_code ON procedure_changes (code, seq);

CREATE TABLE integrations (
    procedure_code text   COLLATE "C" NOT NULL PRIMARY KEY,
    state          text   NOT NULL,
    evidence       text   NOT NULL,
    at             bigint NOT NULL
);

CREATE TABLE api_keys (
    id          text   COLLATE "C" NOT NULL PRIMARY KEY,
    role        text   NOT NULL,
    name        text   NOT NULL,
    hash        bytea  NOT NULL,
    created_at  bigint NOT NULL,
    expires_at  bigint,
    revoked_at  bigint,
    replaced_by text
);

CREATE TABLE audit (
    seq      bigint NOT NULL,
    at       bigint NOT NULL,
    actor    text   NOT NULL,
    role     text,
    act      text   NOT NULL,
    target   text,
    result   text   NOT NULL,
    detail   text,
    trace_id text,
    hash     bytea  NOT NULL,
    PRIMARY KEY (seq, at)
) PARTITION BY RANGE (at);

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is append-only';
END
$$;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

-- The end of the chain, so that lines missing from it are noticed; one row.
CREATE TABLE audit_seal (
    "only" integer PRIMARY KEY CHECK ("only" = 1),
    seq    bigint  NOT NULL,
    hash   bytea   NOT NULL
) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0);

CREATE TABLE idempotency (
    caller       text    COLLATE "C" NOT NULL,
    key          text    COLLATE "C" NOT NULL,
    digest       bytea   NOT NULL,
    claimed_at   bigint  NOT NULL,
    status       integer,                    -- null: still being answered
    content_type text,
    body         bytea,
    PRIMARY KEY (caller, key)
) WITH (fillfactor = 70);
CREATE INDEX idempotency_age ON idempotency (claimed_at);

CREATE TABLE redrives (
    id          text             COLLATE "C" NOT NULL PRIMARY KEY,
    filter      text             NOT NULL,
    rate        double precision NOT NULL,
    state       text             NOT NULL,
    planned     bigint           NOT NULL,
    released    bigint           NOT NULL DEFAULT 0,
    horizon     bigint           NOT NULL, -- only envelopes settled up to then
    planned_by  text             NOT NULL,
    planned_at  bigint           NOT NULL,
    stop_reason text
);

CREATE TABLE timers (
    name        text    COLLATE "C" NOT NULL PRIMARY KEY,
    next_at     bigint  NOT NULL,
    lease_until bigint  NOT NULL DEFAULT 0,
    poked       integer NOT NULL DEFAULT 0, -- an operator's wish since the timer was last taken
    result      text
) WITH (fillfactor = 10);

CREATE TABLE writable_mark (
    "only" integer PRIMARY KEY CHECK ("only" = 1),
    at     bigint  NOT NULL
) WITH (fillfactor = 10);

CREATE FUNCTION month_name(month integer) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT to_char(1970 + month / 12, 'FM0000') || '_' || to_char(1 + month % 12, 'FM00') $$;

CREATE FUNCTION month_start(month integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS
$$ SELECT (extract(epoch FROM make_timestamptz(1970 + month / 12, 1 + month % 12, 1, 0, 0, 0, 'UTC')) * 1000000)::bigint $$;

-- Makes what is missing of a month (months since January 1970). Whoever runs the hub need not be allowed to create tables.
-- A table that is attached locks out nobody; one that is created as a part would lock out everybody.
CREATE FUNCTION ensure_month(month integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    parent text;
    part text;
    low bigint;
    high bigint;
BEGIN
    IF month NOT BETWEEN 0 AND 8191 THEN
        RAISE EXCEPTION 'month % is out of range', month;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext(current_schema() || '.months'), 1);
    FOREACH parent IN ARRAY ARRAY['events', 'attempts', 'audit'] LOOP
        part := parent || '_' || month_name(month);
        CONTINUE WHEN to_regclass(quote_ident(current_schema()) || '.' || quote_ident(part)) IS NOT NULL;
        IF parent = 'audit' THEN
            low := month_start(month);
            high := month_start(month + 1);
        ELSE
            low := month::bigint << 40;
            high := (month + 1)::bigint << 40;
        END IF;
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL EXCLUDING INDEXES)', part, parent);
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', parent, part, low, high);
    END LOOP;
END
$$;

-- Drops the tables of a month when nothing is in them and no number of that month can be handed out or attempted any more.
-- The audit is never dropped. Returns how many tables went; gives up at once where somebody is reading.
CREATE FUNCTION drop_empty_month(month integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT SET lock_timeout = '200ms' AS $$
DECLARE
    parent text;
    part text;
    filled boolean;
    dropped integer := 0;
    high bigint := (month + 1)::bigint << 40;
BEGIN
    IF EXISTS (SELECT 1 FROM gate WHERE event_seq < high OR envelope_seq < high)
        OR EXISTS (SELECT 1 FROM envelopes v WHERE v.seq >= month::bigint << 40 AND v.seq < high) THEN
        RETURN 0;
    END IF;
    FOREACH parent IN ARRAY ARRAY['events', 'attempts'] LOOP
        part := parent || '_' || month_name(month);
        CONTINUE WHEN to_regclass(quote_ident(current_schema()) || '.' || quote_ident(part)) IS NULL;
        EXECUTE format('LOCK TABLE %I, %I IN ACCESS EXCLUSIVE MODE', parent, part);
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', part) INTO filled;
        IF NOT filled THEN
            EXECUTE format('DROP TABLE %I', part);
            dropped := dropped + 1;
        END IF;
    END LOOP;
    RETURN dropped;
EXCEPTION WHEN lock_not_available THEN
    RETURN 0;
END
$$;

REVOKE EXECUTE ON FUNCTION ensure_month(integer), drop_empty_month(integer) FROM PUBLIC;
