-- Where the content comes from, when it was copied from another store; a copy that is not complete must not be served. One row, or none.
CREATE TABLE move (
    only       INTEGER PRIMARY KEY CHECK (only = 1),
    source     TEXT    NOT NULL,
    state      TEXT    NOT NULL, -- copying, complete
    changed_at INTEGER NOT NULL
) STRICT;
