using Hub.CaseSystem;
using Hub.CaseSystem.Settings;
using Hub.CaseSystem.Webhooks;
using Hub.NationalPortal;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Wire;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Dialects.Lgsp;
using Hub.Postal.Dialects.MyVnPost;
using Hub.Postal.Dialects.Ngsp;
using Hub.Postal.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hub.AcceptanceTests.Connectors;

/// <summary>Our clients as the hub makes them, towards the partners' server; persons are invented.</summary>
internal static class Partners
{
    public const string Number = "000.00.01.H40-261121-0001-T-1";

    public static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    public static IPostalDialect Post(Uri address, string dialect, PostalTimeouts? timeouts = null)
    {
        var options = new PostalOperatorOptions
        {
            Dialect = dialect,
            BaseAddress = address,
            CustomerCode = "H40DEMO",
            Key = "demo-key",
            Secret = "demo-secret",
            Username = "demo",
            Password = "demo-password",
            Timeouts = timeouts ?? new(),
            Paths = dialect == PostalDialectNames.Ngsp ? new Dictionary<string, string> { ["look-up"] = "order/find" } : new Dictionary<string, string>(),
        };
        IPostalDialectFactory factory = dialect switch
        {
            PostalDialectNames.Ngsp => new NgspDialectFactory(TimeProvider.System),
            PostalDialectNames.Lgsp => new LgspDialectFactory(TimeProvider.System),
            _ => new MyVnPostDialectFactory(TimeProvider.System, NullLogger<MyVnPostDialectFactory>.Instance),
        };
        return factory.Create("vnpost", options);
    }

    public static BookingOrder Order(PostalDirection direction = PostalDirection.Delivery) => new(
        Number, direction,
        new OrderParty("TTPVHCC Demo", "0240000000", "motcua@demo.test", "Số 2 đường Demo", "48", null, "48001"),
        new OrderParty("Nguyễn Văn Demo", "0900000001", null, "Số 1 đường Demo, phường Demo", "10", "1000", "10002"),
        [new PostalPaper("p1", "Giấy báo tử", 1, "original")], 50_000, null, "RC00000001VN", "Giấy báo tử ×1");

    public static Consignment Consignment() => new()
    {
        Number = Number,
        Dossier = "000.00.01.H40-261121-0001",
        Direction = PostalDirection.Delivery,
        Sequence = 1,
        RequestSource = "urn:case-system",
        RequestId = "1",
        Operator = "vnpost",
        State = ConsignmentState.Booked,
        StateAt = Now,
        Reference = "o-1",
        Waybill = "RC00000001VN",
        Sender = new PostalParty("TTPVHCC Demo", "0240000000", null, new PostalPlace("Số 2 đường Demo", null, null, null, null, "42", null)),
        Receiver = new PostalParty("Nguyễn Văn Demo", "0900000001", null, new PostalPlace("Số 1 đường Demo", null, null, null, null, "01", null)),
    };

    public static INationalPortalApi Portal(Uri address, Func<NationalPortalOptions, NationalPortalOptions>? more = null)
    {
        var options = new NationalPortalOptions
        {
            BaseAddress = new Uri(address, "forward/"),
            UnitCode = "000.00.00.H40",
            Username = "demo",
            Password = "demo-password",
            Timeouts = new PortalTimeouts { ReadRetryDelay = TimeSpan.Zero },
        };
        return new ServiceCollection().AddLogging().AddNationalPortal().AddSingleton(TimeProvider.System).AddSingleton(Options.Create(more?.Invoke(options) ?? options))
            .BuildServiceProvider().GetRequiredService<INationalPortalApi>();
    }

    public static ICaseSystemApi CaseSystem(Uri address, TimeSpan? timeout = null) =>
        new ServiceCollection().AddCaseSystem().AddSingleton(TimeProvider.System).AddSingleton(Options.Create(new CaseSystemOptions
        {
            AllowedNetworks = ["127.0.0.0/8"],
            AllowHttp = true,
            ExtraPorts = [address.Port],
            Timeout = timeout ?? TimeSpan.FromSeconds(20),
        })).BuildServiceProvider().GetRequiredService<ICaseSystemApi>();

    public static WebhookRequest Webhook(Uri address) => new(
        new Uri(address, "hooks/hub"), "e-1", 1795227330, "v1,c2lnbmF0dXJl", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        """{"specversion":"1.0","id":"e-1","source":"/hub/portal","type":"vn.onestop.dossier.submitted-online.v1","data":{"x":"ộ"}}"""u8.ToArray());
}
