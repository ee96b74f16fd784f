using System.Text.Json;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Trust;
using Hub.Functions.Trust;

namespace Hub.Functions.Http;

/// <summary>From the heart's records to the shapes of the interface.</summary>
internal static class Views
{
    public static string Of(EnvelopeState state) => state switch
    {
        EnvelopeState.Waiting => "waiting",
        EnvelopeState.Dead => "dead",
        EnvelopeState.Done => "done",
        EnvelopeState.Skipped => "skipped",
        _ => "discarded",
    };

    /// <summary>Whether personal data is masked for a caller until it is asked for: for all but the case system alone, which sent it.</summary>
    public static bool MustAsk(Caller caller) => caller.Roles.Any(role => role is not Role.CaseSystem);

    public static string Of(EventDirection direction) => direction is EventDirection.In ? "in" : "out";

    /// <summary>A path cannot end with <c>.</c> or <c>..</c>: whoever reads the address takes them for steps, escaped or not.</summary>
    public static string EventUrl(string id, string source) => id is "." or ".."
        ? $"/events/-?id={id}&source={Uri.EscapeDataString(source)}"
        : $"/events/{Uri.EscapeDataString(id)}?source={Uri.EscapeDataString(source)}";

    public static EventSummary Summary(StoredEvent e) => new(
        e.Seq, e.Event.Id, e.Event.Source, e.Event.Type, e.Event.Subject, e.Event.Time, Of(e.Direction), e.ReceivedAt, EventUrl(e.Event.Id, e.Event.Source));

    public static DeliveryView Delivery(EnvelopeRecord e) => new(
        e.Envelope.Id.ToString(), e.Envelope.Lane, e.Envelope.Type, e.Envelope.Key, Of(e.State), e.Attempts, e.IsDoubtful, e.Envelope.CreatedAt, e.DueAt,
        e.SettledAt, e.Code, e.Reason, History(e));

    public static IReadOnlyList<AttemptView> History(EnvelopeRecord e) =>
        [.. e.History.Select(a => new AttemptView(a.StartedAt, a.EndedAt, a.Outcome, a.Code, a.Reason, a.Answer))];

    public static JsonElement? Json(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return null;
        }

        using var document = JsonDocument.Parse(utf8);
        return document.RootElement.Clone();
    }

    /// <summary>Masked text is JSON, except of data nobody could read.</summary>
    public static JsonElement? Masked(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(json, HubJson.Wire.String);
        }
    }
}
