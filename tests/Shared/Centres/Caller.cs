using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Hub.Tests.Centres;

/// <summary>An HTTP caller of one server, with a key or without.</summary>
internal sealed class Caller(Uri address, string? key = null) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = address };

    public async Task<(int Status, string Text)> SendAsync(string method, string path, string? body = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path);
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        }

        using var response = await _http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The answer's JSON; another status than 2xx is an error.</summary>
    public async Task<JsonNode> JsonAsync(string method, string path, JsonNode? body = null)
    {
        var (status, text) = await SendAsync(method, path, body?.ToJsonString());
        return status is >= 200 and < 300 ? JsonNode.Parse(text.Length == 0 ? "{}" : text)! : throw new InvalidOperationException($"{method} {path}: {status} {text}");
    }

    public Task<JsonNode> GetAsync(string path) => JsonAsync("GET", path);

    public void Dispose() => _http.Dispose();
}
