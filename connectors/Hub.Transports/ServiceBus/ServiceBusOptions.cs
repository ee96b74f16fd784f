using Azure.Messaging.ServiceBus;

namespace Hub.Transports.ServiceBus;

/// <summary>How to reach a Service Bus namespace. Defaults that have a number in the vendor's client have that one.</summary>
public sealed record ServiceBusOptions
{
    /// <summary>Longest id of a message (vendor's quota page).</summary>
    public const int MaxMessageId = 128;

    /// <summary>As the portal shows it; a secret. In place of <see cref="Namespace"/>, and the only way to a broker without TLS on this machine.</summary>
    public string? ConnectionString { get; init; }

    /// <summary><c>name.servicebus.windows.net</c>.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Shared access policy; without one the machine's managed identity is used.</summary>
    public string? KeyName { get; init; }

    /// <summary>Its key, as the portal shows it; a secret.</summary>
    public string? Key { get; init; }

    /// <summary>Client id of a user-assigned managed identity; none for the system-assigned one.</summary>
    public string? ClientId { get; init; }

    /// <summary>AMQP inside WebSockets, on port 443, where a firewall lets no other out.</summary>
    public bool WebSockets { get; init; }

    /// <summary>Queues are called <c>{prefix}-lane-{lane}</c>, <c>{prefix}-events</c>, <c>{prefix}-events-verdicts</c>, <c>{prefix}-parked</c>.</summary>
    public string QueuePrefix { get; init; } = "hub";

    /// <summary>Repeats after the first try.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>Before the first repeat; twice as long before each further one.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(800);

    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>One try.</summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a lock is renewed before the message is left to others.</summary>
    public TimeSpan MaxLockRenewal { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The namespace's host; empty when the settings name none.</summary>
    public string Host => ConnectionString is { Length: > 0 } text ? Parsed(text)?.FullyQualifiedNamespace ?? "" : Bare(Namespace.Trim());

    public string LaneQueue(string lane) => $"{QueuePrefix}-lane-{lane}";

    public string EventsQueue => QueuePrefix + "-events";

    public string VerdictsQueue => QueuePrefix + "-events-verdicts";

    public string ParkedQueue => QueuePrefix + "-parked";

    /// <summary>The options without their secrets.</summary>
    public override string ToString() => $"ServiceBusOptions {{ Host = {Host}, KeyName = {KeyName}, QueuePrefix = {QueuePrefix} }}";

    /// <summary>Null when it is no connection string.</summary>
    internal static ServiceBusConnectionStringProperties? Parsed(string text)
    {
        try
        {
            return ServiceBusConnectionStringProperties.Parse(text);
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static string Bare(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        return (scheme < 0 ? text : text[(scheme + 3)..]).TrimEnd('/');
    }
}
