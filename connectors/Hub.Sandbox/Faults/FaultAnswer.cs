using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Hub.Sandbox.Faults;

/// <summary>Plays a fault that ends a call before anything is applied.</summary>
internal static class FaultAnswer
{
    /// <summary>True when the call is over: an answer was written, or the connection torn.</summary>
    public static async Task<bool> TryPlayAsync(HttpContext context, FaultPlan plan, CancellationToken ct)
    {
        switch (plan.Kind)
        {
            case FaultKind.ServerError:
                await WriteAsync(context, plan.Status, "Lỗi hệ thống / Internal error", plan.RetryAfter, ct);
                return true;
            case FaultKind.TooManyRequests:
                await WriteAsync(context, 429, "Quá nhiều yêu cầu / Too many requests", plan.RetryAfter, ct);
                return true;
            case FaultKind.Maintenance:
                await WriteAsync(context, 503, "Hệ thống đang bảo trì / Maintenance", plan.RetryAfter, ct);
                return true;
            case FaultKind.Html:
                await WriteAsync(context, 200, "Trang thông báo của bộ chuyển đổi / Adapter notice", null, ct);
                return true;
            case FaultKind.Torn:
                context.Abort();
                return true;
            default:
                return false;
        }
    }

    /// <summary>An HTML page, the way an adapter or a proxy in front of a partner answers.</summary>
    public static async Task WriteAsync(HttpContext context, int status, string title, TimeSpan? retryAfter, CancellationToken ct)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        if (retryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        var page = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html lang=\"vi\"><head><title>{title}</title></head><body><h1>{status}</h1><p>{title}</p></body></html>");
        context.Response.ContentLength = page.Length;
        await context.Response.Body.WriteAsync(page, ct);
    }
}
