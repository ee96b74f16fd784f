using Hub.Postal.Consignments;
using Hub.Sandbox.Postal;
using Hub.Tests;
using Hub.Tests.Centres;
using Xunit;

namespace Hub.AcceptanceTests.Post;

/// <summary>A demonstration's day for the post alone, by night of a thousand parcels: at three operators of different dialects, each of which fails in every way that it can.</summary>
[Trait("Run", "slow")]
public sealed class ThousandTests(ThousandTests.ThreeOperators centre) : IClassFixture<ThousandTests.ThreeOperators>
{
    private static readonly int Parcels = Night.Or(200, 1000);
    private const int Batch = 50;

    private static readonly (string Kind, double Share)[] Faults =
        [("applied-late", 0.06), ("applied-5xx", 0.08), ("applied-no-answer", 0.08), ("5xx", 0.08), ("torn", 0.06), ("html", 0.06), ("429", 0.06), ("session-loss", 0.02)];

    [Fact]
    public async Task Bookings_at_the_operators_are_exactly_the_parcels()
    {
        foreach (var (dialect, booking, asking) in new[] { ("a", "order", "look-up"), ("b", "order", "look-up"), ("d", "create", "get") })
        {
            foreach (var (kind, share) in Faults)
            {
                await centre.FaultAsync(dialect, kind, share, 10, null, kind == "applied-late" ? 1500 : null, booking);
            }

            await centre.FaultAsync(dialect, "5xx", 0.2, 10, null, null, asking);
            await centre.FaultAsync(dialect, "replay", 0.5, 10, null, null, "tracking");
        }

        var dossiers = Enumerable.Range(0, Parcels).Select(n => $"000.00.01.H40-261121-T{n:0000}").ToList();
        foreach (var part in dossiers.Chunk(Batch))
        {
            var reply = await centre.PostBatchAsync("[" + string.Join(',', part.Select((dossier, n) => PostCentre.Requested(dossier, null, n * 1000))) + "]");
            Assert.True(reply.Status == 202, reply.Text);
        }

        await Eventually.EqualAsync(Parcels, async () => (await centre.DeliveredAsync()).Count);
        var ours = await centre.DeliveredAsync();
        Assert.Equal(dossiers.Select(dossier => dossier + "-P1"), ours.Select(each => each.Number).Order(StringComparer.Ordinal));
        foreach (var (dialect, name) in new[] { ("a", "first"), ("b", "second"), ("d", "third") })
        {
            var carried = ours.Where(each => each.Operator == name).ToList();
            Assert.NotEmpty(carried);
            Assert.Equal((carried.Count, carried.Count, 0L), (await centre.CountAsync("orders", dialect), await centre.CountAsync("orderNumbers", dialect), await centre.CountAsync("doubled", dialect)));

            // At a pickup the third's own money service would ask the agency, so there the postman is told in words.
            Assert.Equal(dialect == "d" ? 0 : carried.Sum(each => each.FeeToCollect), await centre.ToCollectAsync(dialect));
        }

        Assert.Equal((0, 0), (await centre.CountAsync("itemCodesReused", "b"), await centre.CountAsync("itemCodesOutside", "b")));
        Assert.Empty(await centre.TasksAsync("parcel-conflict"));
    }

    /// <summary>Who carries a parcel follows from its fee, so each has its share.</summary>
    public sealed class ThreeOperators : PostCentre
    {
        public override string Dialect => "a";

        protected override IEnumerable<string> Operators =>
        [
            .. Speaking("first", "a"), .. Speaking("second", "b"), .. Speaking("third", "d"),
            "--Post:Rules:0:MaxFee=15000", "--Post:Rules:0:Operators:0=first",
            "--Post:Rules:1:MaxFee=45000", "--Post:Rules:1:Operators:0=second",
            "--Post:Rules:2:Operators:0=third",
        ];

        protected override PostTwinOptions TwinOptions => base.TwinOptions with { MagicCodes = false, PushesByItself = true, Pace = 0.00002 };

        public async Task<IReadOnlyList<Consignment>> DeliveredAsync() =>
            await Consignments.ListAsync(new ConsignmentFilter(States: [ConsignmentState.Delivered]), null, Parcels + 1, default);

        /// <summary>Whole đồng that the operator is to collect.</summary>
        public async Task<long> ToCollectAsync(string dialect) =>
            (await Twin.GetAsync($"_twin/post/orders?dialect={dialect}&limit=1000"))["orders"]!.AsArray().Sum(order => order!["codAmount"]!.GetValue<long>());

        protected override async Task PrepareAsync()
        {
            await base.PrepareAsync();
            await PushToHubAsync("third");
        }
    }
}
