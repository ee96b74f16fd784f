using System.Text.Json;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Wire;
using WireMock.Matchers;
using WireMock.RequestBuilders;
using Xunit;

namespace Hub.AcceptanceTests.Connectors;

/// <summary>What each operation of the national portal says on the wire, in both shapes, field by field. Changing one of these rows is a change of the contract with the portal.</summary>
[Collection(nameof(PartnerServer))]
public sealed class PortalContractTests
{
    private const string Mapi = """{"session":"s-1","madonvi":"000.00.00.H40","service":""";
    private const string Line = """{"MaHoSo":"H-1","NguoiXuLy":"","ChucDanh":"","ThoiDiemXuLy":"20261121093000","PhongBanXuLy":"","NoiDungXuLy":"","TrangThai":"4","NgayBatDau":"","NgayKetThucTheoQuyDinh":""}""";
    private const string Item =
        """{"MaHoSo":"H-1","MaTTHC":"1.000656","TenTTHC":"Đăng ký","MaLinhVuc":"","TenLinhVuc":"","KenhThucHien":"","ChuHoSo":"Nguyễn Văn Demo","LoaiDoiTuong":"","MaDoiTuong":null,"SoDienThoai":"","Email":"","Fax":"","SoBienNhan":"","TrichYeuHoSo":"","ThongTinKhac":"","GhiChu":"","NgayNopHoSo":"","NgayTiepNhan":"","NgayHenTra":"","NgayTuChoi":"","TrangThaiHoSo":"2","NgayTra":"","HinhThuc":"","ThongTinTra":"","NgayKetThucXuLy":"","NoiNopHoSo":"","DonViXuLy":"","HoSoCoThanhPhanSoHoa":"0","TaiKhoanDuocXacThucVoiVNeID":"0","DuocThanhToanTrucTuyen":"","DinhDanhCHS":[],"TaiLieuNop":[],"DanhSachLePhi":[],"DanhSachTepDinhKemKhac":[],"DanhSachHoSoBoSung":[],"DanhSachGiayToKetQua":[],"DSKetNoiCSDL":[]}""";

    private const string Told =
        """{"TrangThai":"11","MaHoSo":"KM-1","MaHoSoDonVi":"KM-1","MaDoiTuong":null,"NoiDung":"Không nhận","NgayXuLy":"20261121093000","TaiLieuXuLy":[{"TepDinhKemId":"f-1","TenTepDinhKem":"a.pdf","IsDeleted":"False","MaThanhPhanHoSo":"","DuongDanTaiTepTin":"https://mc.demo.vn/f/1"}]}""";

    private static readonly Recorded[] Contract =
    [
        new("login", portal => portal.LoginAsync(default), """{"username":"demo","password":"demo-password"}""", "mapi/login"),
        new("list of procedures", portal => portal.ListProceduresAsync("s-1", default), Mapi + "\"LayDanhSachTTHC\"}", "LayDanhSachTTHC"),
        new("procedure", portal => portal.ProcedureAsync("s-1", "1.000656", default), Mapi + "\"LayThuTuc\",\"maTTHC\":\"1.000656\"}", "LayThuTuc", "maTTHC=1.000656"),
        new("agencies", portal => portal.ListAgenciesAsync("s-1", default), Mapi + "\"LayDanhMucCoQuan\"}", "LayDanhMucCoQuan"),
        new("fields", portal => portal.ListFieldsAsync("s-1", default), Mapi + "\"LayDanhMucLinhVuc\"}", "LayDanhMucLinhVuc"),
        new("look-up", portal => portal.LookUpAsync("s-1", "H 1&ộ", default), Mapi + "\"TraCuuHoSo\",\"mahoso\":\"H 1&ộ\"}", "TraCuuHoSo", "mahoso=H%201%26%E1%BB%99"),
        new("portal account", portal => portal.TechIdAsync("s-1", "001099000001", default), Mapi + "\"TraCuuTechID\",\"provider\":\"wso2is\",\"mstorcmnd\":\"001099000001\"}", "TraCuuTechID", "provider=wso2is&mstorcmnd=001099000001"),
        new("new dossier", portal => portal.SyncDossiersAsync("s-1", false, [Dossier], default), Mapi + "\"DongBoHoSoMC\",\"isUpdating\":\"False\",\"data\":[" + Item + "]}", "DongBoHoSoMC", "isUpdating=False", $"[{Item}]"),
        new("dossier again", portal => portal.SyncDossiersAsync("s-1", true, [Dossier], default), Mapi + "\"DongBoHoSoMC\",\"isUpdating\":\"True\",\"data\":[" + Item + "]}", "DongBoHoSoMC", "isUpdating=True", $"[{Item}]"),
        new("progress", portal => portal.AppendProgressAsync("s-1", [Progress], default), Mapi + "\"CapNhatTienDoHoSoMC\",\"data\":[" + Line + "]}", "CapNhatTienDoHoSoMC", "", $"[{Line}]"),
        new("status of a filing", portal => portal.TellFilingStatusAsync("s-1", Filing, default), Mapi + "\"DongBoTrangThaiHoSo\",\"type\":\"2\",\"data\":" + Told + "}", "DongBoTrangThaiHoSoKM", "", "{\"type\":\"2\",\"data\":" + Told + "}"),
        new("integration", portal => portal.PushIntegrationAsync("s-1", JsonElement.Parse("""{"MaTTHC":"1.000656","GhiChu":"ộ"}"""), default),
            Mapi + "\"DongBoTTHCTichHop\",\"data\":[{\"MaTTHC\":\"1.000656\",\"GhiChu\":\"ộ\"}]}", "DongBoTTHCTichHop", "", """[{"MaTTHC":"1.000656","GhiChu":"ộ"}]"""),
    ];

    private readonly PartnerServer _portal;

    public PortalContractTests(PartnerServer server)
    {
        _portal = server;
        _portal.Reset();
    }

    private static PortalDossierItem Dossier => new() { MaHoSo = "H-1", MaTTHC = "1.000656", TenTTHC = "Đăng ký", ChuHoSo = "Nguyễn Văn Demo", TrangThaiHoSo = "2" };

    private static PortalFilingStatus Filing => new()
    {
        TrangThai = "11",
        MaHoSo = "KM-1",
        MaHoSoDonVi = "KM-1",
        NoiDung = "Không nhận",
        NgayXuLy = "20261121093000",
        TaiLieuXuLy = [new("f-1", "a.pdf", "False", "", "https://mc.demo.vn/f/1")],
    };

    private static PortalProgressItem Progress => new() { MaHoSo = "H-1", ThoiDiemXuLy = "20261121093000", TrangThai = "4" };

    public static TheoryData<string> Operations => [.. Contract.Select(row => row.Operation)];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_operation_says_exactly_what_is_recorded_at_the_one_endpoint(string operation)
    {
        var row = Contract.Single(each => each.Operation == operation);
        var request = Request.Create().UsingPost().WithPath(operation == "login" ? "/forward/mapi/login" : "/forward/mapi/g")
            .WithHeader("Content-Type", new ExactMatcher("application/json; charset=utf-8")).WithHeader("Accept", new ExactMatcher("application/json")).WithHeader("dstcode", new ExactMatcher("VN:GOV:000.00.00.G22:vpcpdvcprovider"))
            .WithBody(new JsonMatcher(row.Mapi));

        await AskAsync(row, request, Partners.Portal(_portal.Address), row.Mapi, "");
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_operation_says_exactly_what_is_recorded_at_an_axis(string operation)
    {
        var row = Contract.Single(each => each.Operation == operation);
        var portal = Partners.Portal(_portal.Address, options => options with
        {
            EnvelopeShape = PortalEnvelopeShape.RestList,
            LoginPath = "axis/login",
            GatewayPath = "axis/SynsTTHCC/",
            DstCodePlacement = DstCodePlacement.Query,
            ProviderUrl = "http://g22/x y",
        });
        var isLogin = operation == "login";
        var destination = "dstcode=VN%3AGOV%3A000.00.00.G22%3Avpcpdvcprovider&providerurl=http%3A%2F%2Fg22%2Fx%20y";
        var query = isLogin ? destination : string.Join('&', ((string[])[destination, "MaDinhDanhDV=000.00.00.H40", row.Query, "session=s-1"]).Where(part => part.Length > 0));
        var body = isLogin ? row.Mapi : row.List;
        var request = Request.Create().UsingPost().WithPath(isLogin ? "/forward/axis/login" : $"/forward/axis/SynsTTHCC/{row.Path}")
            .WithHeader("Content-Type", new ExactMatcher("application/json; charset=utf-8")).WithHeader("Accept", new ExactMatcher("application/json")).WithBody(new JsonMatcher(body));

        await AskAsync(row, request, portal, body, query);
    }

    [Fact]
    public async Task The_gateways_token_is_asked_for_once_and_stands_on_each_call()
    {
        _portal.Given(Request.Create().UsingPost().WithPath("/oauth/token").WithParam("realm", new ExactMatcher("h40")).WithHeader("Authorization", new ExactMatcher("Basic azp4"))
            .WithBody(new ExactMatcher("grant_type=client_credentials"))).RespondWith(PartnerServer.Response("""{"access_token":"t-1","expires_in":3600}"""));
        _portal.Given(Request.Create().UsingPost().WithPath("/forward/mapi/g").WithHeader("Authorization", new ExactMatcher("Bearer t-1")))
            .RespondWith(PartnerServer.Response("""{"error_code":0,"message":"Thành công"}"""));
        var portal = Partners.Portal(
            _portal.Address, options => options with { Lgsp = new LgspOptions { TokenUrl = new Uri(_portal.Address, "oauth/token?realm=h40"), Key = "k", Secret = "x" } });

        Assert.IsType<PortalReply.Ok>(await portal.LookUpAsync("s-1", "H-1", default));
        Assert.IsType<PortalReply.Ok>(await portal.LookUpAsync("s-1", "H-2", default));

        Assert.Equal(["/oauth/token", "/forward/mapi/g", "/forward/mapi/g"], _portal.Asked.Select(asked => asked.Path));
    }

    private async Task AskAsync(Recorded row, IRequestBuilder request, INationalPortalApi portal, string body, string query)
    {
        _portal.Given(request).RespondWith(PartnerServer.Response("""{"error_code":0,"message":"Thành công","session":"s-1","result":[]}"""));

        var reply = await row.Call(portal);

        var asked = Assert.Single(_portal.Asked);
        Assert.True(reply is PortalReply.Ok, $"{asked.Method} {asked.Url} {asked.Body}");
        Assert.Equal(body, asked.Body);
        Assert.Equal(query, new Uri(asked.Url).Query.TrimStart('?'));
    }

    /// <param name="Mapi">The body at the one endpoint.</param>
    /// <param name="Path">The axis's path of the operation; <paramref name="Query"/> and <paramref name="List"/> are what it takes.</param>
    private sealed record Recorded(string Operation, Func<INationalPortalApi, Task<PortalReply>> Call, string Mapi, string Path, string Query = "", string List = "[]");
}
