using Hub.Sandbox.Control;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Hub.Sandbox.Control.ControlAnswers;

namespace Hub.Sandbox.NationalPortal;

/// <summary>The part of the control API that concerns the portal twin's own state.</summary>
internal static class PortalControl
{
    public static void Map(RouteGroupBuilder portal)
    {
        portal.MapGet("/dossiers", ListDossiers);
        portal.MapGet("/dossiers/{code}", GetDossier);
        portal.MapGet("/filings/{code}", (string code, FilingStore filings) =>
            filings.Find(code) is { } filing ? Ok(filing) : Missing($"The portal twin knows no filing '{code}'."));
        portal.MapGet("/procedures", (ProcedureStore procedures) => Ok(new { procedures = procedures.Public }));
        portal.MapPost("/procedures", ChangeProceduresAsync);
        portal.MapGet("/integrations", (IntegrationStore integrations) => Ok(new { integrations = integrations.All }));
        portal.MapPost("/integrations", MoveIntegrationAsync);
        portal.MapPost("/submissions", SubmitAsync);
    }

    private static IResult GetDossier(string code, DossierStore dossiers) =>
        dossiers.Find(code) is { } dossier ? Ok(DossierView.Of(dossier)) : Missing($"The portal twin has no dossier '{code}'.");

    private static IResult ListDossiers(DossierStore dossiers, string? after = null, int limit = 1000)
    {
        if (CheckLimit(limit) is { } wrong)
        {
            return wrong;
        }

        var page = dossiers.After(after ?? "", limit);
        return Ok(new { dossiers = page.Select(DossierView.Of), next = page.Count == limit ? page[^1].Code : null });
    }

    private static async Task<IResult> ChangeProceduresAsync(
        Body<ProceduresRequest> body, ProcedureStore procedures, TwinJournal journal, CancellationToken ct)
    {
        var upserts = body.Value?.Upsert ?? [];
        var withdrawals = body.Value?.Withdraw ?? [];
        if (body.Error is not null || upserts.Any(change => string.IsNullOrWhiteSpace(change.Code)))
        {
            return Wrong(body.Error ?? "Every element of upsert needs a code.");
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

    private static async Task<IResult> MoveIntegrationAsync(
        Body<IntegrationRequest> body, IntegrationStore integrations, TwinJournal journal, CancellationToken ct)
    {
        if (body.Value is not { } request || !IntegrationStore.States.Contains(request.State))
        {
            return Wrong(body.Error ?? $"state is one of: {string.Join(", ", IntegrationStore.States)}.");
        }

        if (integrations.Find(request.Code ?? "") is not { } entry)
        {
            return Missing($"Nobody proposed procedure '{request.Code}'.");
        }

        var moved = integrations.Set(entry.Code, entry.Name, request.State!);
        await journal.SettledAsync(ct);
        return Ok(moved);
    }

    private static async Task<IResult> SubmitAsync(Body<SubmissionRequest> body, PortalSubmitter submitter, CancellationToken ct)
    {
        if (body.Value is not { } request || !PortalSubmitter.Kinds.Contains(request.Kind))
        {
            return Wrong(body.Error ?? $"kind is one of: {string.Join(", ", PortalSubmitter.Kinds)}.");
        }

        if (request.Target is not { IsAbsoluteUri: true, Scheme: "http" or "https" } || request.Count is < 1 or > 1000)
        {
            return Wrong("target is an absolute http(s) address, count is 1..1000.");
        }

        return Ok(new { results = await submitter.SendAsync(request, ct) });
    }
}

/// <summary>Body of <c>POST /_twin/portal/procedures</c>.</summary>
internal sealed record ProceduresRequest(IReadOnlyList<ProcedureChange>? Upsert, IReadOnlyList<string>? Withdraw);

/// <summary>Body of <c>POST /_twin/portal/integrations</c>: moves a procedure to a state.</summary>
internal sealed record IntegrationRequest(string? Code, string? State);
