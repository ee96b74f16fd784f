using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Dialects.Lgsp;
using Hub.Postal.Dialects.MyVnPost;
using Hub.Postal.Dialects.Ngsp;
using Hub.Postal.Settings;
using Hub.Tests;
using Hub.UnitTests.NationalPortal.Fakes;
using Hub.UnitTests.Sandbox.Postal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.UnitTests.Postal.Dialects;

/// <summary>Speakers of the dialects, towards the twin or towards a script; persons are invented.</summary>
internal static class Speaking
{
    public const string Operator = "vnpost";
    public const string Secret = "demo-secret";

    public static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    public static PostalOperatorOptions Options(string dialect, Uri baseAddress) => new()
    {
        Dialect = dialect,
        BaseAddress = baseAddress,
        CustomerCode = "H40DEMO",
        Key = "demo-key",
        Secret = Secret,
        Username = "demo",
        Password = "demo-password",
    };

    /// <summary>Towards the twin.</summary>
    public static IPostalDialect Of(PostServer twin, string dialect, Func<PostalOperatorOptions, PostalOperatorOptions>? more = null, TimeProvider? clock = null)
    {
        var letter = dialect switch { PostalDialectNames.Ngsp => "a", PostalDialectNames.Lgsp => "b", _ => "d" };
        var options = Options(dialect, new Uri(twin.Http.BaseAddress!, $"/post/{letter}/"));
        return Factory(dialect, clock ?? twin.Clock, null).Create(Operator, more?.Invoke(options) ?? options);
    }

    /// <summary>Towards a script, which begins with the login.</summary>
    public static IPostalDialect Of(FakeHttp http, string dialect, Func<PostalOperatorOptions, PostalOperatorOptions>? more = null, TimeProvider? clock = null)
    {
        var options = Options(dialect, new Uri("http://post.test/api/"));
        return Factory(dialect, clock ?? new ManualClock(Now), http).Create(Operator, more?.Invoke(options) ?? options);
    }

    public static PostalOperatorOptions LookingUp(PostalOperatorOptions options, string path) =>
        options with { Paths = new Dictionary<string, string> { ["look-up"] = path } };

    public static BookingOrder Order(string number = Mail.Number, string? waybill = null, PostalDirection direction = PostalDirection.Pickup) => new(
        number, direction,
        new OrderParty("Nguyễn Văn Demo", "0900000001", null, "Số 1 đường Demo, phường Demo", "10", "1000", "10002"),
        new OrderParty("TTPVHCC Demo", "0240000000", "motcua@demo.test", "Số 2 đường Demo", "48", null, "48001"),
        [new PostalPaper("p1", "Giấy báo tử", 1, "original")], 50_000, null, waybill, "Giấy báo tử ×1");

    public static Consignment Consignment(BookingOrder order, string? reference = null) => new()
    {
        Number = order.Number,
        Dossier = "000.00.01.H40-261121-0001",
        Direction = order.Direction,
        Sequence = 1,
        RequestSource = "urn:case-system",
        RequestId = "1",
        Operator = Operator,
        State = ConsignmentState.Booked,
        StateAt = Now,
        Reference = reference,
        Waybill = order.Waybill,
        Sender = new PostalParty(order.Sender.Name, order.Sender.Phone, null, new PostalPlace(order.Sender.Address, null, null, null, null, "01", null)),
        Receiver = new PostalParty(order.Receiver.Name, order.Receiver.Phone, null, new PostalPlace(order.Receiver.Address, null, null, null, null, "42", null)),
    };

    public static IPostalDialectFactory Factory(string dialect, TimeProvider clock, FakeHttp? http = null) => dialect switch
    {
        PostalDialectNames.Ngsp => http is null ? new NgspDialectFactory(clock) : new NgspDialectFactory(clock, _ => http),
        PostalDialectNames.Lgsp => http is null ? new LgspDialectFactory(clock) : new LgspDialectFactory(clock, _ => http),
        _ => http is null
            ? new MyVnPostDialectFactory(clock, NullLogger<MyVnPostDialectFactory>.Instance)
            : new MyVnPostDialectFactory(clock, NullLogger<MyVnPostDialectFactory>.Instance, _ => http),
    };
}
