using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Hub.UnitTests.Sandbox.Postal;

public sealed class MyVnpostTests
{
    [Fact]
    public async Task A_wrong_account_gets_no_token_and_a_token_ends()
    {
        await using var post = await PostServer.StartAsync();

        var refused = await PostServer.ReadAsync(await post.SendAsync(HttpMethod.Post, "/post/d/customer-partner/GetAccessToken", new JsonObject
        {
            ["username"] = "demo",
            ["password"] = "wrong",
            ["customerCode"] = PostServer.Customer,
        }));
        await post.PassAsync(TimeSpan.FromHours(1));
        using var late = await post.SendDAsync(HttpMethod.Get, "/getNewProvinceAll");

        Assert.False((bool)refused["success"]!);
        Assert.Null(refused["token"]);
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
    }

    [Fact]
    public async Task An_order_is_found_by_its_item_code_and_by_our_own()
    {
        await using var post = await PostServer.StartAsync();

        var created = await CreateAsync(post);
        var byItem = await GetAsync(post, 1, (string)created["itemCode"]!);
        var byNumber = await GetAsync(post, 2, Mail.Number);

        Assert.Equal((1, 50000L, Mail.Number), ((int)created["status"]!, (long)created["codAmount"]!, (string)created["saleOrderCode"]!));
        Assert.True(JsonNode.DeepEquals(created, Assert.Single(byItem)));
        Assert.True(JsonNode.DeepEquals(created, Assert.Single(byNumber)));
        Assert.Empty(await GetAsync(post, 1, "CD000000000VN"));
    }

    [Fact]
    public async Task The_same_order_sent_again_is_a_second_one_and_is_counted_as_doubled()
    {
        await using var post = await PostServer.StartAsync();

        var first = await CreateAsync(post);
        var second = await CreateAsync(post);
        var counts = await post.CountsAsync("d");

        Assert.NotEqual((string)first["itemCode"]!, (string)second["itemCode"]!);
        Assert.Equal(2, (await GetAsync(post, 2, Mail.Number)).Count);
        Assert.Equal((2, 1, 1), ((int)counts["orders"]!, (int)counts["orderNumbers"]!, (int)counts["doubled"]!));
        Assert.Equal(1, await post.EffectAsync("post.d.order.doubled"));
    }

    [Theory]
    [InlineData("senderName", "")]
    [InlineData("receiverPhone", null)]
    [InlineData("contentNote", "")]
    [InlineData("serviceCode", "XXX")]
    [InlineData("weight", "0")]
    [InlineData("senderProvinceCode", "01")]
    [InlineData("senderDistrictCode", "1000")]
    [InlineData("receiverCommuneCode", "48001")]
    public async Task A_field_that_is_missing_or_wrong_is_named(string field, string? value)
    {
        await using var post = await PostServer.StartAsync();
        var body = Mail.OrderD();
        body["informationOrder"]![field] = value;

        using var response = await post.SendDAsync(HttpMethod.Post, "/CreateOrder", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(field, (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["message"]!, StringComparison.Ordinal);
        Assert.Equal(0, await post.EffectAsync("post.d.order.booked"));
    }

    [Fact]
    public async Task A_draft_has_no_life_until_it_is_made_an_order()
    {
        await using var post = await PostServer.StartAsync();

        var draft = await CreateAsync(post, creation: 0);
        await post.PassAsync(TimeSpan.FromDays(3));
        await post.LogInAsync();
        var before = Assert.Single(await GetAsync(post, 1, (string)draft["itemCode"]!));
        var published = await post.CallDAsync(HttpMethod.Get, $"/createOrderByDraft?type=1&code={draft["itemCode"]}");

        Assert.Equal([0, 0, 1], [(int)draft["status"]!, (int)before!["status"]!, (int)published["status"]!]);
        await post.PassAsync(TimeSpan.FromDays(30));
        Assert.Equal("cod_paid", (string)(await post.NumberAsync(Mail.Number))["orders"]![0]!["step"]!);
    }

    [Fact]
    public async Task Cancelling_is_taken_before_collecting_and_refused_after()
    {
        await using var post = await PostServer.StartAsync();
        var (early, late) = (await CreateAsync(post, "D-1"), await CreateAsync(post, "D-2"));
        await post.ControlAsync("/post/orders/D-2/advance", new() { ["to"] = "picked_up" });

        var taken = await CancelAsync(post, (string)early["originalID"]!);
        var refused = await CancelAsync(post, (string)late["originalID"]!);
        var unknown = await CancelAsync(post, "none");

        Assert.Equal(("00", "01", "01"), (TypeOf(taken), TypeOf(refused), TypeOf(unknown)));
        Assert.Equal(9, (int)Assert.Single(await GetAsync(post, 2, "D-1"))!["status"]!);
    }

    [Fact]
    public async Task A_correction_changes_the_address_until_it_is_out_for_delivery()
    {
        await using var post = await PostServer.StartAsync();
        var created = await CreateAsync(post);
        var correction = Mail.CorrectionD((string)created["originalID"]!);

        var taken = await post.CallDAsync(HttpMethod.Post, "/orderCorrection", correction);
        var wrong = await post.CallDAsync(HttpMethod.Post, "/orderCorrection", correction.DeepClone().AsObject().With("Package", null));
        await post.ControlAsync($"/post/orders/{Mail.Number}/advance", new() { ["to"] = "out_for_delivery" });
        var late = await post.CallDAsync(HttpMethod.Post, "/orderCorrection", correction);
        var order = Assert.Single(await GetAsync(post, 2, Mail.Number))!;

        Assert.Equal(("00", "01", "01"), (TypeOf(taken), TypeOf(wrong), TypeOf(late)));
        Assert.Equal(("Số 9 đường Mới", "70001", "Nguyễn Văn Demo", 60000L), ((string)order["receiverAddress"]!, (string)order["receiverCommCode"]!, (string)order["receiverName"]!, (long)order["codAmount"]!));
    }

    [Fact]
    public async Task The_history_lists_every_status_with_the_local_time()
    {
        await using var post = await PostServer.StartAsync();
        await CreateAsync(post);
        await post.PassAsync(TimeSpan.FromDays(30));
        await post.LogInAsync();

        var history = (await post.CallDAsync(HttpMethod.Get, $"/GetStatusHistoryOrder?type=2&code={Mail.Number}"))["data"]![0]!["statusHistory"]!.AsArray();

        Assert.Equal([1, 2, 6, 10, 12, 14, 21], history.Select(line => (int)line!["statusCode"]!));
        Assert.Equal(("02/03/2026", "08:00:00"), ((string)history[0]!["createdDate"]!, (string)history[0]!["createHour"]!));
    }

    [Fact]
    public async Task Orders_are_listed_by_the_day_of_their_last_change_page_by_page()
    {
        await using var post = await PostServer.StartAsync();
        foreach (var number in new[] { "D-1", "D-2", "D-3" })
        {
            await CreateAsync(post, number);
        }

        var second = await ListAsync(post, "02-03-2026", "02-03-2026", "&page=1&size=2");
        var other = await ListAsync(post, "03-03-2026", "04-03-2026");
        using var wrong = await post.SendDAsync(HttpMethod.Get, "/GetListOrder?lastUpdateFrom=2026-03-02&lastUpdateTo=2026-03-02");

        Assert.Equal(["D-3"], second.Select(order => (string)order!["saleOrderCode"]!));
        Assert.Empty(other);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task The_price_grows_with_weight_and_distance_and_is_what_is_charged()
    {
        await using var post = await PostServer.StartAsync();

        var light = await ChargeAsync(post, "10", 250);
        var heavy = await ChargeAsync(post, "10", 3000);
        var far = await ChargeAsync(post, "70", 250);
        var created = await CreateAsync(post);

        Assert.Equal(["CTN009", "CTN007"], light.Select(quote => (string)quote!["serviceCode"]!));
        Assert.True((long)heavy[0]!["mainFee"]! > (long)far[0]!["mainFee"]! && (long)far[0]!["mainFee"]! >= (long)light[0]!["mainFee"]!);
        Assert.Equal((long)light[0]!["mainFee"]!, (long)created["mainFee"]!);
        Assert.Equal((long)created["totalFee"]!, (long)created["mainFee"]! + (long)created["vasFee"]!);
    }

    [Fact]
    public async Task The_places_are_the_operators_own()
    {
        await using var post = await PostServer.StartAsync();

        var provinces = (await post.CallDAsync(HttpMethod.Get, "/getNewProvinceAll")).AsArray();
        var communes = (await post.CallDAsync(HttpMethod.Get, "/getNewCommuneAll")).AsArray();

        Assert.Equal(34, provinces.Select(province => (string)province!["provinceCode"]!).Distinct().Count());
        Assert.Contains(provinces, province => (string)province!["provinceName"]! == "Thành phố Hà Nội" && (string)province["provinceCode"]! == "10");
        Assert.Equal(34, communes.Select(commune => (string)commune!["districtCode"]!).Distinct().Count());
    }

    [Fact]
    public async Task A_text_where_a_list_is_wanted_is_refused_as_by_a_typed_server()
    {
        await using var post = await PostServer.StartAsync();
        var body = Mail.OrderD();
        body["informationOrder"]!["additionRequest"] = "Thu hộ 50.000 đồng";

        using var refused = await post.SendDAsync(HttpMethod.Post, "/CreateOrder", body);
        body["informationOrder"]!["additionRequest"] = new JsonArray();
        using var taken = await post.SendDAsync(HttpMethod.Post, "/CreateOrder", body);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (refused.StatusCode, taken.StatusCode));
    }

    [Theory]
    [InlineData("722", "00", 9)]
    [InlineData("723", "01", 1)]
    public async Task A_change_may_wait_for_approval_and_its_case_tells_the_decision(string magic, string decided, int status)
    {
        await using var post = await PostServer.StartAsync();
        var id = (string)(await CreateAsync(post, Mail.Magic(magic)))["originalID"]!;

        var waits = await CancelAsync(post, id);
        var same = await CancelAsync(post, id);
        var path = $"/orderCorrection/updateCase?OriginalId={id}&CaseId={waits[0]!["caseId"]}";
        var (still, done) = (await post.CallDAsync(HttpMethod.Get, path), await post.CallDAsync(HttpMethod.Get, path));

        Assert.Equal(("02", "02", decided), (TypeOf(waits), TypeOf(still), TypeOf(done)));
        Assert.Equal((long)waits[0]!["caseId"]!, (long)same[0]!["caseId"]!);
        Assert.Equal(status, (int)Assert.Single(await GetAsync(post, 2, Mail.Magic(magic)))!["status"]!);
    }

    [Fact]
    public async Task It_answers_with_and_without_the_old_prefix()
    {
        await using var post = await PostServer.StartAsync();

        using var response = await post.SendAsync(HttpMethod.Get, "/post/d/getNewProvinceAll", null, ("token", post.TokenD));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static string TypeOf(JsonNode answer) => (string)answer.AsArray()[0]!["type"]!;

    private static async Task<JsonObject> CreateAsync(PostServer post, string number = Mail.Number, int creation = 1) =>
        (JsonObject)await post.CallDAsync(HttpMethod.Post, "/CreateOrder", Mail.OrderD(number, creation));

    private static async Task<JsonArray> GetAsync(PostServer post, int type, string code) =>
        (await post.CallDAsync(HttpMethod.Get, $"/getOrder?type={type}&code={code}"))[0]!["results"]!.AsArray();

    private static Task<JsonNode> CancelAsync(PostServer post, string originalId) =>
        post.CallDAsync(HttpMethod.Post, "/orderCancel", new JsonObject { ["OriginalId"] = originalId });

    private static async Task<JsonArray> ListAsync(PostServer post, string from, string to, string page = "") =>
        (await post.CallDAsync(HttpMethod.Get, $"/GetListOrder?lastUpdateFrom={from}&lastUpdateTo={to}&type=GUI&isInternational=false{page}"))["results"]!.AsArray();

    private static async Task<JsonArray> ChargeAsync(PostServer post, string province, int weight) =>
        (await post.CallDAsync(HttpMethod.Post, "/ServicesCharge", new JsonObject
        {
            ["scope"] = 1,
            ["customerCode"] = PostServer.Customer,
            ["data"] = new JsonObject
            {
                ["senderProvinceCode"] = "48",
                ["senderDistrictCode"] = "VNPOST",
                ["senderCommuneCode"] = "48001",
                ["receiverProvinceCode"] = province,
                ["receiverDistrictCode"] = "VNPOST",
                ["receiverCommuneCode"] = province + "001",
                ["weight"] = weight,
            },
        })).AsArray();
}
