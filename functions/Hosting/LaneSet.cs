using Hub.Core.Envelopes;
using Hub.Core.Lanes;
using Hub.Functions.Settings;

namespace Hub.Functions.Hosting;

/// <summary>The dispatchers, one for each connector.</summary>
internal sealed class LaneSet : IDisposable
{
    public LaneSet(IEnumerable<IConnector> connectors, HubSettings settings, LanePorts ports, Func<string, ILaneSource> source, ILogger<LaneStep> logger) =>
        Steps = [.. connectors.Select(connector =>
        {
            var options = settings.Lanes.GetValueOrDefault(connector.Lane) ?? new LaneOptions();
            return new LaneStep(connector, options, ports, source(connector.Lane), logger);
        })];

    public IReadOnlyList<LaneStep> Steps { get; }

    public void Dispose()
    {
        foreach (var step in Steps)
        {
            step.Dispose();
        }
    }
}
