using System.Text.Json;
using System.Text.Unicode;
using Hub.Core.Schemas.Explaining;

namespace Hub.Core.Intake;

/// <summary>
/// Reads CloudEvents in the JSON event format 1.0.2: one event (structured mode) or an array of them (batch mode), in one pass over the bytes.
/// </summary>
public static class CloudEventJson
{
    // The reader may go deeper than an event may, so that one deep event does not cost its batch.
    internal const int ReaderDepth = int.MaxValue;

    public static ReadBody ReadOne(ReadOnlySpan<byte> body, IntakeLimits limits) => Read(body, limits, isBatch: false);

    public static ReadBody ReadBatch(ReadOnlySpan<byte> body, IntakeLimits limits) => Read(body, limits, isBatch: true);

    private static ReadBody Read(ReadOnlySpan<byte> body, IntakeLimits limits, bool isBatch)
    {
        if (!Utf8.IsValid(body))
        {
            return ReadBody.Refused(Faults.Utf8(), isBatch);
        }

        body = body.StartsWith("\uFEFF"u8) ? body[3..] : body;
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = ReaderDepth });
        var copier = new JsonCopier(limits.MaxDepth);
        try
        {
            reader.Read();
            var read = isBatch ? ReadArray(ref reader, body, copier, limits) : new ReadBody([ReadElement(ref reader, body, copier, limits)], null, false);
            reader.Read();
            return read;
        }
        catch (JsonException unreadable)
        {
            return ReadBody.Refused(Faults.Json(unreadable.LineNumber, unreadable.BytePositionInLine), isBatch);
        }
    }

    private static ReadBody ReadArray(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, JsonCopier copier, IntakeLimits limits)
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            return ReadBody.Refused(Faults.NotABatch(), isBatch: true);
        }

        var events = new List<ReadEvent>();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (events.Count == limits.MaxBatch)
            {
                return ReadBody.Refused(Faults.BatchTooLarge(limits.MaxBatch), isBatch: true);
            }

            events.Add(ReadElement(ref reader, body, copier, limits));
        }

        return new ReadBody(events, null, IsBatch: true);
    }

    private static ReadEvent ReadElement(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, JsonCopier copier, IntakeLimits limits)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return new ReadEvent(null, Faults.Refuse(RefusalNames.InvalidEvent, Faults.NotAnObject()), null);
        }

        var start = reader.TokenStartIndex;
        var read = ReadObject(ref reader, body, copier, limits);
        return reader.BytesConsumed - start > limits.MaxEventBytes
            ? new ReadEvent(null, Faults.EventTooLarge(limits.MaxEventBytes), read.Id)
            : read;
    }

    private static ReadEvent ReadObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, JsonCopier copier, IntakeLimits limits)
    {
        var builder = new EventBuilder();
        ReadOnlyMemory<byte>? data = null;
        byte[]? base64 = null;
        var hasBase64 = false;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            // A name that is no text is equal to none, and must not be asked whether it is.
            if (reader.ValueIsEscaped && Text(ref reader) is null)
            {
                reader.Read();
                reader.Skip();
                builder.Fault(Faults.BadName());
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                if (data is not null)
                {
                    builder.Fault(Faults.Twice("/data"));
                }

                data = ReadData(ref reader, body, copier, limits, builder);
            }
            else if (reader.ValueTextEquals("data_base64"u8))
            {
                reader.Read();
                if (hasBase64)
                {
                    builder.Fault(Faults.Twice("/data_base64"));
                }

                hasBase64 = reader.TokenType is not JsonTokenType.Null;
                base64 = hasBase64 ? ReadBase64(ref reader, builder) : null;
            }
            else
            {
                ReadAttribute(ref reader, builder);
            }
        }

        if (data is not null && hasBase64)
        {
            builder.Fault(Faults.BothData());
        }
        else if (base64 is not null)
        {
            data = ReadDecoded(base64, copier, limits, builder);
        }

        return builder.Finish(data ?? ReadOnlyMemory<byte>.Empty);
    }

    private static ReadOnlyMemory<byte> ReadData(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> body, JsonCopier copier, IntakeLimits limits, EventBuilder builder)
    {
        var start = (int)reader.TokenStartIndex;
        var fault = copier.Copy(ref reader);
        if (fault is not CopyFault.None)
        {
            builder.Fault(Explain(fault, body[start..(int)reader.BytesConsumed], "/data", limits));
            return ReadOnlyMemory<byte>.Empty;
        }

        return copier.Take();
    }

    internal static SchemaViolation Explain(CopyFault fault, ReadOnlySpan<byte> json, string root, IntakeLimits limits) => fault switch
    {
        CopyFault.Duplicate => Faults.Twice(DuplicateFinder.PointerOf(json, root)),
        CopyFault.TooDeep => Faults.TooDeep(limits.MaxDepth),
        _ => Faults.NotJsonData(root),
    };

    /// <summary>Data that came as bytes of its own: decoded Base64, or the body of a binary-mode request.</summary>
    internal static ReadOnlyMemory<byte> ReadWhole(ReadOnlySpan<byte> json, string root, JsonCopier copier, IntakeLimits limits, EventBuilder builder)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = ReaderDepth });
        reader.Read();
        var fault = copier.Copy(ref reader);
        reader.Read();
        if (fault is CopyFault.None)
        {
            return copier.Take();
        }

        builder.Fault(Explain(fault, json, root, limits));
        return ReadOnlyMemory<byte>.Empty;
    }

    private static ReadOnlyMemory<byte> ReadDecoded(byte[] bytes, JsonCopier copier, IntakeLimits limits, EventBuilder builder)
    {
        try
        {
            if (Utf8.IsValid(bytes))
            {
                return ReadWhole(bytes, "/data", copier, limits, builder);
            }
        }
        catch (JsonException)
        {
            // Said below: the batch itself is readable, only this event's data is not.
        }

        builder.Fault(Faults.NotJsonData("/data_base64"));
        return ReadOnlyMemory<byte>.Empty;
    }

    private static byte[]? ReadBase64(ref Utf8JsonReader reader, EventBuilder builder)
    {
        if (reader.TokenType is JsonTokenType.String && (!reader.ValueIsEscaped || Text(ref reader) is not null) && reader.TryGetBytesFromBase64(out var bytes))
        {
            return bytes;
        }

        reader.Skip();
        builder.Fault(Faults.BadBase64());
        return null;
    }

    private static void ReadAttribute(ref Utf8JsonReader reader, EventBuilder builder)
    {
        var name = Name(ref reader);
        reader.Read();
        if (name is null)
        {
            reader.Skip();
            builder.Fault(Faults.BadName());
            return;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                break;
            case JsonTokenType.String:
                if (Text(ref reader) is { } text)
                {
                    builder.Set(name, text);
                }
                else
                {
                    builder.Fault(Faults.BadCharacter(name));
                }

                break;
            case JsonTokenType.True or JsonTokenType.False when !IsCore(name):
                builder.Set(name, reader.TokenType is JsonTokenType.True ? "true" : "false");
                break;
            case JsonTokenType.Number when !IsCore(name) && reader.TryGetInt32(out var number):
                builder.Set(name, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            default:
                reader.Skip();
                builder.Fault(IsCore(name) ? Faults.NotText(name) : Faults.NotScalar(name));
                break;
        }
    }

    private static bool IsCore(string name) =>
        name is "id" or "source" or "specversion" or "type" or "subject" or "time" or "datacontenttype" or "dataschema";

    private static string? Name(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("specversion"u8) ? "specversion"
        : reader.ValueTextEquals("type"u8) ? "type"
        : reader.ValueTextEquals("source"u8) ? "source"
        : reader.ValueTextEquals("id"u8) ? "id"
        : reader.ValueTextEquals("subject"u8) ? "subject"
        : reader.ValueTextEquals("time"u8) ? "time"
        : reader.ValueTextEquals("datacontenttype"u8) ? "datacontenttype"
        : Text(ref reader) is { } name && AttributeText.IsName(name) ? name : null;

    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped: valid JSON by the grammar, no Unicode text.
            return null;
        }
    }
}
