-- Whose a subscription is: the actor of the case system's key or token that made it, as the audit tells; null for the centre's own.
ALTER TABLE subscriptions ADD COLUMN owner text;
UPDATE subscriptions SET owner = (
    SELECT a.actor FROM audit a
    WHERE a.act = 'POST /subscriptions' AND a.target = subscriptions.id AND a.result = 'allowed' AND a.role = 'case-system' AND a.actor NOT LIKE 'cli:%'
    ORDER BY a.seq LIMIT 1);

-- What was sent to a subscription, by time.
CREATE INDEX envelopes_subscription ON envelopes ((split_part(key, '|', 1)), created_at, seq) WHERE lane = 'case-system';

-- What was told to the outside, by time, to be told again.
CREATE INDEX events_told ON events (received_at, seq) WHERE direction = 1;
