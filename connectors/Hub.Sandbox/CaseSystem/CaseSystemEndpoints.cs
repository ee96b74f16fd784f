using Hub.Sandbox.Faults;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Http;

namespace Hub.Sandbox.CaseSystem;

/// <summary>Where the hub's webhooks arrive.</summary>
internal sealed class CaseSystemEndpoints(
    WebhookVerifier verifier, CaseSystemInbox inbox, CaseSystemFaults faults, TwinJournal journal, Effects effects)
{
    public const string Operation = "webhook";

    public async Task ReceiveAsync(HttpContext context)
    {
        var ct = context.RequestAborted;
        effects.Count(CaseSystemEffects.Calls);
        if (await faults.StrikeAsync(context, Operation) is not { } plan)
        {
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, ct);
        if (Take(context.Request.Headers, body.GetBuffer().AsSpan(0, (int)body.Length)) is not { } isNew)
        {
            effects.Count(CaseSystemEffects.Refused);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            await WriteAsync(context, "{\"error\":\"signature\"}", ct);
            return;
        }

        await journal.SettledAsync(CancellationToken.None);
        if (plan.Kind == FaultKind.AppliedNoAnswer)
        {
            context.Abort();
            return;
        }

        await WriteAsync(context, isNew ? "{\"received\":true,\"duplicate\":false}" : "{\"received\":true,\"duplicate\":true}", ct);
    }

    private static Task WriteAsync(HttpContext context, string json, CancellationToken ct)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(json, ct);
    }

    // Null when the webhook is not genuine, else whether its id is new.
    private bool? Take(IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        string? id = headers["webhook-id"];
        string? timestamp = headers["webhook-timestamp"];
        return verifier.Check(id, timestamp, headers["webhook-signature"], body) == WebhookVerdict.Genuine
            ? inbox.TryTake(id!, timestamp!, body)
            : null;
    }
}
