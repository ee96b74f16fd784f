namespace Hub.Storage.Moving;

/// <summary>The last numbers that were handed out, even of events and envelopes that are gone since: no feed's cursor may meet one twice.</summary>
internal readonly record struct MoveCounters(long Events, long Envelopes);
