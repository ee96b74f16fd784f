using Hub.Core.Trust;
using Xunit;

namespace Hub.ContractTests.Contracts;

public abstract class AuditContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    private IAuditLog Log => Port<IAuditLog>();

    [Fact]
    public async Task An_empty_chain_holds()
    {
        Assert.Null(await Log.FirstBrokenAsync(Ct));
        Assert.Empty(await Log.ListAsync(0, 10, Ct));
    }

    [Fact]
    public async Task Entries_are_kept_whole_numbered_from_one_and_chained()
    {
        var full = new AuditEntry(Now.AddTicks(3), "op-lan", Role.Operator, "dead-letter.edit", "H01", "denied", "role", "trace-1");
        var bare = new AuditEntry(Now, "anonymous", null, "POST /events", null, "denied");
        var empty = new AuditEntry(Now, "", "", "", "", "", "", "");
        await Log.AppendAsync(full, Ct);
        await Log.AppendAsync(bare, Ct);
        await Log.AppendAsync(empty, Ct);
        await ReopenAsync();

        var lines = await Log.ListAsync(0, 10, Ct);

        Assert.Equal([1L, 2, 3], lines.Select(line => line.Seq));
        Assert.Equal([full with { At = Now }, bare, empty], lines.Select(line => line.Entry));
        Assert.Equal(AuditChain.Next(AuditChain.Genesis.Span, 1, full with { At = Now }), lines[0].Hash.ToArray());
        Assert.Equal(AuditChain.Next(lines[0].Hash.Span, 2, bare), lines[1].Hash.ToArray());
        Assert.Null(await Log.FirstBrokenAsync(Ct));
        Assert.Equal(2, Assert.Single(await Log.ListAsync(1, 1, Ct)).Seq);
    }

    [Fact]
    public async Task The_latest_are_listed_newest_first_and_each_part_of_the_filter_narrows()
    {
        var begin = Now;
        await Log.AppendAsync(new AuditEntry(Now, "op-lan", Role.Operator, "lanes.pause", "postal", "allowed"), Ct);
        Clock.Advance(TimeSpan.FromHours(1));
        await Log.AppendAsync(new AuditEntry(Now, "op-minh", Role.Operator, "keys.create", "k1", "denied"), Ct);
        await Log.AppendAsync(new AuditEntry(Now, "op-lan", Role.Operator, "keys.create", "k2", "failed"), Ct);

        async Task<IEnumerable<long>> FoundAsync(AuditFilter filter, long? before = null, int limit = 10) => (await Log.LatestAsync(filter, before, limit, Ct)).Select(line => line.Seq);

        Assert.Equal([3L, 2, 1], await FoundAsync(new()));
        Assert.Equal([3L], await FoundAsync(new(), limit: 1));
        Assert.Equal([2L, 1], await FoundAsync(new(), before: 3));
        Assert.Equal([3L, 1], await FoundAsync(new(Actor: "op-lan")));
        Assert.Equal([3L, 2], await FoundAsync(new(Act: "keys.create")));
        Assert.Equal([2L], await FoundAsync(new(Target: "k1")));
        Assert.Equal([3L], await FoundAsync(new(Result: "failed")));
        Assert.Equal([3L, 2], await FoundAsync(new(Since: Now)));
        Assert.Equal([1L], await FoundAsync(new(Since: begin, Until: Now)));
    }

    [Fact]
    public async Task Entries_written_at_once_from_everywhere_make_one_chain()
    {
        Assert.Empty(await AuditLinesAsync());

        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => i % 2 == 0
            ? Log.AppendAsync(Audit($"a-{i}"), Ct)
            : Inbox.AcceptAsync([About($"k-{i}")], Audit($"a-{i}"), Ct))));

        Assert.Equal(64, (await AuditLinesAsync()).Select(line => line.Entry.Act).Distinct().Count());
        Assert.Null(await Log.FirstBrokenAsync(Ct));
        await ReopenAsync();
        await Log.AppendAsync(Audit(), Ct);
        Assert.Null(await Log.FirstBrokenAsync(Ct));
    }

    [Fact]
    public async Task Entries_cannot_be_changed_or_removed()
    {
        await WriteAsync(2);

        await Assert.ThrowsAnyAsync<Exception>(() => Fixture.TamperAsync("UPDATE audit SET actor = 'other' WHERE seq = 1"));
        await Assert.ThrowsAnyAsync<Exception>(() => Fixture.TamperAsync("DELETE FROM audit WHERE seq = 1"));

        Assert.Equal(2, (await AuditLinesAsync()).Count);
    }

    [Theory]
    [InlineData("UPDATE audit SET actor = 'other' WHERE seq = 3", 3)]
    [InlineData("UPDATE audit SET detail = '' WHERE seq = 2", 2)]
    [InlineData("UPDATE audit SET at = at + 1 WHERE seq = 5", 5)]
    [InlineData("DELETE FROM audit WHERE seq = 1", 1)]
    [InlineData("DELETE FROM audit WHERE seq = 3", 3)]
    [InlineData("DELETE FROM audit WHERE seq >= 4", 4)]
    [InlineData("DELETE FROM audit", 1)]
    [InlineData("UPDATE audit SET hash = (SELECT b.hash FROM audit b WHERE b.seq = 1) WHERE seq = 4", 4)]
    [InlineData("DELETE FROM audit_seal", 1)]
    [InlineData("UPDATE audit_seal SET seq = 3", 4)]
    public async Task The_first_entry_that_is_broken_or_missing_is_named(string tampering, long first)
    {
        await WriteAsync(5);
        await UnlockAsync();

        await Fixture.TamperAsync(tampering);

        Assert.Equal(first, await Log.FirstBrokenAsync(Ct));
    }

    [Fact]
    public async Task A_tail_cut_off_while_the_hub_was_down_stays_noticed_when_it_writes_on()
    {
        await WriteAsync(5);
        await UnlockAsync();
        await Fixture.TamperAsync("DELETE FROM audit WHERE seq >= 4");
        await ReopenAsync();

        await WriteAsync(2);

        Assert.Equal(4, await Log.FirstBrokenAsync(Ct));
        Assert.Equal([1L, 2, 3, 6, 7], (await AuditLinesAsync()).Select(line => line.Seq));
    }

    [Theory]
    [InlineData("DELETE FROM audit_seal")]
    [InlineData("UPDATE audit_seal SET seq = 2, hash = (SELECT hash FROM audit WHERE seq = 2)")]
    public async Task A_seal_that_was_lost_or_set_back_shows_after_more_was_written(string tampering)
    {
        await WriteAsync(5);
        await UnlockAsync();
        await Fixture.TamperAsync(tampering);
        Assert.NotNull(await Log.FirstBrokenAsync(Ct));
        await ReopenAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));

        await WriteAsync(2);
        await ReopenAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));
        await WriteAsync(1);

        Assert.NotNull(await Log.FirstBrokenAsync(Ct));
        Assert.Equal(8, (await AuditLinesAsync()).Count);
    }

    [Fact]
    public async Task A_tail_cut_off_and_chained_anew_lacks_the_end_that_was_told()
    {
        Assert.Equal(AuditHead.Empty, await Log.HeadAsync(Ct));
        await WriteAsync(3);
        var early = await Log.HeadAsync(Ct);
        await WriteAsync(2);
        var told = await Log.HeadAsync(Ct);
        Assert.Equal((3L, 5L), (early.Seq, told.Seq));
        Assert.True(await told.IsInAsync(Log, Ct));
        await UnlockAsync();
        await Fixture.TamperAsync("DELETE FROM audit WHERE seq >= 4");
        await Fixture.TamperAsync("UPDATE audit_seal SET seq = 3, hash = (SELECT hash FROM audit WHERE seq = 3)");
        await ReopenAsync();

        Clock.Advance(TimeSpan.FromMinutes(1));
        await WriteAsync(2);

        Assert.Null(await Log.FirstBrokenAsync(Ct));
        Assert.Equal(5, (await Log.HeadAsync(Ct)).Seq);
        Assert.True(await early.IsInAsync(Log, Ct));
        Assert.False(await told.IsInAsync(Log, Ct));
        Assert.False(await (told with { Seq = 99 }).IsInAsync(Log, Ct));
        Assert.Equal(told, AuditHead.Parse(told.ToString()));
    }

    [Fact]
    public async Task A_person_in_a_target_is_kept_as_a_digest_and_found_by_its_name()
    {
        const string person = "Nguyễn Văn Thử";
        await Log.AppendAsync(new AuditEntry(Now, "op-lan", null, "get", person, "allowed", "gọi 0912345678"), Ct);

        var line = Assert.Single(await Log.LatestAsync(new AuditFilter(Target: person), null, 10, Ct));

        Assert.Equal((AuditText.Digest(person), "gọi ***"), (line.Entry.Target, line.Entry.Detail));
        Assert.Null(await Log.FirstBrokenAsync(Ct));
    }

    [Fact]
    public async Task An_entry_is_durable_when_appended()
    {
        await WriteAsync(3);

        await KillAsync();

        Assert.Equal(3, (await AuditLinesAsync()).Count);
        Assert.Null(await Log.FirstBrokenAsync(Ct));
    }

    private async Task WriteAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Log.AppendAsync(Audit($"act-{i}"), Ct);
        }
    }

    // Whoever can change the database can also take away what guards it.
    private async Task UnlockAsync()
    {
        await Fixture.TamperAsync("DROP TRIGGER audit_no_update");
        await Fixture.TamperAsync("DROP TRIGGER audit_no_delete");
    }
}
