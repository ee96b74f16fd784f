using Hub.Payments.Settings;
using Xunit;

namespace Hub.UnitTests.Payments;

/// <summary>What is wrong with the settings of payments is named by its setting.</summary>
public sealed class OptionsTests
{
    private static readonly ExpectedOptions Sound = new() { Account = "0011012345678", From = new DateOnly(2026, 11, 1) };

    public static TheoryData<ExpectedOptions, string> Faults => new()
    {
        { Sound with { Account = "" }, "Payments:Expected:1:Account" },
        { Sound with { Terminal = "12345678" }, "Payments:Expected:1:Account" },
        { Sound with { Account = "", Terminal = new string('1', 41) }, "Payments:Expected:1:Terminal" },
        { Sound with { After = 11 }, "Payments:Expected:1:After" },
        { Sound with { From = default }, "Payments:Expected:1:From" },
    };

    [Fact]
    public void Settings_without_a_fault_have_none() =>
        Assert.Empty(PaymentsOptionsCheck.Check(new PaymentsOptions { Expected = [Sound, Sound with { Account = "", Terminal = "12345678", Days = ExpectedDays.Daily }] }));

    [Theory]
    [MemberData(nameof(Faults))]
    public void An_expected_file_that_cannot_be_meant_is_a_fault(ExpectedOptions expected, string setting) =>
        Assert.Equal([setting], PaymentsOptionsCheck.Check(new PaymentsOptions { Expected = [Sound with { Account = "99" }, expected] }).Select(fault => fault.Setting));

    [Fact]
    public void One_source_is_expected_once() =>
        Assert.Equal(["Payments:Expected"], PaymentsOptionsCheck.Check(new PaymentsOptions { Expected = [Sound, Sound] }).Select(fault => fault.Setting));
}
