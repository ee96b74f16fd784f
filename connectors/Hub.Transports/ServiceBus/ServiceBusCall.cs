using Azure.Core;

namespace Hub.Transports.ServiceBus;

/// <summary>One request and how its answer is judged.</summary>
internal sealed record ServiceBusCall(string Operation, string Entity, RequestMethod Method, Uri Target)
{
    public ReadOnlyMemory<byte> Body { get; init; }

    public string? ContentType { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Status of success.</summary>
    public required int Expected { get; init; }

    /// <summary>Another status of success, that means there was nothing.</summary>
    public int? Nothing { get; init; }

    /// <summary>May be carried out twice without harm.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>It is about a message that this side has locked.</summary>
    public bool IsLocked { get; init; }

    /// <summary>Time that the service may take to answer, beyond that of any other call.</summary>
    public TimeSpan Patience { get; init; }
}
