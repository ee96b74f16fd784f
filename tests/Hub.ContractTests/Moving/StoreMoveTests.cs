using Hub.ContractTests.Postgres;
using Hub.ContractTests.Sqlite;
using Hub.Core.DeadLetters;
using Hub.Core.Envelopes;
using Hub.Core.Inbox;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Core.Stores;
using Hub.Core.Trust;
using Hub.Storage;
using Hub.Storage.Moving;
using Hub.Storage.Postgres;
using Hub.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.ContractTests.Moving;

/// <summary>A store that changes its engine, there and back, with something in every table.</summary>
#pragma warning disable CA1001 // xunit disposes through IAsyncLifetime.
public sealed class StoreMoveTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private readonly SqliteFixture _embedded = new();
    private readonly PostgresFixture _shared = new() { IsEmpty = true };
    private readonly SqliteFixture _back = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _embedded.DisposeAsync();
        await _shared.DisposeAsync();
        await _back.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Everything_arrives_and_the_hub_goes_on_there(bool toShared)
    {
        var (from, to) = Ends(toShared);
        await FillAsync(from, more: 2500);
        var before = await SightAsync(await from.ReopenAsync());
        await from.CloseAsync();

        var report = await MoveAsync(from, to);

        Assert.False(report.IsContinued);
        Assert.All(report.Tables, table => Assert.True(table.Rows > 0, table.Table));
        Assert.Equal(2508, report.Tables.Single(table => table.Table == "events").Rows);
        var store = await to.CreateAsync();
        to.Clock.MoveTo(from.Clock.Now);
        Assert.Equal(before.Events, (await SightAsync(store)).Events);
        Assert.Equal(before.Letters, (await SightAsync(store)).Letters);
        Assert.Null(await store.GetRequiredService<IAuditLog>().FirstBrokenAsync(Ct));
        await GoesOnAsync(to, from.Ids, store, before.Events[^1].Seq);
    }

    [Fact]
    public async Task There_and_back_again_numbers_and_chain_are_the_same()
    {
        await FillAsync(_embedded);
        await _embedded.CloseAsync();

        var there = await MoveAsync(_embedded, _shared);
        var back = await MoveAsync(_shared, _back);

        foreach (var table in (string[])["events", "dossiers", "body_edits", "audit", "audit_seal", "partner_state", "redrives", "lanes", "idempotency", "procedure_changes", "consignments", "postal_records", "custody_links", "tasks"])
        {
            Assert.Equal(there.Tables.Single(moved => moved.Table == table), back.Tables.Single(moved => moved.Table == table));
        }

        var store = await _back.CreateAsync();
        await new MovedContent(store, _back.Clock, _embedded.Ids).AcceptAsync("later", "later");
        Assert.Null(await store.GetRequiredService<IAuditLog>().FirstBrokenAsync(Ct));
    }

    [Fact]
    public async Task Every_table_that_both_engines_have_is_moved()
    {
        await FillAsync(_embedded);
        await _embedded.CloseAsync();
        var tables = new List<string>();
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(_embedded.Folder, "hub.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('migrations', 'move', 'writable_mark') ORDER BY name";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                tables.Add(reader.GetString(0));
            }
        }

        var report = await MoveAsync(_embedded, _shared);

        Assert.Equal(tables, report.Tables.Select(table => table.Table).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(true, "events")]
    [InlineData(true, "body_edits")]
    [InlineData(true, "timers")]
    [InlineData(false, "events")]
    [InlineData(false, "body_edits")]
    [InlineData(false, "timers")]
    public async Task Broken_off_anywhere_it_goes_on_where_it_stopped_and_is_not_served_meanwhile(bool toShared, string table)
    {
        var (from, to) = Ends(toShared);
        await FillAsync(from, more: 1500);
        await from.CloseAsync();

        await BreakOffAsync(from, to, at => !at.IsVerifying && at.Table == table && (at.Rows > 0 || table != "events"));

        Assert.Contains("hub move", Assert.Throws<StoreUnfinishedException>(() => Open(to)).Message, StringComparison.Ordinal);
        Open(from).Dispose();
        var copied = new List<MoveProgress>();
        var report = await MoveAsync(from, to, at => copied.Add(at));
        Assert.True(report.IsContinued);
        Assert.True(copied.First(at => at.Table == "events").Rows >= 1000);
        Assert.Equal(1508, report.Tables[0].Rows);
        Open(to).Dispose();
    }

    [Theory]
    [InlineData(true, "UPDATE events SET data = substr(data, 1, 3) || 'x' || substr(data, 5) WHERE id = 'waits'", "UPDATE events SET data = overlay(data placing 'x'::bytea from 4) WHERE id = 'waits'", "events")]
    [InlineData(true, "", "UPDATE partner_state SET doubt = doubt + 1 WHERE key = 'dead'", "partner_state")]
    [InlineData(true, "", "DELETE FROM body_edits WHERE edit = (SELECT min(edit) FROM body_edits)", "body_edits")]
    [InlineData(true, "", "UPDATE envelopes SET code = '' WHERE code IS NULL", "envelopes")]
    [InlineData(false, "UPDATE attempts SET answer = answer || ' ' WHERE outcome = 'reject'", "", "attempts")]
    [InlineData(false, "UPDATE lanes SET tokens = tokens + 0.0000001", "", "lanes")]
    public async Task A_changed_byte_is_noticed_and_the_copy_is_not_served(bool toShared, string onEmbedded, string onShared, string table)
    {
        var (from, to) = Ends(toShared);
        await FillAsync(from);
        await from.CloseAsync();
        await BreakOffAsync(from, to, at => at.IsVerifying);

        await to.TamperAsync(toShared ? onShared : onEmbedded);

        Assert.Equal(table, (await Assert.ThrowsAsync<MoveDiffersException>(() => MoveAsync(from, to))).Table);
        Assert.Throws<StoreUnfinishedException>(() => Open(to));
    }

    [Fact]
    public async Task A_source_that_went_on_meanwhile_is_noticed()
    {
        await FillAsync(_embedded);
        await _embedded.CloseAsync();
        await BreakOffAsync(_embedded, _shared, at => at.IsVerifying);

        await new MovedContent(await _embedded.ReopenAsync(), _embedded.Clock, _embedded.Ids).AcceptAsync("waits", "later");
        await _embedded.CloseAsync();

        await Assert.ThrowsAsync<MoveDiffersException>(() => MoveAsync(_embedded, _shared));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_that_a_hub_serves_is_neither_read_nor_filled(bool toShared)
    {
        var (from, to) = Ends(toShared);
        await FillAsync(from);

        await RefusedAsync(from, to);
        await from.CloseAsync();
        using (Open(to))
        {
            await RefusedAsync(from, to);
        }

        await MoveAsync(from, to);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Afterwards_nobody_serves_the_source_until_it_is_reopened(bool toShared)
    {
        var (from, to) = Ends(toShared);
        await FillAsync(from);
        await from.CloseAsync();
        await Assert.ThrowsAsync<MoveRefusedException>(() => StoreMove.ReopenAsync(Address(from), Stores.Modules, Ct));

        var report = await MoveAsync(from, to);

        var refused = Assert.Throws<StoreMovedException>(() => Open(from));
        Assert.Equal(report.Target, refused.Target);
        Assert.Contains("hub move --reopen", refused.Message, StringComparison.Ordinal);
        Open(to).Dispose();
        Assert.Equal(report.Target, await StoreMove.ReopenAsync(Address(from), Stores.Modules, Ct));
        Open(from).Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Broken_off_at_the_very_end_neither_store_is_served_and_the_same_move_finishes_it(bool toShared)
    {
        var (from, to) = Ends(toShared);
        await FillAsync(from);
        await from.CloseAsync();
        await BreakOffAsync(from, to, at => at.IsVerifying);
        await to.TamperAsync(toShared
            ? "ALTER TABLE move ADD CONSTRAINT stop CHECK (state <> 'complete')"
            : "CREATE TRIGGER stop BEFORE UPDATE ON move BEGIN SELECT RAISE(ABORT, 'stop'); END");
        Assert.NotNull(await Record.ExceptionAsync(() => MoveAsync(from, to)));
        await to.TamperAsync(toShared ? "ALTER TABLE move DROP CONSTRAINT stop" : "DROP TRIGGER stop");

        Assert.Throws<StoreMovedException>(() => Open(from));
        Assert.Throws<StoreUnfinishedException>(() => Open(to));
        Assert.True((await MoveAsync(from, to)).IsContinued);

        Assert.Throws<StoreMovedException>(() => Open(from));
        Open(to).Dispose();
    }

    [Fact]
    public async Task A_store_that_was_moved_is_neither_moved_elsewhere_nor_filled_again()
    {
        await FillAsync(_embedded);
        await _embedded.CloseAsync();
        await MoveAsync(_embedded, _shared);

        await Assert.ThrowsAsync<MoveRefusedException>(() => MoveAsync(_embedded, _back));
        Assert.Contains(_embedded.Folder, (await Assert.ThrowsAsync<MoveRefusedException>(() => MoveAsync(_shared, _embedded))).Message, StringComparison.Ordinal);
        Open(_shared).Dispose();
        await MoveAsync(_shared, _back);

        Assert.Throws<StoreMovedException>(() => Open(_shared));
        Open(_back).Dispose();
    }

    [Fact]
    public async Task An_instance_that_was_cut_off_while_its_store_moved_does_nothing_more_on_it()
    {
        await FillAsync(_shared);
        var keys = (await _shared.ReopenAsync()).GetRequiredService<IKeys>();
        await keys.ListAsync(Ct);
        await CutOffAsync();
        await MoveAsync(_shared, _embedded);

        // The first look may meet the broken connections only.
        await Record.ExceptionAsync(() => keys.ListAsync(Ct));
        await CutOffAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => keys.ListAsync(Ct));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => keys.ListAsync(Ct));
        await _shared.CloseAsync();

        Task<List<string>> CutOffAsync() => _shared.ReadAsync($"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = '{_shared.Name}'");
    }

    [Fact]
    public async Task A_role_that_only_runs_hubs_is_refused_before_anything_is_written()
    {
        await using var app = new PostgresRoleFixture { IsEmpty = true };
        await Assert.ThrowsAsync<MoveRefusedException>(() => MoveAsync(_embedded, app));
        await FillAsync(_embedded);
        await _embedded.CloseAsync();

        Assert.Contains("hub_app", Address(app).Options!.ConnectionString, StringComparison.Ordinal);
        Assert.Contains("owner", (await Assert.ThrowsAsync<MoveRefusedException>(() => MoveAsync(_embedded, app))).Message, StringComparison.Ordinal);
        Assert.Empty(await app.ReadAsync($"SELECT nspname FROM pg_namespace WHERE nspname = '{app.Schema}'"));

        await app.CreateAsync();
        await app.CloseAsync();
        Assert.Contains("owner", (await Assert.ThrowsAsync<MoveRefusedException>(() => MoveAsync(_embedded, app))).Message, StringComparison.Ordinal);
        Assert.Contains("owner", (await Assert.ThrowsAsync<MoveRefusedException>(() => MoveAsync(app, _back))).Message, StringComparison.Ordinal);
        Assert.Equal(["0"], await app.ReadAsync("SELECT count(*) FROM move"));
        Open(_embedded).Dispose();
    }

    [Fact]
    public async Task A_store_that_came_from_a_backup_goes_on_above_its_great_numbers()
    {
        // What hub restore does: numbers go on above those that the lost file may have given out.
        await (await _embedded.CreateAsync()).GetRequiredService<IKeys>().ListAsync(Ct);
        var floor = _embedded.Clock.Now.ToUnixTimeMilliseconds();
        await _embedded.CloseAsync();
        await _embedded.TamperAsync($"INSERT INTO sqlite_sequence (name, seq) VALUES ('events', {floor})");
        await new MovedContent(await _embedded.ReopenAsync(), _embedded.Clock, _embedded.Ids).FillAsync();
        var before = await SightAsync(await _embedded.ReopenAsync());
        await _embedded.CloseAsync();
        Assert.Equal(floor + 1, before.Events[0].Seq);

        await MoveAsync(_embedded, _shared);
        _shared.Clock.MoveTo(_embedded.Clock.Now);
        var there = await _shared.CreateAsync();
        Assert.Equal(before.Events, (await SightAsync(there)).Events);
        await GoesOnAsync(_shared, _embedded.Ids, there, before.Events[^1].Seq);
        var after = await SightAsync(there);
        await _shared.CloseAsync();
        Assert.True(after.Events[^1].Seq > 1L << 49, "The number carries no month.");

        // And back, where numbers carry none and only grow.
        await MoveAsync(_shared, _back);
        _back.Clock.MoveTo(_shared.Clock.Now);
        var back = await _back.CreateAsync();
        Assert.Equal(after.Events, (await SightAsync(back)).Events);
        await new MovedContent(back, _back.Clock, _embedded.Ids).AcceptAsync("last", "last");
        Assert.Equal("last", Assert.Single(await back.GetRequiredService<IInbox>().ListAsync(after.Events[^1].Seq, 10, null, Ct)).Event.Id);
    }

    [Fact]
    public async Task No_instance_starts_on_a_schema_that_is_being_moved()
    {
        await FillAsync(_shared);
        await _shared.CloseAsync();
        Exception? refused = null;

        await MoveAsync(_shared, _embedded, _ => refused ??= Record.Exception(() => new PostgresDatabase(_shared.Options, Stores.Modules)));

        Assert.Contains("hub move", Assert.IsType<StoreUnfinishedException>(refused).Message, StringComparison.Ordinal);
        Assert.Throws<StoreMovedException>(() => new PostgresDatabase(_shared.Options, Stores.Modules));
    }

    [Fact]
    public async Task Only_an_empty_store_or_an_unfinished_copy_of_this_source_is_filled()
    {
        await FillAsync(_embedded);
        await _embedded.CloseAsync();
        await FillAsync(_back);
        await _back.CloseAsync();

        await Assert.ThrowsAsync<MoveRefusedException>(() => MoveAsync(_embedded, _back));
        await BreakOffAsync(_embedded, _shared, at => at.Table == "strands");
        Assert.Contains(_embedded.Folder, (await Assert.ThrowsAsync<MoveRefusedException>(() => MoveAsync(_back, _shared))).Message, StringComparison.Ordinal);
        await using (var third = new SqliteFixture())
        {
            await Assert.ThrowsAsync<MoveRefusedException>(() => MoveAsync(_shared, third));
        }

        await MoveAsync(_embedded, _shared);
        Assert.True((await MoveAsync(_embedded, _shared)).WasComplete);
        Assert.Contains("complete", (await Assert.ThrowsAsync<MoveRefusedException>(() => MoveAsync(_back, _shared))).Message, StringComparison.Ordinal);
        Open(_shared).Dispose();
    }

    [Fact]
    public async Task A_source_that_is_not_there_is_not_made()
    {
        await Assert.ThrowsAsync<MoveRefusedException>(() => MoveAsync(_embedded, _shared));
        await Assert.ThrowsAsync<MoveRefusedException>(() => MoveAsync(_shared, _back));

        Assert.False(File.Exists(Path.Combine(_embedded.Folder, "hub.db")));
        Assert.Empty(await _shared.ReadAsync($"SELECT nspname FROM pg_namespace WHERE nspname = '{_shared.Schema}'"));
    }

    [Theory]
    [InlineData("postgres:Host=h;Username=u;Password=p", "hub")]
    [InlineData("postgres:Host=h;Username=u;Password=p;centre_1", "centre_1")]
    [InlineData("postgres:Host=h;Username=u;Password=p;Schema=centre_1;", "centre_1")]
    public void An_address_names_a_schema_or_means_the_usual_one(string text, string schema)
    {
        var address = StoreAddress.Parse(text);

        Assert.Equal((schema, null), (address.Options!.Schema, address.Folder));
        Assert.Equal("Host=h;Username=u;Password=p", address.Options.ConnectionString);
    }

    [Theory]
    [InlineData("data")]
    [InlineData("sqlite:")]
    [InlineData("postgres:")]
    [InlineData("postgres:Host=h;Nonsense=secret")]
    [InlineData("postgres:Host=h;Schema=Bad-Name")]
    public void An_address_that_names_no_store_is_refused_without_telling_its_secrets(string text) =>
        Assert.DoesNotContain("secret", Assert.Throws<FormatException>(() => StoreAddress.Parse(text)).Message, StringComparison.Ordinal);

    private (StoreFixture From, StoreFixture To) Ends(bool toShared) => toShared ? (_embedded, _shared) : (_shared, _embedded);

    private static async Task FillAsync(StoreFixture store, int more = 0) =>
        await new MovedContent(await store.CreateAsync(), store.Clock, store.Ids).FillAsync(more);

    private static StoreAddress Address(StoreFixture store) => StoreAddress.Parse(store switch
    {
        PostgresFixture shared => $"postgres:{shared.Options.ConnectionString};{shared.Schema}",
        _ => "sqlite:" + ((SqliteFixture)store).Folder,
    });

    private static Task<MoveReport> MoveAsync(StoreFixture from, StoreFixture to, Action<MoveProgress>? progress = null) =>
        StoreMove.RunAsync(Address(from), Address(to), Stores.Modules, from.Clock, progress ?? (_ => { }), Ct);

    private static async Task BreakOffAsync(StoreFixture from, StoreFixture to, Predicate<MoveProgress> where) =>
        await Assert.ThrowsAsync<OperationCanceledException>(() => MoveAsync(from, to, at =>
        {
            if (where(at))
            {
                throw new OperationCanceledException();
            }
        }));

    private static async Task RefusedAsync(StoreFixture from, StoreFixture to)
    {
        var refused = await Record.ExceptionAsync(() => MoveAsync(from, to));
        Assert.True(refused is MoveRefusedException or StoreInUseException, $"{refused}");
    }

    private static IDisposable Open(StoreFixture store) =>
        store is PostgresFixture shared ? new PostgresDatabase(shared.Options, Stores.Modules) : new SqliteDatabase(((SqliteFixture)store).Folder, Stores.Modules);

    private static async Task<(IReadOnlyList<(long Seq, string Id, string Digest)> Events, IReadOnlyList<string> Letters)> SightAsync(IServiceProvider store)
    {
        var events = await store.GetRequiredService<IInbox>().ListAsync(0, 5000, null, Ct);
        var letters = await store.GetRequiredService<IDeadLetters>().ListAsync(new DeadLetterFilter(), 0, 100, Ct);
        var found = new List<string>();
        foreach (var letter in letters)
        {
            var whole = (await store.GetRequiredService<IDeadLetters>().FindAsync(letter.Envelope.Id, Ct))!;
            found.Add($"{whole.Envelope.Seq} {whole.Envelope.Key} {whole.State} {string.Join(',', whole.History)} {string.Join(',', whole.Edits.Select(edit => Convert.ToHexString(edit.OldBody.Span)))}");
        }

        return ([.. events.Select(e => (e.Seq, e.Event.Id, Convert.ToHexString(e.Digest.Span)))], found);
    }

    private static async Task GoesOnAsync(StoreFixture fixture, EnvelopeIds ids, IServiceProvider store, long last)
    {
        var content = new MovedContent(store, fixture.Clock, ids);
        var outbox = store.GetRequiredService<IOutbox>();
        var inbox = store.GetRequiredService<IInbox>();

        // What was in delivery may have reached the partner; nobody waits for its lease to run out.
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        var due = new List<Delivery>();
        while (await content.ClaimAsync(1000) is { Count: > 0 } claimed)
        {
            due.AddRange(claimed);
            fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["leased"], due.Where(delivery => delivery.IsDoubtful).Select(delivery => delivery.Envelope.Key));
        Assert.Contains("waits", due.Select(delivery => delivery.Envelope.Key));
        Assert.DoesNotContain("dead", due.Select(delivery => delivery.Envelope.Key));
        Assert.NotNull(await store.GetRequiredService<ITimers>().TryTakeAsync("prune", fixture.Clock.Now, fixture.Clock.Now.AddMinutes(1), fixture.Clock.Now, Ct));

        // Numbers go on above the greatest, an id is still known, and the chain of the audit goes on too.
        await content.AcceptAsync("later", "later");
        await content.AcceptAsync("later", "waits");
        Assert.Equal("later", Assert.Single(await inbox.ListAsync(last, 10, null, Ct)).Event.Id);
        await store.GetRequiredService<IAuditLog>().AppendAsync(content.Audit("after"), Ct);
        Assert.Null(await store.GetRequiredService<IAuditLog>().FirstBrokenAsync(Ct));
        await MovedPost.GoesOnAsync(store, fixture.Clock.Now);
        Assert.Equal(1, await outbox.CommandAsync([new EnvelopeDraft(ids.Next(), MovedContent.Lane, "fresh", "hub.portal.resync.v1")], content.Audit("command"), Ct));
    }
}
