using System.Diagnostics;
using System.Net;
using Hub.Core.Inbox;
using Hub.Core.Trust;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Settings;
using Hub.Functions.Trust;
using Hub.NationalPortal;
using Hub.NationalPortal.Inbound;
using Hub.NationalPortal.Settings;

namespace Hub.Functions.NationalPortal;

/// <summary>What the national portal posts to the province. Its adapter knows only HTTP 200 and <c>error_code</c>, and may bring no key.</summary>
internal sealed class PortalInboundEndpoints(IInbox inbox, HubSettings settings, NationalPortalOptions options, TimeProvider clock) : IEndpointGroup
{
    public const string Tag = "portal";

    // The paths of the adapters' own interface, below which a known receiver listens as well.
    private static readonly (string Name, string Path)[] Adapters =
        [("vxp", "/VXPAdapter/RestService/forward/{kind}"), ("xrd", "/XrdAdapter/RestService/forward/{kind}")];

    public void Map(RouteTable routes)
    {
        IReadOnlyList<IPNetwork> open = [.. options.Inbound.OpenNetworks.Select(Networks.Parse).OfType<IPNetwork>()];
        var access = Access.To(NationalPortalDescriptor.Role) with { OpenNetworks = open };
        foreach (var kind in PortalKinds.All)
        {
            routes.Add(access, Post($"portal_{kind}", Tag, $"/portal/{kind}"), http => ReceiveAsync(http, kind));
        }

        foreach (var (name, path) in Adapters)
        {
            routes.Add(
                access,
                Post($"portal_{name}", $"{Tag}-{name}", path) with { Parameters = [new("kind", "Loại, như ở /portal/… / Kind, as below /portal/…", InPath: true, Values: PortalKinds.All)] },
                http => ReceiveAsync(http, http.Request.RouteValues["kind"]?.ToString() ?? ""));
        }
    }

    private static Operation Post(string id, string tag, string path) => new(
        id, tag, "Cổng quốc gia gửi sang: trả {\"error_code\":0|1|-1,\"message\"} / Posted by the national portal: answers {\"error_code\":0|1|-1,\"message\"}")
    {
        Method = "POST",
        Path = path,
        TakesAnyQuery = true,
        Request = typeof(System.Text.Json.JsonElement),
        Response = typeof(System.Text.Json.JsonElement),
    };

    private async Task ReceiveAsync(HttpContext http, string kind)
    {
        using var body = await RequestBody.ReadAsync(http.Request, settings.Intake.MaxBodyBytes, http.RequestAborted);
        if (body is null)
        {
            await AnswerAsync(http, PortalInbound.AnswerProblem(("Nội dung quá lớn", "The body is too large")));
            return;
        }

        var visit = Visit.Of(http);
        var read = PortalInbound.Read(kind, body.Memory.ToArray(), clock.GetUtcNow(), visit.Caller.Id);
        if (read.Submission is null)
        {
            visit.Target = AuditText.Outside(read.DossierCode);
            visit.Detail = "refused";
            await AnswerAsync(http, PortalInbound.AnswerProblem(read.Problem!));
            return;
        }

        try
        {
            var verdict = await AcceptAsync(http, visit, kind, read.DossierCode, read.Submission);
            if (verdict is Verdict.Conflict && read.Further is { } further)
            {
                await AcceptAsync(http, visit, kind, read.DossierCode, further);
            }

            visit.Detail = verdict is Verdict.Accepted ? null : verdict is Verdict.Conflict ? "repeat-other-body" : "repeat";
            await AnswerAsync(http, PortalInbound.Answer(verdict, read.DossierCode));
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            // The portal would take a 500 for an answer it cannot read; -1 makes it come again.
            visit.Undo();
            visit.Detail = failed.GetType().Name;
            await AnswerAsync(http, PortalInbound.AnswerProblem(("Lỗi hệ thống, xin gửi lại", "System failure, please send again")));
        }
    }

    private async Task<Verdict> AcceptAsync(HttpContext http, Visit visit, string kind, string? code, Submission submission)
    {
        var traced = submission with { Event = submission.Event with { TraceParent = Activity.Current?.Id } };
        return (await inbox.AcceptAsync([traced], visit.Commit(AuditText.Outside(code), kind), http.RequestAborted))[0];
    }

    private static Task AnswerAsync(HttpContext http, string json) => http.TextAsync(json, "application/json; charset=utf-8");
}
