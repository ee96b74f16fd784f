namespace Hub.Tests;

/// <summary>How much of what only gains by repetition is done: enough to fail when the code is wrong at every change, far more by <c>tests/run --night</c>.</summary>
internal static class Night
{
    public static int Or(int day, int night) => IsOn ? night : day;

    private static bool IsOn => Environment.GetEnvironmentVariable("HUB_NIGHT") is not (null or "" or "0");
}
