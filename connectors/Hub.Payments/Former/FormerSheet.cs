using Hub.Core;
using Hub.Payments.Files;
using Hub.Payments.Files.Sheets;
using Hub.Payments.Files.Statements;
using Hub.Payments.Files.Text;

namespace Hub.Payments.Former;

/// <summary>What was taken over from the system before.</summary>
/// <param name="Rows">Below the heading.</param>
/// <param name="Added">Fees, or lines, that were new.</param>
/// <param name="Known">Those that were there.</param>
/// <param name="IsWhole">False when the store was busy: run again, what was taken is known then.</param>
public sealed record FormerReport(int Rows, int Added, int Known, IReadOnlyList<FileRefusal> Refused, bool IsWhole);

/// <summary>A CSV or XLSX file whose first row names its columns. What cannot be read is refused with row and column.</summary>
/// <param name="columns">Those that a file may have; one that is needed ends in <c>!</c>.</param>
internal sealed class FormerSheet(Stream stream, params IReadOnlyList<string> columns)
{
    /// <summary>A file of more is parted.</summary>
    private const int MostRows = 200_000;

    private const int MostText = 500;
    private static readonly HashSet<string> Texts = new(["name", "payer", "text"], StringComparer.Ordinal);

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private SheetRows _rows = null!;

    public List<FileRefusal> Refused { get; } = [];

    public int Count { get; private set; }

    public int Line => _rows.Line;

    /// <summary>Something of the row that is read.</summary>
    public bool IsRefused { get; private set; }

    /// <param name="row">Reads one row; what it returns is passed on unless it was refused.</param>
    public IEnumerable<T> Read<T>(Func<FormerSheet, T?> row)
        where T : class
    {
        var kind = FileKind.Of(stream);
        if (kind is not (FileKind.Csv or FileKind.Xlsx or FileKind.Xls))
        {
            Refused.Add(new FileRefusal(new Place(1, 1), RefusalCodes.Kind, ("Cần tệp CSV hoặc XLSX", "A CSV or XLSX file is needed")));
            yield break;
        }

        if (!TryStep(() => _rows = StatementFiles.Open(stream, kind, null, null)))
        {
            yield break;
        }

        using var rows = _rows;
        while (Next() && IsHeading())
        {
            while (Next())
            {
                if (Enumerable.Range(0, Math.Min(_rows.Count, SheetRows.MostColumns)).All(column => _rows[column].IsEmpty))
                {
                    continue;
                }

                if (++Count > MostRows)
                {
                    Refuse(0, RefusalCodes.Limit, ($"Quá {MostRows} dòng; chia tệp", $"More than {MostRows} rows; part the file"));
                    yield break;
                }

                // One that is refused for a card is read too: whoever joins rows must know whose it is.
                IsRefused = HoldsCard();
                if (row(this) is { } read && !IsRefused)
                {
                    yield return read;
                }
            }
        }
    }

    /// <summary>Composed and trimmed; null where there is nothing.</summary>
    public string? Text(string column, int most = MostText)
    {
        var text = Cell(column) is { IsEmpty: false } cell ? Vietnamese.Compose(cell.Shown).Trim() : "";
        if (text.Length > most || text.Any(char.IsControl))
        {
            Refuse(column, RefusalCodes.Format, ("Ô quá dài hoặc có ký tự điều khiển", "The cell is too long or has control characters"));
            return null;
        }

        return text.Length == 0 ? null : text;
    }

    public string Needed(string column, int most = MostText)
    {
        var (count, text) = (Refused.Count, Text(column, most));
        if (text is null && Refused.Count == count)
        {
            Refuse(column, RefusalCodes.Format, ("Thiếu giá trị", "A value is missing"));
        }

        return text ?? "";
    }

    /// <summary>Whole đồng, more than 0.</summary>
    public long Amount(string column)
    {
        var fault = Cell(column) is { IsEmpty: false } cell ? cell.ReadAmount(AmountStyle.Auto, out var dong) : Read(out dong);
        if (fault is not AmountFault.None)
        {
            var (code, reason) = AmountFaults.Told(fault);
            Refuse(column, code, reason);
        }
        else if (dong is <= 0 or > Messengers.MoneyNotice.MostAmount)
        {
            Refuse(column, RefusalCodes.Amount, ("Số tiền phải lớn hơn 0 và không quá 10.000 tỷ đồng", "The amount must be above zero and at most ten trillion"));
        }

        return dong;

        static AmountFault Read(out long none)
        {
            none = 0;
            return AmountFault.Unreadable;
        }
    }

    /// <summary>Null where there is nothing.</summary>
    public DateOnly? Day(string column)
    {
        if (Cell(column) is not { IsEmpty: false } cell)
        {
            return null;
        }

        var fault = cell.ReadDay(DayOrder.DayMonthYear, out var day);
        if (fault is not DayFault.None)
        {
            Refuse(column, RefusalCodes.Date, fault is DayFault.Impossible ? Reasons.Date : Reasons.NoDate);
        }

        return day;
    }

    public void Refuse(string column, string code, Bilingual reason) => Refuse(_places.GetValueOrDefault(column, 0), code, reason);

    private void Refuse(int column, string code, Bilingual reason)
    {
        IsRefused = true;
        Refused.Add(new FileRefusal(new Place(_rows.Line, column + 1), code, reason));
    }

    private SheetCell Cell(string column) => _places.TryGetValue(column, out var place) ? _rows[place] : default;

    private bool Next()
    {
        var more = false;
        return TryStep(() => more = _rows.Read()) && more;
    }

    private bool TryStep(Action step)
    {
        try
        {
            step();
            return true;
        }
        catch (FileFaultException fault)
        {
            Refused.Add(fault.Refusal);
            return false;
        }
    }

    private bool IsHeading()
    {
        var names = columns.ToDictionary(column => Vietnamese.Fold(column.TrimEnd('!')), column => column.TrimEnd('!'), StringComparer.Ordinal);
        var texts = _rows.Texts();
        for (var place = 0; place < texts.Length; place++)
        {
            if (texts[place].Length > 0 && (!names.TryGetValue(Vietnamese.Fold(texts[place]), out var name) || !_places.TryAdd(name, place)))
            {
                Refuse(place, RefusalCodes.Profile, ($"Cột không rõ hoặc lặp lại; dùng {string.Join(", ", names.Values)}", $"An unknown or repeated column; use {string.Join(", ", names.Values)}"));
            }
        }

        if (columns.Where(column => column.EndsWith('!')).Select(column => column[..^1]).FirstOrDefault(column => !_places.ContainsKey(column)) is { } missing)
        {
            Refuse(0, RefusalCodes.Profile, ($"Thiếu cột {missing}", $"The column {missing} is missing"));
        }

        return Refused.Count == 0;
    }

    private bool HoldsCard()
    {
        for (var column = 0; column < _rows.Count && column < SheetRows.MostColumns; column++)
        {
            var isText = _places.Any(place => place.Value == column && Texts.Contains(place.Key));
            if (CardScreen.Holds(_rows[column].Shown, isReference: !isText))
            {
                Refuse(column, RefusalCodes.Card, Reasons.Card);
                return true;
            }
        }

        return false;
    }
}
