using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.References;
using Hub.Payments.Settings;
using Xunit;

namespace Hub.UnitTests.Payments;

/// <summary>Which account a request may be paid into at the moment when its code is shown, and which sheets at counters may hang.</summary>
public sealed class PayableAccountTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 2, 15, 30, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 21);
    private static readonly BeneficiaryAccount Ours = new() { Bin = "970436", Number = "0011", Holder = "TTPVHCC", ValidFrom = new(2026, 1, 1) };

    [Fact]
    public void An_account_of_another_bank_with_the_same_number_is_another_account()
    {
        var other = Ours with { Bin = "970405", Holder = "ANOTHER" };

        Assert.Equal("TTPVHCC", PayableAccount.Of(Request("970436"), Fee(), [other, Ours], Now).Account?.Holder);
        Assert.Null(PayableAccount.Of(Request("970436"), Fee(), [other], Now).Account);
        Assert.Null(PayableAccount.Of(Request(null), Fee(), [other, Ours], Now).Account);
        Assert.Equal("TTPVHCC", PayableAccount.Of(Request(null), Fee(), [other with { FeeTypes = ["type-2"] }, Ours with { FeeTypes = ["type-1"] }], Now).Account?.Holder);
    }

    [Fact]
    public void An_account_that_ended_or_serves_other_fees_today_is_not_paid()
    {
        foreach (var (account, why) in ((BeneficiaryAccount, string)[])
                 [
                     (Ours with { ValidUntil = Today.AddDays(-1) }, "not the centre's today"), (Ours with { ValidFrom = Today.AddDays(1) }, "not the centre's today"),
                     (Ours with { FeeTypes = ["type-2"] }, "does not receive this fee"), (Ours with { Agency = "H41" }, "does not receive this fee"),
                 ])
        {
            var (found, refusal) = PayableAccount.Of(Request("970436"), Fee(), [account], Now);
            Assert.Null(found);
            Assert.Contains(why, refusal!.En, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_sheet_hangs_as_long_as_the_account_on_it_receives_what_is_paid_there()
    {
        var sheet = new CounterSheet { Counter = "QUAY01", FeeType = "type-1", Bin = Ours.Bin, Account = Ours.Number, Holder = Ours.Holder, PrintedAt = Now, PrintedBy = "CB-07" };

        Assert.Equal(SheetFinding.Current, sheet.Judge([Ours], Today));
        Assert.Equal(SheetFinding.OtherHolder, sheet.Judge([Ours with { Holder = "TTPVHCC TINH" }], Today));
        Assert.Equal(SheetFinding.OtherAccount, sheet.Judge([Ours, Ours with { Number = "0022", FeeTypes = ["type-1"] }], Today));
        Assert.Equal(SheetFinding.OtherAccount, sheet.Judge([Ours with { Bin = "970405" }], Today));
        Assert.Equal(SheetFinding.NoAccount, sheet.Judge([Ours with { ValidUntil = Today.AddDays(-1) }], Today));
        Assert.Equal(SheetFinding.NoAccount, sheet.Judge([Ours, Ours with { Number = "0022" }], Today));
    }

    [Fact]
    public void What_asks_the_platform_needs_partner_secret_and_a_sound_address()
    {
        var sound = new PlatformOptions { Url = new Uri("https://platform.example/api"), Partner = "P", Secret = "s" };
        Assert.Empty(Faults(sound));
        Assert.Empty(Faults(new PlatformOptions { Secret = "s" }));
        Assert.Equal(["Partner", "Secret"], Faults(sound with { Partner = "", Secret = " " }));
        Assert.Equal(["Partner"], Faults(sound with { Partner = "A|B" }));
        Assert.Equal(["Url"], Faults(sound with { Url = new Uri("ftp://platform.example") }));
        Assert.Equal(["Url"], Faults(sound with { Url = new Uri("/api", UriKind.Relative) }));
        Assert.Equal(
            ["Ip", "Token", "Timeout", "QueryFor"],
            Faults(sound with { Ip = "here", Token = "a b", Timeout = TimeSpan.Zero, QueryFor = TimeSpan.FromMinutes(1) }));
        Assert.Equal(["OpenNetworks:0"], Faults(sound with { OpenNetworks = ["0.0.0.0/0"] }));
    }

    private static IEnumerable<string> Faults(PlatformOptions platform) =>
        PaymentsOptionsCheck.Check(new PaymentsOptions { Platform = platform }).Select(fault => fault.Setting["Payments:Platform:".Length..]);

    private static Fee Fee() => new() { Number = "F-1", Dossier = "H40.1", Lines = [new(FeeKind.Charge, "Lệ phí", 8000)], FeeType = "type-1", Agency = "H40" };

    private static PaymentRequest Request(string? bin) => new()
    {
        Reference = PaymentReference.Of("H40D", 1),
        Fee = "H40.1/F-1",
        Dossier = "H40.1",
        Amount = 8000,
        Account = "0011",
        Bin = bin,
        CreatedAt = Now,
        ExpiresAt = Now.AddDays(30),
    };
}
