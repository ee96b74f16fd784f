using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Hub.Sandbox.Control.ControlAnswers;

namespace Hub.Sandbox.Control;

/// <summary>The part of the control API that all twins share: what the outside world saw, the clock, and forgetting. Answers camelCase JSON;
/// a wrong request is answered with a problem body that says what is wrong.</summary>
internal static class ControlEndpoints
{
    public static void Map(IEndpointRouteBuilder control)
    {
        control.MapGet("/effects", (Effects effects) => Ok(effects.Snapshot()));
        control.MapPost("/reset", ResetAsync);
        control.MapGet("/clock", (TwinClock clock) => Ok(Now(clock)));
        control.MapPost("/clock", AdvanceAsync);
    }

    private static object Now(TwinClock clock) => new { now = clock.GetUtcNow(), offsetSeconds = clock.Offset.TotalSeconds };

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
}

/// <summary>Body of <c>POST /_twin/clock</c>.</summary>
internal sealed record ClockRequest(double? AdvanceSeconds);
