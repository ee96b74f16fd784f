using Hub.Postal.Consignments;

namespace Hub.Postal.Acts;

/// <summary>Puts consignments on sheets and takes them off. A consignment lies on one live sheet of each kind.</summary>
public sealed class SheetLines(IConsignments consignments)
{
    internal const int MaxLines = 2000;

    internal async Task<SheetStep> AddAsync(PostalStaff staff, PostalSheet sheet, SheetChange change, DateTimeOffset now, CancellationToken ct)
    {
        if (sheet.State is not SheetState.Open)
        {
            return SheetStep.NotOpen(sheet);
        }

        var found = await consignments.FindAsync([.. change.Numbers!.Distinct(StringComparer.Ordinal)], ct);
        var live = await LiveAsync(sheet, found.Values, ct);
        var (lines, changed, verdicts) = (sheet.Lines.ToList(), new List<Consignment>(), new List<SheetLineVerdict>());
        var on = lines.Select(line => line.Number).ToHashSet(StringComparer.Ordinal);
        foreach (var number in change.Numbers!)
        {
            var verdict = !found.TryGetValue(number, out var each) || !IsTheirs(staff, sheet, each) || each.Operator != sheet.Operator || each.State is ConsignmentState.Requested ? "not-found"
                : on.Contains(number) ? "already"
                : !IsOfOffice(sheet, each) ? "other-office"
                : Other(sheet.Kind, each) is { } other && live.Contains(other) ? "on-other-sheet"
                : Unfit(sheet, each)
                ?? (lines.Count >= MaxLines ? "sheet-full" : "added");
            verdicts.Add(SheetLineVerdict.Of(number, verdict));
            if (verdict is "added")
            {
                lines.Add(Line(sheet, each!, now));
                changed.Add(On(sheet.Kind, each!, sheet.Id));
                on.Add(number);
            }
        }

        return new SheetStep(sheet with { Lines = lines }) { Consignments = changed, Lines = verdicts };
    }

    internal async Task<SheetStep> RemoveAsync(PostalSheet sheet, SheetChange change, CancellationToken ct)
    {
        if (sheet.State is not SheetState.Open)
        {
            return SheetStep.NotOpen(sheet);
        }

        var on = sheet.Lines.Select(line => line.Number).ToHashSet(StringComparer.Ordinal);
        var verdicts = change.Numbers!.Select(number => SheetLineVerdict.Of(number, on.Remove(number) ? "removed" : "not-on-sheet")).ToList();
        var found = await consignments.FindAsync([.. verdicts.Where(line => line.Verdict is "removed").Select(line => line.Number)], ct);
        return new SheetStep(sheet with { Lines = [.. sheet.Lines.Where(line => on.Contains(line.Number))] })
        {
            Consignments = [.. found.Values.Where(each => Other(sheet.Kind, each) == sheet.Id).Select(each => On(sheet.Kind, each, null))],
            Lines = verdicts,
        };
    }

    internal static SheetLine Line(PostalSheet sheet, Consignment each, DateTimeOffset now) => new(
        each.Number, each.Waybill, each.Dossier, each.Papers.Sum(paper => paper.Count), sheet.Kind is SheetKind.Remittance ? each.Cash!.Amount : 0, now);

    internal static Consignment On(SheetKind kind, Consignment each, string? sheet) => kind switch
    {
        SheetKind.Manifest => each with { Manifest = sheet },
        SheetKind.Handover => each with { Handover = sheet },
        _ => each with { Cash = each.Cash! with { Sheet = sheet } },
    };

    /// <summary>What lies on an office's sheet is seen and signed for by that office: nothing of another belongs on it.</summary>
    internal static bool IsOfOffice(PostalSheet sheet, Consignment each) =>
        sheet.Office is null || (sheet.Kind is SheetKind.Remittance ? each.Cash?.Office ?? each.Office : each.Office) is not { } office || office == sheet.Office;

    // The money stays with whoever took it, though the parcel has gone on to another office.
    private static bool IsTheirs(PostalStaff staff, PostalSheet sheet, Consignment each) =>
        staff.Sees(sheet.Kind is SheetKind.Remittance && each.Cash?.Office is { } office ? each with { Office = office } : each);

    private static string? Other(SheetKind kind, Consignment each) => kind switch
    {
        SheetKind.Manifest => each.Manifest,
        SheetKind.Handover => each.Handover,
        _ => each.Cash?.Sheet,
    };

    // Only what was carried away to be delivered goes out by a slip; whatever a postman holds may come back by one.
    private static string? Unfit(PostalSheet sheet, Consignment each) => sheet.Kind switch
    {
        SheetKind.Remittance => each.Cash is null ? "no-cash" : null,
        SheetKind.Handover when sheet.Way is HandoverWay.ToAgency => each.IsLive || IsBack(each) ? null : "wrong-state",
        _ when !each.IsLive => "wrong-state",
        SheetKind.Handover when each.Direction is PostalDirection.Pickup => "wrong-state",
        _ => null,
    };

    // Found again after it was lost, or told by the operator already: the agency signs for it all the same.
    private static bool IsBack(Consignment each) => each.State is ConsignmentState.Lost
        || each is { State: ConsignmentState.Delivered, Direction: PostalDirection.Pickup } or { State: ConsignmentState.Returned, Direction: PostalDirection.Delivery };

    // A manifest binds while it is open, a slip until both sides signed, money for good: it is remitted once.
    private async Task<HashSet<string>> LiveAsync(PostalSheet sheet, IEnumerable<Consignment> found, CancellationToken ct)
    {
        var live = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in found.Select(each => Other(sheet.Kind, each)).OfType<string>().Where(id => id != sheet.Id).Distinct(StringComparer.Ordinal))
        {
            var binds = sheet.Kind is SheetKind.Remittance || (await consignments.SheetAsync(sheet.Kind, id, ct)) switch
            {
                null => false,
                { Kind: SheetKind.Manifest } other => other.State is SheetState.Open,
                var other => other.State is not SheetState.Confirmed,
            };
            if (binds)
            {
                live.Add(id);
            }
        }

        return live;
    }
}
