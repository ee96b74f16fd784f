namespace Hub.Tests;

/// <summary>How long a wait for another process may take. It says nothing about speed: on a machine that is busy enough all takes long, and only what hangs ends here.</summary>
internal static class Hang
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
}
