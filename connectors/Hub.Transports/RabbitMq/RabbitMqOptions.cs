using System.ComponentModel.DataAnnotations;

namespace Hub.Transports.RabbitMq;

/// <summary>Settings of the transport <c>rabbitmq</c>; section <c>RabbitMq</c>, environment <c>HUB__RabbitMq__…</c>.</summary>
public sealed record RabbitMqOptions : IValidatableObject
{
    /// <summary><c>amqp://user:password@host:5672/vhost</c>, or <c>amqps://…</c> for TLS. It holds a password: never shown, never logged.</summary>
    public Uri? Uri { get; init; }

    /// <summary>What the names of all queues and exchanges begin with, so that two hubs may share a broker.</summary>
    [Required]
    [RegularExpression("^[a-z0-9]([a-z0-9.-]{0,38}[a-z0-9])?$", ErrorMessage = "Prefix: chỉ gồm chữ thường a–z, chữ số, dấu chấm và gạch nối, tối đa 40 ký tự / lower-case letters, digits, dots and hyphens only, at most 40.")]
    public string Prefix { get; init; } = "hub";

    /// <summary>How long a connection may take to be ready for work, its queues declared.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the broker may take to confirm a message before the connection counts as lost.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ConfirmTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A connection on which nothing was heard for twice as long is given up.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Messages that may wait for their confirmation at once.</summary>
    [Range(1, 10_000)]
    public int Window { get; init; } = 256;

    /// <summary>Incoming event messages that this instance holds at once; each may be as large as <c>Intake:MaxBodyBytes</c>.</summary>
    [Range(1, 1000)]
    public int EventPrefetch { get; init; } = 64;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Uri is null || !Uri.IsAbsoluteUri || Uri.Scheme is not ("amqp" or "amqps"))
        {
            yield return new ValidationResult(
                "RabbitMq:Uri phải có dạng amqp://người-dùng:mật-khẩu@máy:5672/vhost hoặc amqps://… / must read amqp://user:password@host:5672/vhost or amqps://….", [nameof(Uri)]);
        }
    }

    /// <summary>Without the address, which holds a password.</summary>
    public override string ToString() => $"RabbitMq {{ Host = {Uri?.Host}, Prefix = {Prefix} }}";
}
