using System.Buffers;
using System.Text;
using System.Text.Json;
using Hub.Functions.Problems;
using Hub.Functions.Trust;
using Hub.Postal.Dialects.MyVnPost;

namespace Hub.Functions.Http;

/// <summary>Where postal operators push what happens to consignments. Their proof is a signature, not a key.</summary>
/// <param name="webhook">Null where the settings name no operator.</param>
internal sealed class PostalWebhookEndpoints(MyVnPostWebhook? webhook = null) : IEndpointGroup
{
    public const string OperationId = "postalWebhook";

    private const string Path = "/postal/webhooks/{operator}";

    public void Map(RouteTable routes) => routes.Add(Path, Access.BySignature, new Operation(
        OperationId, "postal",
        "Bưu chính đẩy trạng thái sang, chứng minh bằng chữ ký RSA trong thân; trả {success, message, updated} / Pushed by a postal operator, proved by the RSA signature in the body; answers {success, message, updated}")
    {
        Method = "POST",
        Path = Path,
        Parameters = [new Parameter("operator", "Tên đơn vị bưu chính trong cấu hình / The operator's name in the settings", InPath: true)],
        Request = typeof(JsonElement),
        Response = typeof(JsonElement),
        AlsoAnswers = [StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized],
        Problems = [ProblemKinds.NotFound],
    }, TakeAsync);

    private async Task TakeAsync(HttpContext http)
    {
        var visit = Visit.Of(http);
        var name = (string)http.Request.RouteValues["operator"]!;
        if (webhook is null || !webhook.Takes(name))
        {
            visit.Detail = ProblemKinds.NotFound.Name;
            await http.ProblemAsync(ProblemKinds.NotFound);
            return;
        }

        using var body = await RequestBody.ReadAsync(http.Request, MyVnPostWebhook.MaxBytes, http.RequestAborted);
        var verdict = body is null
            ? new WebhookVerdict(StatusCodes.Status400BadRequest, "Nội dung quá lớn / The body is too large", 0)
            : await webhook.TakeAsync(name, body.Memory, http.RequestAborted);
        visit.Detail = verdict.Status switch
        {
            StatusCodes.Status400BadRequest => "unreadable",
            StatusCodes.Status401Unauthorized => "signature",
            _ => null,
        };
        await http.TextAsync(Json(verdict), "application/json; charset=utf-8", verdict.Status);
    }

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
