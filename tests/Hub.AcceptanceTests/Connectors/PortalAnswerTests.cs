using System.Text;
using Hub.NationalPortal.Wire;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using Xunit;

namespace Hub.AcceptanceTests.Connectors;

/// <summary>Answers of an adapter on the way to the portal that are not the portal's, and sequences of them.</summary>
[Collection(nameof(PartnerServer))]
public sealed class PortalAnswerTests
{
    private const string Done = """{"error_code":0,"message":"Thành công"}""";

    private static readonly (string Name, IResponseBuilder Answer, PortalReply Reply)[] Answers =
    [
        ("a page with 200", PartnerServer.Response("<html><body><h1>Bảo trì</h1> hệ thống</body></html>", 200, "text/html"), new PortalReply.NotJson("html", "Bảo trì hệ thống")),
        ("a page that calls itself JSON", PartnerServer.Response("<html/>"), new PortalReply.NotJson("html", "")),
        ("plain words", PartnerServer.Response("Thành công", 200, "text/plain"), new PortalReply.Ok("", "Thành công")),
        ("nothing", Response.Create().WithStatusCode(204), new PortalReply.NotJson("empty", "")),
        ("a list", PartnerServer.Response("[]"), new PortalReply.NotJson("json", "[]")),
        ("two objects", PartnerServer.Response(Done + "{}"), new PortalReply.NotJson("json", Done + "{}")),
        ("UTF-16", PartnerServer.Response(Encoding.Unicode.GetBytes("{}"), 200, "application/json; charset=utf-16"), new PortalReply.NotJson("json", "{\0}\0")),
        ("its answer as a page", PartnerServer.Response(Done, 200, "text/html"), new PortalReply.Ok("0", "Thành công")),
        ("its answer behind a byte order mark", PartnerServer.Response("\uFEFF" + Done), new PortalReply.Ok("0", "Thành công")),
        ("UTF-8 that calls itself windows-1258", PartnerServer.Response(Done, 200, "application/json; charset=windows-1258"), new PortalReply.Ok("0", "Thành công")),
        ("its answer with 202", PartnerServer.Response(Done, 202), new PortalReply.Ok("0", "Thành công")),
        ("302", Response.Create().WithStatusCode(302).WithHeader("Location", "/elsewhere"), new PortalReply.Http(302)),
        ("308", Response.Create().WithStatusCode(308).WithHeader("Location", "/elsewhere"), new PortalReply.Http(308)),
        ("404", PartnerServer.Response("<h1>Not Found</h1>", 404, "text/html"), new PortalReply.Http(404, null, "Not Found")),
        ("418", PartnerServer.Response("", 418), new PortalReply.Http(418)),
        ("its success under 500", PartnerServer.Response(Done, 500), new PortalReply.Http(500, null, Done)),
        ("429", PartnerServer.Response("", 429).WithHeader("Retry-After", "90"), new PortalReply.Http(429, TimeSpan.FromSeconds(90))),
        ("503 for years", PartnerServer.Response("", 503).WithHeader("Retry-After", "2147483647"), new PortalReply.Http(503, TimeSpan.FromHours(1))),
        ("a lost session under 403", PartnerServer.Response("""{"error_code":5,"message":"Phiên làm việc đã hết"}""", 403), new PortalReply.SessionLost("5", "Phiên làm việc đã hết")),
    ];

    private readonly PartnerServer _portal;

    public PortalAnswerTests(PartnerServer server)
    {
        _portal = server;
        _portal.Reset();
    }

    public static TheoryData<string> Names => [.. Answers.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_odd_answer_to_a_write_is_read_for_what_it_is(string name)
    {
        var row = Answers.Single(answer => answer.Name == name);
        _portal.Given(Request.Create()).RespondWith(row.Answer);

        var reply = await WriteAsync(Partners.Portal(_portal.Address));

        Assert.Equal(row.Reply, reply);
        Assert.Single(_portal.Asked);
    }

    [Fact]
    public async Task A_read_is_repeated_once_behind_a_page_and_a_write_never()
    {
        _portal.Given(Request.Create()).InScenario("adapter").WillSetStateTo("up").RespondWith(PartnerServer.Response("<html/>", 502, "text/html"));
        _portal.Given(Request.Create()).InScenario("adapter").WhenStateIs("up").WillSetStateTo("down").RespondWith(PartnerServer.Response(Done));
        _portal.Given(Request.Create()).InScenario("adapter").WhenStateIs("down").RespondWith(PartnerServer.Response("<html/>", 502, "text/html"));
        var portal = Partners.Portal(_portal.Address);

        Assert.IsType<PortalReply.Ok>(await portal.LookUpAsync("s-1", "H-1", default));
        Assert.Equal(502, Assert.IsType<PortalReply.Http>(await WriteAsync(portal)).Status);

        Assert.Equal(3, _portal.Asked.Count);
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_leaves_doubt()
    {
        _portal.Given(Request.Create()).RespondWith(PartnerServer.Response(Done).WithDelay(TimeSpan.FromMinutes(1)));
        var portal = Partners.Portal(_portal.Address, options => options with { Timeouts = options.Timeouts with { Write = TimeSpan.FromMilliseconds(500) } });

        Assert.Equal(new PortalReply.Transport(true, "no answer in time"), await WriteAsync(portal));
    }

    private static Task<PortalReply> WriteAsync(INationalPortalApi portal) =>
        portal.AppendProgressAsync("s-1", [new PortalProgressItem { MaHoSo = "H-1", ThoiDiemXuLy = "20261121093000", TrangThai = "4" }], default);
}
