using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Transports.ServiceBus;

/// <summary>Names around a queue's dead letters.</summary>
internal static class DeadLetters
{
    public const string Reason = "DeadLetterReason";
    public const string Description = "DeadLetterErrorDescription";

    /// <summary>The dollar sign must stand as it is: encoded, it is another path than the one the token is good for.</summary>
    public static string Of(string queue) => queue + "/$DeadLetterQueue";

    /// <summary>
    /// What is sent to the queue in place of a dead letter. The id is new, or duplicate detection would drop it, and always the same for the
    /// same dead letter, so that a repeat after a crash is dropped.
    /// </summary>
    public static ServiceBusMessage Copy(ReceivedMessage dead)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{dead.MessageId}~{dead.SequenceNumber}");
        return dead.Message with
        {
            MessageId = id.Length <= ServiceBusOptions.MaxMessageId ? id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id))),
            TimeToLive = null,
            ScheduledAt = null,
            Properties = dead.Message.Properties
                .Where(property => !property.Key.Equals(Reason, StringComparison.OrdinalIgnoreCase) && !property.Key.Equals(Description, StringComparison.OrdinalIgnoreCase))
                .ToDictionary(StringComparer.OrdinalIgnoreCase),
        };
    }
}
