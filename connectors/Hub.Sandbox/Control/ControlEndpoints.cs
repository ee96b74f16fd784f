using Hub.Sandbox.CaseSystem;
using Hub.Sandbox.Faults;
using Hub.Sandbox.Portal;
using Hub.Sandbox.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hub.Sandbox.Control;

/// <summary>The control API under <c>/_twin</c>: what the twins hold, what they saw, and what goes wrong next. Answers camelCase JSON;
/// a wrong request is answered with a problem body that says what is wrong.</summary>
internal static class ControlEndpoints
{
    private const int PageLimit = 5000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var twin = routes.MapGroup("/_twin");
        twin.MapGet("/effects", (Effects effects) => Ok(effects.Snapshot()));
        twin.MapPost("/reset", ResetAsync);
        twin.MapGet("/clock", (TwinClock clock) => Ok(Now(clock)));
        twin.MapPost("/clock", AdvanceAsync);
        MapFaults(twin.MapGroup("/portal/faults"), desk => desk.Portal);
        MapFaults(twin.MapGroup("/case-system/faults"), desk => desk.CaseSystem);
        twin.MapGet("/portal/dossiers", ListDossiers);
        twin.MapGet("/portal/dossiers/{code}", GetDossier);
        twin.MapGet("/portal/procedures", (ProcedureBook procedures) => Ok(new { procedures = procedures.Public }));
        twin.MapPost("/portal/procedures", ChangeProceduresAsync);
        twin.MapGet("/portal/integrations", (IntegrationBook integrations) => Ok(new { integrations = integrations.All }));
        twin.MapPost("/portal/integrations", MoveIntegrationAsync);
        twin.MapPost("/portal/submissions", SubmitAsync);
        twin.MapGet("/case-system/events", ListEvents);
    }

    private static IResult Ok<T>(T body) => Results.Json(body, TwinJson.Control);

    private static IResult Wrong(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: "Yêu cầu không hợp lệ / Bad request");

    private static IResult Missing(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status404NotFound, title: "Không tìm thấy / Not found");

    private static object Now(TwinClock clock) => new { now = clock.GetUtcNow(), offsetSeconds = clock.Offset.TotalSeconds };

    private static void MapFaults(RouteGroupBuilder faults, Func<FaultDesk, FaultBook> book)
    {
        faults.MapGet("", (FaultDesk desk) => Ok(new { faults = book(desk).Active.Select(FaultView.Of) }));
        faults.MapPost("", (FaultRequest request, FaultDesk desk) => book(desk).Add(request) switch
        {
            ({ } fault, _) => Ok(FaultView.Of(fault)),
            (_, var error) => Wrong(error!),
        });
        faults.MapDelete("", (FaultDesk desk) =>
        {
            book(desk).Clear();
            return Ok(new { cleared = true });
        });
    }

    private static async Task<IResult> ResetAsync(TwinState state, CancellationToken ct)
    {
        await state.ResetAsync(ct);
        return Ok(new { reset = true });
    }

    private static async Task<IResult> AdvanceAsync(ClockRequest request, TwinState state, TwinClock clock, CancellationToken ct)
    {
        if (request.AdvanceSeconds is not (>= 0 and <= 1e9))
        {
            return Wrong("advanceSeconds is 0..1000000000.");
        }

        await state.AdvanceAsync(TimeSpan.FromSeconds(request.AdvanceSeconds.Value), ct);
        return Ok(Now(clock));
    }

    private static IResult GetDossier(string code, DossierBook dossiers) =>
        dossiers.Find(code) is { } dossier ? Ok(DossierView.Of(dossier)) : Missing($"The portal twin has no dossier '{code}'.");

    private static IResult ListDossiers(DossierBook dossiers, string? after = null, int limit = 1000)
    {
        if (limit is < 1 or > PageLimit)
        {
            return Wrong($"limit is 1..{PageLimit}.");
        }

        var page = dossiers.After(after ?? "", limit);
        return Ok(new { dossiers = page.Select(DossierView.Of), next = page.Count == limit ? page[^1].Code : null });
    }

    private static async Task<IResult> ChangeProceduresAsync(ProceduresRequest request, ProcedureBook procedures, TwinJournal journal, CancellationToken ct)
    {
        var upserts = request.Upsert ?? [];
        var withdrawals = request.Withdraw ?? [];
        if (upserts.Any(change => string.IsNullOrWhiteSpace(change.Code)))
        {
            return Wrong("Every element of upsert needs a code.");
        }

        if (withdrawals.FirstOrDefault(code => procedures.Find(code) is null) is { } unknown)
        {
            return Missing($"The portal twin has no procedure '{unknown}'.");
        }

        foreach (var change in upserts)
        {
            procedures.Upsert(change);
        }

        foreach (var code in withdrawals)
        {
            procedures.Withdraw(code);
        }

        await journal.SettledAsync(ct);
        return Ok(new { upserted = upserts.Count, withdrawn = withdrawals.Count });
    }

    private static async Task<IResult> MoveIntegrationAsync(IntegrationRequest request, IntegrationBook integrations, TwinJournal journal, CancellationToken ct)
    {
        if (!IntegrationBook.States.Contains(request.State))
        {
            return Wrong($"state is one of: {string.Join(", ", IntegrationBook.States)}.");
        }

        if (integrations.Find(request.Code ?? "") is not { } entry)
        {
            return Missing($"Nobody proposed procedure '{request.Code}'.");
        }

        var moved = integrations.Set(entry.Code, entry.Name, request.State!);
        await journal.SettledAsync(ct);
        return Ok(moved);
    }

    private static async Task<IResult> SubmitAsync(SubmissionRequest request, PortalSubmitter submitter, CancellationToken ct)
    {
        if (!PortalSubmitter.Kinds.Contains(request.Kind))
        {
            return Wrong($"kind is one of: {string.Join(", ", PortalSubmitter.Kinds)}.");
        }

        if (request.Target is not { IsAbsoluteUri: true, Scheme: "http" or "https" } || request.Count is < 1 or > 1000)
        {
            return Wrong("target is an absolute http(s) address, count is 1..1000.");
        }

        return Ok(new { results = await submitter.SendAsync(request, ct) });
    }

    private static IResult ListEvents(CaseSystemInbox inbox, long after = 0, int limit = 1000)
    {
        if (limit is < 1 or > PageLimit)
        {
            return Wrong($"limit is 1..{PageLimit}.");
        }

        var page = inbox.After(after, limit);
        return Ok(new { events = page, next = page.Count == 0 ? after : page[^1].Seq });
    }
}
