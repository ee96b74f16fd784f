using Hub.Sandbox.Control;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Hub.Sandbox.Control.ControlAnswers;

namespace Hub.Sandbox.Postal;

/// <summary>The part of the control API that concerns D's webhook.</summary>
internal static class PushControl
{
    public static void Map(RouteGroupBuilder post)
    {
        post.MapGet("/webhook", (PushQueue queue) => Ok(new { url = queue.Target?.AbsoluteUri, waiting = queue.Waiting, nextAt = queue.NextAt }));
        post.MapPut("/webhook", AimAsync);
        post.MapGet("/webhook/key", (WebhookKey key) => Ok(new { algorithm = "RSA-SHA256", publicKey = key.PublicKey, publicKeyPem = key.PublicKeyPem }));
        post.MapPost("/push", PushAsync);
        post.MapGet("/pushes", List);
    }

    private static async Task<IResult> AimAsync(Body<WebhookRequest> body, PushQueue queue, ClockworkSignal signal, TwinJournal journal, CancellationToken ct)
    {
        if (body.Value is not { } request || (request.Url is { } url && !(url.IsAbsoluteUri && url.Scheme is "http" or "https")))
        {
            return Wrong(body.Error ?? "url is an absolute http(s) address, or null to push nothing.");
        }

        queue.Aim(request.Url);
        signal.Raise();
        await journal.SettledAsync(ct);
        return Ok(new { url = request.Url?.AbsoluteUri });
    }

    private static async Task<IResult> PushAsync(
        Body<PushRequest> body, PushSender sender, PushScripts scripts, ConsignmentService consignments, PushQueue queue, TwinJournal journal, CancellationToken ct)
    {
        if (body.Value is not { } request || (request.Kind is not null && !PushScripts.Kinds.Contains(request.Kind)))
        {
            return Wrong(body.Error ?? $"kind is absent or one of: {string.Join(", ", PushScripts.Kinds)}.");
        }

        if (queue.Target is null)
        {
            return Wrong("No webhook address is set.");
        }

        if (request.Kind is null)
        {
            var sent = await sender.SendDueAsync(ct);
            await journal.SettledAsync(ct);
            return Ok(new { results = sent });
        }

        var orders = new List<ConsignmentState>();
        foreach (var number in request.Orders ?? [])
        {
            if (consignments.Find(number).Orders.LastOrDefault(order => order.Consignment.Dialect == PostDialect.D) is not { } found)
            {
                return Missing($"D has no order '{number}'.");
            }

            orders.Add(found);
        }

        return orders.Count == 0 ? Wrong("orders is a list of at least one.") : Ok(new { results = await scripts.RunAsync(request.Kind, orders, request.Code ?? PostStep.Delivered.Code(PostDialect.D), ct) });
    }

    private static IResult List(PushSender sender, long after = 0, int limit = 1000)
    {
        if (CheckLimit(limit) is { } wrong)
        {
            return wrong;
        }

        var page = sender.After(after, limit);
        return Ok(new { pushes = page, next = page.Count == 0 ? after : page[^1].Seq });
    }
}

/// <summary>Body of <c>PUT /_twin/post/webhook</c>: where D pushes to from now on; null for nowhere.</summary>
internal sealed record WebhookRequest(Uri? Url);

/// <summary>Body of <c>POST /_twin/post/push</c>: nothing for what is due, else a script.</summary>
/// <param name="Kind">duplicate, out-of-order, batch, forged-second, forged-signature or tampered-first.</param>
/// <param name="Orders">Order numbers; a doubled booking is meant by its last one.</param>
/// <param name="Code">What a forgery says; delivered when absent.</param>
internal sealed record PushRequest(string? Kind = null, IReadOnlyList<string>? Orders = null, int? Code = null);
