namespace Hub.Sandbox.Post;

/// <summary>What the operator will tell next, and when on the twin's clock.</summary>
internal sealed record NextView(string Step, DateTimeOffset At);
