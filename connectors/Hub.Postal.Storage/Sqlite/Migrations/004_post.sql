-- The post. Of a consignment and a sheet the columns are what is looked for by; the whole is the body, JSON in UTF-8.

CREATE TABLE consignments (
    number         TEXT    NOT NULL PRIMARY KEY,
    dossier        TEXT    NOT NULL,
    direction      TEXT    NOT NULL,
    sequence       INTEGER NOT NULL,
    request_source TEXT    NOT NULL,
    request_id     TEXT    NOT NULL,
    operator       TEXT,
    office         TEXT,
    state          TEXT    NOT NULL,
    state_at       INTEGER NOT NULL,
    live           INTEGER NOT NULL, -- 0: nothing more is expected
    waybill        TEXT,
    claimed_by     TEXT,
    manifest       TEXT,             -- sheets that it lies on
    handover       TEXT,
    remittance     TEXT,
    attachment     TEXT,             -- of its proof
    cash_open      INTEGER NOT NULL, -- 1: the post has money of it that is on no remittance
    watch_at       INTEGER,
    poll_at        INTEGER,
    booked_at      INTEGER,
    version        INTEGER NOT NULL,
    body           BLOB    NOT NULL
) STRICT;
CREATE UNIQUE INDEX consignments_dossier ON consignments (dossier, direction, sequence);
CREATE UNIQUE INDEX consignments_request ON consignments (request_source, request_id);
CREATE UNIQUE INDEX consignments_waybill ON consignments (operator, waybill) WHERE waybill IS NOT NULL;
-- A list is read by state and direction, each in order of number, however many lie in the others.
CREATE INDEX consignments_state ON consignments (state, direction, number);
CREATE INDEX consignments_operator ON consignments (operator, state, direction, number) WHERE operator IS NOT NULL;
CREATE INDEX consignments_office ON consignments (operator, office, state, direction, number) WHERE operator IS NOT NULL;
CREATE INDEX consignments_claimed ON consignments (claimed_by, state, direction, number) WHERE claimed_by IS NOT NULL;
CREATE INDEX consignments_cash ON consignments (number) WHERE cash_open = 1;
CREATE INDEX consignments_watch ON consignments (watch_at, number) WHERE watch_at IS NOT NULL;
CREATE INDEX consignments_poll ON consignments (operator, poll_at, number) WHERE poll_at IS NOT NULL;
CREATE INDEX consignments_booked ON consignments (operator, booked_at) WHERE booked_at IS NOT NULL;
CREATE INDEX consignments_over ON consignments (state_at) WHERE live = 0;
CREATE INDEX consignments_manifest ON consignments (manifest) WHERE manifest IS NOT NULL;
CREATE INDEX consignments_handover ON consignments (handover) WHERE handover IS NOT NULL;
CREATE INDEX consignments_remittance ON consignments (remittance) WHERE remittance IS NOT NULL;
CREATE INDEX consignments_attachment ON consignments (attachment) WHERE attachment IS NOT NULL;

CREATE TABLE postal_records (
    seq         INTEGER PRIMARY KEY,  -- the order of arrival
    number      TEXT    NOT NULL,
    source      TEXT    NOT NULL,
    key         TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    code        TEXT    NOT NULL,
    state       TEXT,
    verdict     TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    place       TEXT,
    text        TEXT,
    raw         BLOB    NOT NULL,
    stray       INTEGER NOT NULL      -- 1: of no consignment that there was when it came
) STRICT;
CREATE UNIQUE INDEX postal_records_key ON postal_records (source, key);
CREATE INDEX postal_records_number ON postal_records (number, at, seq);
CREATE INDEX postal_records_stray ON postal_records (received_at) WHERE stray = 1;

CREATE TABLE custody_links (
    item        TEXT    NOT NULL,
    no          INTEGER NOT NULL,
    dossier     TEXT    NOT NULL,
    holder_from TEXT    NOT NULL,
    holder_to   TEXT    NOT NULL,
    number      TEXT    NOT NULL,
    office      TEXT,
    by          TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    previous    BLOB    NOT NULL,
    hash        BLOB    NOT NULL,
    PRIMARY KEY (item, no)
) STRICT;
CREATE INDEX custody_links_dossier ON custody_links (dossier, item, no);
CREATE TRIGGER custody_no_update BEFORE UPDATE ON custody_links BEGIN SELECT RAISE(ABORT, 'the custody chain is append-only'); END;
-- A chain goes only after its dossier has gone.
CREATE TRIGGER custody_no_delete BEFORE DELETE ON custody_links
WHEN EXISTS (SELECT 1 FROM dossiers d WHERE d.code = OLD.dossier) OR EXISTS (SELECT 1 FROM consignments c WHERE c.dossier = OLD.dossier)
BEGIN SELECT RAISE(ABORT, 'the custody chain is append-only'); END;

CREATE TABLE postal_sheets (
    kind      TEXT    NOT NULL,
    id        TEXT    NOT NULL,
    operator  TEXT    NOT NULL,
    office    TEXT,
    state     TEXT    NOT NULL,
    opened_at INTEGER NOT NULL,
    version   INTEGER NOT NULL,
    body      BLOB    NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT;
CREATE INDEX postal_sheets_state ON postal_sheets (kind, state, id);
CREATE INDEX postal_sheets_operator ON postal_sheets (kind, operator, state, id);
CREATE INDEX postal_sheets_office ON postal_sheets (kind, office, state, id);
CREATE INDEX postal_sheets_opened ON postal_sheets (opened_at);

CREATE TABLE postal_attachments (
    sha256      TEXT    NOT NULL PRIMARY KEY,
    number      TEXT    NOT NULL,
    media_type  TEXT    NOT NULL,
    received_at INTEGER NOT NULL,
    content     BLOB    NOT NULL
) STRICT;
CREATE INDEX postal_attachments_received ON postal_attachments (received_at);

CREATE TABLE waybill_ranges (
    operator    TEXT    NOT NULL,
    id          TEXT    NOT NULL,
    prefix      TEXT    NOT NULL,
    suffix      TEXT    NOT NULL,
    digits      INTEGER NOT NULL,
    check_digit INTEGER NOT NULL,
    first       INTEGER NOT NULL,
    last        INTEGER NOT NULL,
    next        INTEGER NOT NULL,
    added_at    INTEGER NOT NULL,
    PRIMARY KEY (operator, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE cursors (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE units (
    code          TEXT NOT NULL PRIMARY KEY,
    name          TEXT NOT NULL,
    province_code TEXT NOT NULL,
    province_name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX units_province ON units (province_code, code);

CREATE TABLE unit_codes (
    list   TEXT NOT NULL,
    level  TEXT NOT NULL,
    theirs TEXT NOT NULL,
    ours   TEXT NOT NULL,
    PRIMARY KEY (list, level, theirs, ours)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_codes_ours ON unit_codes (list, level, ours, theirs);

CREATE TABLE tasks (
    id         BLOB    NOT NULL PRIMARY KEY,
    kind       TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    dossier    TEXT,
    owner      TEXT    NOT NULL,
    operator   TEXT,
    opened_at  INTEGER NOT NULL,
    due_at     INTEGER NOT NULL,
    vietnamese TEXT    NOT NULL,
    english    TEXT    NOT NULL,
    ended_at   INTEGER,
    ended_by   TEXT,
    result     TEXT
) STRICT;
CREATE UNIQUE INDEX tasks_one_open ON tasks (kind, subject) WHERE ended_at IS NULL;
CREATE INDEX tasks_open ON tasks (due_at, id) WHERE ended_at IS NULL;
CREATE INDEX tasks_over ON tasks (due_at, id) WHERE ended_at IS NOT NULL;
CREATE INDEX tasks_over_kind ON tasks (kind, due_at, id) WHERE ended_at IS NOT NULL;
CREATE INDEX tasks_over_operator ON tasks (operator, due_at, id) WHERE ended_at IS NOT NULL;
CREATE INDEX tasks_dossier ON tasks (dossier, due_at, id) WHERE dossier IS NOT NULL;
CREATE INDEX tasks_ended ON tasks (ended_at) WHERE ended_at IS NOT NULL;
