using Hub.Core.Calendar;
using Hub.Payments.Matching;
using Hub.Payments.Model;
using Hub.Payments.References;

namespace Hub.UnitTests.Payments.Matching;

/// <summary>Lines of a small day, each with what matters in a test.</summary>
internal static class MatchCases
{
    public const string Prefix = "H40D";
    public const string Account = "0011012345678";

    /// <summary>A Monday.</summary>
    public static readonly DateOnly Monday = new(2026, 11, 23);

    public static readonly ExpectedArrival Arrivals = new(WorkingCalendars.BuiltIn);

    public static Matcher Subject { get; } = new(Prefix, Arrivals);

    public static string Reference(int number) => PaymentReference.Of(Prefix, (uint)number * 104_729).Text;

    public static DueFee Fee(int number, long amount = 8_000) => new() { Id = $"D/{number}", Amount = amount, Account = Account, References = [Reference(number)] };

    public static MoneyLine Told(string id, long amount = 8_000, string? text = null) =>
        new() { Id = id, Side = LineSide.Hub, Method = PaymentMethod.Transfer, Account = Account, Amount = amount, Day = Monday, Text = text };

    public static MoneyLine Booked(string id, long amount = 8_000, string? text = null) => new() { Id = id, Side = LineSide.Bank, Account = Account, Amount = amount, Day = Monday, Text = text };

    public static MoneyLine Sold(string id, int number, long amount = 8_000) =>
        new() { Id = id, Side = LineSide.Hub, Method = PaymentMethod.Card, Amount = amount, Day = Monday, Text = amount > 0 ? Reference(number) : null, Slip = Slip(number) };

    public static MoneyLine Settled(string id, int number, long amount = 8_000) => Sold(id, number, amount) with { Side = LineSide.Acquirer, Slip = Slip(number) with { Charge = 88, Vat = 8 } };

    public static SlipTrace Slip(int number) => new()
    {
        Terminal = "12345678",
        Batch = "000327",
        Trace = $"{number:000000}",
        Rrn = $"6327090{number:00000}",
        Approval = $"F{number:00000}",
        SettledOn = Monday.AddDays(1),
    };

    public static MatchingResult Run(int daysLater, IEnumerable<DueFee> fees, params IReadOnlyCollection<MoneyLine> lines) => Run(new MatchingInput(Monday.AddDays(daysLater), [.. fees], lines));

    /// <summary>Runs, and proves that every đồng is in one place.</summary>
    public static MatchingResult Run(MatchingInput input)
    {
        var result = Subject.Run(input);
        Xunit.Assert.Empty(result.Faults(input));
        return result;
    }

    /// <summary>All that a run says, in an order of its own.</summary>
    public static string Tell(MatchingResult result) => string.Join('\n', new[]
    {
        result.Matches.Select(match => $"{match.Rule} {match.Signals} {match.Amount} {string.Join(' ', match.Claims)} | {string.Join(' ', match.NearMisses)}"),
        result.Waiting.Select(waiting => $"{waiting.Claim} {waiting.Amount} {waiting.Until:yyyy-MM-dd}"),
        result.Discrepancies.Select(found => $"{found.Key} {found.Amount} {found.Day:yyyy-MM-dd} {string.Join(' ', found.Holds)} {string.Join(' ', found.About)} {string.Join(' ', found.Candidates)}"),
        result.ThreeWays.Select(way => $"{way}"),
    }.SelectMany(part => part.Order(StringComparer.Ordinal)));
}
