using System.Text.Json.Nodes;
using Hub.Payments.Files;
using Hub.Payments.Files.Statements;
using Hub.Payments.Matching;
using Hub.Payments.Model;
using Hub.UnitTests.Sandbox.Payments;
using Xunit;
using static Hub.UnitTests.Payments.Matching.MatchCases;

namespace Hub.UnitTests.Payments.Matching;

/// <summary>A day of the bank's twin, read from its own files and compared with its answer key, every line of it.</summary>
public sealed class TwinDayTests
{
    private const int Codes = 90;

    private static readonly string[] Days = ["2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24"];

    [Fact]
    public async Task Every_line_of_a_day_is_judged_as_the_answer_key_says()
    {
        await using var bank = await BankServer.StartAsync();
        await bank.ControlAsync("/day", new JsonObject { ["payloads"] = BankServer.Payloads(Codes), ["day"] = Days[0], ["seed"] = 7, ["flawedSlips"] = 8 });
        await PayAsync(bank, Codes + 1, "mangled", "cut");
        await PayAsync(bank, Codes + 2, "mangled", "lost");
        await PayAsync(bank, Codes + 3, "twice", null);
        await PayAsync(bank, Codes + 4, "too-little", null);
        await PayAsync(bank, Codes + 5, "too-much", null);
        await PayAsync(bank, Codes + 6, "card", null);
        await bank.PassAsync(TimeSpan.FromHours(12));
        await bank.ControlAsync($"/movements/{await FirstAsync(bank, "right")}/reverse", []);
        var sale = (await bank.ControlAsync("/slips"))["slips"]!.AsArray().First(slip => (string)slip!["description"]! != "")!;
        await bank.ControlAsync($"/slips/{sale["rrn"]}/chargeback", []);
        await bank.PassAsync(TimeSpan.FromDays(2));
        await bank.ControlAsync($"/batches/{Days[0]}/settle", new JsonObject { ["shortBy"] = 5_000 });
        await bank.PassAsync(TimeSpan.FromDays(1));

        var lines = (await LinesAsync(bank)).ToList();
        var fees = Enumerable.Range(1, Codes + 6).Select(n => new DueFee { Id = $"D/{n}", Amount = 1_000L * (n + 7), Account = Account, References = [BankServer.Code((uint)n).Purpose!] }).ToList();
        var result = Run(new MatchingInput(new DateOnly(2026, 11, 30), fees, lines));

        var payments = new Dictionary<long, JsonNode>();
        foreach (var day in Days)
        {
            foreach (var payment in (await bank.KeyAsync(day))["payments"]!.AsArray())
            {
                payments.TryAdd((long)payment!["movement"]!, payment);
            }
        }

        var key = payments.OrderBy(pair => pair.Key).Select(pair => (What: $"movement {pair.Key}", Find: (string)pair.Value["find"]!)).ToList();
        Assert.Equal(key, payments.OrderBy(pair => pair.Key).Select(pair => ($"movement {pair.Key}", Judged(result, fees, lines, (string)pair.Value["bankReference"]!))));
        var slips = (await bank.KeyAsync(Days[0]))["slips"]!.AsArray().Select(slip => (Rrn: (string)slip!["rrn"]!, Find: (string)slip["find"]!)).ToList();
        Assert.Equal(slips, slips.Select(slip => (slip.Rrn, JudgedSlip(result, lines, slip.Rrn))));
        Assert.All((string[])["exact", "underpaid", "overpaid", "second", "candidate", "unidentified", "reversed", "reversal", "settlement", "chargeback", "charge"], find => Assert.Contains(find, key.Select(each => each.Find)));
        Assert.All((string[])["matched", "missing-in-agent", "missing-in-merchant", "error-amount", "error-duplicate"], find => Assert.Contains(find, slips.Select(each => each.Find)));

        // Nothing is found that nobody planted: each kind as often as the key has it.
        int Of(params string[] finds) => key.Count(each => finds.Contains(each.Find)) + slips.Count(each => finds.Contains(each.Find));
        var bare = slips.Count(slip => slip.Find is not "missing-in-merchant" && lines.Any(line => line.Side is LineSide.Hub && line.Slip?.Rrn == slip.Rrn && line.Text is null));
        var expected = new Dictionary<DiscrepancyKind, int>
        {
            [DiscrepancyKind.Amount] = Of("underpaid", "overpaid", "error-amount"),
            [DiscrepancyKind.DuplicatePayment] = Of("second", "error-duplicate"),
            [DiscrepancyKind.Unidentified] = Of("candidate", "unidentified") + bare,
            [DiscrepancyKind.Reversal] = Of("reversal", "chargeback"),
            [DiscrepancyKind.MissingAtBank] = Of("missing-in-agent"),
            [DiscrepancyKind.MissingInHub] = Of("missing-in-merchant"),
            [DiscrepancyKind.SettlementShort] = 1,
        };
        Assert.Equal(expected.OrderBy(pair => pair.Key), result.ByKind().Select(kind => KeyValuePair.Create(kind.Kind, kind.Count)));
        Assert.Equal(-5_000, result.Discrepancies.Single(found => found.Kind is DiscrepancyKind.SettlementShort).Amount);
        Assert.Empty(result.Waiting);
    }

    private static Task<JsonArray> PayAsync(BankServer bank, int number, string how, string? mangling)
    {
        var order = new JsonObject { ["how"] = how };
        if (mangling is not null)
        {
            order["mangling"] = mangling;
        }

        return bank.PayAsync([BankServer.Payload(BankServer.Code((uint)number, 1_000L * (number + 7)))], order);
    }

    private static async Task<long> FirstAsync(BankServer bank, string how) =>
        (long)(await bank.ControlAsync("/movements"))["movements"]!.AsArray().First(movement => (string)movement!["how"]! == how && movement["tellers"] is null && (string)movement["kind"]! == "transfer")!["seq"]!;

    // What the messengers told and the terminals printed, and what stands in the files.
    private static async Task<List<MoneyLine>> LinesAsync(BankServer bank)
    {
        var lines = new List<MoneyLine>();
        foreach (var movement in (await bank.ControlAsync("/movements"))["movements"]!.AsArray())
        {
            if ((string)movement!["kind"]! == "transfer" && movement["tellers"] is null)
            {
                var at = DateTimeOffset.Parse((string)movement["at"]!, System.Globalization.CultureInfo.InvariantCulture);
                lines.Add(Told($"m{movement["seq"]}", (long)movement["amount"]!, (string)movement["text"]!) with
                {
                    At = at,
                    Day = Core.Calendar.VietnamClock.DayOf(at),
                    BankReference = (string)movement["bankReference"]!,
                });
            }
        }

        foreach (var slip in (await bank.ControlAsync("/slips"))["slips"]!.AsArray().Where(slip => (string)slip!["flaw"]! != "unknown"))
        {
            var description = (string)slip!["description"]!;
            lines.Add(Told($"s{slip["seq"]}", (long)slip["amount"]!, description.Length == 0 ? null : description) with
            {
                Method = PaymentMethod.Card,
                Account = "",
                Day = new DateOnly(2026, 11, 21),
                Slip = new() { Terminal = (string?)slip["terminal"], Batch = (string?)slip["batch"], Trace = (string?)slip["trace"], Rrn = (string?)slip["rrn"], Approval = (string?)slip["approval"] },
            });
        }

        foreach (var file in Days.Select(day => (Name: $"{Account}.mt940", Day: day)).Append((Name: "pos.csv", Day: Days[0])))
        {
            using var stream = new MemoryStream(await bank.FileAsync(file.Name, file.Day));
            lines.AddRange(StatementFiles.Read(stream, []).OfType<StatementLine>().Select(MoneyLines.Of));
        }

        return lines;
    }

    private static string Judged(MatchingResult result, List<DueFee> fees, List<MoneyLine> lines, string reference)
    {
        var payer = lines.Find(line => line.Side is LineSide.Hub && line.BankReference == reference) ?? lines.Find(line => line.Side is LineSide.Bank && line.BankReference == reference)!;
        var claim = new Claim(payer.Side, payer.Id, LineEnd.Purpose);
        if (result.Discrepancies.FirstOrDefault(found => found.Holds.Contains(claim)) is { } held)
        {
            return held.Kind switch
            {
                DiscrepancyKind.DuplicatePayment => "second",
                DiscrepancyKind.Unidentified => held.Candidates.Count > 0 ? "candidate" : "unidentified",
                DiscrepancyKind.Reversal => payer.Amount > 0 ? "reversed" : payer.IsReversal ? "reversal" : "chargeback",
                DiscrepancyKind.SettlementShort => "settlement",
                _ => $"{held.Kind}",
            };
        }

        var match = result.Matches.Single(match => match.Claims.Contains(claim));
        if (match.Rule is MatchRule.AgreedCharge)
        {
            return "charge";
        }

        var fee = fees.Single(fee => match.Claims.Any(claim => claim.Side is LineSide.Fee && claim.Id == fee.Id));
        var before = match.Claims.TakeWhile(each => each != claim).Sum(each => lines.Single(line => line.Side == each.Side && line.Id == each.Id).Amount);
        return (before + payer.Amount).CompareTo(fee.Amount) switch { < 0 => "underpaid", > 0 => "overpaid", _ => before > 0 ? "completes" : "exact" };
    }

    private static string JudgedSlip(MatchingResult result, List<MoneyLine> lines, string rrn)
    {
        var own = lines.Find(line => line.Side is LineSide.Hub && line.Slip?.Rrn == rrn);
        var claims = lines.Where(line => line.Side is LineSide.Acquirer && line.Slip?.Rrn == rrn).Select(line => new Claim(line.Side, line.Id, LineEnd.Purpose)).ToList();
        var kinds = result.Discrepancies.Where(found => found.Holds.Any(claim => claims.Contains(claim) || claim == new Claim(LineSide.Hub, own?.Id ?? "", LineEnd.Onward))).Select(found => found.Kind).Order().ToList();
        return kinds switch
        {
            [] => "matched",
            [DiscrepancyKind.MissingAtBank] => "missing-in-agent",
            [DiscrepancyKind.MissingInHub] => "missing-in-merchant",
            [DiscrepancyKind.Amount] => "error-amount",
            [DiscrepancyKind.DuplicatePayment] => "error-duplicate",
            _ => string.Join(' ', kinds),
        };
    }
}
