using Hub.Core.Calendar;
using Hub.Payments.Matching;
using Hub.Payments.References;

namespace Hub.Benchmarks;

/// <summary>
/// Payments, as many statement lines and as many fees, two in a hundred of them wrong, every match explained; beside a bare hash join of the same lines by the bank's
/// reference. A line counts once, on whichever side it is.
/// </summary>
internal static class MatchingBenchmark
{
    private const string Prefix = "H40D";
    private const int Small = 100_000;
    private const int Large = 1_000_000;

    private static readonly DateOnly Day = new(2026, 11, 23);

    public static Task RunAsync(Report report, int rounds)
    {
        var matcher = new Matcher(Prefix, new ExpectedArrival(WorkingCalendars.BuiltIn));
        foreach (var (name, count) in ((string, int)[])[("10⁵", Small), ("10⁶", Large)])
        {
            var input = Input(count);
            for (var round = -1; round < (count == Small ? rounds : Math.Min(rounds, 3)); round++)
            {
                Measure(report, round, $"matching: bare hash join, {name}", count * 2, () => Joined(input));
                Measure(report, round, $"matching: every line explained, {name}", count * 3, () => matcher.Run(input));
            }
        }

        report.Ratio("matching: s/line of 10⁶ / of 10⁵", "matching: every line explained, 10⁵", "matching: every line explained, 10⁶", "at most 1.1 ×");
        report.Ratio("bare hash join: s/line of 10⁶ / of 10⁵", "matching: bare hash join, 10⁵", "matching: bare hash join, 10⁶", "beside it");
        report.Ratio("matching: explained / bare hash join, lines/s, 10⁶", "matching: every line explained, 10⁶", "matching: bare hash join, 10⁶", "none set");
        return Task.CompletedTask;
    }

    /// <summary>By the processor's time, so that neighbours on the machine count little; memory is what the answer holds beyond its input, and what was allocated on the way. Round -1 warms up.</summary>
    private static void Measure<T>(Report report, int round, string name, int lines, Func<T> run)
        where T : class
    {
        var (before, allocated) = (GC.GetTotalMemory(forceFullCollection: true), GC.GetTotalAllocatedBytes());
        var began = Environment.CpuUsage.TotalTime;
        var answer = run();
        var took = Environment.CpuUsage.TotalTime - began;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(answer);
        if (round >= 0)
        {
            report.Add(name, "lines/s", lines / took.TotalSeconds);
            report.Add($"{name}: held", "bytes/line", (double)held / lines);
            report.Add($"{name}: allocated", "bytes/line", (double)allocated / lines);
        }
    }

    private static Dictionary<string, MoneyLine> Joined(MatchingInput input)
    {
        var bank = input.Lines.Where(line => line.Side is LineSide.Bank).ToDictionary(line => line.BankReference!, StringComparer.Ordinal);
        return input.Lines.Where(line => line.Side is LineSide.Hub && bank.TryGetValue(line.BankReference!, out var other) && other.Amount == line.Amount).ToDictionary(line => line.Id, StringComparer.Ordinal);
    }

    // Every fiftieth is wrong: nothing at the bank, another amount, a lost text, a second payment, in turns.
    private static MatchingInput Input(int count)
    {
        var (fees, lines) = (new List<DueFee>(count), new List<MoneyLine>(count * 2));
        for (var n = 0; n < count; n++)
        {
            var flaw = n % 50 == 0 ? n / 50 % 4 : -1;
            var reference = PaymentReference.Of(Prefix, (uint)n * 8).Text;
            var amount = 1_000L * (5 + (n % 40));
            fees.Add(new DueFee { Id = $"D/{n}", Amount = amount, Account = "0011012345678", References = [reference] });
            var told = new MoneyLine
            {
                Id = $"p{n}",
                Side = LineSide.Hub,
                Account = "0011012345678",
                Amount = amount,
                Day = Day,
                BankReference = $"FT26327{n:0000000}",
                Text = $"CT DEN 970436 NGUYEN VAN THU {n} NOP LE PHI {(flaw == 2 ? "" : reference)}",
            };
            lines.Add(told);
            if (flaw != 0)
            {
                lines.Add(told with { Id = $"b{n}", Side = LineSide.Bank, Amount = flaw == 1 ? amount + 1_000 : amount });
            }

            if (flaw == 3)
            {
                lines.Add(told with { Id = $"c{n}", Side = LineSide.Bank, BankReference = $"FT26328{n:0000000}" });
            }
        }

        return new MatchingInput(Day.AddDays(5), fees, lines);
    }
}
