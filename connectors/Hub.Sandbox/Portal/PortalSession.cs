namespace Hub.Sandbox.Portal;

internal sealed class PortalSession(DateTimeOffset endsAt)
{
    private long _calls;

    public DateTimeOffset EndsAt => endsAt;

    public long CountCall() => Interlocked.Increment(ref _calls);
}
