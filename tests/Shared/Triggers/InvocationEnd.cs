namespace Hub.Tests.Triggers;

/// <summary>How an invocation ended for the host.</summary>
/// <param name="Succeeded">Else the message is abandoned at once.</param>
/// <param name="Hung">It would never have ended: the answer was a success without a JSON object.</param>
internal sealed record InvocationEnd(bool Succeeded, bool Hung, string Reason, IReadOnlyList<string> Logs)
{
    public static InvocationEnd Failed(string reason) => new(false, false, reason, []);
}
