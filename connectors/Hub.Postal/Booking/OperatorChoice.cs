using Hub.Postal.Calls;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Places;
using Hub.Postal.Settings;

namespace Hub.Postal.Booking;

/// <summary>Who may carry a consignment, in the order in which they are asked.</summary>
public sealed class OperatorChoice(PostalContext context, PlaceRegistry places, OrderBuilder orders)
{
    /// <param name="wish">The operator that the case system wished for: it alone, whatever the rules say.</param>
    /// <returns>Empty when the settings give none.</returns>
    public async Task<IReadOnlyList<IPostalDialect>> CandidatesAsync(Consignment consignment, string? wish, string? note, CancellationToken ct)
    {
        var (named, isCheapest) = await NamedAsync(consignment, wish, ct);
        return isCheapest && named.Count > 1 ? await ByPriceAsync(named, consignment, note, ct) : named;
    }

    /// <summary>Those who may carry it, in the order of the settings; nobody is asked for a price.</summary>
    /// <returns>Whether the one with the lowest price is to be asked first.</returns>
    public async Task<(IReadOnlyList<IPostalDialect> Named, bool IsCheapest)> NamedAsync(Consignment consignment, string? wish, CancellationToken ct)
    {
        if (wish is not null)
        {
            return (context.Dialects.Find(wish) is { } wished ? [wished] : [], false);
        }

        var rules = context.Options.Rules;
        if (rules.Count == 0)
        {
            return (context.Dialects.All, false);
        }

        var citizen = consignment.Direction is PostalDirection.Pickup ? consignment.Sender : consignment.Receiver;
        var found = rules.Any(rule => rule.Provinces.Count + rule.Communes.Count > 0) ? await places.FindAsync(citizen.Place, ct) : new FoundPlace(null, null);
        if (rules.FirstOrDefault(rule => Fits(rule, consignment, found)) is not { } first)
        {
            return ([], false);
        }

        return ([.. first.Operators.Distinct(StringComparer.Ordinal).Select(context.Dialects.Find).OfType<IPostalDialect>()], first.Cheapest);
    }

    /// <summary>Whether a rule fits.</summary>
    /// <param name="found">Where the citizen is, by today's codes.</param>
    public static bool Fits(PostalRule rule, Consignment consignment, FoundPlace found) =>
        (rule.Direction is null || rule.Direction == consignment.Direction)
        && (rule.Services.Count == 0 || (consignment.Service is { } service && rule.Services.Contains(service)))
        && (rule.Provinces.Count == 0 || (found.Province is { } province && rule.Provinces.Contains(province)))
        && (rule.Communes.Count == 0 || (found.Commune is { } commune && rule.Communes.Contains(commune)))
        && !(consignment.Papers.Sum(paper => (long)paper.Count) > rule.MaxPapers)
        && !(consignment.FeeToCollect > rule.MaxFee);

    // Who does not quote, or not now, keeps its place behind those that did.
    private async Task<IReadOnlyList<IPostalDialect>> ByPriceAsync(IReadOnlyList<IPostalDialect> named, Consignment consignment, string? note, CancellationToken ct)
    {
        var prices = await Task.WhenAll(named.Select(dialect => PriceAsync(dialect, consignment, note, ct)));
        return [.. named.Zip(prices).OrderBy(pair => pair.Second).Select(pair => pair.First)];
    }

    private async Task<long> PriceAsync(IPostalDialect dialect, Consignment consignment, string? note, CancellationToken ct)
    {
        if (!dialect.Abilities.Quotes
            || await orders.BuildAsync(consignment, dialect.Operator, note, ct) is not { Order: { } order }
            || context.WhileAway(dialect, isOrder: false, isDoubtful: false) is not null)
        {
            return long.MaxValue;
        }

        var reply = await context.AnsweredAsync(await dialect.QuoteAsync(order, ct), dialect, "charge", consignment.Number, isOrder: false, ct);
        if (reply is PostalReply<long>.Ok quoted)
        {
            return quoted.Value;
        }

        // One that is away is then passed over by those who come after.
        await context.OutcomeAsync(reply, dialect, consignment.Number, isOrder: false, isDoubtful: false, ct);
        return long.MaxValue;
    }
}
