using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Core.Trust;
using Hub.Payments;
using Hub.Tests.Http;
using Hub.Tests.Processes;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>Static sheets at counters, and what doctor says of settings and table, around a change of the account by two people.</summary>
public sealed class CounterSheetTests(CounterSheetTests.WithAccount hub) : IClassFixture<CounterSheetTests.WithAccount>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_sheet_is_to_be_printed_again_once_its_account_has_changed()
    {
        Assert.Equal("good", await DoctorAsync());
        var printed = await hub.SendAsync("POST", "/accounts/sheets", PaymentsDescriptor.Role, """{"counter":"QUAY01"}""");
        Assert.True(printed.Status == 200, printed.Text);
        Assert.Equal(("999", "current"), (printed.Json.GetProperty("account").GetString(), printed.Json.GetProperty("state").GetString()));
        Assert.Empty(await SheetsAsync("?reissue=true"));
        var page = await hub.GetAsync("/accounts/sheets/qr.html?counter=QUAY01&size=a6", Role.Operator);
        Assert.Equal((200, "text/html", "no-store"), (page.Status, page.MediaType, page.Headers["Cache-Control"]));
        Assert.All(["QUAY01", "999", "970436", "TTPVHCC DEMO"], text => Assert.Contains(text, page.Text, StringComparison.Ordinal));

        await ChangeAsync();

        Assert.Equal("warning", await DoctorAsync());
        Assert.Equal(("QUAY01", "999", "other-account"), Assert.Single(await SheetsAsync("?reissue=true")));
        Assert.Equal("wrong-state", (await hub.GetAsync("/accounts/sheets/qr.html?counter=QUAY01", Role.Operator)).Problem);
        var command = await ShellAsync("qr", "sheets", "print", "QUAY01", "--out", _folder["sheet.html"]);
        Assert.True(command.Code == 0, command.Errors);
        Assert.Contains("0011012345678", await File.ReadAllTextAsync(_folder["sheet.html"]), StringComparison.Ordinal);
        Assert.Equal(("QUAY01", "0011012345678", "current"), Assert.Single(await SheetsAsync("")));
        Assert.Contains("In order", (await ShellAsync("qr", "sheets")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"counter":"QUẦY 1"}""")]
    [InlineData("""{"counter":"Q01","agency":1}""")]
    public async Task A_sheet_without_a_sound_counter_is_refused(string wish) =>
        Assert.Equal("invalid-request", (await hub.SendAsync("POST", "/accounts/sheets", PaymentsDescriptor.Role, wish)).Problem);

    public void Dispose() => _folder.Dispose();

    private async Task ChangeAsync()
    {
        var (lan, minh) = (await hub.NewKeyAsync(PaymentsDescriptor.Role, person: "CB-01"), await hub.NewKeyAsync(PaymentsDescriptor.Role, person: "CB-02"));
        var today = DateTime.UtcNow.AddHours(7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var wish = $$"""{"bin":"970436","number":"0011012345678","holder":"TTPVHCC DEMO","validFrom":"{{today}}","reason":"đổi tài khoản"}""";
        var proposed = await hub.SendAsync("POST", "/accounts/proposals", lan.Text, wish);
        Assert.True(proposed.Status == 202, proposed.Text);
        Assert.Equal(200, (await hub.SendAsync("POST", $"{proposed.Headers["Location"]}/approve", minh.Text)).Status);
    }

    private async Task<IReadOnlyList<(string Counter, string Account, string State)>> SheetsAsync(string query) =>
        [.. (await hub.GetAsync($"/accounts/sheets{query}", Role.Auditor)).Json.GetProperty("sheets").EnumerateArray()
            .Select(sheet => (sheet.GetProperty("counter").GetString()!, sheet.GetProperty("account").GetString()!, sheet.GetProperty("state").GetString()!))];

    private Task<CommandRun> ShellAsync(params string[] args) => CommandRun.InEnglishAsync([.. args, "--hub", hub.App.Urls.First(), "--key", hub.Keys[PaymentsDescriptor.Role]]);

    // Grade of what it says of the accounts.
    private async Task<string> DoctorAsync()
    {
        var run = await CommandRun.InEnglishAsync("doctor", "--json", "--hub", hub.App.Urls.First(), "--key", hub.Keys[Role.Admin]);
        var check = JsonNode.Parse(run.Output)!["checks"]!.AsArray().First(check => (string?)check!["check"] == "accounts")!;
        Assert.True((string)check["grade"]! == "good" || ((string)check["en"]!).Contains("the table decides", StringComparison.Ordinal), run.Output);
        return (string)check["grade"]!;
    }

    public sealed class WithAccount : HubApp
    {
        protected override string[] Settings => ["--Payments:Accounts:0:Bin=970436", "--Payments:Accounts:0:Number=999", "--Payments:Accounts:0:Holder=TTPVHCC DEMO"];
    }
}
