using Hub.Sandbox.CaseSystem;
using Hub.Sandbox.Faults;
using Hub.Sandbox.Post;
using Hub.Sandbox.ServiceBus;
using Hub.Sandbox.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Hub.Sandbox.Control.ControlAnswers;

namespace Hub.Sandbox.Control;

/// <summary>The control API under <c>/_twin</c>: what the twins hold, what they saw, and what goes wrong next. Answers camelCase JSON;
/// a wrong request is answered with a problem body that says what is wrong.</summary>
internal static class ControlEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var twin = routes.MapGroup("/_twin");
        twin.MapGet("/effects", (Effects effects) => Ok(effects.Snapshot()));
        twin.MapPost("/reset", ResetAsync);
        twin.MapGet("/clock", (TwinClock clock) => Ok(Now(clock)));
        twin.MapPost("/clock", AdvanceAsync);
        twin.MapGet("/case-system/events", ListEvents);
        twin.MapPut("/case-system/secrets", LearnSecrets);
        MapFaults(twin.MapGroup("/portal/faults"), desk => desk.Portal);
        MapFaults(twin.MapGroup("/case-system/faults"), desk => desk.CaseSystem);
        MapFaults(twin.MapGroup("/service-bus/faults"), desk => desk.ServiceBus);
        BusControl.Map(twin.MapGroup("/service-bus"));
        PostControl.Map(twin.MapGroup("/post"));
        foreach (var dialect in PostDialects.All)
        {
            MapFaults(twin.MapGroup($"/post/{dialect.Letter()}/faults"), desk => desk.Post(dialect));
        }

        PortalControl.Map(twin.MapGroup("/portal"));
    }

    private static object Now(TwinClock clock) => new { now = clock.GetUtcNow(), offsetSeconds = clock.Offset.TotalSeconds };

    private static void MapFaults(RouteGroupBuilder faults, Func<FaultDesk, FaultBook> book)
    {
        faults.MapGet("", (FaultDesk desk) => Ok(new { faults = book(desk).Active.Select(FaultView.Of) }));
        faults.MapPost("", (Body<FaultRequest> body, FaultDesk desk) => Add(book(desk), body));
        faults.MapDelete("", (FaultDesk desk) =>
        {
            book(desk).Clear();
            return Ok(new { cleared = true });
        });
    }

    private static IResult Add(FaultBook book, Body<FaultRequest> body)
    {
        if (body.Value is not { } request)
        {
            return Wrong(body.Error!);
        }

        var (fault, error) = book.Add(request);
        return fault is null ? Wrong(error!) : Ok(FaultView.Of(fault));
    }

    private static async Task<IResult> ResetAsync(TwinState state, CancellationToken ct)
    {
        await state.ResetAsync(ct);
        return Ok(new { reset = true });
    }

    private static async Task<IResult> AdvanceAsync(Body<ClockRequest> body, TwinState state, TwinClock clock, CancellationToken ct)
    {
        if (body.Value?.AdvanceSeconds is not ({ } seconds and >= 0 and <= 1e9))
        {
            return Wrong(body.Error ?? "advanceSeconds is 0..1000000000.");
        }

        await state.AdvanceAsync(TimeSpan.FromSeconds(seconds), ct);
        return Ok(Now(clock));
    }

    private static IResult LearnSecrets(Body<SecretsRequest> body, WebhookVerifier verifier)
    {
        if (body.Value?.Secrets is not { Count: > 0 } secrets)
        {
            return Wrong(body.Error ?? "secrets is a list of at least one.");
        }

        try
        {
            verifier.Learn(secrets);
            return Ok(new { learned = secrets.Count });
        }
        catch (ArgumentException wrong)
        {
            return Wrong(wrong.Message);
        }
    }

    private static IResult ListEvents(CaseSystemInbox inbox, long after = 0, int limit = 1000)
    {
        if (CheckLimit(limit) is { } wrong)
        {
            return wrong;
        }

        var page = inbox.After(after, limit);
        return Ok(new { events = page, next = page.Count == 0 ? after : page[^1].Seq });
    }
}
