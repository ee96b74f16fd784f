using Hub.Core;
using Hub.Core.Calendar;
using Hub.Payments.Model;

namespace Hub.Payments.Matching;

/// <summary>Something that does not agree and is no matter of waiting: a reconciliation exception, <i>ngoại lệ đối soát</i>.</summary>
/// <param name="Amount">What is at stake, whole đồng; of two sums the one further from the payer less the other.</param>
/// <param name="Holds">Ends that it keeps until somebody decides; none where the lines are matched and something about them is wrong.</param>
/// <param name="About">The lines, fees or files that it concerns.</param>
/// <param name="Candidates">What it may have been, for a person to choose from.</param>
public sealed record Discrepancy(DiscrepancyKind Kind, long Amount, DateOnly Day, IReadOnlyList<Claim> Holds, IReadOnlyList<string> About, IReadOnlyList<NearMiss> Candidates)
{
    /// <summary>The same in every run that finds it again.</summary>
    public string Key => $"{DiscrepancyKinds.Of(Kind).Name}/{(Holds.Count > 0 ? Holds[0].ToString() : About[0])}";

    public IEnumerable<Bilingual> Sentences()
    {
        yield return DiscrepancyKinds.Of(Kind).Text;
        foreach (var near in Candidates)
        {
            yield return near.Sentence;
        }
    }
}

/// <summary>A discrepancy on its way to an end.</summary>
/// <param name="OpenedOn">The day of the run that found it first.</param>
public sealed record DiscrepancyCase(Discrepancy Found, DateOnly OpenedOn)
{
    public DiscrepancyState State { get; init; }

    /// <summary>The person who has it; null before anybody took it.</summary>
    public string? Owner { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Names of papers and messages that are kept with it.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    public long Version { get; init; }

    /// <summary>Working days.</summary>
    public int Age(DateOnly today, WorkingCalendar calendar) => calendar.Between(OpenedOn, today);

    public bool IsLate(DateOnly today, WorkingCalendar calendar) => Age(today, calendar) > DiscrepancyKinds.Of(Found.Kind).Days;
}

public enum DiscrepancyState
{
    Open,

    /// <summary>The bank, the acquirer or the post was asked.</summary>
    Asked,

    /// <summary>An act waits for the second person.</summary>
    Proposed,

    /// <summary>An act was carried out.</summary>
    Settled,

    /// <summary>A later file explains it.</summary>
    Explained,
}

/// <summary>The legal moves of a discrepancy.</summary>
public static class DiscrepancyStates
{
    public static StateTable<DiscrepancyState> Table { get; } = new(
        new(DiscrepancyState.Open, "open", ("Chưa xử lý", "Open"), DiscrepancyState.Asked, DiscrepancyState.Proposed, DiscrepancyState.Settled, DiscrepancyState.Explained),
        new(DiscrepancyState.Asked, "asked", ("Đã hỏi bên liên quan", "Asked"), DiscrepancyState.Open, DiscrepancyState.Proposed, DiscrepancyState.Settled, DiscrepancyState.Explained),
        new(DiscrepancyState.Proposed, "proposed", ("Chờ người thứ hai duyệt", "Waits for the second person"), DiscrepancyState.Open, DiscrepancyState.Settled, DiscrepancyState.Explained),
        new(DiscrepancyState.Settled, "settled", ("Đã xử lý", "Settled"), DiscrepancyState.Open),
        new(DiscrepancyState.Explained, "explained", ("Đã có giải thích", "Explained by a later file"), DiscrepancyState.Open));
}
