using System.Text.Json;
using System.Text.Unicode;

namespace Hub.Core.Intake;

/// <summary>Reads a CloudEvent in binary content mode: attributes in <c>ce-</c> headers, the data as the body.</summary>
public static class CloudEventHeaders
{
    /// <param name="attributes">Every <c>ce-</c> header without its prefix, in lower case, with its raw value; a name that comes twice was sent twice.</param>
    /// <param name="contentType">Becomes <c>datacontenttype</c>; null when the request had none.</param>
    public static ReadBody Read(
        IEnumerable<(string Name, string Value)> attributes, string? contentType, ReadOnlySpan<byte> body, IntakeLimits limits)
    {
        var builder = new EventBuilder();
        foreach (var (name, raw) in attributes)
        {
            if (name is "datacontenttype" or "data" or "data_base64")
            {
                builder.Fault(Faults.ReservedHeader(name));
            }
            else if (!AttributeText.IsName(name))
            {
                builder.Fault(Faults.BadName());
            }
            else if (HeaderValue.TryDecode(raw, out var value))
            {
                builder.Set(name, value);
            }
            else
            {
                builder.Fault(Faults.BadPercent(name));
            }
        }

        if (contentType is not null)
        {
            builder.Set("datacontenttype", contentType);
        }

        return ReadData(builder, contentType, body, limits);
    }

    private static ReadBody ReadData(EventBuilder builder, string? contentType, ReadOnlySpan<byte> body, IntakeLimits limits)
    {
        if (body.Length > limits.MaxEventBytes)
        {
            return ReadBody.Refused(Faults.EventTooLarge(limits.MaxEventBytes));
        }

        if (body.IsEmpty)
        {
            return new ReadBody([builder.Finish(ReadOnlyMemory<byte>.Empty)], null, IsBatch: false);
        }

        if (contentType is null || !MediaType.TryParse(contentType, out var media) || media is not { IsJson: true, IsUtf8: true })
        {
            return ReadBody.Refused(Faults.DataType());
        }

        if (!Utf8.IsValid(body))
        {
            return ReadBody.Refused(Faults.Utf8());
        }

        try
        {
            body = body.StartsWith("\uFEFF"u8) ? body[3..] : body;
            var data = CloudEventJson.ReadWhole(body, "/data", new JsonCopier(limits.MaxDepth), limits, builder);
            return new ReadBody([builder.Finish(data)], null, IsBatch: false);
        }
        catch (JsonException unreadable)
        {
            return ReadBody.Refused(Faults.Json(unreadable.LineNumber, unreadable.BytePositionInLine));
        }
    }
}
