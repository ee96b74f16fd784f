using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Tests.Triggers;

/// <summary>Posts an invocation as <c>DefaultHttpWorkerService</c> does and judges the answer as it does.</summary>
internal static class Invoker
{
    public const string InvocationId = "X-Azure-Functions-InvocationId";

    public static async Task<InvocationEnd> InvokeAsync(HttpClient http, int port, string function, string body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://127.0.0.1:{port}/{function}"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = true;
        Sign(request);
        try
        {
            using var response = await http.SendAsync(request, ct);
            var text = await response.Content.ReadAsStringAsync(ct);
            return Judge(response, text);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            return InvocationEnd.Failed("no answer: " + lost.Message);
        }
    }

    /// <summary>The headers on every call of the host.</summary>
    public static void Sign(HttpRequestMessage request)
    {
        request.Headers.Add("X-Azure-Functions-HostVersion", "4.1000.0");
        request.Headers.Add(InvocationId, Guid.NewGuid().ToString());
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Azure-Functions-Host", "4.1000.0"));
    }

    private static InvocationEnd Judge(HttpResponseMessage response, string text)
    {
        if (!response.IsSuccessStatusCode)
        {
            return InvocationEnd.Failed($"{(int)response.StatusCode} {text}");
        }

        if (text.Length == 0)
        {
            return Hung();
        }

        if (response.Content.Headers.ContentType?.MediaType is not ("application/json" or "text/json"))
        {
            return InvocationEnd.Failed("not JSON by its type");
        }

        try
        {
            return JsonNode.Parse(text) switch
            {
                null => Hung(),
                JsonObject result => new InvocationEnd(true, false, "", [.. result["Logs"]?.AsArray().Select(log => log!.GetValue<string>()) ?? []]),
                _ => InvocationEnd.Failed("no JSON object"),
            };
        }
        catch (JsonException)
        {
            return InvocationEnd.Failed("no JSON");
        }
    }

    private static InvocationEnd Hung() => new(false, true, "a success without a JSON object", []);
}
