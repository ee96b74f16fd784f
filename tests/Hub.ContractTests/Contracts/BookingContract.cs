using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Payments.Booking;
using Hub.Payments.Messengers;
using Hub.Payments.Model;
using Hub.Payments.Settings;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.ContractTests.Contracts;

/// <summary>Money is booked once, whoever tells of it and whatever breaks off between, and every đồng stays in one place.</summary>
public abstract class BookingContract<TFixture> : PaymentsContract<TFixture>
    where TFixture : StoreFixture, new()
{
    [Fact]
    public async Task One_credit_told_by_three_is_one_payment_with_three_witnesses()
    {
        await AssessAsync();
        var reference = await ReferenceAsync();

        await TellAsync(Notice("sepay", "92704", reference, bank: "MBVCB.3278907687"));
        await TellAsync(Notice("casso", "900101", $"{reference} LE PHI HO TICH", bank: "FT26325000001"));
        await TellAsync(Notice("vietqr", "t-1", reference, bank: "FT26325000001"));
        await TellAsync(Notice("sepay", "92704", reference, bank: "MBVCB.3278907687"));

        var payment = Assert.Single(await AllAsync());
        Assert.Equal(["sepay", "casso", "vietqr"], payment.Witnesses.Select(witness => witness.Source));
        Assert.Equal([new(PaymentState.Matched, 8000, FeeId())], payment.Shares);
        Assert.Equal(FeeState.Paid, (await FileAsync()).Fee.State);
        Assert.Equal(["fee.paid"], await ToldAsync());
        await ConservedAsync(8000);
    }

    [Fact]
    public async Task A_fee_paid_twice_keeps_the_second_for_refund()
    {
        await AssessAsync();
        var reference = await ReferenceAsync();
        await TellAsync(Notice("sepay", "1", reference, bank: "MB1"));
        await TellAsync(Notice("sepay", "2", reference, bank: "MB2"));

        Assert.Equal(2, (await AllAsync()).Count);
        Assert.Equal(FeeState.Overpaid, (await FileAsync()).Fee.State);
        Assert.Equal(["fee.paid", "fee.overpaid", "fee.refund-due"], await ToldAsync());
        Assert.Equal([PaymentTaskKinds.RefundDue], await TasksAsync());
        await ConservedAsync(16_000);
    }

    [Fact]
    public async Task Money_for_a_cancelled_fee_is_booked_and_due_for_refund()
    {
        await AssessAsync();
        var reference = await ReferenceAsync();
        Assert.IsType<Outcome.Done>(await HandleAsync(PaymentEventTypes.FeeCancelled, """{"fee":"F-1","reason":"rút hồ sơ","cancelledAt":"2026-11-21T10:00:00+07:00"}"""));
        await TellAsync(Notice("casso", "1", reference));

        Assert.Equal(FeeState.RefundDue, (await FileAsync()).Fee.State);
        Assert.Equal(["fee.refund-due"], await ToldAsync());
        await ConservedAsync(8000);
    }

    [Fact]
    public async Task Too_little_is_asked_for_again_and_a_lower_fee_gives_the_rest_back()
    {
        await AssessAsync();
        await TellAsync(Notice("casso", "1", await ReferenceAsync(), amount: 5000));
        var rest = (await FileAsync()).Requests.Single(request => request.State is RequestState.Open);
        Assert.Equal((FeeState.Underpaid, 3000), ((await FileAsync()).Fee.State, rest.Amount));

        Assert.IsType<Outcome.Done>(await HandleAsync(
            PaymentEventTypes.FeeChanged, """{"fee":"F-1","lines":[{"kind":"charge","name":"Lệ phí","amount":4000}],"reason":"giảm","changedAt":"2026-11-21T10:00:00+07:00"}"""));

        Assert.Equal(FeeState.Overpaid, (await FileAsync()).Fee.State);
        Assert.Equal(["fee.underpaid", "fee.paid", "fee.overpaid", "fee.refund-due"], await ToldAsync());
        await ConservedAsync(5000);
    }

    [Fact]
    public async Task What_fits_nothing_is_unidentified_and_a_cut_reference_waits_for_a_person()
    {
        await AssessAsync();
        var reference = await ReferenceAsync();
        await TellAsync(Notice("sepay", "1", "CHUYEN TIEN", amount: 1234, bank: "MB1"));
        await TellAsync(Notice("sepay", "2", reference[..^1], bank: "MB2"));

        Assert.Equal([PaymentState.Unidentified, PaymentState.Waiting], (await AllAsync()).Select(payment => payment.Shares.Single().State));
        Assert.Equal([PaymentTaskKinds.ToConfirm, PaymentTaskKinds.Unidentified], await TasksAsync());
        Assert.Equal(FeeState.Open, (await FileAsync()).Fee.State);
        await ConservedAsync(9234);
    }

    [Fact]
    public async Task The_platform_pays_the_fee_of_the_dossier_in_its_reference()
    {
        await AssessAsync();
        await AssessAsync(9000, "F-2");
        var confirmed = Notice("platform", "dvc0000001H40261121000120261121091530/PP2611210000123", "THANH TOAN HO SO", bank: "PP2611210000123", account: null) with
        {
            Order = "dvc0000001H40261121000120261121091530",
        };

        await TellAsync(confirmed);
        await TellAsync(confirmed with { Id = "dvc0000001H40261121000120261121091530/PP2", BankReference = "PP2611210000999", Amount = 7000 });

        Assert.Equal((FeeState.Paid, FeeState.Open), ((await FileAsync()).Fee.State, (await FileAsync("F-2")).Fee.State));
        Assert.Equal([PaymentState.Matched, PaymentState.Waiting], (await AllAsync()).Select(payment => payment.Shares.Single().State));
        await ConservedAsync(15_000);
    }

    [Fact]
    public async Task Cash_with_its_receipt_pays_a_fee_once()
    {
        const string cash = """{"receipt":"BL-1","fee":"F-1","amount":8000,"counter":"Q01","receivedBy":"Trần Thử","receivedAt":"2026-11-21T09:15:30+07:00"}""";
        await AssessAsync();
        Assert.IsType<Outcome.Done>(await HandleAsync(PaymentEventTypes.CashReceived, cash));
        Assert.IsType<Outcome.Done>(await HandleAsync(PaymentEventTypes.CashReceived, cash));
        var differs = Assert.IsType<Outcome.Reject>(await HandleAsync(PaymentEventTypes.CashReceived, cash.Replace("8000", "9000", StringComparison.Ordinal)));

        Assert.Equal(PaymentReasonCodes.ReceiptDiffers, differs.Code);
        Assert.Equal(("cash/Q01", PaymentMethod.CounterCash), (Assert.Single(await AllAsync()).Account, (await AllAsync())[0].Method));
        Assert.Equal(FeeState.Paid, (await FileAsync()).Fee.State);
        await ConservedAsync(8000);
    }

    [Fact]
    public async Task What_was_kept_before_a_crash_is_decided_once_after_it()
    {
        await AssessAsync();
        var notice = Notice("sepay", "1", await ReferenceAsync());
        await Payments.KeepAsync(KeptMessage.Of("sepay", Json("{}"), new MessengerReading.Told(notice), Now), Ct);
        await KillAsync();
        Assert.Single(await Payments.UndecidedAsync(10, Ct));

        await using var hub = Centre();
        var step = hub.GetServices<IStep>().Single(each => each.Name == "payments-decide");
        await step.RunOnceAsync(Ct);
        await step.RunOnceAsync(Ct);

        Assert.Empty(await Payments.UndecidedAsync(10, Ct));
        Assert.Single(await AllAsync());
        await ConservedAsync(8000);
    }

    [Theory]
    [MemberData(nameof(PropertySeeds.All), MemberType = typeof(PropertySeeds))]
    public async Task Whatever_breaks_off_each_credit_is_booked_once(int seed)
    {
        var chance = new Random(seed);
        await AssessAsync(8000);
        await AssessAsync(5000, "F-2");
        string[] references = [await ReferenceAsync(), await ReferenceAsync("F-2"), "KHONG RO"];
        var credits = Enumerable.Range(0, 6).Select(n => (Text: references[chance.Next(3)], Amount: 1000L * chance.Next(3, 9), Bank: $"FT2632500{n:0000}", At: At.AddMinutes(10 * n))).ToList();
        var told = credits.SelectMany((credit, n) => new[] { "sepay", "casso" }.Select(messenger => Notice(messenger, $"{n}", credit.Text, credit.Amount, credit.Bank, credit.At)))
            .OrderBy(_ => chance.Next()).ToList();
        var torn = new TornPayments(Payments, chance);

        foreach (var notice in told)
        {
            // As a messenger does, until it has its answer; and once more, since answers are lost.
            for (var isAnswered = false; !isAnswered || chance.Next(4) == 0;)
            {
                isAnswered |= await TellAsync(notice, torn) is not null;
                Assert.Empty(await Payments.FaultsAsync(Ct));
            }
        }

        torn.IsSound = true;
        await using var hub = Centre(torn);
        await hub.GetServices<IStep>().Single(each => each.Name == "payments-decide").RunOnceAsync(Ct);

        var payments = await AllAsync();
        Assert.Equal(credits.Select(credit => (credit.Bank, credit.Amount)).Order(), payments.Select(payment => (payment.BankReference!, payment.Amount)).Order());
        Assert.All(payments, payment => Assert.Equal(2, payment.Witnesses.Count));
        await ConservedAsync(credits.Sum(credit => credit.Amount));
    }
}
