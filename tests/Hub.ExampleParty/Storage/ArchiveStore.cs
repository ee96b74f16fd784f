using Hub.Core.Inbox;
using Hub.ExampleParty.Archive;
using Hub.Storage;
using Hub.Storage.Modules;
using Hub.Storage.Postgres;
using Hub.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.ExampleParty.Storage;

/// <summary>What the archive adds to the store.</summary>
public static class ArchiveStore
{
    private static readonly string[] Contested = ["archive_filings"];

    public static StoreModule Module { get; } = new("archive", typeof(ArchiveStore).Assembly)
    {
        Tables = [new("archive_filings", "dossier")],
        Sqlite = new(services => services.AddSingleton<IFilings, SqliteFilings>(), new PrunedRows
        {
            DossierMayGo = code => $"NOT EXISTS (SELECT 1 FROM archive_filings f WHERE f.dossier = {code} AND f.at >= $before)",
            OfDossier = [new(null, "DELETE FROM archive_filings WHERE dossier = ?")],
        }),
        Postgres = new(services => services.AddSingleton<IFilings, PostgresFilings>(), new PrunedRows
        {
            DossierMayGo = code => $"(SELECT f.dossier FROM archive_filings f WHERE f.dossier = {code} AND f.at >= $1) IS NULL",
            OfDossier = [new("SELECT COUNT(*) FROM archive_filings f WHERE f.dossier = i.code", "DELETE FROM archive_filings WHERE dossier = ANY($1)")],
        })
        {
            Grants = new() { ReadWrite = ["archive_filings"] },
        },
    };

    internal sealed class SqliteFilings(SqliteDatabase database, SqliteCommit commit) : IFilings
    {
        public Task<bool> AddAsync(Filing filing, Submission told, CancellationToken ct) => commit.RunAsync(
            new Effects { Events = [told] },
            _ => true,
            session => session.Statement("INSERT INTO archive_filings (dossier, box, shelf, at) VALUES (?,?,?,?)")
                .Bind(1, filing.Dossier).Bind(2, filing.Box).Bind(3, filing.Shelf).Bind(4, SqliteTime.Of(filing.At)).Run(),
            Contested,
            ct);

        public Task<IReadOnlyList<Filing>> ListAsync(CancellationToken ct)
        {
            using var connection = database.OpenReader();
            using var command = Command(connection, "SELECT dossier, box, shelf, at FROM archive_filings ORDER BY dossier");
            return Task.FromResult<IReadOnlyList<Filing>>(Read(command, r => new Filing(r.GetString(0), r.GetString(1), r.IsDBNull(2) ? null : r.GetString(2), SqliteTime.To(r.GetInt64(3)))));
        }
    }

    internal sealed class PostgresFilings(PostgresRunner runner, PostgresCommit commit) : IFilings
    {
        public Task<bool> AddAsync(Filing filing, Submission told, CancellationToken ct) => commit.RunAsync(
            new Effects { Events = [told] },
            _ => { },
            write => write.Add("INSERT INTO archive_filings (dossier, box, shelf, at) VALUES ($1, $2, $3, $4)").Text(filing.Dossier).Text(filing.Box).Text(filing.Shelf).Time(filing.At),
            Contested,
            ct);

        public async Task<IReadOnlyList<Filing>> ListAsync(CancellationToken ct) => await runner.ReadAsync(
            (session, stop) => session.Statement("SELECT dossier, box, shelf, at FROM archive_filings ORDER BY dossier")
                .ReadAsync(r => new Filing(r.Str(0), r.Str(1), r.Text(2), PostgresTime.To(r.GetInt64(3))), stop), ct);
    }
}
