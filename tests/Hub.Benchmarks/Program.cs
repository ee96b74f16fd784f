using System.Globalization;
using Hub.Benchmarks;
using Hub.Benchmarks.Engines;

// One run measures everything side by side; each figure is the median of interleaved rounds.
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
var only = args.Length > 1 ? args[1] : null;
var report = new Report();
foreach (var (name, run) in new (string, Func<Task>)[]
{
    ("intake", () => IntakeBenchmark.RunAsync(report, rounds)),
    ("webhooks", () => WebhookBenchmark.RunAsync(report, rounds)),
    ("delivery", () => DeliveryBenchmark.RunAsync(report, rounds)),
    ("latency", () => LatencyBenchmark.RunAsync(report, rounds)),
    ("growth", () => GrowthBenchmark.RunAsync(report)),
    ("engines", () => EnginesBenchmark.RunAsync(report, rounds)),
    ("road", () => RoadBenchmark.RunAsync(report, rounds)),
    ("labels", () => LabelBenchmark.RunAsync(report, rounds)),
    ("tracking", () => TrackingBenchmark.RunAsync(report, rounds)),
    ("files", () => FilesBenchmark.RunAsync(report, rounds)),
    ("sheets", () => SheetsBenchmark.RunAsync(report, rounds)),
    ("matching", () => MatchingBenchmark.RunAsync(report, rounds)),
    ("start", () => StartBenchmark.RunAsync(report, rounds)),
    ("worker", () => WorkerBenchmark.RunAsync(report, rounds)),
})
{
    // The road is one of the engines' measurements.
    if (only == name || (only is null && name != "road"))
    {
        await run();
    }
}

report.Print();
