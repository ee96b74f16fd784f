using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.Postal.Telling;

namespace Hub.Postal.Acts;

/// <summary>Remittance lists: the cash that the post collected, handed on to the centre to the đồng.</summary>
public sealed class SheetMoney(IConsignments consignments, PostalAlerts alerts, PostalOptions options)
{
    private const int AtOnce = 500;

    /// <summary>Adds all cash of the sheet's operator and office that is on no list yet, at most 500 at once.</summary>
    internal async Task<SheetStep> FillAsync(PostalSheet sheet, DateTimeOffset now, CancellationToken ct)
    {
        if (sheet.State is not SheetState.Open)
        {
            return SheetStep.NotOpen(sheet);
        }

        if (sheet.Lines.Count >= SheetLines.MaxLines)
        {
            return new SheetStep(sheet) { Findings = [ActFindings.Full] };
        }

        var room = Math.Min(AtOnce, SheetLines.MaxLines - sheet.Lines.Count);
        var open = await OpenAsync(sheet, room + 1, ct);
        var taken = open.Take(room).ToList();
        return new SheetStep(sheet with { Lines = [.. sheet.Lines, .. taken.Select(each => SheetLines.Line(sheet, each, now))] })
        {
            Consignments = [.. taken.Select(each => SheetLines.On(sheet.Kind, each, sheet.Id))],
            Lines = [.. taken.Select(each => SheetLineVerdict.Of(each.Number, "added"))],
            Findings = open.Count > room ? [ActFindings.More] : [],
        };
    }

    // By the office that took the money and not by the one that has the parcel now: those of other offices are read past.
    private async Task<List<Consignment>> OpenAsync(PostalSheet sheet, int most, CancellationToken ct)
    {
        var (open, filter) = (new List<Consignment>(), new ConsignmentFilter(sheet.Operator, UnremittedCash: true));
        for (string? after = null; open.Count < most;)
        {
            var page = await consignments.ListAsync(filter, after, AtOnce, ct);
            open.AddRange(page.Where(each => SheetLines.IsOfOffice(sheet, each)));
            if (page.Count < AtOnce)
            {
                break;
            }

            after = page[^1].Number;
        }

        return open;
    }

    /// <summary>The centre's side has counted. A sum that differs leaves the list waiting, with a task: the difference is found, not booked away.</summary>
    internal SheetStep Receive(PostalStaff staff, PostalSheet sheet, SheetChange change, DateTimeOffset now)
    {
        if (sheet.State is not SheetState.Closed)
        {
            return SheetStep.Refused(sheet, ("Chỉ nhận tiền theo bảng kê đã chốt và chưa xác nhận.", "Money is received by a list that is closed and not confirmed yet."));
        }

        var counted = change.Amount!.Value;
        if (counted == sheet.Total)
        {
            return new SheetStep(sheet with { State = SheetState.Confirmed, Marks = [.. sheet.Marks, Mark(SheetActs.Received)] })
            {
                EndedTasks = [new(ActTaskKinds.RemittanceDiffers, sheet.Id, now, staff.Id, "received")],
            };
        }

        var alert = ActSentences.RemittanceDiffers(sheet, counted, options);
        var (task, told) = alerts.Raise(alert, $"{sheet.Id}/{change.ActId}", null, now);
        return new SheetStep(sheet with { Marks = [.. sheet.Marks, Mark(SheetActs.Disputed)] }) { Tasks = [task], Events = [told], Findings = [ActFindings.AmountDiffers] };

        SheetMark Mark(string act) => new(act, staff.Id, change.Name, change.At, now) { Amount = counted };
    }
}
