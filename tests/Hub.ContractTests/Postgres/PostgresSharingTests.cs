using Hub.Core.DeadLetters;
using Hub.Core.Envelopes;
using Hub.Core.Inbox;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Core.Stores;
using Hub.Core.Trust;
using Hub.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.ContractTests.Postgres;

/// <summary>Two instances over one schema: what each does alone is done once by both together.</summary>
public sealed class PostgresSharingTests : Contract<PostgresFixture>, IAsyncLifetime
{
    private readonly List<ServiceProvider> _others = [];

    async Task IAsyncLifetime.DisposeAsync()
    {
        foreach (var other in _others)
        {
            await other.DisposeAsync();
        }

        await DisposeAsync();
    }

    [Fact]
    public async Task One_redrive_advanced_by_both_releases_each_letter_once()
    {
        var submissions = Enumerable.Range(0, 60).Select(i => About($"k-{i % 40}")).ToList();
        await Inbox.AcceptAsync(submissions, null, Ct);
        while (await ClaimAsync() is { Count: > 0 } claimed)
        {
            await Outbox.SettleAsync([.. claimed.Select(delivery => Settlement(delivery, Dead()))], Ct);
            foreach (var delivery in claimed)
            {
                await DeadLetters.SkipAsync(delivery.Envelope.Id, "", Audit(), Ct);
            }
        }

        var plan = await Port<IRedrives>().PlanAsync(new DeadLetterFilter(State: EnvelopeState.Skipped), 1, Audit(), Ct);
        await Port<IRedrives>().StartAsync(plan.Id, Audit(), Ct);
        IRedrives[] both = [Port<IRedrives>(), Another().GetRequiredService<IRedrives>()];

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => both[i % 2].AdvanceAsync(plan.Id, 7, Now, Ct))));

        Assert.Equal(60, (await both[0].FindAsync(plan.Id, Ct))!.Released);
        var delivered = 0;
        while (await ClaimAsync() is { Count: > 0 } claimed)
        {
            delivered += claimed.Count;
            await Outbox.SettleAsync([.. claimed.Select(delivery => Settlement(delivery, Done))], Ct);
        }

        Assert.Equal(60, delivered);
        Assert.Equal("done", (await both[1].AdvanceAsync(plan.Id, 7, Now, Ct)).State);
    }

    [Fact]
    public async Task Both_prune_at_once_and_each_row_goes_once()
    {
        for (var i = 0; i < 30; i++)
        {
            await AcceptAsync(Moved($"H{i:00}", "returned", isTerminal: true));
        }

        await Outbox.SettleAsync([.. (await ClaimAsync()).Select(delivery => Settlement(delivery, Done, new PartnerState("{}")))], Ct);
        Clock.Advance(TimeSpan.FromDays(400));
        IRetention[] both = [Port<IRetention>(), Another().GetRequiredService<IRetention>()];

        var removed = await Task.WhenAll(both.Select(retention => Task.Run(async () =>
        {
            var all = 0;
            for (var turn = 0; turn < 40; turn++)
            {
                all += await retention.PruneAsync(Now.AddDays(-365), Now, 12, Ct);
            }

            return all;
        })));

        Assert.Equal(30 * 5, removed.Sum());
        Assert.Empty(await Inbox.ListAsync(0, 10, null, Ct));
        Assert.Equal(["0"], await Fixture.ReadAsync("SELECT count(*) FROM event_ids"));
    }

    [Fact]
    public async Task An_emptied_month_loses_its_tables_and_no_number_comes_twice()
    {
        await AcceptAsync(Moved("H01", "returned", isTerminal: true));
        await SettleAsync(await ClaimOneAsync(), Done);
        await AcceptAsync(Moved("H02", "processing"));
        var last = (await Inbox.ListAsync(0, 10, null, Ct))[^1].Seq;
        Clock.Advance(TimeSpan.FromDays(31));
        await AcceptAsync(Moved("H03", "returned", isTerminal: true));
        await SettleAsync((await ClaimAsync()).Single(delivery => delivery.Envelope.Key == "H03"), Done);
        Clock.Advance(TimeSpan.FromDays(400));
        var now = await AcceptAsync(Moved("H04", "processing"));
        Assert.Contains("events_2026_04", await TablesAsync());

        while (await Port<IRetention>().PruneAsync(Now.AddDays(-365), Now, 100, Ct) > 0)
        {
        }

        // March keeps an open dossier, this month and the next are in use, and the audit is for ever.
        Assert.Equal(
            ["attempts_2026_03", "attempts_2027_05", "attempts_2027_06", "events_2026_03", "events_2027_05", "events_2027_06"],
            (await TablesAsync()).Where(table => !table.StartsWith("audit", StringComparison.Ordinal)));
        Assert.Equal(last, (await Inbox.ListAsync(0, 10, null, Ct))[0].Seq);
        Assert.True(await AcceptAsync(Moved("H05", "processing")) > now);
    }

    [Fact]
    public async Task Decisions_deliveries_and_intake_of_two_instances_keep_every_strand_true()
    {
        IServiceProvider[] both = [Store, Another()];
        Assert.Empty(await Another().GetRequiredService<IDeadLetters>().ListAsync(new DeadLetterFilter(), 0, 1, Ct));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() => WorkAsync(both[worker % 2], worker))));

        Assert.Empty(await Fixture.ReadAsync("""
            SELECT COALESCE(s.lane || '|' || s.key, v.lane || '|' || v.key) || ': depth ' || COALESCE(s.depth, 0) || ', open ' || COALESCE(v.open, 0) || ', head ' || COALESCE(s.head, 0) || ' for ' || COALESCE(v.head, 0) || ', held ' || COALESCE(s.held, -1)
            FROM strands s FULL JOIN (
                SELECT lane, key, count(*) AS open, min(seq) AS head, (count(*) FILTER (WHERE state = 1) > 0)::integer AS dead FROM envelopes WHERE state < 2 GROUP BY lane, key) v
            ON v.lane = s.lane AND v.key = s.key
            WHERE s.depth IS DISTINCT FROM v.open OR s.head IS DISTINCT FROM v.head OR (s.held = 0 AND s.lease = 0 AND v.dead = 1) OR (s.held = 1 AND v.dead = 0)
            """));
        Assert.Null(await Port<IAuditLog>().FirstBrokenAsync(Ct));
    }

    private async Task WorkAsync(IServiceProvider store, int worker)
    {
        var chance = new Random(20260302 + worker);
        var (outbox, letters) = (store.GetRequiredService<IOutbox>(), store.GetRequiredService<IDeadLetters>());
        for (var turn = 0; turn < 60; turn++)
        {
            switch (chance.Next(6))
            {
                case 0 or 1:
                    await store.GetRequiredService<IInbox>().AcceptAsync([About($"k-{chance.Next(4)}", $"w{worker}-{turn}")], null, Ct);
                    break;
                case 2 or 3:
                    var claimed = (await outbox.ClaimAsync(Request(max: 2), Ct)).Items;
                    await outbox.SettleAsync([.. claimed.Select(delivery => Settlement(delivery, Fate(chance)))], Ct);
                    break;
                default:
                    foreach (var letter in (await letters.ListAsync(new DeadLetterFilter(), 0, 50, Ct)).Where(_ => chance.Next(3) == 0).Take(3))
                    {
                        _ = chance.Next(4) switch
                        {
                            0 => await letters.SkipAsync(letter.Envelope.Id, "", Audit(), Ct),
                            1 => await letters.DiscardAsync(letter.Envelope.Id, "", Audit(), Ct),
                            _ => await letters.RetryAsync(letter.Envelope.Id, Audit(), Ct),
                        };
                    }

                    break;
            }
        }
    }

    private Fate Fate(Random chance) => chance.Next(4) switch { 0 => Done, 1 => Again(TimeSpan.Zero), _ => Dead() };

    private Task<List<string>> TablesAsync() => Fixture.ReadAsync($"""
        SELECT tablename FROM pg_tables WHERE schemaname = '{Fixture.Schema}' AND tablename ~ '_20[0-9][0-9]_[0-9][0-9]$' ORDER BY 1
        """);

    private ServiceProvider Another()
    {
        var other = new ServiceCollection().AddSingleton<TimeProvider>(Clock).AddSingleton(new LaneSignals())
            .AddSingleton(new EnvelopeIds(Clock, new Random(4711 + _others.Count))).AddPostgresStore(Fixture.Options, Stores.Modules).BuildServiceProvider();
        _others.Add(other);
        return other;
    }
}
