namespace Hub.Tests.Triggers;

/// <summary>A message in a simulated queue.</summary>
internal sealed class QueueMessage(byte[] body, string messageId, string? contentType, IReadOnlyDictionary<string, object>? properties)
{
    public byte[] Body => body;

    public string MessageId => messageId;

    public string? ContentType => contentType;

    public IReadOnlyDictionary<string, object> Properties { get; } = properties ?? new Dictionary<string, object>();

    public long SequenceNumber { get; set; }

    public int DeliveryCount { get; set; }
}
