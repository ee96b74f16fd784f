using System.Net;
using System.Text.Json;
using Hub.Sandbox;
using Hub.Sandbox.Control;
using Hub.Sandbox.Faults;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.UnitTests.Sandbox;

/// <summary>A party that the product does not know brings its own twin.</summary>
public sealed class FurtherTwinTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("further-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_further_twin_is_served_beside_those_that_ship()
    {
        await using var twin = await StartAsync();

        await AddAsync(twin, "first");

        Assert.Equal(["first"], await NotesAsync(twin));
        Assert.Equal(1, await twin.EffectAsync("registry.note"));
        Assert.Equal(0, await twin.EffectAsync("portal.calls"));
    }

    [Fact]
    public async Task A_further_twin_remembers_over_a_restart_and_forgets_on_reset()
    {
        await using (var twin = await StartAsync())
        {
            await AddAsync(twin, "kept");
        }

        await using var restarted = await StartAsync();
        var kept = await NotesAsync(restarted);
        await restarted.ControlAsync("/reset", []);

        Assert.Equal(["kept"], kept);
        Assert.Empty(await NotesAsync(restarted));
    }

    [Fact]
    public async Task A_further_twin_has_faults_and_hears_of_the_clock()
    {
        await using var twin = await StartAsync();

        await twin.ControlAsync("/registry/faults", new() { ["kind"] = "5xx", ["times"] = 1 });
        using var refused = await twin.Http.PostAsync(new Uri("/registry/notes/lost", UriKind.Relative), null);
        await AddAsync(twin, "taken");
        await twin.AdvanceAsync(60);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(["taken"], await NotesAsync(twin));
        Assert.Equal((1L, 1L), (await twin.EffectAsync("registry.fault.5xx"), await twin.EffectAsync("registry.woken")));
    }

    [Fact]
    public async Task A_line_of_a_twin_that_is_gone_stops_the_start()
    {
        await using (var twin = await StartAsync())
        {
            await AddAsync(twin, "orphan");
        }

        var error = Assert.Throws<InvalidDataException>(() => SandboxHost.Build(new SandboxOptions { DataDirectory = _folder }));
        Assert.Contains("unknown kind 'registry-note'", error.Message, StringComparison.Ordinal);
    }

    private static async Task AddAsync(TwinServer twin, string note) =>
        (await twin.Http.PostAsync(new Uri("/registry/notes/" + note, UriKind.Relative), null)).EnsureSuccessStatusCode().Dispose();

    private static async Task<IEnumerable<string>> NotesAsync(TwinServer twin) =>
        (await twin.ControlAsync("/registry/notes"))["notes"]!.AsArray().Select(note => (string)note!);

    private Task<TwinServer> StartAsync() => TwinServer.StartAsync(new SandboxOptions { DataDirectory = _folder }, new RegistryTwin());

    private sealed class RegistryTwin : ITwin
    {
        private const string Line = "registry-note";

        private readonly List<string> _notes = [];

        public IEnumerable<string> EffectKinds => ["registry.note"];

        public void AddServices(IServiceCollection services) => services.AddSingleton<RegistryFaults>();

        public void MapRoutes(IEndpointRouteBuilder routes, IEndpointRouteBuilder control)
        {
            routes.MapPost("/registry/notes/{text}", TakeAsync);
            control.MapGet("/registry/notes", () => new { notes = _notes });
            control.MapFaults("/registry/faults", routes.ServiceProvider.GetRequiredService<RegistryFaults>());
        }

        public IReadOnlyDictionary<string, Action<JsonElement>> Restorers(IServiceProvider services) =>
            new Dictionary<string, Action<JsonElement>> { [Line] = line => _notes.Add(TwinJournal.Read<string>(line, "text")) };

        public void Wake(IServiceProvider services) => services.GetRequiredService<Effects>().Count("registry.woken");

        public void Reset(IServiceProvider services)
        {
            _notes.Clear();
            services.GetRequiredService<RegistryFaults>().Reset();
        }

        private async Task TakeAsync(HttpContext context, string text, RegistryFaults faults, TwinJournal journal, Effects effects)
        {
            if (await faults.StrikeAsync(context, "note") is null)
            {
                return;
            }

            _notes.Add(text);
            effects.Count("registry.note");
            journal.Add(Line, "text", text);
            await journal.SettledAsync(CancellationToken.None);
        }
    }

    private sealed class RegistryFaults(SeededChoice choice, TwinClock clock, Effects effects) : FaultScript("registry", Usual, choice, clock, effects);
}
