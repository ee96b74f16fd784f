using System.Text.Json;
using Hub.Core.Schemas.Explaining;
using Hub.Core.Trust;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;
using Hub.Postal;
using Hub.Postal.Acts;
using Hub.Postal.Consignments;

namespace Hub.Functions.Postal;

/// <summary>The jobs of a postal operator's staff, and what they do with them. Whatever is not theirs is not there.</summary>
internal sealed class PostalJobEndpoints(IConsignments consignments, PlaceNames places, ActService acts) : IEndpointGroup
{
    // A picture of 2 MB is 2.7 MB in base64.
    private const int MaxBody = 4 * 1024 * 1024;

    private static readonly ConsignmentState[] Open =
        [.. Enum.GetValues<ConsignmentState>().Where(state => state is not ConsignmentState.Requested && !ConsignmentMoves.IsOver(state))];

    public void Map(RouteTable routes)
    {
        var post = Access.To(PostalDescriptor.Role);
        routes.Add(post, new Operation("listPostalJobs", PostalDoc.Tag, "Việc của bưu cục (ETag, con trỏ) / The office's jobs (ETag, cursor)")
        {
            Method = "GET",
            Path = "/postal/jobs",
            Parameters =
            [
                new("state", "Trạng thái; bỏ trống: mọi việc chưa xong / State; absent: all that are open", Values: ConsignmentStates.Names),
                new("direction", "Thu gom hoặc chuyển trả / Pickup or delivery", Values: ["pickup", "delivery"]),
                new("mine", "Chỉ việc tôi đã nhận / Only those that I have taken", Values: ["true", "false"]), Doc.Next, Doc.Limit,
            ],
            Response = typeof(JobList),
            Problems = [ProblemKinds.InvalidRequest],
        }, ListAsync);
        routes.Add(post, new Operation("getPostalJob", PostalDoc.Tag, "Một việc và hành trình / One job and its way")
        {
            Method = "GET",
            Path = "/postal/jobs/{number}",
            KnowsTag = true,
            Parameters = [PostalDoc.Number],
            Response = typeof(ConsignmentView),
            Problems = [ProblemKinds.NotFound],
        }, GetAsync);
        Act(routes, ActKind.Claim, "claimPostalJob", "Nhận việc / Take the job");
        Act(routes, ActKind.Release, "releasePostalJob", "Trả lại việc đã nhận mà chưa bắt đầu; của đồng nghiệp: nêu holder và note / Give a job back that is not begun; a colleague's: with holder and note");
        Act(routes, ActKind.Collected, "collectPostalJob", "Đã nhận giấy tờ từ người dân / The papers were fetched from the citizen");
        Act(routes, ActKind.HandedOver, "handOverPostalJob", "Đã chuyển trong nội bộ bưu chính / Passed on within the post");
        Act(routes, ActKind.Delivered, "deliverPostalJob", "Đã phát, kèm bằng chứng / Delivered, with its proof");
        Act(routes, ActKind.Failed, "failPostalJob", "Không thực hiện được / Could not be done");
        routes.Add(Access.To(PostalDescriptor.Role, Role.CaseSystem), new Operation("getPostalAttachment", PostalDoc.Tag, "Chữ ký hoặc ảnh / A signature or photo")
        {
            Method = "GET",
            Path = "/postal/attachments/{sha256}",
            Parameters = [Doc.Path("sha256", "SHA-256, chữ thường / lower-case hex")],
            Response = typeof(string),
            ResponseMedia = "image/*",
            Problems = [ProblemKinds.NotFound],
        }, AttachmentAsync);
    }

    private void Act(RouteTable routes, ActKind kind, string id, string summary)
    {
        var path = $"/postal/jobs/{{number}}/{kind.Name()}";
        routes.Add(Access.To(PostalDescriptor.Role), new Operation(id, PostalDoc.Tag, summary)
        {
            Method = "POST",
            Path = path,
            KnowsTag = true,
            Parameters = [PostalDoc.Number],
            Request = typeof(ActRequest),
            Needs = kind switch
            {
                ActKind.Collected => ["papers", "person"],
                ActKind.Delivered => ["person"],
                ActKind.Failed => ["reason"],
                _ => [],
            },
            Response = typeof(ActAnswer),
            Problems = PostalDoc.ActProblems,
        }, http => DoAsync(http, kind));
    }

    private async Task ListAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var states = query.Word("state", [.. ConsignmentStates.Names.Select(name => (name, State(name)))]) is { } state ? [state] : Open;
        var direction = query.Word("direction", ("pickup", PostalDirection.Pickup), ("delivery", PostalDirection.Delivery));
        var mine = query.Word("mine", ("true", true), ("false", false)) is true;
        var (after, limit) = (query.Text("after"), query.Limit());
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var staff = Visit.Of(http).Staff();
        var filter = new ConsignmentFilter(staff.Operator, staff.Office, states, direction, ClaimedBy: mine ? staff.Id : null);
        var page = await consignments.ListAsync(filter, after, limit, http.RequestAborted);
        var next = page.Count == limit ? page[^1].Number : null;
        if (!PageTag.IsKnown(http, page, next))
        {
            await http.JsonAsync(new JobList([.. (await places.AddAsync([.. page.Where(staff.Sees)], http.RequestAborted)).Select(each => PostalViews.Of(each, Sight.Job))], next), PostalJson.Wire.JobList);
        }
    }

    private async Task GetAsync(HttpContext http)
    {
        if (await consignments.FindAsync(RawPath.Segment(http, 2), http.RequestAborted) is not { } found || !Visit.Of(http).Staff().Sees(found))
        {
            await http.ProblemAsync(ProblemKinds.NotFound);
            return;
        }

        var bytes = await ShownAsync(found, http.RequestAborted);
        if (!EntityTags.IsMet(http.Request, EntityTags.Of(bytes)))
        {
            await http.ProblemAsync(ProblemKinds.PreconditionFailed);
        }
        else if (!PageTag.IsKnown(http, EntityTags.Of(bytes)))
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            await Answer.BytesAsync(http, bytes);
        }
    }

    private async Task<byte[]> ShownAsync(Consignment found, CancellationToken ct)
    {
        var history = await consignments.RecordsAsync(found.Number, ct);
        var view = PostalViews.Of(await places.AddAsync(found, ct), Sight.Job) with { History = [.. history.Select(PostalViews.Of)] };
        return JsonSerializer.SerializeToUtf8Bytes(view, PostalJson.Wire.ConsignmentView);
    }

    private async Task DoAsync(HttpContext http, ActKind kind)
    {
        var (request, problem) = await RequestJson.ReadAsync(http, PostalJson.Wire.ActRequest, maxBytes: MaxBody);
        var errors = new List<SchemaViolation>();
        var act = problem is null ? ActReader.Read(kind, request!, errors) : null;
        if (act is null)
        {
            await http.ProblemAsync(problem ?? new Problem(ProblemKinds.InvalidRequest) { Errors = errors });
            return;
        }

        var visit = Visit.Of(http);
        var number = RawPath.Segment(http, 2);
        Func<Consignment, Task<bool>>? stands = EntityTags.IsAsked(http.Request)
            ? async present => EntityTags.IsMet(http.Request, EntityTags.Of(await ShownAsync(present, http.RequestAborted)))
            : null;
        await http.SendAsync(await acts.DoAsync(visit.Staff(), number, act, stands, visit.Commit(number, PostalVisit.Detail(act)), http.RequestAborted), PostalJson.Wire.ActAnswer);
    }

    private async Task AttachmentAsync(HttpContext http)
    {
        var visit = Visit.Of(http);
        var kept = await consignments.AttachmentAsync((string)http.Request.RouteValues["sha256"]!, http.RequestAborted);
        if (kept is null || !await IsTheirsAsync(visit.Staff(), kept, http.RequestAborted))
        {
            await http.ProblemAsync(ProblemKinds.NotFound);
            return;
        }

        http.Response.ContentType = kept.MediaType;
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        await Answer.BytesAsync(http, kept.Content);
    }

    // Equal pictures, an empty box to sign in for one, are kept once, under the first consignment that had them.
    private async Task<bool> IsTheirsAsync(PostalStaff staff, PostalAttachment kept, CancellationToken ct) =>
        (await consignments.FindAsync(kept.Number, ct) is { } first && staff.Sees(first))
        || (await consignments.ListAsync(new ConsignmentFilter(staff.Operator, staff.Office, Attachment: kept.Sha256), null, 1, ct)).Count > 0;

    private static ConsignmentState State(string name) => ConsignmentStates.TryParse(name, out var state) ? state : default;
}
