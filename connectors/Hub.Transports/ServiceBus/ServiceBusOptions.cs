using System.Net;

namespace Hub.Transports.ServiceBus;

/// <summary>How to reach a Service Bus namespace, and the limits of one call. Defaults that have a number in the vendor's pages or SDK have that one.</summary>
public sealed record ServiceBusOptions
{
    /// <summary>Longest id of a message (vendor's quota page).</summary>
    public const int MaxMessageId = 128;

    /// <summary><c>ns.servicebus.windows.net</c>, or a base address; <c>http</c> only on the loopback, for the twin.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Shared access policy; without one the machine's managed identity is used.</summary>
    public string? KeyName { get; init; }

    /// <summary>Its key, as the portal shows it.</summary>
    public string? Key { get; init; }

    /// <summary>Client id of a user-assigned managed identity; none for the system-assigned one.</summary>
    public string? ClientId { get; init; }

    /// <summary>Queues are called <c>{prefix}-lane-{lane}</c>, <c>{prefix}-events</c>, <c>{prefix}-events-verdicts</c>, <c>{prefix}-parked</c>.</summary>
    public string QueuePrefix { get; init; } = "hub";

    /// <summary>Bytes of a message or a batch, properties included: 256 KB in the Standard tier.</summary>
    public int MaxMessageBytes { get; init; } = 256 * 1024;

    /// <summary>Messages in one batch.</summary>
    public int MaxBatch { get; init; } = 100;

    /// <summary>Bytes that are read of an answer; a longer one is taken for no answer.</summary>
    public int MaxAnswerBytes { get; init; } = 1024 * 1024;

    /// <summary>Repeats after the first try, as in the vendor's SDK.</summary>
    public int MaxRetries { get; init; } = 3;

    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(800);

    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Wait when the service is busy and does not say how long ("please wait 2 seconds").</summary>
    public TimeSpan BusyDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>One try, a long poll's own time not counted.</summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a long poll waits for a message.</summary>
    public TimeSpan PollTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Long polls that stand at once for a lane, each for one message; never more than the lane's concurrency.</summary>
    public int LanePolls { get; init; } = 16;

    /// <summary>How long a lock is renewed before the message is left to others.</summary>
    public TimeSpan MaxLockRenewal { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Life of a token that is signed here.</summary>
    public TimeSpan TokenLife { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A token is renewed this long before it ends.</summary>
    public TimeSpan TokenMargin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Ends with <c>/</c>; null when <see cref="Namespace"/> is no address.</summary>
    public Uri? Address
    {
        get
        {
            var text = Namespace.Trim();
            text = text.StartsWith("sb://", StringComparison.OrdinalIgnoreCase) ? "https://" + text[5..] : text;
            text = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;
            return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && IsTrusted(address) ? address : null;
        }
    }

    /// <summary>A key never travels, but a token does: without TLS only where nobody can listen.</summary>
    private static bool IsTrusted(Uri address) =>
        address is { Host.Length: > 0, Query: "", Fragment: "", UserInfo: "" }
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && (address.Host == "localhost" || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip)))));

    public string LaneQueue(string lane) => $"{QueuePrefix}-lane-{lane}";

    public string EventsQueue => QueuePrefix + "-events";

    public string VerdictsQueue => QueuePrefix + "-events-verdicts";

    public string ParkedQueue => QueuePrefix + "-parked";

    /// <summary>The options without their secret.</summary>
    public override string ToString() => $"ServiceBusOptions {{ Namespace = {Namespace}, KeyName = {KeyName}, QueuePrefix = {QueuePrefix} }}";
}
