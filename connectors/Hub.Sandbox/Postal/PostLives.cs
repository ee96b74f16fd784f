using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>Plans what will happen to a consignment: the same seed, number and moment of booking give the same life.</summary>
internal sealed class PostLives(PostTwinOptions options, SeededChoice choice)
{
    public const string OutOfOrder = "651";
    public const string Repeated = "652";
    public const string Late = "653";
    public const string Stale = "654";

    private static readonly PostStep[] ToTransit = [PostStep.PickupAssigned, PostStep.PickedUp, PostStep.InTransit];
    private static readonly PostStep[] Ordinary = [.. ToTransit, PostStep.OutForDelivery, PostStep.Delivered];
    private static readonly PostStep[] FailedOnce = [.. ToTransit, PostStep.OutForDelivery, PostStep.DeliveryFailed];
    private static readonly PostStep[] FailedThrice =
        [.. FailedOnce, PostStep.OutForDelivery, PostStep.DeliveryFailed, PostStep.OutForDelivery, PostStep.DeliveryFailed, PostStep.Returning];

    private static readonly Dictionary<string, PostStep[]> Scripted = new(StringComparer.Ordinal)
    {
        ["601"] = [],
        ["602"] = ToTransit[..1],
        ["603"] = ToTransit[..2],
        ["604"] = ToTransit,
        ["605"] = Ordinary[..4],
        ["606"] = Ordinary,
        ["607"] = [.. FailedOnce, PostStep.OutForDelivery, PostStep.Delivered],
        ["608"] = [.. FailedThrice, PostStep.Returned],
        ["609"] = FailedOnce,
        ["610"] = FailedThrice,
        ["611"] = [PostStep.PickupAssigned, PostStep.PickupFailed, PostStep.PickupFailed, PostStep.PickupFailed, PostStep.PickupAbandoned],
        ["612"] = [PostStep.PickupAssigned, PostStep.PickupFailed, .. Ordinary[1..]],
        ["613"] = [PostStep.PickupAssigned, PostStep.Cancelled],
        ["615"] = [.. ToTransit, PostStep.Unknown, .. Ordinary[3..]],
        ["616"] = [.. ToTransit, PostStep.Unknown],
        [OutOfOrder] = Ordinary,
        [Repeated] = Ordinary,
        [Late] = Ordinary,
        [Stale] = Ordinary,
    };

    // Hours from the step before; a second attempt waits for the next working day.
    private static readonly Dictionary<PostStep, double> Hours = new()
    {
        [PostStep.PickupAssigned] = 0.5,
        [PostStep.PickedUp] = 3,
        [PostStep.PickupFailed] = 3,
        [PostStep.PickupAbandoned] = 1,
        [PostStep.InTransit] = 3,
        [PostStep.OutForDelivery] = 14,
        [PostStep.Delivered] = 3,
        [PostStep.DeliveryFailed] = 3,
        [PostStep.Returning] = 20,
        [PostStep.Returned] = 30,
        [PostStep.Cancelled] = 1,
        [PostStep.CodPaid] = 24,
        [PostStep.Unknown] = 2,
    };

    private static readonly HashSet<PostStep> AtAnyHour = [PostStep.InTransit, PostStep.Returning, PostStep.Unknown];

    public static bool Knows(string life) => Scripted.ContainsKey(life);

    /// <summary>Everything behind the booking, in the order in which it is told.</summary>
    public IReadOnlyList<ScheduledStep> Plan(PostDialect dialect, long seq, string life, DateTimeOffset bookedAt, string receiver, long codAmount)
    {
        var steps = (life.Length == 0 ? Ordinary : Scripted[life]).ToList();
        if (dialect == PostDialect.D && codAmount > 0 && steps.LastOrDefault() == PostStep.Delivered)
        {
            steps.Add(PostStep.CodPaid);
        }

        var planned = new List<ScheduledStep>(steps.Count);
        var (before, at) = (PostStep.Booked, bookedAt);
        foreach (var step in steps)
        {
            at = After(at, before, step, seq, planned.Count);
            planned.Add(new ScheduledStep(step, step.Code(dialect), at, at, NoteOf(step, seq, planned.Count, receiver)));
            before = step;
        }

        return Told(planned, life);
    }

    private DateTimeOffset After(DateTimeOffset at, PostStep before, PostStep step, long seq, int index)
    {
        var isAnotherTry = (before == PostStep.PickupFailed && step != PostStep.PickupAbandoned) || (before == PostStep.DeliveryFailed && step == PostStep.OutForDelivery);
        var hours = isAnotherTry ? 18 : Hours[step];
        var wait = TimeSpan.FromHours(hours * options.Pace * (0.75 + (choice.Below(500, $"post.wait:{seq}", index) / 1000.0)));
        var moment = at + wait;
        var open = options.KeepsWorkingHours && !AtAnyHour.Contains(step)
            ? WorkingHours.From(moment, TimeSpan.FromMinutes(choice.Below(90, $"post.morning:{seq}", index)))
            : moment;
        return new DateTimeOffset(open.Ticks - (open.Ticks % TimeSpan.TicksPerSecond), open.Offset);
    }

    private string NoteOf(PostStep step, long seq, int index, string receiver) => step switch
    {
        PostStep.Delivered => $"Người nhận: {receiver}",
        PostStep.PickupFailed or PostStep.PickupAbandoned or PostStep.DeliveryFailed => PostReasons.Note(choice.Below(PostReasons.All.Count, $"post.reason:{seq}", index)),
        _ => "",
    };

    private List<ScheduledStep> Told(List<ScheduledStep> planned, string life)
    {
        var minute = TimeSpan.FromMinutes(1) * options.Pace;
        switch (life)
        {
            case OutOfOrder:
                var (early, late) = (planned[3], planned[4]);
                planned[3] = late with { ReportedAt = early.ReportedAt };
                planned[4] = early with { ReportedAt = late.ReportedAt };
                return planned;
            case Repeated:
                return [.. planned.SelectMany(step => new[] { step, step with { ReportedAt = step.ReportedAt + minute } }).OrderBy(step => step.ReportedAt)];
            case Late:
                return [.. planned.Select(step => step with { ReportedAt = step.ReportedAt + (360 * minute) })];
            case Stale:
                return [.. planned, planned[2] with { ReportedAt = planned[^1].ReportedAt + (10 * minute) }];
            default:
                return planned;
        }
    }
}
