namespace Hub.Storage.Modules;

/// <summary>All that the store consists of: the heart's own tables, and those that the parties bring.</summary>
public sealed class StoreModules
{
    private const int FirstForeign = 900;
    private const string SqliteMarker = ".Sqlite.Migrations.";
    private const string PostgresMarker = ".Postgres.Migrations.";

    /// <exception cref="InvalidOperationException">The migrations of all parties together are no unbroken row of numbers: a party is missing, or two took one number.</exception>
    public StoreModules(IReadOnlyList<StoreModule> all)
    {
        All = all;
        System.Reflection.Assembly[] assemblies = [typeof(StoreModules).Assembly, .. all.Select(module => module.Migrations)];
        SqliteMigrations = InOrder(Migration.Load(SqliteMarker, assemblies));
        PostgresMigrations = InOrder(Migration.Load(PostgresMarker, assemblies));
        Tables = [.. MovedTable.First, .. all.SelectMany(module => module.Tables), .. MovedTable.Last];
    }

    public IReadOnlyList<StoreModule> All { get; }

    internal IReadOnlyList<Migration> SqliteMigrations { get; }

    internal IReadOnlyList<Migration> PostgresMigrations { get; }

    /// <summary>Every table that is moved, in the order of copying.</summary>
    internal IReadOnlyList<MovedTable> Tables { get; }

    private static List<Migration> InOrder(List<Migration> migrations)
    {
        migrations.Sort((one, other) => one.Number.CompareTo(other.Number));
        for (var i = 0; i < migrations.Count; i++)
        {
            var isNext = migrations[i].Number == i + 1 || (migrations[i].Number >= FirstForeign && migrations[i].Number > migrations[i - 1].Number);
            if (!isNext)
            {
                throw new InvalidOperationException(
                    $"Migration {i + 1:000} of the store is missing or there twice (found {migrations[i].Name}): every party's tables must be registered, each number once.");
            }
        }

        return migrations;
    }
}
