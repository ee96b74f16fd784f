using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Payments;

/// <summary>A counter's day: codes paid between 07:30 and 17:00 in Vietnam, most of them right, and everything that goes wrong in a month.</summary>
internal sealed class DayScript(PaymentsTwinOptions options, PayService pay, SeededChoice choice, TwinClock clock)
{
    private static readonly TimeSpan Opens = new(7, 30, 0);
    private static readonly TimeSpan Open = TimeSpan.FromHours(9.5);

    // Of a hundred payers; the rest does it right.
    private static readonly (int Share, string How, Mangling Mangling, int? HeldDays, bool IsTold)[] Shares =
    [
        (4, "twice", Mangling.None, null, true),
        (4, "too-little", Mangling.None, null, true),
        (4, "too-much", Mangling.None, null, true),
        (3, "late", Mangling.None, null, true),
        (2, "mangled", Mangling.Lower, null, true),
        (2, "mangled", Mangling.Spaced, null, true),
        (2, "mangled", Mangling.Glued, null, true),
        (2, "mangled", Mangling.Confused, null, true),
        (2, "mangled", Mangling.Wrapped, null, true),
        (2, "mangled", Mangling.Cut, null, true),
        (2, "mangled", Mangling.Lost, null, true),
        (3, "right", Mangling.None, 1, true),
        (3, "right", Mangling.None, null, false),
        (8, "card", Mangling.None, null, true),
    ];

    private static readonly SlipFlaw[] Flaws = [SlipFlaw.Missing, SlipFlaw.Amount, SlipFlaw.Unknown, SlipFlaw.Twice];

    /// <summary>Orders the whole day at once, or says in words why not; what lies ahead happens as the clock goes on.</summary>
    /// <param name="isPlain">Everybody does it right.</param>
    /// <param name="flawedSlips">Further card slips, each with a flaw of its own.</param>
    public string? Run(IReadOnlyList<string> payloads, DateOnly day, int seed, bool isPlain, int flawedSlips)
    {
        foreach (var (index, payload) in payloads.Index())
        {
            var subject = $"day-{seed}";
            var (_, how, mangling, held, isTold) = isPlain ? (0, "right", Mangling.None, null, true) : Kind(choice.Below(100, subject, index));
            var at = BankTime.At(day, Opens) + (Open * ((index + 0.5) / payloads.Count)) + (how == "late" ? TimeSpan.FromDays(2) : TimeSpan.Zero);
            var order = new PayOrder([payload], how, null, By: 1_000, at - clock.GetUtcNow(), mangling, held, isTold ? null : []);
            if (pay.Pay(order).Error is { } error)
            {
                return $"payloads/{index}: {error}";
            }
        }

        for (var n = 0; n < flawedSlips; n++)
        {
            pay.Swipe(8_000 * (n + 1), "", Flaws[n % Flaws.Length], BankTime.At(day, Opens) + TimeSpan.FromMinutes(n + 1));
        }

        if (!isPlain)
        {
            pay.Book(options.DefaultAccount, 200_000, "CT DEN 970415 TRAN THI MAU CHUYEN TIEN", MovementKind.Transfer, null);
            pay.Book(options.DefaultAccount, -3_300, "PHI QUAN LY TAI KHOAN", MovementKind.Charge, []);
        }

        return null;
    }

    private static (int Share, string How, Mangling Mangling, int? HeldDays, bool IsTold) Kind(int chance)
    {
        foreach (var kind in Shares)
        {
            if (chance < kind.Share)
            {
                return kind;
            }

            chance -= kind.Share;
        }

        return (0, "right", Mangling.None, null, true);
    }
}
