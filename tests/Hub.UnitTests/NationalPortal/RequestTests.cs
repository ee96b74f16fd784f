using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Hub.Core.Dossiers;
using Hub.Core.Events;
using Hub.NationalPortal;
using Hub.NationalPortal.Dossiers;
using Hub.NationalPortal.Dossiers.Data;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Sync;
using Hub.NationalPortal.Wire;
using Hub.Tests;
using Hub.UnitTests.NationalPortal.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Hub.UnitTests.NationalPortal;

public sealed class RequestTests : IDisposable
{
    private const string Received = """
        {"procedure":{"code":"1.000656","name":"Đăng ký khai tử","fieldCode":"G15-HT08","fieldName":"Hộ tịch"},"channel":"postal","submittedVia":"provincial-portal",
         "receivedAt":"2026-11-21T09:15:30+07:00","appointmentAt":"2026-11-23T17:00:00+07:00",
         "applicant":{"kind":"citizen","name":"Nguyễn Văn Demo","identity":[{"kind":"personal-id","number":"001099000001"}],"phone":"0900000001"},
         "summary":"Đăng ký khai tử","agency":{"code":"000.00.01.H40","name":"UBND xã Demo"},"resultReturn":{"by":"post"},
         "papers":[{"id":"f-1","name":"giay-bao-tu.pdf","componentCode":"000.00.00.G15-KQ000123","url":"https://mc.demo.vn/f/1","digitised":true}],
         "fees":[{"code":"1","name":"Lệ phí hộ tịch","amount":8000,"kind":"charge","collected":"at-receipt"}],"onlinePayment":"provincial","databases":["CSDLQG-DC"]}
        """;

    private static readonly NationalPortalOptions Basic = new()
    {
        BaseAddress = new Uri("http://adapter.test/forward/"),
        UnitCode = "000.00.00.H40",
        Username = "u",
        Password = "p",
        Timeouts = new PortalTimeouts { ReadRetryDelay = TimeSpan.Zero },
    };

    private readonly FakeHttp _http = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 21, 2, 15, 30, TimeSpan.Zero));

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_dossier_goes_out_in_exactly_this_text()
    {
        Ok();

        await Api(Basic).SyncDossiersAsync("s-1", false, [Item(Received)], CancellationToken.None);

        Assert.Equal(
            """{"session":"s-1","madonvi":"000.00.00.H40","service":"DongBoHoSoMC","isUpdating":"False","data":[{"MaHoSo":"000.00.01.H40-261121-0001","MaTTHC":"1.000656","TenTTHC":"Đăng ký khai tử","MaLinhVuc":"G15-HT08","TenLinhVuc":"Hộ tịch","KenhThucHien":"3","ChuHoSo":"Nguyễn Văn Demo","LoaiDoiTuong":"1","MaDoiTuong":null,"SoDienThoai":"0900000001","Email":"","Fax":"","SoBienNhan":"","TrichYeuHoSo":"Đăng ký khai tử","ThongTinKhac":"","GhiChu":"","NgayNopHoSo":"","NgayTiepNhan":"20261121091530","NgayHenTra":"20261123170000","NgayTuChoi":"","TrangThaiHoSo":"2","NgayTra":"","HinhThuc":"1","ThongTinTra":"","NgayKetThucXuLy":"","NoiNopHoSo":"2","DonViXuLy":"UBND xã Demo","HoSoCoThanhPhanSoHoa":"1","TaiKhoanDuocXacThucVoiVNeID":"0","DuocThanhToanTrucTuyen":"2","DinhDanhCHS":[{"LoaiDinhDanh":"1","SoDinhDanh":"001099000001"}],"TaiLieuNop":[{"TepDinhKemId":"f-1","TenTepDinhKem":"giay-bao-tu.pdf","IsDeleted":"False","MaThanhPhanHoSo":"000.00.00.G15-KQ000123","DuongDanTaiTepTin":"https://mc.demo.vn/f/1","DuocSoHoa":"1","DuocTaiSuDung":"0","DuocLayTuKhoDMQG":"0","MaKetQuaThayThe":""}],"DanhSachLePhi":[{"TenPhiLePhi":"Lệ phí hộ tịch","MaPhiLePhi":"1","HinhThucThu":"1","Gia":"8000","LoaiPhiLePhi":"1"}],"DanhSachTepDinhKemKhac":[],"DanhSachHoSoBoSung":[],"DanhSachGiayToKetQua":[],"DSKetNoiCSDL":[{"MaCSDL":"CSDLQG-DC"}]}]}""",
            _http.Requests.Single().Body);
    }

    [Fact]
    public async Task A_line_of_progress_goes_out_in_exactly_this_text()
    {
        Ok();
        var line = NationalPortalMapper.Line(Scene.Code, new DossierProgress
        {
            Position = new DossierPosition(new DateTimeOffset(2026, 11, 21, 9, 30, 0, TimeSpan.FromHours(7)), 1),
            EventId = "e-1",
            Status = DossierStatus.Processing,
            Content = "Chuyển thụ lý",
            OfficerName = "Trần Thị Demo",
            OfficerTitle = "Công chức một cửa",
            Department = "Bộ phận một cửa",
            StartedAt = new DateTimeOffset(2026, 11, 21, 2, 30, 0, TimeSpan.Zero),
            DueAt = new DateTimeOffset(2026, 11, 23, 17, 0, 0, TimeSpan.FromHours(7)),
        });

        await Api(Basic).AppendProgressAsync("s-1", [line], CancellationToken.None);

        Assert.Equal(
            """{"session":"s-1","madonvi":"000.00.00.H40","service":"CapNhatTienDoHoSoMC","data":[{"MaHoSo":"000.00.01.H40-261121-0001","NguoiXuLy":"Trần Thị Demo","ChucDanh":"Công chức một cửa","ThoiDiemXuLy":"20261121093000","PhongBanXuLy":"Bộ phận một cửa","NoiDungXuLy":"Chuyển thụ lý","TrangThai":"4","NgayBatDau":"20261121093000","NgayKetThucTheoQuyDinh":"20261123170000"}]}""",
            _http.Requests.Single().Body);
    }

    [Fact]
    public async Task The_other_operations_go_out_in_exactly_these_texts()
    {
        var api = Api(Basic);
        for (var i = 0; i < 6; i++)
        {
            Ok();
        }

        await api.LoginAsync(CancellationToken.None);
        await api.LookUpAsync("s", "H-1", CancellationToken.None);
        await api.ProcedureAsync("s", "1.000656", CancellationToken.None);
        await api.ListProceduresAsync("s", CancellationToken.None);
        await api.TechIdAsync("s", "001099000001", CancellationToken.None);
        await api.ListFieldsAsync("s", CancellationToken.None);

        Assert.Equal(
            [
                """{"username":"u","password":"p"}""",
                """{"session":"s","madonvi":"000.00.00.H40","service":"TraCuuHoSo","mahoso":"H-1"}""",
                """{"session":"s","madonvi":"000.00.00.H40","service":"LayThuTuc","maTTHC":"1.000656"}""",
                """{"session":"s","madonvi":"000.00.00.H40","service":"LayDanhSachTTHC"}""",
                """{"session":"s","madonvi":"000.00.00.H40","service":"TraCuuTechID","provider":"wso2is","mstorcmnd":"001099000001"}""",
                """{"session":"s","madonvi":"000.00.00.H40","service":"LayDanhMucLinhVuc"}""",
            ],
            _http.Requests.Select(request => request.Body));
        Assert.Equal("http://adapter.test/forward/mapi/login", _http.Requests[0].Uri);
        Assert.Equal("http://adapter.test/forward/mapi/g", _http.Requests[1].Uri);
        Assert.Equal("application/json; charset=utf-8", _http.Requests[1].Headers["Content-Type"]);
    }

    [Fact]
    public async Task The_destination_stands_in_the_header_or_in_the_query()
    {
        Ok();
        Ok();

        await Api(Basic).LookUpAsync("s", "H-1", CancellationToken.None);
        await Api(Basic with { DstCodePlacement = DstCodePlacement.Query, ProviderUrl = "http://g22/x y" }).LookUpAsync("s", "H-1", CancellationToken.None);

        Assert.Equal("VN:GOV:000.00.00.G22:vpcpdvcprovider", _http.Requests[0].Headers["dstcode"]);
        Assert.Equal("http://adapter.test/forward/mapi/g?dstcode=VN%3AGOV%3A000.00.00.G22%3Avpcpdvcprovider&providerurl=http%3A%2F%2Fg22%2Fx%20y", _http.Requests[1].Uri);
        Assert.False(_http.Requests[1].Headers.ContainsKey("dstcode"));
    }

    [Fact]
    public async Task The_rest_shape_puts_the_bare_list_into_the_body()
    {
        Ok();

        await Api(Basic with { EnvelopeShape = PortalEnvelopeShape.RestList, GatewayPath = "api/SynsTTHCC/", LoginPath = "" }).SyncDossiersAsync("", true, [Item(Received)], CancellationToken.None);

        Assert.Equal("http://adapter.test/forward/api/SynsTTHCC/DongBoHoSoMC?MaDinhDanhDV=000.00.00.H40&isUpdating=True", _http.Requests.Single().Uri);
        Assert.StartsWith("""[{"MaHoSo":""", _http.Requests.Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gateway_token_is_on_each_call_and_renewed_once_when_refused()
    {
        var options = Basic with { Lgsp = new LgspOptions { TokenUrl = new Uri("http://lgsp.test/token"), Key = "k", Secret = "x" } };
        _http.Answer("""{"access_token":"t-1","expires_in":3600}""");
        Ok();
        Ok();
        _http.Answer("", 401);
        _http.Answer("""{"access_token":"t-2","expires_in":3600}""");
        Ok();
        var api = Api(options);

        await api.LookUpAsync("s", "1", CancellationToken.None);
        await api.LookUpAsync("s", "2", CancellationToken.None);
        Assert.IsType<PortalReply.Ok>(await api.LookUpAsync("s", "3", CancellationToken.None));

        Assert.Equal("grant_type=client_credentials", _http.Requests[0].Body);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("k:x")), _http.Requests[0].Headers["Authorization"]);
        Assert.Equal(["Bearer t-1", "Bearer t-1", "Bearer t-1", "Bearer t-2"], new[] { 1, 2, 3, 5 }.Select(i => _http.Requests[i].Headers["Authorization"]));
        Assert.Contains("\"mahoso\":\"3\"", _http.Requests[5].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_token_service_means_the_call_was_never_made()
    {
        _http.Throw(new HttpRequestException(HttpRequestError.ResponseEnded, "torn"));
        var api = Api(Basic with { Lgsp = new LgspOptions { TokenUrl = new Uri("http://lgsp.test/token"), Key = "k", Secret = "x" } });

        var reply = await api.SyncDossiersAsync("s", false, [Item(Received)], CancellationToken.None);

        Assert.False(Assert.IsType<PortalReply.Transport>(reply).MayBeSent);
    }

    [Fact]
    public async Task Silent_token_service_means_the_call_was_never_made()
    {
        _http.NeverAnswer();
        var api = Api(
            Basic with { Lgsp = new LgspOptions { TokenUrl = new Uri("http://lgsp.test/token"), Key = "k", Secret = "x" }, Timeouts = new PortalTimeouts { Login = TimeSpan.FromMilliseconds(50) } },
            TimeProvider.System);

        var reply = await api.SyncDossiersAsync("s", false, [Item(Received)], CancellationToken.None);

        Assert.False(Assert.IsType<PortalReply.Transport>(reply).MayBeSent);
    }

    [Fact]
    public async Task Refusal_by_the_token_service_is_the_answer_of_the_call()
    {
        _http.Answer("no such key", 403, "text/plain");
        var api = Api(Basic with { Lgsp = new LgspOptions { TokenUrl = new Uri("http://lgsp.test/token"), Key = "k", Secret = "x" } });

        var reply = await api.SyncDossiersAsync("s", false, [Item(Received)], CancellationToken.None);

        Assert.Equal(new PortalReply.Http(403, null, "no such key"), reply);
        Assert.Single(_http.Requests);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, false)]
    [InlineData(HttpRequestError.NameResolutionError, false)]
    [InlineData(HttpRequestError.SecureConnectionError, false)]
    [InlineData(HttpRequestError.ResponseEnded, true)]
    [InlineData(HttpRequestError.Unknown, true)]
    public async Task A_connection_never_made_is_told_apart_from_one_torn_off(HttpRequestError error, bool mayBeSent)
    {
        _http.Throw(new HttpRequestException(error, "x", error == HttpRequestError.ConnectionError ? new SocketException((int)SocketError.ConnectionRefused) : null));

        var reply = await Api(Basic).SyncDossiersAsync("s", false, [Item(Received)], CancellationToken.None);

        Assert.Equal(mayBeSent, Assert.IsType<PortalReply.Transport>(reply).MayBeSent);
        Assert.Single(_http.Requests);
    }

    [Fact]
    public async Task No_answer_in_time_is_an_unknown_outcome()
    {
        _http.NeverAnswer();
        var call = Api(Basic).SyncDossiersAsync("s", false, [Item(Received)], CancellationToken.None);

        _clock.Advance(TimeSpan.FromSeconds(61));

        Assert.True(Assert.IsType<PortalReply.Transport>(await call).MayBeSent);
    }

    [Fact]
    public async Task The_callers_own_wish_to_stop_is_no_fault_of_the_portal()
    {
        using var stop = new CancellationTokenSource();
        _http.NeverAnswer();
        var call = Api(Basic).LookUpAsync("s", "1", stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_read_is_repeated_once_and_a_write_never()
    {
        _http.Answer("<html>", 502, "text/html");
        Ok();
        _http.Answer("<html>", 502, "text/html");

        var read = await Api(Basic).LookUpAsync("s", "1", CancellationToken.None);
        var write = await Api(Basic).SyncDossiersAsync("s", false, [Item(Received)], CancellationToken.None);

        Assert.IsType<PortalReply.Ok>(read);
        Assert.Equal(502, Assert.IsType<PortalReply.Http>(write).Status);
        Assert.Equal(3, _http.Requests.Count);
    }

    [Fact]
    public async Task Retry_after_is_read_as_seconds_and_as_a_date()
    {
        _http.Answer("", 429, more: response => response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(90)));
        _http.Answer("", 503, more: response => response.Headers.RetryAfter = new RetryConditionHeaderValue(_clock.GetUtcNow().AddMinutes(5)));

        Assert.Equal(TimeSpan.FromSeconds(90), Assert.IsType<PortalReply.Http>(await Api(Basic).LookUpAsync("s", "1", CancellationToken.None)).RetryAfter);
        Assert.Equal(5, Assert.IsType<PortalReply.Http>(await Api(Basic).LookUpAsync("s", "1", CancellationToken.None)).RetryAfter!.Value.TotalMinutes, 1);
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off()
    {
        _http.Answer(new string('x', 5000));
        _http.Answer(new string('x', 5000));

        Assert.Equal("too-large", Assert.IsType<PortalReply.NotJson>(await Api(Basic with { MaxAnswerBytes = 4096 }).LookUpAsync("s", "1", CancellationToken.None)).What);
    }

    [Fact]
    public void Five_past_three_in_the_afternoon_stays_fifteen_hours()
    {
        var moment = new DateTimeOffset(2026, 11, 21, 15, 5, 0, TimeSpan.FromHours(7));

        Assert.Equal("20261121150500", VietnamTime.Text(moment));
        Assert.Equal("20261121150500", VietnamTime.Text(moment.ToUniversalTime()));
        Assert.Equal(moment, VietnamTime.Parse("20261121150500"));
    }

    [Fact]
    public void Midnight_and_the_year_are_the_same_in_every_culture()
    {
        var old = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("th-TH", false) { DateTimeFormat = { Calendar = new ThaiBuddhistCalendar() } };
        }
        catch (Exception error) when (error is CultureNotFoundException or ArgumentOutOfRangeException)
        {
            // Without globalization data no other culture can be set at all.
        }

        try
        {
            Assert.Equal("20261121000000", VietnamTime.Text(new DateTimeOffset(2026, 11, 20, 17, 0, 0, TimeSpan.Zero)));
        }
        finally
        {
            CultureInfo.CurrentCulture = old;
        }
    }

    [Fact]
    public void Long_texts_are_cut_at_the_portals_limits_and_never_inside_a_character()
    {
        var name = new string('a', 49) + "😀";
        var line = NationalPortalMapper.Line("H", new DossierProgress { Position = default, EventId = "e", Status = DossierStatus.Processing, Content = "", OfficerName = name });
        var item = new NationalPortalMapper(Basic).Item(new DossierSnapshot
        {
            Code = "H",
            Status = DossierStatus.Received,
            Summary = new string('b', 1500),
            Papers = [new Paper { Id = "f", Name = new string('c', 5000) }],
        });

        Assert.Equal(new string('a', 49), line.NguoiXuLy);
        Assert.Equal(1000, item.TrichYeuHoSo.Length);
        Assert.Equal(4000, item.TaiLieuNop[0].TenTepDinhKem.Length);
    }

    [Fact]
    public void A_missing_person_id_stays_missing_and_an_odd_dossier_code_stays_itself()
    {
        var item = Item(Received.Replace("\"identity\":[{\"kind\":\"personal-id\",\"number\":\"001099000001\"}],", "", StringComparison.Ordinal), "H40.99-KHONG-CO-TINH-7");

        Assert.Empty(item.DinhDanhCHS);
        Assert.Equal("H40.99-KHONG-CO-TINH-7", item.MaHoSo);
    }

    [Theory]
    [InlineData("supplement-required", "5")]
    [InlineData("payment-required", "6")]
    [InlineData("stopped", "8")]
    public void No_status_is_rewritten_on_the_way(string name, string number)
    {
        var scene = new Scene();
        scene.PostReceived();
        scene.PostStatus(10, name);

        Assert.Equal(number, scene.Link.Mapper.Item(scene.History().Latest!.After).TrangThaiHoSo);
    }

    [Theory]
    [InlineData("household-business", "2")]
    [InlineData("state-body", "3")]
    [InlineData("organisation", "4")]
    public void Kinds_of_applicants_are_a_table(string kind, string number) =>
        Assert.Equal(number, Item(Received.Replace("\"citizen\"", $"\"{kind}\"", StringComparison.Ordinal)).LoaiDoiTuong);

    [Theory]
    [InlineData("\"online\"", "TECH-1")]
    [InlineData("\"postal\"", null)]
    [InlineData("\"direct\"", null)]
    [InlineData("null", null)]
    public void An_account_goes_with_a_dossier_that_was_filed_online(string channel, string? account) => Assert.Equal(
        account,
        Item(Received.Replace("\"postal\"", channel, StringComparison.Ordinal).Replace("\"phone\"", "\"portalAccount\":\"TECH-1\",\"phone\"", StringComparison.Ordinal)).MaDoiTuong);

    [Fact]
    public void A_whole_life_fills_every_list_and_date()
    {
        var scene = new Scene();
        scene.PostReceived();
        scene.PostStatus(10, "supplement-required");
        scene.PostStatus(20, "processing");
        scene.PostStatus(30, "completed");
        scene.PostStatus(40, "returned");

        var item = scene.Link.Mapper.Item(scene.History().Latest!.After);

        Assert.Equal("20261122150500", item.NgayKetThucXuLy);
        Assert.Equal("20261122160000", item.NgayTra);
        Assert.Equal("0", item.HinhThuc);
        Assert.Equal(new PortalResultPaper("Trích lục", "", "kq-1", "https://mc.demo.vn/kq/1", "KQ.G15.000001"), item.DanhSachGiayToKetQua.Single());
        Assert.Equal("20261121100000", item.DanhSachHoSoBoSung.Single().NgayBoSung);
    }

    private static PortalDossierItem Item(string received, string code = Scene.Code)
    {
        var events = new[] { new DossierEvent(1, "e-1", EventTypes.DossierReceived, Scene.Start, Encoding.UTF8.GetBytes(received)) };
        return new NationalPortalMapper(Basic).Item(DossierFold.Of(code, events, new StatusRules(Basic)).Latest!.After);
    }

    private void Ok() => _http.Answer("""{"error_code":0,"message":"Thành công"}""");

    private INationalPortalApi Api(NationalPortalOptions options, TimeProvider? clock = null)
    {
        var services = new ServiceCollection().AddLogging().AddNationalPortal().AddSingleton(clock ?? _clock).AddSingleton(Options.Create(options));
        foreach (var client in (string[])[PortalClients.Portal, PortalClients.Gateway])
        {
            services.AddHttpClient(client).ConfigurePrimaryHttpMessageHandler(() => _http);
        }

        return services.BuildServiceProvider().GetRequiredService<INationalPortalApi>();
    }
}
