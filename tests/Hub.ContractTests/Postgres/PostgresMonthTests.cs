using Hub.Core.DeadLetters;
using Hub.Core.Outbox;
using Hub.Core.Stores;
using Hub.Core.Trust;
using Xunit;

namespace Hub.ContractTests.Postgres;

/// <summary>What only grows is cut by month; months come by themselves and go when retention has emptied them.</summary>
public sealed class PostgresMonthTests : Contract<PostgresFixture>
{
    private const string Months = """
        SELECT string_agg(c.relname, ' ' ORDER BY c.relname) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent IN ('events'::regclass, 'attempts'::regclass, 'audit'::regclass)
        """;

    private string Scans => $"""
        SELECT relname || ' ' || seq_scan FROM pg_stat_user_tables
        WHERE schemaname = '{Fixture.Schema}' AND relname NOT IN ('gate', 'audit_seal', 'lanes', 'subscriptions', 'timers', 'migrations', 'move') ORDER BY relname
        """;

    [Fact]
    public async Task A_new_month_brings_its_tables_and_numbers_that_name_it()
    {
        var march = await AcceptAsync(About("k"));
        Clock.MoveTo(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero));
        var april = await AcceptAsync(About("k"));
        Clock.MoveTo(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero));
        var july = await AcceptAsync(About("k"));

        Assert.Equal([674, 675, 678], new[] { march, april, july }.Select(seq => seq >> 40));
        Assert.Equal(
            string.Join(' ', from table in (string[])["attempts", "audit", "events"] from month in (string[])["03", "04", "07", "08"] select $"{table}_2026_{month}"),
            (await Fixture.ReadAsync(Months))[0]);
        Assert.Equal(["1"], await Fixture.ReadAsync("SELECT count(*) FROM ONLY events_2026_07"));
        Assert.Equal([march, april, july], (await Inbox.ListAsync(0, 10, null, Ct)).Select(e => e.Seq));
    }

    [Fact]
    public async Task What_has_waited_for_months_is_delivered_whole()
    {
        await AcceptAsync(About("claimed", data: """{"old":1}"""));
        await AcceptAsync(About("taken", data: """{"old":2}""", lanes: ["post"]));
        Clock.MoveTo(new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero));
        await AcceptAsync(About("new", data: """{"new":1}"""));

        var claimed = await ClaimAsync();
        Assert.Equal(["""{"old":1}""", """{"new":1}"""], claimed.Select(delivery => Text(delivery.Envelope.Body)));
        Assert.All(claimed, delivery => Assert.NotNull(delivery.Event));
        var notices = (await Outbox.AnnounceAsync(Request(lane: "post"), Ct)).Items;
        Assert.Equal("""{"old":2}""", Text((await Outbox.TakeAsync(notices, Now, Now.AddMinutes(3), Ct))[0]!.Envelope.Body));
    }

    [Fact]
    public async Task A_clock_set_back_gives_no_number_twice_and_none_below()
    {
        Clock.MoveTo(new DateTimeOffset(2026, 5, 31, 0, 0, 0, TimeSpan.Zero));
        var may = await AcceptAsync(About("k"));
        Clock.MoveTo(new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(may + 1, await AcceptAsync(About("k")));
    }

    [Fact]
    public async Task An_audit_line_goes_to_the_month_of_its_time_whatever_month_it_is_now()
    {
        var log = Port<IAuditLog>();
        await log.AppendAsync(Audit() with { At = new DateTimeOffset(2025, 12, 31, 23, 59, 59, TimeSpan.Zero) }, Ct);
        await log.AppendAsync(Audit(), Ct);

        Assert.Equal(["1"], await Fixture.ReadAsync("SELECT count(*) FROM ONLY audit_2025_12"));
        Assert.Null(await log.FirstBrokenAsync(Ct));
    }

    [Fact]
    public async Task A_month_that_retention_emptied_is_dropped_and_one_that_still_holds_something_stays()
    {
        await AcceptAsync(Moved("gone", "returned", isTerminal: true));
        await SettleAsync(await ClaimOneAsync(), Done);
        Clock.MoveTo(new DateTimeOffset(2026, 4, 2, 0, 0, 0, TimeSpan.Zero));
        await AcceptAsync(Moved("open", "processing"));
        await SettleAsync(await ClaimOneAsync(), Done);
        Clock.MoveTo(new DateTimeOffset(2028, 1, 2, 0, 0, 0, TimeSpan.Zero));
        await PutAsync("now");

        while (await Port<IRetention>().PruneAsync(Now.AddDays(-365), Now, 100, Ct) > 0)
        {
        }

        var left = (await Fixture.ReadAsync(Months))[0];
        Assert.DoesNotContain("events_2026_03", left, StringComparison.Ordinal);
        Assert.DoesNotContain("attempts_2026_03", left, StringComparison.Ordinal);
        Assert.Contains("audit_2026_03", left, StringComparison.Ordinal);
        Assert.Contains("events_2026_04", left, StringComparison.Ordinal);
        Assert.Single(await Dossiers.TimelineAsync("open", Ct));
        Assert.Empty(await Inbox.FindAsync("e-1", null, Ct));
    }

    [Fact]
    public async Task A_month_that_somebody_dropped_under_a_running_hub_is_made_again()
    {
        await AcceptAsync(About("k"));
        await SettleAsync(await ClaimOneAsync(), Done);
        await Fixture.TamperAsync("DROP TABLE events_2026_03, attempts_2026_03");

        await AcceptAsync(About("j"));
        await SettleAsync(await ClaimOneAsync(), Done);

        Assert.Single(await Inbox.ListAsync(0, 10, null, Ct));
    }

    [Fact]
    public async Task No_work_of_a_day_reads_a_table_from_end_to_end()
    {
        await PutAsync("first");
        await Fixture.CloseAsync();
        await EndedAsync();

        // Building an index reads its table once.
        var before = await Fixture.ReadAsync(Scans);
        await ReopenAsync();
        for (var n = 0; n < 50; n++)
        {
            await Inbox.AcceptAsync([About($"k-{n % 7}"), Moved($"H-{n % 7}", "processing")], Audit(), Ct);
            await Outbox.SettleAsync([.. (await ClaimAsync(max: 5)).Select(delivery => Settlement(delivery, n % 9 == 0 ? Dead() : n % 5 == 0 ? Again(TimeSpan.Zero) : Done))], Ct);
        }

        foreach (var letter in await DeadLetters.ListAsync(new DeadLetterFilter(), 0, 100, Ct))
        {
            await DeadLetters.RetryAsync(letter.Envelope.Id, Audit(), Ct);
        }

        await Outbox.RescueAsync(Now, all: true, Ct);
        await Dossiers.TimelineAsync("H-1", Ct);
        await Dossiers.EnvelopesAsync("H-1", Ct);
        await Dossiers.EventsAsync(Lane, "H-1", Ct);
        await Dossiers.ToCheckAsync(Lane, Now.AddDays(-1), Now, 10, Ct);
        await Port<ILaneBoard>().DepthAsync(Lane, Ct);
        await Port<IRetention>().PruneAsync(Now, Now, 10, Ct);

        await Fixture.CloseAsync();
        await EndedAsync();
        Assert.Equal(before, await Fixture.ReadAsync(Scans));
    }

    // A session tells what it has read when it ends.
    private async Task EndedAsync()
    {
        while ((await Fixture.ReadAsync($"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{Fixture.Name}'"))[0] != "0")
        {
            await Task.Yield();
        }
    }
}
