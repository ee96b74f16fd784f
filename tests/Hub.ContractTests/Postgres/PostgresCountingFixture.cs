using System.Globalization;
using Hub.Tests.Servers;

namespace Hub.ContractTests.Postgres;

/// <summary>On a server of its own that counts what each statement reads.</summary>
public sealed class PostgresCountingFixture : PostgresFixture
{
    private readonly Lazy<PostgresServer> _server = new(() => PostgresServer.Start("shared_preload_libraries = 'pg_stat_statements'", "shared_buffers = 256MB"));

    public PostgresCountingFixture() => IsEmpty = true;

    protected override PostgresServer Server => _server.Value;

    /// <summary>Pages of tables and indexes that were looked into meanwhile, by whatever statement.</summary>
    public async Task<long> PagesAsync(Func<Task> act)
    {
        await ReadAsync("CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA public");
        await ReadAsync("SELECT public.pg_stat_statements_reset()");
        await act();
        var pages = await ReadAsync("SELECT sum(shared_blks_hit + shared_blks_read) FROM public.pg_stat_statements WHERE query NOT LIKE '%pg_stat_statements%'");
        return long.TryParse(pages[0], CultureInfo.InvariantCulture, out var counted) ? counted : 0;
    }

    protected override async Task DestroyAsync()
    {
        await base.DestroyAsync();
        _server.Value.Dispose();
    }
}
