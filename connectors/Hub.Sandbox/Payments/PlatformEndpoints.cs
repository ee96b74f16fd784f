using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Sandbox.Faults;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.Sandbox.Payments;

/// <summary>What the PaymentPlatform is asked: to open a bill, how one stands, and for its receipt. One address for all; <c>LoaiBanTin</c> says which.</summary>
internal sealed class PlatformEndpoints(PaymentsTwinOptions options, PlatformBills bills, PaymentsFaults faults, TwinJournal journal, Effects effects)
{
    private static readonly string[] InitFields =
    [
        "LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "SoTien", "LoaiHinhThanhToan", "MaKenhThanhToan", "MaThietBi", "NgonNgu", "MaTienTe", "MaNganHang", "ThongTinGiaoDich",
        "ThoiGianGD", "Ip",
    ];

    private static readonly string[] AskFields = ["LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "ThoiGianGD"];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    public async Task ServeAsync(HttpContext context)
    {
        var ct = context.RequestAborted;
        effects.Count(PaymentsEffects.PlatformCalls);
        using var document = await ReadAsync(context, ct);
        var kind = document?.RootElement.Text("LoaiBanTin") ?? "";
        if (await faults.StrikeAsync(context, kind.ToLowerInvariant()) is not { } plan)
        {
            return;
        }

        var message = document?.RootElement ?? default;
        if ((document is null ? "Dữ liệu không hợp lệ" : Fault(message, kind)) is { } fault)
        {
            effects.Count(PaymentsEffects.PlatformRefused);
            await WriteAsync(context, Failed(fault), ct);
            return;
        }

        if (kind == "GET_BILL" && bills.Find(message.Text("MaThamChieu")) is { State: BillState.Paid } paid)
        {
            context.Response.ContentType = "application/pdf";
            await context.Response.Body.WriteAsync(Receipt(paid), ct);
            return;
        }

        var answer = kind switch
        {
            "INIT" => Init(message, $"{context.Request.Scheme}://{context.Request.Host}{options.BasePath}/platform/pay/"),
            "QUERY" => Query(message),
            _ => Failed("Chưa có biên lai"),
        };

        // Whoever hung up meanwhile must not undo what the platform has taken.
        await journal.SettledAsync(CancellationToken.None);
        if (plan.Kind == FaultKind.AppliedNoAnswer)
        {
            context.Abort();
            return;
        }

        await WriteAsync(context, answer, ct);
    }

    private JsonObject Init(JsonElement message, string page)
    {
        var receipt = message.TryGetProperty("ThongTinBienLai", out var told) ? told : default;
        var amount = long.Parse(message.Text("SoTien"), CultureInfo.InvariantCulture);
        var asked = new PlatformBill(
            message.Text("MaThamChieu"), message.Text("MaDoiTac"), amount, message.Text("ThongTinGiaoDich"),
            receipt.Text("TKThuHuong") is { Length: > 0 } account ? account : options.DefaultAccount);
        if (bills.Find(asked.Reference) is null)
        {
            effects.Count(PaymentsEffects.Opened);
        }

        // Assumed: the same reference again opens the same bill, as long as it asks for the same.
        var bill = bills.Open(asked);
        return bill.Amount != amount
            ? Failed("Mã tham chiếu đã được dùng")
            : new JsonObject { ["error_code"] = "0", ["message"] = new JsonObject { ["UrlThanhToan"] = page + Uri.EscapeDataString(bill.Reference) }.ToJsonString(TwinJson.Control) };
    }

    private JsonObject Query(JsonElement message) => bills.Find(message.Text("MaThamChieu")) is not { } bill
        ? Failed("Không tìm thấy giao dịch")
        : new JsonObject
        {
            ["error_code"] = "0",
            ["MaDoiTac"] = bill.Partner,
            ["MaThamChieu"] = bill.Reference,
            ["SoTien"] = (bill.State is BillState.Paid ? bill.Paid : bill.Amount).ToString(CultureInfo.InvariantCulture),
            ["MaGiaoDich"] = bill.Transaction ?? "",

            // Assumed: a bill that nobody has paid yet is pending.
            ["TrangThaiGD"] = ((int)(bill.State is BillState.Open ? BillState.Pending : bill.State)).ToString(CultureInfo.InvariantCulture),
        };

    private string? Fault(JsonElement message, string kind)
    {
        var fields = kind switch
        {
            "INIT" => InitFields,
            "QUERY" or "GET_BILL" => AskFields,
            _ => [],
        };
        return fields.Length == 0 ? "Loại bản tin không hợp lệ"
            : message.Text("PhienBan") != "1.0.6" ? "Phiên bản không hợp lệ"
            : message.Text("MaDoiTac") != options.Partner ? "Mã đối tác không hợp lệ"
            : fields.Any(name => !message.TryGetProperty(name, out var value) || value.ValueKind is not JsonValueKind.String) ? "Thiếu dữ liệu"
            : !PlatformDigest.IsOf(message.Text(PlatformDigest.Member), fields.Select(name => message.Text(name)), options.PlatformSecret) ? "Sai mã xác thực"
            : message.Text("MaThamChieu").Length is 0 or > 100 || !PlatformDigest.IsTime(message.Text("ThoiGianGD")) ? "Dữ liệu không hợp lệ"
            : kind == "INIT" && (message.Text("MaTienTe") != "VND" || !long.TryParse(message.Text("SoTien"), NumberStyles.None, CultureInfo.InvariantCulture, out var amount) || amount is < 1 or > Movement.Most)
                ? "Số tiền không hợp lệ"
            : null;
    }

    private async Task<JsonDocument?> ReadAsync(HttpContext context, CancellationToken ct)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.MaxBodyBytes;
        }

        try
        {
            var document = await JsonDocument.ParseAsync(context.Request.Body, Strict, ct);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : null;
        }
        catch (Exception error) when (error is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }

    private static JsonObject Failed(string words) => new() { ["error_code"] = "1", ["message"] = words };

    private static Task WriteAsync(HttpContext context, JsonObject answer, CancellationToken ct) =>
        TwinJson.AnswerAsync(context, 200, Encoding.UTF8.GetBytes(answer.ToJsonString(TwinJson.Control)), ct);

    /// <summary>A page of A6 with reference and amount.</summary>
    private static byte[] Receipt(PlatformBill bill)
    {
        var drawn = $"BT /F1 9 Tf 20 380 Td (BIEN LAI {string.Concat(bill.Reference.Where(char.IsAsciiLetterOrDigit))}) Tj 0 -16 Td ({bill.Paid} VND) Tj ET";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 298 420] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {drawn.Length} >>\nstream\n{drawn}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ];
        var text = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        foreach (var (index, part) in objects.Index())
        {
            places.Add(text.Length);
            text.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{part}\nendobj\n");
        }

        var table = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n").AppendJoin("", places.Select(place => $"{place:0000000000} 00000 n \n"))
            .Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
