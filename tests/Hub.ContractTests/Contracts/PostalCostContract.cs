using System.Globalization;
using Hub.Core.Inbox;
using Hub.Core.Places;
using Hub.Core.Stores;
using Hub.Core.Tasks;
using Hub.Postal.Consignments;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.ContractTests.Contracts;

/// <summary>Nothing costs more because the past is long: each question is put among few consignments and among twenty times as many, and what the engine does for it is counted.</summary>
public abstract class PostalCostContract<TFixture> : PostalContract<TFixture>
    where TFixture : StoreFixture, new()
{
    private const int Few = 1_000;
    private const int Many = 20_000;

    // Of these there is no more however long the past is: what is due, open or unpaid.
    private const int Present = 60;
    private const int Page = 20;
    private const string Nobody = "nobody";

    private ITasks Tasks => Port<ITasks>();

    private IUnits Units => Port<IUnits>();

    /// <summary>What a higher tree and a fuller page may cost more.</summary>
    protected abstract long Slack { get; }

    [Fact]
    public async Task No_question_costs_more_because_of_what_it_does_not_ask_for()
    {
        await PutUnitsAsync();
        await FillAsync(0, Few);
        await TidyAsync(withFigures: false);
        var among = await CostsAsync();
        await FillAsync(Few, Many);
        var dear = new List<string>();
        foreach (var withFigures in (bool[])[false, true])
        {
            await TidyAsync(withFigures);
            dear.AddRange(
                from cost in await CostsAsync()
                where cost.Value <= 0 || cost.Value > (among[cost.Key] * 3 / 2) + Slack
                select $"{cost.Key}: {among[cost.Key]} among {Few}, {cost.Value} among {Many}{(withFigures ? ", with figures" : "")}");
        }

        Assert.True(dear.Count == 0, string.Join("\n", dear));
    }

    /// <summary>Does what the engine does by itself after much was written.</summary>
    /// <param name="withFigures">Also what its planner goes by.</param>
    protected virtual Task TidyAsync(bool withFigures) => Task.CompletedTask;

    /// <summary>What the engine does for an act, in a measure of its own.</summary>
    protected abstract Task<long> CostAsync(Func<Task> act);

    private async Task<Dictionary<string, long>> CostsAsync()
    {
        var costs = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, ask) in Questions())
        {
            // Once unseen, so that plans and pages are there.
            await ask();
            costs[name] = await CostAsync(ask);
        }

        return costs;
    }

    private IEnumerable<(string Name, Func<Task> Ask)> Questions() =>
    [
        ("find", () => Consignments.FindAsync(Number(7), Ct)),
        ("find many", () => Consignments.FindAsync([.. Enumerable.Range(0, 100).Select(Number)], Ct)),
        ("of request", () => Consignments.OfRequestAsync("/case-system", Number(7), Ct)),
        ("of waybill", () => Consignments.OfWaybillAsync(Post, $"W{Number(6)}", Ct)),
        ("of waybill, none", () => Consignments.OfWaybillAsync(Nobody, $"W{Number(6)}", Ct)),
        ("of dossier", () => Consignments.OfDossierAsync("H000007", Ct)),
        .. Lists(),
        ("to watch", () => Consignments.ToWatchAsync(Now, Page, Ct)),
        ("to watch, none", () => Consignments.ToWatchAsync(Now.AddYears(-1), Page, Ct)),
        ("to poll", () => Consignments.ToPollAsync(Post, Now, Page, Ct)),
        ("to poll, none", () => Consignments.ToPollAsync(Nobody, Now, Page, Ct)),
        ("booked today", () => Consignments.CountBookedAsync(Post, Now, Ct)),
        ("records", () => Consignments.RecordsAsync(Number(7), Ct)),
        ("known", () => Consignments.KnownAsync("vnpost/feed", [.. Enumerable.Range(0, 100).Select(i => $"k{i}")], Ct)),
        ("known, none", () => Consignments.KnownAsync("vnpost/feed", [.. Enumerable.Range(0, 100).Select(i => $"none{i}")], Ct)),
        ("custody", () => Consignments.CustodyAsync("H000007", Ct)),
        ("sheet", () => Consignments.SheetAsync(SheetKind.Manifest, "m000007", Ct)),
        ("sheets", () => Consignments.SheetsAsync(new SheetFilter(SheetKind.Manifest), null, Page, Ct)),
        ("sheets of an operator", () => Consignments.SheetsAsync(new SheetFilter(SheetKind.Manifest, Post), null, Page, Ct)),
        ("sheets of an office, open", () => Consignments.SheetsAsync(new SheetFilter(SheetKind.Manifest, Post, "o1", SheetState.Open), "m000003", Page, Ct)),
        ("sheets of an office, none", () => Consignments.SheetsAsync(new SheetFilter(SheetKind.Manifest, Post, Nobody), null, Page, Ct)),
        ("cash of a day", () => Consignments.CashAsync(Now, Now.AddDays(1), Ct)),
        ("sheets of a day", () => Consignments.OpenedAsync(SheetKind.Manifest, Now, Now.AddDays(1), Ct)),
        ("attachment", () => Consignments.AttachmentAsync(new string('b', 64), Ct)),
        ("ranges", () => Consignments.RangesAsync(Post, Ct)),
        ("cursor", () => Consignments.CursorAsync("vnpost/feed", Ct)),
        ("unit", () => Units.FindAsync("00004", Ct)),
        ("units of a province", () => Units.ListAsync("01", Ct)),
        ("ours", () => Units.OursAsync("vnpost", "commune", "10004", Ct)),
        ("theirs", () => Units.TheirsAsync("vnpost", "commune", "00004", Ct)),
        ("task", () => Tasks.FindAsync(Guid.CreateVersion7(), Ct)),
        .. from open in (bool[])[true, false]
           from kind in (string?[])[null, "kind-1", "kind-none"]
           from carrier in (string?[])[null, Post, Nobody]
           from dossier in (string?[])[null, "H000007"]
           select ($"tasks: {open} {kind} {carrier} {dossier}", (Func<Task>)(() => Tasks.ListAsync(open, kind, carrier, dossier, null, null, Page, Ct))),
        ("prune, nothing is old", () => Port<IRetention>().PruneAsync(Now.AddYears(-9), Now.AddYears(-9), 100, Ct)),
        ("commit", CommitOneAsync),
    ];

    private IEnumerable<(string Name, Func<Task> Ask)> Lists() =>
        from filter in (ConsignmentFilter[])
        [
            new(), new(Post), new(Nobody), new(Post, "o1"), new(Post, Nobody), new(Post, "o1", [Booked, InTransit]), new(Nobody, "o1", [Booked, InTransit]),
            new(Post, Direction: PostalDirection.Pickup), new(States: [Booked]), new(States: [Lost]), new(Direction: PostalDirection.Pickup),
            new(ClaimedBy: "key-1"), new(ClaimedBy: Nobody), new(Post, "o1", ClaimedBy: "key-1"), new(Dossier: "H000007"), new(Nobody, Dossier: "H000007"),
            new(UnremittedCash: true), new(Post, "o1", UnremittedCash: true), new(Nobody, UnremittedCash: true), new(States: [Lost], UnremittedCash: true),
            new(Post, "o1", Attachment: new string('b', 64)), new(Attachment: new string('c', 64)),
        ]
        from after in (string?[])[null, Number(Few / 2)]
        let name = $"list after {after}: {filter} {string.Join(',', filter.States ?? [])}"
        select (name, (Func<Task>)(() => Consignments.ListAsync(filter, after, Page, Ct)));

    private async Task CommitOneAsync()
    {
        var present = await StoredAsync(Number(8));
        await CommitAsync(new PostalBatch
        {
            Consignments = [present],
            Records = [Told(present.Number, $"again-{present.Version}")],
            Tasks = [Work(present.Number)],
            EndedTasks = [new TaskEnd("kind-1", present.Number, Now, "hub", "")],
            Cursor = new CursorMove("cost", present.Version == 1 ? null : $"c{present.Version - 1}", $"c{present.Version}"),
        });
    }

    private Task PutUnitsAsync() => Task.WhenAll(
        Units.ReplaceAsync([new Unit("00004", "Phường Thử", "01", "Hà Nội")], Audit(), Ct),
        Units.ReplaceCodesAsync("vnpost", [new UnitCode("vnpost", "commune", "10004", "00004")], Audit(), Ct));

    private async Task FillAsync(int from, int to)
    {
        foreach (var part in Enumerable.Range(from, to - from).Chunk(1000))
        {
            await CommitAsync(new PostalBatch
            {
                Consignments = [.. part.Select(Of)],
                Records = [.. part.Select(i => Told(Number(i), $"k{i}"))],
                Sheets = [.. part.Select(i => Sheet(
                    string.Create(CultureInfo.InvariantCulture, $"m{i:000000}"), office: Office(i), state: i < Present ? SheetState.Open : SheetState.Closed, @operator: Carrier(i)) with { OpenedAt = i < Present ? Now : Now.AddDays(-9) })],
                Tasks = [.. part.Select(i => Work(Number(i), $"kind-{i % 3}", Dossier(i), Carrier(i)))],
            });
            await CommitAsync(new PostalBatch { EndedTasks = [.. part.Where(i => i >= Present).Select(i => new TaskEnd($"kind-{i % 3}", Number(i), Now, "hub", "over"))] });
        }
    }

    private Consignment Of(int i) => Parcel(Dossier(i), 1, Direction(i)) with
    {
        RequestId = Number(i),
        Operator = Carrier(i),
        Office = Office(i),
        Waybill = $"W{Number(i)}",
        State = i % 10 == 0 ? Booked : i % 10 == 1 ? InTransit : Delivered,
        ClaimedBy = i % 4 == 0 ? $"key-{i % 3}" : null,
        Cash = new PostalCash(10_000, i < Present ? Now : Now.AddDays(-9), "key-1", null, i < Present ? null : "r-1"),
        WatchAt = i < Present ? Now.AddHours(-1) : Now.AddDays(9),
        PollAt = i < Present ? Now.AddHours(-1) : Now.AddDays(9),
        BookedAt = i < Present ? Now : Now.AddDays(-9),
    };

    private static string Dossier(int i) => string.Create(CultureInfo.InvariantCulture, $"H{i:000000}");

    private static PostalDirection Direction(int i) => i % 5 == 0 ? PostalDirection.Pickup : PostalDirection.Delivery;

    private static string Number(int i) => $"{Dossier(i)}-{(Direction(i) == PostalDirection.Pickup ? "P" : "D")}1";

    private static string Carrier(int i) => i % 2 == 0 ? Post : "ghn";

    private static string? Office(int i) => i % 7 == 0 ? null : i % 7 < 4 ? "o1" : "o2";
}
