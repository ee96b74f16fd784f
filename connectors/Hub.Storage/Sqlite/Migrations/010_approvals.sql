-- Who holds a key, by name: several keys of one person are one person.
ALTER TABLE api_keys ADD COLUMN person TEXT;

-- What one person wants done and another must allow.
CREATE TABLE proposals (
    id              BLOB    NOT NULL PRIMARY KEY,
    kind            TEXT    NOT NULL,
    subject         TEXT    NOT NULL,
    state           INTEGER NOT NULL,            -- 0 open, 1 approved, 2 rejected, 3 withdrawn, 4 lapsed
    digest          TEXT    NOT NULL,            -- of the subject as it was judged
    old_value       BLOB    NOT NULL,
    new_value       BLOB    NOT NULL,
    type            TEXT,                        -- event type whose schema marks what is personal in both
    dossier         TEXT,
    limit_class     TEXT,
    maker           TEXT    NOT NULL,
    maker_actor     TEXT    NOT NULL,
    reason          TEXT    NOT NULL,
    proposed_at     INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    decided_at      INTEGER,
    checker         TEXT,
    checker_actor   TEXT,
    decision_reason TEXT
) STRICT;
CREATE UNIQUE INDEX proposals_open ON proposals (kind, subject) WHERE state = 0;
CREATE INDEX proposals_due ON proposals (expires_at) WHERE state = 0;
CREATE INDEX proposals_over ON proposals (decided_at) WHERE decided_at IS NOT NULL;
CREATE INDEX proposals_dossier ON proposals (dossier) WHERE dossier IS NOT NULL;
CREATE INDEX proposals_state ON proposals (state, id);
CREATE INDEX proposals_kind ON proposals (kind, id);
CREATE INDEX proposals_subject ON proposals (subject, id);
