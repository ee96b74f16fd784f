using Hub.Core.Steps;
using Hub.Core.Trust;
using Hub.Postal.Booking;
using Hub.Postal.Tracking;

namespace Hub.Postal.Ranges;

/// <summary>Gets numbers for one operator before they run out (<c>RangeFetch</c>). A person is asked only where that fails.</summary>
public sealed class RangeStep(string @operator, PostalTools tools, RangeDesk desk) : IStep
{
    /// <summary>Names of these steps begin so; the operator's follows.</summary>
    public const string Prefix = "postal-ranges:";

    public string Name => Prefix + @operator;

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var party = tools.Options.Operators[@operator];
        var left = (await tools.Consignments.RangesAsync(@operator, ct)).Sum(range => range.Left);
        if (left > party.RangeLowWater)
        {
            return tools.Now + tools.Options.WatchEvery;
        }

        var fetched = await desk.FetchAsync(@operator, party.RangeFetch, id => new AuditEntry(tools.Now, PostalCodes.Hub, null, "waybill-range.fetch", @operator, "allowed", id), ct);
        if (fetched.Fault is not { } fault)
        {
            return tools.Now + tools.Options.WatchEvery;
        }

        await tools.AlertAsync(PostalSentences.RangeNotFetched(@operator, left, fault, tools.Options), $"{@operator}/fetch/{tools.Today.UtcTicks}", null, ct);
        return tools.Now + tools.Options.PersonPause;
    }
}
