using System.Text;
using System.Text.Json.Nodes;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using Hub.UnitTests.NationalPortal.Fakes;
using Hub.UnitTests.Sandbox.Postal;
using Xunit;

namespace Hub.UnitTests.Postal.Dialects;

/// <summary>D gives one thing in several forms: each that was seen is read, any other is handed up as it came.</summary>
public sealed class MyVnPostFormTests
{
    private const string Login = """{"success":true,"errorMessage":null,"token":"t-1"}""";

    private static async Task<T> AskAsync<T>(string answer, Func<IPostalDialect, Task<T>> ask)
    {
        using var http = new FakeHttp();
        http.Answer(Login);
        http.Answer(answer);
        return await ask(Speaking.Of(http, PostalDialectNames.MyVnPost));
    }

    private static Consignment Known => Speaking.Consignment(Delivery(), "o-1");

    private static BookingOrder Delivery()
    {
        var order = Speaking.Order(direction: PostalDirection.Delivery);
        return order with { Sender = order.Sender with { District = null } };
    }

    [Fact]
    public async Task A_pickup_with_a_fee_is_taken_by_a_typed_server()
    {
        await using var twin = await PostServer.StartAsync();
        var order = Speaking.Order();

        var reply = await Speaking.Of(twin, PostalDialectNames.MyVnPost).BookAsync(order with { Sender = order.Sender with { District = null } }, default);

        Assert.IsType<PostalReply<Booked>.Ok>(reply);
        var booked = (await twin.NumberAsync(order.Number))["orders"]![0]!["request"]!["informationOrder"]!;
        Assert.Contains("50000", (string)booked["deliveryInstruction"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"type":"00","note":"","message":"Thành công","originalId":"o-1","caseId":7}]""")]
    [InlineData("""[{"Type":"00","Message":"Thành công","OriginalID":"o-1","CaseId":"7"}]""")]
    [InlineData("""{"Type":"00","Message":"Thành công","CaseId":0}""")]
    [InlineData("""{"TYPE ":"00"}""")]
    [InlineData("""[{"type":"01","originalId":"o-9"},{"type":"00","originalId":"o-1"}]""")]
    [InlineData("""[{"type":0,"originalId":"o-1"}]""")]
    public async Task A_change_is_taken_in_whatever_form_it_is_said(string answer)
    {
        Assert.IsType<PostalReply<Accepted>.Ok>(await AskAsync(answer, post => post.CancelAsync(Known, default)));
        Assert.IsType<PostalReply<Accepted>.Ok>(await AskAsync(answer, post => post.RedirectAsync(Known, Delivery(), default)));
    }

    [Theory]
    [InlineData("""[{"type":"01","message":"Đã lấy hàng"}]""")]
    [InlineData("""{"Type":"99"}""")]
    public async Task Any_other_type_is_a_refusal(string answer) =>
        Assert.Equal(PostalReasonCodes.TooLate, Assert.IsType<PostalReply<Accepted>.Refused>(await AskAsync(answer, post => post.CancelAsync(Known, default))).Code);

    [Theory]
    [InlineData("""[{"type":"02","caseId":7,"message":"Chờ duyệt","originalId":"o-1"}]""")]
    [InlineData("""{"Type":"02","CaseId":"7"}""")]
    public async Task What_waits_for_approval_is_neither_taken_nor_refused(string answer) =>
        Assert.Equal("7", Assert.IsType<PostalReply<Accepted>.Waiting>(await AskAsync(answer, post => post.CancelAsync(Known, default))).Case);

    [Theory]
    [InlineData("722", true)]
    [InlineData("723", false)]
    public async Task The_decision_is_asked_for_by_its_case(string magic, bool isTaken)
    {
        await using var twin = await PostServer.StartAsync();
        var dialect = Speaking.Of(twin, PostalDialectNames.MyVnPost);
        var order = Delivery() with { Number = Mail.Magic(magic) };
        await dialect.BookAsync(order, default);
        var consignment = Speaking.Consignment(order);

        var waits = Assert.IsType<PostalReply<Accepted>.Waiting>(await dialect.RedirectAsync(consignment, order, default));
        var still = await dialect.DecisionAsync(consignment, waits.Case, default);
        var decided = await dialect.DecisionAsync(consignment, waits.Case, default);

        Assert.IsType<PostalReply<Accepted>.Waiting>(still);
        Assert.Equal(isTaken, decided is PostalReply<Accepted>.Ok);
    }

    [Theory]
    [InlineData("""{"data":[{"itemCode":"CN1","statusHistory":[{"createdDate":"02/03/2026","createHour":"08:00:00","statusCode":14}]}]}""")]
    [InlineData("""{"data":{"itemCode":"CN1","statusHistory ":[{"createdDate":"02/03/2026","createdHour":"08:00:00","statusCode":"14"}]}}""")]
    [InlineData("""{"Data":{"ItemCode":"CN1","StatusHistory":{"CreatedDate":"02/03/2026","CreateHour":"08:00:00","StatusCode":"14"}}}""")]
    [InlineData("""{"data":[{"itemCode":"CN1","createdDate":"02/03/2026 08:00:00","statusCode":14}]}""")]
    public async Task A_history_is_read_in_every_form_that_was_seen(string answer)
    {
        var told = Assert.Single(Assert.IsType<PostalReply<IReadOnlyList<TrackingEvent>>.Ok>(await AskAsync(answer, post => post.AskAsync("n-1", default))).Value);

        Assert.Equal((ConsignmentState.Delivered, new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero), true, true), (told.State!.Value, told.At, told.IsTimed, told.IsReadable));
        Assert.Equal(("vnpost/tracking", "CN1/14/1772413200"), (told.Source, told.Key));
    }

    [Theory]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":null}""")]
    public async Task A_history_of_nothing_says_that_there_is_nothing(string answer) =>
        Assert.IsType<PostalReply<IReadOnlyList<TrackingEvent>>.NotFound>(await AskAsync(answer, post => post.AskAsync("n-1", default)));

    [Theory]
    [InlineData("""{"data":[{"itemCode":"CN1","statusHistory":[7]}]}""", "7")]
    [InlineData("""{"data":[{"itemCode":"CN1","statusHistory":"?"}]}""", """{"itemCode":"CN1","statusHistory":"?"}""")]
    [InlineData("""{"data":["?"]}""", "\"?\"")]
    [InlineData("""{"data":[{"statusHistory":[{"createdDate":"02/03/2026","createHour":"08:00:00","statusCode":"\ud800"}]}]}""", """{"createdDate":"02/03/2026","createHour":"08:00:00","statusCode":"\ud800"}""")]
    public async Task A_line_of_a_history_that_cannot_be_read_is_kept_as_it_came(string answer, string kept)
    {
        var told = Assert.Single(Assert.IsType<PostalReply<IReadOnlyList<TrackingEvent>>.Ok>(await AskAsync(answer, post => post.AskAsync("n-1", default))).Value);

        Assert.Equal((false, kept), (told.IsReadable, Encoding.UTF8.GetString(told.Raw.Span)));
    }

    [Theory]
    [InlineData("""{"ok":true}""")]
    [InlineData("[]")]
    [InlineData("""[{"originalId":"o-9","type":"00"}]""")]
    [InlineData("\"Thành công\"")]
    [InlineData("Thành công")]
    [InlineData("null")]
    public async Task An_answer_in_no_known_form_is_handed_up_as_it_came(string answer)
    {
        var down = Assert.IsType<PostalReply<Accepted>.Down>(await AskAsync(answer, post => post.CancelAsync(Known, default)));

        Assert.True(down.MayHaveEffect);
        Assert.Equal(answer, Encoding.UTF8.GetString(down.Unread.Span));
    }

    [Fact]
    public async Task A_gateways_page_is_an_outage_and_no_answer() =>
        Assert.True(Assert.IsType<PostalReply<Accepted>.Down>(await AskAsync("<html>502</html>", post => post.CancelAsync(Known, default))).Unread.IsEmpty);

    [Theory]
    [InlineData("""[{"results":[{"originalID":"o-1","itemCode":"CN1","saleOrderCode":"n-1"}]}]""")]
    [InlineData("""{"Results":[{"OriginalId":"o-1","ItemCode":"CN1","SaleOrderCode":"n-1"}]}""")]
    [InlineData("""[{"results":{"originalId":"o-1","itemCode":"CN1","saleOrderCode":"n-1"}}]""")]
    public async Task An_order_is_found_in_a_list_and_alone(string answer) =>
        Assert.Equal(new Booked("CN1", "o-1", null), Assert.IsType<PostalReply<Booked>.Ok>(await AskAsync(answer, post => post.LookUpAsync("n-1", default))).Value);

    [Fact]
    public async Task A_correction_carries_the_whole_order_and_its_fee()
    {
        using var http = new FakeHttp();
        http.Answer(Login);
        http.Answer("""[{"type":"00"}]""");

        await Speaking.Of(http, PostalDialectNames.MyVnPost).RedirectAsync(Known, Delivery(), default);

        var sent = JsonNode.Parse(http.Requests[1].Body)!;
        Assert.Equal(("MYVNP", "CTN009", Mail.Number, 50_000L), ((string)sent["SourceCode"]!, (string)sent["ServiceCode"]!, (string)sent["OrderCode"]!, (long)sent["CODAmount"]!));
        Assert.Equal(("Nguyễn Văn Demo", "10002", "TTPVHCC Demo", "48001"), ((string)sent["Sender"]!["Fullname"]!, (string)sent["Sender"]!["Commune"]!, (string)sent["Receiver"]!["Fullname"]!, (string)sent["Receiver"]!["Commune"]!));
        Assert.Equal((110L, "PROP0018:50000"), ((long)sent["Package"]!["Weight"]!, (string)sent["Addons"]![0]!["PropValue"]!));
    }

    [Theory]
    [InlineData("", "/api/getOrder")]
    [InlineData("/v2/", "/api/v2/getOrder")]
    public async Task The_prefix_of_all_operations_is_one_setting(string prefix, string path)
    {
        using var http = new FakeHttp();
        http.Answer(Login);
        http.Answer("""[{"results":[]}]""");

        await Speaking.Of(http, PostalDialectNames.MyVnPost, party => party with { Paths = new Dictionary<string, string> { ["prefix"] = prefix } }).LookUpAsync("n-1", default);

        Assert.Equal([path.Replace("getOrder", "GetAccessToken", StringComparison.Ordinal), path], http.Requests.Select(request => new Uri(request.Uri).AbsolutePath));
    }

    [Fact]
    public async Task Other_forms_of_the_operator_lead_to_the_same_end()
    {
        await using var scene = await TrackScene.StartAsync(PostalDialectNames.MyVnPost);
        var booked = await scene.BookAsync("000.00.01.H40-261121-0721-D1");
        await scene.AdvanceAsync(booked.Number, "in_transit");
        scene.Twin.Clock.Advance(TimeSpan.FromMinutes(31));

        await scene.Poll.RunOnceAsync(default);

        Assert.Equal(ConsignmentState.InTransit, scene.Consignments.Get(booked.Number).State);
        Assert.Empty(scene.Tasks.All);
    }

    [Fact]
    public async Task A_history_in_no_known_form_is_kept_and_told_once()
    {
        await using var scene = await TrackScene.StartAsync(PostalDialectNames.MyVnPost);
        await scene.BookAsync("000.00.01.H40-261121-0724-D1");
        await scene.BookAsync("000.00.01.H40-261122-0724-D1");
        scene.Twin.Clock.Advance(TimeSpan.FromMinutes(31));

        await scene.Poll.RunOnceAsync(default);
        scene.Twin.Clock.Advance(TimeSpan.FromHours(2));
        await scene.Poll.RunOnceAsync(default);

        Assert.Equal((PostalTaskKinds.AnswerUnreadable, "vnpost/history"), (Assert.Single(scene.Tasks.All).Kind, scene.Tasks.All[0].Subject));
        Assert.Equal(["000.00.01.H40-261121-0724-D1", "000.00.01.H40-261122-0724-D1"], scene.Consignments.Records.Select(record => record.Number).Order());
        Assert.All(scene.Consignments.Records, record => Assert.Equal(("vnpost/answer", "history", """{"data":"Không có dữ liệu"}"""), (record.Source, record.Code, Encoding.UTF8.GetString(record.Raw.Span))));
    }
}
