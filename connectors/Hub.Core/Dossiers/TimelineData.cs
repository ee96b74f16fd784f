using System.Globalization;
using System.Text.Json;
using Hub.Core.Calendar;
using Hub.Core.Events;

namespace Hub.Core.Dossiers;

/// <summary>An event's data as the timeline reads it: whatever is absent or of another kind is simply not said.</summary>
public readonly struct TimelineData(StoredEvent stored, JsonElement? root)
{
    public StoredEvent Stored { get; } = stored;

    public string Type => Stored.Event.Type;

    public static TimelineData Read(StoredEvent stored)
    {
        try
        {
            using var document = JsonDocument.Parse(stored.Event.Data);
            return new TimelineData(stored, document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return new TimelineData(stored, null);
        }
    }

    public string? Text(params ReadOnlySpan<string> path) => Find(path) is { ValueKind: JsonValueKind.String } e && e.GetString() is { Length: > 0 } text ? text : null;

    public long? Number(params ReadOnlySpan<string> path) => Find(path) is { } e && WholeNumber.TryRead(e, out var number) ? number : null;

    public int Count(string name) => Find([name]) is { ValueKind: JsonValueKind.Array } e ? e.GetArrayLength() : 0;

    public string? Time(params ReadOnlySpan<string> path) => EventTime.TryParse(Text(path), out var time) ? Show(time) : null;

    public static string Show(DateTimeOffset time) => time.ToOffset(VietnamClock.Offset).ToString("HH:mm dd/MM/yyyy", CultureInfo.InvariantCulture);

    // The Vietnamese way to group thousands.
    public static string Money(long dong) => dong.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '.');

    private JsonElement? Find(ReadOnlySpan<string> path)
    {
        if (root is not { } element)
        {
            return null;
        }

        foreach (var step in path)
        {
            if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(step, out element))
            {
                return null;
            }
        }

        return element;
    }
}
