using System.Text;
using Hub.Core.Outbox;
using Hub.Payments.Files.Statements;
using Hub.Payments.Former;
using Hub.Payments.Model;
using Hub.Payments.Settings;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.ContractTests.Contracts;

/// <summary>What was open in the system before is taken over once, and meets the money that comes later.</summary>
public abstract class FormerContract<TFixture> : PaymentsContract<TFixture>
    where TFixture : StoreFixture, new()
{
    private const string Head = "dossier,fee,kind,name,amount,reference,feeType,dueOn\n";
    private const string Row = $"{Dossier},F-1,charge,Lệ phí hộ tịch,8.000,HS-2026/00123,,31/12/2026\n";

    [Fact]
    public async Task Fees_are_taken_over_once_and_asked_for_anew()
    {
        var file = Head + Row + $"{Dossier},F-2,fee,Phí,5000,,,\n{Dossier},F-2,charge,Lệ phí,3000,,,\n";

        var trial = await FeesAsync(file, isTrial: true);
        Assert.Null(await Payments.FileAsync(FeeId(), Ct));
        var first = await FeesAsync(file);
        var again = await FeesAsync(file);

        Assert.Equal((3, 2, 0), (trial.Rows, trial.Added, trial.Known));
        Assert.Equal((2, 0, 0, 2), (first.Added, first.Known, again.Added, again.Known));
        Assert.Equal((8000, new DateOnly(2026, 12, 31)), ((await FileAsync()).Fee.Amount, (await FileAsync()).Fee.DueDay));
        Assert.Equal([5000, 3000], (await FileAsync("F-2")).Fee.Lines.Select(line => line.Amount));
        await TellAsync(Notice("sepay", "1", await ReferenceAsync("F-2")));
        Assert.Equal(FeeState.Paid, (await FileAsync("F-2")).Fee.State);
        Assert.Equal(0, (await FeesAsync(file)).Added);
    }

    [Theory]
    [InlineData("nop tien hs 2026 00123 cam on")]
    [InlineData("HS202600123")]
    [InlineData("LE PHI HO SO 000.00.01.H40-261121-0001")]
    public async Task Money_meets_a_fee_by_its_old_reference_or_its_dossier(string text)
    {
        await FeesAsync(Head + Row);

        await TellAsync(Notice("sepay", "1", text));

        Assert.Equal(FeeState.Paid, (await FileAsync()).Fee.State);
        Assert.Equal([PaymentState.Matched], (await AllAsync()).Select(payment => payment.Shares.Single().State));
        await ConservedAsync(8000);
    }

    [Fact]
    public async Task An_old_reference_with_another_sum_or_of_a_paid_fee_is_a_persons()
    {
        await FeesAsync(Head + Row);
        await TellAsync(Notice("sepay", "1", "HS202600123", amount: 7000));
        await TellAsync(Notice("sepay", "2", "HS202600123"));
        await TellAsync(Notice("sepay", "3", "HS202600123", at: At.AddHours(1)));

        Assert.Equal([PaymentState.Waiting, PaymentState.Matched, PaymentState.Waiting], (await AllAsync()).Select(payment => payment.Shares.Single().State));
        Assert.Equal([PaymentTaskKinds.ToConfirm, PaymentTaskKinds.ToConfirm], await TasksAsync());
        await ConservedAsync(23_000);
    }

    [Fact]
    public async Task The_case_systems_own_assessment_and_cash_are_of_the_same_fee()
    {
        await FeesAsync(Head + Row);
        await AssessAsync();
        Assert.IsType<Outcome.Done>(await HandleAsync(
            PaymentEventTypes.CashReceived, """{"receipt":"BL-1","fee":"F-1","amount":8000,"receivedBy":"Trần Thử","receivedAt":"2026-11-21T09:15:30+07:00"}"""));

        Assert.Equal(FeeState.Paid, (await FileAsync()).Fee.State);
        await ConservedAsync(8000);
    }

    [Fact]
    public async Task What_cannot_be_taken_is_refused_with_row_and_column()
    {
        var report = await FeesAsync(
            Head + Row.Replace("8.000", "\"8,5\"", StringComparison.Ordinal) + $"{Dossier},F-2,tax,Phí,1,12,,30/02/2026\n{Dossier},F-3,fee,Thẻ 4111111111111111,1,,,\n{Dossier},F-3,fee,Phí,1000,,,\n{Dossier},F-4,fee,Phí,1000,,,\n{Dossier},F-1,fee,Phí,1,HS-2026/00123,,31/12/2026\n");

        Assert.Equal(
            [(2, 5, RefusalCodes.Fraction), (3, 3, RefusalCodes.Format), (3, 6, RefusalCodes.Format), (3, 8, RefusalCodes.Date), (4, 4, RefusalCodes.Card), (5, 1, RefusalCodes.Format), (7, 1, RefusalCodes.Format)],
            report.Refused.Select(refusal => (refusal.Place.Line, refusal.Place.Column, refusal.Code)));
        Assert.Equal((1, 0), (report.Added, report.Known));
        Assert.Null(await Payments.FileAsync(FeeId(), Ct));

        var headless = await FeesAsync("dossier,fee,kind,name,colour\n");
        Assert.Equal([(1, 5), (1, 1)], headless.Refused.Select(refusal => (refusal.Place.Line, refusal.Place.Column)));
        Assert.Equal("differs", Assert.Single((await FeesAsync(Head + $"{Dossier},F-4,fee,Phí,2000,,,\n")).Refused).Code);
    }

    [Fact]
    public async Task Open_lines_are_booked_once_and_find_their_fees()
    {
        await FeesAsync(Head + Row);
        const string file = $"account,day,amount,reference,text\n{Account},20/11/2026,8000,FT26324000001,HS-2026/00123\n{Account},2026-11-20,500,,KHONG RO\n{Account},2026-11-20,500,,KHONG RO\n{Account},2026-11-20,-5,,X\n";

        var trial = await LinesAsync(file, isTrial: true);
        var first = await LinesAsync(file);
        var again = await LinesAsync(file);

        Assert.Equal((4, 3, 0, 3, 0, 3), (trial.Rows, trial.Added, trial.Known, first.Added, again.Added, again.Known));
        Assert.Equal((5, 3, RefusalCodes.Amount), (first.Refused.Single().Place.Line, first.Refused.Single().Place.Column, first.Refused.Single().Code));
        Assert.Equal(FeeState.Paid, (await FileAsync()).Fee.State);
        Assert.Equal([8000, 500, 500], (await AllAsync()).Select(payment => payment.Amount));
        await ConservedAsync(9000);
    }

    private async Task<FormerReport> FeesAsync(string csv, bool isTrial = false)
    {
        await using var hub = Centre();
        return await hub.GetRequiredService<FormerFees>().ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(csv)), isTrial, Ct);
    }

    private async Task<FormerReport> LinesAsync(string csv, bool isTrial = false)
    {
        await using var hub = Centre();
        return await hub.GetRequiredService<FormerLines>().ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(csv)), isTrial, Ct);
    }
}
