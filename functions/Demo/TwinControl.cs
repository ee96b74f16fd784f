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

    /// <param name="path">Below <c>/_twin/</c>.</param>
    public async Task<JsonObject> GetAsync(string path, CancellationToken ct) => (await _http.GetFromJsonAsync<JsonObject>("/_twin/" + path, ct))!;

    /// <param name="path">Below <c>/_twin/</c>.</param>
    public Task<byte[]> BytesAsync(string path, CancellationToken ct) => _http.GetByteArrayAsync("/_twin/" + path, ct);

    /// <param name="path">Below <c>/_twin/</c>.</param>
    /// <returns>Null when the twin has nothing of the kind.</returns>
    public async Task<JsonObject?> PostAsync(string path, JsonObject body, CancellationToken ct)
    {
        using var response = await _http.PostAsJsonAsync("/_twin/" + path, body, ct);
        if (response.StatusCode is System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }

        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonObject>(ct);
    }

    /// <param name="path">Below <c>/_twin/</c>.</param>
    public async Task PutAsync(string path, JsonObject body, CancellationToken ct)
    {
        using var response = await _http.PutAsJsonAsync("/_twin/" + path, body, ct);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}
