using System.Text.Json.Serialization;

namespace Hub.Sandbox.Payments;

/// <summary>What a terminal printed for one card, and what the acquirer makes of it. Amounts are whole đồng, negative when money goes back.</summary>
/// <param name="Description">What the centre typed: the reference of the request.</param>
internal sealed record CardSlip(long Seq, DateTimeOffset At, string Terminal, long Amount, string Description)
{
    public bool IsVoid { get; init; }

    /// <summary>The slip that this one voids.</summary>
    public long? Voids { get; init; }

    public SlipFlaw Flaw { get; init; }

    public int FeeRate { get; init; }

    public string Card { get; init; } = "970436******1234";

    public string Scheme { get; init; } = "NAPAS";

    public DateOnly Day => BankTime.Day(At);

    public DateOnly SettledOn => Day.AddDays(1);

    /// <summary>A batch is a terminal's day.</summary>
    public string Batch => $"{(Day.Year % 100 * 366) + Day.DayOfYear:000000}";

    /// <summary>Its number within the terminal; the invoice of a sale has the same.</summary>
    public string Trace => $"{Seq:000000}";

    public string Approval => $"F{62_220 + (Seq % 30_000):00000}";

    /// <summary>12 digits: the last digit of the year, day of the year, hour, trace.</summary>
    public string Rrn => $"{Day.Year % 10}{Day.DayOfYear:000}{BankTime.Local(At).Hour:00}{Seq % 1_000_000:000000}";

    /// <summary>What the acquirer's file says that was paid.</summary>
    public long FileAmount => Flaw is SlipFlaw.Amount ? Amount + 1_000 : Amount;

    public long Fee => IsVoid ? 0 : FileAmount * FeeRate / 10_000;

    /// <summary>VAT on the fee, 10 %.</summary>
    public long Vat => Fee / 10;

    public long Net => FileAmount - Fee - Vat;

    /// <summary>How often it stands in the acquirer's file.</summary>
    public int TimesInFile => Flaw switch
    {
        SlipFlaw.Missing => 0,
        SlipFlaw.Twice => 2,
        _ => 1,
    };
}

/// <summary>Where the acquirer's file and the terminal disagree.</summary>
[JsonConverter(typeof(WordEnum<SlipFlaw>))]
internal enum SlipFlaw
{
    None,

    /// <summary>The terminal sold and the file does not tell it.</summary>
    Missing,

    /// <summary>The file tells 1,000 đồng more than the terminal.</summary>
    Amount,

    /// <summary>The file tells what no terminal of the centre sold.</summary>
    Unknown,

    Twice,
}
