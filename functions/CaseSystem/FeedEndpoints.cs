using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Hub.CaseSystem;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Trust;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;

namespace Hub.Functions.CaseSystem;

/// <summary>Events for the case system by cursor, for a centre without webhooks. Nothing is lost between two visits.</summary>
internal sealed class FeedEndpoints(IInbox inbox) : IEndpointGroup
{
    public const string Batch = "application/cloudevents-batch+json";
    public const string NextHeader = "Hub-Next";

    public void Map(RouteTable routes) => routes.Add(Access.To(Role.CaseSystem), new Operation(
        "readFeed", "feed",
        "Nhận sự kiện theo con trỏ; Accept: application/cloudevents-batch+json để nhận lô thuần, con trỏ ở tiêu đề Hub-Next / Events by cursor; Accept: application/cloudevents-batch+json gives a bare batch, the cursor is in Hub-Next")
    {
        Method = "GET",
        Path = "/feed",
        Parameters = [Doc.After, Doc.Limit],
        Response = typeof(FeedView),
        Problems = [ProblemKinds.InvalidRequest],
    }, ReadAsync);

    private async Task ReadAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var (after, limit) = (query.After(), query.Limit());
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var events = await inbox.ListAsync(after, limit, EventDirection.Out, http.RequestAborted);
        var next = events.Count > 0 ? events[^1].Seq : after;
        var isBatch = http.Request.Headers.Accept.Any(a => a?.Contains(Batch, StringComparison.OrdinalIgnoreCase) == true);
        var buffer = new ArrayBufferWriter<byte>(1024);
        Write(buffer, events, next, isBatch);
        http.Response.Headers[NextHeader] = next.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.Vary = "Accept";
        http.Response.ContentType = isBatch ? $"{Batch}; charset=utf-8" : "application/json; charset=utf-8";
        await Answer.BytesAsync(http, buffer.WrittenMemory);
    }

    private static void Write(ArrayBufferWriter<byte> buffer, IReadOnlyList<StoredEvent> events, long next, bool isBatch)
    {
        using var json = new Utf8JsonWriter(buffer, Answer.Json);
        if (!isBatch)
        {
            json.WriteStartObject();
            json.WritePropertyName("events");
        }

        json.WriteStartArray();
        foreach (var e in events)
        {
            json.WriteRawValue(CaseSystemMapper.ToBody(e.Event, e.Event.Data), skipInputValidation: true);
        }

        json.WriteEndArray();
        if (!isBatch)
        {
            json.WriteNumber("next", next);
            json.WriteEndObject();
        }
    }
}

/// <summary>Events for the case system, each a CloudEvent in the JSON format.</summary>
/// <param name="Next">Give it as <c>after</c>, now or next week.</param>
public sealed record FeedView(IReadOnlyList<System.Text.Json.JsonElement> Events, long Next);
