using System.Net.Http.Headers;
using System.Text;
using Hub.UnitTests.Sandbox.Postal;
using Xunit;

namespace Hub.UnitTests.Sandbox;

/// <summary>A twin that fails over odd JSON would hide what its partner makes of it.</summary>
public sealed class OddJsonTests
{
    private const string Html = "text/html";
    private const string Json = "application/json";

    private static readonly (string Name, byte[] Body)[] Odd =
    [
        ("half a pair", Text("""{"username":"\ud800","session":"\udc00","mahoso":"x","service":"\ud83d","OrderNumber":"\ud800"}""")),
        ("half a pair in a name", Text("""{"\ud800":1,"username":"demo","service":"TraCuuHoSo"}""")),
        ("a name twice", Text("""{"service":"a","service":"b","username":"a","username":"b","OrderNumber":"a","OrderNumber":"b"}""")),
        ("a name twice, spelled otherwise", Text("""{"service":"a","serv\u0069ce":"b"}""")),
        ("too deep", Text("""{"data":""" + new string('[', 200) + new string(']', 200) + "}")),
        ("no UTF-8", [.. "{\"service\":\""u8, 0xC3, 0x28, .. "\"}"u8]),
        ("torn", Text("""{"service":"TraC""")),
        ("nothing", []),
    ];

    [Fact]
    public async Task The_portals_adapter_answers_odd_JSON_with_its_page_and_400()
    {
        await using var twin = await TwinServer.StartAsync();

        await RefusedAsync(twin.Http, "/portal/mapi/login", Html, ("dstcode", TwinServer.DstCode));
        await RefusedAsync(twin.Http, "/portal/mapi/g", Html, ("dstcode", TwinServer.DstCode));

        await twin.LogInAsync();
        Assert.NotEmpty(twin.Session);
    }

    [Fact]
    public async Task The_post_answers_odd_JSON_in_each_dialects_own_form_and_400()
    {
        await using var twin = await PostServer.StartAsync();

        await RefusedAsync(twin.Http, "/post/a/apiVNPostNGSP/p1.0/order/post", Json, ("Authorization", "Bearer " + twin.TokenA));
        await RefusedAsync(twin.Http, "/post/a/apiVNPostNGSP/p1.0/dossier/post", Json, ("Authorization", "Bearer " + twin.TokenA));
        await RefusedAsync(twin.Http, "/post/b/order", Json, ("access_token", twin.TokenB));
        await RefusedAsync(twin.Http, "/post/b/ranges", Json, ("access_token", twin.TokenB));
        await RefusedAsync(twin.Http, "/post/d/customer-partner/CreateOrder", Json, ("token", twin.TokenD));
        await RefusedAsync(twin.Http, "/post/d/customer-partner/orderCorrection", Json, ("token", twin.TokenD));
        await RefusedAsync(twin.Http, "/post/d/customer-partner/ServicesCharge", Json, ("token", twin.TokenD));
        await RefusedAsync(twin.Http, "/post/d/customer-partner/GetAccessToken", Json);
    }

    [Fact]
    public async Task The_twins_own_control_answers_odd_JSON_with_400()
    {
        await using var twin = await TwinServer.StartAsync();

        await RefusedAsync(twin.Http, "/_twin/clock", "application/problem+json");
        await RefusedAsync(twin.Http, "/_twin/portal/faults", "application/problem+json");
    }

    private static async Task RefusedAsync(HttpClient http, string path, string form, params (string Name, string Value)[] headers)
    {
        foreach (var (name, body) in Odd)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(Json);
            foreach (var (header, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(header, value);
            }

            using var answer = await http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType) == (400, form), $"{path}, {name}: {(int)answer.StatusCode} {answer.Content.Headers.ContentType} {text}");
        }
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
