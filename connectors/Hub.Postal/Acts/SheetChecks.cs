using System.Globalization;
using Hub.Core.Schemas.Explaining;
using Hub.Postal.Consignments;

namespace Hub.Postal.Acts;

internal static class SheetChecks
{
    public const int MaxNumbers = 500;

    public static void Opening(PostalStaff staff, SheetOpening opening, Faults faults)
    {
        // An id that looks like a printed page could never be read again.
        if (!Faults.IsId(opening.Id, 60) || opening.Id.Contains(':', StringComparison.Ordinal) || opening.Id.EndsWith(".pdf", StringComparison.Ordinal) || opening.Id.EndsWith(".html", StringComparison.Ordinal))
        {
            faults.Add("/id", "pattern", ("Cần 1 đến 60 ký tự trong A-Z a-z 0-9 . _ -, không kết thúc bằng .pdf hoặc .html.", "1 to 60 characters of A-Z a-z 0-9 . _ - are needed, not ending in .pdf or .html."));
        }

        if (staff.Operator is null && opening.Operator is null)
        {
            faults.Required("/operator");
        }

        if (staff.Operator is { } carrier && opening.Operator is { } named && named != carrier)
        {
            faults.Word("/operator", named, [carrier]);
        }

        if (staff.Office is { } own && opening.Office is { } office && office != own)
        {
            faults.Word("/office", office, [own]);
        }

        faults.Text("/office", opening.Office, 40);
        if (opening.Kind is SheetKind.Handover != opening.Way is not null)
        {
            faults.Add("/way", "required", ("Phiếu giao nhận, và chỉ phiếu giao nhận, cần chiều: to-post hoặc to-agency.", "A handover slip, and only that, needs its way: to-post or to-agency."));
        }
    }

    public static IReadOnlyList<SchemaViolation> Wrong(SheetChange change)
    {
        var faults = new Faults();
        faults.Id("/actId", change.ActId);
        if (change.Act is SheetActs.Add or SheetActs.Remove && (change.Numbers is not { Count: > 0 and <= MaxNumbers } || change.Numbers.Any(number => number is null)))
        {
            faults.Add("/numbers", "maxItems", ($"Cần 1 đến {MaxNumbers} số đơn.", $"1 to {MaxNumbers} numbers are needed."));
        }

        faults.Unless(change.Numbers is null || change.Act is SheetActs.Add or SheetActs.Remove, "/numbers");
        faults.Unless(change.Name is null || change.Act is SheetActs.Confirm or SheetActs.Receive or SheetActs.Close, "/name");
        faults.Unless(change.Amount is null || change.Act is SheetActs.Receive, "/amount");
        faults.Unless(change.Disputes is null || change.Act is SheetActs.Confirm, "/disputes");
        faults.Text("/name", change.Name, 200, isRequired: change.Act is SheetActs.Confirm or SheetActs.Receive);
        if (change.Act is SheetActs.Receive && change.Amount is not >= 0)
        {
            faults.Add("/amount", "minimum", ("Cần số tiền đã kiểm đếm, đồng.", "The money counted is needed, whole đồng."));
        }

        foreach (var (dispute, index) in (change.Disputes ?? []).Select((dispute, index) => (dispute, index)))
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"/disputes/{index}");
            faults.Text(at + "/number", dispute?.Number, 200, isRequired: true);
            faults.Text(at + "/note", dispute?.Note, 300);
        }

        return faults.All;
    }
}
