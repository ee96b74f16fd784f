using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Functions.Demo;
using Hub.Payments.Booking;
using Hub.Payments.Model;

namespace Hub.Functions.Payments.Demo;

/// <summary>
/// Proves, past the hub's own account, that the ledger holds what the answer key of bank and acquirer and the receipts for cash say: every đồng once and in one place;
/// that the files, sent once more, add nothing; and that no forged call was taken.
/// </summary>
internal sealed class PaymentsDemoProof(DemoEvidence evidence)
{
    private readonly BankTwin _bank = new(evidence.Twin);
    private readonly IPayments _payments = evidence.Services.GetRequiredService<IPayments>();

    public async Task<DemoProof> LookAsync(CancellationToken ct)
    {
        var files = new DayFiles(evidence.Hub, _bank);
        var (keys, answers) = (new List<DayKey>(), new List<JsonNode>());
        foreach (var day in await files.DaysAsync(ct))
        {
            keys.Add(await _bank.KeyAsync(day, ct));
            answers.AddRange(await files.ImportAsync(day, isFalse: false, ct));
        }

        var figures = await MoneyFigures.ReadAsync(_payments, ct);
        var fees = await FeesAsync(keys, ct);
        var comparison = MoneyComparison.Of(keys, Receipts(), figures.Payments, fees.GetValueOrDefault);
        var faults = await _payments.FaultsAsync(ct);
        var (forged, believed) = await _bank.ForgedAsync(ct);
        var added = answers.Sum(answer => answer["added"]!.GetValue<int>());
        var asked = PaymentsDemo.Fees(evidence.Events);
        List<Bilingual> differences =
        [
            .. comparison.Differences,
            .. Files(keys, answers),
            .. faults.Select(fault => new Bilingual($"sổ tiền: {fault.Code} {fault.Id}", $"ledger: {fault.Code} {fault.Id}")),
        ];
        if (figures.Fees != asked)
        {
            differences.Add(($"{asked} khoản thu đã gửi, sổ có {figures.Fees}", $"{asked} fees were told, the ledger has {figures.Fees}"));
        }

        if (believed > 0)
        {
            differences.Add(($"{believed} tin giả mạo đã được nhận", $"{believed} forged calls were taken"));
        }

        return new DemoProof(differences.Count == 0, Lines(figures, comparison, answers, forged, faults.Count), differences, Figures(figures, comparison, added, forged));
    }

    private static IReadOnlyList<Bilingual> Lines(MoneyFigures figures, MoneyComparison comparison, List<JsonNode> answers, int forged, int faults)
    {
        var lines = answers.SelectMany(answer => answer["statements"]!.AsArray()).Sum(statement => statement!["lines"]!.GetValue<int>());
        return
        [
            ($"{figures.Fees} khoản thu, {figures.Paid} đã nộp đủ, {figures.Payments.Count} khoản tiền", $"{figures.Fees} fees, {figures.Paid} paid in full, {figures.Payments.Count} payments"),
            .. figures.Lines(),
            (
                $"đã khớp {MoneyFigures.Dong(figures.In(PaymentState.Matched))}, bị thu hồi {MoneyFigures.Dong(figures.In(PaymentState.Reversed))}{(faults == 0 ? "; mỗi đồng ở đúng một nơi" : $"; {faults} lỗi trong sổ")}",
                $"matched {MoneyFigures.Dong(figures.In(PaymentState.Matched))}, taken back {MoneyFigures.Dong(figures.In(PaymentState.Reversed))}{(faults == 0 ? "; every đồng in one place" : $"; {faults} faults in the ledger")}"),
            (
                $"ngân hàng và biên lai: {comparison.Expected} khoản; sổ thiếu {comparison.Lost}, ghi hai lần {comparison.Doubled}",
                $"bank and receipts: {comparison.Expected} payments; in the ledger lost {comparison.Lost}, doubled {comparison.Doubled}"),
            ($"sao kê và tệp thẻ: {lines} dòng khớp số dư; {forged} tin giả bị từ chối", $"statement and card files: {lines} lines that close; {forged} forged calls refused"),
        ];
    }

    private static JsonObject Figures(MoneyFigures figures, MoneyComparison comparison, int added, int forged)
    {
        var json = figures.ToJson();
        json["expected"] = comparison.Expected;
        json["lost"] = comparison.Lost;
        json["doubled"] = comparison.Doubled;
        json["addedByRepeatedFiles"] = added;
        json["forgedRefused"] = forged;
        return json;
    }

    // A chain of pages is one statement: its first opening and its last closing are the account's.
    private static IEnumerable<Bilingual> Files(List<DayKey> keys, List<JsonNode> answers)
    {
        foreach (var answer in answers.Where(answer => answer["added"]!.GetValue<int>() > 0 || answer["refused"]!.AsArray().Count > 0))
        {
            yield return (
                $"{answer["file"]}: gửi lại mà thêm {answer["added"]} dòng, từ chối {answer["refused"]!.AsArray().Count}", $"{answer["file"]}: sent again it added {answer["added"]} lines, {answer["refused"]!.AsArray().Count} refused");
        }

        var statements = answers.SelectMany(answer => answer["statements"]!.AsArray()).OfType<JsonNode>().ToList();
        foreach (var account in keys.SelectMany(key => key.Accounts).Where(account => account.Lines > 0))
        {
            var told = statements.Where(statement => statement["account"]?.GetValue<string>() == account.Account).ToList();
            if (!told.Exists(statement => statement["closing"]?.GetValue<long>() == account.Closing && statement["booked"]!.GetValue<bool>()))
            {
                yield return ($"{account.Account}: số dư cuối ngày không khớp ngân hàng", $"{account.Account}: the closing balance is not the bank's");
            }
        }
    }

    private async Task<Dictionary<string, string?>> FeesAsync(List<DayKey> keys, CancellationToken ct)
    {
        var references = keys.SelectMany(key => key.Payments.Select(payment => payment.Reference).Concat(key.Slips.Select(slip => slip.Reference))).OfType<string>().Distinct(StringComparer.Ordinal);
        var fees = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var some in references.Chunk(100))
        {
            foreach (var request in await _payments.RequestsAsync(some, ct))
            {
                fees[request.Reference.Text] = request.Fee;
            }
        }

        return fees;
    }

    private Dictionary<string, long> Receipts() => evidence.Events.Where(e => e.Json.Contains(PaymentEventTypes.CashReceived, StringComparison.Ordinal)).Select(e => JsonNode.Parse(e.Json)!["data"]!)
        .ToDictionary(cash => cash["receipt"]!.GetValue<string>(), cash => cash["amount"]!.GetValue<long>(), StringComparer.Ordinal);
}
