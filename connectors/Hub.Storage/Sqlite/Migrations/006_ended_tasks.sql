-- What is ended of one kind for one operator may lie among years of what is ended of others. As one value, so that no index of either alone is taken in its place.
CREATE INDEX tasks_over_operator_kind ON tasks ((operator || '/' || kind), due_at, id) WHERE ended_at IS NOT NULL;
