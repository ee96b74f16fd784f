-- What was asked for at the national PaymentPlatform, and the static QR sheets that hang at counters. The whole is the body, JSON in UTF-8.

CREATE TABLE platform_orders (
    reference      text COLLATE "C" NOT NULL PRIMARY KEY,
    request        text COLLATE "C" NOT NULL,
    bin            text COLLATE "C" NOT NULL,
    account        text COLLATE "C" NOT NULL,
    state          text COLLATE "C" NOT NULL,
    due_at         bigint, -- null: nobody asks the platform any more
    version        bigint NOT NULL,
    body           bytea NOT NULL
);
CREATE UNIQUE INDEX platform_orders_live ON platform_orders (request, bin, account) WHERE state IN ('opening', 'pending');
CREATE INDEX platform_orders_due ON platform_orders (due_at, reference) WHERE due_at IS NOT NULL;
CREATE INDEX platform_orders_state ON platform_orders (state, reference);

CREATE TABLE counter_sheets (
    counter        text COLLATE "C" NOT NULL,
    agency         text COLLATE "C" NOT NULL, -- empty: every agency
    fee_type       text COLLATE "C" NOT NULL, -- empty: every fee
    version        bigint NOT NULL,
    body           bytea NOT NULL,
    PRIMARY KEY (counter, agency, fee_type)
);
