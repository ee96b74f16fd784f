namespace Hub.Functions.Azure;

/// <summary>How an invocation ended.</summary>
/// <param name="Log">One line for the host's log; never personal data.</param>
/// <param name="IsKept">False only when nothing could be stored: the host then gives the message back to its queue at once.</param>
internal sealed record TriggerResult(string Log, bool IsKept = true)
{
    public static TriggerResult NotKept(string why) => new(why, IsKept: false);
}
