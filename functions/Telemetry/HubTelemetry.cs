using System.Diagnostics.Metrics;
using Hub.Core.Intake;

namespace Hub.Functions.Telemetry;

/// <summary>Figures of the ways in. Labels are verdicts and problem names, never codes of dossiers or callers.</summary>
internal static class HubTelemetry
{
    public const string Name = "Hub.Functions";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Events = Meter.CreateCounter<long>("hub.events", description: "Events posted, by verdict");
    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>("hub.events.refused", description: "Refused events and bodies, by problem");
    private static readonly Counter<long> Requests = Meter.CreateCounter<long>("hub.requests", description: "Answered requests, by operation and status class");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("hub.request.duration", "s", "Time to answer, by operation");

    public static void Count(IReadOnlyList<IntakeResult> results)
    {
        for (var i = 0; i < results.Count; i++)
        {
            switch (results[i])
            {
                case IntakeResult.Accepted: Verdict("accepted"); break;
                case IntakeResult.Duplicate: Verdict("duplicate"); break;
                case IntakeResult.Refused refused: Refused(refused.Refusal.Name); break;
                default: Refused(RefusalNames.EventConflict); break;
            }
        }
    }

    public static void Refused(string problem)
    {
        Verdict("rejected");
        Refusals.Add(1, new KeyValuePair<string, object?>("problem", problem));
    }

    public static void Answered(string operation, int status, TimeSpan time)
    {
        Requests.Add(1, new("operation", operation), new("status", $"{status / 100}xx"));
        Duration.Record(time.TotalSeconds, new KeyValuePair<string, object?>("operation", operation));
    }

    private static void Verdict(string verdict) => Events.Add(1, new KeyValuePair<string, object?>("verdict", verdict));
}
