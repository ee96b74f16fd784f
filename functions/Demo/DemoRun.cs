using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Core.Calendar;
using Hub.Core.Trust;
using Hub.Functions.Settings;
using Hub.Functions.Shell;
using Hub.Sandbox;

namespace Hub.Functions.Demo;

/// <summary>Runs the demonstration from the twins' start to the proof that both sides agree.</summary>
internal sealed class DemoRun(DemoOptions options)
{
    public const int DefaultSeed = 20261121;

    private const string PreferredHub = "http://127.0.0.1:5080";
    private const string PreferredTwins = "http://127.0.0.1:5081";

    /// <summary>Ends with <see cref="ExitCode.Ok"/> when it is told to stop, whatever it is doing at that moment.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        try
        {
            return await RunDayAsync(ct);
        }
#pragma warning disable CA1031 // Twins and hub stop at the same signal, so a call under way may fail in any manner before it is cancelled.
        catch (Exception) when (ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Output.Error(("Đã dừng trước khi đối chiếu; chạy lại cùng lệnh thì ngày làm việc tiếp tục.", "Stopped before the proof; the same command goes on with the day."));
            return ExitCode.Ok;
        }
    }

    private async Task<int> RunDayAsync(CancellationToken ct)
    {
        var memory = Remember();
        await using var twins = await StartTwinsAsync(memory, ct);
        var twinAddress = twins.Urls.First();
        using var twin = new TwinControl(new Uri(twinAddress));
        await using var hub = await RunningHub.StartAsync(await SettingsAsync(twin, ct), ct);
        await using var api = HubApi.At(new Uri(hub.Address + "/"), hub.Key);
        memory = await PrepareAsync(memory, api, twin, ct);

        var events = options.Parties.Aggregate(
            new CentreDay(memory.Seed, memory.LastDay, [.. options.Parties.SelectMany(party => party.Procedures)]).Events(options.Dossiers), (day, party) => party.Day(memory.Seed, day));
        foreach (var party in options.Parties)
        {
            await party.PrepareAsync(api, twin, events, ct);
        }

        Begin(memory, hub.Address, twinAddress, events);
        var watch = Stopwatch.StartNew();
        await using var caseSystem = HubApi.At(new Uri(hub.Address + "/"), memory.Keys[Role.CaseSystem]);
        var posted = new DemoPosting(caseSystem, events);
        var evidence = new DemoEvidence(api, twin, hub.Services, events, options.Dossiers);
        await LiveAsync(evidence, posted, ct);
        watch.Stop();

        var proofs = new List<DemoProof>();
        foreach (var party in options.Parties)
        {
            proofs.Add(await party.ProveAsync(evidence, ct));
        }

        var end = new DemoEnd(options, memory, new Uri(hub.Address), new Uri(twinAddress), posted, proofs, watch.Elapsed);
        end.Tell();
        if (!options.Exit)
        {
            await hub.WaitForStopAsync(ct);
        }

        await twins.StopAsync(CancellationToken.None);
        return end.Agrees ? ExitCode.Ok : ExitCode.NotInOrder;
    }

    private async Task LiveAsync(DemoEvidence evidence, DemoPosting posted, CancellationToken ct)
    {
        var people = options.Parties.Select(party => (Party: party, People: party.People(evidence))).Where(each => each.People is not null).ToDictionary(each => each.Party, each => each.People!);
        var progress = new DemoProgress(evidence.Hub, evidence.Twin, posted, evidence.Services, evidence.Events, options.Parties, people);
        using var evening = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var posting = posted.RunAsync(ct);
        var living = people.Values.Select(each => each.RunAsync(posting, evening.Token)).ToList();
        await Task.WhenAll(posting, DemoView.ShowAsync(options.IsJson, show => progress.RunAsync([posting, .. living], show, ct)));

        // Whoever is not through by now is named by the proof.
        await evening.CancelAsync();
        try
        {
            await Task.WhenAll(living);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
        }
    }

    private void Begin(DemoMemory memory, string hub, string twins, IReadOnlyList<DemoEvent> events)
    {
        if (options.IsJson)
        {
            return;
        }

        var counted = options.Parties.Select(party => party.Counted(events)).OfType<Bilingual>().ToList();
        Output.Line(($"hub {hub}, đối tác mô phỏng {twins}", $"hub {hub}, twins {twins}"));
        Output.Line((
            $"{options.Dossiers} hồ sơ, {events.Count} sự kiện{string.Concat(counted.Select(each => ", " + each.Vi))}, hạt giống {memory.Seed}",
            $"{options.Dossiers} dossiers, {events.Count} events{string.Concat(counted.Select(each => ", " + each.En))}, seed {memory.Seed}"));
        Output.Line("");
    }

    private DemoMemory Remember()
    {
        var kept = Kept();
        if (kept is not null && options.Seed is { } other && other != kept.Seed)
        {
            throw new UsageException((
                $"thư mục {options.Data} thuộc về hạt giống {kept.Seed}; hãy dùng --data khác", $"the folder {options.Data} belongs to seed {kept.Seed}; use another --data"));
        }

        // The day before: nothing of it lies in the future, whatever the hour of the demonstration.
        var yesterday = VietnamClock.DayOf(TimeProvider.System.GetUtcNow()).AddDays(-1);
        var memory = kept ?? new DemoMemory
        {
            Seed = options.Seed ?? DefaultSeed,
            LastDay = yesterday,
            WebhookSecret = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        };
        memory.Write(options.Data);
        return memory;
    }

    private DemoMemory? Kept()
    {
        try
        {
            return DemoMemory.Read(options.Data);
        }
        catch (JsonException)
        {
            throw new UsageException(($"{options.Data}/demo.json không đọc được; hãy dùng --data khác", $"{options.Data}/demo.json cannot be read; use another --data"));
        }
    }

    private async Task<WebApplication> StartTwinsAsync(DemoMemory memory, CancellationToken ct)
    {
        var twins = SandboxHost.Build(options.Parties.Aggregate(new SandboxOptions
        {
            Urls = [Address(PreferredTwins)],
            Seed = memory.Seed,
            DataDirectory = Path.Combine(options.Data, "twins"),
            CaseSystem = memory.WebhookSecret is { } secret ? new() { Secrets = [secret] } : new(),
        }, (sandbox, party) => party.Twins(sandbox)));
        await twins.StartAsync(ct);
        return twins;
    }

    // Whoever stays to look finds it under the known ports; one that ends by itself takes none that another may want.
    private string Address(string preferred) => options.Exit ? "http://127.0.0.1:0" : FreePort.Prefer(preferred);

    private async Task<HubSettings> SettingsAsync(TwinControl twin, CancellationToken ct)
    {
        List<string> settings =
        [
            "--Data=" + Path.Combine(options.Data, "hub"),
            "--Urls=" + Address(PreferredHub),
            "--CaseSystem:AllowHttp=true",
            "--CaseSystem:AllowedNetworks:0=127.0.0.0/8",
            $"--CaseSystem:ExtraPorts:0={twin.Address.Port}",
            "--Intake:RatePerKey=0",

            // Whoever ends the show does not want to wait for a partner that was made to hang.
            "--ShutdownTimeout=00:00:05",

            // What fails on the way is shown in words of its own; attempts that were charged for it would drown them.
            "--Telemetry:JsonLogs=false",
            "--Telemetry:LogLevel=Error",
        ];
        foreach (var party in options.Parties)
        {
            settings.AddRange(await party.SettingsAsync(twin, ct));
        }

        return SettingsReader.Read(options.Wings, [.. settings, .. options.Settings.Select(setting => "--" + setting)]);
    }

    private async Task<DemoMemory> PrepareAsync(DemoMemory memory, HubApi api, TwinControl twin, CancellationToken ct)
    {
        await SubscribeAsync(memory, api, twin, ct);
        var keys = new Dictionary<string, string>(memory.Keys);
        foreach (var role in options.Wings.Roles.Where(role => !keys.ContainsKey(role)))
        {
            var wanted = new JsonObject { ["role"] = role, ["name"] = "demo" };
            if (options.Parties.Select(party => party.OrganisationOf(role)).FirstOrDefault(organisation => organisation is not null) is { } organisation)
            {
                wanted["operator"] = organisation;
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
}
