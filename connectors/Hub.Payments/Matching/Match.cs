using Hub.Core;
using Hub.Payments.Model;

namespace Hub.Payments.Matching;

/// <summary>The two ends of a line on the way of money.</summary>
public enum LineEnd
{
    /// <summary>Towards what it is for: the fee, or what announced it.</summary>
    Purpose,

    /// <summary>Towards where it arrives: the acquirer's file, the bank, the treasury.</summary>
    Onward,
}

/// <summary>One end of one line. Whoever keeps <see cref="ToString"/> unique uses no line twice.</summary>
public readonly record struct Claim(LineSide Side, string Id, LineEnd End)
{
    public override string ToString() => $"{Side switch { LineSide.Fee => "fee", LineSide.Hub => "hub", LineSide.Acquirer => "acquirer", _ => "bank" }}/{Id}/{(End is LineEnd.Purpose ? "purpose" : "onward")}";
}

/// <summary>A line that was near and is not part of the match.</summary>
public readonly record struct NearMiss(LineSide Side, string Id, Exclusion Why)
{
    public Bilingual Sentence => ($"{SideWords.Of(Side).Vi} {Id}: {Exclusions.Text(Why).Vi}.", $"{SideWords.Of(Side).En} {Id}: {Exclusions.Text(Why).En}.");
}

/// <summary>Lines that are the same money, or what it is for.</summary>
/// <param name="Claims">The ends that it uses up; a fee has one for all its money.</param>
/// <param name="NearMisses">At most <see cref="MostNear"/>.</param>
public sealed record Match(MatchRule Rule, MatchSignals Signals, long Amount, IReadOnlyList<Claim> Claims, IReadOnlyList<NearMiss> NearMisses)
{
    public const int MostNear = 5;

    /// <summary>No other match has it: a claim is of one only.</summary>
    public string Id => Claims[0].ToString();

    public MatchLevel Level => MatchRules.Of(Rule).Level;

    public int Score => MatchScore.Of(Signals);

    public MatchBand Band => MatchScore.Band(Signals);

    /// <summary>Rule, signals and near misses, a sentence each.</summary>
    public IEnumerable<Bilingual> Sentences()
    {
        var (rule, signals) = (MatchRules.Of(Rule).Text, MatchScore.Words(Signals));
        yield return ($"{rule.Vi}.", $"{rule.En}.");
        yield return ($"Khớp: {signals.Vi} ({Score} điểm).", $"Agree: {signals.En} ({Score} points).");
        foreach (var near in NearMisses)
        {
            yield return near.Sentence;
        }
    }
}

/// <summary>A line that is within its time.</summary>
/// <param name="Until">The last day on which it may arrive.</param>
public sealed record Waiting(Claim Claim, long Amount, DateOnly Until);

/// <summary>What a fee's money is, from what was asked to what lies at the bank; null where a side says nothing of it.</summary>
public sealed record ThreeWay(string? Fee, string? Hub, string? Acquirer, string? Bank, EReceipt Receipt);

internal static class SideWords
{
    public static Bilingual Of(LineSide side) => side switch
    {
        LineSide.Fee => ("Khoản thu", "Fee"),
        LineSide.Hub => ("Báo có", "Notice"),
        LineSide.Acquirer => ("Dòng quyết toán thẻ", "Settlement line"),
        _ => ("Dòng sao kê", "Statement line"),
    };
}

/// <summary>Which ends of a line have to find something. The others are not asked for.</summary>
public static class LineEnds
{
    public static bool Has(MoneyLine line, LineEnd end, MatchingTerms terms) => (line.Side, end) switch
    {
        // A refund that was ordered is for nothing that is asked; its void is for its sale.
        (LineSide.Hub, LineEnd.Purpose) => line.Amount > 0 || line.Slip?.Voids is not null,

        // Cash in the till lies there until it is on a list.
        (LineSide.Hub, LineEnd.Onward) => line.Method is not PaymentMethod.CounterCash || line.Sheet is not null,
        (LineSide.Bank, LineEnd.Onward) => line is { Amount: > 0, IsReversal: false } && terms.TreasuryOf(line.Account) is not null,
        _ => true,
    };
}
