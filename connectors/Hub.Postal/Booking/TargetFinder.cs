using Hub.Postal.Calls;
using Hub.Postal.Consignments;

namespace Hub.Postal.Booking;

/// <summary>The consignment that a cancellation or redirection means.</summary>
internal static class TargetFinder
{
    /// <returns>The one of the number; without a number the one under way, else the latest of that direction; null when there is none.</returns>
    public static async Task<Consignment?> FindAsync(PostalContext context, PostalRequest request, CancellationToken ct)
    {
        var family = (await context.Consignments.OfDossierAsync(request.Dossier, ct))
            .Where(each => each.Direction == request.Direction && (request.Number is null || each.Number == request.Number))
            .OrderBy(each => each.Sequence)
            .ToList();
        return family.LastOrDefault(each => each.IsLive) ?? family.LastOrDefault();
    }
}
