using System.Diagnostics;
using Hub.Core.Inbox;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Settings;
using Hub.Functions.Trust;
using Hub.NationalPortal;
using Hub.NationalPortal.Inbound;

namespace Hub.Functions.NationalPortal;

/// <summary>What the national portal posts to the province. Its adapter knows only HTTP 200 and <c>error_code</c>.</summary>
internal sealed class PortalInboundEndpoints(IInbox inbox, HubSettings settings, TimeProvider clock) : IEndpointGroup
{
    public void Map(RouteTable routes)
    {
        foreach (var kind in PortalInbound.Kinds)
        {
            routes.Add(Access.To(NationalPortalDescriptor.Role), new Operation(
                $"portal_{kind}", "portal",
                "Cổng quốc gia gửi sang: trả {\"error_code\":0|1|-1,\"message\"} / Posted by the national portal: answers {\"error_code\":0|1|-1,\"message\"}")
            {
                Method = "POST",
                Path = $"/portal/{kind}",
                TakesAnyQuery = true,
                Request = typeof(System.Text.Json.JsonElement),
                Response = typeof(System.Text.Json.JsonElement),
            }, http => ReceiveAsync(http, kind));
        }
    }

    private async Task ReceiveAsync(HttpContext http, string kind)
    {
        using var body = await RequestBody.ReadAsync(http.Request, settings.Intake.MaxBodyBytes, http.RequestAborted);
        if (body is null)
        {
            await AnswerAsync(http, PortalInbound.AnswerProblem("Nội dung quá lớn / The body is too large"));
            return;
        }

        var visit = Visit.Of(http);
        var read = PortalInbound.Read(kind, body.Memory.ToArray(), clock.GetUtcNow(), visit.Caller.Id);
        if (read.Submission is null)
        {
            visit.Target = read.DossierCode;
            visit.Detail = "refused";
            await AnswerAsync(http, PortalInbound.AnswerProblem(read.Problem!));
            return;
        }

        try
        {
            var traced = read.Submission with { Event = read.Submission.Event with { TraceParent = Activity.Current?.Id } };
            var verdicts = await inbox.AcceptAsync([traced], visit.Commit(read.DossierCode, kind), http.RequestAborted);
            visit.Detail = verdicts[0] is Verdict.Accepted ? null : "repeat";
            await AnswerAsync(http, PortalInbound.Answer(verdicts[0], read.DossierCode));
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            // The portal would take a 500 for an answer it cannot read; -1 makes it come again.
            visit.Undo();
            visit.Detail = failed.GetType().Name;
            await AnswerAsync(http, PortalInbound.AnswerProblem("Lỗi hệ thống, xin gửi lại / System failure, please send again"));
        }
    }

    private static Task AnswerAsync(HttpContext http, string json) => http.TextAsync(json, "application/json; charset=utf-8");
}
