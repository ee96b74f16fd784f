using Hub.Core.Procedures;
using Hub.Core.Trust;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;
using Hub.NationalPortal.Procedures;

namespace Hub.Functions.NationalPortal;

/// <summary>The portal's procedures, read at once, and how far the centre's offers on the portal have come.</summary>
/// <param name="sync">Absent where no portal is configured.</param>
internal sealed class ProcedureSyncEndpoints(ICatalogue catalogue, ProcedureSync? sync = null) : IEndpointGroup
{
    private const string Tag = "procedures";

    public void Map(RouteTable routes)
    {
        routes.Add(Access.To(Role.CaseSystem, Role.Operator, Role.Auditor, Role.Admin), new Operation("listIntegrations", Tag, "Trạng thái tích hợp lên cổng quốc gia / State of each offer on the national portal")
        {
            Method = "GET",
            Path = "/procedures/integrations",
            Response = typeof(IntegrationList),
        }, IntegrationsAsync);
        routes.Add(Access.To(Role.Operator, Role.Admin), new Operation("syncProcedures", Tag, "Đọc danh mục từ cổng quốc gia ngay / Read the portal's procedures now")
        {
            Method = "POST",
            Path = "/procedures/sync",
            Response = typeof(ProcedureReport),
            Problems = [ProblemKinds.Unavailable],
        }, SyncAsync);
    }

    private async Task IntegrationsAsync(HttpContext http)
    {
        var all = await catalogue.IntegrationsAsync(http.RequestAborted);
        var views = all.Select(i => new IntegrationView(i.ProcedureCode, i.State, Views.Masked(i.Evidence), i.At));
        await http.JsonAsync(new IntegrationList([.. views]), NationalPortalJson.Wire.IntegrationList);
    }

    private async Task SyncAsync(HttpContext http)
    {
        if (sync is null)
        {
            await http.ProblemAsync(ProblemKinds.Unavailable);
            return;
        }

        var report = await sync.RunAsync(http.RequestAborted);
        await http.JsonAsync(report, NationalPortalJson.Wire.ProcedureReport);
    }
}

public sealed record IntegrationList(IReadOnlyList<IntegrationView> Integrations);

/// <param name="State"><c>proposed</c>, <c>testing</c>, <c>integrated</c>, <c>refused</c> or <c>withdrawn</c>.</param>
public sealed record IntegrationView(string ProcedureCode, string State, System.Text.Json.JsonElement? Evidence, DateTimeOffset At);
