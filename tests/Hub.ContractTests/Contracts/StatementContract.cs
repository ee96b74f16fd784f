using Hub.Payments.Model;
using Hub.Payments.Settings;
using Xunit;

namespace Hub.ContractTests.Contracts;

/// <summary>Statements are booked when their balances prove them, line by line and once.</summary>
public abstract class StatementContract<TFixture> : PaymentsContract<TFixture>
    where TFixture : StoreFixture, new()
{
    [Fact]
    public async Task A_line_is_a_witness_of_what_a_messenger_told_and_the_same_file_adds_nothing()
    {
        await AssessAsync();
        var reference = await ReferenceAsync();
        await TellAsync(Notice("sepay", "1", reference, bank: "MBVCB.3278907687"));
        var file = Statement("00325", 1_200_000, Line(8000, reference, "FT26325000001"), Line(500, "KHAC", "FT26325000002"), Line(500, "KHAC", "FT26325000002"));

        var first = await ImportAsync(file);
        var second = await ImportAsync(file);

        Assert.Equal((3, 0, true), (first.Added, first.Known, first.IsWhole));
        Assert.Equal((0, 3, true), (second.Added, second.Known, second.IsWhole));
        var payments = await AllAsync();
        Assert.Equal([8000, 500, 500], payments.Select(payment => payment.Amount));
        Assert.Equal(["sepay", PaymentCodes.Statement], payments[0].Witnesses.Select(witness => witness.Source));
        await ConservedAsync(9000);
    }

    [Fact]
    public async Task What_does_not_close_is_not_booked()
    {
        var report = await ImportAsync(Statement("00325", 1_200_000, Line(8000, "X", "FT1")).Replace(":62F:C261121VND1208000,", ":62F:C261121VND1209000,", StringComparison.Ordinal));

        Assert.Equal((0, 1000), (report.Added, report.Summary.Statements.Single().Difference));
        Assert.Empty(await AllAsync());
    }

    [Fact]
    public async Task A_corrected_statement_takes_back_what_it_no_longer_has()
    {
        await AssessAsync();
        var reference = await ReferenceAsync();
        await ImportAsync(Statement("00325", 1_200_000, Line(8000, reference, "FT26325000001"), Line(500, "KHAC", "FT26325000002")));
        Assert.Equal(FeeState.Paid, (await FileAsync()).Fee.State);

        var report = await ImportAsync(Statement("00325", 1_200_000, Line(500, "KHAC", "FT26325000002"), Line(700, "MOI", "FT26325000003")));

        Assert.Equal((1, 1, true), (report.Added, report.Known, report.IsWhole));
        Assert.Equal([PaymentState.Reversed, PaymentState.Unidentified, PaymentState.Unidentified], (await AllAsync()).Select(payment => payment.Shares.Single().State));
        Assert.Equal(FeeState.Open, (await FileAsync()).Fee.State);
        await ConservedAsync(9200);
    }

    [Fact]
    public async Task A_line_that_is_only_written_otherwise_stays_the_same_payment()
    {
        await ImportAsync(Statement("00325", 1_200_000, Line(8000, "MOT CHU", "FT26325000001")));
        await ImportAsync(Statement("00325", 1_200_000, Line(8000, "CHU KHAC", "FT26325000001"), Line(500, "THEM", "FT26325000002")));

        Assert.Equal([PaymentState.Unidentified, PaymentState.Unidentified], (await AllAsync()).Select(payment => payment.Shares.Single().State));
        await ConservedAsync(8500);
    }

    [Fact]
    public async Task A_reversal_reopens_the_fee_with_its_history()
    {
        await AssessAsync();
        var reference = await ReferenceAsync();
        await ImportAsync(Statement("00325", 1_200_000, Line(8000, reference, "FT26325000001")));
        await ImportAsync(Statement("00326", 1_208_000, Line(-8000, "HOAN FT26325000001", "FT26326000009")));

        var (file, payment) = (await FileAsync(), Assert.Single(await AllAsync()));
        Assert.Equal((FeeState.Open, PaymentState.Reversed), (file.Fee.State, payment.Shares.Single().State));
        Assert.Single(file.Requests, request => request.State is RequestState.Open);
        Assert.Equal(["fee.paid", "payment.reversed"], await ToldAsync());
        Assert.Equal(
            [PaymentState.Waiting, PaymentState.RefundDue, PaymentState.Matched, PaymentState.Reversed], (await Payments.MovesAsync(payment.Id, Ct)).Select(move => move.To));
        await ConservedAsync(8000);
    }

    private static (long Amount, string Text, string Bank) Line(long amount, string text, string bank) => (amount, text, bank);

    private static string Statement(string number, long opening, params (long Amount, string Text, string Bank)[] lines)
    {
        var told = string.Concat(lines.Select(line => $":61:2611211121{(line.Amount < 0 ? "RC" : "C")}{Math.Abs(line.Amount)},NTRFNONREF//{line.Bank}\n:86:{line.Text}\n"));
        return $":20:DEMO261121\n:25:{Account}\n:28C:{number}/001\n:60F:C261120VND{opening},\n{told}:62F:C261121VND{opening + lines.Sum(line => line.Amount)},\n-\n";
    }
}
