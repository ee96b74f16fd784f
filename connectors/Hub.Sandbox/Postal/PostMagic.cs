using Hub.Sandbox.Faults;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>Lives and faults scripted by parts of an order number (<c>…-0608-…</c>) or by a phone <c>0999000608</c>.</summary>
internal sealed class PostMagic(PostTwinOptions options, OneShots oneShots, Effects effects)
{
    /// <summary>D: one object with capitals where a list is usual; the history as an object, a blank behind a name, another name of the hour.</summary>
    public const string OtherForms = "721";

    /// <summary>D: a cancelling or correction waits for approval and is approved at the second question.</summary>
    public const string WaitsAndTaken = "722";

    /// <summary>D: the same, and refused.</summary>
    public const string WaitsAndRefused = "723";

    /// <summary>A history in no form that anybody saw (D).</summary>
    public const string NoForm = "724";

    /// <summary>Times in another form: without seconds (D), seconds for milliseconds (A, B).</summary>
    public const string OtherTimes = "725";

    private const string PhonePrefix = "0999000";

    private readonly Dictionary<string, PostMagicRule> _faults = new(StringComparer.Ordinal)
    {
        ["701"] = new("applied-no-answer", new FaultPlan(TimeSpan.Zero, FaultKind.AppliedNoAnswer)),
        ["702"] = new("applied-late", new FaultPlan(TimeSpan.Zero, FaultKind.AppliedLate, Hold: options.LateAnswer)),
        ["703"] = new("applied-5xx", new FaultPlan(TimeSpan.Zero, FaultKind.AppliedServerError, 500)),
        ["704"] = new("5xx", new FaultPlan(TimeSpan.Zero, FaultKind.ServerError, 503)),
        ["705"] = new("5xx", new FaultPlan(TimeSpan.Zero, FaultKind.ServerError, 503), Times: null),
        ["706"] = new("html", new FaultPlan(TimeSpan.Zero, FaultKind.Html)),
        ["707"] = new("429", new FaultPlan(TimeSpan.Zero, FaultKind.TooManyRequests, 429, TimeSpan.FromSeconds(2)), Times: 2),
        ["708"] = new("torn", new FaultPlan(TimeSpan.Zero, FaultKind.Torn)),
        ["709"] = new("refusal", new FaultPlan(TimeSpan.Zero, FaultKind.Refusal), Times: null),
        ["710"] = new("not-served", new FaultPlan(TimeSpan.Zero, FaultKind.NotServed), Times: null),
        ["711"] = new("latency", new FaultPlan(TimeSpan.FromSeconds(3)), Times: null),
        ["713"] = new("session-loss", new FaultPlan(TimeSpan.Zero, FaultKind.SessionLoss)),
    };

    /// <summary>The scripted life, or "" for an ordinary one.</summary>
    public string LifeOf(BookingSubject subject) => Values(subject).FirstOrDefault(PostLives.Knows) ?? "";

    /// <summary>Whether a value stands in the number or a phone of what was booked.</summary>
    public bool Says(Consignment consignment, string value) => Values(
        consignment.Dialect == PostDialect.D ? MyVnpostOrders.SubjectOf(consignment.Request) : NgspOrders.SubjectOf(consignment.Request)).Contains(value);

    public PostMagicRule? FaultOf(BookingSubject subject) => Values(subject).Select(value => _faults.GetValueOrDefault(value)).FirstOrDefault(rule => rule is not null);

    /// <summary>Whether the rule still has its effect; asking uses it up.</summary>
    public bool Strikes(PostMagicRule rule, PostDialect dialect, BookingSubject subject)
    {
        if (rule.Times is { } times
            && !Enumerable.Range(1, times).Any(number => oneShots.TryFire($"post:{rule.Name}:{dialect.Letter()}:{subject.OrderNumber}:{number}")))
        {
            return false;
        }

        effects.Count(PostEffects.Magic(rule.Name));
        return true;
    }

    private IEnumerable<string> Values(BookingSubject subject)
    {
        if (options.MagicCodes)
        {
            foreach (var part in subject.OrderNumber.Split('-').Reverse())
            {
                if (part.Length is 3 or 4 && part.All(char.IsAsciiDigit) && (part.Length == 3 || part[0] == '0'))
                {
                    yield return part[^3..];
                }
            }
        }

        foreach (var phone in subject.Phones)
        {
            if (phone.Length == 10 && phone.StartsWith(PhonePrefix, StringComparison.Ordinal))
            {
                yield return phone[^3..];
            }
        }
    }
}

/// <summary>What a number scripts for a booking; <paramref name="Times"/> is how often, null for every time.</summary>
internal sealed record PostMagicRule(string Name, FaultPlan Plan, int? Times = 1)
{
    /// <summary>Whether the booking takes place and only its answer suffers.</summary>
    public bool IsAfterwards => Plan.Kind is FaultKind.AppliedNoAnswer or FaultKind.AppliedServerError or FaultKind.AppliedLate;
}
