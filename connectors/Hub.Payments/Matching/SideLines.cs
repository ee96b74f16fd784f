using Hub.Payments.Letters;
using Hub.Payments.References;

namespace Hub.Payments.Matching;

internal enum EndState : byte
{
    None,
    Open,
    Matched,
    Waiting,
    Held,
}

/// <summary>The lines of one side in an order that does not depend on how they came, with what is read from them and where each end is.</summary>
internal sealed class SideLines
{
    public const int Nobody = -1;

    private readonly MoneyLine[] _lines;
    private readonly string[] _accounts;
    private readonly string?[] _marks;
    private readonly string?[] _words;
    private readonly EndState[][] _ends;

    /// <exception cref="ArgumentException">Two lines have one id.</exception>
    public SideLines(LineSide side, IEnumerable<MoneyLine> lines, ReferenceReader reader, MatchingTerms terms)
    {
        Side = side;
        _lines = [.. lines.Where(line => line.Side == side)];
        var raw = _lines.Select(line => line.Account).Distinct().ToDictionary(account => account, MoneyNames.Account, StringComparer.Ordinal);
        var ranks = raw.Values.Distinct().Order(StringComparer.Ordinal).Select((account, rank) => (account, rank)).ToDictionary(pair => pair.account, pair => pair.rank, StringComparer.Ordinal);
        var keys = Array.ConvertAll(_lines, line => new SortKey(ranks[raw[line.Account]], line.Amount, line.Day.DayNumber, line.At?.UtcTicks ?? long.MaxValue, line.Id));
        Array.Sort(keys, _lines);
        var ids = new HashSet<string>(_lines.Length, StringComparer.Ordinal);
        if (!Array.TrueForAll(_lines, line => ids.Add(line.Id)))
        {
            throw new ArgumentException($"Two lines of the side {side} have one id.", nameof(lines));
        }

        _accounts = Array.ConvertAll(_lines, line => raw[line.Account]);
        _marks = Array.ConvertAll(_lines, line => MarkOf(line, reader));
        _words = new string?[_lines.Length];
        _ends = [.. Enum.GetValues<LineEnd>().Select(end => Array.ConvertAll(_lines, line => LineEnds.Has(line, end, terms) ? EndState.Open : EndState.None))];
        Fees = new int[_lines.Length][];
        Partner = [.. Enum.GetValues<LineEnd>().Select(_ => Enumerable.Repeat(Nobody, _lines.Length).ToArray())];
    }

    public LineSide Side { get; }

    public int Count => _lines.Length;

    /// <summary>By end: the line on the next side that it was paired with alone, else <see cref="Nobody"/>.</summary>
    public int[][] Partner { get; }

    /// <summary>By line: the fees that its money is for; null for none.</summary>
    public int[]?[] Fees { get; }

    public MoneyLine this[int index] => _lines[index];

    public string Account(int index) => _accounts[index];

    /// <summary>The whole references of text and order, in order, parted by spaces; null without any.</summary>
    public string? Mark(int index) => _marks[index];

    /// <summary>The text by its letters and digits alone.</summary>
    public string Words(int index) => _words[index] ??= MoneyNames.Squeeze(_lines[index].Text ?? "");

    public EndState State(int index, LineEnd end) => _ends[(int)end][index];

    public bool IsOpen(int index, LineEnd end) => _ends[(int)end][index] is EndState.Open;

    /// <exception cref="InvalidOperationException">The end is taken: a line would be used twice.</exception>
    public void Take(int index, LineEnd end, EndState state)
    {
        ref var at = ref _ends[(int)end][index];
        at = at is EndState.Open ? state : throw new InvalidOperationException($"{Claim(index, end)} is taken.");
    }

    public Claim Claim(int index, LineEnd end) => new(Side, _lines[index].Id, end);

    public IEnumerable<int> Open(LineEnd end)
    {
        for (var index = 0; index < _lines.Length; index++)
        {
            if (_ends[(int)end][index] is EndState.Open)
            {
                yield return index;
            }
        }
    }

    private static string? MarkOf(MoneyLine line, ReferenceReader reader)
    {
        var (text, order) = (reader.Read(line.Text).Exact, reader.Read(line.Order).Exact);
        return (text.Count, order.Count) switch
        {
            (0, 0) => null,
            (1, 0) => text[0].Text,
            (0, 1) => order[0].Text,
            _ => string.Join(' ', text.Concat(order).Select(reference => reference.Text).Distinct().Order(StringComparer.Ordinal)),
        };
    }

    private readonly record struct SortKey(int Account, long Amount, int Day, long At, string Id) : IComparable<SortKey>
    {
        public int CompareTo(SortKey other) => Account != other.Account ? Account.CompareTo(other.Account)
            : Amount != other.Amount ? Amount.CompareTo(other.Amount)
            : Day != other.Day ? Day.CompareTo(other.Day)
            : At != other.At ? At.CompareTo(other.At)
            : string.CompareOrdinal(Id, other.Id);
    }
}

/// <summary>One end of a line by where it stands.</summary>
internal readonly record struct Spot(SideLines Side, int Index, LineEnd End)
{
    public MoneyLine Line => Side[Index];

    public Claim Claim => Side.Claim(Index, End);

    public bool IsOpen => Side.IsOpen(Index, End);
}
