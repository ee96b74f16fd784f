using Hub.Postal.Consignments;
using Hub.Postal.Tracking;

namespace Hub.Postal.Acts;

/// <summary>The lines of one slip on their way from one hand to the other.</summary>
internal sealed class Passing(PostalSheet slip, PostalStaff staff, DateTimeOffset at, DateTimeOffset now)
{
    private readonly List<Consignment> _changed = [];
    private readonly List<FoldResult> _folded = [];
    private readonly List<CustodyLink> _links = [];
    private readonly Dictionary<string, IReadOnlyList<CustodyLink>> _known = new(StringComparer.Ordinal);

    public async Task KnowAsync(string dossier, IConsignments consignments, CancellationToken ct)
    {
        if (!_known.ContainsKey(dossier))
        {
            _known[dossier] = await consignments.CustodyAsync(dossier, ct);
        }
    }

    /// <summary>Disputed: it stays where it is, free for another slip.</summary>
    public void Free(Consignment each) => _changed.Add(each with { Handover = null });

    public void Pass(Consignment each, PostalFold fold)
    {
        var (told, from, to) = (slip.Way, each.Direction) switch
        {
            (HandoverWay.ToPost, _) => (ConsignmentState.PickedUp, Holder.Clerk, Holder.Postman),
            (_, PostalDirection.Pickup) => (ConsignmentState.Delivered, Holder.Postman, Holder.Clerk),
            _ => (ConsignmentState.Returned, Holder.Postman, Holder.Clerk),
        };
        var folded = fold.Fold(each, new TrackingEvent(
            each.Number, staff.Source, $"{slip.Id}/{each.Number}", PostalRecordKind.Act, "handover", told, IsKnown: true, null, at, null, slip.Id, null, default), now);
        _folded.Add(folded);
        _changed.Add(folded.Consignment);
        if (folded.Verdict is not MoveVerdict.Conflict)
        {
            // A paper that the citizen did not give is not passed on either.
            IReadOnlyList<CustodyLink> links = [.. _known[each.Dossier], .. _links.Where(link => link.Dossier == each.Dossier)];
            var items = each.Direction is PostalDirection.Pickup ? CustodyWriter.Fetched(links, each) : null;
            _links.AddRange(CustodyWriter.Links(links, each, items, from, to, staff, at, now));
        }
    }

    public SheetStep Step() => new(slip)
    {
        Consignments = _changed,
        Records = [.. _folded.Select(folded => folded.Record)],
        Custody = _links,
        Tasks = [.. _folded.SelectMany(folded => folded.Tasks)],
        EndedTasks = [.. _folded.SelectMany(folded => folded.EndedTasks)],
        Events = [.. _folded.SelectMany(folded => folded.Events)],
    };
}
