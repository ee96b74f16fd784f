using Hub.Core.Concurrency;
using Hub.Payments.Booking;
using Hub.Payments.Files.Statements;
using Hub.Payments.Model;

namespace Hub.Payments.Former;

/// <summary>
/// Takes over fees that were open in the system before. Each is asked for anew, and found by its old reference, its number and its dossier too. A row is a line of a
/// fee; rows of one dossier and number are one fee, which is taken whole or not at all.
/// </summary>
public sealed class FormerFees(IPayments payments, FeeSettler settler, AccountRegistry accounts, TimeProvider clock)
{
    private const int MostName = 60;
    private const string By = "import/fees";

    private static readonly Dictionary<string, FeeKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["fee"] = FeeKind.Fee,
        ["phí"] = FeeKind.Fee,
        ["charge"] = FeeKind.Charge,
        ["lệ phí"] = FeeKind.Charge,
    };

    /// <param name="stream">Seekable, left open.</param>
    /// <param name="isTrial">Reads and judges, and writes nothing.</param>
    public async Task<FormerReport> ImportAsync(Stream stream, bool isTrial, CancellationToken ct)
    {
        var sheet = new FormerSheet(stream, "dossier!", "fee!", "kind!", "name!", "amount!", "code", "reference", "feeType", "agency", "payer", "dueOn");
        var lost = new HashSet<string>(StringComparer.Ordinal);
        var fees = sheet.Read(row => Read(row, lost)).ToList().GroupBy(row => row.Fee.Id, StringComparer.Ordinal).ToList();
        var (added, known, isWhole) = (0, 0, true);
        foreach (var rows in fees)
        {
            var first = rows.First();
            if (lost.Contains(rows.Key) || rows.Any(row => (row.Fee with { Lines = first.Fee.Lines }) != first.Fee || row.Reference != first.Reference))
            {
                sheet.Refused.AddRange(rows.Select(row => new FileRefusal(new Place(row.Line, 1), RefusalCodes.Format, (
                    "Khoản thu này có dòng bị từ chối, hoặc các dòng ghi khác nhau", "Another row of this fee is refused, or its rows say different things"))));
                continue;
            }

            var fee = first.Fee with { Lines = [.. rows.SelectMany(row => row.Fee.Lines)] };
            switch (await Recompute.UntilStoredAsync(BookingService.MaxTries, () => TakeAsync(fee, first.Reference, isTrial, ct)))
            {
                case null:
                    isWhole = false;
                    break;
                case Taken.Added:
                    added++;
                    break;
                case Taken.Known:
                    known++;
                    break;
                default:
                    sheet.Refused.Add(new FileRefusal(new Place(first.Line, 1), "differs", ("Khoản thu đã có với nội dung khác", "The fee is there already and says something else")));
                    break;
            }
        }

        return new FormerReport(sheet.Count, added, known, sheet.Refused, isWhole);
    }

    private async Task<object?> TakeAsync(Fee fee, string? reference, bool isTrial, CancellationToken ct)
    {
        if (await payments.FileAsync(fee.Id, ct) is { } file)
        {
            return !file.Fee.IsCancelled && file.Fee.Lines.SequenceEqual(fee.Lines) ? Taken.Known : Taken.Differs;
        }

        if (isTrial)
        {
            return Taken.Added;
        }

        var draft = new MoneyDraft(clock.GetUtcNow(), By);
        draft.Know(new FeeFile(fee, [], []));
        draft.Put(fee);
        settler.Settle(draft, fee.Id, null, await accounts.ListAsync(ct));
        var names = new[] { reference, FormerReference.Plain(fee.Number), FormerReference.Plain(fee.Dossier) }.OfType<string>().Distinct(StringComparer.Ordinal);
        return await payments.CommitAsync(draft.ToBatch() with { Former = [.. names.Select(name => new FormerReference(name, fee.Id))] }, ct) ? Taken.Added : null;
    }

    private static FeeRow? Read(FormerSheet row, HashSet<string> lost)
    {
        var (dossier, number) = (row.Needed("dossier", MostName), row.Needed("fee", MostName));
        if (!Kinds.TryGetValue(row.Needed("kind"), out var kind))
        {
            row.Refuse("kind", RefusalCodes.Format, ("Phải là fee (phí) hoặc charge (lệ phí)", "Must be fee or charge"));
        }

        var told = row.Text("reference", MostName);
        var reference = FormerReference.Plain(told);
        if (told is not null && reference is null)
        {
            row.Refuse("reference", RefusalCodes.Format, ("Mã quá ngắn hoặc không có chữ số; không tìm được trong nội dung chuyển khoản", "Too short or without a digit: it cannot be found in the text of a transfer"));
        }

        var fee = new Fee
        {
            Dossier = dossier,
            Number = number,
            Lines = [new FeeLine(kind, row.Needed("name"), row.Amount("amount"), row.Text("code", MostName))],
            FeeType = row.Text("feeType", MostName),
            Agency = row.Text("agency", MostName),
            Payer = row.Text("payer"),
            DueDay = row.Day("dueOn"),
        };
        if (row.IsRefused)
        {
            lost.Add(fee.Id);
            return null;
        }

        return new FeeRow(row.Line, fee, reference);
    }

    private enum Taken
    {
        Added,
        Known,
        Differs,
    }

    /// <param name="Fee">With the one line of the row.</param>
    private sealed record FeeRow(int Line, Fee Fee, string? Reference);
}
