using System.Text;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using Hub.Tests;
using Hub.UnitTests.NationalPortal.Fakes;
using Xunit;

namespace Hub.UnitTests.Postal.Dialects;

/// <summary>What A says to the operator, word for word, and how each of its answers is taken.</summary>
public sealed class NgspRequestTests : IDisposable
{
    private const string Token = """{"access_token":"t-1","token_type":"Bearer","expires_in":3600}""";

    private readonly FakeHttp _http = new();
    private readonly ManualClock _clock = new(Speaking.Now);

    [Fact]
    public async Task A_pickup_order_goes_from_citizen_to_agency_in_the_operators_codes()
    {
        _http.Answer(Token);
        _http.Answer("""{"Status":100,"Message":"Thành công"}""");

        var reply = await A().BookAsync(Speaking.Order(), default);

        Assert.IsType<PostalReply<Booked>.Ok>(reply);
        Assert.Equal("http://post.test/api/token", _http.Requests[0].Uri);
        Assert.Equal("grant_type=client_credentials", _http.Requests[0].Body);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("demo-key:demo-secret")), _http.Requests[0].Headers["Authorization"]);
        Assert.Equal("http://post.test/api/apiVNPostNGSP/p1.0/order/post", _http.Requests[1].Uri);
        Assert.Equal("Bearer t-1", _http.Requests[1].Headers["Authorization"]);
        Assert.Equal(
            """
            {"CustomerCode":"H40DEMO","OrderNumber":"000.00.01.H40-261121-0001-T-1","CODAmount":50000,"SenderProvince":10,"SenderDistrict":1000,"SenderAddress":"Số 1 đường Demo, phường Demo","SenderName":"Nguyễn Văn Demo","SenderEmail":"","SenderTel":"0900000001","SenderDesc":"Giấy báo tử ×1","Description":"Thu gom hồ sơ","ReceiverName":"TTPVHCC Demo","ReceiverAddress":"Số 2 đường Demo","ReceiverTel":"0240000000","ReceiverProvince":48,"ReceiverEmail":"motcua@demo.test"}
            """,
            _http.Requests[1].Body);
    }

    [Fact]
    public async Task A_delivery_says_that_it_brings_a_result()
    {
        _http.Answer(Token);
        _http.Answer("""{"Status":100,"Message":"Thành công"}""");

        await A().BookAsync(Speaking.Order(direction: PostalDirection.Delivery), default);

        Assert.Contains("\"Description\":\"Chuyển trả kết quả\"", _http.Requests[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_token_serves_many_calls_until_its_time_is_nearly_over()
    {
        _http.Answer(Token);
        _http.Answer("""{"Status":100,"Message":""}""");
        _http.Answer("""{"Status":100,"Message":""}""");
        _http.Answer(Token.Replace("t-1", "t-2", StringComparison.Ordinal));
        _http.Answer("""{"Status":100,"Message":""}""");
        var dialect = A();

        await dialect.BookAsync(Speaking.Order("n-1"), default);
        await dialect.BookAsync(Speaking.Order("n-2"), default);
        _clock.Advance(TimeSpan.FromMinutes(59.9));
        await dialect.BookAsync(Speaking.Order("n-3"), default);

        Assert.Equal(2, _http.Requests.Count(request => request.Uri.EndsWith("/token", StringComparison.Ordinal)));
        Assert.Equal("Bearer t-2", _http.Requests[^1].Headers["Authorization"]);
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once_before_credentials_count_as_refused()
    {
        _http.Answer(Token);
        _http.Answer("""{"fault":{"code":900901,"message":"Invalid Credentials"}}""", 401);
        _http.Answer(Token.Replace("t-1", "t-2", StringComparison.Ordinal));
        _http.Answer("""{"fault":{"code":900901,"message":"Invalid Credentials"}}""", 401);

        var reply = await A().BookAsync(Speaking.Order(), default);

        Assert.Equal("Invalid Credentials", Assert.IsType<PostalReply<Booked>.LoginRefused>(reply).Text);
        Assert.Equal(4, _http.Requests.Count);
    }

    [Fact]
    public async Task A_refused_login_is_not_tried_again_at_once()
    {
        _http.Answer("""{"error":"invalid_client"}""", 401);
        var dialect = A();

        Assert.IsType<PostalReply<Booked>.LoginRefused>(await dialect.BookAsync(Speaking.Order(), default));
        Assert.IsType<PostalReply<Booked>.LoginRefused>(await dialect.BookAsync(Speaking.Order(), default));
        Assert.Single(_http.Requests);

        _clock.Advance(TimeSpan.FromMinutes(6));
        _http.Answer(Token);
        _http.Answer("""{"Status":100,"Message":""}""");
        Assert.IsType<PostalReply<Booked>.Ok>(await dialect.BookAsync(Speaking.Order(), default));
    }

    [Theory]
    [InlineData("<html><body>Bảo trì</body></html>", 200, "text/html")]
    [InlineData("", 200, "application/json")]
    [InlineData("""{"Status":1""", 200, "application/json")]
    [InlineData("""[1,2]""", 200, "application/json")]
    [InlineData("""{"Message":"?"}""", 200, "application/json")]
    [InlineData("Lỗi hệ thống", 500, "text/html")]
    [InlineData("", 502, "text/html")]
    [InlineData("", 503, "text/html")]
    public async Task An_answer_that_is_not_the_operators_may_hide_an_effect_of_a_booking(string body, int status, string media)
    {
        _http.Answer(Token);
        _http.Answer(body, status, media);

        Assert.True(Assert.IsType<PostalReply<Booked>.Down>(await A().BookAsync(Speaking.Order(), default)).MayHaveEffect);
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off_and_may_hide_an_effect()
    {
        _http.Answer(Token);
        _http.Answer(new string(' ', (8 * 1024 * 1024) + 1));

        var down = Assert.IsType<PostalReply<Booked>.Down>(await A().BookAsync(Speaking.Order(), default));

        Assert.True(down.MayHaveEffect);
        Assert.Contains("too-large", down.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_login_or_connection_nothing_can_have_been_booked()
    {
        _http.Answer("<html/>", 502, "text/html");
        Assert.False(Assert.IsType<PostalReply<Booked>.Down>(await A().BookAsync(Speaking.Order(), default)).MayHaveEffect);

        _http.Answer(Token);
        _http.Throw(new HttpRequestException(HttpRequestError.ConnectionError));
        Assert.False(Assert.IsType<PostalReply<Booked>.Down>(await A().BookAsync(Speaking.Order(), default)).MayHaveEffect);
    }

    [Fact]
    public async Task Silence_ends_after_the_time_for_writes_and_may_hide_an_effect()
    {
        _http.Answer(Token);
        _http.NeverAnswer();

        var booking = A(options => options with { Timeouts = new PostalTimeouts { Write = TimeSpan.FromMilliseconds(50) } }, TimeProvider.System).BookAsync(Speaking.Order(), default);

        Assert.True(Assert.IsType<PostalReply<Booked>.Down>(await booking).MayHaveEffect);
    }

    [Theory]
    [InlineData(429, null)]
    [InlineData(429, 7)]
    [InlineData(503, 7)]
    public async Task An_operator_that_says_it_is_busy_is_given_the_time_it_asks_for(int status, int? seconds)
    {
        _http.Answer(Token);
        _http.Answer("{}", status, more: response => response.Headers.RetryAfter = seconds is { } s ? new(TimeSpan.FromSeconds(s)) : null);

        var busy = Assert.IsType<PostalReply<Booked>.Busy>(await A().BookAsync(Speaking.Order(), default));

        Assert.Equal(seconds, (int?)busy.After?.TotalSeconds);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_nothing_was_booked()
    {
        _http.Answer(Token);
        _http.Answer("", 302, "text/html", response => response.Headers.Location = new Uri("http://elsewhere.test/"));

        Assert.False(Assert.IsType<PostalReply<Booked>.Down>(await A().BookAsync(Speaking.Order(), default)).MayHaveEffect);
    }

    [Theory]
    [InlineData(103, PostalReasonCodes.AreaNotServed)]
    [InlineData(108, PostalReasonCodes.Refused)]
    [InlineData(999, PostalReasonCodes.Refused)]
    public async Task A_refusal_carries_our_reason_and_no_person(int status, string code)
    {
        _http.Answer(Token);
        _http.Answer($$"""{"Status":{{status}},"Message":"Không phục vụ ông nguyễn văn demo, SĐT 0900000001, đơn 000.00.01.H40-261121-0001-T-1"}""");

        var refused = Assert.IsType<PostalReply<Booked>.Refused>(await A().BookAsync(Speaking.Order(), default));

        Assert.Equal(code, refused.Code);
        Assert.DoesNotContain("demo", refused.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("0900000001", refused.Text, StringComparison.Ordinal);
        Assert.Contains("000.00.01.H40-261121-0001-T-1", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_without_a_field_that_the_operator_needs_is_not_sent()
    {
        var order = Speaking.Order();

        var reply = await A().BookAsync(order with { Sender = order.Sender with { Phone = null, Province = "HN" } }, default);

        var refused = Assert.IsType<PostalReply<Booked>.Refused>(reply);
        Assert.Equal((PostalReasonCodes.RequestInvalid, "SenderProvince, SenderTel"), (refused.Code, refused.Text));
        Assert.Empty(_http.Requests);
    }

    [Fact]
    public async Task Look_up_is_assumed_and_off_until_the_settings_name_its_path()
    {
        Assert.False(A().Abilities.LooksUp);
        Assert.IsType<PostalReply<Booked>.Unable>(await A().LookUpAsync("n-1", default));
        Assert.True(A(options => Speaking.LookingUp(options, "order/get")).Abilities.LooksUp);
    }

    [Fact]
    public async Task A_page_keeps_what_cannot_be_read_and_never_moves_its_cursor_back()
    {
        _http.Answer(Token);
        _http.Answer("""
            {"_size":4,"_total_pages":1,"_returned":4,"_embedded":{"rh:doc":[
             {"_id":{"$oid":"6741a0000000000000000001"},"OrderNumber":"n-1","EventTime":1795227330000,"POSID":"100000","ItemCode":"CN202611218VN","StatusCode":5,"StatusMessage":"Phát không thành công","Notes":"R02 Người nhận đi vắng"},
             {"_id":"?","OrderNumber":["odd"],"StatusCode":{"a":1}},
             {"_id":{"$oid":"6741a0000000000000000003"},"OrderNumber":"n-2","EventTime":-5,"StatusCode":"77","Notes":null},
             {"_id":{"$oid":"6741a0000000000000000002"},"OrderNumber":"n-1","EventTime":"1795227331000","StatusCode":"4"}]}}
            """);

        var page = Assert.IsType<PostalReply<FeedPage>.Ok>(await A().ReadFeedAsync("6741a0000000000000000002", default)).Value;

        Assert.Equal("6741a0000000000000000003", page.Cursor);
        Assert.False(page.HasMore);
        Assert.Equal(4, page.Events.Count);
        Assert.Equal((ConsignmentState.DeliveryFailed, "not-at-home", "CN202611218VN"), (page.Events[0].State, page.Events[0].Reason, page.Events[0].Waybill));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1795227330000), page.Events[0].At);
        Assert.Equal("?", page.Events[1].Number);
        Assert.False(page.Events[2].IsKnown);
        Assert.Equal(ConsignmentState.Delivered, page.Events[3].State);
        Assert.All(page.Events, tracked => Assert.Equal("vnpost/feed", tracked.Source));
        Assert.Equal("http://post.test/api/apiVNPostNGSP/p1.0/order/tracking?pagesize=1000&lastId=6741a0000000000000000002", _http.Requests[1].Uri);
    }

    [Fact]
    public async Task The_settings_change_the_meaning_of_a_code_take_one_out_and_mute_one()
    {
        _http.Answer(Token);
        _http.Answer("""
            {"_embedded":{"rh:doc":[
             {"_id":{"$oid":"6741a0000000000000000001"},"OrderNumber":"n-1","EventTime":1795227330000,"StatusCode":77,"Notes":""},
             {"_id":{"$oid":"6741a0000000000000000002"},"OrderNumber":"n-1","EventTime":1795227330000,"StatusCode":7},
             {"_id":{"$oid":"6741a0000000000000000003"},"OrderNumber":"n-1","EventTime":1795227330000,"StatusCode":2}]}}
            """);
        var dialect = A(options => options with { Codes = new Dictionary<string, string> { ["77"] = "lost", ["7"] = "", ["2"] = "-" } });

        var events = Assert.IsType<PostalReply<FeedPage>.Ok>(await dialect.ReadFeedAsync(null, default)).Value.Events;

        Assert.Equal([(ConsignmentState.Lost, true), (null, false), ((ConsignmentState?)null, true)], events.Select(tracked => (tracked.State, tracked.IsKnown)));
    }

    [Fact]
    public async Task Notes_name_only_the_receiver_of_a_delivery_or_the_reason_of_a_failure()
    {
        _http.Answer(Token);
        _http.Answer("""
            {"_embedded":{"rh:doc":[
             {"_id":{"$oid":"6741a0000000000000000001"},"OrderNumber":"n-1","EventTime":1795227330000,"StatusCode":4,"StatusMessage":"Phát thành công","Notes":" người nhận: Trần Thị Demo "},
             {"_id":{"$oid":"6741a0000000000000000002"},"OrderNumber":"n-1","EventTime":1795227330000,"StatusCode":4,"StatusMessage":"Phát thành công","Notes":"đã phát"},
             {"_id":{"$oid":"6741a0000000000000000003"},"OrderNumber":"n-1","EventTime":1795227330000,"StatusCode":3,"StatusMessage":"Đang phát","Notes":"Người nhận: Trần Thị Demo"},
             {"_id":{"$oid":"6741a0000000000000000004"},"OrderNumber":"n-1","EventTime":1795227330000,"StatusCode":5,"StatusMessage":"Phát không thành công","Notes":"R88 nước lớn"},
             {"_id":{"$oid":"6741a0000000000000000005"},"OrderNumber":"n-1","EventTime":1795227330000,"StatusCode":5,"StatusMessage":"Phát không thành công","Notes":"R99 lý do lạ"}]}}
            """);
        var dialect = A(options => options with { Reasons = new Dictionary<string, string> { ["R88"] = "force-majeure" } });

        var events = Assert.IsType<PostalReply<FeedPage>.Ok>(await dialect.ReadFeedAsync(null, default)).Value.Events;

        Assert.Equal(["Trần Thị Demo", null, null, null, null], events.Select(tracked => tracked.Receiver));
        Assert.Equal([null, null, null, "force-majeure", PostalReasons.Other], events.Select(tracked => tracked.Reason));
        Assert.Equal(["Phát thành công", "Phát thành công", "Đang phát", "R88 nước lớn", "R99 lý do lạ"], events.Select(tracked => tracked.Text));
    }

    [Theory]
    [InlineData("1", "6741a0000000000000000005", false)]
    [InlineData("2", "6741a0000000000000000005", true)]
    [InlineData("2", "6741a0000000000000000001", false)]
    public async Task Another_page_is_read_only_after_one_with_something_new(string pages, string id, bool hasMore)
    {
        _http.Answer(Token);
        _http.Answer($$$"""{"_total_pages":{{{pages}}},"_embedded":{"rh:doc":[{"_id":{"$oid":"{{{id}}}"},"OrderNumber":"n-1","EventTime":1795227330000,"StatusCode":2}]}}""");

        Assert.Equal(hasMore, Assert.IsType<PostalReply<FeedPage>.Ok>(await A().ReadFeedAsync("6741a0000000000000000003", default)).Value.HasMore);
    }

    [Fact]
    public async Task What_bears_no_id_of_the_operators_form_never_becomes_the_cursor()
    {
        _http.Answer(Token);
        _http.Answer("""
            {"_embedded":{"rh:doc":[
             {"_id":{"$oid":"6741a0000000000000000005"},"OrderNumber":"n-1","EventTime":1795227330000,"StatusCode":2},
             {"_id":{"$oid":"zzz&pagesize=1"},"OrderNumber":"n-1","EventTime":1795227330000,"StatusCode":2}]}}
            """);

        Assert.Equal("6741a0000000000000000005", Assert.IsType<PostalReply<FeedPage>.Ok>(await A().ReadFeedAsync(null, default)).Value.Cursor);
    }

    [Theory]
    [InlineData("""{"_id":{"$oid":"zzz"},"OrderNumber":"n-1","StatusCode":2}""", true)]
    [InlineData("""{"_id":{"$oid":"zzz"},"OrderNumber":"n-1","StatusCode":2},{"_id":{"$oid":"000000000000000000000001"},"OrderNumber":"n-1","StatusCode":3}""", false)]
    [InlineData("", false)]
    public async Task A_page_without_any_usable_cursor_is_stuck(string docs, bool isStuck)
    {
        _http.Answer(Token);
        _http.Answer($$$"""{"_embedded":{"rh:doc":[{{{docs}}}]}}""");

        Assert.Equal(isStuck, Assert.IsType<PostalReply<FeedPage>.Ok>(await A().ReadFeedAsync("6741a0000000000000000005", default)).Value.IsStuck);
    }

    [Fact]
    public async Task A_page_without_its_list_is_no_page()
    {
        _http.Answer(Token);
        _http.Answer("""{"_size":0}""");

        Assert.IsType<PostalReply<FeedPage>.Down>(await A().ReadFeedAsync(null, default));
    }

    public void Dispose() => _http.Dispose();

    private IPostalDialect A(Func<PostalOperatorOptions, PostalOperatorOptions>? more = null, TimeProvider? clock = null) => Speaking.Of(_http, PostalDialectNames.Ngsp, more, clock ?? _clock);
}
