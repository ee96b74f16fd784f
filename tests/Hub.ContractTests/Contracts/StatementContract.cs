using System.Text;
using Hub.Core.Stores;
using Hub.Payments.Booking;
using Hub.Payments.Importing;
using Hub.Payments.Model;
using Hub.Payments.Settings;
using Microsoft.Extensions.DependencyInjection;
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
        Assert.Equal(["sepay", PaymentCodes.StatementMt940], payments[0].Witnesses.Select(witness => witness.Source));
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
        Assert.Equal(((PaymentState[])[PaymentState.Reversed, PaymentState.Unidentified, PaymentState.Unidentified]).Order(), (await AllAsync()).Select(payment => payment.Shares.Single().State).Order());
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
    public async Task A_correction_of_words_alone_leaves_one_payment()
    {
        await AssessAsync();
        await ImportAsync(Statement("00325", 1_200_000, Line(8000, "CHU SAI", "FT26325000001")));
        await ImportAsync(Statement("00325", 1_200_000, Line(8000, await ReferenceAsync(), "FT26325000001")));

        Assert.Equal(FeeState.Paid, (await FileAsync()).Fee.State);
        Assert.Single(Assert.Single(await AllAsync()).Witnesses);
        await ImportAsync(Statement("00325", 1_200_000, Line(700, "MOI", "FT26325000003")));
        Assert.Equal([PaymentState.Reversed, PaymentState.Unidentified], (await AllAsync()).Select(payment => payment.Shares.Single().State));
        await ConservedAsync(8700);
    }

    [Fact]
    public async Task A_correction_of_the_reference_alone_leaves_one_payment()
    {
        await ImportAsync(Statement("00325", 1_200_000, Line(8000, "KHAC", "FT26325000001")));
        await ImportAsync(Statement("00325", 1_200_000, Line(8000, "KHAC", "FT26325000002")));

        Assert.Equal([PaymentState.Reversed, PaymentState.Unidentified], (await AllAsync()).Select(payment => payment.Shares.Single().State));
        await ConservedAsync(16_000);
    }

    [Fact]
    public async Task An_old_statement_that_comes_again_takes_nothing_back()
    {
        var old = Statement("00325", 1_200_000, Line(8000, "MOT", "FT26325000001"));
        await ImportAsync(old);
        await ImportAsync(Statement("00325", 1_200_000, Line(8000, "MOT", "FT26325000001"), Line(500, "HAI", "FT26325000002")));

        var report = await ImportAsync(old);

        Assert.Equal((0, 1, true), (report.Added, report.Known, report.IsWhole));
        Assert.Equal([PaymentState.Unidentified, PaymentState.Unidentified], (await AllAsync()).Select(payment => payment.Shares.Single().State));
        await ConservedAsync(8500);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_correction_that_breaks_off_ends_when_it_comes_again(int write)
    {
        var old = Statement("00325", 1_200_000, Line(8000, "MOT", "FT26325000001"), Line(500, "HAI", "FT26325000002"));
        var corrected = Statement("00325", 1_200_000, Line(700, "BA", "FT26325000003"));
        await ImportAsync(old);
        await using (var hub = Centre(new BrokenPayments(Payments, write)))
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(
                () => hub.GetRequiredService<StatementImport>().ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(corrected)), [], isTrial: false, Ct));
        }

        Assert.True((await ImportAsync(old)).IsWhole);
        Assert.True((await ImportAsync(corrected)).IsWhole);

        Assert.Equal([PaymentState.Reversed, PaymentState.Reversed, PaymentState.Unidentified], (await AllAsync()).Select(payment => payment.Shares.Single().State));
        await ConservedAsync(9200);
    }

    [Fact]
    public async Task A_line_that_a_third_version_restores_pays_again()
    {
        await AssessAsync();
        var reference = await ReferenceAsync();
        await ImportAsync(Statement("00325", 1_200_000, Line(8000, reference, "FT26325000001"), Line(500, "KHAC", "FT26325000002")));
        await ImportAsync(Statement("00325", 1_200_000, Line(500, "KHAC", "FT26325000002")));

        var third = Statement("00325", 1_200_000, Line(8000, reference, "FT26325000001"), Line(500, "KHAC", "FT26325000002"), Line(700, "MOI", "FT26325000003"));
        var report = await ImportAsync(third);
        await ImportAsync(third);

        Assert.Equal((2, 1, true), (report.Added, report.Known, report.IsWhole));
        Assert.Equal(FeeState.Paid, (await FileAsync()).Fee.State);
        Assert.Equal([500, 700, 8000], (await AllAsync()).Where(payment => payment.Shares.Single().State is not PaymentState.Reversed).Select(payment => payment.Amount).Order());
        await ConservedAsync(17_200);

        await ImportAsync(Statement("00325", 1_200_000, Line(900, "KHONG CON GI", "FT26325000004")));
        Assert.Equal([900], (await AllAsync()).Where(payment => payment.Shares.Single().State is not PaymentState.Reversed).Select(payment => payment.Amount));
        await ConservedAsync(18_100);
    }

    [Fact]
    public async Task A_line_that_a_messenger_told_of_too_comes_back_to_its_payment()
    {
        await TellAsync(Notice("sepay", "1", "MOT", bank: "FT26325000001"));
        await ImportAsync(Statement("00325", 1_200_000, Line(8000, "MOT", "FT26325000001")));
        await ImportAsync(Statement("00325", 1_200_000, Line(500, "HAI", "FT26325000002")));
        Assert.Equal(["sepay"], (await AllAsync())[0].Witnesses.Select(witness => witness.Source));

        await ImportAsync(Statement("00325", 1_200_000, Line(8000, "MOT", "FT26325000001"), Line(500, "HAI", "FT26325000002")));

        Assert.Equal([8000, 500], (await AllAsync()).Select(payment => payment.Amount));
        Assert.Equal(2, (await AllAsync())[0].Witnesses.Count);
        await ConservedAsync(8500);
    }

    [Fact]
    public async Task Pages_in_files_of_their_own_do_not_correct_each_other()
    {
        var first = Statement("00325", 1_200_000, Line(8000, "MOT", "FT26325000001")).Replace(":62F:", ":62M:", StringComparison.Ordinal);
        var second = Statement("00325", 1_208_000, Line(500, "HAI", "FT26325000002")).Replace("/001", "/002", StringComparison.Ordinal).Replace(":60F:", ":60M:", StringComparison.Ordinal);

        await ImportAsync(first);
        await ImportAsync(second);
        Assert.True((await ImportAsync(first)).IsWhole);

        Assert.Equal([PaymentState.Unidentified, PaymentState.Unidentified], (await AllAsync()).Select(payment => payment.Shares.Single().State));
        await ConservedAsync(8500);
    }

    [Fact]
    public async Task Parts_that_the_bank_counts_within_a_number_are_statements_each()
    {
        await ImportAsync(Statement("00325", 1_200_000, Line(8000, "MOT", "FT26325000001")));
        await ImportAsync(Statement("00325", 1_208_000, Line(500, "HAI", "FT26325000002")).Replace("/001", "/002", StringComparison.Ordinal));

        Assert.Equal([PaymentState.Unidentified, PaymentState.Unidentified], (await AllAsync()).Select(payment => payment.Shares.Single().State));
    }

    [Fact]
    public async Task A_twin_in_a_later_part_of_the_day_is_a_payment_of_its_own()
    {
        var morning = Statement("00325", 1_200_000, Line(8000, "LE PHI", "NONREF"));
        var noon = Statement("00326", 1_208_000, Line(8000, "LE PHI", "NONREF"), Line(8000, "LE PHI", "NONREF")).Replace(":60F:C261120", ":60F:C261121", StringComparison.Ordinal);
        await ImportAsync(morning);

        var report = await ImportAsync(noon);
        var again = await ImportAsync(noon);

        Assert.Equal((2, 0, true), (report.Added, report.Known, report.IsWhole));
        Assert.Equal((0, 2, true), (again.Added, again.Known, again.IsWhole));
        await ConservedAsync(24_000);
    }

    [Fact]
    public async Task An_equal_line_two_parts_later_is_a_payment_of_its_own()
    {
        static string Later(string number, long opening, params (long, string, string)[] lines) => Statement(number, opening, lines).Replace(":60F:C261120", ":60F:C261121", StringComparison.Ordinal);
        var third = Later("00327", 1_208_500, Line(8000, "LE PHI", "NONREF"));
        await ImportAsync(Statement("00325", 1_200_000, Line(8000, "LE PHI", "NONREF")));
        await ImportAsync(Later("00326", 1_208_000, Line(500, "KHAC", "NONREF")));

        var report = await ImportAsync(third);
        var again = await ImportAsync(third);
        var day = await ImportAsync(Statement("00400", 1_200_000, Line(8000, "LE PHI", "NONREF"), Line(500, "KHAC", "NONREF"), Line(8000, "LE PHI", "NONREF")));

        Assert.Equal((1, 0, 0, 1, 0, 3), (report.Added, report.Known, again.Added, again.Known, day.Added, day.Known));
        await ConservedAsync(16_500);
    }

    [Fact]
    public async Task Parts_two_and_three_in_one_file_follow_the_first()
    {
        static string Later(string number, long opening, params (long, string, string)[] lines) => Statement(number, opening, lines).Replace(":60F:C261120", ":60F:C261121", StringComparison.Ordinal);
        await ImportAsync(Statement("00325", 1_200_000, Line(8000, "LE PHI", "NONREF")));

        var report = await ImportAsync(Later("00326", 1_208_000, Line(500, "KHAC", "NONREF")) + Later("00327", 1_208_500, Line(8000, "LE PHI", "NONREF")));

        Assert.Equal((2, 0), (report.Added, report.Known));
        await ConservedAsync(16_500);
    }

    [Fact]
    public async Task An_equal_line_behind_a_part_that_is_not_there_yet_is_a_persons()
    {
        await ImportAsync(Statement("00325", 1_200_000, Line(8000, "LE PHI", "NONREF")));
        await ImportAsync(Statement("00327", 1_208_500, Line(8000, "LE PHI", "NONREF")).Replace(":60F:C261120", ":60F:C261121", StringComparison.Ordinal));

        Assert.Contains(PaymentTaskKinds.ToConfirm, await TasksAsync());
        await ConservedAsync(8000);
    }

    [Fact]
    public async Task A_page_alone_is_corrected_by_the_same_page()
    {
        static string First(params (long, string, string)[] lines) => Statement("00325", 1_200_000, lines).Replace(":62F:", ":62M:", StringComparison.Ordinal);
        static string Second(long opening, params (long, string, string)[] lines) =>
            Statement("00325", opening, lines).Replace("/001", "/002", StringComparison.Ordinal).Replace(":60F:C261120", ":60M:C261121", StringComparison.Ordinal);
        await ImportAsync(First(Line(8000, "MOT", "FT26325000001")));
        await ImportAsync(Second(1_208_000, Line(500, "HAI", "FT26325000002")));

        await ImportAsync(First(Line(7000, "MOT", "FT26325000003")));
        await ImportAsync(Second(1_207_000, Line(600, "HAI", "FT26325000004")));
        var whole = await ImportAsync(Statement("00325", 1_200_000, Line(7000, "MOT", "FT26325000003"), Line(600, "HAI", "FT26325000004")));

        Assert.Equal([(500, true), (600, false), (7000, false), (8000, true)], (await AllAsync()).Select(payment => (payment.Amount, payment.Shares.Single().State is PaymentState.Reversed)).Order());
        Assert.Equal((0, 2), (whole.Added, whole.Known));
        await ConservedAsync(16_100);
    }

    [Fact]
    public async Task A_whole_statement_corrects_its_pages()
    {
        await ImportAsync(Statement("00325", 1_200_000, Line(8000, "MOT", "FT26325000001")).Replace(":62F:", ":62M:", StringComparison.Ordinal));
        await ImportAsync(Statement("00325", 1_200_000, Line(8000, "MOT", "FT26325000001"), Line(300, "BA", "FT26325000005")).Replace(":62F:", ":62M:", StringComparison.Ordinal));
        await ImportAsync(Statement("00325", 1_208_300, Line(500, "HAI", "FT26325000002"))
            .Replace("/001", "/002", StringComparison.Ordinal).Replace(":60F:C261120", ":60M:C261121", StringComparison.Ordinal));
        var whole = Statement("00325", 1_200_000, Line(8000, "MOT", "FT26325000001"), Line(600, "HAI", "FT26325000004"));

        var report = await ImportAsync(whole);
        var again = await ImportAsync(whole);

        Assert.Equal((1, 1, 0, 2), (report.Added, report.Known, again.Added, again.Known));
        Assert.Equal([(300, true), (500, true), (600, false), (8000, false)], (await AllAsync()).Select(payment => (payment.Amount, payment.Shares.Single().State is PaymentState.Reversed)).Order());
        await ConservedAsync(9400);
    }

    [Fact]
    public async Task A_line_that_may_be_a_twin_is_a_persons_to_tell()
    {
        static string Emptied(string number) => Statement(number, 0, Line(8000, "LE PHI", "NONREF"), Line(-8000, "KET CHUYEN", number))
            .Replace(":60F:C261120", ":60F:C261121", StringComparison.Ordinal).Replace("1121RC", "1121D", StringComparison.Ordinal);
        await ImportAsync(Emptied("00325"));
        Assert.DoesNotContain(PaymentTaskKinds.ToConfirm, await TasksAsync());

        await ImportAsync(Emptied("00326"));

        Assert.Contains(PaymentTaskKinds.ToConfirm, await TasksAsync());
        await ConservedAsync(8000);
    }

    [Fact]
    public async Task The_whole_day_adds_nothing_to_its_parts()
    {
        var parts = Statement("00325", 1_200_000, Line(8000, "LE PHI", "NONREF")) + Statement("00326", 1_208_000, Line(8000, "LE PHI", "NONREF")).Replace(":60F:C261120", ":60F:C261121", StringComparison.Ordinal);
        await ImportAsync(Statement("00325", 1_200_000, Line(8000, "LE PHI", "NONREF")));
        await ImportAsync(Statement("00326", 1_208_000, Line(8000, "LE PHI", "NONREF")).Replace(":60F:C261120", ":60F:C261121", StringComparison.Ordinal));

        var both = await ImportAsync(parts);
        var day = await ImportAsync(Statement("00400", 1_200_000, Line(8000, "LE PHI", "NONREF"), Line(8000, "LE PHI", "NONREF")));

        Assert.Equal((0, 2, 0, 2), (both.Added, both.Known, day.Added, day.Known));
        await ConservedAsync(16_000);
    }

    [Fact]
    public async Task A_statement_that_a_file_tells_twice_is_booked_once()
    {
        var statement = Statement("00325", 1_200_000, Line(8000, "MOT", "FT26325000001"));

        var report = await ImportAsync(statement + statement);

        Assert.Equal((1, 1, true), (report.Added, report.Known, report.IsWhole));
        await ConservedAsync(8000);
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

    /// <summary>Goes away at one write.</summary>
    private sealed class BrokenPayments(IPayments payments, int write) : PassedOnPayments(payments)
    {
        private readonly IPayments _payments = payments;
        private int _writes;

        public override Task<bool> CommitAsync(PaymentsBatch batch, CancellationToken ct) =>
            ++_writes == write ? throw new StoreUnavailableException(StoreFault.Unreachable, new IOException("broken off")) : _payments.CommitAsync(batch, ct);
    }
}
