using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Tests.Centres;
using Hub.Tests.Processes;
using Hub.Tests.Servers;
using Xunit;

namespace Hub.ProcessTests.Clusters;

/// <summary>
/// Several hubs as processes of their own over one real PostgreSQL, with the partner twins beside them. The case system posts to whichever
/// hub answers, and again with the same ids when none did, as it must.
/// </summary>
public class Cluster : IAsyncLifetime, IDisposable
{
    /// <summary>The shortest lease there is, so that what a dead hub held is waited for seconds and not minutes.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    private readonly TemporaryFolder _folder = new();
    private readonly List<Member> _members = [];
    private readonly Dictionary<string, string> _keys = [];
    private HubProcess? _sandbox;
    private int _next;

    public PostgresServer Database { get; } = PostgresServer.Start();

    internal Twin Twin { get; private set; } = null!;

    internal IReadOnlyList<Member> Members => _members;

    /// <summary>Environment of every hub.</summary>
    protected Dictionary<string, string> Environment { get; } = new()
    {
        ["HUB__Lanes__national-portal__Ladder"] = string.Join(',', Enumerable.Repeat("00:00:01", 20)),
        ["HUB__Lanes__national-portal__ProbeEvery"] = "00:00:00.2",
        ["HUB__Lanes__national-portal__ProbeCeiling"] = "00:00:00.5",
        ["HUB__Lanes__national-portal__RatePerSecond"] = "0",
        ["HUB__Lanes__national-portal__Lease"] = Lease.ToString("c", CultureInfo.InvariantCulture),
        ["HUB__CaseSystem__AllowHttp"] = "true",
        ["HUB__CaseSystem__AllowedNetworks__0"] = "127.0.0.0/8",
    };

    public virtual async Task InitializeAsync()
    {
        (_sandbox, var address) = await HubProcess.ServeAsync(null, "sandbox", "--urls", "http://127.0.0.1:0", "--seed", "7");
        Twin = new Twin(address);
        Environment["HUB__NationalPortal__BaseAddress"] = $"{address}portal/";
        Environment["HUB__Store"] = "postgres";
        Environment["HUB__Postgres__ConnectionString"] = Database.ConnectionString();
        foreach (var role in new[] { "case-system", "operator" })
        {
            var (code, output, errors) = await CommandRun.InEnglishAsync(Environment, "keys", "create", "--role", role, "--data", _folder["keys"], "--json");
            Assert.True(code == 0, errors);
            _keys[role] = JsonNode.Parse(output)!["key"]!.GetValue<string>();
        }
    }

    public async Task DisposeAsync()
    {
        Twin?.Dispose();
        foreach (var member in _members)
        {
            await member.DisposeAsync();
        }

        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }
    }

    public virtual void Dispose()
    {
        Database.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts hubs until there are so many.</summary>
    internal async Task GrowAsync(int count)
    {
        while (_members.Count < count)
        {
            var member = new Member(_folder[$"hub-{_members.Count}"], Environment, _keys);
            await member.StartAsync();
            _members.Add(member);
        }
    }

    /// <summary><c>hub doctor</c> beside one of the hubs.</summary>
    internal async Task<(int ExitCode, string Text, IReadOnlyList<(string Check, string Grade)> Checks)> DoctorAsync(int member)
    {
        var (code, output, errors) = await CommandRun.InEnglishAsync(Environment, "doctor", "--data", _folder[$"hub-{member}"], "--json");
        Assert.True(output.Length > 0, errors);
        return (code, output, [.. JsonNode.Parse(output)!["checks"]!.AsArray().Select(check => (check!["check"]!.GetValue<string>(), check["grade"]!.GetValue<string>()))]);
    }

    /// <summary>Posts until some hub has answered that it has everything.</summary>
    internal async Task PostAsync(IReadOnlyList<JsonObject> events)
    {
        var body = "[" + string.Join(',', events.Select(e => e.ToJsonString())) + "]";
        await Eventually.HoldsAsync("some hub takes the events", async () =>
        {
            var member = _members[(Interlocked.Increment(ref _next) & int.MaxValue) % _members.Count];
            return !member.IsDown && await member.TryPostAsync(body);
        });
    }

    /// <summary>Until nothing waits in the portal's lane.</summary>
    internal Task SettledAsync() => Eventually.HoldsAsync("the portal's lane has nothing to do", async () =>
        await LaneAsync() is { } lane && lane["waiting"]!.GetValue<long>() == 0);

    internal async Task<JsonNode?> LaneAsync()
    {
        foreach (var member in _members.Where(member => !member.IsDown))
        {
            if (await member.TryGetAsync("lanes") is { } lanes)
            {
                return lanes["lanes"]!.AsArray().First(lane => lane!["lane"]!.GetValue<string>() == "national-portal");
            }
        }

        return null;
    }

    /// <summary>Each dossier is there once, as it ended, with each of its steps told once and in order, and nobody's work list is longer for it.</summary>
    internal async Task TruthAsync(IEnumerable<Story> stories)
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var story in stories)
        {
            count++;
            var held = await Twin.DossierAsync(story.Code);
            if (held is null || held["status"]!.GetValue<int>() != 4 || held["created"]!.GetValue<int>() != 1
                || held["progress"]!.AsArray().Count != story.Events.Count || held["doubledProgress"]!.GetValue<int>() != 0)
            {
                wrong.Add($"{story.Code}: {held?.ToJsonString()}");
            }
        }

        Assert.True(count > 0);
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Equal((0, 0), (await Twin.EffectAsync("portal.progress.doubled"), await Twin.EffectAsync("portal.backward-move")));
        Assert.Equal(0, (await LaneAsync())!["dead"]!.GetValue<long>());
    }
}
