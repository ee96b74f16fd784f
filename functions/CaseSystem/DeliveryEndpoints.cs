using Hub.CaseSystem;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Outbox;
using Hub.Core.Schemas;
using Hub.Core.Trust;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;

namespace Hub.Functions.CaseSystem;

/// <summary>What a subscription was sent: a test event, the log of its deliveries, and events sent once more.</summary>
internal sealed class DeliveryEndpoints(
    ISubscriptions subscriptions, SubscriptionAccess access, WebhookTrial trial, IInbox inbox, PersonalMask mask, EnvelopeIds ids, TimeProvider clock) : IEndpointGroup
{
    private const int Usual = 20;
    private const int Most = 100;
    private const int MostBytes = 16 * 1024;
    private const int MostReplayed = 5000;

    public void Map(RouteTable routes)
    {
        var readers = Access.To(Role.CaseSystem, Role.Operator, Role.Auditor, Role.Admin);
        var writers = Access.To(Role.CaseSystem, Role.Admin);
        routes.Add(writers, new Operation("testSubscription", SubscriptionEndpoints.Tag, "Gửi ngay một sự kiện thử, có ký, và xem máy nhận trả lời gì / Send a test event now, signed, and see what the receiver answers")
        {
            Method = "POST",
            KnowsTag = true,
            Path = "/subscriptions/{id}/test",
            Parameters = [SubscriptionEndpoints.Id],
            Response = typeof(SubscriptionTest),
            Problems = [ProblemKinds.NotFound, ProblemKinds.WrongState],
        }, TestAsync);
        routes.Add(readers, new Operation("listDeliveries", SubscriptionEndpoints.Tag, "Đã gửi gì cho đăng ký này và máy nhận trả lời gì, mới nhất trước / What was sent to the subscription and what came back, newest first")
        {
            Method = "GET",
            KnowsTag = true,
            Path = "/subscriptions/{id}/deliveries",
            Parameters =
            [
                SubscriptionEndpoints.Id, new("from", "Từ lúc / From", "date-time"), new("until", "Đến lúc / Until", "date-time"),
                new("before", "Con trỏ: giá trị “next” của trang trước / Cursor: “next” of the page before", "integer"),
                new("limit", "Số mục tối đa, 1–100, mặc định 20 / At most this many, 1–100, 20 by default", "integer"),
            ],
            Response = typeof(SubscriptionDeliveries),
            Problems = [ProblemKinds.NotFound, ProblemKinds.InvalidRequest],
        }, ListAsync);
        routes.Add(writers, new Operation("replaySubscription", SubscriptionEndpoints.Tag, "Gửi lại các sự kiện của một khoảng thời gian, giữ nguyên thứ tự và webhook-id / Send the events of a period once more, in their order and with the same webhook-id")
        {
            Method = "POST",
            KnowsTag = true,
            Path = "/subscriptions/{id}/replay",
            Parameters = [SubscriptionEndpoints.Id],
            Request = typeof(ReplayRequest),
            Response = typeof(ReplayAnswer),
            Problems = [ProblemKinds.NotFound, ProblemKinds.WrongState, .. Doc.BodyProblems],
        }, ReplayAsync);
    }

    private async Task TestAsync(HttpContext http)
    {
        if (await access.FindAsync(http, toChange: true) is not { } found)
        {
            return;
        }

        if (await trial.SendAsync(found, ids.Next().Value, http.RequestAborted) is not { } result)
        {
            await http.ProblemAsync(new Problem(ProblemKinds.WrongState) { Text = ("Đăng ký không có khóa ký hợp lệ.", "The subscription has no valid secret.") });
            return;
        }

        var (outcome, code, reason) = result.Handled.Outcome switch
        {
            Outcome.Done => ("done", null, null),
            Outcome.Retry retry => ("retry", null, retry.Reason),
            Outcome.Defer defer => ("defer", null, defer.Reason),
            Outcome.Reject reject => ("reject", reject.Code, reject.Reason),
            _ => throw new InvalidOperationException($"Unknown outcome {result.Handled.Outcome.GetType().Name}."),
        };
        Visit.Of(http).Detail = $"test: {outcome}";
        await http.JsonAsync(
            new SubscriptionTest(result.EventId, result.WebhookId, WebhookTrial.EventType, outcome, code, reason, result.Handled.Answer, (long)result.Took.TotalMilliseconds),
            CaseSystemJson.Wire.SubscriptionTest);
    }

    private async Task ListAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var period = new Period(query.Time("from"), query.Time("until"));
        var before = query.Number("before", long.MaxValue, 1, long.MaxValue);
        var limit = (int)query.Number("limit", Usual, 1, Most);
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        if (await access.FindAsync(http, toChange: false) is not { } found)
        {
            return;
        }

        var shown = new List<SubscriptionDelivery>();
        foreach (var record in await subscriptions.DeliveriesAsync(found.Id, period, before is long.MaxValue ? null : before, limit, http.RequestAborted))
        {
            shown.Add(View(record, record.Envelope.EventSeq is { } seq ? (await inbox.FindBySeqAsync(seq, http.RequestAborted))?.Event : null));
        }

        await http.JsonAsync(new SubscriptionDeliveries(shown, shown.Count == limit ? shown[^1].Seq : null), CaseSystemJson.Wire.SubscriptionDeliveries);
    }

    private async Task ReplayAsync(HttpContext http)
    {
        var (request, problem) = await RequestJson.ReadAsync(http, CaseSystemJson.Wire.ReplayRequest);
        var until = request?.Until ?? clock.GetUtcNow();
        problem ??= request!.From is null ? Problem.Invalid("/from", "required", ("Cần from: gửi lại từ lúc nào.", "from is needed: since when."))
            : request.After is < 0 ? Problem.Invalid("/after", "minimum", ("after là số mà lần trước trả về.", "after is the number that the answer before gave."))
            : request.From >= until ? Problem.Invalid("/until", "range", ("until phải sau from.", "until must be after from."))
            : null;
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        if (await access.FindAsync(http, toChange: true) is not { } found)
        {
            return;
        }

        var visit = Visit.Of(http);
        if (await subscriptions.ReplayAsync(found.Id, new Period(request!.From, until), request.After ?? 0, MostReplayed, visit.Commit(found.Id, $"replay from {request.From:yyyy-MM-ddTHH:mm:sszzz} until {until:yyyy-MM-ddTHH:mm:sszzz}"), http.RequestAborted) is { } replay)
        {
            await http.JsonAsync(new ReplayAnswer(replay.Queued, replay.LeftOut, replay.Next, replay.After), CaseSystemJson.Wire.ReplayAnswer);
            return;
        }

        visit.Undo();
        await http.ProblemAsync(new Problem(ProblemKinds.WrongState) { Text = ("Đăng ký đang tạm dừng; bật lại rồi gửi lại.", "The subscription is not active; make it active, then replay.") });
    }

    private SubscriptionDelivery View(EnvelopeRecord record, CloudEvent? e) => new(
        record.Envelope.Id.ToString(), record.Envelope.Seq, Views.Of(record.State), record.Envelope.CreatedAt, record.DueAt, record.SettledAt, record.Code, record.Reason,
        e is null ? null : CaseSystemMapper.WebhookId(e), record.Envelope.Type, e?.Subject, e is null ? null : Views.EventUrl(e.Id, e.Source), record.Envelope.Body.Length,
        record.Envelope.Body.Length is 0 or > MostBytes ? null : Views.Masked(mask.Mask(record.Envelope.Type, record.Envelope.Body.Span)), Views.History(record));
}
