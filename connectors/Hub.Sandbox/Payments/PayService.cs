using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Payments;

/// <summary>People who pay by a code, and do it right or wrong.</summary>
internal sealed class PayService(PaymentsTwinOptions options, BankLedger ledger, PlatformBills bills, NoticeQueue queue, NoticeSignal signal, SeededChoice choice, TwinClock clock)
{
    public static readonly string[] Ways = ["right", "late", "twice", "too-little", "too-much", "mangled", "card"];

    private static readonly TimeSpan Late = TimeSpan.FromDays(2);

    /// <summary>Pays every code of the order at one moment, or says in words why not.</summary>
    public (IReadOnlyList<Movement> Movements, IReadOnlyList<CardSlip> Slips, string? Error) Pay(PayOrder order)
    {
        var codes = new List<(VietQrPayload Code, long Amount)>();
        foreach (var payload in order.Payloads)
        {
            if (VietQrPayload.Read(payload) is not { Code: { } code } read)
            {
                return ([], [], VietQrPayload.Read(payload).Error);
            }

            if ((order.Amount ?? read.Code.Amount) is not ({ } amount and >= 1 and <= Movement.Most) || (order.How == "too-little" && amount <= order.By))
            {
                return ([], [], "The code tells no amount, or less than it is short by: give amount.");
            }

            codes.Add((code, amount));
        }

        var at = clock.GetUtcNow() + (order.Delay ?? (order.How == "late" ? Late * options.Pace : TimeSpan.Zero));
        if (order.How == "card")
        {
            return ([], [.. codes.Select(pair => Swipe(pair.Amount, pair.Code.Purpose ?? "", SlipFlaw.None, at))], null);
        }

        var booked = ledger.Book(codes.SelectMany(pair => Made(pair.Code, pair.Amount, order, at)));
        Tell(booked);
        return (booked, [], null);
    }

    /// <summary>A movement that nobody's code asked for: a stray transfer, the bank's charge, a refund paid out.</summary>
    public Movement Book(string account, long amount, string text, MovementKind kind, IReadOnlyList<string>? tellers)
    {
        var booked = ledger.Book([seq => new Movement(seq, clock.GetUtcNow(), account, amount, text) { Kind = kind, How = "stray", Mangling = Mangling.Lost, Tellers = tellers }]);
        Tell(booked);
        return booked[0];
    }

    /// <summary>The bank takes a transfer back; null when there is none, or it was taken back already.</summary>
    public Movement? Reverse(long seq)
    {
        if (ledger.Find(seq) is not { Kind: MovementKind.Transfer } paid || ledger.Done().Any(movement => movement.Reverses == seq))
        {
            return null;
        }

        var booked = ledger.Book([next => new Movement(next, clock.GetUtcNow(), paid.Account, -paid.Amount, $"HOAN GD {paid.BankReference} {paid.Text}")
        {
            Kind = MovementKind.Reversal,
            How = "reversal",
            Reverses = seq,
            Tellers = paid.Tellers,
        }]);
        Tell(booked);
        return booked[0];
    }

    public CardSlip Swipe(long amount, string description, SlipFlaw flaw, DateTimeOffset at) =>
        ledger.Print(seq => new CardSlip(seq, at, options.Terminal, amount, description) { Flaw = flaw, FeeRate = options.CardFee });

    /// <summary>The clerk takes a sale back on the same day; null when there is none to take back.</summary>
    public CardSlip? Void(string rrn) => Slip(rrn) is not { IsVoid: false } sale || ledger.Slips().Any(slip => slip.Voids == sale.Seq) || sale.Day != BankTime.Day(clock.GetUtcNow())
        ? null
        : ledger.Print(seq => new CardSlip(seq, clock.GetUtcNow(), sale.Terminal, -sale.Amount, sale.Description) { IsVoid = true, Voids = sale.Seq, FeeRate = options.CardFee });

    /// <summary>The card holder disputes a sale, and the acquirer takes its amount from the account; null when there is no such sale.</summary>
    public Movement? ChargeBack(string rrn, string account)
    {
        if (Slip(rrn) is not { IsVoid: false } sale)
        {
            return null;
        }

        var booked = ledger.Book([seq => new Movement(seq, clock.GetUtcNow(), account, -sale.Amount, $"CHARGEBACK RRN {sale.Rrn} TID {sale.Terminal} BATCH {sale.Batch}") { Kind = MovementKind.Chargeback, How = "chargeback" }]);
        Tell(booked);
        return booked[0];
    }

    /// <summary>The acquirer pays a day's batch net of its fees; null when the batch is empty or was paid.</summary>
    /// <param name="shortBy">Paid less than the file promises.</param>
    public Movement? Settle(DateOnly day, string account, long shortBy)
    {
        var text = BatchText(day);
        var net = ledger.Slips().Where(slip => slip.Day == day).Sum(slip => slip.Net * slip.TimesInFile);
        if (net - shortBy <= 0 || ledger.Done().Any(movement => movement.Kind is MovementKind.Settlement && movement.Text == text))
        {
            return null;
        }

        var booked = ledger.Book([seq => new Movement(seq, clock.GetUtcNow(), account, net - shortBy, text) { Kind = MovementKind.Settlement, How = "settlement" }]);
        Tell(booked);
        return booked[0];
    }

    public string BatchText(DateOnly day) => $"TT POS TID {options.Terminal} LO {Batch(day)} NGAY {day:ddMMyyyy}";

    public static string Batch(DateOnly day) => new CardSlip(0, BankTime.At(day, TimeSpan.Zero), "", 0, "").Batch;

    /// <summary>Somebody pays a platform's bill, or fails to; null when there is none, or it was paid.</summary>
    public PlatformBill? Decide(string reference, BillState state, long? amount)
    {
        var now = clock.GetUtcNow();
        if (bills.Find(reference) is not { State: not BillState.Paid } bill)
        {
            return null;
        }

        var movement = state is BillState.Paid
            ? ledger.Book([seq => new Movement(seq, now, bill.Account, amount ?? bill.Amount, $"DVCQG {reference} {bill.Info}") { Order = reference, Asked = bill.Amount, Bill = reference, How = "platform" }])[0]
            : null;
        var decided = bills.Change(reference, was => was.State is BillState.Paid ? null : was with
        {
            State = state,
            At = now,
            Paid = movement?.Amount ?? (state is BillState.Failed ? was.Amount : 0),
            Transaction = $"PP{BankTime.Text(now, "yyMMdd")}{was.Number:0000000}",
            Movement = movement?.Seq ?? 0,
        });
        if (decided is not null && state is not BillState.Pending)
        {
            queue.Add(new Told(movement, 0, decided));
            signal.Raise();
        }

        return decided;
    }

    private IEnumerable<Func<long, Movement>> Made(VietQrPayload code, long amount, PayOrder order, DateTimeOffset at)
    {
        var mangling = order.How == "mangled" ? order.Mangling : Mangling.None;
        var paid = order.How switch
        {
            "too-little" => amount - order.By,
            "too-much" => amount + order.By,
            _ => amount,
        };
        for (var time = 0; time < (order.How == "twice" ? 2 : 1); time++)
        {
            var moment = at + (TimeSpan.FromMinutes(time) * options.Pace);
            yield return seq => new Movement(seq, moment, code.Account, paid, TransferText.Of(code.Bin, choice.Below(1000, code.Account, seq), code.Purpose, mangling))
            {
                Order = code.Purpose,
                Asked = code.Amount,
                Mangling = mangling,
                How = order.How,
                HeldTo = order.HeldDays is { } days ? BankTime.Day(moment).AddDays(days) : null,
                Tellers = order.Tellers,
            };
        }
    }

    private CardSlip? Slip(string rrn) => ledger.Slips().FirstOrDefault(slip => slip.Rrn == rrn);

    private void Tell(IEnumerable<Movement> movements)
    {
        foreach (var movement in movements)
        {
            queue.Add(new Told(movement, 0, null));
        }

        signal.Raise();
    }
}

/// <summary>How codes are paid. All of them at one moment.</summary>
/// <param name="By">What is too little or too much.</param>
/// <param name="Delay">Not now but then; two days for what is late.</param>
/// <param name="HeldDays">The bank puts it into the file of so many days later.</param>
/// <param name="Tellers">Messengers that tell of it; null for all.</param>
internal sealed record PayOrder(
    IReadOnlyList<string> Payloads, string How, long? Amount, long By, TimeSpan? Delay, Mangling Mangling, int? HeldDays, IReadOnlyList<string>? Tellers);

/// <summary>Wakes <see cref="PaymentsClockwork"/>.</summary>
internal sealed class NoticeSignal : ClockworkSignal;
