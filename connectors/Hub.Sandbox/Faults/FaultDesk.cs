using Hub.Sandbox.Post;
using Hub.Sandbox.State;

namespace Hub.Sandbox.Faults;

/// <summary>The fault books of all parties.</summary>
internal sealed class FaultDesk(SeededChoice choice, TwinClock clock, Effects effects)
{
    private static readonly HashSet<FaultKind> OfPortal =
    [
        FaultKind.Latency, FaultKind.ServerError, FaultKind.TooManyRequests, FaultKind.Html, FaultKind.Torn, FaultKind.AppliedNoAnswer,
        FaultKind.SessionLoss, FaultKind.Maintenance,
    ];

    private static readonly HashSet<FaultKind> OfCaseSystem = [.. OfPortal.Where(kind => kind != FaultKind.SessionLoss)];

    private static readonly HashSet<FaultKind> OfServiceBus = [.. OfPortal, FaultKind.Throttled];

    private static readonly HashSet<FaultKind> OfPost =
        [.. OfPortal, FaultKind.AppliedServerError, FaultKind.AppliedLate, FaultKind.Replay];

    private readonly Dictionary<PostDialect, FaultBook> _post = Enum.GetValues<PostDialect>()
        .ToDictionary(dialect => dialect, dialect => new FaultBook($"post-{dialect.Letter()}", OfPost, choice, clock, effects));

    public FaultBook Portal { get; } = new("portal", OfPortal, choice, clock, effects);

    public FaultBook CaseSystem { get; } = new("case-system", OfCaseSystem, choice, clock, effects);

    public FaultBook ServiceBus { get; } = new("service-bus", OfServiceBus, choice, clock, effects);

    /// <summary>Each dialect of the post is an operator of its own.</summary>
    public FaultBook Post(PostDialect dialect) => _post[dialect];

    public void Reset()
    {
        foreach (var book in _post.Values)
        {
            book.Reset();
        }

        Portal.Reset();
        CaseSystem.Reset();
        ServiceBus.Reset();
    }
}
