namespace Hub.Storage.Postgres;

/// <summary>A row that is there if, and only if, a certain transaction was committed. To be looked for under the gate: then that transaction has ended.</summary>
internal abstract record CommitProof
{
    private CommitProof() { }

    public sealed record Line(long Seq, byte[] Hash) : CommitProof;

    public sealed record Event(string Id, string Source, long Seq) : CommitProof;

    public async Task<bool> IsWrittenAsync(PostgresSession session) =>
        (await (this switch
        {
            Line line => session.Statement("SELECT 1 FROM audit WHERE seq = $1 AND hash = $2").Long(line.Seq).Bytes(line.Hash),
            Event e => session.Statement("SELECT 1 FROM event_ids WHERE id = $1 AND source = $2 AND seq = $3").Text(e.Id).Text(e.Source).Long(e.Seq),
            _ => throw new InvalidOperationException("There is no other proof."),
        }).ReadAsync(static _ => true, CancellationToken.None).ConfigureAwait(false)).Count > 0;
}
