namespace Hub.Sandbox.Payments;

/// <summary>An account's day as the bank's files tell it: opening and lines are closing.</summary>
/// <param name="Lines">In the order of time.</param>
internal sealed record StatementDay(string Account, DateOnly Day, long Opening, IReadOnlyList<Movement> Lines)
{
    public long Sum => Lines.Sum(line => line.Amount);

    /// <summary>What the bank says stands on the account at the end; only a flaw makes it differ from opening and lines.</summary>
    public long Closing { get; init; } = Opening + Lines.Sum(line => line.Amount);

    public static StatementDay Of(string account, DateOnly day, long firstOpening, IReadOnlyList<Movement> done)
    {
        var own = done.Where(movement => movement.Account == account).ToList();
        return new StatementDay(account, day, firstOpening + own.Where(movement => movement.FileDay < day).Sum(movement => movement.Amount), [.. own.Where(movement => movement.FileDay == day)]);
    }

    /// <summary>The same day as a bank's fault tells it; null for a flaw that nobody knows.</summary>
    /// <param name="flaw"><c>closing</c>: the last balance is 1,000 đồng too high; <c>missing</c>: the last line is not there; <c>twice</c>: it is there twice.</param>
    public StatementDay? Flawed(string? flaw) => flaw switch
    {
        null or "" => this,
        "closing" => this with { Closing = Closing + 1_000 },
        "missing" => this with { Lines = [.. Lines.SkipLast(1)] },
        "twice" => this with { Lines = [.. Lines, .. Lines.TakeLast(1)] },
        _ => null,
    };

    /// <summary>What stands on the account after each line, as the file counts.</summary>
    public IEnumerable<(Movement Line, long Balance)> Running()
    {
        var balance = Opening;
        foreach (var line in Lines)
        {
            balance += line.Amount;
            yield return (line, balance);
        }
    }
}
