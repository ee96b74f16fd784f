using System.Globalization;
using System.Text.Json;
using Hub.Core.Tasks;
using Hub.Postal;
using Hub.Postal.Consignments;
using Hub.Tests.Http;
using Xunit;

namespace Hub.AcceptanceTests.Http.Postal;

/// <summary>A hub with two operators without an interface, whose staff hold keys: of all offices, and of two single ones.</summary>
public class PostHub : HubApp, IAsyncLifetime
{
    private int _last;

    public string Post => Keys[PostalDescriptor.Role];

    public string OfficeA { get; private set; } = "";

    public string OfficeB { get; private set; } = "";

    public string Swift { get; private set; } = "";

    public IConsignments Consignments => App.Services.GetRequired<IConsignments>();

    public ITasks Tasks => App.Services.GetRequired<ITasks>();

    protected override string[] Settings => ["--Post:Operators:vnpost:Dialect=desk", "--Post:Operators:vnpost:Title=Bưu điện Demo", "--Post:Operators:swift:Dialect=desk"];

    public static DateTimeOffset Now => DateTimeOffset.UtcNow;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        OfficeA = (await NewKeyAsync(PostalDescriptor.Role, null, "vnpost", "100000")).Text;
        OfficeB = (await NewKeyAsync(PostalDescriptor.Role, null, "vnpost", "200000")).Text;
        Swift = (await NewKeyAsync(PostalDescriptor.Role, null, "swift")).Text;
    }

    /// <summary>A booked consignment of a dossier of its own, the dossier's code with a slash in it.</summary>
    public async Task<Consignment> BookAsync(PostalDirection direction, Func<Consignment, Consignment>? change = null)
    {
        var dossier = $"H40.12/{Interlocked.Increment(ref _last):0000}";
        var number = $"{dossier}-{(direction is PostalDirection.Pickup ? 'P' : 'D')}1";
        var at = Now.AddDays(-5);
        var made = new Consignment
        {
            Number = number,
            Dossier = dossier,
            Direction = direction,
            Sequence = 1,
            RequestSource = "urn:test",
            RequestId = number,
            Operator = "vnpost",
            State = ConsignmentState.Booked,
            StateAt = at,
            BookedAt = at,
            Waybill = $"CN{_last:00000000}VN",
            Sender = Party(direction is PostalDirection.Pickup ? "Nguyễn Thị Canaryperson" : "Trung tâm Demo"),
            Receiver = Party(direction is PostalDirection.Pickup ? "Trung tâm Demo" : "Nguyễn Thị Canaryperson"),
            Papers = [new PostalPaper("p-1", "Giấy khai sinh", 1, "original"), new PostalPaper("p-2", "Bản sao", 2, "copy")],
            FeeToCollect = 30_001,
        };
        made = change?.Invoke(made) ?? made;
        Assert.True(await Consignments.CommitAsync(new PostalBatch { Consignments = [made] }, CancellationToken.None));
        return (await Consignments.FindAsync(made.Number, CancellationToken.None))!;
    }

    public Task<Reply> ActAsync(string bearer, Consignment of, string act, string body, params (string, string)[] headers) =>
        SendAsync("POST", $"/postal/jobs/{Uri.EscapeDataString(of.Number)}/{act}", bearer, body, "application/json", headers);

    public Task<Reply> PostAsync(string bearer, string path, object body) => SendAsync("POST", path, bearer, JsonSerializer.Serialize(body));

    public async Task<Consignment> ReadAsync(Consignment of) => (await Consignments.FindAsync(of.Number, CancellationToken.None))!;

    public async Task<IReadOnlyList<string>> TaskKindsAsync(Consignment of) =>
        [.. (await Tasks.ListAsync(true, null, null, of.Dossier, null, null, 100, CancellationToken.None)).Where(task => task.Subject == of.Number).Select(task => task.Kind).Order(StringComparer.Ordinal)];

    public static string Time(TimeSpan ago) => (Now - ago).ToString("O", CultureInfo.InvariantCulture);

    /// <summary>All papers fetched, the fee paid.</summary>
    public static string Collected(string actId, string? at = null, long cash = 30_001) => $$"""
        {"actId":"{{actId}}","at":"{{at ?? Time(TimeSpan.FromDays(3))}}","papers":[{"id":"p-1","count":1},{"id":"p-2","count":2}],
         "person":{"name":"Nguyễn Thị Canaryperson","relation":"self","identityChecked":true,"identityNumber":"001099123456"},
         "cash":{"amount":{{cash}},"receipt":"BL-1"},"position":{"latitude":21.03,"longitude":105.85} }
        """;

    public static string Delivered(string actId, string name = "NGUYEN THI CANARYPERSON", string relation = "self", string? at = null, string more = "") => $$"""
        {"actId":"{{actId}}","at":"{{at ?? Time(TimeSpan.FromDays(1))}}","person":{"name":"{{name}}","relation":"{{relation}}","identityChecked":true,"identityNumber":"001099123456"},
         "cash":{"amount":30001,"receipt":"BL-2"}{{more}} }
        """;

    private static PostalParty Party(string name) => new(name, "0987650001", null, new PostalPlace("1 phố Canarystreet", "00004", "Phường Demo", null, null, "01", "Hà Nội"));
}
