using Hub.Sandbox.Faults;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>The faults of the operators: each dialect is one of its own.</summary>
internal sealed class PostFaults(SeededChoice choice, TwinClock clock, Effects effects)
{
    private readonly Dictionary<PostDialect, OperatorFaults> _byDialect =
        PostDialects.All.ToDictionary(dialect => dialect, dialect => new OperatorFaults(dialect, choice, clock, effects));

    public FaultScript Of(PostDialect dialect) => _byDialect[dialect];

    public void Reset()
    {
        foreach (var faults in _byDialect.Values)
        {
            faults.Reset();
        }
    }

    private sealed class OperatorFaults(PostDialect dialect, SeededChoice choice, TwinClock clock, Effects effects) : FaultScript(
        $"post-{dialect.Letter()}", [.. Usual, FaultKind.SessionLoss, FaultKind.AppliedServerError, FaultKind.AppliedLate, FaultKind.Replay], choice, clock, effects);
}
