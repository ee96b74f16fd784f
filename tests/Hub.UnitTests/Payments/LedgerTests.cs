using Hub.Payments.Model;
using Hub.Payments.References;
using Xunit;

namespace Hub.UnitTests.Payments;

public sealed class LedgerTests
{
    private const int Seed = 20261121;
    private const string FeeId = "000.00.01.H40-261121-0001/F-1";

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 2, 15, 30, TimeSpan.Zero);
    private static readonly DateOnly Day = new(2026, 11, 21);

    [Theory]
    [InlineData(0, 0, 0, 0, false, FeeState.Open)]
    [InlineData(1, 0, 0, 0, false, FeeState.Underpaid)]
    [InlineData(8000, 0, 0, 0, false, FeeState.Paid)]
    [InlineData(8000, 1, 0, 0, false, FeeState.Overpaid)]
    [InlineData(8000, 0, 1, 0, false, FeeState.Paid)]
    [InlineData(0, 0, 0, 0, true, FeeState.Cancelled)]
    [InlineData(0, 8000, 0, 0, true, FeeState.RefundDue)]
    [InlineData(0, 0, 8000, 0, true, FeeState.Refunded)]
    [InlineData(0, 1, 7999, 0, true, FeeState.RefundDue)]
    [InlineData(0, 0, 0, 8000, false, FeeState.WrittenOff)]
    [InlineData(3000, 0, 0, 5000, false, FeeState.WrittenOff)]
    [InlineData(3000, 0, 0, 4999, false, FeeState.Underpaid)]
    public void The_state_of_a_fee_follows_from_its_money(long matched, long refundDue, long refunded, long writtenOff, bool isCancelled, FeeState state) =>
        Assert.Equal(state, new FeeBalance(matched, refundDue, refunded).StateOf(Fee() with { WrittenOff = writtenOff, IsCancelled = isCancelled }));

    [Fact]
    public void A_payment_is_divided_and_never_grows()
    {
        var payment = Came(10_000);

        var paid = payment.Move(payment.Shares[0], 8000, PaymentState.Matched, FeeId)!;
        var due = paid.Move(Share(paid, PaymentState.Waiting), 2000, PaymentState.RefundDue, FeeId)!;

        Assert.Equal([new(PaymentState.Matched, 8000, FeeId), new(PaymentState.RefundDue, 2000, FeeId)], due.Shares.OrderBy(share => share.State));
        Assert.Null(payment.Move(payment.Shares[0], 10_001, PaymentState.Matched, FeeId));
        Assert.Null(payment.Move(payment.Shares[0], 0, PaymentState.Matched, FeeId));
        Assert.Null(payment.Move(payment.Shares[0], 1, PaymentState.Matched, null));
        Assert.Null(payment.Move(payment.Shares[0], 1, PaymentState.Refunded, null));
        Assert.Null(payment.Move(new(PaymentState.Unidentified, 10_000), 1, PaymentState.RefundDue, null));
    }

    [Fact]
    public void What_was_matched_may_go_to_another_fee_and_alike_shares_are_one()
    {
        var payment = Came(10_000);
        var first = payment.Move(payment.Shares[0], 4000, PaymentState.Matched, FeeId)!;
        var both = first.Move(Share(first, PaymentState.Waiting), 6000, PaymentState.Matched, FeeId)!;

        Assert.Equal([new(PaymentState.Matched, 10_000, FeeId)], both.Shares);
        Assert.Equal([new(PaymentState.Matched, 10_000, "F-2")], both.Move(both.Shares[0], 10_000, PaymentState.Matched, "F-2")!.Shares);
        Assert.Null(both.Move(both.Shares[0], 10_000, PaymentState.Matched, FeeId));
    }

    [Fact]
    public void Whatever_is_done_with_money_every_dong_stays_in_one_place()
    {
        var chance = new Random(Seed);
        for (var life = 0; life < 150; life++)
        {
            var (fee, payments) = (Fee(), new List<Payment>());
            for (var act = 0; act < 20; act++)
            {
                var before = fee.State;
                (fee, payments) = Act(chance, fee, payments, act);
                fee = fee with { State = FeeBalance.Of(fee.Id, payments).StateOf(fee) };

                Assert.True(FeeStates.Table.Allows(before, fee.State), $"seed {Seed}, life {life}, act {act}: {before} to {fee.State}");
                Assert.Empty(Ledger.Check(payments, [fee]));
                Assert.All(Ledger.Of(payments), line => Assert.Equal(0, line.Difference));
                Assert.Equal(payments.Sum(payment => payment.Amount), Ledger.Of(payments).Sum(line => line.CameIn));
            }
        }
    }

    [Fact]
    public void The_ledger_has_a_line_for_each_account_and_day()
    {
        var lines = Ledger.Of([Came(1) with { ValueDay = Day.AddDays(1) }, Came(2), Came(4), Came(8) with { Account = "0" }]);

        Assert.Equal([("0", Day, 8L), ("0011012345678", Day, 6L), ("0011012345678", Day.AddDays(1), 1L)], lines.Select(line => (line.Account, line.Day, line.Waiting)));
    }

    [Theory]
    [InlineData("payment-sum")]
    [InlineData("share-not-positive")]
    [InlineData("share-without-fee")]
    [InlineData("payment-without-witness")]
    [InlineData("witness-of-two")]
    [InlineData("fee-matched-beyond")]
    [InlineData("fee-state")]
    public void Money_that_is_nowhere_or_in_two_places_is_found(string code)
    {
        var paid = Came(8000) with { Shares = [new(PaymentState.Matched, 8000, FeeId)] };
        var fee = Fee() with { State = FeeState.Paid };
        Assert.Empty(Ledger.Check([paid], [fee]));
        (Payment[] Payments, Fee Fee) broken = code switch
        {
            "payment-sum" => ([paid, Came(5) with { Shares = [new(PaymentState.Waiting, 4)], Witnesses = [paid.Witnesses[0] with { Key = "5" }] }], fee),
            "share-not-positive" => ([paid with { Shares = [.. paid.Shares, new(PaymentState.Waiting, 0)] }], fee),
            "share-without-fee" => ([paid, Came(5) with { Shares = [new(PaymentState.Matched, 5, "F-9")], Witnesses = [paid.Witnesses[0] with { Key = "5" }] }], fee),
            "payment-without-witness" => ([paid with { Witnesses = [] }], fee),
            "witness-of-two" => ([paid, Came(5) with { Id = "again", Witnesses = paid.Witnesses }], fee),
            "fee-matched-beyond" => ([paid with { Amount = 9000, Shares = [new(PaymentState.Matched, 9000, FeeId)] }], fee),
            _ => ([paid], fee with { State = FeeState.Open }),
        };

        Assert.Equal(code, Assert.Single(Ledger.Check(broken.Payments, [broken.Fee])).Code);
    }

    [Fact]
    public void A_request_runs_out_by_time_and_its_money_is_told_apart()
    {
        var request = new PaymentRequest
        {
            Reference = PaymentReference.Of("H40D", 1),
            Fee = FeeId,
            Dossier = "D",
            Amount = 8000,
            Account = "0011012345678",
            CreatedAt = Now,
            ExpiresAt = Now.AddDays(1),
        };

        Assert.Equal((RequestState.Open, RequestState.Expired), (request.StateAt(Now), request.StateAt(request.ExpiresAt)));
        Assert.Equal(RequestFinding.Exact, request.Judge(8000, Now));
        Assert.Equal(RequestFinding.TooLittle, request.Judge(7999, Now));
        Assert.Equal(RequestFinding.TooMuch, request.Judge(8001, Now));
        Assert.Equal(RequestFinding.Late, request.Judge(8000, request.ExpiresAt));
        Assert.Equal(RequestFinding.Late, (request with { State = RequestState.Replaced }).Judge(8000, Now));
        Assert.Equal(RequestFinding.Again, (request with { State = RequestState.Used }).Judge(8000, Now));
        Assert.Equal(RequestFinding.Withdrawn, (request with { State = RequestState.Withdrawn }).Judge(8000, Now));
    }

    [Fact]
    public void The_most_particular_account_is_paid_and_two_alike_are_none()
    {
        var all = Account("1");
        var agency = Account("2") with { Agency = "H40.01" };
        var type = Account("3") with { FeeTypes = ["ho-tich"] };
        var both = Account("4") with { Agency = "H40.01", FeeTypes = ["ho-tich"] };
        var ended = Account("5") with { ValidUntil = Day.AddDays(-1) };

        Assert.Equal("4", AccountChoice.For([all, agency, type, both], "H40.01", "ho-tich", Day)!.Number);
        Assert.Equal("2", AccountChoice.For([all, agency, type], "H40.01", "ho-tich", Day)!.Number);
        Assert.Equal("3", AccountChoice.For([all, agency, type], "H40.02", "ho-tich", Day)!.Number);
        Assert.Equal("1", AccountChoice.For([all, agency, type, ended], "H40.02", null, Day)!.Number);
        Assert.Null(AccountChoice.For([all, Account("6")], null, null, Day));
        Assert.Null(AccountChoice.For([ended], null, null, Day));
        Assert.True(AccountChoice.IsOurs([all], "970436", "1", Day));
        Assert.False(AccountChoice.IsOurs([ended], "970436", "5", Day));
        Assert.False(AccountChoice.IsOurs([all], "970415", "1", Day));
    }

    private static (Fee Fee, List<Payment> Payments) Act(Random chance, Fee fee, List<Payment> payments, int act)
    {
        var balance = FeeBalance.Of(fee.Id, payments);
        switch (chance.Next(9))
        {
            case 0 or 1:
                var came = Came(chance.Next(1, 12_000), $"w-{act}");
                var matched = fee.IsCancelled ? 0 : Math.Min(came.Amount, Math.Max(0, fee.Amount - balance.Matched));
                came = matched > 0 ? came.Move(came.Shares[0], matched, PaymentState.Matched, fee.Id)! : came;
                came = came.Shares.FirstOrDefault(share => share.State is PaymentState.Waiting) is { } rest ? came.Move(rest, rest.Amount, PaymentState.RefundDue, fee.Id)! : came;
                return (fee with { WrittenOff = Math.Min(fee.WrittenOff, Math.Max(0, fee.Amount - balance.Matched - matched)) }, [.. payments, came]);
            case 2:
                return (fee with { IsCancelled = true }, [.. payments.Select(payment => All(payment, PaymentState.Matched, PaymentState.RefundDue, fee.Id))]);
            case 3:
                return (fee, [.. payments.Select(payment => All(payment, PaymentState.RefundDue, PaymentState.Refunded, fee.Id))]);
            case 4 when payments.Count > 0:
                var at = chance.Next(payments.Count);
                return (fee, [.. payments.Select((payment, index) => index == at ? All(payment, PaymentState.Matched, PaymentState.Reversed, null) : payment)]);
            case 5 when payments.Count > 0:
                var bounced = chance.Next(payments.Count);
                return (fee, [.. payments.Select((payment, index) => index == bounced ? All(payment, PaymentState.Refunded, PaymentState.RefundDue, fee.Id) : payment)]);
            case 6 when !fee.IsCancelled:
                return (fee with { WrittenOff = Math.Max(0, fee.Amount - balance.Matched) }, payments);
            case 7 when !fee.IsCancelled:
                var changed = fee with { Lines = [new(FeeKind.Fee, "Phí", chance.Next(0, 12_000))] };
                var kept = changed.Amount;
                return (
                    changed with { WrittenOff = Math.Min(fee.WrittenOff, Math.Max(0, changed.Amount - balance.Matched)) },
                    [.. payments.Select(payment => payment.Shares.FirstOrDefault(share => share.State is PaymentState.Matched) is { } share ? Keep(payment, share, ref kept) : payment)]);
            default:
                return (fee, payments);
        }
    }

    // What a smaller fee no longer needs is to be refunded.
    private static Payment Keep(Payment payment, PaymentShare share, ref long kept)
    {
        var beyond = Math.Max(0, share.Amount - kept);
        kept -= share.Amount - beyond;
        return beyond == 0 ? payment : payment.Move(share, beyond, PaymentState.RefundDue, share.Fee)!;
    }

    private static Payment All(Payment payment, PaymentState from, PaymentState to, string? fee)
    {
        foreach (var share in payment.Shares.Where(share => share.State == from).ToList())
        {
            payment = payment.Move(share, share.Amount, to, fee)!;
        }

        return payment;
    }

    private static PaymentShare Share(Payment payment, PaymentState state) => payment.Shares.Single(share => share.State == state);

    private static Fee Fee() => new()
    {
        Number = "F-1",
        Dossier = "000.00.01.H40-261121-0001",
        Lines = [new(FeeKind.Fee, "Phí", 5000), new(FeeKind.Charge, "Lệ phí", 3000)],
    };

    private static Payment Came(long amount, string key = "w") => new()
    {
        Id = $"p-{key}-{amount}",
        Account = "0011012345678",
        Amount = amount,
        ValueDay = Day,
        BookedAt = Now,
        Method = PaymentMethod.Transfer,
        Witnesses = [new("sepay", $"{key}-{amount}", Now, Now, null, new string('a', 64))],
        Shares = [new(PaymentState.Waiting, amount)],
    };

    private static BeneficiaryAccount Account(string number) => new() { Bin = "970436", Number = number, Holder = "TTPVHCC DEMO", ValidFrom = Day };
}
