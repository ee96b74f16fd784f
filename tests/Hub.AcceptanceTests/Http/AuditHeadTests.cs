using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Core.Steps;
using Hub.Core.Trust;
using Hub.Functions;
using Hub.Functions.Settings;
using Hub.Tests.Centres;
using Hub.Tests.Http;
using Hub.Tests.Processes;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>The end of the audit's chain, told to a file, to syslog and to the case system, and what is found when the chain was written anew.</summary>
public sealed class AuditHeadTests(AuditHeadTests.ToldHub hub) : IClassFixture<AuditHeadTests.ToldHub>
{
    [Fact]
    public async Task The_end_is_told_to_the_file_to_syslog_and_to_the_feed()
    {
        await hub.GetAsync("/lanes", Role.Operator);
        await hub.AuditAsync(0, 1);
        hub.App.Services.GetServices<IStep>().Single(step => step.Name == "audit-head").Wake.Ring();
        var line = await Eventually.FindAsync("a line", async () => File.Exists(hub.Heads) && await File.ReadAllTextAsync(hub.Heads) is { Length: > 0 } text && text.EndsWith('\n') ? text.Split('\n')[^2] : null);
        var head = AuditHead.Parse(line.Split(' ')[1])!;
        var datagram = await hub.Syslog.ReceiveAsync();

        Assert.Matches(@"^<109>1 \d{4}-\d\d-\d\dT[\d:.]+Z \S+ onestop-hub - audit-head - \d+:[0-9a-f]{64}$", Encoding.ASCII.GetString(datagram.Buffer));
        Assert.True(await head.IsInAsync(hub.App.Services.GetRequiredService<IAuditLog>(), CancellationToken.None));
        var told = await Eventually.FindAsync("the event", async () => (await hub.GetAsync("/feed", Role.CaseSystem)).Json.GetProperty("events") is var events && events.GetArrayLength() > 0 ? events.ToString() : null);
        Assert.Contains("vn.onestop.audit.head.v1", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_says_whether_the_chain_has_what_was_noted()
    {
        var noted = (await CommandAsync("head")).Output.Trim();
        var seq = noted.Split(':')[0];
        var wrong = $"{seq}:{new string('0', 64)}";
        var file = Path.Combine(hub.Data, "noted");
        await File.WriteAllTextAsync(file, $"2026-11-21T00:00:00Z {noted}\n2026-11-21T01:00:00Z 99");

        Assert.Equal(0, (await CommandAsync("verify", "--expect", noted)).Code);
        Assert.Equal(0, (await CommandAsync("verify", "--heads", file)).Code);
        var missing = await CommandAsync("verify", "--expect", noted, "--expect", wrong);
        Assert.Equal(1, missing.Code);
        Assert.Contains($"  {wrong}", missing.Lines);
        Assert.DoesNotContain($"  {noted}", missing.Lines);
        Assert.Equal(1, (await CommandAsync("verify", "--expect", $"999999:{noted.Split(':')[1]}")).Code);
        Assert.Equal(64, (await CommandAsync("verify", "--expect", "nonsense")).Code);
        await File.AppendAllTextAsync(file, $"\n2026-11-21T02:00:00Z {wrong}\n");
        Assert.Equal(1, (await CommandAsync("verify", "--heads", file)).Code);
        await File.WriteAllTextAsync(file, "torn");
        Assert.Equal(64, (await CommandAsync("verify", "--heads", file)).Code);
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, 2000).Select(_ => $"2026-11-21T02:00:00Z {noted}"));
        Assert.Equal(0, (await CommandAsync("verify", "--heads", file)).Code);
        Assert.False((await hub.GetAsync($"/audit/verify?expect={wrong}", Role.Auditor)).Json.GetProperty("holds").GetBoolean());
        Assert.Equal("invalid-request", (await hub.GetAsync("/audit/verify?expect=1", Role.Auditor)).Problem);
        Assert.True(JsonNode.Parse((await CommandAsync("verify", "--json")).Output)!["holds"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("/dev/log", true)]
    [InlineData("udp://10.0.0.5:514", true)]
    [InlineData("udp://syslog.example", true)]
    [InlineData("tcp://10.0.0.5:514", false)]
    [InlineData("udp://10.0.0.5/path", false)]
    [InlineData("syslog", false)]
    public void Syslog_is_a_socket_or_a_host(string text, bool isOne) => Assert.Equal(
        isOne, Record.Exception(() => SettingsReader.Read(Shipped.Wings, [$"--Audit:HeadSyslog={text}"], new Dictionary<string, string>(), [])) is null);

    private Task<CommandRun> CommandAsync(params string[] args) => CommandRun.InEnglishAsync(["audit", .. args, "--hub", hub.App.Urls.First(), "--key", hub.Keys[Role.Auditor]]);

    public sealed class ToldHub : HubApp
    {
        public UdpClient Syslog { get; } = new(new IPEndPoint(IPAddress.Loopback, 0));

        public string Heads { get; } = Path.Combine(Path.GetTempPath(), $"hub-heads-{Guid.NewGuid():N}");

        protected override string[] Settings =>
            [$"--Audit:HeadFile={Heads}", $"--Audit:HeadSyslog=udp://127.0.0.1:{((IPEndPoint)Syslog.Client.LocalEndPoint!).Port}", "--Audit:HeadToFeed=true", "--Audit:HeadEvery=00:00:10"];

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            Syslog.Dispose();
            File.Delete(Heads);
        }
    }
}
