using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hub.Core.Calendar;
using Hub.Core.Trust;
using Hub.Functions.CommandLine;
using Hub.Functions.Hosting;
using Hub.Functions.Settings;
using Hub.Postal;
using Hub.Sandbox;
using Hub.Sandbox.NationalPortal;
using Hub.Sandbox.Postal;

namespace Hub.Functions.Demo;

/// <summary>Runs the demonstration from the twins' start to the proof that both sides agree.</summary>
internal sealed class DemoRun(DemoOptions options)
{
    private const string PreferredHub = "http://127.0.0.1:5080";
    private const string PreferredTwins = "http://127.0.0.1:5081";

    public async Task<int> RunAsync(CancellationToken ct)
    {
        var memory = Remember();
        await using var twins = await StartTwinsAsync(memory, ct);
        var twinAddress = twins.Urls.First();
        using var twin = new TwinControl(new Uri(twinAddress));
        var webhookKey = await twin.WebhookKeyAsync(ct);
        await using var hub = await RunningHub.StartAsync(Settings(twinAddress, webhookKey), ct);
        await using var api = HubApi.At(new Uri(hub.Address + "/"), hub.Key);
        memory = await PrepareAsync(memory, api, twin, ct);

        var events = new PostDay(memory.Seed).With(new CentreDay(memory.Seed, memory.LastDay, Procedures()).Events(options.Dossiers));
        var requests = events.Count(e => e.Post is not null);
        await DemoPost.PrepareAsync(api, twin, requests, ct);
        Output.Line($"hub {hub.Address} · đối tác mô phỏng / twins {twinAddress}");
        Output.Line($"{options.Dossiers} hồ sơ, {events.Count} sự kiện, {requests} bưu gửi / {options.Dossiers} dossiers, {events.Count} events, {requests} parcels, seed {memory.Seed}");

        var watch = Stopwatch.StartNew();
        await using var caseSystem = HubApi.At(new Uri(hub.Address + "/"), memory.Keys[Role.CaseSystem]);
        var posted = new DemoPosting(caseSystem, events);
        var progress = new DemoProgress(api, twin, posted, hub.Services, events);
        var posting = posted.RunAsync(ct);
        await Task.WhenAll(posting, progress.RunAsync(posting, ct));
        watch.Stop();

        var agrees = await new DemoProof(api, twin, events).ShowAsync(options.Dossiers, ct)
            & await new DemoPostProof(twin, hub.Services, events).ShowAsync(ct);
        Summarise(memory, hub.Address, twinAddress, posted, watch.Elapsed);
        if (!options.Exit)
        {
            Output.Line("Hub vẫn đang phục vụ; Ctrl+C để dừng. / The hub keeps serving; Ctrl+C ends it.");
            await hub.WaitForStopAsync(ct);
        }

        await twins.StopAsync(CancellationToken.None);
        return agrees ? ExitCode.Ok : ExitCode.NotInOrder;
    }

    private DemoMemory Remember()
    {
        var kept = DemoMemory.Read(options.Data);
        if (kept is not null && options.Seed is { } other && other != kept.Seed)
        {
            throw new UsageException(
                $"Thư mục {options.Data} thuộc về hạt giống {kept.Seed}; hãy dùng --data khác. / The folder {options.Data} belongs to seed {kept.Seed}; use another --data.");
        }

        // The day before: nothing of it lies in the future, whatever the hour of the demonstration.
        var yesterday = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(VietnamClock.Offset).Date.AddDays(-1));
        var memory = kept ?? new DemoMemory
        {
            Seed = options.Seed ?? DemoCommand.DefaultSeed,
            LastDay = yesterday,
            WebhookSecret = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        };
        memory.Write(options.Data);
        return memory;
    }

    private async Task<WebApplication> StartTwinsAsync(DemoMemory memory, CancellationToken ct)
    {
        var sandbox = new SandboxOptions
        {
            Urls = [Address(PreferredTwins)],
            Seed = memory.Seed,
            DataDirectory = Path.Combine(options.Data, "twins"),

            // A day of a thousand numbers would hit the magic ones by accident.
            Portal = new PortalTwinOptions { MagicCodes = false },
            Post = new PostTwinOptions { MagicCodes = false, Pace = DemoPost.Pace, KeepsWorkingHours = false },
            CaseSystem = memory.WebhookSecret is { } secret ? new() { Secrets = [secret] } : new(),
        };
        var twins = SandboxHost.Build(sandbox);
        await twins.StartAsync(ct);
        return twins;
    }

    // Whoever stays to look finds it under the known ports; one that ends by itself takes none that another may want.
    private string Address(string preferred) => options.Exit ? "http://127.0.0.1:0" : FreePort.Prefer(preferred);

    private HubSettings Settings(string twins, string webhookKey) => SettingsReader.Read(Shipped.Wings,
    [
        "--Data=" + Path.Combine(options.Data, "hub"),
        "--Urls=" + Address(PreferredHub),
        $"--NationalPortal:BaseAddress={twins}/portal/",
        "--NationalPortal:Verify:RatePerSecond=10000",
        "--CaseSystem:AllowHttp=true",
        "--CaseSystem:AllowedNetworks:0=127.0.0.0/8",
        $"--CaseSystem:ExtraPorts:0={new Uri(twins).Port}",
        "--Lanes:national-portal:RatePerSecond=0",
        "--Lanes:national-portal:Concurrency=16",
        "--Intake:RatePerKey=0",

        // What fails on the way is shown in words of its own; attempts that were charged for it would drown them.
        "--Telemetry:JsonLogs=false",
        "--Telemetry:LogLevel=Error",
        .. DemoPost.Settings(twins, webhookKey),
        .. options.Settings.Select(setting => "--" + setting),
    ]);

    private async Task<DemoMemory> PrepareAsync(DemoMemory memory, HubApi api, TwinControl twin, CancellationToken ct)
    {
        await SubscribeAsync(memory, api, twin, ct);
        var keys = new Dictionary<string, string>(memory.Keys);
        foreach (var role in Shipped.Wings.Roles.Where(role => !keys.ContainsKey(role)))
        {
            var wanted = new JsonObject { ["role"] = role, ["name"] = "demo" };
            if (role == PostalDescriptor.Role)
            {
                wanted["operator"] = DemoPost.National;
            }

            var made = await api.PostAsync("keys", wanted, ct);
            keys[role] = made["key"]!.GetValue<string>();
        }

        memory = memory with { Keys = keys };
        memory.Write(options.Data);
        return memory;
    }

    // The secret was chosen and kept beforehand, and the twins may listen elsewhere than last time: one subscription, wherever they are.
    private static async Task SubscribeAsync(DemoMemory memory, HubApi api, TwinControl twin, CancellationToken ct)
    {
        var wanted = new JsonObject { ["url"] = twin.Address + "case-system/webhook", ["types"] = new JsonArray("*") };
        var known = await api.GetAsync("subscriptions", ct);
        if (known["subscriptions"]!.AsArray().FirstOrDefault() is { } existing)
        {
            await api.PutAsync($"subscriptions/{Output.Text(existing["id"])}", wanted, ct);
            return;
        }

        wanted["secret"] = memory.WebhookSecret;
        await api.PostAsync("subscriptions", wanted, ct);
    }

    private static List<DemoProcedure> Procedures() =>
        [.. DemoCatalogue.Procedures.Select(p => new DemoProcedure(p.Code, p.Name, Some(p.FieldCode), Some(p.FieldName), p.FeesDong))];

    private static string? Some(string text) => text.Length == 0 ? null : text;

    private static void Summarise(DemoMemory memory, string hub, string twins, DemoPosting posted, TimeSpan elapsed)
    {
        Output.Line($"nhận / accepted {posted.Accepted}, trùng / duplicates {posted.Duplicates}, từ chối / rejected {posted.Rejected}; {elapsed.TotalSeconds:0.0} s");
        Output.Line("");
        foreach (var (role, key) in memory.Keys)
        {
            Output.Line($"  {role,-15} {key}");
        }

        Output.Line($"  curl -H 'Authorization: Bearer {memory.Keys[Role.Operator]}' {hub}/lanes");
        Output.Line($"  curl -H 'Authorization: Bearer {memory.Keys[Role.Operator]}' {hub}/dossiers/000.00.01.H40-{memory.LastDay:yyMMdd}-0001");
        Output.Line($"  curl -H 'Authorization: Bearer {memory.Keys[PostalDescriptor.Role]}' '{hub}/postal/jobs?state=returned'");
        Output.Line($"  curl {twins}/_twin/effects");
        Output.Line($"  curl {twins}/_twin/post/counts");
        Output.Line($"  curl -X POST {twins}/_twin/portal/faults -H 'Content-Type: application/json' -d '{{\"kind\":\"maintenance\",\"share\":1,\"seconds\":30}}'");
        Output.Line($"  {hub}/openapi.json (role operator)");
    }
}
