using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Core.Calendar;
using Hub.Core.Events;
using Hub.Core.Intake;

namespace Hub.Payments.Messengers;

/// <summary>The JSON of messengers: read strictly as a document, kindly as values, since they write a number now as a number, now as a text.</summary>
internal static class NoticeJson
{
    private const int MaxText = 1000;
    private const int MaxDepth = 16;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null for what is no object, is no UTF-8, has a name twice or text that is none.</summary>
    public static JsonElement? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = OutsideJson.Parse(body, Strict);
            return document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement? Object(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object ? value : null;

    /// <summary>A text, or a number as it is written, without control characters; null for what is empty or neither.</summary>
    public static string? Text(this JsonElement element, string name)
    {
        var text = !element.TryGetProperty(name, out var value) ? null
            : value.ValueKind is JsonValueKind.String ? value.GetString()
            : value.ValueKind is JsonValueKind.Number ? value.GetRawText()
            : null;
        return OutsideText.Clean(text, MaxText);
    }

    /// <summary>Whole đồng, also below zero; null for what is no whole number, or more than anybody transfers.</summary>
    public static long? Amount(this JsonElement element, string name) =>
        !element.TryGetProperty(name, out var value) ? null
        : WholeNumber.TryRead(value, out var number) ? Credible(number)
        : value.ValueKind is JsonValueKind.String && long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var spelt) ? Credible(spelt)
        : null;

    /// <summary>A moment in Vietnam, written without an offset.</summary>
    public static DateTimeOffset? LocalTime(this JsonElement element, string name, string format = "yyyy-MM-dd HH:mm:ss") =>
        DateTime.TryParseExact(element.Text(name), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local > DateTime.UnixEpoch
            ? new DateTimeOffset(local, VietnamClock.Offset).ToUniversalTime()
            : null;

    public static string Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static long? Credible(long amount) => amount is >= -MoneyNotice.MostAmount and <= MoneyNotice.MostAmount ? amount : null;
}
