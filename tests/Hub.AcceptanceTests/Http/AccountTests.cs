using System.Globalization;
using Hub.Core.Trust;
using Hub.Functions.Hosting;
using Hub.Payments;
using Hub.Tests.Http;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>Beneficiary accounts over the interface: listed to staff, changed by two people.</summary>
public sealed class AccountTests(AccountTests.StillHub hub) : IClassFixture<AccountTests.StillHub>
{
    [Fact]
    public async Task An_account_is_proposed_by_one_and_approved_by_another()
    {
        var (lan, minh) = (await KeyAsync("CB-01"), await KeyAsync("CB-02"));
        var from = DateTime.UtcNow.AddDays(3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var wish = $$"""{"bin":"970436","number":"0011012345678","holder":"TTPVHCC DEMO","validFrom":"{{from}}","shareKept":7000,"reason":"mở tài khoản mới"}""";

        Assert.Equal("person-needed", (await hub.SendAsync("POST", "/accounts/proposals", PaymentsDescriptor.Role, wish)).Problem);
        Assert.Equal(403, (await hub.SendAsync("POST", "/accounts/proposals", Role.Operator, wish)).Status);
        var proposed = await hub.SendAsync("POST", "/accounts/proposals", lan, wish);
        Assert.Equal((202, "account-change", "970436/0011012345678"), (proposed.Status, proposed.Json.GetProperty("kind").GetString(), proposed.Json.GetProperty("subject").GetString()));
        var path = proposed.Headers["Location"];
        Assert.Equal("forbidden", (await hub.SendAsync("POST", $"{path}/approve", (await hub.NewKeyAsync(Role.Operator, person: "CB-03")).Text)).Problem);
        Assert.Equal("same-person", (await hub.SendAsync("POST", $"{path}/approve", lan)).Problem);
        Assert.Equal("approved", (await hub.SendAsync("POST", $"{path}/approve", minh)).Json.GetProperty("state").GetString());

        var account = Assert.Single((await hub.GetAsync("/accounts", Role.Auditor)).Json.GetProperty("accounts").EnumerateArray());
        var told = Assert.Single((await hub.GetAsync("/verify/checks", Role.Operator)).Json.GetProperty("checks").EnumerateArray(), check => check.GetProperty("name").GetString() == "accounts");
        Assert.StartsWith("970436/999: ", Assert.Single(told.GetProperty("faults").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Equal(("future", from, 7000), (account.GetProperty("state").GetString(), account.GetProperty("validFrom").GetString(), account.GetProperty("shareKept").GetInt32()));
    }

    [Theory]
    [InlineData("""{"bin":"970436","number":"1","holder":"A","validFrom":"2020-01-01","reason":"x"}""", "schema-violation")]
    [InlineData("""{"bin":"97","number":"1","holder":"A","validFrom":"2099-01-01","reason":"x"}""", "schema-violation")]
    [InlineData("""{"bin":"970436","number":"1","holder":"A","validFrom":"2099-01-01"}""", "invalid-request")]
    [InlineData("""{"bin":"970436","number":"1","holder":"A","reason":"x"}""", "invalid-request")]
    [InlineData("""{"bin":"970436","number":"1","holder":"A","validFrom":"soon","reason":"x"}""", "invalid-request")]
    public async Task A_wish_that_cannot_be_is_refused(string wish, string problem) => Assert.Equal(problem, (await hub.SendAsync("POST", "/accounts/proposals", await KeyAsync("CB-01"), wish)).Problem);

    private async Task<string> KeyAsync(string person) => (await hub.NewKeyAsync(PaymentsDescriptor.Role, person: person)).Text;

    public sealed class StillHub : HubApp
    {
        protected override HubParts Parts => HubParts.StoreOnly;

        protected override string[] Settings => ["--Payments:Accounts:0:Bin=970436", "--Payments:Accounts:0:Number=999", "--Payments:Accounts:0:Holder=TTPVHCC DEMO"];
    }
}
