using System.Buffers;
using System.Globalization;
using Hub.Core;
using Hub.Payments.Files.Statements;
using Hub.Payments.Files.Text;

namespace Hub.Payments.Files.Mt940;

/// <summary>Field <c>:61:</c>: value day, entry day, mark, funds code, amount, type, references.</summary>
internal readonly record struct Mt940Line(
    DateOnly ValueDay, DateOnly EntryDay, long Amount, bool IsReversal, string Type, string? CustomerReference, string? BankReference)
{
    private const int MostReference = 140;

    // A day of the same month and day in another year is further away.
    private const int NoNearer = 182;
    private const string Transfer = "NTRF";

    private static readonly SearchValues<char> AmountCharacters = SearchValues.Create("0123456789,.");

    private static readonly SearchValues<char> TypeCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>Why a field is not taken; <see cref="Column"/> from 1 within its content.</summary>
    public readonly record struct Fault(int Column, string Code, Bilingual Reason);

    public static Fault? Read(ReadOnlySpan<char> text, out Mt940Line line)
    {
        line = default;
        if (ReadDay(text, out var value) is { } wrongDay)
        {
            return wrongDay;
        }

        var at = 6;
        var entry = value;
        if (text.Length > at + 4 && !text.Slice(at, 4).ContainsAnyExceptInRange('0', '9'))
        {
            if (!TryEntryDay(text.Slice(at, 4), value, out entry))
            {
                return new(at + 1, RefusalCodes.Date, Reasons.Date);
            }

            at += 4;
        }

        var isReversal = at < text.Length && text[at] == 'R';
        at += isReversal ? 1 : 0;
        if (at >= text.Length || text[at] is not ('C' or 'D'))
        {
            return new(at + 1, RefusalCodes.Format, ("Thiếu dấu ghi nợ/ghi có (C, D, RC, RD)", "The mark C, D, RC or RD is missing"));
        }

        // Taking a credit back takes money from the account.
        var isCredit = text[at] == 'C' != isReversal;
        at++;

        // The funds code, the third letter of the currency.
        at += at < text.Length && char.IsAsciiLetter(text[at]) ? 1 : 0;
        var length = text[at..].IndexOfAnyExcept(AmountCharacters) is var end and >= 0 ? end : text.Length - at;
        if (ReadAmount(text.Slice(at, length), at + 1, out var amount) is { } wrongAmount)
        {
            return wrongAmount;
        }

        at += length;
        if (text.Length < at + 4 || !char.IsAsciiLetterUpper(text[at]) || text.Slice(at + 1, 3).ContainsAnyExcept(TypeCharacters))
        {
            return new(at + 1, RefusalCodes.Format, ("Thiếu loại giao dịch (ví dụ NTRF)", "The type, such as NTRF, is missing"));
        }

        var references = text[(at + 4)..].Trim();
        var parts = references.IndexOf("//");
        var customer = parts >= 0 ? references[..parts] : references;
        var bank = parts >= 0 ? references[(parts + 2)..] : default;
        if (customer.Length > MostReference || bank.Length > MostReference)
        {
            return new(at + 5, RefusalCodes.Format, ("Số tham chiếu dài quá mức", "A reference is too long"));
        }

        line = new(value, entry, isCredit ? amount : -amount, isReversal, text.Slice(at, 4) is Transfer ? Transfer : text.Slice(at, 4).ToString(), Text(customer), Text(bank));
        return null;
    }

    /// <summary><c>yymmdd</c> at the beginning.</summary>
    public static Fault? ReadDay(ReadOnlySpan<char> text, out DateOnly day)
    {
        day = default;
        return text.Length < 6 || text[..6].ContainsAnyExceptInRange('0', '9') ? new(1, RefusalCodes.Date, Reasons.NoDate)
            : DayText.Make(2000 + Two(text), Two(text[2..]), Two(text[4..]), out day) is DayFault.None ? null : new(1, RefusalCodes.Date, Reasons.Date);
    }

    /// <summary>Fifteen characters with a comma for decimals, which đồng do not have.</summary>
    public static Fault? ReadAmount(ReadOnlySpan<char> text, int column, out long amount)
    {
        amount = 0;
        var comma = text.IndexOf(',');
        var whole = comma < 0 ? text : text[..comma];
        var part = comma < 0 ? default : text[(comma + 1)..];
        if (whole.IsEmpty || whole.ContainsAnyExceptInRange('0', '9') || (!part.IsEmpty && part.ContainsAnyExceptInRange('0', '9')))
        {
            return Wrong(AmountFault.Unreadable, column);
        }

        if (!part.TrimEnd('0').IsEmpty)
        {
            return Wrong(AmountFault.Fraction, column + comma);
        }

        return whole.TrimStart('0').Length > 15 ? Wrong(AmountFault.TooLarge, column) : long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out amount) ? null : Wrong(AmountFault.TooLarge, column);
    }

    private static Fault Wrong(AmountFault fault, int column)
    {
        var (code, reason) = AmountFaults.Told(fault);
        return new(column, code, reason);
    }

    // The entry day has no year: it is the one nearest to the value day, over new year and over the 29th of February.
    private static bool TryEntryDay(ReadOnlySpan<char> text, DateOnly value, out DateOnly entry)
    {
        if (DayText.Make(value.Year, Two(text), Two(text[2..]), out entry) is DayFault.None && Math.Abs(entry.DayNumber - value.DayNumber) <= NoNearer)
        {
            return true;
        }

        entry = default;
        var nearest = int.MaxValue;
        for (var year = value.Year - 1; year <= value.Year + 1; year++)
        {
            if (DayText.Make(year, Two(text), Two(text[2..]), out var day) is DayFault.None && Math.Abs(day.DayNumber - value.DayNumber) < nearest)
            {
                (entry, nearest) = (day, Math.Abs(day.DayNumber - value.DayNumber));
            }
        }

        // 29 February beside a value day more than half a year away is no roll-over but a wrong day.
        return nearest <= 183;
    }

    private static int Two(ReadOnlySpan<char> text) => ((text[0] - '0') * 10) + (text[1] - '0');

    private static string? Text(ReadOnlySpan<char> text) => text.IsEmpty ? null : Vietnamese.Compose(text.ToString());
}
