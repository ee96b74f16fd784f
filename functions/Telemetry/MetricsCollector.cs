using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Hub.Functions.Telemetry;

/// <summary>Adds up what the hub's meters report, and prints it in the Prometheus text format 0.0.4.</summary>
internal sealed class MetricsCollector : IDisposable
{
    private static readonly double[] Buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Family> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public MetricsCollector()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("Hub.", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public void Write(StringBuilder text)
    {
        _listener.RecordObservableInstruments();
        lock (_gate)
        {
            foreach (var (name, family) in _families)
            {
                text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {family.Help}\n# TYPE {name} {family.Kind}\n");
                foreach (var (labels, series) in family.Series)
                {
                    Write(text, name, family.Kind, labels, series);
                }
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    private static void Write(StringBuilder text, string name, string kind, string labels, Series series)
    {
        if (kind != "histogram")
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}{Braces(labels)} {series.Sum}\n");
            return;
        }

        for (var i = 0; i < Buckets.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{Braces(Join(labels, $"le=\"{Buckets[i].ToString(CultureInfo.InvariantCulture)}\""))} {series.Counts[i]}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{Braces(Join(labels, "le=\"+Inf\""))} {series.Count}\n");
        text.Append(CultureInfo.InvariantCulture, $"{name}_sum{Braces(labels)} {series.Sum}\n{name}_count{Braces(labels)} {series.Count}\n");
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var isHistogram = instrument is Histogram<double> or Histogram<long>;
        var isGauge = instrument.GetType().Name.Contains("Gauge", StringComparison.Ordinal) || instrument.GetType().Name.Contains("UpDown", StringComparison.Ordinal);
        var name = instrument.Name.Replace('.', '_').Replace('-', '_') + (isHistogram ? "_seconds" : isGauge ? "" : "_total");
        var labels = Labels(tags);
        lock (_gate)
        {
            if (!_families.TryGetValue(name, out var family))
            {
                _families[name] = family = new Family(instrument.Description ?? name, isHistogram ? "histogram" : isGauge ? "gauge" : "counter");
            }

            if (!family.Series.TryGetValue(labels, out var series))
            {
                family.Series[labels] = series = new Series();
            }

            series.Count++;
            series.Sum = isGauge && (instrument.IsObservable || instrument is Gauge<double> or Gauge<long>) ? value : series.Sum + value;
            for (var i = Buckets.Length - 1; isHistogram && i >= 0 && value <= Buckets[i]; i--)
            {
                series.Counts[i]++;
            }
        }
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length == 0)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            text.Append(text.Length > 0 ? "," : "").Append(key.Replace('.', '_')).Append("=\"").Append(Escape(value?.ToString() ?? "")).Append('"');
        }

        return text.ToString();
    }

    internal static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Braces(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";

    private static string Join(string labels, string more) => labels.Length == 0 ? more : $"{labels},{more}";

    private sealed record Family(string Help, string Kind)
    {
        public SortedDictionary<string, Series> Series { get; } = new(StringComparer.Ordinal);
    }

    private sealed class Series
    {
        public long Count { get; set; }

        public double Sum { get; set; }

        public long[] Counts { get; } = new long[Buckets.Length];
    }
}
