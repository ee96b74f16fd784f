using Hub.Core.Trust;
using Hub.Functions.Hosting;
using Hub.NationalPortal;
using Hub.Tests.Http;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>The portal's adapter, which brings no key and calls the paths that it knows.</summary>
public sealed class PortalInboundTests(PortalInboundTests.OpenHub hub) : IClassFixture<PortalInboundTests.OpenHub>
{
    private const string Vxp = "/VXPAdapter/RestService/forward/";

    [Theory]
    [InlineData(Vxp)]
    [InlineData("/XrdAdapter/RestService/forward/")]
    [InlineData("/vxpadapter/restservice/FORWARD/")]
    [InlineData("/portal/")]
    public async Task A_neighbour_without_a_key_is_answered_on_every_path(string path)
    {
        var body = Filed($"N-{path.Length}-{path[1]}");

        var first = await hub.SendAsync("POST", path + "nhanhsdvcqg?dstcode=VN:GOV:1", null, body);
        var second = await hub.SendAsync("POST", path + "nhanhsdvcqg?dstcode=VN:GOV:1", null, body);

        Assert.Equal((200, 0), (first.Status, first.Json.GetProperty("error_code").GetInt32()));
        Assert.Equal((200, 1), (second.Status, second.Json.GetProperty("error_code").GetInt32()));
    }

    [Fact]
    public async Task A_repeat_is_one_whatever_its_body_and_by_whichever_kind()
    {
        await hub.SendAsync("POST", Vxp + "nhanhsdvcqg", null, Filed("R-1"));

        var other = await hub.SendAsync("POST", Vxp + "nhanhsdvcqg", null, Filed("R-1", "Người Khác"));
        var promotion = await hub.SendAsync("POST", Vxp + "addtthcKhuyenMai", null, """{"MaHoSo":"R-1","MaTTHC":"2.000033","MaSoThue":"0100000001"}""");

        Assert.Equal("""{"error_code":1,"message":"R-1| duplicate refId"}""", other.Text);
        Assert.Equal("""{"error_code":1,"message":"R-1| duplicate refId"}""", promotion.Text);
        Assert.Single(await ToldAsync("R-1"));
    }

    [Fact]
    public async Task Two_taxes_of_one_dossier_are_both_kept()
    {
        var first = await hub.SendAsync("POST", Vxp + "nhantbthuedvcqg", null, """{"MaHoSo":"T-1","SoTien":"1000"}""");
        var other = await hub.SendAsync("POST", Vxp + "nhantbthuedvcqg", null, """{"MaHoSo":"T-1","SoTien":"2000"}""");
        var again = await hub.SendAsync("POST", Vxp + "nhantbthuedvcqg", null, """{"MaHoSo":"T-1","SoTien":"2000"}""");

        Assert.Equal([0, 1, 1], new[] { first, other, again }.Select(reply => reply.Json.GetProperty("error_code").GetInt32()));
        Assert.Equal([1000, 2000], (await ToldAsync("T-1")).Select(e => e.GetProperty("data").GetProperty("amount").GetInt64()));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"MaHoSo\":\"S-1\",\"MaTTHC\":\"1.000656\",\"ChuHoSo\":\"\\ud800\"}")]
    [InlineData("{\"MaHoSo\":\"S-2\",\"MaTTHC\":\"1.000656\",\"\\ud800\":1}")]
    public async Task What_is_no_text_is_answered_minus_one(string body)
    {
        var reply = await hub.SendAsync("POST", Vxp + "nhanhsdvcqg", null, body);

        Assert.Equal((200, -1), (reply.Status, reply.Json.GetProperty("error_code").GetInt32()));
    }

    [Fact]
    public async Task An_unknown_kind_is_answered_minus_one() =>
        Assert.Equal(-1, (await hub.SendAsync("POST", Vxp + "khac", null, "{}")).Json.GetProperty("error_code").GetInt32());

    [Fact]
    public async Task The_place_opens_the_portals_door_only_and_only_without_a_key()
    {
        Assert.Equal(401, (await hub.SendAsync("GET", "/lanes", null)).Status);
        Assert.Equal(401, (await hub.SendAsync("POST", Vxp + "nhanhsdvcqg", "hub_no_such_key", Filed("K-1"))).Status);
        Assert.Equal(403, (await hub.SendAsync("POST", Vxp + "nhanhsdvcqg", Role.Auditor, Filed("K-2"))).Status);
        Assert.Equal(200, (await hub.SendAsync("POST", Vxp + "nhanhsdvcqg", NationalPortalDescriptor.Role, Filed("K-3"))).Status);
    }

    private static string Filed(string code, string name = "Nguyễn Văn Demo") => $$"""{"MaHoSo":"{{code}}","MaTTHC":"1.000656","ChuHoSo":"{{name}}"}""";

    private async Task<List<System.Text.Json.JsonElement>> ToldAsync(string code) =>
        [.. (await hub.GetAsync("/feed?limit=1000", Role.CaseSystem)).Json.GetProperty("events").EnumerateArray().Where(e => e.TryGetProperty("subject", out var subject) && subject.GetString() == code)];

    public sealed class OpenHub : HubApp
    {
        protected override HubParts Parts => HubParts.StoreOnly;

        protected override string[] Settings => ["--NationalPortal:Inbound:OpenNetworks:0=127.0.0.0/8", "--NationalPortal:Inbound:OpenNetworks:1=::1"];
    }
}
