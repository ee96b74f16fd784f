-- Where the content comes from, when it was copied from another store; a copy that is not complete must not be served. One row, or none.
CREATE TABLE move (
    "only"     integer PRIMARY KEY CHECK ("only" = 1),
    source     text    NOT NULL,
    state      text    NOT NULL, -- copying, complete
    changed_at bigint  NOT NULL
);
