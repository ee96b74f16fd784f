using System.Globalization;

namespace Hub.Payments.Files.Statements;

/// <summary>
/// The bank's balances as judge over statements that come one after another: page by page, opening and lines make the closing balance; an intermediate balance is
/// where the next page begins; a day begins where the day before ended. What does not agree is told with the exact difference and is not sound.
/// </summary>
internal sealed class StatementChain(Action<StatementPart> add)
{
    /// <summary>Accounts whose last balance is remembered; a file of more is no bank's.</summary>
    private const int MostAccounts = 10_000;

    private const int MostStatements = 20_000;

    private readonly Dictionary<string, (string? Number, long Closing, DateOnly? Day)> _last = new(StringComparer.Ordinal);
    private readonly TwinCounter _twins = new();
    private StatementHead? _head;
    private Place _at;
    private Int128 _sum;
    private Int128 _pageSum;
    private long _pageOpening;
    private long? _break;
    private long _dayBreak;
    private bool _hasGap;
    private bool _isCut;
    private bool _isRefused;
    private bool _isPageOpen;
    private long? _closing;
    private DateOnly? _closingDay;
    private int _lines;
    private int _passedOver;
    private int _ordinal;

    public bool IsPageOpen => _isPageOpen;

    public int Ordinal => _ordinal;

    public string Account => _head?.Account ?? "";

    /// <summary>A page begins. An intermediate balance goes on with the statement before it, if that ended with one.</summary>
    public void Open(Place at, StatementHead head, bool isIntermediate)
    {
        if (_isPageOpen)
        {
            CutShort();
        }

        if (_head is { } before && (!isIntermediate || before.Account != head.Account))
        {
            Finish(endsMidway: true);
        }

        _at = at;
        _isPageOpen = true;
        (_pageSum, _pageOpening) = (0, head.Opening ?? 0);
        if (_head is not null)
        {
            Break((Int128)_pageOpening - _closing!.Value);
            return;
        }

        if (++_ordinal > MostStatements)
        {
            throw new FileFaultException(at, RefusalCodes.Limit, ($"Tệp có quá {MostStatements} sao kê; hãy tách tệp", $"The file holds more than {MostStatements} statements; split it"));
        }

        _head = head with { Ordinal = _ordinal, BeginsMidway = isIntermediate };
        CompareWithDayBefore(_head);
        add(new StatementOpened(_head));
    }

    /// <summary>A whole statement that is not taken, so that it is seen beside the others.</summary>
    public void Refuse(Place at, StatementHead head)
    {
        Open(at, head with { Opening = null, OpeningDay = null }, isIntermediate: false);
        _isRefused = true;
        _isPageOpen = false;
        Finish(endsMidway: false);
    }

    /// <summary>The running index of a line among its equals in the file; 0 when its day was given up, in a file whose days are out of order.</summary>
    public int Twin(string account, DateOnly day, ReadOnlySpan<char> raw) => _twins.Next(account, day, raw);

    /// <summary>A line of the open page.</summary>
    public void Add(StatementLine line)
    {
        _sum += line.Amount;
        _pageSum += line.Amount;
        _lines++;
        add(line);
    }

    /// <summary>A line of the open statement was refused: whatever the balances say, what is left is not the whole statement.</summary>
    public void RefuseLine() => _isRefused = true;

    public void PassOver() => _passedOver++;

    public void Close(Place at, long closing, DateOnly? day, bool isIntermediate)
    {
        _at = at;
        _isPageOpen = false;
        (_closing, _closingDay) = (closing, day);
        Break((Int128)closing - _pageOpening - _pageSum);
        if (!isIntermediate)
        {
            Finish(endsMidway: false);
        }
    }

    /// <summary>The open page ends without a closing balance.</summary>
    public void CutShort()
    {
        if (_head is null)
        {
            return;
        }

        if (_isPageOpen)
        {
            add(new FileRefusal(_at, RefusalCodes.CutShort, Reasons.CutShort));
        }

        _isCut = true;
        _isPageOpen = false;
        _closing = null;
        Finish(endsMidway: false);
    }

    public void End()
    {
        if (_isPageOpen)
        {
            CutShort();
        }
        else if (_head is not null)
        {
            Finish(endsMidway: true);
        }
    }

    private void CompareWithDayBefore(StatementHead head)
    {
        if (head.Opening is not { } opening || !_last.TryGetValue(head.Account, out var last) || opening == last.Closing)
        {
            return;
        }

        if (Follows(head, last.Number, last.Day))
        {
            _dayBreak = opening - last.Closing;
        }
        else
        {
            _hasGap = true;
        }
    }

    private static bool Follows(StatementHead head, string? number, DateOnly? day) =>
        long.TryParse(head.Number, NumberStyles.None, CultureInfo.InvariantCulture, out var now) && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var then) && now != 1
            ? now == then + 1
            : head.OpeningDay is { } opened && opened == day;

    private void Break(Int128 difference)
    {
        if (difference != 0 && _break is null)
        {
            _break = Fit(difference);
        }
    }

    private void Finish(bool endsMidway)
    {
        var head = _head!;
        var whole = _closing is { } closing && head.Opening is { } opening ? Fit((Int128)closing - opening - _sum) : 0;
        var difference = _isCut ? 0 : whole != 0 ? whole : _break ?? _dayBreak;
        if (difference != 0)
        {
            add(new FileRefusal(_at, RefusalCodes.Unbalanced, whole == 0 && _break is null ? Reasons.NotFollowing(difference) : Reasons.Unbalanced(difference)));
        }

        add(new StatementClosed(new StatementVerdict
        {
            Head = head,
            Closing = _closing,
            ClosingDay = _closingDay,
            Lines = _lines,
            Sum = Fit(_sum),
            Difference = difference,
            IsSound = difference == 0 && _break is null && !_isCut && !_isRefused && Fit(_sum) == _sum,
            IsProven = _closing is not null && head.Opening is not null,
            EndsMidway = endsMidway,
            HasGapBefore = _hasGap,
            PassedOver = _passedOver,
        }));
        if (_closing is { } last && (_last.Count < MostAccounts || _last.ContainsKey(head.Account)))
        {
            _last[head.Account] = (head.Number, last, _closingDay);
        }

        _head = null;
        (_sum, _pageSum, _pageOpening, _break, _dayBreak, _hasGap, _isCut, _isRefused, _closing, _closingDay, _lines, _passedOver) = (0, 0, 0, null, 0, false, false, false, null, null, 0, 0);
    }

    private static long Fit(Int128 amount) => amount > long.MaxValue ? long.MaxValue : amount < -long.MaxValue ? -long.MaxValue : (long)amount;
}
