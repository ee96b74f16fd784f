namespace Hub.Storage.Postgres;

/// <summary>Rows of the post that hang on no one dossier; each goes by its age when nothing needs it any more.</summary>
/// <param name="IsOver">Of <c>x</c>, where $1 is the day before which things may go.</param>
internal sealed record PostalLeftover(string Table, string IsOver)
{
    public static readonly IReadOnlyList<PostalLeftover> All =
    [
        new("postal_records", "x.received_at < $1 AND x.stray = 1 AND NOT EXISTS (SELECT 1 FROM consignments c WHERE c.number = x.number)"),
        new("postal_sheets", """
            x.opened_at < $1 AND (x.state = 'Confirmed' OR (x.state = 'Closed' AND x.kind = 'Manifest'))
            AND NOT EXISTS (SELECT 1 FROM consignments c WHERE x.kind = 'Manifest' AND c.manifest = x.id)
            AND NOT EXISTS (SELECT 1 FROM consignments c WHERE x.kind = 'Handover' AND c.handover = x.id)
            AND NOT EXISTS (SELECT 1 FROM consignments c WHERE x.kind = 'Remittance' AND c.remittance = x.id)
            """),
        new("postal_attachments", """
            x.received_at < $1 AND NOT EXISTS (SELECT 1 FROM consignments c WHERE c.number = x.number)
            AND NOT EXISTS (SELECT 1 FROM consignments c WHERE c.attachment = x.sha256)
            """),
        new("tasks", "x.ended_at < $1 AND NOT EXISTS (SELECT 1 FROM dossiers d WHERE d.code = x.dossier)"),
    ];

    /// <summary>Finds rows beside all other work and judges each again under the gate, where nobody writes the post. Whatever stands in its place by then is judged.</summary>
    public async Task<int> PruneAsync(PostgresRunner runner, DateTimeOffset before, int limit, CancellationToken ct)
    {
        var places = await runner.ReadAsync(
            (session, stop) => session.Statement($"SELECT x.ctid::text FROM {Table} x WHERE {IsOver} LIMIT $2").Time(before).Int(limit).ReadAsync(r => r.GetString(0), stop), ct)
            .ConfigureAwait(false);
        return places.Count == 0 ? 0 : await runner.RunUnderGateAsync(
            (session, stop) => session.Statement($"DELETE FROM {Table} x WHERE {IsOver} AND x.ctid = ANY ($2::tid[])").Time(before).Texts(places).RunAsync(stop), ct)
            .ConfigureAwait(false);
    }
}
