using Hub.Sandbox.Faults;
using Microsoft.AspNetCore.Http;

namespace Hub.Sandbox.ServiceBus;

/// <summary>Plays a fault in the service's own form.</summary>
internal static class BusFaults
{
    /// <summary>True when the call is over.</summary>
    public static async Task<bool> TryPlayAsync(HttpContext context, FaultPlan plan, CancellationToken ct)
    {
        switch (plan.Kind)
        {
            case FaultKind.ServerError:
                await BusAnswer.ErrorAsync(context, plan.Status, "The service was unable to process the request; please retry the operation.", ct, plan.RetryAfter);
                return true;
            case FaultKind.TooManyRequests:
                await BusAnswer.ErrorAsync(context, StatusCodes.Status429TooManyRequests, BusAnswer.Throttled, ct, plan.RetryAfter);
                return true;
            case FaultKind.Throttled:
                await BusAnswer.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, BusAnswer.Throttled, ct, plan.RetryAfter);
                return true;
            case FaultKind.Maintenance:
                await BusAnswer.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, "The namespace is temporarily unavailable.", ct, plan.RetryAfter);
                return true;
            case FaultKind.SessionLoss:
                await BusAnswer.ErrorAsync(context, StatusCodes.Status401Unauthorized, "ExpiredToken: The token is expired.", ct);
                return true;
            default:
                return await FaultAnswer.TryPlayAsync(context, plan, ct);
        }
    }
}
