using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hub.Benchmarks.Engines;
using Hub.Core.Calendar;
using Hub.Core.Envelopes;
using Hub.Core.Inbox;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.Postal.Telling;
using Hub.Postal.Tracking;
using Hub.Postal.Watching;
using Hub.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Benchmarks;

/// <summary>
/// Pages of 1,000 tracking events applied with their cursor, on both engines side by side: each event moves a parcel on and is told to the case system.
/// A second pass reads the same pages once more, as after an operator's feed began anew, and must change nothing.
/// </summary>
internal static class TrackingBenchmark
{
    private const int Parcels = 5_000;
    private const int Page = 1_000;
    private const string Operator = "bench";

    private static readonly (string Code, ConsignmentState State)[] Life =
    [
        ("9", ConsignmentState.PickupAssigned), ("1", ConsignmentState.PickedUp), ("2", ConsignmentState.InTransit), ("3", ConsignmentState.OutForDelivery), ("4", ConsignmentState.Delivered),
    ];

    public static async Task RunAsync(Report report, int rounds)
    {
        using var postgres = PostgresServer.Start("shared_buffers = 256MB", "max_wal_size = 4GB");
        await using var embedded = new StoreOnDisk();
        await using var shared = new PostgresStore(postgres.ConnectionString());
        for (var round = -1; round < rounds; round++)
        {
            // The first warms up and is not counted.
            var counted = round >= 0 ? report : new Report();
            await MeasureAsync(counted, "SQLite", embedded, round + 1);
            await MeasureAsync(counted, "PostgreSQL", shared, round + 1);
        }

        report.Ratio("tracking: PostgreSQL / SQLite, applied", "tracking: applied on PostgreSQL", "tracking: applied on SQLite", "none set");
        report.Ratio("tracking: replayed / applied, SQLite", "tracking: replayed on SQLite", "tracking: applied on SQLite", "none set");
        report.Ratio("tracking: replayed / applied, PostgreSQL", "tracking: replayed on PostgreSQL", "tracking: applied on PostgreSQL", "none set");
    }

    private static async Task MeasureAsync(Report report, string engine, IStore store, int round)
    {
        var consignments = store.Get<IConsignments>();
        var began = TimeProvider.System.GetUtcNow().AddDays(-2);
        await BookAsync(consignments, round, began);
        var pages = Events(round, began).Chunk(Page).ToList();
        var book = Book(store, consignments);
        var name = $"{Operator}/feed/{round}";
        var (applied, moved) = await ReadAsync(book, name, "a", null, pages, static page => page.Moved);
        var (replayed, known) = await ReadAsync(book, name, "b", Cursor("a", pages.Count - 1), pages, static page => page.Known);
        var total = pages.Sum(page => page.Length);
        if (moved != total || known != total)
        {
            throw new InvalidOperationException($"{engine}: {moved} moved and {known} known of {total}");
        }

        report.Add($"tracking: applied on {engine}", "events/s", total / applied.TotalSeconds);
        report.Add($"tracking: replayed on {engine}", "repeats/s", total / replayed.TotalSeconds);
    }

    private static async Task<(TimeSpan Took, int Count)> ReadAsync(
        TrackingService book, string feed, string pass, string? cursor, List<TrackingEvent[]> pages, Func<PostalApplied, int> count)
    {
        var counted = 0;
        var watch = Stopwatch.StartNew();
        for (var n = 0; n < pages.Count; n++)
        {
            var next = Cursor(pass, n);
            var applied = await book.ApplyAsync(pages[n], new CursorMove(feed, cursor, next), default);
            counted += applied.IsWritten ? count(applied) : throw new InvalidOperationException("a page was refused");
            cursor = next;
        }

        return (watch.Elapsed, counted);
    }

    private static TrackingService Book(IStore store, IConsignments consignments)
    {
        var options = new PostalOptions { Operators = new Dictionary<string, PostalOperatorOptions> { [Operator] = new() { Dialect = PostalDialectNames.Ngsp } } };
        var calendar = WorkingCalendars.BuiltIn;
        var fold = new PostalFold(options, new PostalWatch(options, calendar), new PostalAlerts(store.Get<EnvelopeIds>(), calendar));
        return new TrackingService(consignments, fold, TimeProvider.System, NullLogger<TrackingService>.Instance);
    }

    private static async Task BookAsync(IConsignments consignments, int round, DateTimeOffset at)
    {
        foreach (var part in Enumerable.Range(0, Parcels).Chunk(Page))
        {
            if (!await consignments.CommitAsync(new PostalBatch { Consignments = [.. part.Select(n => Parcel(round, n, at))] }, default))
            {
                throw new InvalidOperationException("the parcels were refused");
            }
        }
    }

    // As a feed tells them: parcels at different stages of their way among each other.
    private static IEnumerable<TrackingEvent> Events(int round, DateTimeOffset began) =>
        from n in Enumerable.Range(0, Parcels)
        from step in Enumerable.Range(0, Life.Length)
        let place = n + (step * 800)
        orderby place, n
        select Event(round, n, step, began.AddSeconds(place));

    private static TrackingEvent Event(int round, int n, int step, DateTimeOffset at)
    {
        var (code, state) = Life[step];
        var key = string.Create(CultureInfo.InvariantCulture, $"{round:x4}{n:x12}{step:x8}");
        var raw = Encoding.UTF8.GetBytes(
            $$"""{"_id":{"$oid":"{{key}}"},"CustomerCode":"H40DEMO","OrderNumber":"{{Number(round, n)}}","EventTime":{{at.ToUnixTimeMilliseconds()}},"POSID":"420000","ItemCode":"{{Waybill(round, n)}}","StatusCode":{{code}},"StatusMessage":"Đang vận chuyển","Notes":""}""");
        return new TrackingEvent(Number(round, n), Operator + "/feed", key, PostalRecordKind.Tracking, code, state, true, null, at, "420000", "Đang vận chuyển", Waybill(round, n), raw);
    }

    private static Consignment Parcel(int round, int n, DateTimeOffset at) => new()
    {
        Number = Number(round, n),
        Dossier = Dossier(round, n),
        Direction = PostalDirection.Pickup,
        Sequence = 1,
        RequestSource = "urn:bench",
        RequestId = Number(round, n),
        Operator = Operator,
        State = ConsignmentState.Booked,
        StateAt = at,
        BookedAt = at,
        Waybill = Waybill(round, n),
        WatchAt = at.AddDays(30),
        Sender = new PostalParty($"Nguyễn Văn Thử {n}", "0900000000", null, new PostalPlace("Số 1 đường Demo", "00004", null, null, null, "01", null)),
        Receiver = new PostalParty("UBND xã Demo", "02290000000", null, new PostalPlace("Số 2 đường Demo", "00008", null, null, null, "01", null)),
        Papers = [new PostalPaper("p-1", "Tờ khai", 1, "form")],
        FeeToCollect = 50_000,
    };

    private static string Dossier(int round, int n) => string.Create(CultureInfo.InvariantCulture, $"000.00.{round:00}.H40-261121-{n:0000}");

    private static string Number(int round, int n) => Dossier(round, n) + "-P1";

    private static string Waybill(int round, int n) => string.Create(CultureInfo.InvariantCulture, $"B{round:00}{n:000000}VN");

    private static string Cursor(string pass, int page) => string.Create(CultureInfo.InvariantCulture, $"{pass}-{page:0000}");
}
