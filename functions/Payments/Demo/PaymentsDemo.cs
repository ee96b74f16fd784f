using Hub.Core;
using Hub.Functions.Demo;
using Hub.Functions.Shell;
using Hub.Payments.Model;
using Hub.Payments.Settings;
using Hub.Sandbox;
using Hub.Sandbox.Payments;

namespace Hub.Functions.Payments.Demo;

/// <summary>The fees of the demonstration: the hub asks for them, citizens pay in every manner, and bank, acquirer and messengers are played by their twin.</summary>
internal sealed class PaymentsDemo : IDemoParty
{
    private const string Account = "0011012345678";

    public string Lane => PaymentCodes.Lane;

    public Bilingual Label => ("thu phí", "fees");

    public IEnumerable<string> Commands => ["fees list --limit 10", "payments list --limit 10", "payments verify"];

    // A minute of the messengers is a second of the show.
    public SandboxOptions Twins(SandboxOptions options) => options with { Payments = new PaymentsTwinOptions { DefaultAccount = Account, Pace = 1 / 60.0 } };

    public Task<IEnumerable<string>> SettingsAsync(TwinControl twin, CancellationToken ct) => Task.FromResult<IEnumerable<string>>(
    [
        "--Payments:Accounts:0:Bin=970436",
        $"--Payments:Accounts:0:Number={Account}",
        "--Payments:Accounts:0:Holder=TRUNG TAM PVHCC DEMO",
        "--Payments:SePay:Secret=demo-webhook-secret",
        "--Payments:Casso:ChecksumKey=demo-checksum-key",
        "--Payments:PayOs:ChecksumKey=demo-checksum-key",
        "--Payments:VietQr:Username=demo",
        "--Payments:VietQr:Password=demo-password",
        "--Payments:Hmac:bank:Secret=demo-hmac-secret",
        "--Intake:PushesPerSecond=1000",
        "--Intake:PushBurst=1000",
        "--Lanes:payments:RatePerSecond=0",
    ]);

    public IReadOnlyList<DemoEvent> Day(int seed, IReadOnlyList<DemoEvent> day) => new MoneyDay(seed).With(day);

    public Bilingual? Counted(IReadOnlyList<DemoEvent> events) => new($"{Fees(events)} khoản thu", $"{Fees(events)} fees");

    public async Task PrepareAsync(HubApi hub, TwinControl twin, IReadOnlyList<DemoEvent> events, CancellationToken ct)
    {
        foreach (var (name, path) in BankTwin.Messengers)
        {
            await new BankTwin(twin).TellToAsync(name, new Uri(hub.Address, path), ct);
        }
    }

    public double Share(DemoShares shares) => shares.Answered;

    public DemoTroubles Troubles(TwinControl twin) => new(
    [
        new(0.30, 4, ("báo tiền mất trả lời nên báo lại, 4 giây", "messengers of money lose the answer and tell again, for 4 s"), ct => twin.FaultAsync("payments", "applied-no-answer", 0.5, 4, ct, null, "notice")),
        new(0.65, 4, ("báo tiền gửi mỗi tin hai lần, 4 giây", "messengers of money tell everything twice, for 4 s"), ct => twin.FaultAsync("payments", "replay", 1, 4, ct, null, "notice")),
    ]);

    public int Asked(IReadOnlyList<DemoEvent> events) => events.Count(e => e.Asks == PaymentCodes.Lane);

    public IDemoPeople? People(DemoEvidence evidence) => Fees(evidence.Events) == 0 ? null : new MoneyPeople(evidence);

    public Task<DemoProof> ProveAsync(DemoEvidence evidence, CancellationToken ct) => new PaymentsDemoProof(evidence).LookAsync(ct);

    public IEnumerable<string> TwinHints(string twins) => [$"curl {twins}/_twin/payments/movements"];

    /// <summary>How many fees of the day are assessed.</summary>
    public static int Fees(IReadOnlyList<DemoEvent> events) => events.Count(e => e.Asks == PaymentCodes.Lane && e.Json.Contains(PaymentEventTypes.FeeAssessed, StringComparison.Ordinal));
}
