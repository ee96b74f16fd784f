-- Times are microseconds since 1970-01-01T00:00:00Z. JSON is UTF-8 in a BLOB, so that no text is decoded on the way through.

CREATE TABLE events (
    seq          INTEGER PRIMARY KEY AUTOINCREMENT, -- a feed cursor must never see a number twice, even after pruning
    id           TEXT    NOT NULL,
    source       TEXT    NOT NULL,
    type         TEXT    NOT NULL,
    subject      TEXT,
    time         INTEGER,
    received_at  INTEGER NOT NULL,
    direction    INTEGER NOT NULL,
    accepted_by  TEXT    NOT NULL,
    digest       BLOB    NOT NULL,
    data         BLOB    NOT NULL,
    data_schema  TEXT,
    extensions   TEXT,
    trace_parent TEXT
) STRICT;
CREATE UNIQUE INDEX events_identity ON events (id, source);
CREATE INDEX events_subject ON events (subject, seq) WHERE subject IS NOT NULL;
CREATE INDEX events_feed ON events (seq) WHERE direction = 1;

CREATE TABLE dossiers (
    code           TEXT    NOT NULL PRIMARY KEY,
    procedure_code TEXT,
    first_at       INTEGER NOT NULL,
    last_at        INTEGER NOT NULL,
    status         TEXT,
    status_at      INTEGER,
    closed         INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX dossiers_first ON dossiers (first_at);
CREATE INDEX dossiers_closed ON dossiers (last_at) WHERE closed = 1;

CREATE TABLE envelopes (
    seq          INTEGER PRIMARY KEY,
    id           BLOB    NOT NULL,
    lane         TEXT    NOT NULL,
    key          TEXT    NOT NULL,
    type         TEXT    NOT NULL,
    event_seq    INTEGER,
    body         BLOB,                       -- null: the event's data
    trace_parent TEXT,
    created_at   INTEGER NOT NULL,
    state        INTEGER NOT NULL DEFAULT 0, -- 0 waiting, 1 dead, 2 done, 3 skipped, 4 discarded
    attempts     INTEGER NOT NULL DEFAULT 0,
    doubtful     INTEGER NOT NULL DEFAULT 0,
    settled_at   INTEGER,
    code         TEXT,
    reason       TEXT,
    redrive      TEXT
) STRICT;
CREATE UNIQUE INDEX envelopes_id ON envelopes (id);
CREATE INDEX envelopes_open ON envelopes (lane, key, seq) WHERE state < 2;
CREATE INDEX envelopes_dead ON envelopes (lane, key) WHERE state = 1;
CREATE INDEX envelopes_event ON envelopes (event_seq) WHERE event_seq IS NOT NULL;
CREATE INDEX envelopes_on_list ON envelopes (seq) WHERE state IN (1, 3);
CREATE INDEX envelopes_redrive ON envelopes (redrive, state) WHERE redrive IS NOT NULL;
CREATE INDEX envelopes_command ON envelopes (key) WHERE event_seq IS NULL;

CREATE TABLE strands (
    lane        TEXT    NOT NULL,
    key         TEXT    NOT NULL,
    depth       INTEGER NOT NULL,
    head        INTEGER NOT NULL,            -- the first envelope that waits or is dead
    since       INTEGER NOT NULL,            -- when the head was accepted
    due_at      INTEGER NOT NULL,
    held        INTEGER NOT NULL DEFAULT 0,
    lease       INTEGER NOT NULL DEFAULT 0,  -- fencing token, 0 when free
    lease_until INTEGER NOT NULL DEFAULT 0,
    leased      INTEGER NOT NULL DEFAULT 0,  -- envelope in delivery; a retried earlier one may become the head meanwhile
    PRIMARY KEY (lane, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX strands_due ON strands (lane, due_at) WHERE held = 0 AND lease = 0;
CREATE INDEX strands_leased ON strands (lease_until) WHERE lease <> 0;

CREATE TABLE attempts (
    envelope_seq INTEGER NOT NULL,
    try          INTEGER NOT NULL,
    started_at   INTEGER NOT NULL,
    ended_at     INTEGER NOT NULL,
    outcome      TEXT    NOT NULL,
    code         TEXT,
    reason       TEXT,
    answer       TEXT,
    PRIMARY KEY (envelope_seq, try)
) STRICT, WITHOUT ROWID;

CREATE TABLE body_edits (
    envelope_seq INTEGER NOT NULL,
    at           INTEGER NOT NULL,
    old_author   TEXT    NOT NULL,
    new_author   TEXT    NOT NULL,
    old_body     BLOB    NOT NULL
) STRICT;
CREATE INDEX body_edits_envelope ON body_edits (envelope_seq);

CREATE TABLE partner_state (
    lane       TEXT    NOT NULL,
    key        TEXT    NOT NULL,
    json       TEXT    NOT NULL,
    doubt      INTEGER NOT NULL DEFAULT 0,
    checked_at INTEGER,
    PRIMARY KEY (lane, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX partner_state_doubt ON partner_state (lane, doubt DESC) WHERE doubt > 0;

CREATE TABLE lanes (
    lane           TEXT    NOT NULL PRIMARY KEY,
    paused         INTEGER NOT NULL DEFAULT 0,
    paused_by      TEXT,
    pause_reason   TEXT,
    breaker        INTEGER NOT NULL DEFAULT 0,
    breaker_reason TEXT,
    open_since     INTEGER,
    probe_at       INTEGER,
    probes_failed  INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE subscriptions (
    id         TEXT    NOT NULL PRIMARY KEY,
    url        TEXT    NOT NULL,
    types      TEXT    NOT NULL, -- JSON array
    secrets    TEXT    NOT NULL, -- JSON array, newest first
    active     INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE procedures (
    code      TEXT    NOT NULL PRIMARY KEY,
    body      TEXT    NOT NULL, -- JSON of the neutral procedure
    withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE procedure_changes (
    seq    INTEGER PRIMARY KEY,
    code   TEXT    NOT NULL,
    kind   TEXT    NOT NULL,
    before TEXT,
    after  TEXT,
    fields TEXT    NOT NULL,
    at     INTEGER NOT NULL,
    source TEXT    NOT NULL
) STRICT;
CREATE INDEX procedure_changes_code ON procedure_changes (code, seq);

CREATE TABLE integrations (
    procedure_code TEXT    NOT NULL PRIMARY KEY,
    state          TEXT    NOT NULL,
    evidence       TEXT    NOT NULL,
    at             INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE api_keys (
    id          TEXT    NOT NULL PRIMARY KEY,
    role        TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    hash        BLOB    NOT NULL,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER,
    revoked_at  INTEGER,
    replaced_by TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    seq      INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    actor    TEXT    NOT NULL,
    role     TEXT,
    act      TEXT    NOT NULL,
    target   TEXT,
    result   TEXT    NOT NULL,
    detail   TEXT,
    trace_id TEXT,
    hash     BLOB    NOT NULL
) STRICT;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

-- The end of the chain, so that lines missing from it are noticed; one row.
CREATE TABLE audit_seal (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    seq  INTEGER NOT NULL,
    hash BLOB    NOT NULL
) STRICT;

CREATE TABLE idempotency (
    caller       TEXT    NOT NULL,
    key          TEXT    NOT NULL,
    digest       BLOB    NOT NULL,
    claimed_at   INTEGER NOT NULL,
    status       INTEGER,                    -- null: still being answered
    content_type TEXT,
    body         BLOB,
    PRIMARY KEY (caller, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_age ON idempotency (claimed_at);

CREATE TABLE redrives (
    id          TEXT    NOT NULL PRIMARY KEY,
    filter      TEXT    NOT NULL,
    rate        REAL    NOT NULL,
    state       TEXT    NOT NULL,
    planned     INTEGER NOT NULL,
    released    INTEGER NOT NULL DEFAULT 0,
    horizon     INTEGER NOT NULL,            -- only envelopes settled up to then
    planned_by  TEXT    NOT NULL,
    planned_at  INTEGER NOT NULL,
    stop_reason TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE timers (
    name        TEXT    NOT NULL PRIMARY KEY,
    next_at     INTEGER NOT NULL,
    lease_until INTEGER NOT NULL DEFAULT 0,
    poked       INTEGER NOT NULL DEFAULT 0,  -- an operator's wish since the timer was last taken
    result      TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE writable_mark (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    at   INTEGER NOT NULL
) STRICT;
