using System.Globalization;
using Hub.Payments.Files.Text;

namespace Hub.Payments.Files.Sheets;

/// <summary>A cell as its file holds it: text, a number, or a day. All empty where there is nothing.</summary>
internal readonly record struct SheetCell(string? Text, double? Number = null, DateTime? Day = null)
{
    public bool IsEmpty => Number is null && Day is null && string.IsNullOrWhiteSpace(Text);

    /// <summary>What a person sees, for texts and references. A whole number has no decimals.</summary>
    public string Shown => Text ?? (Number is { } number ? number.ToString(Math.Abs(number) < 1e20 && number == Math.Truncate(number) ? "F0" : "R", CultureInfo.InvariantCulture)
        : Day is { } day ? day.ToString(day.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "");

    public AmountFault ReadAmount(AmountStyle style, out long dong)
    {
        dong = 0;
        if (Number is not { } number)
        {
            return Day is null ? AmountText.Read(Text, style, out dong) : AmountFault.Unreadable;
        }

        if (double.IsNaN(number) || Math.Abs(number) > AmountText.Most)
        {
            return AmountFault.TooLarge;
        }

        dong = (long)number;
        return dong == number ? AmountFault.None : AmountFault.Fraction;
    }

    public DayFault ReadDay(DayOrder order, out DateOnly day)
    {
        day = default;
        if (Day is { } at)
        {
            return DayText.Make(at.Year, at.Month, at.Day, out day);
        }

        // Eight digits as a number are a day written together, not a day number.
        return Number is { } number and < 100_000 ? DayText.Read(number, out day) : DayText.Read(Shown, order, out day);
    }
}

/// <summary>The rows of a sheet, each held only until the next.</summary>
internal abstract class SheetRows : IDisposable
{
    /// <summary>Columns that are looked at; statements have a dozen.</summary>
    public const int MostColumns = 200;

    /// <summary>From 1. In CSV the line where the row begins.</summary>
    public abstract int Line { get; }

    public abstract int Count { get; }

    /// <summary>Empty beyond the row's end.</summary>
    public abstract SheetCell this[int column] { get; }

    /// <exception cref="Statements.FileFaultException">Nothing after this place can be read.</exception>
    public abstract bool Read();

    public abstract void Dispose();

    /// <summary>As texts, composed and trimmed, for headings and labels.</summary>
    public string[] Texts()
    {
        var texts = new string[Math.Min(Count, MostColumns)];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Vietnamese.Compose(this[i].Shown).Trim();
        }

        return texts;
    }
}
