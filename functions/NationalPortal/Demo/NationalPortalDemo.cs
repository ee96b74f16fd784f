using Hub.Core;
using Hub.Functions.Demo;
using Hub.NationalPortal.Settings;
using Hub.Sandbox;
using Hub.Sandbox.NationalPortal;

namespace Hub.Functions.NationalPortal.Demo;

/// <summary>The national portal of the demonstration, played by its twin: it is told the whole day.</summary>
internal sealed class NationalPortalDemo : IDemoParty
{
    public string Lane => NationalPortalCodes.Lane;

    public Bilingual Label => ("cổng quốc gia", "national portal");

    public IReadOnlyList<DemoProcedure> Procedures { get; } =
        [.. DemoCatalogue.Procedures.Select(p => new DemoProcedure(p.Code, p.Name, Some(p.FieldCode), Some(p.FieldName), p.FeesDong))];

    // A day of a thousand numbers would hit the magic ones by accident.
    public SandboxOptions Twins(SandboxOptions options) => options with { Portal = new PortalTwinOptions { MagicCodes = false } };

    public Task<IEnumerable<string>> SettingsAsync(TwinControl twin, CancellationToken ct) => Task.FromResult<IEnumerable<string>>(
    [
        $"--NationalPortal:BaseAddress={twin.Address}portal/",
        "--NationalPortal:Verify:RatePerSecond=10000",
        "--Lanes:national-portal:RatePerSecond=0",
        "--Lanes:national-portal:Concurrency=16",
    ]);

    public double Share(DemoShares shares) => shares.Delivered;

    public DemoTroubles Troubles(TwinControl twin) => new(
    [
        new(0.10, 6, ("cổng bảo trì 6 giây", "the portal is in maintenance for 6 s"), ct => twin.FaultAsync("portal", "maintenance", 1, 6, ct)),
        new(0.40, 4, ("cổng trả lời chậm 4 giây", "the portal answers slowly for 4 s"), ct => twin.FaultAsync("portal", "latency", 0.5, 4, ct, 700)),
        new(0.60, 4, ("cổng đứt kết nối, có lúc đã ghi nhận mà không trả lời, 4 giây", "the portal tears connections, some applied without an answer, for 4 s"), async ct =>
        {
            await twin.FaultAsync("portal", "applied-no-answer", 0.3, 4, ct);
            await twin.FaultAsync("portal", "torn", 0.7, 4, ct);
        }),
    ]);

    // All but what only the post is asked.
    public int Asked(IReadOnlyList<DemoEvent> events) => events.Count(e => e.Asks is null or NationalPortalCodes.Lane);

    public async Task<long?> ArrivedAsync(TwinControl twin, CancellationToken ct) => (await twin.GetAsync("effects", ct))[PortalDemoProof.Created]?.GetValue<long>() ?? 0;

    public Task<DemoProof> ProveAsync(DemoEvidence evidence, CancellationToken ct) =>
        new PortalDemoProof(evidence.Hub, evidence.Twin, evidence.Events).LookAsync(evidence.Dossiers, ct);

    public IEnumerable<string> TwinHints(string twins) =>
        [$"curl -X POST {twins}/_twin/portal/faults -H 'Content-Type: application/json' -d '{{\"kind\":\"maintenance\",\"share\":1,\"seconds\":30}}'"];

    private static string? Some(string text) => text.Length == 0 ? null : text;
}
