using Hub.Payments.Files.Sheets;
using Hub.Payments.Files.Text;

namespace Hub.Payments.Files.Profiles;

/// <summary>Where the columns of a profile stand in one file; -1 where the profile tells none.</summary>
internal sealed class ColumnMap
{
    private readonly List<(string Role, int At)> _places = [];
    private readonly List<int> _text = [];
    private readonly bool[] _isPlain = new bool[SheetRows.MostColumns];
    private readonly bool[] _isNumber = new bool[SheetRows.MostColumns];

    private static readonly HashSet<string> Numbers = ["day", "valueDay", "amount", "credit", "debit", "balance", "fee", "vat", "net", "settled"];

    private static readonly HashSet<string> References = ["reference", "account", "merchant", "terminal", "batch", "trace", "invoice", "approval", "direction", "currency"];

    // Asked a dozen times a row, of a handful.
    public int this[string role]
    {
        get
        {
            foreach (var (known, at) in _places)
            {
                if (ReferenceEquals(known, role) || known == role)
                {
                    return at;
                }
            }

            return -1;
        }
    }

    public IReadOnlyList<int> Text => _text;

    /// <summary>Days and amounts, in which no card number hides.</summary>
    public bool IsNumber(int column) => column < _isNumber.Length && _isNumber[column];

    public bool IsReference(int column) => column < _isPlain.Length && _isPlain[column];

    /// <summary>Null unless every heading of the profile stands in the row.</summary>
    public static ColumnMap? Find(StatementProfile profile, IReadOnlyList<string> row)
    {
        var map = new ColumnMap();
        var folded = row.Select(Vietnamese.Fold).ToList();
        foreach (var (role, heading) in profile.Columns.Told())
        {
            var at = folded.IndexOf(Vietnamese.Fold(heading));
            if (at < 0)
            {
                return null;
            }

            map._isNumber[at] |= Numbers.Contains(role);
            map._isPlain[at] |= References.Contains(role);
            if (role == "text")
            {
                map._text.Add(at);
            }
            else
            {
                map._places.Add((role, at));
            }
        }

        return map;
    }
}
