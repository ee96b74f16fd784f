namespace Hub.Sandbox.Payments;

/// <summary>What somebody who reconciles a day must find. It follows from what was done, not from any file.</summary>
internal sealed record AnswerKey(DateOnly Day, IReadOnlyList<AccountKey> Accounts, IReadOnlyList<PaymentKey> Payments, IReadOnlyList<SlipKey> Slips, IReadOnlyList<BatchKey> Batches)
{
    public static AnswerKey Of(DateOnly day, long opening, IReadOnlyList<Movement> done, IReadOnlyList<CardSlip> slips, IReadOnlyList<NoticeResult> told, Func<DateOnly, string> batchText)
    {
        var accounts = done.Select(movement => movement.Account).Distinct().Order(StringComparer.Ordinal).Select(account => StatementDay.Of(account, day, opening, done));
        var tellers = told.Where(result => result.IsTaken && result.Movement != 0).GroupBy(result => result.Movement)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Select(result => result.Messenger).Distinct().Order(StringComparer.Ordinal)]);
        var payments = done.Where(movement => movement.Day == day || movement.FileDay == day)
            .Select(movement => PaymentKey.Of(movement, FindingOf(movement, done), tellers.GetValueOrDefault(movement.Seq, [])));
        var own = slips.Where(slip => slip.Day == day).ToList();
        return new AnswerKey(
            day, [.. accounts.Select(of => new AccountKey(of.Account, of.Opening, of.Closing, of.Lines.Count, of.Sum))], [.. payments],
            [.. own.Select(slip => SlipKey.Of(slip, own))], [.. own.GroupBy(slip => (slip.Terminal, slip.Batch)).Select(batch => BatchKey.Of(batch.Key, [.. batch], done, batchText(day)))]);
    }

    /// <summary>
    /// <c>exact</c>, <c>completes</c> what was short before, <c>underpaid</c>, <c>overpaid</c>, <c>second</c> (of what was paid already: due back), <c>candidate</c> (for a person), <c>unidentified</c>,
    /// <c>reversed</c>; for what is nobody's payment <c>reversal</c>, <c>settlement</c>, <c>chargeback</c>, <c>charge</c>, <c>paid-out</c>.
    /// </summary>
    private static string FindingOf(Movement movement, IReadOnlyList<Movement> done)
    {
        if (movement.Kind is not MovementKind.Transfer)
        {
            return movement.Kind.ToString().ToLowerInvariant();
        }

        if (movement.Amount < 0)
        {
            return "paid-out";
        }

        if (done.Any(other => other.Reverses == movement.Seq))
        {
            return "reversed";
        }

        if (!movement.IsWhole)
        {
            return movement.Mangling is Mangling.Cut && movement.Amount == movement.Asked ? "candidate" : "unidentified";
        }

        var before = done.TakeWhile(other => other != movement)
            .Where(other => other.IsWhole && other.Account == movement.Account && other.Order == movement.Order && !done.Any(taken => taken.Reverses == other.Seq)).Sum(other => other.Amount);
        return movement.Asked is not { } asked ? "exact"
            : before >= asked ? "second"
            : (before + movement.Amount).CompareTo(asked) switch { < 0 => "underpaid", > 0 => "overpaid", _ => before > 0 ? "completes" : "exact" };
    }
}

/// <summary>What the bank's file of the day says of an account.</summary>
internal sealed record AccountKey(string Account, long Opening, long Closing, int Lines, long Sum);

/// <param name="Reference">The text that the payer was asked to write; null where nobody asked.</param>
/// <param name="FileDay">In whose file it stands: a later day for what the bank held over.</param>
/// <param name="Witnesses">Messengers that told of it and were heard, beside the file.</param>
internal sealed record PaymentKey(
    long Movement, string Account, long Amount, long? Asked, DateTimeOffset At, DateOnly FileDay, string? Reference, string Text, string BankReference, string How, string Find, long? Reverses, string? Bill,
    IReadOnlyList<string> Witnesses)
{
    public static PaymentKey Of(Movement movement, string find, IReadOnlyList<string> witnesses) => new(
        movement.Seq, movement.Account, movement.Amount, movement.Asked, movement.At, movement.FileDay, movement.Order, movement.Text, movement.BankReference, movement.How, find, movement.Reverses,
        movement.Bill, witnesses);
}

/// <param name="FileAmount">What the acquirer's file says; null where it does not tell the slip.</param>
/// <param name="Find"><c>matched</c>, <c>voided</c>, <c>void</c>, <c>missing-in-agent</c>, <c>missing-in-merchant</c>, <c>error-amount</c>, <c>error-duplicate</c>.</param>
internal sealed record SlipKey(string Rrn, string Terminal, string Batch, string Trace, string Approval, long Amount, long? FileAmount, long Fee, long Vat, string Reference, string Find)
{
    public static SlipKey Of(CardSlip slip, IReadOnlyList<CardSlip> day) => new(
        slip.Rrn, slip.Terminal, slip.Batch, slip.Trace, slip.Approval, slip.Amount, slip.TimesInFile == 0 ? null : slip.FileAmount, slip.Fee, slip.Vat, slip.Description,
        slip.IsVoid ? "void" : day.Any(other => other.Voids == slip.Seq) ? "voided" : slip.Flaw switch
        {
            SlipFlaw.Missing => "missing-in-agent",
            SlipFlaw.Unknown => "missing-in-merchant",
            SlipFlaw.Amount => "error-amount",
            SlipFlaw.Twice => "error-duplicate",
            _ => "matched",
        });
}

/// <param name="Net">What the file promises.</param>
/// <param name="Credited">What the bank booked for it; null before it did.</param>
/// <param name="Difference">Credited less net.</param>
internal sealed record BatchKey(string Terminal, string Batch, long Gross, long Net, long? Credited, long? Difference)
{
    public static BatchKey Of((string Terminal, string Batch) key, IReadOnlyList<CardSlip> slips, IReadOnlyList<Movement> done, string text)
    {
        var (gross, net) = (slips.Sum(slip => slip.FileAmount * slip.TimesInFile), slips.Sum(slip => slip.Net * slip.TimesInFile));
        var credited = done.FirstOrDefault(movement => movement.Kind is MovementKind.Settlement && movement.Text == text)?.Amount;
        return new BatchKey(key.Terminal, key.Batch, gross, net, credited, credited - net);
    }
}
