using System.Text;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using WireMock.Matchers;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using Xunit;

namespace Hub.AcceptanceTests.Connectors;

/// <summary>Answers that no operator means to give, and one day will: each dialect's booking must say what it can still know.</summary>
[Collection(nameof(PartnerServer))]
public sealed class PostalAnswerTests
{
    private const string Taken = """{"Status":100,"Message":"Thành công","originalID":"o-1","itemCode":"CN1"}""";

    private static readonly Odd[] Answers =
    [
        new("a page with 200", PartnerServer.Response("<html><body>Bảo trì</body></html>", 200, "text/html"), typeof(PostalReply<Booked>.Down), MayHaveEffect: true, "not JSON (html)"),
        new("a page with 503", PartnerServer.Response("<html/>", 503, "text/html"), typeof(PostalReply<Booked>.Down), MayHaveEffect: true, "HTTP 503"),
        new("a page that asks for patience", PartnerServer.Response("<html/>", 503, "text/html").WithHeader("Retry-After", "30"), typeof(PostalReply<Booked>.Busy), Text: "HTTP 503"),
        new("plain words", PartnerServer.Response("OK", 200, "text/plain"), typeof(PostalReply<Booked>.Down), MayHaveEffect: true, "not JSON (text)"),
        new("nothing", Response.Create().WithStatusCode(204), typeof(PostalReply<Booked>.Down), MayHaveEffect: true, "not JSON (empty)"),
        new("nothing that calls itself JSON", PartnerServer.Response("", 200), typeof(PostalReply<Booked>.Down), MayHaveEffect: true, "not JSON (empty)"),
        new("half an object", PartnerServer.Response(Taken[..20]), typeof(PostalReply<Booked>.Down), MayHaveEffect: true, "not JSON (torn)"),
        new("a list", PartnerServer.Response("[1,2]"), typeof(PostalReply<Booked>.Down), MayHaveEffect: true, "not JSON (json)"),
        new("two objects", PartnerServer.Response(Taken + Taken), typeof(PostalReply<Booked>.Down), MayHaveEffect: true, "not JSON (json)"),
        new("its answer as a page", PartnerServer.Response(Taken, 200, "text/html"), typeof(PostalReply<Booked>.Ok)),
        new("its answer without a type", Response.Create().WithStatusCode(200).WithBody(Encoding.UTF8.GetBytes(Taken)), typeof(PostalReply<Booked>.Ok)),
        new("its answer with 201", PartnerServer.Response(Taken, 201), typeof(PostalReply<Booked>.Ok)),
        new("its answer with 226", PartnerServer.Response(Taken, 226), typeof(PostalReply<Booked>.Ok)),
        new("its answer behind a byte order mark", PartnerServer.Response("\uFEFF" + Taken), typeof(PostalReply<Booked>.Ok)),
        new("UTF-8 that calls itself windows-1258", PartnerServer.Response(Taken, 200, "application/json; charset=windows-1258"), typeof(PostalReply<Booked>.Ok)),
        new("a charset that nobody knows", PartnerServer.Response(Taken, 200, "application/json; charset=tcvn3"), typeof(PostalReply<Booked>.Ok)),
        new("Latin letters that call themselves UTF-8", PartnerServer.Response(Encoding.Latin1.GetBytes(Taken.Replace("CN1", "CN\u00e0", StringComparison.Ordinal))), typeof(PostalReply<Booked>.Down), MayHaveEffect: true, "not JSON (json)"),
        new("UTF-16", PartnerServer.Response(Encoding.Unicode.GetBytes(Taken), 200, "application/json; charset=utf-16"), typeof(PostalReply<Booked>.Down), MayHaveEffect: true, "not JSON"),
        new("301", Elsewhere(301), typeof(PostalReply<Booked>.Down), MayHaveEffect: false, "HTTP 301"),
        new("302", Elsewhere(302), typeof(PostalReply<Booked>.Down), MayHaveEffect: false, "HTTP 302"),
        new("307", Elsewhere(307), typeof(PostalReply<Booked>.Down), MayHaveEffect: false, "HTTP 307"),
        new("308", Elsewhere(308), typeof(PostalReply<Booked>.Down), MayHaveEffect: false, "HTTP 308"),
        new("404", PartnerServer.Response("<html/>", 404, "text/html"), typeof(PostalReply<Booked>.Down), MayHaveEffect: false, "HTTP 404: html"),
        new("405", PartnerServer.Response("", 405), typeof(PostalReply<Booked>.Down), MayHaveEffect: false, "HTTP 405: empty"),
        new("408", PartnerServer.Response("", 408), typeof(PostalReply<Booked>.Down), MayHaveEffect: true, "HTTP 408"),
        new("413", PartnerServer.Response("", 413), typeof(PostalReply<Booked>.Refused), Text: "HTTP 413: empty"),
        new("418", PartnerServer.Response("""{"message":"Ấm trà"}""", 418), typeof(PostalReply<Booked>.Down), MayHaveEffect: false, "HTTP 418: Ấm trà"),
        new("429 with a date", PartnerServer.Response("", 429).WithHeader("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"), typeof(PostalReply<Booked>.Busy), Text: "HTTP 429"),
        new("599", PartnerServer.Response("{}", 599), typeof(PostalReply<Booked>.Down), MayHaveEffect: true, "HTTP 599"),
    ];

    private readonly PartnerServer _operator;

    public PostalAnswerTests(PartnerServer server)
    {
        _operator = server;
        _operator.Reset();
        Login("t-1");
    }

    public static TheoryData<string, string> Each
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var answer in Answers)
            {
                foreach (var dialect in (string[])[PostalDialectNames.Ngsp, PostalDialectNames.Lgsp, PostalDialectNames.MyVnPost])
                {
                    rows.Add(answer.Name, dialect);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task An_odd_answer_to_a_booking_leaves_just_the_doubt_it_must(string name, string dialect)
    {
        var row = Answers.Single(answer => answer.Name == name);
        _operator.Given(Booking(dialect)).RespondWith(row.Answer);

        var reply = await BookAsync(dialect);

        Assert.IsType(row.Reply, reply);
        Assert.Single(_operator.Asked, asked => asked.Path == PathOf(dialect));
        Assert.DoesNotContain(_operator.Asked, asked => asked.Path == "/elsewhere");
        if (reply is PostalReply<Booked>.Down down)
        {
            Assert.Equal(row.MayHaveEffect, down.MayHaveEffect);
            Assert.StartsWith(name is "a list" && dialect is PostalDialectNames.MyVnPost ? "an answer without an order" : row.Text, down.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(PostalDialectNames.Ngsp)]
    [InlineData(PostalDialectNames.Lgsp)]
    [InlineData(PostalDialectNames.MyVnPost)]
    public async Task A_refused_token_is_renewed_and_the_booking_made_once_more(string dialect)
    {
        _operator.Given(Booking(dialect)).InScenario("token").WillSetStateTo("over").RespondWith(PartnerServer.Response("<html/>", 401, "text/html"));
        _operator.Given(Booking(dialect)).InScenario("token").WhenStateIs("over").RespondWith(PartnerServer.Response(Taken));

        Assert.IsType<PostalReply<Booked>.Ok>(await BookAsync(dialect));

        Assert.Equal(2, _operator.Asked.Count(asked => asked.Path == PathOf(dialect)));
        Assert.Equal(2, _operator.Asked.Count(asked => asked.Path.EndsWith("oken", StringComparison.Ordinal)));
        var sent = _operator.Asked.Where(asked => asked.Path == PathOf(dialect)).ToList();
        Assert.Equal(sent[0].Body, sent[1].Body);
    }

    [Theory]
    [InlineData(PostalDialectNames.Ngsp)]
    [InlineData(PostalDialectNames.Lgsp)]
    public async Task A_platform_that_says_with_200_that_the_token_is_over_is_understood(string dialect)
    {
        _operator.Given(Booking(dialect)).InScenario("token").WillSetStateTo("over").RespondWith(PartnerServer.Response("""{"Status":"401","Message":"Token expired"}"""));
        _operator.Given(Booking(dialect)).InScenario("token").WhenStateIs("over").RespondWith(PartnerServer.Response(Taken));
        var post = Partners.Post(new Uri(_operator.Address, "api/"), dialect);

        Assert.IsType<PostalReply<Booked>.Ok>(await post.BookAsync(Partners.Order(), default));

        _operator.Given(Booking(dialect)).AtPriority(-1).RespondWith(PartnerServer.Response("""{"Status":"401","Message":"Account closed"}"""));
        Assert.Equal("Account closed", Assert.IsType<PostalReply<Booked>.LoginRefused>(await post.BookAsync(Partners.Order(), default)).Text);
    }

    [Theory]
    [InlineData(PostalDialectNames.Ngsp)]
    [InlineData(PostalDialectNames.MyVnPost)]
    public async Task A_login_page_instead_of_a_token_means_that_nothing_was_asked(string dialect)
    {
        _operator.Reset();
        _operator.Given(Request.Create().WithPath(new WildcardMatcher("*oken"))).RespondWith(PartnerServer.Response("<html>Đăng nhập</html>", 200, "text/html"));

        var down = Assert.IsType<PostalReply<Booked>.Down>(await BookAsync(dialect));

        Assert.Equal((false, "login: not JSON (html)"), (down.MayHaveEffect, down.Text));
        Assert.Single(_operator.Asked);
    }

    [Theory]
    [InlineData(PostalDialectNames.Ngsp)]
    [InlineData(PostalDialectNames.Lgsp)]
    [InlineData(PostalDialectNames.MyVnPost)]
    public async Task An_operator_that_takes_longer_than_its_time_may_have_booked(string dialect)
    {
        _operator.Given(Booking(dialect)).RespondWith(PartnerServer.Response(Taken).WithDelay(TimeSpan.FromMinutes(1)));
        var post = Partners.Post(new Uri(_operator.Address, "api/"), dialect, new PostalTimeouts { Write = TimeSpan.FromMilliseconds(500) });

        var down = Assert.IsType<PostalReply<Booked>.Down>(await post.BookAsync(Partners.Order(), default));

        Assert.Equal((true, "no answer in time"), (down.MayHaveEffect, down.Text));
    }

    private static IResponseBuilder Elsewhere(int status) => Response.Create().WithStatusCode(status).WithHeader("Location", "/elsewhere");

    private static string PathOf(string dialect) => dialect switch
    {
        PostalDialectNames.Ngsp => "/api/apiVNPostNGSP/p1.0/order/post",
        PostalDialectNames.Lgsp => "/api/order",
        _ => "/api/customer-partner/CreateOrder",
    };

    private static IRequestBuilder Booking(string dialect) => Request.Create().UsingPost().WithPath(PathOf(dialect));

    private void Login(string token)
    {
        _operator.Answer("POST", "/api/token", $$"""{"access_token":"{{token}}","expires_in":3600}""");
        _operator.Answer("POST", "/api/customer-partner/GetAccessToken", $$"""{"success":true,"token":"{{token}}"}""");
    }

    private Task<PostalReply<Booked>> BookAsync(string dialect) => Partners.Post(new Uri(_operator.Address, "api/"), dialect).BookAsync(Partners.Order(), default);

    /// <param name="Text">How the reply's text begins.</param>
    private sealed record Odd(string Name, IResponseBuilder Answer, Type Reply, bool MayHaveEffect = false, string Text = "");
}
