namespace Hub.Sandbox.ServiceBus;

/// <summary>Settings of the Service Bus twin: one namespace with its queues and whoever may use them. The defaults are invented.</summary>
public sealed record ServiceBusTwinOptions
{
    public const string DemoKeyName = "hub-demo";

    /// <summary>An invented key for the demo; anyone may know it.</summary>
    public const string DemoKey = "c2FuZGJveC1kZW1vLXNlcnZpY2UtYnVzLWtleS0yMDI2";

    /// <summary>Name of the namespace's host: tokens are for it.</summary>
    public string Host { get; init; } = "localhost";

    /// <summary>Port of the loopback on which AMQP is spoken; 0 takes a free one (<c>GET /_twin/service-bus</c> tells which).</summary>
    public int Port { get; init; }

    /// <summary>Queues that exist from the start; more can be declared by the control API.</summary>
    public IReadOnlyList<ServiceBusQueueOptions> Queues { get; init; } =
    [
        new() { Name = "hub-lane-national-portal", DuplicateWindow = TimeSpan.FromMinutes(10), MaxDeliveryCount = 100 },
        new() { Name = "hub-lane-case-system", DuplicateWindow = TimeSpan.FromMinutes(10), MaxDeliveryCount = 100 },
        new() { Name = "hub-events", DuplicateWindow = TimeSpan.FromMinutes(10), DeadLetterOnExpiry = true },
        new() { Name = "hub-events-verdicts" },
        new() { Name = "hub-parked" },
    ];

    /// <summary>Shared access policies of the namespace.</summary>
    public IReadOnlyList<ServiceBusTwinKey> Keys { get; init; } = [new(DemoKeyName, DemoKey)];

    /// <summary>Bearer tokens that are taken for a managed identity's; none unless given.</summary>
    public IReadOnlyList<string> BearerTokens { get; init; } = [];

    /// <summary>Bytes of one message, or of one batch, properties included. Vendor's limit for Standard: 256 KB.</summary>
    public int MaxMessageBytes { get; init; } = 256 * 1024;

    internal void Validate()
    {
        if (Port is < 0 or > 65535 || Uri.CheckHostName(Host) is UriHostNameType.Unknown)
        {
            throw new ArgumentException($"Port must be 0 to 65535 and Host a host's name, were {Port} and '{Host}'.");
        }

        foreach (var queue in Queues)
        {
            queue.Validate();
        }

        if (MaxMessageBytes is < 1024 or > 100 * 1024 * 1024)
        {
            throw new ArgumentException($"MaxMessageBytes must be 1 KiB to 100 MiB, was {MaxMessageBytes}.");
        }
    }
}

/// <summary>A shared access policy of the namespace. The key's text, not what it may be the Base64 of, is what signs.</summary>
public sealed record ServiceBusTwinKey(string Name, string Key, bool MaySend = true, bool MayListen = true);
