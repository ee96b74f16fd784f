using Hub.Core.Trust;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Hub.ContractTests.Postgres;

/// <summary>Least privilege: the role does all of the hub's work and can take nothing away.</summary>
public sealed class PostgresRoleTests : Contract<PostgresRoleFixture>
{
    [Theory]
    [InlineData("UPDATE audit SET actor = 'other'")]
    [InlineData("DELETE FROM audit")]
    [InlineData("TRUNCATE audit")]
    [InlineData("TRUNCATE events")]
    [InlineData("DROP TABLE strands")]
    [InlineData("ALTER TABLE events ADD COLUMN x integer")]
    [InlineData("CREATE TABLE mine (x integer)")]
    [InlineData("DROP TRIGGER audit_no_update ON audit")]
    [InlineData("INSERT INTO migrations (number, name, digest) VALUES (99, '', '')")]
    [InlineData("DELETE FROM gate")]
    [InlineData("TRUNCATE audit_2026_03")]
    [InlineData("UPDATE audit_2026_03 SET actor = 'other'")]
    [InlineData("DROP TABLE events_2026_03")]
    [InlineData("ALTER TABLE audit DISABLE TRIGGER ALL")]
    [InlineData("DROP FUNCTION ensure_month(integer)")]
    [InlineData("UPDATE custody_links SET holder_to = 'Postman'")]
    [InlineData("DELETE FROM custody_links")]
    [InlineData("TRUNCATE custody_links")]
    [InlineData("DROP TRIGGER custody_no_delete ON custody_links")]
    [InlineData("UPDATE postal_records SET raw = ''")]
    [InlineData("UPDATE postal_attachments SET content = ''")]
    public async Task What_the_hub_need_not_do_it_may_not(string sql)
    {
        await Port<IAuditLog>().AppendAsync(Audit(), Ct);
        await using var connection = new NpgsqlConnection(Fixture.Options.ConnectionString + $";Search Path={Fixture.Schema};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task A_hub_at_work_never_meets_a_moment_without_its_rights_while_the_owner_upgrades()
    {
        using var done = new CancellationTokenSource();
        var working = Task.Run(async () =>
        {
            var written = 0;
            while (!done.IsCancellationRequested)
            {
                await Port<IAuditLog>().AppendAsync(Audit(), Ct);
                written++;
            }

            return written;
        });

        for (var i = 0; i < 25; i++)
        {
            Fixture.Grant();
        }

        await done.CancelAsync();
        Assert.True(await working > 0);
    }

    [Fact]
    public async Task A_commit_is_on_the_disk_whatever_the_role_is_set_to()
    {
        var role = new NpgsqlConnectionStringBuilder(Fixture.Options.ConnectionString).Username;
        await Fixture.ReadAsync($"ALTER ROLE {role} SET synchronous_commit = off");
        await Fixture.ReadAsync("""
            CREATE TABLE seen (setting text);
            CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NEW; END $$;
            CREATE TRIGGER see AFTER INSERT ON audit FOR EACH ROW EXECUTE FUNCTION see();
            """);
        using var other = (ServiceProvider)Fixture.Another();

        await other.GetRequiredService<IAuditLog>().AppendAsync(Audit(), Ct);

        Assert.Equal(["on"], await Fixture.ReadAsync("SELECT setting FROM seen"));
    }
}
