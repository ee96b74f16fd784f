using System.Net.Http.Headers;

namespace Hub.Sandbox.Twins;

/// <summary>What came back when a twin called the hub; <paramref name="Status"/> is 0 and <paramref name="Error"/> is set when nothing did.</summary>
internal readonly record struct OutboundCall(int Status, string? Body, string? Error = null)
{
    public static async Task<OutboundCall> PostAsync(
        HttpClient http, Uri target, byte[] json, IReadOnlyDictionary<string, string>? headers, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(json) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=utf-8");
        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await http.SendAsync(request, ct);
            return new OutboundCall((int)response.StatusCode, await response.Content.ReadAsStringAsync(ct));
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return new OutboundCall(0, null, error.Message);
        }
    }
}
