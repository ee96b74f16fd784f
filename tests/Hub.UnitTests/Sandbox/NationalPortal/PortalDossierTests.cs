using System.Net;
using System.Text.Json.Nodes;
using Hub.Sandbox;
using Hub.Sandbox.NationalPortal;
using Xunit;

namespace Hub.UnitTests.Sandbox.NationalPortal;

public sealed class PortalDossierTests
{
    [Fact]
    public async Task A_created_dossier_is_held_whole()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        var reply = await twin.StoreAsync(A.Dossier());
        var held = await twin.DossierAsync(A.Code);

        Assert.True(TwinServer.IsSuccess(reply));
        Assert.Equal(A.Code, (string)held["code"]!);
        Assert.Equal(2, (int)held["status"]!);
        Assert.Equal((1, 0), ((int)held["created"]!, (int)held["updated"]!));
        Assert.True(JsonNode.DeepEquals(A.Dossier(), held["item"]));
        Assert.Equal(1, await twin.EffectAsync("portal.dossier.created"));
    }

    [Fact]
    public async Task A_create_of_an_existing_dossier_is_refused_in_every_known_form()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();
        await twin.StoreAsync(A.Dossier());

        var codes = new HashSet<string>();
        for (var repeat = 0; repeat < 6; repeat++)
        {
            var reply = await twin.StoreAsync(A.Dossier(status: "4").With("ChuHoSo", "Người Khác"));
            Assert.Contains("đã tồn tại", (string)reply["message"]!);
            codes.Add(reply["error_code"]!.ToJsonString());
        }

        Assert.Equal(["\"-3\"", "\"0\"", "\"3\"", "-3", "0", "3"], codes.Order(StringComparer.Ordinal));
        Assert.True(JsonNode.DeepEquals(A.Dossier(), (await twin.DossierAsync(A.Code))["item"]));
        Assert.Equal(6, await twin.EffectAsync("portal.create.refused-existing"));
        Assert.Equal(0, await twin.EffectAsync("portal.dossier.updated"));
    }

    [Fact]
    public async Task An_update_replaces_the_item_and_adds_to_the_history()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();
        await twin.StoreAsync(A.Dossier());

        await twin.StoreAsync(A.Dossier(status: "4"), update: true);
        await twin.StoreAsync(A.Dossier(status: "9"), update: true);
        var held = await twin.DossierAsync(A.Code);

        Assert.Equal([2, 4, 9], held["statuses"]!.AsArray().Select(entry => (int)entry!["status"]!));
        Assert.All(held["statuses"]!.AsArray(), entry => Assert.True(DateTimeOffset.TryParse((string)entry!["at"]!, out _)));
        Assert.Equal(2, (int)held["updated"]!);
        Assert.Equal(2, await twin.EffectAsync("portal.dossier.updated"));
    }

    [Fact]
    public async Task An_update_of_an_unknown_dossier_is_refused()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        var reply = await twin.StoreAsync(A.Dossier(), update: true);
        using var held = await twin.Http.GetAsync("/_twin/portal/dossiers/" + A.Code);

        Assert.Contains("không tồn tại", (string)reply["message"]!);
        Assert.Equal(HttpStatusCode.NotFound, held.StatusCode);
    }

    [Fact]
    public async Task Success_is_said_in_several_ways()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();
        await twin.StoreAsync(A.Dossier());

        var codes = new HashSet<string>();
        var messages = new HashSet<string>();
        for (var repeat = 0; repeat < 60; repeat++)
        {
            var reply = await twin.StoreAsync(A.Dossier(), update: true);
            codes.Add(reply["error_code"]!.ToJsonString());
            messages.Add((string)reply["message"]!);
        }

        Assert.Superset(new HashSet<string>(["0", "\"0\"", "\"00\""]), codes);
        Assert.Equal(["Cập nhật tha\u0300nh công", "Cập nhật thành công", "Thành công"], messages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_success_may_carry_an_odd_code()
    {
        await using var twin = await TwinServer.StartWithSessionAsync(new SandboxOptions { Portal = new PortalTwinOptions { OddSuccessShare = 1 } });

        var reply = await twin.StoreAsync(A.Dossier());

        Assert.DoesNotContain(reply["error_code"]!.ToJsonString(), new[] { "0", "\"0\"", "\"00\"" });
        Assert.True(TwinServer.IsSuccess(reply));
    }

    [Theory]
    [InlineData("MaHoSo", "\"\"")]
    [InlineData("ChuHoSo", "\" \"")]
    [InlineData("MaTTHC", "\"9.999999\"")]
    [InlineData("TrangThaiHoSo", "\"0\"")]
    [InlineData("TrangThaiHoSo", "\"11\"")]
    [InlineData("TrangThaiHoSo", "2")]
    [InlineData("HoSoCoThanhPhanSoHoa", "true")]
    [InlineData("NgayTiepNhan", "\"2026112109153\"")]
    [InlineData("NgayTiepNhan", "\"20261121251530\"")]
    [InlineData("NgayHenTra", "\"20260230170000\"")]
    [InlineData("NgayTra", "\"2026-11-21 09:15:30\"")]
    [InlineData("KenhThucHien", "\"4\"")]
    [InlineData("LoaiDoiTuong", "\"5\"")]
    [InlineData("HinhThuc", "\"2\"")]
    [InlineData("NoiNopHoSo", "\"3\"")]
    [InlineData("DuocThanhToanTrucTuyen", "\"4\"")]
    [InlineData("TaiLieuNop", "\"f-1\"")]
    [InlineData("TaiLieuNop", """[{"IsDeleted":"false"}]""")]
    [InlineData("TaiLieuNop", """[{"SoLuong":1}]""")]
    [InlineData("DinhDanhCHS", """[{"LoaiDinhDanh":"1","SoDinhDanh":"000000001"}]""")]
    [InlineData("DanhSachHoSoBoSung", """[{"NgayBoSung":"21/11/2026"}]""")]
    public async Task A_bad_field_is_refused_by_name_and_nothing_is_stored(string field, string value)
    {
        await using var twin = await TwinServer.StartWithSessionAsync();
        var named = field is "TaiLieuNop" or "DinhDanhCHS" or "DanhSachHoSoBoSung" ? "" : field;

        var reply = await twin.StoreAsync(A.Dossier().With(field, JsonNode.Parse(value)));

        Assert.Equal(-1, (int)reply["error_code"]!);
        Assert.StartsWith("Dữ liệu không hợp lệ: " + named, (string)reply["message"]!);
        Assert.Equal(1, await twin.EffectAsync("portal.refused.invalid"));
        Assert.Equal(0, await twin.EffectAsync("portal.dossier.created"));
    }

    [Fact]
    public async Task A_summary_may_have_a_thousand_characters_and_not_one_more()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        var full = await twin.StoreAsync(A.Dossier().With("TrichYeuHoSo", new string('ư', 1000)));
        var over = await twin.StoreAsync(A.Dossier("000.00.01.H40-261121-0002").With("TrichYeuHoSo", new string('ư', 1001)));

        Assert.True(TwinServer.IsSuccess(full));
        Assert.Contains("TrichYeuHoSo", (string)over["message"]!);
    }

    [Fact]
    public async Task With_an_empty_catalogue_any_procedure_is_taken()
    {
        await using var twin = await TwinServer.StartWithSessionAsync(new SandboxOptions { Portal = new PortalTwinOptions { ProcedureCatalogue = [] } });

        var reply = await twin.StoreAsync(A.Dossier().With("MaTTHC", "9.999999"));

        Assert.True(TwinServer.IsSuccess(reply));
    }

    [Fact]
    public async Task IsUpdating_must_be_one_of_two_words()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        var reply = await twin.CallAsync("DongBoHoSoMC", new() { ["isUpdating"] = true, ["data"] = new JsonArray(A.Dossier()) });

        Assert.Contains("isUpdating", (string)reply["message"]!);
    }

    [Fact]
    public async Task A_field_nobody_knows_is_taken_and_counted()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        await twin.StoreAsync(A.Dossier().With("NgayHenTr", "20261123170000"));

        Assert.Equal(1, await twin.EffectAsync("portal.item.unknown-field"));
    }

    [Theory]
    [InlineData("2", "1", true)]
    [InlineData("4", "2", true)]
    [InlineData("9", "4", true)]
    [InlineData("10", "9", true)]
    [InlineData("3", "4", true)]
    [InlineData("2", "2", false)]
    [InlineData("1", "9", false)]
    [InlineData("4", "5", false)]
    [InlineData("5", "4", false)]
    [InlineData("8", "10", false)]
    public async Task A_status_that_goes_back_is_taken_and_counted(string from, string to, bool isBackward)
    {
        await using var twin = await TwinServer.StartWithSessionAsync();
        await twin.StoreAsync(A.Dossier(status: from));

        var reply = await twin.StoreAsync(A.Dossier(status: to), update: true);
        var held = await twin.DossierAsync(A.Code);

        Assert.True(TwinServer.IsSuccess(reply));
        Assert.Equal(int.Parse(to, null), (int)held["status"]!);
        Assert.Equal(isBackward ? 1 : 0, (int)held["backwardMoves"]!);
        Assert.Equal(isBackward ? 1 : 0, await twin.EffectAsync("portal.backward-move"));
    }

    [Fact]
    public async Task A_look_up_gives_the_scalars_and_the_progress_lines()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();
        await twin.StoreAsync(A.Dossier());
        await twin.AppendAsync(A.Line());

        var found = (await twin.LookUpAsync(A.Code))["result"]!.AsArray().Single()!.AsObject();

        Assert.Equal("2", (string)found["TrangThaiHoSo"]!);
        Assert.Equal("Nguyễn Văn Demo", (string)found["ChuHoSo"]!);
        Assert.True(found.ContainsKey("MaDoiTuong"));
        Assert.False(found.ContainsKey("TaiLieuNop"));
        Assert.True(JsonNode.DeepEquals(new JsonArray(A.Line()), found["DanhSachTienDo"]));
    }

    [Fact]
    public async Task The_assumed_list_of_progress_lines_can_be_switched_off()
    {
        await using var twin = await TwinServer.StartWithSessionAsync(new SandboxOptions { Portal = new PortalTwinOptions { ProgressField = null } });
        await twin.StoreAsync(A.Dossier());

        var found = (await twin.LookUpAsync(A.Code))["result"]!.AsArray().Single()!.AsObject();

        Assert.False(found.ContainsKey("DanhSachTienDo"));
    }

    [Fact]
    public async Task Dossiers_can_be_compared_in_pages()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();
        foreach (var number in new[] { 3, 1, 2 })
        {
            await twin.StoreAsync(A.Dossier($"000.00.01.H40-261121-000{number}"));
        }

        var first = await twin.ControlAsync("/portal/dossiers?limit=2");
        var second = await twin.ControlAsync("/portal/dossiers?limit=2&after=" + (string)first["next"]!);

        Assert.Equal(["000.00.01.H40-261121-0001", "000.00.01.H40-261121-0002"], first["dossiers"]!.AsArray().Select(dossier => (string)dossier!["code"]!));
        Assert.Equal(["000.00.01.H40-261121-0003"], second["dossiers"]!.AsArray().Select(dossier => (string)dossier!["code"]!));
        Assert.Null(second["next"]);
    }

    [Fact]
    public async Task Concurrent_creates_of_one_dossier_store_it_once()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => twin.StoreAsync(A.Dossier())));

        Assert.Single(replies, TwinServer.IsSuccess);
        Assert.Equal(1, await twin.EffectAsync("portal.dossier.created"));
        Assert.Equal(31, await twin.EffectAsync("portal.create.refused-existing"));
    }

    [Fact]
    public async Task A_reset_forgets_everything()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();
        await twin.StoreAsync(A.Dossier());
        await twin.FaultAsync("""{"kind":"5xx"}""");
        await twin.AdvanceAsync(60);

        await twin.ControlAsync("/reset", []);

        Assert.Empty((await twin.ControlAsync("/portal/dossiers"))["dossiers"]!.AsArray());
        Assert.Empty((await twin.ControlAsync("/portal/faults"))["faults"]!.AsArray());
        Assert.Equal(0, (double)(await twin.ControlAsync("/clock"))["offsetSeconds"]!);
        Assert.All(await twin.ControlAsync("/effects"), pair => Assert.Equal(0, (long)pair.Value!));
        Assert.Equal(-1, (int)(await twin.LookUpAsync(A.Code))["error_code"]!);
    }
}
