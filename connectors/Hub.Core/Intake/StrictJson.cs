using System.Text.Json;
using System.Text.Unicode;

namespace Hub.Core.Intake;

/// <summary>Reads a JSON document by the rules of the intake: UTF-8, no property twice, not too deep; white space is dropped.</summary>
public static class StrictJson
{
    /// <returns>The minified document, or why it is refused.</returns>
    public static (ReadOnlyMemory<byte> Json, Refusal? Refusal) Read(ReadOnlySpan<byte> body, IntakeLimits limits)
    {
        if (body.Length > limits.MaxEventBytes)
        {
            return (default, Faults.EventTooLarge(limits.MaxEventBytes));
        }

        if (!Utf8.IsValid(body))
        {
            return (default, Faults.Utf8());
        }

        try
        {
            var copier = new JsonCopier(limits.MaxDepth);
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = CloudEventJson.ReaderDepth });
            reader.Read();
            var fault = copier.Copy(ref reader);
            reader.Read();
            return fault is CopyFault.None
                ? (copier.Take(), null)
                : (default, Faults.Refuse(RefusalNames.UnreadableBody, CloudEventJson.Explain(fault, body, "", limits)));
        }
        catch (JsonException unreadable)
        {
            return (default, Faults.Json(unreadable.LineNumber, unreadable.BytePositionInLine));
        }
    }
}
