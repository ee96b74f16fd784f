-- The last day that a statement tells of, and the days whose files did not come in time.
ALTER TABLE bank_statements ADD COLUMN last_day INTEGER; -- days since 0001-01-01
UPDATE bank_statements SET last_day = CAST(julianday(json_extract(CAST(body AS TEXT), '$.closingDay')) - julianday('0001-01-01') AS INTEGER);
CREATE INDEX bank_statements_days ON bank_statements (last_day) WHERE superseded = 0;

CREATE TABLE expected_files (
    source         TEXT NOT NULL, -- account or terminal, as the settings name it
    day            INTEGER NOT NULL, -- days since 0001-01-01
    state          TEXT NOT NULL,
    changed_at     INTEGER NOT NULL,
    version        INTEGER NOT NULL,
    PRIMARY KEY (source, day)
) STRICT;
CREATE INDEX expected_files_day ON expected_files (day);
CREATE INDEX expected_files_missing ON expected_files (source) WHERE state = 'missing';
CREATE INDEX expected_files_changed ON expected_files (changed_at) WHERE state <> 'missing';

-- By which names the system before knew the fees that were brought over from it.
CREATE TABLE former_references (
    reference      TEXT NOT NULL, -- capitals and digits only
    fee            TEXT NOT NULL,
    PRIMARY KEY (reference, fee)
) STRICT;
