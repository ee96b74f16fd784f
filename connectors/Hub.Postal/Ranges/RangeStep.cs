using Hub.Core.Steps;
using Hub.Core.Trust;
using Hub.Postal.Calls;
using Hub.Postal.Settings;
using Hub.Postal.Telling;

namespace Hub.Postal.Ranges;

/// <summary>Gets numbers for one operator before they run out (<c>RangeFetch</c>). A person is asked only where that fails.</summary>
public sealed class RangeStep(string @operator, PostalContext context, RangeService ranges) : IStep
{
    /// <summary>Names of these steps begin so; the operator's follows.</summary>
    public const string Prefix = "postal-ranges:";

    public string Name => Prefix + @operator;

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var party = context.Options.Operators[@operator];
        var left = (await context.Consignments.RangesAsync(@operator, ct)).Sum(range => range.Left);
        if (left > party.RangeLowWater)
        {
            return context.Now + context.Options.WatchEvery;
        }

        var fetched = await ranges.FetchAsync(@operator, party.RangeFetch, id => new AuditEntry(context.Now, PostalCodes.Hub, null, "waybill-range.fetch", @operator, "allowed", id), ct);
        if (fetched.Fault is not { } fault)
        {
            return context.Now + context.Options.WatchEvery;
        }

        await context.AlertAsync(PostalSentences.RangeNotFetched(@operator, left, fault, context.Options), $"{@operator}/fetch/{context.Today.UtcTicks}", null, ct);
        return context.Now + context.Options.PersonPause;
    }
}
