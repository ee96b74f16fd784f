using Hub.Core.Trust;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;
using Hub.NationalPortal.Verification;

namespace Hub.Functions.NationalPortal;

/// <summary>The portal against the centre, dossier by dossier.</summary>
/// <param name="verifier">Absent where no portal is configured.</param>
internal sealed class VerifyEndpoints(PortalVerifier? verifier = null) : IEndpointGroup
{
    public const string Tag = "verify";

    public void Map(RouteTable routes) => routes.Add(Access.To(Role.Operator, Role.Admin), new Operation(
        "verifyPortal", Tag, "Đối chiếu cổng quốc gia với trung tâm; heal để gửi lại phần khác / Compare the portal with the centre; heal sends again what differs")
    {
        Method = "POST",
        Path = "/verify",
        Request = typeof(VerifyRequest),
        TakesNoBody = true,
        Response = typeof(PortalVerifyReport),
        Problems = [ProblemKinds.Unavailable, .. Doc.BodyProblems],
    }, RunAsync);

    private async Task RunAsync(HttpContext http)
    {
        var (request, problem) = await RequestJson.ReadAsync(http, NationalPortalJson.Wire.VerifyRequest, static () => new VerifyRequest());
        problem ??= request!.Days is < 1 or > 36_500 ? Problem.Invalid("/days", "range", ("days phải từ 1 đến 36500.", "days must be from 1 to 36500."))
            : request.Limit < 1 ? Problem.Invalid("/limit", "range", ("limit phải lớn hơn 0.", "limit must be above 0."))
            : verifier is null ? new Problem(ProblemKinds.Unavailable)
            : null;
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var visit = Visit.Of(http);
        visit.Detail = request!.Heal ? "heal" : null;
        var report = await verifier!.RunAsync(request.Days, request.Limit, request.Heal, visit.Caller.Id, visit.Role, null, http.RequestAborted);
        await http.JsonAsync(report, NationalPortalJson.Wire.PortalVerifyReport);
    }
}

/// <param name="Days">Dossiers first seen within so many days; the setting when not said.</param>
/// <param name="Limit">At most so many look-ups.</param>
/// <param name="Heal">Whether to send again what differs.</param>
public sealed record VerifyRequest(int? Days = null, int? Limit = null, bool Heal = false);
