using System.Text.Json;
using Hub.Sandbox.Faults;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.Sandbox.Postal;

/// <summary>What every call goes through: maintenance, faults, the token, the body, magic, the operation, and faults of the answer.</summary>
internal sealed class PostEndpoints(
    PostTwinOptions options, PostTokens tokens, PostMagic magic, PostRefusals refusals, PostFaults faults, TwinJournal journal, TwinClock clock, Effects effects)
{
    public async Task ServeAsync(HttpContext context, PostOperation operation)
    {
        var ct = context.RequestAborted;
        effects.Count(PostEffects.Of(operation.Dialect, PostEffects.Calls));
        if (await faults.Of(operation.Dialect).StrikeAsync(context, operation.Name) is not { } plan)
        {
            return;
        }

        var token = TokenOf(context.Request, operation.Dialect);
        if (plan.Kind == FaultKind.SessionLoss)
        {
            tokens.Close(token);
        }

        if (!tokens.IsOpen(operation.Dialect, token) || plan.Kind == FaultKind.SessionLoss)
        {
            await RefuseTokenAsync(context, operation.Dialect, ct);
            return;
        }

        using var document = await ReadAsync(context, operation, ct);
        if (document is null && operation.Method == HttpMethods.Post)
        {
            await WriteAsync(context, refusals.Refuse(operation.Dialect, PostRefusals.Invalid, "Dữ liệu không hợp lệ: không đọc được JSON", context.Request.Path) with { Status = 400 }, ct);
            return;
        }

        await RunAsync(context, operation, new PostRequest(operation.Dialect, context.Request.Query, document?.RootElement ?? default, plan), token);
    }

    private async Task RunAsync(HttpContext context, PostOperation operation, PostRequest request, string token)
    {
        var ct = context.RequestAborted;
        var subject = request.Plan.Kind is null ? operation.SubjectOf?.Invoke(request.Body) : null;
        var rule = subject is null ? null : magic.FaultOf(subject);
        if (rule is { IsAfterwards: false } && magic.Strikes(rule, operation.Dialect, subject!))
        {
            await clock.WaitAsync(rule.Plan.Latency, ct);
            if (rule.Plan.Kind == FaultKind.SessionLoss)
            {
                tokens.Close(token);
                await RefuseTokenAsync(context, operation.Dialect, ct);
                return;
            }

            if (RefusalOf(rule.Plan.Kind, operation.Dialect, context.Request.Path) is { } refusal)
            {
                effects.Count(PostEffects.Of(operation.Dialect, PostEffects.Refused));
                await WriteAsync(context, refusal, ct);
                return;
            }

            if (await FaultAnswer.TryPlayAsync(context, rule.Plan, ct))
            {
                return;
            }
        }

        var reply = operation.Run(request);
        var after = rule is { IsAfterwards: true } && reply.IsApplied && magic.Strikes(rule, operation.Dialect, subject!) ? rule.Plan : request.Plan;

        // Whoever hung up meanwhile must not undo what the operator has taken.
        await journal.SettledAsync(CancellationToken.None);
        await AnswerAsync(context, reply, after, ct);
    }

    private async Task AnswerAsync(HttpContext context, PostReply reply, FaultPlan plan, CancellationToken ct)
    {
        switch (plan.Kind)
        {
            case FaultKind.AppliedNoAnswer:
                context.Abort();
                break;
            case FaultKind.AppliedServerError:
                await FaultAnswer.WriteAsync(context, plan.Status, "Lỗi hệ thống / Internal error", null, ct);
                break;
            case FaultKind.AppliedLate:
                await clock.WaitAsync(plan.Hold, ct);
                await WriteAsync(context, reply, ct);
                break;
            default:
                await WriteAsync(context, reply, ct);
                break;
        }
    }

    private PostReply? RefusalOf(FaultKind? kind, PostDialect dialect, string path) => kind switch
    {
        FaultKind.Refusal => refusals.Refuse(dialect, PostRefusals.Refused, "Đơn hàng bị từ chối: khách hàng chưa đủ điều kiện sử dụng dịch vụ", path),
        FaultKind.NotServed => refusals.Refuse(dialect, PostRefusals.NotServed, "Địa chỉ nằm ngoài vùng phục vụ", path),
        _ => null,
    };

    private Task RefuseTokenAsync(HttpContext context, PostDialect dialect, CancellationToken ct)
    {
        effects.Count(PostEffects.Of(dialect, PostEffects.Unauthorized));
        return WriteAsync(context, refusals.Unauthorized(dialect, context.Request.Path), ct);
    }

    private static string TokenOf(HttpRequest request, PostDialect dialect)
    {
        const string bearer = "Bearer ";
        string header = (dialect switch
        {
            PostDialect.A => request.Headers.Authorization,
            PostDialect.B => request.Headers["access_token"],
            _ => request.Headers["token"],
        }).FirstOrDefault() ?? "";
        return dialect != PostDialect.A ? header : header.StartsWith(bearer, StringComparison.OrdinalIgnoreCase) ? header[bearer.Length..] : "";
    }

    private async Task<JsonDocument?> ReadAsync(HttpContext context, PostOperation operation, CancellationToken ct)
    {
        if (operation.Method != HttpMethods.Post)
        {
            return null;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.MaxBodyBytes;
        }

        try
        {
            var document = await TwinJson.ReadAsync(context.Request.Body, ct);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : null;
        }
        catch (Exception error) when (error is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }

    public static Task WriteAsync(HttpContext context, PostReply reply, CancellationToken ct) =>
        TwinJson.AnswerAsync(context, reply.Status, reply.ToJson(), ct);
}
