using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using WireMock.Matchers;
using WireMock.RequestBuilders;
using Xunit;

namespace Hub.AcceptanceTests.Connectors;

/// <summary>What each operation of each postal dialect says on the wire, field by field. Changing one of these rows is a change of the contract with the operator.</summary>
[Collection(nameof(PartnerServer))]
public sealed class PostalContractTests
{
    private const string A = "apiVNPostNGSP/p1.0/order/";
    private const string Customer = "CustomerCode=H40DEMO";
    private const string OfOrder = $"{Customer}&OrderNumber={Partners.Number}";
    private const string Taken = """{"Status":100,"Message":"Thành công","Order":{"OrderNumber":"000.00.01.H40-261121-0001-T-1","ItemCode":"RC00000001VN"}}""";
    private const string NoNews = """{"_total_pages":0,"_embedded":{"rh:doc":[]}}""";
    private const string NgspOrder =
        """
        {"CustomerCode":"H40DEMO","OrderNumber":"000.00.01.H40-261121-0001-T-1","CODAmount":50000,"SenderProvince":48,"SenderAddress":"Số 2 đường Demo","SenderName":"TTPVHCC Demo","SenderEmail":"motcua@demo.test","SenderTel":"0240000000","SenderDesc":"Giấy báo tử ×1","Description":"Chuyển trả kết quả","ReceiverName":"Nguyễn Văn Demo","ReceiverAddress":"Số 1 đường Demo, phường Demo","ReceiverTel":"0900000001","ReceiverProvince":10,"ReceiverDistrict":1000,"ReceiverEmail":""
        """;

    private const string MyVnPostOrder =
        """
        {"orderCreationStatus":1,"type":"GUI","customerCode":"H40DEMO","informationOrder":{"senderName":"TTPVHCC Demo","senderPhone":"0240000000","senderEmail":"motcua@demo.test","senderAddress":"Số 2 đường Demo","senderProvinceCode":"48","senderDistrictCode":"VNPOST","senderCommuneCode":"48001","receiverName":"Nguyễn Văn Demo","receiverPhone":"0900000001","receiverAddress":"Số 1 đường Demo, phường Demo","receiverProvinceCode":"10","receiverDistrictCode":"1000","receiverCommuneCode":"10002","serviceCode":"CTN009","addonService":[{"code":"GTG021","propValue":"PROP0018:50000"}],"additionRequest":[],"saleOrderCode":"000.00.01.H40-261121-0001-T-1","contentNote":"Giấy báo tử ×1","weight":"110","vehicle":"BO","sendType":"1"}}
        """;

    private static readonly Recorded[] Contract =
    [
        new("ngsp token", PostalDialectNames.Ngsp, post => post.ProbeAsync(default), "POST", "token", "", "grant_type=client_credentials", """{"access_token":"t-1","expires_in":3600}"""),
        new("ngsp order", PostalDialectNames.Ngsp, post => post.BookAsync(Partners.Order(), default), "POST", A + "post", "", NgspOrder + "}", Taken),
        new("ngsp cancel", PostalDialectNames.Ngsp, post => post.CancelAsync(Partners.Consignment(), default), "GET", A + "cancel", OfOrder, "", Taken),
        new("ngsp look-up", PostalDialectNames.Ngsp, post => post.LookUpAsync(Partners.Number, default), "GET", "order/find", OfOrder, "", Taken),
        new("ngsp tracking", PostalDialectNames.Ngsp, post => post.ReadFeedAsync("6741a0000000000000000002", default), "GET", A + "tracking", "pagesize=1000&lastId=6741a0000000000000000002", "", NoNews),
        new("lgsp order", PostalDialectNames.Lgsp, post => post.BookAsync(Partners.Order(), default), "POST", "order", "", NgspOrder + ",\"ItemCode\":\"RC00000001VN\",\"FlagConfig\":2}", Taken),
        new("lgsp cancel", PostalDialectNames.Lgsp, post => post.CancelAsync(Partners.Consignment(), default), "GET", "order/cancel", OfOrder, "", Taken),
        new("lgsp tracking", PostalDialectNames.Lgsp, post => post.ReadFeedAsync(null, default), "GET", "tracking", "pagesize=1000&lastId=000000000000000000000000", "", NoNews),
        new("lgsp new range", PostalDialectNames.Lgsp, post => ((IRangeSource)post).FetchRangeAsync(500, default), "POST", "ranges", "", """{"CustomerCode":"H40DEMO","Quantity":500}""",
            """{"Status":"100","Range":{"RangeId":"r-1","Prefix":"RC","FirstSerial":"00000001","LastSerial":"00000500","Suffix":"VN"}}"""),
        new("lgsp ranges", PostalDialectNames.Lgsp, post => ((IRangeSource)post).ListRangesAsync(default), "GET", "ranges", Customer, "", """{"Status":"100","Ranges":[]}"""),
        new("myvnpost token", PostalDialectNames.MyVnPost, post => post.ProbeAsync(default), "POST", "customer-partner/GetAccessToken", "",
            """{"username":"demo","password":"demo-password","customerCode":"H40DEMO"}""", """{"success":true,"token":"t-1"}"""),
        new("myvnpost order", PostalDialectNames.MyVnPost, post => post.BookAsync(Partners.Order(), default), "POST", "customer-partner/CreateOrder", "", MyVnPostOrder, """{"originalID":"o-1","itemCode":"CN1"}"""),
        new("myvnpost look-up", PostalDialectNames.MyVnPost, post => post.LookUpAsync(Partners.Number, default), "GET", "customer-partner/getOrder", $"type=2&code={Partners.Number}", "",
            """[{"results":[{"originalID":"o-1","itemCode":"CN1","saleOrderCode":"000.00.01.H40-261121-0001-T-1"}]}]"""),
        new("myvnpost cancel", PostalDialectNames.MyVnPost, post => post.CancelAsync(Partners.Consignment(), default), "POST", "customer-partner/orderCancel", "", """{"OriginalId":"o-1"}""", """{"Type":"00"}"""),
        new("myvnpost correction", PostalDialectNames.MyVnPost, post => post.RedirectAsync(Partners.Consignment(), Partners.Order(), default), "POST", "customer-partner/orderCorrection", "",
            """{"SourceCode":"MYVNP","ServiceCode":"CTN009","OrderCode":"000.00.01.H40-261121-0001-T-1","ItemCode":"RC00000001VN","OriginalId":"o-1","AffairType":"02","FlagConfig":"1","Vehicle":"BO","Contents":"Giấy báo tử ×1","UndeliverGuide":"","POPickupCode":"","CODAmount":50000,"Sender":{"OrgCode":"H40DEMO","Fullname":"TTPVHCC Demo","Phone":"0240000000","Email":"motcua@demo.test","Address":"Số 2 đường Demo","Province":"48","District":"VNPOST","Commune":"48001","Postcode":""},"Receiver":{"OrgCode":"","Fullname":"Nguyễn Văn Demo","Phone":"0900000001","Email":"","Address":"Số 1 đường Demo, phường Demo","Province":"10","District":"1000","Commune":"10002","Postcode":""},"Addons":[{"Code":"GTG021","PropValue":"PROP0018:50000"}],"Package":{"Weight":110,"PriceWeight":110,"IsVolume":false},"useBCP":false}""",
            """[{"type":"00","note":"","message":"Thành công","originalId":"o-1","caseId":7}]"""),
        new("myvnpost decision", PostalDialectNames.MyVnPost, post => post.DecisionAsync(Partners.Consignment(), "7", default), "GET", "customer-partner/orderCorrection/updateCase", "OriginalId=o-1&CaseId=7", "",
            """[{"type":"00","originalId":"o-1","caseId":7}]"""),
        new("myvnpost charge", PostalDialectNames.MyVnPost, post => post.QuoteAsync(Partners.Order(), default), "POST", "customer-partner/ServicesCharge", "",
            """{"scope":1,"customerCode":"H40DEMO","data":{"senderProvinceCode":"48","senderDistrictCode":"VNPOST","senderCommuneCode":"48001","receiverProvinceCode":"10","receiverDistrictCode":"1000","receiverCommuneCode":"10002","weight":"110","serviceCode":"CTN009","addonService":[{"code":"GTG021","propValue":"PROP0018:50000"}]}}""",
            """[{"serviceCode":"CTN009","totalFee":"38000"}]"""),
        new("myvnpost history", PostalDialectNames.MyVnPost, post => post.AskAsync(Partners.Number, default), "GET", "customer-partner/GetStatusHistoryOrder", $"type=2&code={Partners.Number}", "",
            """{"data":[{"itemCode":"CN1","statusHistory":[]}]}"""),
    ];

    private readonly PartnerServer _operator;

    public PostalContractTests(PartnerServer server)
    {
        _operator = server;
        _operator.Reset();
    }

    public static TheoryData<string> Operations => [.. Contract.Select(row => row.Operation)];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_operation_says_exactly_what_is_recorded(string operation)
    {
        var row = Contract.Single(each => each.Operation == operation);
        var isToken = operation.EndsWith("token", StringComparison.Ordinal);
        _operator.Answer("POST", "/api/token", """{"access_token":"t-1","expires_in":3600}""");
        _operator.Answer("POST", "/api/customer-partner/GetAccessToken", """{"success":true,"token":"t-1"}""");
        _operator.Given(AsRecorded(row, isToken)).AtPriority(-1).RespondWith(PartnerServer.Response(row.Answer));

        var reply = await Reply(row.Call(Partners.Post(new Uri(_operator.Address, "api/"), row.Dialect)));

        var asked = isToken ? _operator.Log[0] : _operator.Log.Single(entry => !entry.RequestMessage!.Path.EndsWith("oken", StringComparison.Ordinal));
        Assert.True(asked.RequestMatchResult!.IsPerfectMatch, $"{asked.RequestMessage!.Method} {asked.RequestMessage.Url} {asked.RequestMessage.Body}");
        Assert.Equal(row.Body, asked.RequestMessage!.Body ?? "");
        Assert.Equal(row.Query, new Uri(asked.RequestMessage.Url).Query.TrimStart('?'));
        if (!isToken)
        {
            Assert.StartsWith("Ok", reply?.GetType().Name, StringComparison.Ordinal);
        }
    }

    private static IRequestBuilder AsRecorded(Recorded row, bool isToken)
    {
        var request = Request.Create().UsingMethod(row.Method).WithPath($"/api/{row.Path}");
        foreach (var pair in row.Query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')))
        {
            request = request.WithParam(pair[0], new ExactMatcher(pair[1]));
        }

        request = (row.Dialect, isToken) switch
        {
            (PostalDialectNames.MyVnPost, true) => request,
            (_, true) => request.WithHeader("Authorization", new ExactMatcher("Basic ZGVtby1rZXk6ZGVtby1zZWNyZXQ=")),
            (PostalDialectNames.Ngsp, _) => request.WithHeader("Authorization", new ExactMatcher("Bearer t-1")),
            (PostalDialectNames.Lgsp, _) => request.WithHeader("access_token", new ExactMatcher("t-1")),
            _ => request.WithHeader("token", new ExactMatcher("t-1")),
        };
        return row.Body.Length == 0 ? request
            : row.Body[0] == '{' ? request.WithHeader("Content-Type", new ExactMatcher("application/json; charset=utf-8")).WithBody(new JsonMatcher(row.Body))
            : request.WithHeader("Content-Type", new ExactMatcher("application/x-www-form-urlencoded")).WithBody(new ExactMatcher(row.Body));
    }

    private static async Task<object?> Reply(Task call)
    {
        await call;
        return call.GetType().GetProperty("Result")!.GetValue(call);
    }

    /// <param name="Path">Below the base address.</param>
    private sealed record Recorded(string Operation, string Dialect, Func<IPostalDialect, Task> Call, string Method, string Path, string Query, string Body, string Answer);
}
