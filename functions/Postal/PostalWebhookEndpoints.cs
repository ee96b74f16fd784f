using System.Buffers;
using System.Text;
using System.Text.Json;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;
using Hub.Postal.Dialects.MyVnPost;

namespace Hub.Functions.Postal;

/// <summary>Where postal operators push what happens to consignments. Their proof is a signature, not a key.</summary>
/// <param name="webhook">Null where the settings name no operator.</param>
internal sealed class PostalWebhookEndpoints(MyVnPostWebhook? webhook = null) : IEndpointGroup, ISignedDoor
{
    public int MaxBytes => MyVnPostWebhook.MaxBytes;

    public void Map(RouteTable routes) => routes.Add(Access.By(this), new Operation(
        "postalWebhook", PostalDoc.Tag,
        "Bưu chính đẩy trạng thái sang, chứng minh bằng chữ ký RSA trong thân; trả {success, message, updated} / Pushed by a postal operator, proved by the RSA signature in the body; answers {success, message, updated}")
    {
        Method = "POST",
        Path = "/postal/webhooks/{operator}",
        KnowsRepeats = true,
        Parameters = [new Parameter("operator", "Tên đơn vị bưu chính trong cấu hình / The operator's name in the settings", InPath: true)],
        Request = typeof(JsonElement),
        Response = typeof(JsonElement),
        AlsoAnswers = [StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized],
        Problems = [ProblemKinds.NotFound],
    }, static _ => throw new InvalidOperationException("The gate serves what it has checked."));

    public string? NameOf(HttpContext http) => http.Request.RouteValues["operator"] is string name && webhook is not null && webhook.Takes(name) ? name : null;

    public SignedCall Check(HttpContext http, string name, ReadOnlyMemory<byte>? body) => webhook!.Check(name, body) switch
    {
        ({ } push, _) => new SignedCall(null, async call => await AnswerAsync(call, await webhook.TakeAsync(push, call.RequestAborted))),
        (_, { Status: StatusCodes.Status401Unauthorized } refusal) => new SignedCall("signature", call => AnswerAsync(call, refusal)),
        (_, { } refusal) => new SignedCall("unreadable", async call =>
        {
            await webhook.NoteUnreadableAsync(name, body ?? default, call.RequestAborted);
            await AnswerAsync(call, refusal);
        }),
        _ => throw new InvalidOperationException("The call was neither taken nor refused."),
    };

    private static Task AnswerAsync(HttpContext http, WebhookVerdict verdict) => http.TextAsync(Json(verdict), "application/json; charset=utf-8", verdict.Status);

    private static string Json(WebhookVerdict verdict)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Answer.Json))
        {
            json.WriteStartObject();
            json.WriteBoolean("success", verdict.IsSuccess);
            json.WriteString("message", verdict.Message);
            json.WriteNumber("updated", verdict.Updated);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
