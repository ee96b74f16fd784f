using System.Text.Json;

namespace Hub.Sandbox.Portal;

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
