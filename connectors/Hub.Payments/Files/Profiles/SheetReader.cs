using Hub.Core;
using Hub.Payments.Files.Sheets;
using Hub.Payments.Files.Statements;
using Hub.Payments.Files.Text;

namespace Hub.Payments.Files.Profiles;

/// <summary>What reading a sheet by a profile has in common, whatever its rows are: heading, labels, pages, refusals.</summary>
internal abstract class SheetReader(Func<SheetRows> open, StatementProfile profile) : PartReader
{
    /// <summary>Rows above the heading: title, holder, period.</summary>
    public const int MostAbove = 100;

    private SheetRows? _rows;
    private int _above;
    private bool _isFirst;

    protected StatementProfile Profile => profile;

    protected SheetRows Rows => _rows ??= open();

    protected ColumnMap? Columns { get; private set; }

    protected SheetLabels Labels { get; } = new(profile.Numbers);

    protected TwinCounter Twins { get; } = new();

    public override void Dispose() => _rows?.Dispose();

    protected override bool Step()
    {
        if (!Rows.Read())
        {
            if (Columns is null)
            {
                throw NoHeading();
            }

            Finish();
            return false;
        }

        if (Columns is null)
        {
            Above();
        }
        else
        {
            Below(Columns);
        }

        return true;
    }

    protected abstract void Row(ColumnMap columns);

    /// <summary>The last row is read, or the file broke off.</summary>
    protected abstract void Finish();

    protected abstract bool HasAmount(ColumnMap columns);

    protected abstract void Labelled(RowLabel label, ColumnMap columns);

    protected abstract void RefuseRow(Place place, string code, Bilingual reason);

    protected Place Place(int column) => new(Rows.Line, column + 1);

    protected SheetCell Cell(int column) => column < 0 ? default : Rows[column];

    /// <summary>Composed and trimmed; null where there is nothing.</summary>
    protected string? Told(int column)
    {
        var text = column < 0 ? "" : Vietnamese.Compose(Rows[column].Shown).Trim();
        return text.Length == 0 ? null : text.Length > 2_000 ? text[..2_000] : text;
    }

    protected string Narrative(ColumnMap columns) => columns.Text.Count == 1 ? Told(columns.Text[0]) ?? "" : string.Join(' ', columns.Text.Select(Told).OfType<string>());

    /// <summary>Refuses a row that holds a full card number in any cell.</summary>
    protected bool HoldsCard(ColumnMap columns)
    {
        for (var i = 0; i < Rows.Count && i < SheetRows.MostColumns; i++)
        {
            if (!columns.IsNumber(i) && CardScreen.Holds(Rows[i].Shown, columns.IsReference(i)))
            {
                RefuseRow(Place(i), RefusalCodes.Card, Reasons.Card);
                return true;
            }
        }

        return false;
    }

    protected bool TryDay(int column, out DateOnly day)
    {
        var fault = Cell(column).ReadDay(Profile.Dates, out day);
        if (fault is not DayFault.None)
        {
            RefuseRow(Place(column), RefusalCodes.Date, fault is DayFault.Impossible ? Reasons.Date : Reasons.NoDate);
        }

        return fault is DayFault.None;
    }

    /// <summary>An empty cell is null; a dash alone is a spreadsheet's way to show nothing.</summary>
    protected bool TryAmount(int column, out long? amount)
    {
        amount = null;
        var cell = Cell(column);
        if (cell.IsEmpty || cell.Text?.Trim() is "-" or "–")
        {
            return true;
        }

        var fault = cell.ReadAmount(Profile.Numbers, out var dong);
        if (fault is AmountFault.None)
        {
            amount = dong;
            return true;
        }

        var (code, reason) = AmountFaults.Told(fault);
        RefuseRow(Place(column), code, reason);
        return false;
    }

    protected static bool IsDong(string? currency) => currency is null || Vietnamese.Fold(currency) is "vnd" or "dong" or "viet nam dong" or "d" or "";

    private void Above()
    {
        var texts = Rows.Texts();
        Columns = ColumnMap.Find(profile, texts);
        _isFirst = true;
        if (Columns is null)
        {
            Labels.Take(texts, column => Rows[column]);
            _ = ++_above < MostAbove ? true : throw NoHeading();
        }
    }

    private void Below(ColumnMap columns)
    {
        var day = Cell(columns["day"]);
        var isFirst = _isFirst;
        _isFirst = false;
        if (!day.IsEmpty && day.ReadDay(profile.Dates, out _) is DayFault.None && HasAmount(columns))
        {
            Row(columns);
            return;
        }

        if (!day.IsEmpty && day.ReadDay(profile.Dates, out _) is DayFault.Impossible && !isFirst)
        {
            Row(columns);
            return;
        }

        var texts = Rows.Texts();
        if (Array.TrueForAll(texts, static text => text.Length == 0) || ColumnMap.Find(profile, texts) is not null || (isFirst && Array.TrueForAll(texts, IsColumnNumber)))
        {
            return;
        }

        if (SheetLabels.Of(texts) is var label and not RowLabel.None)
        {
            Labelled(label, columns);
        }
        else if (HasAmount(columns) || (!day.IsEmpty && day.ReadDay(profile.Dates, out _) is not DayFault.Unreadable))
        {
            Row(columns);
        }
        else if (!HoldsCard(columns))
        {
            // Signatures, notes, places and days of issue.
            Labels.Take(texts, column => Rows[column]);
        }
    }

    // Below the heading some sheets number their columns: 1, 2, 3 or (1), (2), A, B.
    private static bool IsColumnNumber(string text) => text.Trim('(', ')', '[', ']') is var inner && (inner.Length == 0 || (inner.Length <= 2 && inner.All(char.IsAsciiLetterOrDigit)));

    private FileFaultException NoHeading() => new(new Place(Math.Max(1, Rows.Line), 1), RefusalCodes.Profile, (
        $"Không thấy dòng tiêu đề của mẫu đọc \"{profile.Name}\"; dùng hub profiles learn để tạo mẫu", $"The heading of the profile \"{profile.Name}\" is not found; make one with hub profiles learn"));
}
