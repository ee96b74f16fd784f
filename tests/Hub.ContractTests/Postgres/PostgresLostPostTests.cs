using Hub.ContractTests.Contracts;
using Hub.Core.Inbox;
using Hub.Core.Tasks;
using Hub.Core.Trust;
using Hub.Postal.Consignments;
using Hub.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.ContractTests.Postgres;

/// <summary>The connection breaks while the post is written: a batch is there once, and whoever wrote it is told so.</summary>
public sealed class PostgresLostPostTests : PostalContract<PostgresFixture>
{
    private readonly LossyRoad _road = LossyRoad.To(PostgresServer.Shared.Port);
    private IServiceProvider _far = null!;

    private IConsignments Far => _far.GetRequiredService<IConsignments>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var near = Fixture.ConnectionString;
        _far = Fixture.Another(options: Fixture.Options with { ConnectionString = near.Replace($"Port={PostgresServer.Shared.Port}", $"Port={_road.Port}", StringComparison.Ordinal) });

        // Everything that is only done once is done now; a statement is prepared at its second use.
        await StoreAsync(Parcel());
        for (var i = 0; i < 3; i++)
        {
            await Far.CommitAsync(Step(i, Audit("warm")) with { Events = [Out("warm", $"warm-{i}")] }, Ct);
            await Far.CommitAsync(new PostalBatch { Records = [Told("warm", $"warm-2-{i}")] }, Ct);
            await _far.GetRequiredService<ITasks>().OpenAsync([Work($"warm-{i}")], Ct);
        }
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _road.DisposeAsync();
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public async Task A_batch_with_events_is_written_once_and_told_so(int step, bool isCarried)
    {
        _road.Lose(step, isCarried);

        Assert.True(await Far.CommitAsync(Step(3, Audit("act")) with { Events = [Out("H01", "told")] }, Ct));

        Assert.Equal(1, _road.Losses);
        Assert.Equal(("3", 5), ((await StoredAsync("H01-D1")) is var c ? (c.ClaimedBy, c.Version) : default));
        Assert.Single(await Inbox.FindAsync("told", null, Ct));
        Assert.Equal(1, (await AuditLinesAsync()).Count(line => line.Entry.Act == "act"));
        Assert.Null(await Port<IAuditLog>().FirstBrokenAsync(Ct));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    public async Task A_batch_without_events_or_audit_is_written_once_too(int step, bool isCarried)
    {
        _road.Lose(step, isCarried);

        Assert.True(await Far.CommitAsync(Step(3, null), Ct));

        Assert.Equal(1, _road.Losses);
        Assert.Equal(("3", 5), ((await StoredAsync("H01-D1")) is var c ? (c.ClaimedBy, c.Version) : default));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task One_that_was_written_is_told_so_though_another_went_on_from_it(bool isAudited, bool hasEvent)
    {
        _road.WhenLost = async () =>
        {
            var written = await StoredAsync("H01-D1");
            Assert.Equal(("3", 5), (written.ClaimedBy, written.Version));
            await CommitAsync(new PostalBatch { Consignments = [written with { ClaimedBy = "another", State = Cancelled }], Cursor = new CursorMove("feed", "4", "5") });
        };
        _road.LoseAnswer(hasEvent ? 3 : 2);

        Assert.True(await Far.CommitAsync(Step(3, isAudited ? Audit("act") : null) with { Events = hasEvent ? [Out("H01", "told")] : [] }, Ct));

        Assert.Equal(1, _road.Losses);
        Assert.Equal(("another", 6), ((await StoredAsync("H01-D1")) is var c ? (c.ClaimedBy, c.Version) : default));
        Assert.Equal("5", await Consignments.CursorAsync("feed", Ct));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public async Task A_range_is_closed_once_and_told_so(int step, bool isCarried)
    {
        foreach (var id in new[] { "r", "w1", "w2", "w3" })
        {
            await Consignments.AddRangeAsync(Range(id, 100, 199, Now, prefix: id.ToUpperInvariant()), Audit("range"), Ct);
        }

        foreach (var id in new[] { "w1", "w2", "w3" })
        {
            Assert.True(await Far.CloseRangeAsync(Post, id, Audit("warm"), Ct));
        }

        _road.Lose(step, isCarried);

        Assert.True(await Far.CloseRangeAsync(Post, "r", Audit("close"), Ct));

        Assert.Equal(1, _road.Losses);
        Assert.All(await Consignments.RangesAsync(Post, Ct), range => Assert.Equal((200, 0), (range.Next, range.Left)));
        Assert.Single(await AuditLinesAsync(), line => line.Entry.Act == "close");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tasks_are_opened_once_and_counted(bool isCarried)
    {
        _road.Lose(1, isCarried);

        Assert.Equal(2, await _far.GetRequiredService<ITasks>().OpenAsync([Work("a"), Work("warm-1"), Work("b")], Ct));

        Assert.Equal(1, _road.Losses);
        Assert.Equal(5, (await Port<ITasks>().ListAsync(true, null, null, null, null, null, 10, Ct)).Count);
    }

    // The change that leads from one version to the next, with something of every sort that a feed's page writes.
    private PostalBatch Step(int number, AuditEntry? audit) => new()
    {
        Consignments = [Parcel() with { Version = number + 1, ClaimedBy = $"{number}" }],
        Records = [Told("H01-D1", $"{number}")],
        Cursor = new CursorMove("feed", number == 0 ? null : $"{number}", $"{number + 1}"),
        Audit = audit,
    };
}
