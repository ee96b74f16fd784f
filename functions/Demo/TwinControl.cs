using System.Text.Json.Nodes;

namespace Hub.Functions.Demo;

/// <summary>The twins' control API as the demonstration uses it.</summary>
internal sealed class TwinControl(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address };

    public Uri Address => address;

    /// <param name="party">As the control API names it: <c>portal</c>, <c>post/a</c>.</param>
    /// <param name="operation">The only one that is hit; null for all.</param>
    public async Task FaultAsync(string party, string kind, double share, double seconds, CancellationToken ct, int? latencyMs = null, string? operation = null)
    {
        var fault = new JsonObject { ["kind"] = kind, ["share"] = share, ["seconds"] = seconds };
        if (latencyMs is { } latency)
        {
            fault["latencyMs"] = latency;
        }

        if (operation is not null)
        {
            fault["operations"] = new JsonArray(operation);
        }

        using var response = await _http.PostAsJsonAsync($"/_twin/{party}/faults", fault, ct);
        response.EnsureSuccessStatusCode();
    }

    public async Task<JsonObject> EffectsAsync(CancellationToken ct) =>
        (await _http.GetFromJsonAsync<JsonObject>("/_twin/effects", ct))!;

    /// <summary>Everything the portal holds, page by page.</summary>
    public async Task<Dictionary<string, JsonObject>> DossiersAsync(CancellationToken ct)
    {
        var dossiers = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        for (var after = ""; ;)
        {
            var page = (await _http.GetFromJsonAsync<JsonObject>($"/_twin/portal/dossiers?limit=500&after={Uri.EscapeDataString(after)}", ct))!;
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

    public async Task<JsonObject> PlacesAsync(CancellationToken ct) => (await _http.GetFromJsonAsync<JsonObject>("/_twin/post/places", ct))!;

    /// <summary>The public key of the operator that pushes, PEM.</summary>
    public async Task<string> WebhookKeyAsync(CancellationToken ct) =>
        (await _http.GetFromJsonAsync<JsonObject>("/_twin/post/webhook/key", ct))!["publicKeyPem"]!.GetValue<string>();

    public async Task PushToAsync(Uri target, CancellationToken ct)
    {
        using var response = await _http.PutAsJsonAsync("/_twin/post/webhook", new JsonObject { ["url"] = target.AbsoluteUri }, ct);
        response.EnsureSuccessStatusCode();
    }

    public async Task<IReadOnlyList<TwinPostCounts>> PostCountsAsync(CancellationToken ct)
    {
        var counts = (await _http.GetFromJsonAsync<JsonObject>("/_twin/post/counts", ct))!;
        return [.. counts.Select(pair => new TwinPostCounts(
            pair.Key, pair.Value!["orders"]!.GetValue<long>(), pair.Value["doubled"]!.GetValue<long>(), pair.Value["refusedDuplicates"]!.GetValue<long>()))];
    }

    /// <summary>Every booking of every operator, page by page.</summary>
    public async Task<IReadOnlyList<TwinOrder>> PostOrdersAsync(CancellationToken ct)
    {
        var orders = new List<TwinOrder>();
        for (long? after = 0; after is not null;)
        {
            var page = (await _http.GetFromJsonAsync<JsonObject>($"/_twin/post/orders?limit=1000&after={after}", ct))!;
            orders.AddRange(page["orders"]!.AsArray().Select(order => new TwinOrder(
                order!["orderNumber"]!.GetValue<string>(), order["dialect"]!.GetValue<string>(), [.. order["history"]!.AsArray().Select(told => told!["step"]!.GetValue<string>())], order["codAmount"]!.GetValue<long>())));
            after = page["next"]?.GetValue<long>();
        }

        return orders;
    }

    public void Dispose() => _http.Dispose();
}
