using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Payments;

/// <summary>One movement on an account. It counts from its time on: one in the future is ordered and not yet done.</summary>
/// <param name="Amount">Whole đồng, positive when the account receives.</param>
/// <param name="Text">What the bank tells of it everywhere.</param>
internal sealed record Movement(long Seq, DateTimeOffset At, string Account, long Amount, string Text)
{
    /// <summary>The largest amount a QR code can hold.</summary>
    public const long Most = 9_999_999_999_999;

    public MovementKind Kind { get; init; }

    /// <summary>The text of the transfer as the payer was asked to write it; null for what nobody asked for.</summary>
    public string? Order { get; init; }

    /// <summary>What was asked for with it; null where the payer chose.</summary>
    public long? Asked { get; init; }

    /// <summary>What happened to the order's text on the way.</summary>
    public Mangling Mangling { get; init; }

    /// <summary>By which script it came: <c>right</c>, <c>late</c> and so on.</summary>
    public string How { get; init; } = "right";

    /// <summary>The movement that this one takes back.</summary>
    public long? Reverses { get; init; }

    /// <summary>The bank puts it into the file of this day, later than its own.</summary>
    public DateOnly? HeldTo { get; init; }

    /// <summary>The platform's reference of a bill that was paid so.</summary>
    public string? Bill { get; init; }

    /// <summary>Messengers that tell of it; null for all.</summary>
    public IReadOnlyList<string>? Tellers { get; init; }

    public DateOnly Day => BankTime.Day(At);

    /// <summary>The day in whose file it stands.</summary>
    public DateOnly FileDay => HeldTo ?? Day;

    /// <summary>The bank's own reference, which every messenger and every file repeats.</summary>
    public string BankReference => $"FT{Day.Year % 100:00}{Day.DayOfYear:000}{Seq:000000}";

    /// <summary>Whether the order's text can still be read from <see cref="Text"/> without guessing.</summary>
    public bool IsWhole => Order is not null && Mangling is not (Mangling.Cut or Mangling.Lost);
}

[JsonConverter(typeof(WordEnum<MovementKind>))]
internal enum MovementKind
{
    /// <summary>A transfer of a person, in or out.</summary>
    Transfer,

    /// <summary>The acquirer pays a batch.</summary>
    Settlement,

    /// <summary>The bank takes a transfer back.</summary>
    Reversal,

    /// <summary>The acquirer takes back what a card holder disputes.</summary>
    Chargeback,

    /// <summary>The bank's own charge.</summary>
    Charge,
}

/// <summary>What banks and their applications do to the text of a transfer.</summary>
[JsonConverter(typeof(WordEnum<Mangling>))]
internal enum Mangling
{
    None,
    Lower,
    Spaced,
    Glued,

    /// <summary>1 has become I, 0 has become O.</summary>
    Confused,

    /// <summary>So long before it that a line of MT940 ends within it.</summary>
    Wrapped,

    /// <summary>The last character is gone.</summary>
    Cut,

    /// <summary>All of it is gone.</summary>
    Lost,
}

/// <summary>Times as the bank and the messengers write them: Vietnam, no offset.</summary>
internal static class BankTime
{
    public static DateTimeOffset Local(DateTimeOffset moment) => moment.ToOffset(TwinClock.VietnamOffset);

    public static DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(Local(moment).DateTime);

    public static DateTimeOffset At(DateOnly day, TimeSpan time) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue) + time, TwinClock.VietnamOffset).ToUniversalTime();

    public static string Text(DateTimeOffset moment, string format) => Local(moment).ToString(format, CultureInfo.InvariantCulture);
}

/// <summary>An enum as the control API and the log write it: <c>paid-out</c>, and never a number.</summary>
internal sealed class WordEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
