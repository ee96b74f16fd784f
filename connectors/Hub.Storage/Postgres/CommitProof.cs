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

    public async Task<bool> IsWrittenAsync(PostgresSession session) =>
        (await (this switch
        {
            Line line => session.Statement("SELECT 1 FROM audit WHERE seq = $1 AND hash = $2").Long(line.Seq).Bytes(line.Hash),
            Event e => session.Statement("SELECT 1 FROM events WHERE seq = $1 AND id = $2 AND source = $3").Long(e.Seq).Text(e.Id).Text(e.Source),
            _ => throw new InvalidOperationException("There is no other proof."),
        }).ReadAsync(static _ => true, CancellationToken.None).ConfigureAwait(false)).Count > 0;
}
