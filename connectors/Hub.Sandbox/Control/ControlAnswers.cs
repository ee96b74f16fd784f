using System.Text.Json;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Http;

namespace Hub.Sandbox.Control;

/// <summary>How the control API answers.</summary>
internal static class ControlAnswers
{
    public const int PageLimit = 5000;

    public static IResult Ok<T>(T body) => Results.Json(body, TwinJson.Control);

    public static IResult Wrong(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: "Yêu cầu không hợp lệ / Bad request");

    public static IResult Missing(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status404NotFound, title: "Không tìm thấy / Not found");

    /// <summary>Null when a page of this size is allowed.</summary>
    public static IResult? CheckLimit(int limit) => limit is < 1 or > PageLimit ? Wrong($"limit is 1..{PageLimit}.") : null;
}

/// <summary>A control request's body, read by the twins' own rules whatever the host has set for its JSON.</summary>
internal sealed record Body<T>(T? Value, string? Error)
    where T : class
{
    public static async ValueTask<Body<T>> BindAsync(HttpContext context)
    {
        try
        {
            using var document = await TwinJson.ReadAsync(context.Request.Body, context.RequestAborted);
            var value = document.Deserialize<T>(TwinJson.Control);
            return new Body<T>(value, value is null ? "The body is null." : null);
        }
        catch (Exception error) when (error is JsonException or BadHttpRequestException { StatusCode: not StatusCodes.Status413PayloadTooLarge })
        {
            return new Body<T>(null, $"The body is no JSON of the right form: {error.Message}");
        }
    }
}
