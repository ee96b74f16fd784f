using System.Text.Json;

namespace Hub.Core.Intake;

/// <summary>The few fields of an event's data that move state, read in one pass. The data has passed its schema.</summary>
internal readonly record struct EventFields(string? Status, string? LocalStatus, string? ProcedureCode)
{
    public static EventFields Read(ReadOnlySpan<byte> data)
    {
        string? status = null, local = null, procedure = null;
        var reader = new Utf8JsonReader(data);
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
        {
            return default;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("status"u8))
            {
                status = Text(ref reader);
            }
            else if (reader.ValueTextEquals("localStatus"u8))
            {
                local = Text(ref reader);
            }
            else if (reader.ValueTextEquals("procedure"u8))
            {
                procedure = Code(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new EventFields(status, local, procedure);
    }

    private static string? Code(ref Utf8JsonReader reader)
    {
        string? code = null;
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("code"u8))
            {
                code = Text(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return code;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.String)
        {
            return reader.GetString();
        }

        reader.Skip();
        return null;
    }
}
