using System.Globalization;
using System.Security;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Hub.Sandbox.ServiceBus;

/// <summary>Writes answers in the service's form: an empty body, or an XML element <c>Error</c>.</summary>
internal static class BusAnswer
{
    public const string Throttled =
        "The request was terminated because the entity is being throttled. Error code: 50009. Please wait 2 seconds and try again.";

    public static Task ErrorAsync(HttpContext context, int status, string detail, CancellationToken ct, TimeSpan? retryAfter = null)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/xml; charset=utf-8";
        if (retryAfter is { } wait && wait > TimeSpan.Zero)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        var xml = Encoding.UTF8.GetBytes($"<Error><Code>{status}</Code><Detail>{SecurityElement.Escape(detail)}</Detail></Error>");
        response.ContentLength = xml.Length;
        return response.Body.WriteAsync(xml, ct).AsTask();
    }

    public static Task EmptyAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        if (status != StatusCodes.Status204NoContent)
        {
            context.Response.ContentLength = 0;
        }

        return Task.CompletedTask;
    }
}
