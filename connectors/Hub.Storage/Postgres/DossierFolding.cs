using Hub.Core.Dossiers;

namespace Hub.Storage.Postgres;

/// <summary>What several moves of one dossier come to, so that its row is written once.</summary>
internal sealed class DossierFolding
{
    private readonly SortedDictionary<string, Folded> _byCode = new(StringComparer.Ordinal);

    private sealed record Folded(string? Procedure, long First, long Last, string? Status, long? StatusAt, int Closed);

    public void Add(DossierMove move)
    {
        var at = PostgresTime.Of(move.At);
        var next = new Folded(move.ProcedureCode, at, at, move.Status, move.Status is null ? null : at, move.IsTerminal ? 1 : 0);
        _byCode[move.Code] = _byCode.TryGetValue(move.Code, out var former) ? Fold(former, next) : next;
    }

    public void Write(PostgresBatch batch)
    {
        if (_byCode.Count == 0)
        {
            return;
        }

        Folded[] rows = [.. _byCode.Values];
        batch.Add("""
            INSERT INTO dossiers AS d (code, procedure_code, first_at, last_at, status, status_at, closed)
            SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[], $7::integer[])
            ON CONFLICT (code) DO UPDATE SET
                procedure_code = COALESCE(excluded.procedure_code, d.procedure_code),
                first_at = LEAST(d.first_at, excluded.first_at),
                last_at = GREATEST(d.last_at, excluded.last_at),
                status = CASE WHEN excluded.status_at IS NOT NULL AND (d.status_at IS NULL OR excluded.status_at >= d.status_at) THEN excluded.status ELSE d.status END,
                closed = CASE WHEN excluded.status_at IS NOT NULL AND (d.status_at IS NULL OR excluded.status_at >= d.status_at) THEN excluded.closed ELSE d.closed END,
                status_at = CASE WHEN excluded.status_at IS NOT NULL AND (d.status_at IS NULL OR excluded.status_at >= d.status_at) THEN excluded.status_at ELSE d.status_at END
            """)
            .Texts([.. _byCode.Keys]).Texts(Array.ConvertAll(rows, row => row.Procedure)).Longs(Array.ConvertAll(rows, row => row.First))
            .Longs(Array.ConvertAll(rows, row => row.Last)).Texts(Array.ConvertAll(rows, row => row.Status))
            .Longs(Array.ConvertAll(rows, row => row.StatusAt)).Ints(Array.ConvertAll(rows, row => row.Closed));
    }

    // The latest status by event time stands; of two at one time the later told.
    private static Folded Fold(Folded former, Folded next)
    {
        var isNews = next.StatusAt is { } at && (former.StatusAt is not { } stands || at >= stands);
        var status = isNews ? next : former;
        return new Folded(
            next.Procedure ?? former.Procedure, Math.Min(former.First, next.First), Math.Max(former.Last, next.Last),
            status.Status, status.StatusAt, status.Closed);
    }
}
