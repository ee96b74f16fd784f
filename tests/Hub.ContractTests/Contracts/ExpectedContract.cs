using Hub.Core.Steps;
using Hub.Core.Tasks;
using Hub.Payments.Expecting;
using Hub.Payments.Settings;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.ContractTests.Contracts;

/// <summary>A day whose file does not come in time is one task, until the file is there.</summary>
public abstract class ExpectedContract<TFixture> : PaymentsContract<TFixture>
    where TFixture : StoreFixture, new()
{
    private static readonly DateOnly First = new(2026, 2, 12);

    // A Thursday; Tết is free from the 16th to the 20th.
    private static readonly ExpectedOptions Bank = new() { Account = Account, From = First };

    [Fact]
    public async Task A_missing_day_is_one_task_from_its_hour_until_its_file_comes()
    {
        Assert.Empty(await MissedAsync(At(13, 8, 59), Bank));
        Assert.Equal(["12"], await MissedAsync(At(13, 9), Bank));
        Assert.Equal(["12"], await MissedAsync(At(13, 10), Bank));
        await KillAsync();
        Assert.Equal(["12"], await MissedAsync(At(13, 11), Bank));

        await ImportAsync(Statement(43, 11, 12));

        Assert.Empty(await MissedAsync(At(13, 12), Bank));
        var ended = Assert.Single(await Port<ITasks>().ListAsync(false, PaymentTaskKinds.FileMissing, null, null, null, null, 10, Ct));
        Assert.Equal((PaymentCodes.Hub, PaymentCodes.Finance), (ended.EndedBy, ended.Owner));
    }

    [Fact]
    public async Task Weekends_and_Tet_are_expected_of_accounts_that_never_rest_only()
    {
        Assert.Equal(["12"], await MissedAsync(At(23, 8, 59), Bank));
        Assert.Equal(["12", "13"], await MissedAsync(At(23, 9), Bank));
        Assert.Equal(["12", "13", "23"], await MissedAsync(At(24, 9), Bank));

        Assert.Equal(["12", "13", "14", "15", "16"], await MissedAsync(At(17, 9), Bank with { Days = ExpectedDays.Daily }));
    }

    [Fact]
    public async Task One_statement_of_several_days_and_pages_counts_for_each()
    {
        await ImportAsync(Statement(43, 11, 13));
        await ImportAsync(Statement(44, 20, 23).Replace(":60F:", ":60M:", StringComparison.Ordinal).Replace("/001", "/002", StringComparison.Ordinal));
        Assert.Equal(["23"], await MissedAsync(At(24, 9), Bank));

        await ImportAsync(Statement(44, 13, 20).Replace(":62F:", ":62M:", StringComparison.Ordinal));

        Assert.Empty(await MissedAsync(At(24, 9), Bank));
    }

    [Fact]
    public async Task What_a_clock_ahead_told_is_taken_back_and_told_again_in_time()
    {
        Assert.Equal(["12", "13", "23", "24"], await MissedAsync(At(25, 9), Bank));
        Assert.Empty(await MissedAsync(At(13, 8), Bank));
        Assert.Equal(["12"], await MissedAsync(At(13, 9), Bank));
    }

    [Fact]
    public async Task A_day_that_a_person_ended_is_not_told_again()
    {
        await MissedAsync(At(13, 9), Bank);
        var task = Assert.Single(await Port<ITasks>().ListAsync(true, PaymentTaskKinds.FileMissing, null, null, null, null, 10, Ct));
        Assert.True(await Port<ITasks>().EndAsync(task.Id, Now, "op-lan", "no movements", Audit(), Ct));

        Assert.Empty(await MissedAsync(At(13, 10), Bank));
        Assert.Equal(["2026-02-12"], await ListedAsync(Bank));
    }

    [Fact]
    public async Task A_day_that_a_corrected_statement_no_longer_tells_of_is_missing_again()
    {
        await MissedAsync(At(13, 9), Bank);
        await ImportAsync(Statement(43, 11, 12));
        Assert.Empty(await MissedAsync(At(13, 10), Bank));

        await ImportAsync(Statement(43, 11, 11));

        Assert.Equal(["12"], await MissedAsync(At(13, 11), Bank));
    }

    [Fact]
    public async Task A_terminal_is_missed_until_its_settlement_file_comes()
    {
        var terminal = new ExpectedOptions { Terminal = "12345678", From = First, After = 0, By = new TimeOnly(23, 0) };
        await ImportAsync(Statement(43, 11, 13));
        Assert.Equal(["12"], await MissedAsync(At(12, 23), terminal));

        await ImportAsync("""
            MID,TID,BatchNo,TraceNo,InvoiceNo,CardMasked,CardScheme,TxnDateTime,TxnType,Amount,Fee,VATFee,NetAmount,ApprovalCode,RRN,SettlementDate,Description
            000000012345678,12345678,000123,000451,000451,970436******1234,NAPAS,12/02/2026 09:15:30,SALE,8000,88,0,7912,F62221,632509000451,2026-02-13,2K7Q9X
            """);

        Assert.Empty(await MissedAsync(At(12, 23, 30), terminal));
    }

    [Fact]
    public async Task A_source_that_the_settings_no_longer_name_is_missed_no_more()
    {
        Assert.Equal(["12"], await MissedAsync(At(13, 9), Bank));
        Assert.Empty(await MissedAsync(At(13, 10)));
    }

    private new static DateTimeOffset At(int day, int hour, int minute = 0) => new(2026, 2, day, hour, minute, 0, TimeSpan.FromHours(7));

    private static string Statement(int number, int opened, int closed) =>
        $":20:DEMO\n:25:{Account}\n:28C:{number}/001\n:60F:C2602{opened:00}VND1200000,\n:62F:C2602{closed:00}VND1200000,\n-\n";

    /// <summary>Days of the tasks that are open once the step has run at that moment.</summary>
    private async Task<IReadOnlyList<string>> MissedAsync(DateTimeOffset at, params IReadOnlyList<ExpectedOptions> expected)
    {
        Clock.MoveTo(at.ToUniversalTime());
        await using var hub = Centre(expected: expected);
        var step = hub.GetServices<IStep>().Single(each => each.Name == "payments-expected");
        await step.RunOnceAsync(Ct);
        await step.RunOnceAsync(Ct);
        return [.. (await Port<ITasks>().ListAsync(true, PaymentTaskKinds.FileMissing, null, null, null, null, 100, Ct)).Select(task => task.Subject[^2..]).Order(StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<string>> ListedAsync(ExpectedOptions expected)
    {
        await using var hub = Centre(expected: [expected]);
        var source = Assert.Single(await hub.GetRequiredService<ExpectedFiles>().LookAsync(Now, First, Ct));
        return [.. source.Missing.Select(day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))];
    }
}
