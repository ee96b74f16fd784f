using Hub.Core.Calendar;
using Hub.Payments.Messengers;
using Hub.Payments.Model;
using Hub.Payments.Settings;

namespace Hub.Payments.Booking;

/// <summary>Money that somebody tells has come in. Amounts are whole đồng.</summary>
public sealed record Credit
{
    private static readonly TimeSpan Believed = TimeSpan.FromDays(366);

    /// <summary>See <see cref="Witness.Source"/>.</summary>
    public required string Source { get; init; }

    public required string Key { get; init; }

    /// <summary>Null where it is not told.</summary>
    public string? Account { get; init; }

    /// <summary>More than 0.</summary>
    public required long Amount { get; init; }

    public required DateOnly ValueDay { get; init; }

    /// <summary>To the second; null where only the day is told.</summary>
    public DateTimeOffset? At { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public string? BankReference { get; init; }

    public string? Text { get; init; }

    public string? Order { get; init; }

    public required PaymentMethod Method { get; init; }

    /// <summary>SHA-256 of what was told, lower-case hex.</summary>
    public required string Digest { get; init; }

    /// <summary>Id of the statement, where a line tells of it.</summary>
    public string? Statement { get; init; }

    /// <summary>Id of the fee, where a person says what it is for.</summary>
    public string? Fee { get; init; }

    public Witness Witness => new(Source, Key, At, ReceivedAt, BankReference, Digest);

    /// <summary>A time more than a year away is a fault of the messenger's clock, and taken as not told.</summary>
    public static Credit Of(KeptMessage message, MoneyNotice notice)
    {
        var at = notice.At is { } told && (told - message.ReceivedAt).Duration() <= Believed ? notice.At : null;
        return new()
        {
            Source = message.Messenger,
            Key = message.Key,
            Account = notice.Account,
            Amount = notice.Amount,
            ValueDay = VietnamClock.DayOf(at ?? message.ReceivedAt),
            At = at,
            ReceivedAt = message.ReceivedAt,
            BankReference = notice.BankReference,
            Text = notice.Text,
            Order = notice.Order,
            Method = PaymentCodes.IsPlatform(message.Messenger) ? PaymentMethod.Platform : PaymentMethod.Transfer,
            Digest = message.Digest,
        };
    }
}

/// <summary>What a telling of money came to.</summary>
/// <param name="Verdict">See <see cref="MessageVerdict"/>.</param>
public sealed record Booked(Payment Payment, string Verdict)
{
    public const string New = "booked";
    public const string Witnessed = "witness";
    public const string Repeated = "repeat";
}
