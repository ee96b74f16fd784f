using System.Collections.Frozen;
using System.Globalization;
using Hub.Core;
using Hub.Payments.Files.Sheets;
using Hub.Payments.Files.Statements;
using Hub.Payments.Files.Text;

namespace Hub.Payments.Files.Profiles;

/// <summary>An acquirer's settlement file: a slip a row, a statement for each terminal and batch. The acquirer's own net amounts and totals judge it.</summary>
internal sealed class PosSheetReader(Func<SheetRows> open, StatementProfile profile) : SheetReader(open, profile)
{
    private const int MostBatches = 10_000;
    private const char Part = '\u001F';

    /// <summary>Folded words of acquirers for the kinds of slips.</summary>
    private static readonly FrozenDictionary<string, CardSlipKind> Kinds = new Dictionary<string, CardSlipKind>
    {
        ["sale"] = CardSlipKind.Sale,
        ["sales"] = CardSlipKind.Sale,
        ["purchase"] = CardSlipKind.Sale,
        ["payment"] = CardSlipKind.Sale,
        ["ban hang"] = CardSlipKind.Sale,
        ["thanh toan"] = CardSlipKind.Sale,
        ["qr"] = CardSlipKind.Sale,
        ["qr vnpay"] = CardSlipKind.Sale,
        ["qr bank"] = CardSlipKind.Sale,
        ["sofpos"] = CardSlipKind.Sale,
        ["pos"] = CardSlipKind.Sale,
        ["void"] = CardSlipKind.Void,
        ["reversal"] = CardSlipKind.Void,
        ["huy"] = CardSlipKind.Void,
        ["huy giao dich"] = CardSlipKind.Void,
        ["refund"] = CardSlipKind.Refund,
        ["hoan"] = CardSlipKind.Refund,
        ["hoan tien"] = CardSlipKind.Refund,
        ["hoan tra"] = CardSlipKind.Refund,
        ["chargeback"] = CardSlipKind.Chargeback,
        ["charge back"] = CardSlipKind.Chargeback,
        ["tra soat"] = CardSlipKind.Chargeback,
        ["doi boi hoan"] = CardSlipKind.Chargeback,
        ["boi hoan"] = CardSlipKind.Chargeback,

        // Money that was charged back and won again comes in like any other.
        ["representment"] = CardSlipKind.Sale,
        ["re presentment"] = CardSlipKind.Sale,
    }.ToFrozenDictionary();

    private readonly Dictionary<(string?, string?, string?), PosBatch> _batches = [];
    private readonly PosBatch _sinceTotal = new(null!);
    private readonly PosBatch _all = new(null!);
    private long _difference;
    private bool _isCut;

    protected override bool HasAmount(ColumnMap columns) => !Cell(columns["amount"]).IsEmpty;

    protected override void Row(ColumnMap columns)
    {
        if (HoldsCard(columns))
        {
            return;
        }

        if (!IsDong(Told(columns["currency"])))
        {
            RefuseRow(Place(columns["currency"]), RefusalCodes.Currency, Reasons.Currency(Told(columns["currency"])!.ToUpperInvariant()));
        }
        else if (TryDay(columns["day"], out var day) && TrySettled(columns, out var settled) && TryKind(columns, out var kind) && TryAmounts(columns, kind, out var amounts))
        {
            Take(columns, day, new CardSlip
            {
                Merchant = Told(columns["merchant"]),
                Terminal = Told(columns["terminal"]),
                Batch = Told(columns["batch"]),
                Trace = Told(columns["trace"]),
                Invoice = Told(columns["invoice"]),
                MaskedCard = Masked(Told(columns["card"])),
                Scheme = Told(columns["scheme"]),
                Kind = kind ?? (amounts.Amount < 0 ? CardSlipKind.Refund : CardSlipKind.Sale),
                Fee = amounts.Fee,
                Vat = amounts.Vat,
                Net = amounts.Net,
                ApprovalCode = Told(columns["approval"]),
                Rrn = Told(columns["reference"]),
                SettledOn = settled,
            }, amounts.Amount);
        }
    }

    // A total after a batch and one after the file look alike: the rows since the last total or all of them must make it.
    protected override void Labelled(RowLabel label, ColumnMap columns)
    {
        var (amount, net) = (Read(columns["amount"]), Read(columns["net"]));
        if (label is not RowLabel.Total || (amount ?? net) is null)
        {
            return;
        }

        if (!_sinceTotal.Makes(amount, net) && !_all.Makes(amount, net))
        {
            var difference = (net is { } told ? told - _sinceTotal.Net : amount!.Value - _sinceTotal.Amount) is var since && since == 0 ? amount!.Value - _sinceTotal.Amount : since;
            _difference = _difference == 0 ? (long)Int128.Clamp(difference, -long.MaxValue, long.MaxValue) : _difference;
            Refuse(Place(Math.Max(columns["amount"], columns["net"])), RefusalCodes.Unbalanced, Reasons.Unbalanced(_difference));
        }

        _sinceTotal.Clear();
    }

    protected override void RefuseRow(Place place, string code, Bilingual reason) => Refuse(place, code, reason);

    protected override void BreakOff()
    {
        _isCut = true;
        Finish();
    }

    protected override void Finish()
    {
        foreach (var batch in _batches.Values)
        {
            Add(new StatementClosed(new StatementVerdict
            {
                Head = batch.Head,
                Lines = batch.Count,
                Sum = (long)Int128.Clamp(batch.Amount, -long.MaxValue, long.MaxValue),
                Net = (long)Int128.Clamp(batch.Net, -long.MaxValue, long.MaxValue),
                Difference = _difference,
                IsSound = _difference == 0 && !_isCut,
                IsProven = Columns?["net"] >= 0,
            }));
        }
    }

    private long? Read(int column) => Cell(column) is { IsEmpty: false } cell && cell.ReadAmount(Profile.Numbers, out var amount) is AmountFault.None ? amount : null;

    private bool TrySettled(ColumnMap columns, out DateOnly? settled)
    {
        settled = null;
        if (Cell(columns["settled"]).IsEmpty)
        {
            return true;
        }

        var isRead = TryDay(columns["settled"], out var day);
        settled = day;
        return isRead;
    }

    private bool TryKind(ColumnMap columns, out CardSlipKind? kind)
    {
        kind = null;
        if (Told(columns["type"]) is not { } word)
        {
            return true;
        }

        if (Kinds.TryGetValue(Vietnamese.Fold(word), out var known))
        {
            kind = known;
            return true;
        }

        RefuseRow(Place(columns["type"]), RefusalCodes.Format, ("Không rõ loại giao dịch POS", "The kind of POS transaction is not known"));
        return false;
    }

    private bool TryAmounts(ColumnMap columns, CardSlipKind? kind, out (long Amount, long Fee, long Vat, long Net) amounts)
    {
        amounts = default;
        if (!TryAmount(columns["amount"], out var amount) || !TryAmount(columns["fee"], out var fee) || !TryAmount(columns["vat"], out var vat) || !TryAmount(columns["net"], out var net))
        {
            return false;
        }

        if (amount is not { } gross)
        {
            RefuseRow(Place(columns["amount"]), RefusalCodes.Amount, ("Dòng không có số tiền", "The row has no amount"));
            return false;
        }

        // Acquirers write what goes back with or without a minus, and fees with or without one.
        var isBack = kind is CardSlipKind.Void or CardSlipKind.Refund or CardSlipKind.Chargeback && gross > 0;
        var (f, v) = (fee ?? 0, vat ?? 0);
        foreach (var sign in new[] { 1, -1 })
        {
            if (net is null || gross - (sign * (f + v)) == net)
            {
                var turn = isBack ? -1 : 1;
                amounts = (turn * gross, turn * sign * f, turn * sign * v, turn * (net ?? (gross - (sign * (f + v)))));
                return true;
            }
        }

        RefuseRow(Place(columns["net"]), RefusalCodes.Unbalanced, ("Số tiền trừ phí và thuế không bằng số thực nhận", "The amount less fee and VAT is not the net amount"));
        return false;
    }

    private void Take(ColumnMap columns, DateOnly day, CardSlip slip, long amount)
    {
        var batch = Batch(slip);
        batch.Add(amount, slip.Net);
        _sinceTotal.Add(amount, slip.Net);
        _all.Add(amount, slip.Net);
        var text = Narrative(columns);
        var raw = string.Create(CultureInfo.InvariantCulture,
            $"{slip.Merchant}{Part}{slip.Terminal}{Part}{slip.Batch}{Part}{slip.Trace}{Part}{slip.Invoice}{Part}{slip.MaskedCard}{Part}{day:yyyyMMdd}{Part}{slip.Kind}{Part}{amount}{Part}{slip.ApprovalCode}{Part}{slip.Rrn}{Part}{text}");
        var twin = Twins.Next(batch.Head.Account, day, raw);
        Add(new StatementLine
        {
            Statement = batch.Head.Ordinal,
            Account = batch.Head.Account,
            ValueDay = slip.SettledOn ?? day,
            BookedDay = day,
            Amount = amount,
            IsReversal = slip.Kind is CardSlipKind.Void or CardSlipKind.Chargeback,
            Type = slip.Kind.ToString(),
            BankReference = slip.Rrn,
            Text = text,
            Raw = raw,
            Twin = twin > 0 ? twin : throw new FileFaultException(Place(0), RefusalCodes.Limit, Reasons.OldDay),
            At = Place(columns["day"]),
            Card = slip,
        });
    }

    private PosBatch Batch(CardSlip slip)
    {
        var key = (slip.Merchant, slip.Terminal, slip.Batch);
        if (_batches.TryGetValue(key, out var batch))
        {
            return batch;
        }

        if (_batches.Count == MostBatches)
        {
            throw new FileFaultException(Place(0), RefusalCodes.Limit, ("Quá nhiều lô trong một tệp", "Too many batches in one file"));
        }

        batch = new PosBatch(new StatementHead
        {
            Ordinal = _batches.Count + 1,
            Account = string.Join('/', new[] { slip.Merchant, slip.Terminal }.OfType<string>()),
            Number = slip.Batch,
        });
        _batches[key] = batch;
        Add(new StatementOpened(batch.Head));
        return batch;
    }

    // A number that is no card's by its check digit may still be one with a slip of the hand: never more than ten of its digits.
    private static string? Masked(string? card) =>
        card is null || card.Count(char.IsDigit) < 13 ? card : string.Concat(card.AsSpan(0, Math.Min(6, card.Length)), "******", card.AsSpan(Math.Max(0, card.Length - 4)));

    private sealed class PosBatch(StatementHead head)
    {
        public StatementHead Head { get; } = head;
        public Int128 Amount { get; private set; }
        public Int128 Net { get; private set; }
        public int Count { get; private set; }

        public void Add(long amount, long net) => (Amount, Net, Count) = (Amount + amount, Net + net, Count + 1);

        public bool Makes(long? amount, long? net) => (amount is null || amount == Amount) && (net is null || net == Net);

        public void Clear() => (Amount, Net, Count) = (0, 0, 0);
    }
}
