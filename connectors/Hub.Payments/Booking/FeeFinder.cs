using Hub.Payments.Messengers.Platform;
using Hub.Payments.Model;
using Hub.Payments.References;
using Hub.Payments.Settings;

namespace Hub.Payments.Booking;

/// <summary>What money is for: by what a person said, by whole references in text and order, by the platform's own reference of a dossier.</summary>
internal sealed class FeeFinder(IPayments payments, ReferenceReader reader)
{
    private const string PlatformPrefix = "dvc";
    private const int PlatformTime = 14;

    /// <param name="order">Of the national platform, where the credit is for one of ours.</param>
    public async Task<FeeFinding> FindAsync(Credit credit, PlatformOrder? order, CancellationToken ct)
    {
        if (order is not null)
        {
            return await OfOrderAsync(credit, order, ct);
        }

        if (credit.Fee is { } named)
        {
            return await payments.FileAsync(named, ct) is { } file ? new FeeFinding(file, null, [], false) : FeeFinding.Nothing;
        }

        var exact = reader.Read(credit.Text).Exact.Concat(reader.Read(credit.Order).Exact).Select(reference => reference.Text).Distinct().ToList();
        var requests = exact.Count == 0 ? [] : await payments.RequestsAsync(exact, ct);
        var fees = requests.Select(request => request.Fee).Distinct().ToList();
        return fees switch
        {
            [var only] => await payments.FileAsync(only, ct) is { } file ? new FeeFinding(file, requests[0], requests, false) : new FeeFinding(null, requests[0], [], true),
            { Count: > 1 } => new FeeFinding(null, requests[0], [], true),
            _ when PaymentCodes.IsPlatform(credit.Source) && await OfPlatformAsync(credit, ct) is { } found => found,
            _ when await OfFormerAsync(credit, ct) is { } former => former,
            _ => await CandidateAsync(credit, ct),
        };
    }

    // The platform takes just what it was asked to take: another amount is no payment of the order before a person says so.
    private async Task<FeeFinding> OfOrderAsync(Credit credit, PlatformOrder order, CancellationToken ct)
    {
        var request = await payments.RequestsAsync([order.Request], ct) is [var asked] ? asked : null;
        return credit.Amount == order.Amount && await payments.FileAsync(order.Fee, ct) is { } file
            ? new FeeFinding(file, request, request is null ? [] : [request], false)
            : new FeeFinding(null, request, [], true);
    }

    // Its reference is the dossier's code without its signs, and a time. What was paid must be what one fee still lacks.
    private async Task<FeeFinding?> OfPlatformAsync(Credit credit, CancellationToken ct)
    {
        if (credit.Order is not { } order || !order.StartsWith(PlatformPrefix, StringComparison.OrdinalIgnoreCase) || order.Length <= PlatformPrefix.Length + PlatformTime)
        {
            return null;
        }

        var files = new List<FeeFile>();
        foreach (var fee in await payments.FeesOfPlainAsync(order[PlatformPrefix.Length..^PlatformTime], ct))
        {
            if (await payments.FileAsync(fee.Id, ct) is { } file)
            {
                files.Add(file);
            }
        }

        // A look-up was answered with the reference of a request: its own time says which.
        if (files.Where(file => file.Requests.Any(request => request.Amount == credit.Amount
                && string.Equals(PlatformMessages.Reference(request.Dossier, request.CreatedAt), order, StringComparison.OrdinalIgnoreCase))).ToList() is [var named])
        {
            return new FeeFinding(named, null, [], false);
        }

        var lacking = files.Where(file => FeeBalance.Of(file.Fee.Id, file.Payments).Missing(file.Fee) == credit.Amount).ToList();
        return files.Count == 0 ? null
            : lacking is [var only] ? new FeeFinding(only, null, [], false)
            : files is [var single] && FeeBalance.Of(single.Fee.Id, single.Payments).Missing(single.Fee) == 0 ? new FeeFinding(single, null, [], false)
            : new FeeFinding(null, files[0].Requests is [var first, ..] ? first : null, [], true);
    }

    // Old references have no check character, so the sum must agree too: it must be what just one of the fees still lacks.
    private async Task<FeeFinding?> OfFormerAsync(Credit credit, CancellationToken ct)
    {
        var names = FormerReference.In(credit.Text, credit.Order);
        var told = await FormerAsync([.. names.Where(FormerReference.IsTelling)], ct);
        var lacking = told.Where(file => FeeBalance.Of(file.Fee.Id, file.Payments).Missing(file.Fee) == credit.Amount).ToList();
        var files = told.Count > 0 ? told : await FormerAsync(names, ct);
        return files.Count == 0 ? null
            : lacking is [var only] ? new FeeFinding(only, null, [], false)
            : new FeeFinding(null, files[0].Requests is [var first, ..] ? first : null, [], true);
    }

    private async Task<List<FeeFile>> FormerAsync(IReadOnlyCollection<string> names, CancellationToken ct)
    {
        var files = new List<FeeFile>();
        foreach (var fee in names.Count == 0 ? [] : await payments.FeesOfFormerAsync(names, ct))
        {
            if (await payments.FileAsync(fee.Id, ct) is { } file)
            {
                files.Add(file);
            }
        }

        return files;
    }

    private async Task<FeeFinding> CandidateAsync(Credit credit, CancellationToken ct)
    {
        if (credit.Text is not { } text || ReferenceCandidates.PartsOf(reader, text) is not { Count: > 0 } parts)
        {
            return FeeFinding.Nothing;
        }

        var open = await payments.CandidatesAsync(parts, ct);
        var candidate = ReferenceCandidates.Find(reader, text, credit.Amount, open.Where(request => request.StateAt(credit.ReceivedAt) is RequestState.Open).Select(request => (request.Reference, request.Amount)));
        return candidate is null ? FeeFinding.Nothing : new FeeFinding(null, open.First(request => request.Reference == candidate), [], true);
    }
}

/// <param name="Fee">To which the money belongs; null when that is not certain.</param>
/// <param name="Request">Through which it was found, or may have been.</param>
/// <param name="Used">Requests whose references came with the money.</param>
/// <param name="NeedsPerson">It may belong to something, and a person must say.</param>
internal sealed record FeeFinding(FeeFile? Fee, PaymentRequest? Request, IReadOnlyList<PaymentRequest> Used, bool NeedsPerson)
{
    public static FeeFinding Nothing { get; } = new(null, null, [], false);
}
