-- Who holds a key, by name: several keys of one person are one person.
ALTER TABLE api_keys ADD COLUMN person text;

-- What one person wants done and another must allow.
CREATE TABLE proposals (
    id              bytea   PRIMARY KEY,
    kind            text    COLLATE "C" NOT NULL,
    subject         text    COLLATE "C" NOT NULL,
    state           integer NOT NULL,            -- 0 open, 1 approved, 2 rejected, 3 withdrawn, 4 lapsed
    digest          text    NOT NULL,            -- of the subject as it was judged
    old_value       bytea   NOT NULL,
    new_value       bytea   NOT NULL,
    type            text,                        -- event type whose schema marks what is personal in both
    dossier         text    COLLATE "C",
    limit_class     text,
    maker           text    NOT NULL,
    maker_actor     text    NOT NULL,
    reason          text    NOT NULL,
    proposed_at     bigint  NOT NULL,
    expires_at      bigint  NOT NULL,
    decided_at      bigint,
    checker         text,
    checker_actor   text,
    decision_reason text
);
CREATE UNIQUE INDEX proposals_open ON proposals (kind, subject) WHERE state = 0;
CREATE INDEX proposals_due ON proposals (expires_at) WHERE state = 0;
CREATE INDEX proposals_over ON proposals (decided_at) WHERE decided_at IS NOT NULL;
CREATE INDEX proposals_dossier ON proposals (dossier) WHERE dossier IS NOT NULL;
CREATE INDEX proposals_state ON proposals (state, id);
CREATE INDEX proposals_kind ON proposals (kind, id);
CREATE INDEX proposals_subject ON proposals (subject, id);
