using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Hub.Core.Intake;
using Hub.Core.Outbox;

namespace Hub.Core.Transports;

/// <summary>A notice on the wire: <c>{"lane":"case-system","key":"…","lease":123}</c> in UTF-8; members nobody knows are passed over.</summary>
public static class NoticeJson
{
    public const string MediaType = "application/vnd.hub.notice+json";

    /// <summary>Longer than any notice: lanes and keys are names, not texts.</summary>
    public const int MaxBytes = 8 * 1024;

    public static byte[] Write(Notice notice)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("lane", notice.Lane);
            json.WriteString("key", notice.Key);
            json.WriteNumber("lease", notice.Lease);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <returns>False when this is no notice.</returns>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Notice? notice)
    {
        notice = null;
        if (utf8.Length > MaxBytes)
        {
            return false;
        }

        try
        {
            OutsideJson.Check(utf8);
            var reader = new Utf8JsonReader(utf8);
            using var json = JsonDocument.ParseValue(ref reader);
            var root = json.RootElement;
            if (root.ValueKind == JsonValueKind.Object && Text(root, "lane") is { } lane && Text(root, "key") is { } key
                && root.TryGetProperty("lease", out var lease) && lease.ValueKind == JsonValueKind.Number && lease.TryGetInt64(out var token))
            {
                notice = new Notice(lane, key, token);
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return notice is not null;
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
