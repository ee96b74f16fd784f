using System.Text.Json.Nodes;
using Hub.Sandbox.NationalPortal;
using Xunit;

namespace Hub.UnitTests.Sandbox.NationalPortal;

public sealed class PortalCatalogueTests
{
    [Fact]
    public void The_demo_catalogue_holds_the_common_procedures_once_each()
    {
        var codes = DemoCatalogue.Procedures.Select(procedure => procedure.Code).ToList();

        Assert.Superset(new HashSet<string>(["1.000656", "1.001193", "1.000894"]), codes.ToHashSet());
        Assert.Equal(codes.Distinct(), codes);
        Assert.InRange(codes.Count, 40, 60);
        Assert.All(DemoCatalogue.Procedures, procedure => Assert.Matches(@"^\d\.\d{6}$", procedure.Code));
        Assert.All(DemoCatalogue.Procedures, procedure => Assert.NotEmpty(procedure.Name));
        Assert.All(DemoCatalogue.Procedures, procedure => Assert.Subset(new HashSet<string>(["DIRECT", "ONLINE", "POSTAL"]), procedure.Channels.ToHashSet()));
    }

    [Fact]
    public async Task The_list_names_every_public_procedure()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        var listed = await ListAsync(twin);

        Assert.Equal(DemoCatalogue.Procedures.Count, listed.Count);
        Assert.Equal("Thủ tục đăng ký khai tử", (string)listed["1.000656"]["TENTTHC"]!);
    }

    [Fact]
    public async Task A_procedure_is_shown_with_channels_times_and_fees_as_strings()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        var procedure = await GetAsync(twin, "2.000635");
        var channels = procedure["CACHTHUCTHUCHIEN"]!.AsArray();
        var time = channels[0]!["THOIGIAN"]![0]!;

        Assert.Equal("1", (string)procedure["TRANGTHAI"]!);
        Assert.Equal("000.00.00.G15", (string)procedure["MACOQUANCONGBO"]!);
        Assert.Equal("G15-TP07", (string)procedure["LINHVUCTHUCHIEN"]![0]!["MALINHVUC"]!);
        Assert.Equal("Sở Tư pháp", (string)procedure["COQUANTHUCHIEN"]![0]!["TENDONVI"]!);
        Assert.Equal(["1", "2", "3"], channels.Select(channel => (string)channel!["KENH"]!));
        Assert.Equal(("1", "Ngày"), ((string)time["THOIGIANGIAIQUYET"]!, (string)time["DONVITINH"]!));
        Assert.Equal("8000", (string)time["PHILEPHI"]![0]!["SOTIEN"]!);
    }

    [Fact]
    public async Task An_unknown_procedure_gives_an_empty_result()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        var reply = await twin.CallAsync("LayThuTuc", new() { ["maTTHC"] = "9.999999" });

        Assert.Empty(reply["result"]!.AsArray());
    }

    [Fact]
    public async Task Procedures_can_be_added_altered_and_withdrawn()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        await twin.ControlAsync("/portal/procedures", JsonNode.Parse("""
            {"upsert":[{"code":"1.000656","name":"Đăng ký khai tử (mới)"},{"code":"9.000001","name":"Thủ tục mới","channels":["ONLINE"],"feesDong":[8000]}],"withdraw":["1.000894"]}
            """)!.AsObject());
        var listed = await ListAsync(twin);
        var altered = await GetAsync(twin, "1.000656");

        Assert.Equal("Đăng ký khai tử (mới)", (string)altered["TENTTHC"]!);
        Assert.Equal("G15-TP07", (string)altered["LINHVUCTHUCHIEN"]![0]!["MALINHVUC"]!);
        Assert.True(listed.ContainsKey("9.000001"));
        Assert.False(listed.ContainsKey("1.000894"));
        Assert.Equal("0", (string)(await GetAsync(twin, "1.000894"))["TRANGTHAI"]!);
    }

    [Fact]
    public async Task Fields_and_agencies_are_dictionaries_with_uppercase_keys()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        var fields = (await twin.CallAsync("LayDanhMucLinhVuc"))["result"]!.AsArray();
        var agencies = (await twin.CallAsync("LayDanhMucCoQuan"))["result"]!.AsArray();

        Assert.Contains(fields, field => (string)field!["MALINHVUC"]! == "G15-TP07" && (string)field["TENLINHVUC"]! == "Hộ tịch" && (string)field["MANGANH"]! == "G15");
        Assert.Contains(agencies, agency => (string)agency!["MADONVI"]! == "000.00.00.G15" && (string)agency["TENDONVI"]! == "Bộ Tư pháp");
    }

    [Fact]
    public async Task A_person_has_one_portal_id_or_none()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();
        async Task<JsonArray> AskAsync(string id) =>
            (await twin.CallAsync("TraCuuTechID", new() { ["provider"] = "wso2is", ["mstorcmnd"] = id }))["result"]!.AsArray();

        var first = (string)(await AskAsync("001099000001"))[0]!["TECHNICALID"]!;
        var again = (string)(await AskAsync("001099000001"))[0]!["TECHNICALID"]!;

        Assert.Equal(first, again);
        Assert.Empty(await AskAsync("001099000000"));
    }

    [Fact]
    public async Task A_proposal_is_kept_with_its_state_and_can_be_withdrawn()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        var proposed = await PushAsync(twin, "DeXuat");
        var again = await PushAsync(twin, "DeXuat");
        await twin.ControlAsync("/portal/integrations", new() { ["code"] = "1.000656", ["state"] = "integrated" });
        var integrated = await StateAsync(twin);
        var withdrawn = await PushAsync(twin, "Rut");
        var twice = await PushAsync(twin, "Rut");

        Assert.True(TwinServer.IsSuccess(proposed));
        Assert.Contains("đã tồn tại", (string)again["message"]!);
        Assert.Equal("integrated", integrated);
        Assert.True(TwinServer.IsSuccess(withdrawn));
        Assert.Equal("withdrawn", await StateAsync(twin));
        Assert.Equal(-1, (int)twice["error_code"]!);
    }

    [Theory]
    [InlineData("9.999999", "DeXuat")]
    [InlineData("1.000656", "Xoa")]
    public async Task A_bad_proposal_is_refused(string code, string action)
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        var reply = await PushAsync(twin, action, code);

        Assert.Equal(-1, (int)reply["error_code"]!);
        Assert.Empty((await twin.ControlAsync("/portal/integrations"))["integrations"]!.AsArray());
    }

    private static Task<JsonObject> PushAsync(TwinServer twin, string action, string code = "1.000656") => twin.CallAsync(
        "DongBoTTHCTichHop",
        new() { ["data"] = new JsonArray(new JsonObject { ["MaTTHC"] = code, ["TenTTHC"] = "Đăng ký khai tử", ["HanhDong"] = action }) });

    private static async Task<string> StateAsync(TwinServer twin) =>
        (string)(await twin.ControlAsync("/portal/integrations"))["integrations"]!.AsArray().Single()!["state"]!;

    private static async Task<Dictionary<string, JsonObject>> ListAsync(TwinServer twin) =>
        (await twin.CallAsync("LayDanhSachTTHC"))["result"]!.AsArray().ToDictionary(item => (string)item!["MATTHC"]!, item => item!.AsObject());

    private static async Task<JsonObject> GetAsync(TwinServer twin, string code) =>
        (await twin.CallAsync("LayThuTuc", new() { ["maTTHC"] = code }))["result"]![0]!.AsObject();
}
