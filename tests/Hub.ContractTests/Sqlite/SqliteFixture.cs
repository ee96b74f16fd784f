using Hub.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.ContractTests.Sqlite;

public sealed class SqliteFixture : StoreFixture
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("hub-contract-");
    private int _generation;

    public string Folder => Path.Combine(_root.FullName, $"data-{_generation}");

    public override async Task<IServiceProvider> KillAsync()
    {
        var left = Folder;
        _generation++;
        Directory.CreateDirectory(Folder);

        // Killed before its first breath, it leaves no files.
        foreach (var file in new DirectoryInfo(left) is { Exists: true } found ? found.GetFiles("hub.db*") : [])
        {
            file.CopyTo(Path.Combine(Folder, file.Name));
        }

        await CloseAsync();
        return await OpenAsync();
    }

    public override async Task TamperAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(Folder, "hub.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    protected override void AddStore(IServiceCollection services)
    {
        SqliteTemplate.CopyTo(Folder);
        services.AddSqliteStore(Folder, Stores.Modules).AddSingleton<ISqliteProposalAct, CashBoxAct>();
    }

    protected override Task DestroyAsync()
    {
        _root.Delete(recursive: true);
        return Task.CompletedTask;
    }
}
