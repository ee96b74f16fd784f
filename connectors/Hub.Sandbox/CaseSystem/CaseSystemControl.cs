using Hub.Sandbox.Control;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Hub.Sandbox.Control.ControlAnswers;

namespace Hub.Sandbox.CaseSystem;

/// <summary>The part of the control API that concerns the case-system twin.</summary>
internal static class CaseSystemControl
{
    public static void Map(RouteGroupBuilder caseSystem)
    {
        caseSystem.MapGet("/events", ListEvents);
        caseSystem.MapPut("/secrets", LearnSecrets);
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

/// <summary>The secrets with which the case-system twin checks webhooks from now on, as the hub showed them when it made them.</summary>
internal sealed record SecretsRequest(IReadOnlyList<string>? Secrets);
