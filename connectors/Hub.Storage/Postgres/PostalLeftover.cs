namespace Hub.Storage.Postgres;

/// <summary>Rows of the post that hang on no one dossier; each goes by its age when nothing needs it any more.</summary>
/// <param name="IsOver">Of <c>x</c>, where $1 is the day before which things may go. What needs it is asked as a value, so that no plan reads a whole table instead.</param>
internal sealed record PostalLeftover(string Table, string IsOver)
{
    public static readonly IReadOnlyList<PostalLeftover> All =
    [
        new("postal_records", "x.received_at < $1 AND x.stray = 1 AND (SELECT c.number FROM consignments c WHERE c.number = x.number LIMIT 1) IS NULL"),
        new("postal_sheets", """
            x.opened_at < $1 AND (x.state = 'Confirmed' OR (x.state = 'Closed' AND x.kind = 'Manifest'))
            AND (SELECT c.number FROM consignments c WHERE x.kind = 'Manifest' AND c.manifest = x.id LIMIT 1) IS NULL
            AND (SELECT c.number FROM consignments c WHERE x.kind = 'Handover' AND c.handover = x.id LIMIT 1) IS NULL
            AND (SELECT c.number FROM consignments c WHERE x.kind = 'Remittance' AND c.remittance = x.id LIMIT 1) IS NULL
            """),
        new("postal_attachments", """
            x.received_at < $1 AND (SELECT c.number FROM consignments c WHERE c.number = x.number LIMIT 1) IS NULL
            AND (SELECT c.number FROM consignments c WHERE c.attachment = x.sha256 LIMIT 1) IS NULL
            """),
        new("tasks", "x.ended_at < $1 AND (SELECT d.code FROM dossiers d WHERE d.code = x.dossier) IS NULL"),
    ];

    /// <summary>Finds rows beside all other work and judges each again under the gate, where nobody writes the post. Whatever stands in its place by then is judged.</summary>
    public async Task<int> PruneAsync(PostgresRunner runner, DateTimeOffset before, int limit, CancellationToken ct)
    {
        var places = await runner.ReadAsync(
            (session, stop) => session.Statement($"SELECT x.ctid::text FROM {Table} x WHERE {IsOver} LIMIT $2").Time(before).Int(limit).ReadAsync(r => r.GetString(0), stop), ct);
        return places.Count == 0 ? 0 : await runner.RunUnderGateAsync(
            (session, stop) => session.Statement($"DELETE FROM {Table} x WHERE {IsOver} AND x.ctid = ANY ($2::tid[])").Time(before).Texts(places).RunAsync(stop), ct);
    }
}
