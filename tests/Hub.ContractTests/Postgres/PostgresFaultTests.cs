using Hub.Core.Inbox;
using Hub.Core.Outbox;
using Hub.Core.Stores;
using Hub.Storage.Postgres;
using Hub.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Hub.ContractTests.Postgres;

/// <summary>Collisions, refusals of the server and connections that are killed.</summary>
public sealed class PostgresFaultTests : Contract<PostgresFixture>
{
    [Theory]
    [InlineData("40001")]
    [InlineData("40P01")]
    public async Task Work_that_met_another_in_its_way_is_done_again(string code)
    {
        await RefuseAsync("envelopes", code, times: 2);

        await AcceptAsync(About("k", "e"));

        Assert.Single(await Inbox.FindAsync("e", null, Ct));
        Assert.Single(await ClaimAsync());
    }

    [Theory]
    [InlineData("53100", StoreFault.Full)]
    [InlineData("25006", StoreFault.ReadOnly)]
    [InlineData("58030", StoreFault.Broken)]
    [InlineData("53300", StoreFault.Busy)]
    [InlineData("57014", StoreFault.Busy)]
    public async Task A_refusal_of_the_server_is_told_by_its_reason_and_leaves_nothing(string code, StoreFault fault)
    {
        await RefuseAsync("envelopes", code, times: 1);

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => Inbox.AcceptAsync([About("k", "e")], Audit(), Ct));

        Assert.Equal(fault, refused.Fault);
        Assert.Empty(await Inbox.FindAsync("e", null, Ct));
        Assert.Empty(await AuditLinesAsync());
        await AcceptAsync(About("k", "e"));
    }

    [Fact]
    public async Task Two_that_wait_for_each_other_are_parted_and_the_hub_does_its_work_again()
    {
        await PutAsync("a");
        await PutAsync("b");
        var deliveries = await ClaimAsync();
        await using var other = new NpgsqlConnection(Fixture.ConnectionString + $";Search Path={Fixture.Schema};Pooling=false");
        await other.OpenAsync();
        await SayAsync(other, "SET deadlock_timeout = '20s'; BEGIN; SELECT 1 FROM strands WHERE key = 'b' FOR UPDATE");
        var settling = Outbox.SettleAsync([.. deliveries.Select(delivery => Settlement(delivery, Done))], Ct);
        while ((await Fixture.ReadAsync("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%strands%'"))[0] == "0")
        {
            await Task.Yield();
        }

        await SayAsync(other, "SELECT 1 FROM strands WHERE key = 'a' FOR UPDATE");
        await SayAsync(other, "ROLLBACK");
        await settling;

        Assert.Equal(["2"], await Fixture.ReadAsync("SELECT count(*) FROM attempts"));
        Assert.Equal(["0"], await Fixture.ReadAsync("SELECT count(*) FROM strands"));
    }

    [Fact]
    public void A_server_that_is_not_there_is_told_as_a_store_out_of_reach()
    {
        var nowhere = PostgresServer.Shared.ConnectionString().Replace($"Port={PostgresServer.Shared.Port}", "Port=1", StringComparison.Ordinal);

        var refused = Assert.Throws<StoreUnavailableException>(() => new PostgresDatabase(Fixture.Options with { ConnectionString = nowhere }, Stores.Modules));

        Assert.Equal(StoreFault.Unreachable, refused.Fault);
    }

    [Fact]
    public async Task Connections_killed_all_day_lose_nothing_and_double_nothing()
    {
        const int keys = 12, each = 8;
        var store = Fixture.Another();
        var (inbox, outbox) = (store.GetRequiredService<IInbox>(), store.GetRequiredService<IOutbox>());
        await inbox.ListAsync(0, 1, null, Ct);
        var writing = Task.WhenAll(Enumerable.Range(0, 3).Select(writer => Task.Run(async () =>
        {
            for (var n = writer; n < keys * each; n += 3)
            {
                // A sender that hears of no verdict sends again.
                var submission = About($"k-{n % keys}", $"e-{n}");
                while (await TryAsync(() => inbox.AcceptAsync([submission], null, Ct)) is not { } verdicts || verdicts[0] is not (Verdict.Accepted or Verdict.Duplicate))
                {
                }
            }
        })));
        var delivering = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!writing.IsCompleted)
            {
                await DeliverAsync(outbox);
            }
        })));

        // No lease ends while anybody is at work: then two may have delivered, and both would say so in the history.
        for (var round = 0; !delivering.IsCompleted; round++)
        {
            if (round < 150)
            {
                await Fixture.ReadAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{Fixture.Name}' AND random() < 0.2");
                Clock.Advance(TimeSpan.FromMilliseconds(500));
            }
            else
            {
                await Task.WhenAny(delivering, Task.Run(() => Clock.Advance(TimeSpan.FromMilliseconds(1))));
            }
        }

        await writing;
        while ((await Fixture.ReadAsync("SELECT count(*) FROM strands"))[0] != "0")
        {
            Clock.Advance(TimeSpan.FromMinutes(4));
            await outbox.RescueAsync(Now, all: false, Ct);
            await DeliverAsync(outbox);
        }

        Assert.Equal([$"{keys * each}"], await Fixture.ReadAsync("SELECT count(*) FROM events"));
        Assert.Equal([$"{keys * each}"], await Fixture.ReadAsync("SELECT count(*) FROM envelopes WHERE state = 2"));
        Assert.Equal([$"{keys * each}"], await Fixture.ReadAsync("SELECT count(*) FROM attempts WHERE outcome = 'done'"));
        Assert.Equal(["0"], await Fixture.ReadAsync("""
            SELECT count(*) FROM attempts a JOIN envelopes v ON v.seq = a.envelope_seq JOIN envelopes w ON w.key = v.key AND w.seq > v.seq
            JOIN attempts b ON b.envelope_seq = w.seq AND b.ended_at < a.ended_at
            """));
    }

    private async Task DeliverAsync(IOutbox outbox)
    {
        if (await TryAsync(() => outbox.ClaimAsync(Request(max: 3), Ct)) is { Items.Count: > 0 } claim)
        {
            await TryAsync(async () =>
            {
                await outbox.SettleAsync([.. claim.Items.Select(delivery => Settlement(delivery, Done))], Ct);
                return claim;
            });
        }
    }

    private static async Task<T?> TryAsync<T>(Func<Task<T>> work)
        where T : class
    {
        try
        {
            return await work();
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private static async Task SayAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    // Refuses the first rows of a table with a reason of the server's own, whoever rolls back.
    private async Task RefuseAsync(string table, string code, int times)
    {
        Port<PostgresDatabase>();
        await Fixture.TamperAsync($"""
            CREATE SEQUENCE refusals;
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF nextval('refusals') <= {times} THEN RAISE EXCEPTION 'refused' USING ERRCODE = '{code}'; END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION refuse()
            """);
    }
}
