using Hub.Storage;
using Hub.Storage.Postgres;
using Xunit;

namespace Hub.ContractTests.Postgres;

/// <summary>What only the shared store promises of its schema.</summary>
public sealed class PostgresDatabaseTests : Contract<EmptyPostgresFixture>
{
    [Fact]
    public async Task A_missing_schema_is_made_and_every_migration_applied_in_order()
    {
        Port<PostgresDatabase>();

        var applied = await Fixture.ReadAsync("SELECT number || ' ' || name || ' ' || length(digest) FROM migrations ORDER BY number");

        Assert.Equal(Enumerable.Range(1, applied.Count).Select(n => $"{n}"), applied.Select(line => line.Split(' ')[0]));
        Assert.Equal("1 001_initial.sql 64", applied[0]);
    }

    [Fact]
    public async Task A_database_from_a_newer_hub_is_refused_with_both_numbers_and_left_alone()
    {
        Port<PostgresDatabase>();
        await Fixture.TamperAsync("INSERT INTO migrations (number, name, digest) VALUES (999, '999_future.sql', 'x')");

        var exception = Assert.Throws<StoreVersionException>(() => new PostgresDatabase(Fixture.Options, Stores.Modules));

        Assert.Contains("999", exception.Message, StringComparison.Ordinal);
        Assert.Contains("use a newer hub", exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("Cơ sở dữ liệu", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_applied_in_another_form_is_refused_by_name()
    {
        Port<PostgresDatabase>();
        await Fixture.TamperAsync("UPDATE migrations SET digest = 'other' WHERE number = 1");

        var exception = Assert.Throws<StoreVersionException>(() => new PostgresDatabase(Fixture.Options, Stores.Modules));

        Assert.Contains("001_initial.sql", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_instance_that_may_not_migrate_only_checks_the_version()
    {
        var exception = Assert.Throws<StoreVersionException>(() => new PostgresDatabase(Fixture.Options with { Migrate = false }, Stores.Modules));
        Assert.Contains("run the upgrade", exception.Message, StringComparison.Ordinal);

        Port<PostgresDatabase>();

        using var database = new PostgresDatabase(Fixture.Options with { Migrate = false }, Stores.Modules);
        Assert.Equal(Fixture.Schema, database.Schema);
    }

    [Fact]
    public async Task Instances_that_start_together_make_the_schema_once()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new PostgresDatabase(Fixture.Options, Stores.Modules))));

        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"], await Fixture.ReadAsync("SELECT number::text FROM migrations m ORDER BY m.number"));
        Array.ForEach(databases, database => database.Dispose());
    }
}
