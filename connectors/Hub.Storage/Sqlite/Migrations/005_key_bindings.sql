-- A key of a postal operator's staff is bound to the operator, and where it says so to one post office.
ALTER TABLE api_keys ADD COLUMN operator TEXT;
ALTER TABLE api_keys ADD COLUMN office TEXT;
