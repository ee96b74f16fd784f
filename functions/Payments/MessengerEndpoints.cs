using System.Text.Json;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;
using Hub.Payments.Booking;
using Hub.Payments.Messengers;

namespace Hub.Functions.Payments;

/// <summary>Where messengers of money call. No key opens these doors: what is sent proves whose it is. What is proved is kept before anything is decided by it.</summary>
internal sealed class MessengerEndpoints(PaymentMessengers messengers, MessageService messages) : IEndpointGroup
{
    public void Map(RouteTable routes)
    {
        foreach (var (id, name, path, what) in ((string, string, string, string)[])
                 [
                     ("platformConfirm", "platform", "/payments/platform/confirm", "Nền tảng thanh toán quốc gia xác nhận, chứng minh bằng MaXacThuc / Confirmed by the national PaymentPlatform, proved by MaXacThuc"),
                     ("sepayWebhook", "sepay", "/payments/sepay", "SePay báo biến động, chứng minh bằng chữ ký hoặc khóa / Told by SePay, proved by signature or key"),
                     ("cassoWebhook", "casso", "/payments/casso", "Casso báo biến động, chứng minh bằng chữ ký / Told by Casso, proved by signature"),
                     ("payosWebhook", "payos", "/payments/payos", "payOS báo biến động, chứng minh bằng chữ ký / Told by payOS, proved by signature"),
                     ("vietqrTransaction", "vietqr", "/payments/vietqr/bank/api/transaction-sync", "VietQR.vn báo biến động, chứng minh bằng mã truy cập / Told by VietQR.vn, proved by its token"),
                 ])
        {
            Add(routes, id, path, what, [], new MessengerDoor(messengers, messages, _ => name));
        }

        Add(routes, "vietqrToken", "/payments/vietqr/api/token_generate", "VietQR.vn lấy mã truy cập bằng tên và mật khẩu / VietQR.vn fetches its token with name and password", [], new TokenDoor(messengers));
        Add(
            routes, "hmacWebhook", "/payments/hmac/{name}", "Ngân hàng ký HMAC báo biến động / Told by a bank that signs with HMAC",
            [new Parameter("name", "Tên trong Payments:Hmac / The name in Payments:Hmac", InPath: true)],
            new MessengerDoor(messengers, messages, http => $"hmac-{http.Request.RouteValues["name"]}"));
    }

    private static void Add(RouteTable routes, string id, string path, string what, IReadOnlyList<Parameter> parameters, ISignedDoor door) => routes.Add(Access.By(door), new Operation(id, PaymentDoc.Tag, what)
    {
        Method = "POST",
        Path = path,
        KnowsRepeats = true,
        TakesAnyQuery = true,
        Parameters = parameters,
        Request = typeof(JsonElement),
        Response = typeof(JsonElement),
        AlsoAnswers = [StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status503ServiceUnavailable],
        Problems = [ProblemKinds.NotFound],
    }, static _ => throw new InvalidOperationException("The gate serves what it has checked."));
}

/// <param name="name">Of the messenger that a call wants to be.</param>
internal sealed class MessengerDoor(PaymentMessengers messengers, MessageService messages, Func<HttpContext, string> name) : ISignedDoor
{
    public int MaxBytes => MessengerCall.MaxBytes;

    public static MessengerCall Call(HttpContext http, ReadOnlyMemory<byte> body) => new(
        body.ToArray(), http.Request.Headers.SelectMany(header => header.Value.Select(value => new KeyValuePair<string, string>(header.Key, value ?? ""))));

    public static Task AnswerAsync(HttpContext http, MessengerAnswer answer) => http.TextAsync(answer.Json, MessengerAnswer.ContentType, answer.Status);

    public string? NameOf(HttpContext http) => messengers.Find(name(http))?.Name;

    public SignedCall Check(HttpContext http, string name, ReadOnlyMemory<byte>? body)
    {
        var messenger = messengers.Find(name)!;
        var call = Call(http, body ?? default);
        var reading = body is null ? new MessengerReading.Refused(RefusalCodes.TooLarge) : messenger.Read(call);
        return reading is MessengerReading.Refused refused
            ? new SignedCall(refused.Code, answer => AnswerAsync(answer, messenger.Answer(call, reading, null)))
            : new SignedCall(null, async answer => await AnswerAsync(answer, messenger.Answer(call, reading, await messages.TakeAsync(messenger.Name, call.Body, reading, answer.RequestAborted))));
    }
}

/// <summary>Where VietQR.vn fetches its token.</summary>
internal sealed class TokenDoor(PaymentMessengers messengers) : ISignedDoor
{
    public int MaxBytes => MessengerCall.MaxBytes;

    public string? NameOf(HttpContext http) => messengers.VietQr?.Name;

    public SignedCall Check(HttpContext http, string name, ReadOnlyMemory<byte>? body)
    {
        var answer = messengers.VietQr!.Token(MessengerDoor.Call(http, default));
        return new SignedCall(answer.Status < StatusCodes.Status400BadRequest ? null : RefusalCodes.WrongSignature, call => MessengerDoor.AnswerAsync(call, answer));
    }
}
