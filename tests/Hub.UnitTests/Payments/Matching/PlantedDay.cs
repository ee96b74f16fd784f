using Hub.Payments.Matching;
using Hub.Payments.Model;
using static Hub.UnitTests.Payments.Matching.MatchCases;

namespace Hub.UnitTests.Payments.Matching;

/// <summary>A day of payments over five channels in which everything is right but what is planted, and the key that says what is.</summary>
internal sealed class PlantedDay
{
    private const int Planted = 200;
    private const int Kinds = 13;
    private const int OfBatch = 100;
    private const int OfSheet = 50;

    private readonly List<DueFee> _fees = [];
    private readonly List<MoneyLine> _lines = [];
    private readonly List<AwaitedFile> _files = [];
    private readonly Dictionary<string, long> _batches = [];
    private readonly Dictionary<string, long> _sheets = [];
    private readonly HashSet<string> _short = [];

    /// <param name="payments">A multiple of 1,000, 20,000 at most.</param>
    public PlantedDay(int payments)
    {
        for (var n = 0; n < payments; n++)
        {
            var every = payments / Planted;
            var flaw = n % every < 5 ? n / every % Kinds : -1;
            Add(n, 1_000L * (5 + (n % 37)), Channel(flaw) == n % 5 ? flaw : -1);
        }

        foreach (var (batch, net) in _batches)
        {
            _lines.Add(Booked($"batch-{batch}", net - (_short.Contains(batch) ? 5_000 : 0), $"TT POS TID 12345678 LO {batch} NGAY 23112026") with { Day = Monday.AddDays(1), BankReference = $"NT26328{batch}" });
        }

        foreach (var (sheet, sum) in _sheets)
        {
            _lines.Add(Booked($"list-{sheet}", sum, $"BUU DIEN NOP TIEN {sheet}") with { Day = Monday.AddDays(2) });
        }
    }

    public List<(DiscrepancyKind Kind, long Amount)> Key { get; } = [];

    public MatchingInput Input => new(Monday.AddDays(10), _fees, _lines) { Files = _files, Terms = new() { AcquirerRate = 110 } };

    private static int Channel(int flaw) => flaw is 10 or 11 ? 2 : 0;

    private void Add(int n, long amount, int flaw)
    {
        _fees.Add(Fee(n, amount));
        switch (n % 5)
        {
            case 1:
                _lines.Add(Told($"t{n}", amount, "HO SO") with { Method = PaymentMethod.Platform, Account = "", Fee = $"D/{n}", BankReference = $"PP261123{n:0000000}" });
                _lines.Add(Booked($"b{n}", amount, $"DVCQG PP261123{n:0000000} HO SO") with { Day = Monday.AddDays(1) });
                break;
            case 2:
                Swipe(n, amount, flaw);
                break;
            case 3:
                _lines.Add(Told($"t{n}", amount) with { Method = PaymentMethod.CounterCash, Account = "", Fee = $"D/{n}" });
                break;
            case 4:
                var sheet = $"BK-{n / 5 / OfSheet:0000}";
                _sheets[sheet] = _sheets.GetValueOrDefault(sheet) + amount;
                _lines.Add(Told($"t{n}", amount) with { Method = PaymentMethod.CollectedCash, Account = "", Fee = $"D/{n}", Sheet = sheet });
                break;
            default:
                Transfer(n, amount, flaw);
                break;
        }
    }

    private void Swipe(int n, long amount, int flaw)
    {
        var batch = $"{n / 5 / OfBatch:000000}";
        var (charge, vat) = (amount * 110 / 10_000, amount * 110 / 10_000 / 10);
        if (flaw == 10)
        {
            Plant(DiscrepancyKind.BankFeeWrong, 12);
            charge += 12;
        }
        else if (flaw == 11 && _short.Add(batch))
        {
            Plant(DiscrepancyKind.SettlementShort, -5_000);
        }

        var slip = Slip(n) with { Batch = batch };
        _lines.Add(Sold($"t{n}", n, amount) with { Slip = slip });
        _lines.Add(Settled($"a{n}", n, amount) with { Slip = slip with { Charge = charge, Vat = vat } });
        _batches[batch] = _batches.GetValueOrDefault(batch) + amount - charge - vat;
    }

    private void Transfer(int n, long amount, int flaw)
    {
        var told = Told($"t{n}", amount, $"CT DEN 970436 NGUYEN VAN THU {Reference(n)}") with { BankReference = $"FT26327{n:0000000}" };
        var booked = told with { Id = $"b{n}", Side = LineSide.Bank };
        switch (flaw)
        {
            case 0:
                Plant(DiscrepancyKind.MissingAtBank, amount);
                _lines.Add(told);
                return;
            case 1:
                Plant(DiscrepancyKind.Amount, 1_000);
                booked = booked with { Amount = amount + 1_000 };
                break;
            case 2:
                Plant(DiscrepancyKind.DuplicatePayment, amount);
                _lines.Add(told with { Id = $"u{n}", BankReference = $"FT26328{n:0000000}", Day = Monday.AddDays(1) });
                _lines.Add(booked with { Id = $"c{n}", BankReference = $"FT26328{n:0000000}", Day = Monday.AddDays(1) });
                break;
            case 3:
                Plant(DiscrepancyKind.PaidAfterCancel, amount);
                _fees[^1] = _fees[^1] with { CancelledOn = Monday.AddDays(-1) };
                break;
            case 4:
                Plant(DiscrepancyKind.Unidentified, amount);
                (told, booked) = (told with { Text = "NOP PHI" }, booked with { Text = "NOP PHI" });
                break;
            case 5:
                Plant(DiscrepancyKind.Late, amount);
                booked = booked with { Day = Monday.AddDays(3) };
                break;
            case 6:
                Plant(DiscrepancyKind.Reversal, -amount);
                _lines.Add(booked with { Id = $"r{n}", Amount = -amount, IsReversal = true, Text = $"HOAN GD {booked.BankReference}", BankReference = null });
                break;
            case 7:
                Plant(DiscrepancyKind.WrongAccount, amount);
                (told, booked) = (told with { Account = "0099" }, booked with { Account = "99" });
                break;
            case 8:
                Plant(DiscrepancyKind.MissingInHub, amount);
                told = told with { Text = Reference(n + 500_000) };
                booked = booked with { Text = told.Text };
                break;
            case 9:
                Plant(DiscrepancyKind.ReceiptDiffers, amount);
                _fees[^1] = _fees[^1] with { Receipt = new($"1C26T-{n}", EReceiptState.Cancelled) };
                break;
            case 12:
                Plant(DiscrepancyKind.MissingFile, 0);
                _files.Add(new(LineSide.Bank, $"0077{n}", Monday, Monday.AddDays(1), false));
                break;
        }

        _lines.Add(told);
        _lines.Add(booked);
    }

    private void Plant(DiscrepancyKind kind, long amount) => Key.Add((kind, amount));
}
