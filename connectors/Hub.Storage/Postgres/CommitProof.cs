namespace Hub.Storage.Postgres;

/// <summary>
/// A row that is there if, and only if, a certain transaction was committed. To be looked for under the gate: then that transaction has ended.
/// It must be a row that is written with the commit and no sooner, or the work that asks would find its own.
/// </summary>
internal abstract record CommitProof
{
    private CommitProof() { }

    public sealed record Line(long Seq, byte[] Hash) : CommitProof;

    public sealed record Event(string Id, string Source, long Seq) : CommitProof;

    /// <summary>For work that writes neither of the others: an answer of the hub to itself, which expires with all answers.</summary>
    public sealed record Mark(string Key, DateTimeOffset At) : CommitProof
    {
        private const string Caller = "hub/commit";

        public void Write(PostgresBatch batch) =>
            batch.Add("INSERT INTO idempotency (caller, key, digest, claimed_at, status) VALUES ($1, $2, $3, $4, 0)").Text(Caller).Text(Key).Bytes(Array.Empty<byte>()).Time(At);

        public PostgresStatement Look(PostgresSession session) => session.Statement("SELECT 1 FROM idempotency WHERE caller = $1 AND key = $2").Text(Caller).Text(Key);
    }

    public async Task<bool> IsWrittenAsync(PostgresSession session) =>
        (await (this switch
        {
            Line line => session.Statement("SELECT 1 FROM audit WHERE seq = $1 AND hash = $2").Long(line.Seq).Bytes(line.Hash),
            Event e => session.Statement("SELECT 1 FROM events WHERE seq = $1 AND id = $2 AND source = $3").Long(e.Seq).Text(e.Id).Text(e.Source),
            Mark mark => mark.Look(session),
            _ => throw new InvalidOperationException("There is no other proof."),
        }).ReadAsync(static _ => true, CancellationToken.None)).Count > 0;
}
