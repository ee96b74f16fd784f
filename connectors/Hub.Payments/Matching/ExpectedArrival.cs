using Hub.Core.Calendar;
using Hub.Payments.Model;

namespace Hub.Payments.Matching;

/// <summary>How long money of one way may be under way.</summary>
/// <param name="Days">After the day on which it was paid.</param>
/// <param name="CountsEveryDay">Nights, weekends and holidays count: instant transfers run all week.</param>
/// <param name="CutOff">By Vietnam's clock; what is paid later counts for the next day.</param>
public sealed record ArrivalRule(int Days, bool CountsEveryDay = false, TimeOnly? CutOff = null);

/// <summary>Until when a line may still arrive. Before that day is over it waits, and nothing is wrong.</summary>
/// <param name="calendar">Of working days, Tết among those that are free.</param>
public sealed class ExpectedArrival(WorkingCalendar calendar, IReadOnlyDictionary<PaymentMethod, ArrivalRule>? rules = null)
{
    // Assumed where no contract of the centre says otherwise.
    public static IReadOnlyDictionary<PaymentMethod, ArrivalRule> Usual { get; } = new Dictionary<PaymentMethod, ArrivalRule>
    {
        [PaymentMethod.Transfer] = new(1, CountsEveryDay: true),
        [PaymentMethod.Platform] = new(1, CutOff: new TimeOnly(16, 0)),
        [PaymentMethod.Card] = new(1, CutOff: new TimeOnly(22, 0)),
        [PaymentMethod.CounterCash] = new(1, CutOff: new TimeOnly(16, 30)),
        [PaymentMethod.CollectedCash] = new(5),
    };

    private readonly IReadOnlyDictionary<PaymentMethod, ArrivalRule> _rules = rules ?? Usual;

    /// <summary>The last day on which what follows the line may arrive.</summary>
    public DateOnly Of(MoneyLine line, MatchingTerms terms) => line switch
    {
        { Side: LineSide.Bank } => calendar.After(line.Day, terms.TreasuryOf(line.Account)?.Days ?? 0),
        { Side: LineSide.Acquirer, Slip.SettledOn: { } paid } => WorkingFrom(paid),
        _ => Of(line.Method, line.Day, line.At),
    };

    public DateOnly Of(PaymentMethod method, DateOnly day, DateTimeOffset? at)
    {
        var rule = _rules[method];
        var from = rule.CutOff is { } last && at is { } moment && TimeOnly.FromDateTime(moment.ToOffset(VietnamClock.Offset).DateTime) > last ? day.AddDays(1) : day;
        return rule.CountsEveryDay ? from.AddDays(rule.Days) : calendar.After(from, rule.Days);
    }

    private DateOnly WorkingFrom(DateOnly day) => calendar.IsWorking(day) ? day : calendar.After(day, 1);
}
