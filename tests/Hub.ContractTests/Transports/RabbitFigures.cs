using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Hub.Transports.RabbitMq;

namespace Hub.ContractTests.Transports;

/// <summary>Adds up what the road over RabbitMQ reports, by instrument and queue or link.</summary>
internal sealed class RabbitFigures : IDisposable
{
    private readonly ConcurrentDictionary<(string Instrument, string Of), long> _sums = new();
    private readonly ConcurrentQueue<(string, int, int)> _announcements = new();
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _activities;

    public RabbitFigures()
    {
        _meters.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == RabbitMqTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            _sums.AddOrUpdate((instrument.Name, (string)tags[0].Value!), value, (_, sum) => sum + value));
        _meters.Start();
        _activities = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == RabbitMqTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => _announcements.Enqueue((activity.OperationName, (int)activity.GetTagItem("hub.notices")!, (int)activity.GetTagItem("hub.unsent")!)),
        };
        ActivitySource.AddActivityListener(_activities);
    }

    /// <summary>Announcements with how many notices they had, and how many were not sent.</summary>
    public IEnumerable<(string Name, int Notices, int Unsent)> Announcements => _announcements;

    public long this[string instrument, string of] => _sums.GetValueOrDefault(("hub.rabbitmq." + instrument, of));

    public void Dispose()
    {
        _meters.Dispose();
        _activities.Dispose();
    }
}
