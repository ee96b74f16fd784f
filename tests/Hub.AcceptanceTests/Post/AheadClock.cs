namespace Hub.AcceptanceTests.Post;

/// <summary>The real clock, some time ahead.</summary>
internal sealed class AheadClock(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
