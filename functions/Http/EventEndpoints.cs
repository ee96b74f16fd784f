using System.Buffers;
using System.Diagnostics;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Intake;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Schemas;
using Hub.Core.Trust;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Settings;
using Hub.Functions.Telemetry;
using Hub.Functions.Trust;

namespace Hub.Functions.Http;

/// <summary>The way in for events, and what became of them.</summary>
internal sealed class EventEndpoints(
    EventIntake intake, IInbox inbox, IOutbox outbox, PersonalMask mask, ISubscriptions subscriptions, Ownership ownership, HubSettings settings) : IEndpointGroup
{
    private const string Tag = "events";
    private readonly IntakeLimits _limits = new(settings.Intake.MaxBatch, settings.Intake.MaxEventBytes, settings.Intake.MaxDepth);

    public void Map(RouteTable routes)
    {
        routes.Add(Access.To(Role.CaseSystem), new Operation("postEvents", Tag, "Gửi sự kiện (CloudEvents 1.0) / Post events (CloudEvents 1.0)")
        {
            Method = "POST",
            Path = "/events",
            KnowsRepeats = true,
            Response = typeof(EventsAccepted),
            Status = StatusCodes.Status202Accepted,
            Problems =
            [
                ProblemKinds.InvalidEvent, ProblemKinds.UnsupportedSpecVersion, ProblemKinds.UnreadableBody, ProblemKinds.UnsupportedMediaType,
                ProblemKinds.UnsupportedDataType, ProblemKinds.BodyTooLarge, ProblemKinds.EventTooLarge, ProblemKinds.BatchTooLarge,
                ProblemKinds.UnknownEventType, ProblemKinds.SchemaViolation, ProblemKinds.TimeInFuture, ProblemKinds.EventConflict,
            ],
        }, PostAsync);
        var readers = Access.To(Role.CaseSystem, Role.Operator, Role.Auditor, Role.Admin);
        routes.Add(readers, new Operation("listEvents", Tag, "Liệt kê sự kiện theo thứ tự tiếp nhận / List events in order of acceptance")
        {
            Method = "GET",
            Path = "/events",
            Parameters = [Doc.After, Doc.Limit, new("direction", "Chiều / Direction", Values: ["in", "out"])],
            Response = typeof(EventList),
            Problems = [ProblemKinds.InvalidRequest],
        }, ListAsync);
        routes.Add(readers, new Operation("getEvent", Tag, "Sự kiện đã đi đến đâu / What became of an event")
        {
            Method = "GET",
            Path = "/events/{id}",
            Parameters = [Doc.Path("id", "id của sự kiện / The event's id"), new("source", "Nguồn, khi nhiều nguồn dùng cùng id / The source, when several use the id"), new("id", "Thay id trong đường dẫn: cho id “.” và “..” / In place of the path's: for the ids “.” and “..”")],
            Response = typeof(EventView),
            Problems = [ProblemKinds.InvalidRequest, ProblemKinds.NotFound, ProblemKinds.AmbiguousEvent],
        }, GetAsync);
    }

    private async Task PostAsync(HttpContext http)
    {
        using var body = await RequestBody.ReadAsync(http.Request, settings.Intake.MaxBodyBytes, http.RequestAborted);
        var read = body is null ? null : EventRequest.Read(http.Request, body.Span, _limits);
        if (read is null)
        {
            await http.ProblemAsync(ProblemKinds.BodyTooLarge);
            return;
        }

        if (read.Refusal is not null)
        {
            HubTelemetry.Refused(read.Refusal.Name);
            await http.ProblemAsync(Problem.Of(read.Refusal));
            return;
        }

        var visit = Visit.Of(http);
        visit.Target = read.IsBatch ? $"batch:{read.Events.Count}" : AuditText.Outside(read.Events[0].Event?.Subject);
        var anyToStore = read.Events.Any(e => e.Refusal is null);
        var results = await intake.AcceptAsync(read.Events, visit.Caller.Id, Activity.Current?.Id, visit.Entry("allowed"), http.RequestAborted);
        if (anyToStore && results.Any(r => r is not IntakeResult.Refused))
        {
            visit.MarkAudited();
        }

        HubTelemetry.Count(results);
        if (!read.IsBatch && EventAnswer.Refused(results[0]) is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var buffer = new ArrayBufferWriter<byte>(256 + (160 * results.Count));
        EventAnswer.Write(buffer, read.Events, results);
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.ContentType = "application/json; charset=utf-8";
        await Answer.BytesAsync(http, buffer.WrittenMemory);
    }

    private async Task ListAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var (after, limit) = (query.After(), query.Limit());
        var direction = query.Word("direction", ("in", Core.Events.EventDirection.In), ("out", Core.Events.EventDirection.Out));
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var events = await inbox.ListAsync(after, limit, direction, http.RequestAborted);
        await http.JsonAsync(new EventList([.. events.Select(Views.Summary)], events.Count > 0 ? events[^1].Seq : after), HubJson.Wire.EventList);
    }

    private async Task GetAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var id = query.Text("id") ?? RawPath.LastSegment(http);
        var source = query.Text("source");
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var found = await inbox.FindAsync(id, source, http.RequestAborted);
        if (found.Count != 1)
        {
            await http.ProblemAsync(found.Count == 0 ? ProblemKinds.NotFound : ProblemKinds.AmbiguousEvent);
            return;
        }

        var e = found[0];
        var envelopes = await SeenAsync(Visit.Of(http).Caller, await outbox.OfEventAsync(e.Seq, http.RequestAborted), http.RequestAborted);
        var data = !Views.MustAsk(Visit.Of(http).Caller) ? Views.Json(e.Event.Data) : Views.Masked(mask.Mask(e.Event.Type, e.Event.Data.Span));
        await http.JsonAsync(
            new EventView(
                e.Event.Id, e.Event.Source, e.Event.Type, e.Event.Subject, e.Event.Time, e.Seq, Views.Of(e.Direction), e.ReceivedAt, e.AcceptedBy,
                Convert.ToHexStringLower(e.Digest.Span), data, [.. envelopes.Select(Views.Delivery)]),
            HubJson.Wire.EventView);
    }

    // To whom another case system's subscription goes is none of this one's business.
    private async Task<IReadOnlyList<EnvelopeRecord>> SeenAsync(Caller caller, IReadOnlyList<EnvelopeRecord> envelopes, CancellationToken ct)
    {
        var seen = new List<EnvelopeRecord>();
        foreach (var one in envelopes)
        {
            var bar = one.Envelope.Lane is LaneNames.Outgoing ? one.Envelope.Key.IndexOf('|', StringComparison.Ordinal) : -1;
            if (bar <= 0 || await ownership.MaySeeAsync(caller, (await subscriptions.FindAsync(one.Envelope.Key[..bar], ct))?.Owner, ct))
            {
                seen.Add(one);
            }
        }

        return seen;
    }
}
