using Hub.Payments.Letters;

namespace Hub.Payments.Matching;

/// <summary>What agrees and what differs between a line of the hub and one of a file.</summary>
internal static class Likeness
{
    public const int NearDays = 1;

    // Later than this even the same number is another transaction's.
    public const int FarDays = 10;

    private const string NoApproval = "000000";
    private static readonly TimeSpan Together = TimeSpan.FromMinutes(2);

    /// <summary>The first thing that speaks against the two being brought together by a rule; null when nothing does.</summary>
    public static Exclusion? Against(MatchRule rule, SideLines hub, int h, SideLines file, int f)
    {
        var (one, other) = (hub[h], file[f]);
        return one.Amount != other.Amount ? Exclusion.AmountDiffers
            : file.Side is LineSide.Bank && !AgreeAccounts(hub, h, file, f) ? Exclusion.AccountDiffers
            : Apart(rule, one, other) ?? (file.Side is LineSide.Bank ? AgainstTransfer(rule, hub, h, file, f) : AgainstSlip(rule, hub, h, file, f));
    }

    /// <summary>The same, for the identity alone: whether it is the same thing with another amount or in another account.</summary>
    public static Exclusion? AgainstIdentity(MatchRule rule, SideLines hub, int h, SideLines file, int f) =>
        Apart(rule, hub[h], file[f]) ?? (file.Side is LineSide.Bank ? AgainstTransfer(rule, hub, h, file, f) : AgainstSlip(rule, hub, h, file, f));

    public static MatchSignals Agree(MatchRule rule, SideLines hub, int h, SideLines file, int f)
    {
        var (one, other) = (hub[h], file[f]);
        var days = Math.Abs(one.Day.DayNumber - other.Day.DayNumber);
        return On(one.Amount == other.Amount, MatchSignals.Amount)
            | On(one.Account.Length > 0 && hub.Account(h) == file.Account(f) && file.Side is LineSide.Bank, MatchSignals.Account)
            | On(days == 0, MatchSignals.Day) | On(days is > 0 and <= NearDays, MatchSignals.NearDay)
            | On(one.At is { } at && other.At is { } then && (at - then).Duration() <= Together, MatchSignals.Time)
            | On(hub.Mark(h) is { } mark && mark == file.Mark(f), MatchSignals.Reference)
            | On(MoneyNames.IsSame(one.BankReference, other.BankReference) || rule is MatchRule.NamedInText, MatchSignals.BankReference)
            | On(one.Slip?.Rrn is { } rrn && rrn == other.Slip?.Rrn, MatchSignals.Rrn)
            | On(Trace(one) is { } trace && trace == Trace(other), MatchSignals.TerminalTrace)
            | On(Approval(one) is { } approval && approval == Approval(other), MatchSignals.Approval)
            | On(rule is MatchRule.PayerAmountDay, MatchSignals.Payer);
    }

    public static string? Trace(MoneyLine line) => line.Slip is { Terminal: { } terminal, Batch: { } batch, Trace: { } trace } ? $"{terminal}/{batch}/{trace}" : null;

    public static string? Approval(MoneyLine line) => line.Slip?.Approval is { Length: > 0 } approval && approval != NoApproval ? approval : null;

    public static bool SayTheSame(string one, string other) =>
        one.Length >= MoneyNames.Least && other.Length >= MoneyNames.Least && (one.Contains(other, StringComparison.Ordinal) || other.Contains(one, StringComparison.Ordinal));

    private static MatchSignals On(bool agrees, MatchSignals signal) => agrees ? signal : MatchSignals.None;

    private static bool AgreeAccounts(SideLines hub, int h, SideLines file, int f) => hub[h].Account.Length == 0 || file[f].Account.Length == 0 || hub[h].Account == file[f].Account
        || (hub.Account(h).Length > 0 && hub.Account(h) == file.Account(f));

    private static Exclusion? Apart(MatchRule rule, MoneyLine one, MoneyLine other)
    {
        var days = other.Day.DayNumber - one.Day.DayNumber;
        var isWeak = rule is MatchRule.PayerAmountDay or MatchRule.ApprovalAmountDay;
        return days < -NearDays || days > (isWeak ? NearDays : FarDays) ? Exclusion.DayTooFar
            : (isWeak || rule is MatchRule.ExactReference) && one.At is { } at && other.At is { } then && (at - then).Duration() > Together ? Exclusion.TimeTooFar
            : null;
    }

    private static Exclusion? AgainstTransfer(MatchRule rule, SideLines hub, int h, SideLines file, int f) =>
        rule is not (MatchRule.BankReference or MatchRule.NamedInText) && MoneyNames.Differ(hub[h].BankReference, file[f].BankReference) ? Exclusion.BankReferenceDiffers
        : rule is MatchRule.PayerAmountDay && hub.Mark(h) != file.Mark(f) ? Exclusion.ReferenceDiffers
        : null;

    private static Exclusion? AgainstSlip(MatchRule rule, SideLines hub, int h, SideLines file, int f)
    {
        var (one, other) = (hub[h], file[f]);
        return (one.Slip?.Rrn is { } rrn && other.Slip?.Rrn is { } its && rrn != its) || (one.Slip?.Terminal is { } terminal && other.Slip?.Terminal is { } there && terminal != there)
            || (rule is not MatchRule.Rrn && Trace(one) is { } trace && Trace(other) is { } known && trace != known) ? Exclusion.SlipDiffers
            : rule is MatchRule.ApprovalAmountDay && hub.Mark(h) is { } mark && file.Mark(f) is { } told && mark != told ? Exclusion.ReferenceDiffers
            : null;
    }
}
