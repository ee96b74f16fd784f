using System.Text.Json;
using Hub.Sandbox.Faults;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.Sandbox.NationalPortal;

/// <summary>The two addresses of the portal, behind an adapter that answers HTML when it is unhappy.</summary>
internal sealed class PortalEndpoints(PortalTwinOptions options, PortalGateway gateway, PortalFaults faults, TwinJournal journal, Effects effects)
{
    public const string LoginOperation = "login";

    public Task LogInAsync(HttpContext context) => ServeAsync(context, LogInAsync);

    public Task CallAsync(HttpContext context) => ServeAsync(context, CallAsync);

    private async Task ServeAsync(HttpContext context, Func<HttpContext, JsonElement, CancellationToken, Task> serve)
    {
        var ct = context.RequestAborted;
        effects.Count(PortalEffects.Calls);
        if (faults.Maintenance() is { } maintenance)
        {
            await FaultAnswer.TryPlayAsync(context, maintenance, ct);
            return;
        }

        var (document, status, complaint) = await ReadAsync(context, ct);
        if (document is null)
        {
            effects.Count(PortalEffects.AdapterRefused);
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
        var plan = faults.Decide(LoginOperation);
        if (await faults.PlayAsync(context, plan))
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
        if (await faults.PlayAsync(context, call.Plan))
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
        if (dstCode != options.DstCode)
        {
            return (null, 500, "Không tìm thấy dịch vụ đích (dstcode) / Unknown destination service");
        }

        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) is not true)
        {
            return (null, 415, "Content-Type phải là application/json / must be application/json");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.MaxBodyBytes;
        }

        try
        {
            var document = await TwinJson.ReadAsync(request.Body, ct);
            return (document, 200, "");
        }
        catch (BadHttpRequestException error)
        {
            return (null, error.StatusCode, "Dữ liệu gửi quá lớn hoặc bị hỏng / Body too large or broken");
        }
        catch (JsonException)
        {
            return (null, 400, "Không đọc được dữ liệu JSON / The body is not JSON");
        }
    }

    private static Task WriteAsync(HttpContext context, PortalReply reply, CancellationToken ct) =>
        reply.IsText ? context.Response.WriteAsync(reply.Message, ct) : TwinJson.AnswerAsync(context, StatusCodes.Status200OK, reply.ToJson(), ct);
}
