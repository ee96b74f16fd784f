-- Payments. Of a fee, a request, a payment and a statement the columns are what is looked for by; the whole is the body, JSON in UTF-8. Money is whole đồng.

CREATE TABLE fees (
    id             TEXT NOT NULL PRIMARY KEY,
    dossier        TEXT NOT NULL,
    number         TEXT NOT NULL,
    plain          TEXT NOT NULL, -- the dossier's code without its signs
    state          TEXT NOT NULL,
    amount         INTEGER NOT NULL,
    cancelled      INTEGER NOT NULL,
    live           INTEGER NOT NULL, -- 0: nothing more is expected
    updated_at     INTEGER NOT NULL,
    version        INTEGER NOT NULL,
    body           BLOB NOT NULL
) STRICT;
CREATE INDEX fees_dossier ON fees (dossier, id);
CREATE INDEX fees_number ON fees (number, id);
CREATE INDEX fees_plain ON fees (plain, id);
CREATE INDEX fees_state ON fees (state, id);
CREATE INDEX fees_over ON fees (updated_at) WHERE live = 0;

CREATE TABLE payment_requests (
    reference      TEXT NOT NULL PRIMARY KEY,
    fee            TEXT NOT NULL,
    dossier        TEXT NOT NULL,
    state          TEXT NOT NULL,
    head           TEXT NOT NULL, -- the code without its last character
    tail           TEXT NOT NULL, -- the code without its first
    version        INTEGER NOT NULL,
    body           BLOB NOT NULL
) STRICT;
CREATE INDEX payment_requests_fee ON payment_requests (fee, reference);
CREATE INDEX payment_requests_head ON payment_requests (head) WHERE state = 'open';
CREATE INDEX payment_requests_tail ON payment_requests (tail) WHERE state = 'open';

CREATE TABLE payments (
    seq            INTEGER PRIMARY KEY, -- the order of booking
    id             TEXT NOT NULL,
    account        TEXT NOT NULL,
    value_day      INTEGER NOT NULL, -- days since 0001-01-01
    amount         INTEGER NOT NULL,
    booked_at      INTEGER NOT NULL,
    version        INTEGER NOT NULL,
    body           BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX payments_id ON payments (id);
CREATE INDEX payments_amount ON payments (amount, value_day, seq);
CREATE INDEX payments_account ON payments (account, value_day);
CREATE INDEX payments_day ON payments (value_day);

CREATE TABLE payment_witnesses (
    source         TEXT NOT NULL,
    key            TEXT NOT NULL,
    payment        TEXT NOT NULL,
    PRIMARY KEY (source, key)
) STRICT;
CREATE INDEX payment_witnesses_payment ON payment_witnesses (payment);

CREATE TABLE payment_shares (
    payment        TEXT NOT NULL,
    no             INTEGER NOT NULL,
    state          TEXT NOT NULL,
    fee            TEXT,
    amount         INTEGER NOT NULL,
    PRIMARY KEY (payment, no)
) STRICT;
CREATE INDEX payment_shares_fee ON payment_shares (fee, payment) WHERE fee IS NOT NULL;

CREATE TABLE ledger_moves (
    seq            INTEGER PRIMARY KEY,
    payment        TEXT NOT NULL,
    from_state     TEXT,
    from_fee       TEXT,
    to_state       TEXT NOT NULL,
    to_fee         TEXT,
    amount         INTEGER NOT NULL,
    by             TEXT NOT NULL,
    at             INTEGER NOT NULL
) STRICT;
CREATE INDEX ledger_moves_payment ON ledger_moves (payment, seq);

CREATE TABLE payment_messages (
    id             TEXT NOT NULL PRIMARY KEY,
    messenger      TEXT NOT NULL,
    key            TEXT NOT NULL,
    digest         TEXT NOT NULL,
    received_at    INTEGER NOT NULL,
    raw            BLOB NOT NULL,
    notice         BLOB,
    code           TEXT,
    unclear        INTEGER NOT NULL,
    verdict        TEXT, -- null: not decided yet
    payment        TEXT,
    decided_at     INTEGER
) STRICT;
CREATE INDEX payment_messages_waiting ON payment_messages (received_at, id) WHERE verdict IS NULL;
CREATE INDEX payment_messages_over ON payment_messages (received_at) WHERE verdict IS NOT NULL;
CREATE INDEX payment_messages_key ON payment_messages (messenger, key);

CREATE TABLE beneficiary_accounts (
    bin            TEXT NOT NULL,
    number         TEXT NOT NULL,
    valid_from     INTEGER NOT NULL, -- days since 0001-01-01
    version        INTEGER NOT NULL,
    body           BLOB NOT NULL,
    PRIMARY KEY (bin, number, valid_from)
) STRICT;

CREATE TABLE bank_statements (
    id             TEXT NOT NULL PRIMARY KEY,
    slot           TEXT, -- account, number and days: two with the same correct each other
    superseded     INTEGER NOT NULL,
    received_at    INTEGER NOT NULL,
    version        INTEGER NOT NULL,
    body           BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX bank_statements_slot ON bank_statements (slot) WHERE superseded = 0 AND slot IS NOT NULL;
CREATE INDEX bank_statements_received ON bank_statements (received_at);

CREATE TABLE bank_lines (
    identity       TEXT NOT NULL PRIMARY KEY,
    statement      TEXT NOT NULL,
    account        TEXT NOT NULL,
    value_day      INTEGER NOT NULL,
    booked_day     INTEGER NOT NULL,
    amount         INTEGER NOT NULL,
    bank_reference TEXT,
    text           TEXT NOT NULL,
    raw            TEXT NOT NULL,
    twin           INTEGER NOT NULL,
    payment        TEXT,
    received_at    INTEGER NOT NULL,
    superseded     INTEGER NOT NULL
) STRICT;
CREATE INDEX bank_lines_statement ON bank_lines (statement, identity) WHERE superseded = 0;
CREATE INDEX bank_lines_payment ON bank_lines (payment) WHERE payment IS NOT NULL;
CREATE INDEX bank_lines_received ON bank_lines (received_at);
