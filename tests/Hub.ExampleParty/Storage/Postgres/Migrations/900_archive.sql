CREATE TABLE archive_filings (
    dossier text NOT NULL PRIMARY KEY,
    box     text NOT NULL,
    shelf   text,
    at      bigint NOT NULL
);
