CREATE TABLE archive_filings (
    dossier TEXT NOT NULL PRIMARY KEY,
    box     TEXT NOT NULL,
    shelf   TEXT,
    at      INTEGER NOT NULL
) STRICT;
