using System.Security.Cryptography;
using System.Text;
using Hub.Payments.Messengers;

namespace Hub.Payments.Booking;

/// <summary>What a messenger sent, kept as it came before anything was decided by it.</summary>
public sealed record KeptMessage
{
    /// <summary>Of messenger, key and content: the same sent again has the same. It is the receipt that the messenger gets.</summary>
    public required string Id { get; init; }

    public required string Messenger { get; init; }

    /// <summary>The messenger's own id; the digest where it has none.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the raw bytes, lower-case hex.</summary>
    public required string Digest { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>What was read; null where it tells of no money.</summary>
    public MoneyNotice? Notice { get; init; }

    /// <summary>Why it tells of none.</summary>
    public string? Code { get; init; }

    /// <summary>It cannot be read, and a person must look.</summary>
    public bool IsUnclear { get; init; }

    /// <summary>Null until it is decided; see <see cref="MessageVerdict"/>.</summary>
    public string? Verdict { get; init; }

    public string? Payment { get; init; }

    /// <exception cref="ArgumentException">It was refused: nobody knows who sent it.</exception>
    public static KeptMessage Of(string messenger, ReadOnlyMemory<byte> raw, MessengerReading reading, DateTimeOffset now)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(raw.Span));
        var key = (reading as MessengerReading.Told)?.Notice.Id ?? digest;
        var message = new KeptMessage
        {
            Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{messenger}\n{key}\n{digest}")).AsSpan(0, 16)),
            Messenger = messenger,
            Key = key,
            Digest = digest,
            ReceivedAt = now,
            Raw = raw.ToArray(),
        };
        return reading switch
        {
            MessengerReading.Told told => message with { Notice = told.Notice },
            MessengerReading.NoMoney none => message with { Code = none.Code },
            MessengerReading.Unclear unclear => message with { Code = unclear.Code, IsUnclear = true },
            _ => throw new ArgumentException("What nobody is known to have sent is not kept.", nameof(reading)),
        };
    }
}
