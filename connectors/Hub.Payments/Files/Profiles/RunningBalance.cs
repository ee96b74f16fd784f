namespace Hub.Payments.Files.Profiles;

/// <summary>
/// The balance that a sheet writes beside each line, as proof that no line is missing, whichever way the lines run: both ways are followed at once, and the one
/// with fewer breaks is the file's. A row without a balance is carried to the next that has one.
/// </summary>
internal sealed class RunningBalance
{
    private long? _first;
    private long _last;
    private long _firstAmount;
    private long _lastAmount;
    private Int128 _leading;
    private Int128 _carried;
    private int _rows;
    private (int Count, Int128 First) _oldestFirst;
    private (int Count, Int128 First) _newestFirst;

    public bool IsTold => _first is not null;

    public bool IsNewestFirst => _rows > 1 && _newestFirst.Count < _oldestFirst.Count;

    public long Breaks => IsNewestFirst ? _newestFirst.Count : _oldestFirst.Count;

    /// <summary>What is missing at the first break; 0 where there is none.</summary>
    public Int128 FirstBreak => IsNewestFirst ? _newestFirst.First : _oldestFirst.First;

    public Int128 Opening => IsNewestFirst ? (Int128)_last - _lastAmount - _carried : (Int128)_first!.Value - _firstAmount - _leading;

    public Int128 Closing => IsNewestFirst ? (Int128)_first!.Value + _leading : (Int128)_last + _carried;

    public void Add(long amount, long? balance)
    {
        if (balance is not { } told)
        {
            _ = _first is null ? _leading += amount : _carried += amount;
            return;
        }

        _rows++;
        if (_first is null)
        {
            (_first, _firstAmount) = (told, amount);
        }
        else
        {
            Compare(ref _oldestFirst, (Int128)told - ((Int128)_last + _carried + amount));
            Compare(ref _newestFirst, (Int128)_last - _lastAmount - _carried - told);
        }

        (_last, _lastAmount, _carried) = (told, amount, 0);
    }

    private static void Compare(ref (int Count, Int128 First) breaks, Int128 difference)
    {
        if (difference != 0)
        {
            breaks = (breaks.Count + 1, breaks.Count == 0 ? difference : breaks.First);
        }
    }
}
