using System.Net.Http.Headers;

namespace Hub.Connectors;

/// <summary>How long a partner asks to be left alone (header <c>Retry-After</c>), read the same way by every connector.</summary>
public static class RetryAfter
{
    /// <summary>A partner that asks for more is asked again all the same: nothing may rest for years because of one header.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Null when the header is absent or its time is over.</summary>
    public static TimeSpan? Read(RetryConditionHeaderValue? header, DateTimeOffset now)
    {
        var wish = header?.Delta ?? header?.Date - now;
        return wish > TimeSpan.Zero ? wish < Longest ? wish : Longest : null;
    }
}
