using Hub.Core.Outbox;
using Hub.Postal.Calls;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;

namespace Hub.Postal.Booking;

/// <summary>Finds the consignment of a request again, or makes it with the next number of its dossier and direction.</summary>
internal sealed class ConsignmentOpener(PostalContext context)
{
    public async Task<Opened> OpenAsync(PostalRequest request, CancellationToken ct)
    {
        if (await context.Consignments.OfRequestAsync(request.Source, request.Id, ct) is { } found)
        {
            // A person may have mended the request; what was begun goes on as it was begun.
            return new Opened(found is { State: ConsignmentState.Requested, Booking: null } ? Filled(found, request) : found, null, null);
        }

        var family = (await context.Consignments.OfDossierAsync(request.Dossier, ct)).Where(other => other.Direction == request.Direction).ToList();
        if (family.FirstOrDefault(IsUnderWay) is { } other)
        {
            return new Opened(null, null, PostalReplies.Reject(PostalReasonCodes.AlreadyUnderWay, other.Number));
        }

        var now = context.Now;
        var sequence = family.Select(each => each.Sequence).DefaultIfEmpty(0).Max() + 1;
        var made = new Consignment
        {
            Number = PostalCodes.Number(request.Dossier, request.Direction, sequence),
            Dossier = request.Dossier,
            Direction = request.Direction,
            Sequence = sequence,
            RequestSource = request.Source,
            RequestId = request.Id,
            RequestedAt = now,
            StateAt = now,
            WatchAt = context.Watch.After(ConsignmentState.Requested, now),
            Sender = request.Citizen!,
            Receiver = request.Agency!,
        };

        // Requested and never begun: its own request is settled (order of the strand), so a person skipped it.
        return new Opened(Filled(made, request), family.FirstOrDefault(each => each.State is ConsignmentState.Requested), null);
    }

    private static bool IsUnderWay(Consignment other) => other.IsLive && (other.State is not ConsignmentState.Requested || other.Booking is not null);

    private static Consignment Filled(Consignment consignment, PostalRequest request)
    {
        var (sender, receiver) = request.Direction is PostalDirection.Pickup ? (request.Citizen!, request.Agency!) : (request.Agency!, request.Citizen!);
        return consignment with
        {
            Sender = sender,
            Receiver = receiver,
            Papers = request.Papers,
            MayReceive = request.MayReceive ?? [],
            Note = request.Note,
            FeeToCollect = request.FeeToCollect,
            Service = request.Service,
        };
    }
}

/// <summary>The consignment of a request: found, or made and not yet stored.</summary>
/// <param name="Superseded">A former one that was never booked and ends with this one; null when there is none.</param>
/// <param name="Refusal">Why there can be none.</param>
internal sealed record Opened(Consignment? Consignment, Consignment? Superseded, Outcome? Refusal);
