using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Payments.Asking;
using Hub.Payments.Booking;
using Hub.Payments.Messengers;
using Hub.Payments.Messengers.Platform;
using Hub.Payments.Model;
using Hub.Payments.Settings;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.ContractTests.Contracts;

/// <summary>Money asked for at the national platform: whatever becomes of questions and answers, it is booked once.</summary>
public abstract class PlatformContract<TFixture> : PaymentsContract<TFixture>
    where TFixture : StoreFixture, new()
{
    private const string Partner = "DEMOPARTNER";
    private const string Secret = "DEMO-SECRET";
    private const string Transaction = "PP2611210000123";
    private const string Page = """{"error_code":"0","message":"{\"UrlThanhToan\":\"https://pay.example/1\"}"}""";

    private static readonly PaymentsOptions Asking = new()
    {
        Prefix = "H40D",
        Accounts = [new() { Bin = "970436", Number = Account, Holder = "TTPVHCC DEMO" }],
        Platform = new() { Partner = Partner, Secret = Secret, Url = new Uri("http://platform.example/api") },
    };

    private IPlatformOrders Orders => Port<IPlatformOrders>();

    [Fact]
    public async Task An_order_is_kept_before_the_platform_is_called_and_sent_again_alike()
    {
        await AssessAsync();
        var platform = new ScriptedPlatform(Fault.Torn, Page);
        await using var hub = Centre(platform);
        var service = hub.GetRequiredService<PlatformOrderService>();

        Assert.IsType<OrderOpening.Unanswered>(await service.OpenAsync(await ReferenceAsync(), Ct));
        Assert.Equal(PlatformOrderState.Opening, Assert.Single(await AllOrdersAsync()).State);
        Clock.Advance(TimeSpan.FromMinutes(3));
        var opened = Assert.IsType<OrderOpening.Opened>(await service.OpenAsync(await ReferenceAsync(), Ct)).Order;
        var known = Assert.IsType<OrderOpening.Opened>(await service.OpenAsync(await ReferenceAsync(), Ct)).Order;

        Assert.Equal((2, platform.Heard[0]), (platform.Heard.Count, platform.Heard[1]));
        Assert.Equal((PlatformOrderState.Pending, "https://pay.example/1", opened.Reference), (opened.State, known.Page, known.Reference));
        Assert.Equal([opened.Reference], (await AllOrdersAsync()).Select(order => order.Reference));
    }

    [Fact]
    public async Task What_is_pending_is_asked_for_soon_and_then_daily_to_its_last_day()
    {
        var platform = new ScriptedPlatform(Page) { Otherwise = Answer("3") };
        var order = await OpenAsync(platform);
        await using var hub = Centre(platform);
        var asked = new List<double>();
        while ((await Orders.FindAsync(order.Reference, Ct))!.DueAt is { } due)
        {
            Clock.Advance(due - Now);
            await StepAsync(hub);
            asked.Add((Now - order.CreatedAt).TotalMinutes);
        }

        Assert.Equal([15, 45, 45 + 1440, 45 + 2880], asked.Take(4).Select(minutes => Math.Round(minutes)));
        Assert.Equal((PlatformOrderState.Expired, 30 * 1440), ((await Orders.FindAsync(order.Reference, Ct))!.State, Math.Round(asked[^1])));
        Assert.Empty(await TasksAsync());
        Assert.Empty(await Payments.UndecidedAsync(10, Ct));
    }

    [Theory]
    [InlineData("confirm,query,query")]
    [InlineData("query,confirm,confirm")]
    [InlineData("silent,query,confirm,query")]
    [InlineData("html,torn,confirm,query")]
    [InlineData("failed,confirm,query")]
    [InlineData("confirm,failed,pending,query")]
    [InlineData("bank,query,confirm")]
    [InlineData("confirm,bank,query")]
    public async Task Whatever_comes_in_whatever_order_the_money_is_booked_once(string story)
    {
        var platform = new ScriptedPlatform(Page);
        var order = await OpenAsync(platform);
        await using var hub = Centre(platform);
        foreach (var told in story.Split(','))
        {
            switch (told)
            {
                case "confirm":
                    Assert.NotNull(await ConfirmAsync(hub, order));
                    break;
                case "bank":
                    Assert.NotNull(await TellAsync(Notice("sepay", "b1", $"PP {order.Text}", bank: Transaction, at: Now)));
                    break;
                default:
                    platform.Next(told switch { "silent" => Fault.Silent, "torn" => Fault.Torn, "html" => Fault.Html, "failed" => Answer("4"), "pending" => Answer("3"), _ => Answer("1") });
                    await hub.GetRequiredService<PlatformOrderService>().QueryAsync(order, Ct);
                    break;
            }
        }

        var payment = Assert.Single(await AllAsync());
        Assert.Equal([new(PaymentState.Matched, 8000, FeeId())], payment.Shares);
        Assert.Equal(story.Split(',').Where(told => told is "confirm" or "query" or "bank").Distinct().Count(), payment.Witnesses.Count);
        Assert.Equal((PlatformOrderState.Booked, payment.Id, null), await StandingAsync(order));
        Assert.Equal((FeeState.Paid, RequestState.Used), ((await FileAsync()).Fee.State, (await FileAsync()).Requests.Single().State));
        Assert.Equal(["fee.paid"], await ToldAsync());
        await ConservedAsync(8000);
    }

    [Theory]
    [InlineData("""{"error_code":"0","TrangThaiGD":"1","MaDoiTac":"ANOTHER","SoTien":"8000"}""", 0)]
    [InlineData("""{"error_code":"0","TrangThaiGD":"1","MaThamChieu":"dvcOTHER20261121091530","SoTien":"8000"}""", 0)]
    [InlineData("""{"error_code":"0","TrangThaiGD":"1"}""", 0)]
    [InlineData("""{"error_code":"0","TrangThaiGD":"2","SoTien":"8000"}""", 0)]
    [InlineData("""{"error_code":"0","TrangThaiGD":"1","SoTien":"8000","MaTienTe":"USD"}""", 0)]
    [InlineData("""{"error_code":"0","TrangThaiGD":"1","SoTien":"5000"}""", 5000)]
    public async Task What_does_not_agree_with_the_order_is_for_a_person(string answer, long booked)
    {
        var platform = new ScriptedPlatform(Page, answer);
        var order = await OpenAsync(platform);
        await using var hub = Centre(platform);

        Assert.Null(await hub.GetRequiredService<PlatformOrderService>().QueryAsync(order, Ct));

        Assert.Equal(FeeState.Open, (await FileAsync()).Fee.State);
        Assert.Equal([booked > 0 ? PaymentTaskKinds.ToConfirm : PaymentTaskKinds.MessageUnclear], await TasksAsync());
        Assert.Equal(booked > 0 ? PlatformOrderState.Booked : PlatformOrderState.Pending, (await Orders.FindAsync(order.Reference, Ct))!.State);
        await ConservedAsync(booked);
    }

    [Fact]
    public async Task A_payer_who_paid_an_order_twice_gets_the_second_back()
    {
        var platform = new ScriptedPlatform(Page, Answer("1"));
        var order = await OpenAsync(platform);
        await using var hub = Centre(platform);
        await hub.GetRequiredService<PlatformOrderService>().QueryAsync(order, Ct);

        await ConfirmAsync(hub, order);
        await ConfirmAsync(hub, order, "PP2611210000999");

        Assert.Equal([2, 1], (await AllAsync()).Select(payment => payment.Witnesses.Count));
        Assert.Equal(FeeState.Overpaid, (await FileAsync()).Fee.State);
        await ConservedAsync(16_000);
    }

    [Fact]
    public async Task Orders_of_one_dossier_and_amount_are_never_each_others_money()
    {
        await AssessAsync();
        await AssessAsync(8000, "F-2");
        var platform = new ScriptedPlatform(Page, Page.Replace("/1", "/2", StringComparison.Ordinal), """{"error_code":0,"TrangThaiGD":1,"SoTien":8000}""");
        await using var hub = Centre(platform);
        var service = hub.GetRequiredService<PlatformOrderService>();
        var first = Assert.IsType<OrderOpening.Opened>(await service.OpenAsync(await ReferenceAsync(), Ct)).Order;
        var second = Assert.IsType<OrderOpening.Opened>(await service.OpenAsync(await ReferenceAsync("F-2"), Ct)).Order;
        Assert.NotEqual(first.Reference, second.Reference);

        await ConfirmAsync(hub, first);
        await service.QueryAsync(second, Ct);

        Assert.Equal(2, (await AllAsync()).Count);
        Assert.Equal([FeeState.Paid, FeeState.Paid], [(await FileAsync()).Fee.State, (await FileAsync("F-2")).Fee.State]);
        await ConservedAsync(16_000);
    }

    [Fact]
    public async Task Money_of_an_order_whose_fee_was_cancelled_meanwhile_is_due_for_refund()
    {
        var platform = new ScriptedPlatform(Page, Answer("1"));
        var order = await OpenAsync(platform);
        Assert.IsType<Outcome.Done>(await HandleAsync(PaymentEventTypes.FeeCancelled, """{"fee":"F-1","reason":"rút hồ sơ","cancelledAt":"2026-11-21T10:00:00+07:00"}"""));
        await using var hub = Centre(platform);

        Clock.Advance(TimeSpan.FromMinutes(16));
        await StepAsync(hub);

        Assert.Equal(FeeState.RefundDue, (await FileAsync()).Fee.State);
        Assert.Equal([PaymentTaskKinds.RefundDue], await TasksAsync());
        Assert.Equal(PlatformOrderState.Booked, (await Orders.FindAsync(order.Reference, Ct))!.State);
        Assert.IsType<OrderOpening.Refused>(await hub.GetRequiredService<PlatformOrderService>().OpenAsync(order.Request, Ct));
        await ConservedAsync(8000);
    }

    [Fact]
    public async Task An_order_that_is_refused_is_over_and_one_that_is_never_answered_is_told()
    {
        var platform = new ScriptedPlatform("""{"error_code":"1","message":"Sai mã xác thực"}""", Page) { Otherwise = Fault.Html };
        await AssessAsync();
        await using var hub = Centre(platform);
        var service = hub.GetRequiredService<PlatformOrderService>();

        Assert.Equal("Sai mã xác thực", Assert.IsType<OrderOpening.Declined>(await service.OpenAsync(await ReferenceAsync(), Ct)).Words);
        Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.IsType<OrderOpening.Opened>(await service.OpenAsync(await ReferenceAsync(), Ct));
        Clock.Advance(TimeSpan.FromDays(31));
        await StepAsync(hub);

        Assert.Equal([PlatformOrderState.Failed, PlatformOrderState.Expired], (await AllOrdersAsync()).OrderBy(order => order.CreatedAt).Select(order => order.State));
        Assert.Equal([PaymentTaskKinds.MessageUnclear], await TasksAsync());
    }

    [Fact]
    public async Task The_portal_is_told_what_of_a_dossier_is_to_be_paid_and_pays_just_that()
    {
        await AssessAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));
        await AssessAsync(8000, "F-2");
        await using var hub = Centre(new ScriptedPlatform());
        var lookUp = hub.GetRequiredService<PlatformLookUp>();

        var bill = await lookUp.AnswerAsync(Dossier, Ct);

        Assert.Equal((0, "8000", Account, Partner), ((int)bill["error_code"]!, (string)bill["SoTien"]!, (string)bill["TKThuHuong"]!, (string)bill["MaDoiTac"]!));
        var asked = (await FileAsync()).Requests.Single();
        var order = new PlatformOrder
        {
            Reference = (string)bill["MaThamChieu"]!,
            Request = asked.Reference.Text,
            Fee = asked.Fee,
            Dossier = Dossier,
            Amount = 8000,
            Bin = "970436",
            Account = Account,
            Holder = "TTPVHCC DEMO",
            CreatedAt = Now,
            ExpiresAt = Now,
            ChangedAt = Now,
        };
        await ConfirmAsync(hub, order);
        Assert.Equal([FeeState.Paid, FeeState.Open], [(await FileAsync()).Fee.State, (await FileAsync("F-2")).Fee.State]);
        await ConfirmAsync(hub, order with { Reference = (string)(await lookUp.AnswerAsync(Dossier, Ct))["MaThamChieu"]! }, "PP2611210000124");
        Assert.Equal((1, -1, -1), (await CodeAsync(Dossier), await CodeAsync("H40.UNKNOWN"), await CodeAsync(null)));
        await ConservedAsync(16_000);

        async Task<int> CodeAsync(string? dossier) => (int)(await lookUp.AnswerAsync(dossier, Ct))["error_code"]!;
    }

    [Fact]
    public async Task A_counters_sheet_stands_in_the_place_of_the_one_before()
    {
        var sheet = new CounterSheet { Counter = "QUAY01", FeeType = "type-1", Bin = "970436", Account = Account, Holder = "A", PrintedAt = Now, PrintedBy = "CB-07" };
        Assert.True(await WriteAsync(sheet));
        Assert.False(await WriteAsync(sheet));
        Assert.True(await WriteAsync(sheet with { Counter = "QUAY02" }));
        Assert.True(await WriteAsync(sheet with { FeeType = null, Agency = "H40" }));

        Assert.True(await WriteAsync(sheet with { Holder = "B", Version = 1 }));

        Assert.Equal([("QUAY01", "B", 2), ("QUAY01", "A", 1), ("QUAY02", "A", 1)], (await Port<ICounterSheets>().ListAsync(Ct)).Select(each => (each.Counter, each.Holder, each.Version)));

        Task<bool> WriteAsync(CounterSheet written) => Payments.CommitAsync(new PaymentsBatch { Sheets = [written] }, Ct);
    }

    [Fact]
    public async Task A_platform_that_is_silent_is_left_alone_for_as_long_as_it_asks()
    {
        await AssessAsync();
        await AssessAsync(5000, "F-2");
        var platform = new ScriptedPlatform(Page, Page) { Otherwise = Fault.Busy };
        await using var hub = Centre(platform);
        var service = hub.GetRequiredService<PlatformOrderService>();
        await service.OpenAsync(await ReferenceAsync(), Ct);
        await service.OpenAsync(await ReferenceAsync("F-2"), Ct);
        Clock.Advance(TimeSpan.FromMinutes(20));

        var next = await StepAsync(hub);

        Assert.Equal((3, Now + TimeSpan.FromMinutes(40)), (platform.Heard.Count, next));
        Assert.Equal(0, (await AllOrdersAsync()).Sum(order => order.Asked));
    }

    [Theory]
    [PropertySeeds]
    public async Task Whatever_breaks_off_an_order_is_booked_once(int seed)
    {
        var chance = new Random(seed);
        var platform = new ScriptedPlatform(Page) { Otherwise = Answer("1") };
        var order = await OpenAsync(platform);
        var torn = new TornPayments(Payments, chance);
        await using var hub = Centre(platform, torn);
        for (var n = 0; n < 6; n++)
        {
            if (chance.Next(2) == 0)
            {
                await ConfirmAsync(hub, order);
                continue;
            }

            try
            {
                await hub.GetRequiredService<PlatformOrderService>().QueryAsync(order, Ct);
            }
            catch (Hub.Core.Stores.StoreUnavailableException)
            {
            }
        }

        torn.IsSound = true;
        await ConfirmAsync(hub, order);
        await hub.GetRequiredService<PlatformOrderService>().QueryAsync(order, Ct);
        await hub.GetServices<IStep>().Single(each => each.Name == "payments-decide").RunOnceAsync(Ct);

        Assert.Equal(2, Assert.Single(await AllAsync()).Witnesses.Count);
        Assert.Equal(PlatformOrderState.Booked, (await Orders.FindAsync(order.Reference, Ct))!.State);
        await ConservedAsync(8000);
    }

    private static string Answer(string state) =>
        $$"""{"error_code":"0","MaDoiTac":"{{Partner}}","SoTien":"8000","MaGiaoDich":"{{(state == "1" ? Transaction : "")}}","TrangThaiGD":"{{state}}"}""";

    private static Task<DateTimeOffset?> StepAsync(ServiceProvider hub) => hub.GetServices<IStep>().Single(each => each.Name == "payments-platform").RunOnceAsync(Ct);

    private ServiceProvider Centre(ScriptedPlatform platform, IPayments? payments = null) =>
        Centre(payments, services => services.AddSingleton(Asking).AddSingleton<IPlatform>(new PlatformClient(Asking, Clock, () => platform)));

    private Task<IReadOnlyList<PlatformOrder>> AllOrdersAsync() => Orders.ListAsync(null, null, 100, Ct);

    private async Task<(PlatformOrderState, string?, DateTimeOffset?)> StandingAsync(PlatformOrder order) =>
        await Orders.FindAsync(order.Reference, Ct) is { } now ? (now.State, now.Payment, now.DueAt) : default;

    private async Task<PlatformOrder> OpenAsync(ScriptedPlatform platform)
    {
        await AssessAsync();
        await using var hub = Centre(platform);
        return Assert.IsType<OrderOpening.Opened>(await hub.GetRequiredService<PlatformOrderService>().OpenAsync(await ReferenceAsync(), Ct)).Order;
    }

    // As the platform signs it.
    private async Task<string?> ConfirmAsync(ServiceProvider hub, PlatformOrder order, string transaction = Transaction)
    {
        var fields = new Dictionary<string, string>
        {
            ["LoaiBanTin"] = "CONFIRM",
            ["MaLoi"] = "00",
            ["MaDoiTac"] = Partner,
            ["MaThamChieu"] = order.Reference,
            ["SoTien"] = $"{order.Amount}",
            ["MaTienTe"] = "VND",
            ["MaGiaoDich"] = transaction,
            ["MaNganHang"] = "VCB",
            ["ThoiGianGD"] = PlatformMessages.Reference("", Now)[3..],
            ["ThongTinGiaoDich"] = order.Text,
        };
        var body = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value))) { [PlatformSignature.Member] = PlatformSignature.Of(fields.Values, Secret) };
        var raw = Encoding.UTF8.GetBytes(body.ToJsonString());
        return await hub.GetRequiredService<MessageService>().TakeAsync("platform", raw, new PlatformMessenger(Partner, Secret).Read(new MessengerCall(raw)), Ct);
    }

    private static class Fault
    {
        public const string Silent = "!silent";
        public const string Torn = "!torn";
        public const string Html = "!html";
        public const string Busy = "!busy";
    }

    /// <summary>Answers in order, then always alike, and keeps what it was sent.</summary>
    private sealed class ScriptedPlatform(params IEnumerable<string> answers) : HttpMessageHandler
    {
        private readonly Queue<string> _answers = new(answers);

        public string Otherwise { get; init; } = Fault.Silent;

        public List<string> Heard { get; } = [];

        public void Next(string answer) => _answers.Enqueue(answer);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("http://platform.example/api", request.RequestUri!.AbsoluteUri);
            Heard.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            var answer = _answers.TryDequeue(out var scripted) ? scripted : Otherwise;
            if (answer == Fault.Silent)
            {
                throw new HttpRequestException(HttpRequestError.ResponseEnded);
            }

            var response = new HttpResponseMessage(answer == Fault.Busy ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK)
            {
                Content = answer switch
                {
                    Fault.Html => new StringContent("<html>Bad gateway</html>", Encoding.UTF8, "text/html"),
                    Fault.Torn => new StringContent("""{"error_code":"0","TrangThaiGD":"1","SoTi""", Encoding.UTF8, "application/json"),
                    _ => new StringContent(answer, Encoding.UTF8, "application/json"),
                },
            };
            response.Headers.RetryAfter = answer == Fault.Busy ? new(TimeSpan.FromMinutes(40)) : null;
            return response;
        }
    }
}
