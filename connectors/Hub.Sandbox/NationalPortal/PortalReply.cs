using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary>A business answer: <c>{"error_code":…,"message":…,"result":[…]}</c>. <c>Result</c> writes the elements of a list,
/// <c>Session</c> is the new one after a login, <c>Applied</c> says whether the call changed anything.</summary>
internal sealed record PortalReply(ReplyCode Code, string Message, Action<Utf8JsonWriter>? Result = null, string? Session = null, bool Applied = false)
{
    /// <summary>The message alone, as plain text.</summary>
    public bool IsText { get; init; }

    public static PortalReply Refused(string message) => new(new ReplyCode(-1), message);

    public static PortalReply Found(Action<Utf8JsonWriter> result) => new(new ReplyCode(0), "Thành công", result);

    public ReadOnlyMemory<byte> ToJson() => TwinJson.Write(writer =>
    {
        writer.WriteStartObject();
        Code.WriteTo(writer);
        if (Session is not null)
        {
            writer.WriteString("session", Session);
        }

        writer.WriteString("message", Message);
        if (Result is not null)
        {
            writer.WriteStartArray("result");
            Result(writer);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    });
}

/// <summary>An <c>error_code</c>, which the portal writes sometimes as a number and sometimes as a string.</summary>
internal readonly record struct ReplyCode(int Number, string? Text = null)
{
    public void WriteTo(Utf8JsonWriter writer)
    {
        if (Text is null)
        {
            writer.WriteNumber("error_code", Number);
        }
        else
        {
            writer.WriteString("error_code", Text);
        }
    }
}
