using Hub.Sandbox.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Hub.Sandbox.Control.ControlAnswers;

namespace Hub.Sandbox.Control;

/// <summary>The part of the control API that concerns faults.</summary>
public static class FaultControl
{
    /// <summary>Maps <c>GET</c>, <c>POST</c> and <c>DELETE</c> of a party's faults.</summary>
    /// <param name="path">Below the control API, <c>/party/faults</c>.</param>
    public static void MapFaults(this IEndpointRouteBuilder control, string path, FaultScript script)
    {
        control.MapGet(path, () => Ok(new { faults = script.Active.Select(FaultView.Of) }));
        control.MapPost(path, (Body<FaultRequest> body) => Add(script, body));
        control.MapDelete(path, () =>
        {
            script.Clear();
            return Ok(new { cleared = true });
        });
    }

    private static IResult Add(FaultScript script, Body<FaultRequest> body)
    {
        if (body.Value is not { } request)
        {
            return Wrong(body.Error!);
        }

        var (fault, error) = script.Add(request);
        return fault is null ? Wrong(error!) : Ok(FaultView.Of(fault));
    }
}
