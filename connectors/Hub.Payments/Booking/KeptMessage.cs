using System.Security.Cryptography;
using System.Text;
using Hub.Payments.Files.Text;
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

    /// <summary>SHA-256 of what is kept, lower-case hex. One of what was cut away would give it back to whoever tries the digits.</summary>
    public required string Digest { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>As it came, but for the middle of full card numbers.</summary>
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

    /// <summary>A full card number is nowhere in it: neither in what came nor in what was read.</summary>
    /// <exception cref="ArgumentException">It was refused: nobody knows who sent it.</exception>
    public static KeptMessage Of(string messenger, ReadOnlyMemory<byte> raw, MessengerReading reading, DateTimeOffset now)
    {
        var kept = CardCut.Message(raw);
        var digest = Convert.ToHexStringLower(SHA256.HashData(kept.Span));
        var notice = (reading as MessengerReading.Told)?.Notice is { } told ? Cut(told, digest) : null;
        var key = notice?.Id ?? digest;
        var message = new KeptMessage
        {
            Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{messenger}\n{key}\n{digest}")).AsSpan(0, 16)),
            Messenger = messenger,
            Key = key,
            Digest = digest,
            ReceivedAt = now,
            Raw = kept.ToArray(),
        };
        return reading switch
        {
            MessengerReading.Told => message with { Notice = notice },
            MessengerReading.NoMoney none => message with { Code = none.Code },
            MessengerReading.Unclear unclear => message with { Code = unclear.Code, IsUnclear = true },
            _ => throw new ArgumentException("What nobody is known to have sent is not kept.", nameof(reading)),
        };
    }

    // An id or a reference that is cut would be that of others too: then the whole message is its id, and no reference counts as told.
    private static MoneyNotice Cut(MoneyNotice notice, string digest) => notice with
    {
        Id = CardScreen.Holds(notice.Id, isReference: true) ? digest : notice.Id,
        SubAccount = Cut(notice.SubAccount, isReference: true),
        Text = Cut(notice.Text, isReference: false),
        BankReference = CardScreen.Holds(notice.BankReference, isReference: true) ? null : notice.BankReference,
        Order = Cut(notice.Order, isReference: true),
        Payer = notice.Payer is { } payer ? new MoneyPayer(Cut(payer.Name, isReference: false), Cut(payer.Account, isReference: true), Cut(payer.Bank, isReference: true)) : null,
    };

    private static string? Cut(string? text, bool isReference) => text is null ? null : CardCut.Of(text, isReference);
}
