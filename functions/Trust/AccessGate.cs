using Hub.Core.Stores;
using Hub.Core.Trust;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;

namespace Hub.Functions.Trust;

/// <summary>Every request passes here: who is it, may it, how often, and what the audit says of it.</summary>
internal sealed partial class AccessGate(
    Callers callers, RateLimits limits, Refusals refusals, IdempotencyGate idempotency, SignedGate signed, Traffic traffic, AuditQueue queue, TimeProvider clock, ILogger<AccessGate> logger)
{
    private const string StorePatience = "10";
    private static readonly TimeSpan TellAgain = TimeSpan.FromMinutes(1);
    private DateTimeOffset _storeTold;

    public async Task PassAsync(HttpContext http, RequestDelegate next)
    {
        http.Features.Set(traffic);
        http.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            await RouteAsync(http, next);
        }
        catch (StoreUnavailableException refused) when (!http.Response.HasStarted)
        {
            // Already who the caller is, or that it was turned away, could not be read or written: then nobody enters.
            await RefuseAsync(http, http.GetEndpoint()?.Metadata.GetMetadata<Operation>()?.Act ?? http.Request.Method, refused);
        }
    }

    private Task RouteAsync(HttpContext http, RequestDelegate next) => http.GetEndpoint() switch
    {
        null => http.ProblemAsync(ProblemKinds.NotFound),
        RouteEndpoint endpoint when endpoint.Metadata.GetMetadata<Access>() is { } access =>
            access.IsOpen ? next(http)
                : access.Door is { } door ? signed.PassAsync(http, door, Act(http, endpoint), Target(http), (enter, visit) => ServeAsync(http, enter, visit))
                : EnterAsync(http, next, access, endpoint),

        // The start refuses such a route; were there one all the same, nobody may enter.
        RouteEndpoint => http.ProblemAsync(ProblemKinds.Forbidden),

        // Routing's own answer to a known path with another method; it sets Allow.
        _ => RefuseMethodAsync(http, next),
    };

    private static async Task RefuseMethodAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (!http.Response.HasStarted)
        {
            await http.ProblemAsync(ProblemKinds.MethodNotAllowed);
        }
    }

    private async Task EnterAsync(HttpContext http, RequestDelegate next, Access access, RouteEndpoint endpoint)
    {
        var act = Act(http, endpoint);
        var identity = await callers.IdentifyAsync(http);
        if ((identity.Caller ?? (identity.HasNoKey ? access.Neighbour(http.Connection.RemoteIpAddress) : null)) is not { } caller)
        {
            await TurnAwayAsync(http, ProblemKinds.Unauthenticated, act, identity.Actor, identity.Fault);
            return;
        }

        if (caller.Roles.FirstOrDefault(access.Roles.Contains) is not { } role)
        {
            await queue.AppendAsync(Denied(http, act, caller.Id, string.Join(',', caller.Roles), "role"), http.RequestAborted);
            await http.ProblemAsync(ProblemKinds.Forbidden);
            return;
        }

        var visit = new Visit(caller, role, act, Answer.TraceId, clock) { Target = Target(http) };
        http.Features.Set(visit);
        if (limits.Take(caller.Id) is { } wait)
        {
            visit.Detail = "rate-limited";
            await queue.AppendAsync(visit.Entry("denied"), http.RequestAborted);
            await http.HoldOffAsync(wait);
            return;
        }

        if (Unfit(http.Request, endpoint.Metadata.GetMetadata<Operation>()) is { } unfit)
        {
            visit.Detail = unfit.Kind.Name;
            await queue.AppendAsync(visit.Entry("failed"), http.RequestAborted);
            await http.ProblemAsync(unfit);
            return;
        }

        await ServeAsync(http, next, visit);
        if (!visit.IsAudited)
        {
            await queue.AppendAsync(visit.Entry(http.Response.StatusCode < 400 ? "allowed" : "failed"), CancellationToken.None);
        }
    }

    private static Problem? Unfit(HttpRequest request, Operation? operation) => QueryCheck.Of(request.Query, operation)
        ?? (operation is { KnowsTag: true } || EntityTags.IsMet(request, null) ? null : new Problem(ProblemKinds.PreconditionFailed));

    private async Task ServeAsync(HttpContext http, RequestDelegate next, Visit visit)
    {
        try
        {
            await idempotency.PassAsync(http, visit, next);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer any more; one that was begun stays as it is.
            if (!http.Response.HasStarted)
            {
                http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            await RefuseBodyAsync(http, visit, bad);
        }
        catch (NoRoomException) when (!http.Response.HasStarted)
        {
            visit.Undo();
            visit.Detail = ProblemKinds.Busy.Name;
            http.Response.Headers.RetryAfter = "1";
            http.Response.Headers.Connection = "close";
            await http.ProblemAsync(ProblemKinds.Busy);
        }
        catch (StoreUnavailableException refused) when (!http.Response.HasStarted)
        {
            visit.Undo();
            visit.Detail = ProblemKinds.StoreUnavailable.Name;
            await RefuseAsync(http, visit.Entry("failed").Act, refused);
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            visit.Undo();
            visit.Detail = failure.GetType().Name;
            Failed(visit.Entry("failed").Act, failure);
            await http.ProblemAsync(ProblemKinds.InternalError);
        }
    }

    // Whoever sends bodies that are none pays for it by address, key or not: an answer costs more than the few bytes that asked for it.
    private Task RefuseBodyAsync(HttpContext http, Visit visit, BadHttpRequestException bad)
    {
        var kind = bad.StatusCode switch
        {
            StatusCodes.Status413PayloadTooLarge => ProblemKinds.BodyTooLarge,
            StatusCodes.Status408RequestTimeout => ProblemKinds.RequestTimeout,
            _ => ProblemKinds.UnreadableBody,
        };
        visit.Undo();
        visit.Detail = kind.Name;
        http.Response.Headers.Connection = "close";
        if (refusals.Take(Strangers.NameOf(http.Connection.RemoteIpAddress), visit.Entry("failed")) is { } wait)
        {
            visit.MarkAudited();
            return http.HoldOffAsync(wait);
        }

        visit.MarkAudited();
        return http.ProblemAsync(kind);
    }

    private Task RefuseAsync(HttpContext http, string act, StoreUnavailableException refused)
    {
        // An outage is told once a minute, not once a request.
        if (clock.GetUtcNow() is var now && (now - _storeTold).Duration() >= TellAgain)
        {
            _storeTold = now;
            StoreRefused(act, refused.Fault, refused);
        }

        http.Response.Headers.RetryAfter = StorePatience;
        return http.ProblemAsync(ProblemKinds.StoreUnavailable);
    }

    private Task TurnAwayAsync(HttpContext http, ProblemKind kind, string act, string actor, string? detail)
    {
        if (refusals.Take(Strangers.NameOf(http.Connection.RemoteIpAddress), Denied(http, act, actor, null, detail)) is { } wait)
        {
            return http.HoldOffAsync(wait);
        }

        if (kind.Status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = detail is "no-key" ? "Bearer" : "Bearer error=\"invalid_token\"";
        }

        return http.ProblemAsync(kind);
    }

    private AuditEntry Denied(HttpContext http, string act, string actor, string? role, string? detail) =>
        new(clock.GetUtcNow(), actor, role, act, Target(http), "denied", detail, Answer.TraceId);

    private static string Act(HttpContext http, RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<Operation>()?.Act ?? $"{http.Request.Method} {endpoint.RoutePattern.RawText}";

    // Lanes, kinds and operators are words of ours; codes, numbers and ids are whatever the caller wrote there.
    private static string? Target(HttpContext http) => http.Request.RouteValues is { Count: > 0 } values
        ? string.Join('/', values.Select(value => value.Key is "code" or "id" or "number" ? AuditText.Outside($"{value.Value}") : AuditText.Target($"{value.Value}")))
        : null;

    [LoggerMessage(2004, LogLevel.Error, "{Act} was refused by the store: {Fault}")]
    private partial void StoreRefused(string act, StoreFault fault, Exception refused);

    [LoggerMessage(2002, LogLevel.Error, "{Act} failed")]
    private partial void Failed(string act, Exception failure);
}
