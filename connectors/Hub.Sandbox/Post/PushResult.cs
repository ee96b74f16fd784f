namespace Hub.Sandbox.Post;

/// <summary>One call of the customer's webhook.</summary>
/// <param name="Kind"><c>due</c> for what the operator owed, else the name of the script.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Status">0 and an error when nothing came back.</param>
internal sealed record PushResult(long Seq, DateTimeOffset At, string Kind, int Attempt, IReadOnlyList<PushedItem> Items, int Status, string? Body, string? Error)
{
    public bool IsReceived => Status is >= 200 and < 300;
}
