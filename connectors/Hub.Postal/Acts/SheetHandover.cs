using System.Globalization;
using Hub.Core.Inbox;
using Hub.Core.Schemas.Explaining;
using Hub.Core.Tasks;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.Postal.Telling;
using Hub.Postal.Tracking;

namespace Hub.Postal.Acts;

/// <summary>Handover slips: papers change hands when both sides have signed, and only those that neither disputes.</summary>
public sealed class SheetHandover(IConsignments consignments, PostalFold fold, PostalAlerts alerts, PostalOptions options)
{
    internal async Task<SheetStep> ConfirmAsync(PostalStaff staff, PostalSheet sheet, SheetChange change, DateTimeOffset now, CancellationToken ct)
    {
        var side = staff.Operator is null ? SheetActs.AgencyConfirmed : SheetActs.PostConfirmed;
        if (sheet.Lines.Count == 0 || sheet.State is SheetState.Confirmed || sheet.Marks.Any(mark => mark.Act == side))
        {
            return SheetStep.Refused(sheet, ("Phiếu này trống, hoặc bên này đã xác nhận rồi.", "The slip is empty, or this side has confirmed it already."));
        }

        var on = sheet.Lines.Select(line => line.Number).ToHashSet(StringComparer.Ordinal);
        var stray = (change.Disputes ?? []).ToList().FindIndex(dispute => !on.Contains(dispute.Number));
        if (stray >= 0)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"/disputes/{stray}/number");
            return new SheetStep(sheet) { Refusal = new ActResult<SheetAnswer>.Invalid([new SchemaViolation(at, "enum", ("Số đơn không có trên phiếu.", "The number is not on the slip."))]) };
        }

        // The side itself last: a slip that bears both is through.
        var marks = sheet.Marks
            .Concat((change.Disputes ?? []).Select(dispute => new SheetMark(SheetActs.Disputed, staff.Id, null, change.At, now) { Number = dispute.Number, Note = dispute.Note }))
            .Append(new SheetMark(side, staff.Id, change.Name, change.At, now)).ToList();
        var signed = marks.Where(mark => mark.Act is SheetActs.AgencyConfirmed or SheetActs.PostConfirmed).ToList();
        var told = await TellAsync(sheet, change, now, ct);
        var findings = marks.Any(mark => mark.Act is SheetActs.Disputed) ? (ActFinding[])[ActFindings.LineDisputed] : [];
        var step = signed.Count < 2
            ? new SheetStep(sheet with { State = SheetState.Closed, Marks = marks })
            : await PassAsync(staff, sheet with { State = SheetState.Confirmed, Marks = marks }, signed.Max(mark => mark.At), now, ct);
        return step with { Findings = findings, Tasks = [.. step.Tasks, .. told.Select(each => each.Task)], Events = [.. step.Events, .. told.Select(each => each.Told)] };
    }

    // At once: the other side may never sign. What it disputes again is told already.
    private async Task<IReadOnlyList<(WorkTask Task, Submission Told)>> TellAsync(PostalSheet sheet, SheetChange change, DateTimeOffset now, CancellationToken ct)
    {
        var before = sheet.Marks.Where(mark => mark.Act is SheetActs.Disputed).Select(mark => mark.Number);
        var fresh = (change.Disputes ?? []).Select(dispute => dispute.Number).Except(before.OfType<string>(), StringComparer.Ordinal).ToList();
        var found = await consignments.FindAsync(fresh, ct);
        return [.. found.Values.Select(each => alerts.Raise(ActSentences.HandoverDisputed(each, sheet.Id, options), $"{sheet.Id}/{each.Number}", each, now))];
    }

    private async Task<SheetStep> PassAsync(PostalStaff staff, PostalSheet slip, DateTimeOffset at, DateTimeOffset now, CancellationToken ct)
    {
        var disputed = slip.Marks.Where(mark => mark.Act is SheetActs.Disputed).Select(mark => mark.Number).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var found = await consignments.FindAsync([.. slip.Lines.Select(line => line.Number)], ct);
        var passing = new Passing(slip, staff, at, now);
        foreach (var each in slip.Lines.Select(line => found.GetValueOrDefault(line.Number)).OfType<Consignment>())
        {
            if (disputed.Contains(each.Number))
            {
                passing.Free(each);
                continue;
            }

            await passing.KnowAsync(each.Dossier, consignments, ct);
            passing.Pass(each, fold);
        }

        return passing.Step();
    }
}
