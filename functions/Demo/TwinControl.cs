using System.Text.Json.Nodes;

namespace Hub.Functions.Demo;

/// <summary>The twins' control API as the demonstration uses it.</summary>
internal sealed class TwinControl(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address };

    public Uri Address => address;

    public async Task FaultAsync(string kind, double share, double seconds, int? latencyMs, CancellationToken ct)
    {
        var fault = new JsonObject { ["kind"] = kind, ["share"] = share, ["seconds"] = seconds };
        if (latencyMs is { } latency)
        {
            fault["latencyMs"] = latency;
        }

        using var response = await _http.PostAsJsonAsync("/_twin/portal/faults", fault, ct).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
    }

    public async Task<JsonObject> EffectsAsync(CancellationToken ct) =>
        (await _http.GetFromJsonAsync<JsonObject>("/_twin/effects", ct).ConfigureAwait(false))!;

    /// <summary>Everything the portal holds, page by page.</summary>
    public async Task<Dictionary<string, JsonObject>> DossiersAsync(CancellationToken ct)
    {
        var dossiers = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        for (var after = ""; ;)
        {
            var page = (await _http.GetFromJsonAsync<JsonObject>($"/_twin/portal/dossiers?limit=500&after={Uri.EscapeDataString(after)}", ct).ConfigureAwait(false))!;
            foreach (var dossier in page["dossiers"]!.AsArray())
            {
                dossiers[dossier!["code"]!.GetValue<string>()] = dossier.AsObject();
            }

            if (page["next"] is not { } next)
            {
                return dossiers;
            }

            after = next.GetValue<string>();
        }
    }

    public void Dispose() => _http.Dispose();
}
