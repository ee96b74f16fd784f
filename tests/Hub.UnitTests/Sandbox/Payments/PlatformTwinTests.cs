using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Payments.Messengers;
using Hub.Payments.Messengers.Platform;
using Xunit;

namespace Hub.UnitTests.Sandbox.Payments;

/// <summary>The national PaymentPlatform: bills, how they stand, receipts, and its confirmations.</summary>
public sealed class PlatformTwinTests
{
    private const string Partner = "DEMOPARTNER";
    private const string Secret = "DEMO-SECRET";
    private const string Reference = "dvc0000001H40261121000120261121091530";

    [Fact]
    public async Task A_bill_is_opened_paid_asked_for_and_receipted()
    {
        await using var bank = await BankServer.StartAsync();
        Assert.NotNull(PlatformAnswers.PaymentPage(await bank.PlatformAsync(Init())));
        Assert.Equal(PlatformState.Pending, PlatformAnswers.State(await bank.PlatformAsync(Query())));
        Assert.Equal((byte)'{', (await bank.PlatformAsync(PlatformMessages.GetBill(Partner, Reference, BankServer.Start, Secret)))[0]);

        await bank.ControlAsync($"/bills/{Reference}/decide", new JsonObject { ["state"] = "paid" });

        Assert.Equal(PlatformState.Paid, PlatformAnswers.State(await bank.PlatformAsync(Query())));
        Assert.StartsWith("%PDF-1.", Encoding.ASCII.GetString(await bank.PlatformAsync(PlatformMessages.GetBill(Partner, Reference, BankServer.Start, Secret))), StringComparison.Ordinal);
        var payment = (await bank.KeyAsync())["payments"]!.AsArray().Single()!;
        Assert.Equal(("exact", Reference, 8_000), ((string)payment["find"]!, (string)payment["bill"]!, (long)payment["amount"]!));
    }

    [Theory]
    [InlineData("pending", PlatformState.Pending)]
    [InlineData("failed", PlatformState.Failed)]
    public async Task A_bill_that_is_not_paid_moves_no_money(string state, PlatformState expected)
    {
        await using var bank = await BankServer.StartAsync();
        await bank.PlatformAsync(Init());

        await bank.ControlAsync($"/bills/{Reference}/decide", new JsonObject { ["state"] = state });

        Assert.Equal(expected, PlatformAnswers.State(await bank.PlatformAsync(Query())));
        Assert.Empty((await bank.ControlAsync("/movements"))["movements"]!.AsArray());
    }

    [Fact]
    public async Task The_same_reference_opens_one_bill_and_no_other_amount()
    {
        await using var bank = await BankServer.StartAsync();
        var first = PlatformAnswers.PaymentPage(await bank.PlatformAsync(Init()));

        Assert.Equal(first, PlatformAnswers.PaymentPage(await bank.PlatformAsync(Init())));
        Assert.Null(PlatformAnswers.PaymentPage(await bank.PlatformAsync(Init(9_000))));
        Assert.Single((await bank.ControlAsync("/bills"))["bills"]!.AsArray());
    }

    [Fact]
    public async Task A_question_with_a_wrong_signature_is_refused()
    {
        await using var bank = await BankServer.StartAsync();
        var forged = Init();
        forged["SoTien"] = "1000";

        Assert.Null(PlatformAnswers.PaymentPage(await bank.PlatformAsync(forged)));
        Assert.Null(PlatformAnswers.PaymentPage(await bank.PlatformAsync(PlatformMessages.Init(Partner, Reference, 8_000, "x", BankServer.Start, "10.0.0.10", "another"))));
        Assert.Empty((await bank.ControlAsync("/bills"))["bills"]!.AsArray());
    }

    [Fact]
    public async Task A_confirmation_is_signed_as_published_and_repeated_until_its_reference_comes_back()
    {
        await using var bank = await BankServer.StartAsync();
        await bank.ListenAsync("platform");
        await bank.PlatformAsync(Init());
        await bank.ControlAsync($"/bills/{Reference}/decide", new JsonObject { ["state"] = "paid" });
        bank.Answer = _ => (200, """{"MaLoi":"00"}""");
        Assert.False((bool)(await bank.PushAsync())[0]!["isTaken"]!);
        await bank.PassAsync(TimeSpan.FromMinutes(1));
        var messenger = new PlatformMessenger(Partner, Secret);
        bank.Answer = heard => messenger.Answer(new MessengerCall(heard.Body), messenger.Read(new MessengerCall(heard.Body)), "kept") is var answer ? (answer.Status, answer.Json) : default;

        Assert.True((bool)(await bank.PushAsync())[0]!["isTaken"]!);

        var heard = bank.Heard.Last();
        string[] fields = ["LoaiBanTin", "MaLoi", "MaDoiTac", "MaThamChieu", "SoTien", "MaTienTe", "MaGiaoDich", "MaNganHang", "ThoiGianGD", "ThongTinGiaoDich"];
        var signed = string.Join('|', fields.Select(name => (string)heard.Json[name]!).Append(Secret));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(signed))), (string)heard.Json["MaXacThuc"]!);
        Assert.Equal(8_000, Assert.IsType<MessengerReading.Told>(messenger.Read(new MessengerCall(heard.Body))).Notice.Amount);
    }

    [Fact]
    public async Task A_failed_bill_is_confirmed_as_no_money()
    {
        await using var bank = await BankServer.StartAsync();
        await bank.ListenAsync("platform");
        await bank.PlatformAsync(Init());
        await bank.ControlAsync($"/bills/{Reference}/decide", new JsonObject { ["state"] = "failed" });

        await bank.PushAsync();

        Assert.IsType<MessengerReading.NoMoney>(new PlatformMessenger(Partner, Secret).Read(new MessengerCall(bank.Heard.Single().Body)));
    }

    private static JsonObject Init(long amount = 8_000) =>
        PlatformMessages.Init(Partner, Reference, amount, "THANH TOAN HO SO 000.00.01.H40-261121-0001", BankServer.Start, "10.0.0.10", Secret, new JsonObject { ["TKThuHuong"] = BankServer.Account });

    private static JsonObject Query() => PlatformMessages.Query(Partner, Reference, BankServer.Start, Secret);
}
