using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Hub.Sandbox.Control;

/// <summary>A control request's body, read by the twins' own rules whatever the host has set for its JSON.</summary>
internal sealed record Body<T>(T? Value, string? Error)
    where T : class
{
    public static async ValueTask<Body<T>> BindAsync(HttpContext context)
    {
        try
        {
            var value = await JsonSerializer.DeserializeAsync<T>(context.Request.Body, TwinJson.Control, context.RequestAborted);
            return new Body<T>(value, value is null ? "The body is null." : null);
        }
        catch (JsonException error)
        {
            return new Body<T>(null, $"The body is no JSON of the right form: {error.Message}");
        }
    }
}
