using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>D: orders, drafts, corrections and cancelling. An order is not known by the customer's own code: the same code again is a second order.</summary>
internal sealed class MyVnpostOrders(MyVnpostRules rules, BookingService bookings, PostRefusals refusals, Effects effects)
{
    private const string CreatePath = "/customer-partner/CreateOrder";

    // Fields of a correction and of the order it changes.
    private static readonly (string From, string To)[] Corrected =
    [
        ("Fullname", "receiverName"), ("Phone", "receiverPhone"), ("Address", "receiverAddress"), ("Province", "receiverProvinceCode"),
        ("District", "receiverDistrictCode"), ("Commune", "receiverCommuneCode"),
    ];

    public static BookingSubject SubjectOf(JsonElement body)
    {
        var order = body.Object("informationOrder");
        return new BookingSubject(order.Text("saleOrderCode"), [order.Text("senderPhone"), order.Text("receiverPhone")]);
    }

    public PostReply Create(PostRequest request)
    {
        if (rules.Check(request.Body) is { } wrong)
        {
            effects.Count(PostEffects.Of(PostDialect.D, PostEffects.Refused));
            return refusals.Error(400, "Bad Request", wrong, CreatePath);
        }

        var order = request.Body.Object("informationOrder");
        var (_, state) = bookings.Book(new Booking(
            PostDialect.D, request.Body.Text("customerCode"), SubjectOf(request.Body), null, order.Text("receiverName"), MyVnpostRules.CodOf(order) ?? 0,
            request.Body.Clone(), IsDraft: request.Body.Whole("orderCreationStatus") == 0));
        return new PostReply(200, writer => OrderRecord.Write(writer, state!), IsApplied: true);
    }

    public PostReply Publish(PostRequest request)
    {
        var found = request.Text("type") == "2" ? bookings.FindByNumber(PostDialect.D, request.Text("code")) is [.., var last] ? last : null : bookings.FindByItemCode(request.Text("code"));
        if (found is not { Consignment.Dialect: PostDialect.D })
        {
            return refusals.Error(400, "Bad Request", "Không tìm thấy đơn hàng", "/customer-partner/createOrderByDraft");
        }

        var published = bookings.Publish(found.Consignment, found.Consignment.Request.Object("informationOrder").Text("receiverName"));
        return new PostReply(200, writer => OrderRecord.Write(writer, published), IsApplied: true);
    }

    public PostReply Cancel(PostRequest request)
    {
        var originalId = request.Body.Text("OriginalId");
        var (isTaken, message) = bookings.FindByOriginalId(originalId) is not { } found ? (false, "Không tìm thấy đơn hàng")
            : bookings.TryCancel(found.Consignment) ? (true, "Hủy đơn hàng thành công")
            : (false, "Đơn hàng đã được lấy, không hủy được");
        return Answer(isTaken, message, originalId, static name => name);
    }

    public PostReply Correct(PostRequest request)
    {
        var originalId = request.Body.Text("OriginalId");
        var (isTaken, message) = Correct(request.Body, originalId);
        return Answer(isTaken, message, originalId, static name => char.ToLowerInvariant(name[0]) + name[1..]);
    }

    // The names begin with capitals everywhere but in the answer to a correction.
    private static PostReply Answer(bool isTaken, string message, string originalId, Func<string, string> nameOf) => new(
        200,
        writer =>
        {
            writer.WriteStartObject();
            writer.WriteString(nameOf("Type"), isTaken ? "00" : "01");
            writer.WriteString(nameOf("Message"), message);
            writer.WriteString(nameOf("Note"), "");
            writer.WriteString(nameOf("OriginalId"), originalId);
            writer.WriteNumber(nameOf("CaseId"), 0);
            writer.WriteEndObject();
        },
        isTaken);

    private (bool IsTaken, string Message) Correct(JsonElement body, string originalId)
    {
        if (bookings.FindByOriginalId(originalId) is not { } found)
        {
            return (false, "Không tìm thấy đơn hàng");
        }

        var changed = JsonNode.Parse(found.Consignment.Request.GetRawText())!.AsObject();
        var order = changed["informationOrder"]!.AsObject();
        var receiver = body.Object("Receiver");
        foreach (var (from, to) in Corrected)
        {
            if (receiver.Text(from) is { Length: > 0 } text)
            {
                order[to] = text;
            }
        }

        if (body.Text("Contents") is { Length: > 0 } contents)
        {
            order["contentNote"] = contents;
        }

        if (body.Text("UndeliverGuide") is { Length: > 0 } guide)
        {
            order["deliveryInstruction"] = guide;
        }

        using var document = JsonDocument.Parse(changed.ToJsonString());
        var request = document.RootElement.Clone();
        var cod = body.TryGetProperty("CODAmount", out _) ? body.Whole("CODAmount") : found.Consignment.CodAmount;
        return cod is not >= 0 ? (false, "CODAmount phải là số nguyên không âm")
            : rules.CheckPlace(request.Object("informationOrder"), "receiver") is { } wrong ? (false, wrong)
            : bookings.Correct(found.Consignment, request, cod.Value) is null ? (false, "Đơn hàng không còn được hiệu chỉnh")
            : (true, "Hiệu chỉnh đơn hàng thành công");
    }
}
