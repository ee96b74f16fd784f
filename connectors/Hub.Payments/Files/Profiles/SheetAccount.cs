using Hub.Payments.Files.Statements;

namespace Hub.Payments.Files.Profiles;

/// <summary>One account of a sheet while it is read.</summary>
internal sealed class SheetAccount(StatementHead head)
{
    private readonly RunningBalance _running = new();
    private Int128 _sum;
    private int _lines;

    public StatementHead Head { get; } = head;

    public bool IsOfDong { get; set; }

    /// <summary>A row of it was refused: what is left is not all.</summary>
    public bool HasLostRow { get; set; }

    /// <summary>Rows passed over because of the currency.</summary>
    public int Rows { get; set; }

    public void Add(long amount, long? balance)
    {
        _sum += amount;
        _lines++;
        _running.Add(amount, balance);
    }

    /// <param name="labels">Balances that stand around the table, when they are this account's.</param>
    /// <param name="total">What the total row says that came in, less what went out.</param>
    /// <param name="hasLostRow">A row was refused that may be this account's.</param>
    /// <param name="isCut">The file broke off.</param>
    public StatementVerdict Judge(SheetLabels? labels, Int128? total, bool hasLostRow, bool isCut)
    {
        var opening = labels?.Opening ?? (_running.IsTold ? _running.Opening : (Int128?)null);
        var closing = labels?.Closing ?? (_running.IsTold ? _running.Closing : (Int128?)null);
        var isProven = opening is not null && closing is not null;
        var whole = isProven ? closing!.Value - opening!.Value - _sum : total is { } told ? told - _sum : 0;
        var difference = whole != 0 || !_running.IsTold ? whole : _running.FirstBreak;

        // Where balances or totals tell, a lost row is a hole in the statement; where nothing tells, every row stands for itself.
        var isHoled = (HasLostRow || hasLostRow) && (isProven || total is not null || !IsOfDong || Head.Account.Length == 0);
        return new StatementVerdict
        {
            Head = Head with { Opening = Fit(opening) },
            Closing = Fit(closing),
            Lines = _lines,
            Sum = Fit(_sum)!.Value,
            Difference = Fit(difference)!.Value,
            IsSound = difference == 0 && !isHoled && !isCut && Fit(_sum) == _sum,
            IsProven = isProven || total is not null,
        };
    }

    private static long? Fit(Int128? amount) => amount is not { } value ? null : (long)Int128.Clamp(value, -long.MaxValue, long.MaxValue);
}
