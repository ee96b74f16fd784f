using System.Text;
using Hub.Payments.Messengers.Platform;
using Xunit;

namespace Hub.UnitTests.Payments;

public sealed class PlatformTests
{
    private const string Reference = "dvc0000001H40261121000120261121091530";

    private static readonly DateTimeOffset At = new(2026, 11, 21, 2, 15, 30, TimeSpan.Zero);

    [Fact]
    public void A_payment_is_asked_for_to_the_letter()
    {
        var receipt = new System.Text.Json.Nodes.JsonObject { ["MaDichVu"] = "2" };

        var message = PlatformMessages.Init("DEMOPARTNER", Reference, 8000, "THANH TOAN HO SO 000.00.01.H40-261121-0001", At, "10.0.0.10", "DEMO-SECRET", receipt);

        Assert.Equal(Reference, PlatformMessages.Reference("000.00.01.H40-261121-0001", At));
        Assert.Equal(
            """{"LoaiBanTin":"INIT","PhienBan":"1.0.6","MaDoiTac":"DEMOPARTNER","MaThamChieu":"dvc0000001H40261121000120261121091530","SoTien":"8000","LoaiHinhThanhToan":"PAY","MaKenhThanhToan":"1","MaThietBi":"1","NgonNgu":"vi-VN","MaTienTe":"VND","MaNganHang":"PAYMENT","ThongTinGiaoDich":"THANH TOAN HO SO 000.00.01.H40-261121-0001","ThoiGianGD":"20261121091530","Ip":"10.0.0.10","MaXacThuc":"bcf4f4f74ab33e09d46059929711bda7d91f232a286e5f7fbe29017e23890a19","ThongTinBienLai":{"MaDichVu":"2"}}""",
            message.ToJsonString());
    }

    [Fact]
    public void A_question_signs_its_kind()
    {
        var query = PlatformMessages.Query("DEMOPARTNER", Reference, At, "DEMO-SECRET");
        var bill = PlatformMessages.GetBill("DEMOPARTNER", Reference, At, "DEMO-SECRET");

        Assert.Equal(PlatformSignature.Of(["QUERY", "1.0.6", "DEMOPARTNER", Reference, "20261121091530"], "DEMO-SECRET"), (string)query["MaXacThuc"]!);
        Assert.NotEqual((string)query["MaXacThuc"]!, (string)bill["MaXacThuc"]!);
    }

    [Theory]
    [InlineData("""{"error_code":"0","message":"{\"UrlThanhToan\":\"https://pay.example/1\"}"}""", "https://pay.example/1")]
    [InlineData("""{"error_code":0,"message":{"UrlThanhToan":"https://pay.example/1"}}""", "https://pay.example/1")]
    [InlineData("""{"error_code":"1","message":"{\"UrlThanhToan\":\"https://pay.example/1\"}"}""", null)]
    [InlineData("""{"error_code":"0","message":"{\"UrlThanhToan\":\"javascript:alert(1)\"}"}""", null)]
    [InlineData("""{"error_code":"0","message":"not JSON"}""", null)]
    [InlineData("<html>", null)]
    public void The_page_of_a_payment_is_read_from_the_answer(string answer, string? page) =>
        Assert.Equal(page, PlatformAnswers.PaymentPage(Encoding.UTF8.GetBytes(answer))?.AbsoluteUri);

    [Theory]
    [InlineData("""{"TrangThaiGD":"1"}""", PlatformState.Paid)]
    [InlineData("""{"TrangThaiGD":3}""", PlatformState.Pending)]
    [InlineData("""{"error_code":"0","message":"{\"TrangThaiGD\":4}"}""", PlatformState.Failed)]
    [InlineData("""{"TrangThaiGD":"2"}""", PlatformState.Unknown)]
    [InlineData("""{"error_code":"0"}""", PlatformState.Unknown)]
    [InlineData("", PlatformState.Unknown)]
    public void An_unknown_state_of_a_payment_is_neither_yes_nor_no(string answer, PlatformState state) => Assert.Equal(state, PlatformAnswers.State(Encoding.UTF8.GetBytes(answer)));

    [Fact]
    public void A_pending_payment_is_asked_for_soon_and_then_daily() =>
        Assert.Equal([15, 30, 1440, 1440], Enumerable.Range(0, 4).Select(asked => PlatformAnswers.NextQuery(asked).TotalMinutes));
}
