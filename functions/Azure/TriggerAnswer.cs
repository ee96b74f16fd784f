using System.Buffers;
using System.Text.Json;
using Hub.Functions.Http.Messages;

namespace Hub.Functions.Azure;

/// <summary>
/// What the Functions host is answered: always a JSON object. A success without one, such as 204, would leave its invocation hanging
/// until the function's time is up, and then the host starts the whole process anew.
/// </summary>
internal static class TriggerAnswer
{
    public static Task WriteAsync(HttpContext http, TriggerResult result)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Answer.Json))
        {
            json.WriteStartObject();
            json.WriteStartObject("Outputs");
            json.WriteEndObject();
            json.WriteStartArray("Logs");
            json.WriteStringValue(result.Log);
            json.WriteEndArray();
            json.WriteNull("ReturnValue");
            json.WriteEndObject();
        }

        http.Response.StatusCode = result.IsKept ? StatusCodes.Status200OK : StatusCodes.Status500InternalServerError;
        http.Response.ContentType = "application/json; charset=utf-8";
        return Answer.BytesAsync(http, buffer.WrittenMemory);
    }
}
