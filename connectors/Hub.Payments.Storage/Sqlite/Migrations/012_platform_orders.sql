-- What was asked for at the national PaymentPlatform, and the static QR sheets that hang at counters. The whole is the body, JSON in UTF-8.

CREATE TABLE platform_orders (
    reference      TEXT NOT NULL PRIMARY KEY,
    request        TEXT NOT NULL,
    bin            TEXT NOT NULL,
    account        TEXT NOT NULL,
    state          TEXT NOT NULL,
    due_at         INTEGER, -- null: nobody asks the platform any more
    version        INTEGER NOT NULL,
    body           BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX platform_orders_live ON platform_orders (request, bin, account) WHERE state IN ('opening', 'pending');
CREATE INDEX platform_orders_due ON platform_orders (due_at, reference) WHERE due_at IS NOT NULL;
CREATE INDEX platform_orders_state ON platform_orders (state, reference);

CREATE TABLE counter_sheets (
    counter        TEXT NOT NULL,
    agency         TEXT NOT NULL, -- empty: every agency
    fee_type       TEXT NOT NULL, -- empty: every fee
    version        INTEGER NOT NULL,
    body           BLOB NOT NULL,
    PRIMARY KEY (counter, agency, fee_type)
) STRICT;
