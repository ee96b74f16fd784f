using System.Text.Json;
using Hub.Sandbox.Faults;
using Hub.Sandbox.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.Sandbox.Portal;

/// <summary>The two addresses of the portal, behind an adapter that answers HTML when it is unhappy.</summary>
internal sealed class PortalEndpoints(SandboxOptions options, PortalGateway gateway, FaultDesk faults, TwinJournal journal, TwinClock clock, Effects effects)
{
    public const string LoginOperation = "login";

    public Task LogInAsync(HttpContext context) => ServeAsync(context, LogInAsync);

    public Task CallAsync(HttpContext context) => ServeAsync(context, CallAsync);

    private async Task ServeAsync(HttpContext context, Func<HttpContext, JsonElement, CancellationToken, Task> serve)
    {
        var ct = context.RequestAborted;
        effects.Count(EffectNames.PortalCalls);
        if (faults.Portal.Maintenance() is { } maintenance)
        {
            await FaultAnswer.TryPlayAsync(context, maintenance, ct);
            return;
        }

        var (document, status, complaint) = await ReadAsync(context, ct);
        if (document is null)
        {
            effects.Count(EffectNames.PortalAdapterRefused);
            await FaultAnswer.WriteAsync(context, status, complaint, null, ct);
            return;
        }

        using (document)
        {
            await serve(context, document.RootElement, ct);
        }
    }

    private async Task LogInAsync(HttpContext context, JsonElement body, CancellationToken ct)
    {
        var plan = faults.Portal.Decide(LoginOperation);
        await clock.WaitAsync(plan.Latency, ct);
        if (await FaultAnswer.TryPlayAsync(context, plan, ct))
        {
            return;
        }

        var reply = gateway.LogIn(body);
        if (plan.Kind == FaultKind.AppliedNoAnswer)
        {
            context.Abort();
            return;
        }

        await WriteAsync(context, reply, ct);
    }

    private async Task CallAsync(HttpContext context, JsonElement body, CancellationToken ct)
    {
        var call = gateway.Open(body);
        await clock.WaitAsync(call.Plan.Latency, ct);
        if (await FaultAnswer.TryPlayAsync(context, call.Plan, ct))
        {
            return;
        }

        var reply = gateway.Run(call);
        var isAnswerLost = gateway.IsAnswerLost(call, reply);
        // Whoever hung up meanwhile must not undo what the portal has taken.
        await journal.SettledAsync(CancellationToken.None);
        if (isAnswerLost)
        {
            context.Abort();
            return;
        }

        await WriteAsync(context, reply, ct);
    }

    private async Task<(JsonDocument? Document, int Status, string Complaint)> ReadAsync(HttpContext context, CancellationToken ct)
    {
        var request = context.Request;
        var dstCode = request.Headers["dstcode"].FirstOrDefault() ?? request.Query["dstcode"].FirstOrDefault();
        if (dstCode != options.Portal.DstCode)
        {
            return (null, 500, "Không tìm thấy dịch vụ đích (dstcode) / Unknown destination service");
        }

        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) is not true)
        {
            return (null, 415, "Content-Type phải là application/json / must be application/json");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.Portal.MaxBodyBytes;
        }

        try
        {
            var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: ct);
            return (document, 200, "");
        }
        catch (BadHttpRequestException error)
        {
            return (null, error.StatusCode, "Dữ liệu gửi quá lớn hoặc bị hỏng / Body too large or broken");
        }
        catch (JsonException)
        {
            return (null, 500, "Không đọc được dữ liệu JSON / The body is not JSON");
        }
    }

    private static async Task WriteAsync(HttpContext context, PortalReply reply, CancellationToken ct)
    {
        var json = reply.ToJson();
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, ct);
    }
}
