using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>D: orders, drafts, corrections and cancelling. An order is not known by the customer's own code: the same code again is a second order.</summary>
internal sealed class MyVnpostOrders(MyVnpostRules rules, MyVnpostCases cases, BookingService bookings, PostMagic magic, PostRefusals refusals, Effects effects)
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
        return Change(originalId, () => bookings.FindByOriginalId(originalId) is not { } found ? (false, "Không tìm thấy đơn hàng")
            : bookings.TryCancel(found.Consignment) ? (true, "Hủy đơn hàng thành công")
            : (false, "Đơn hàng đã được lấy, không hủy được"));
    }

    public PostReply Correct(PostRequest request)
    {
        var (originalId, body) = (request.Body.Text("OriginalId"), request.Body.Clone());
        return rules.CheckCorrection(body) is { } wrong ? Answer(null, originalId, "01", wrong, "0") : Change(originalId, () => Correct(body, originalId));
    }

    /// <summary>What became of a change that waited.</summary>
    public PostReply Decide(PostRequest request)
    {
        var (originalId, caseId) = (request.Text("OriginalId"), request.Text("CaseId"));
        var found = bookings.FindByOriginalId(originalId)?.Consignment;
        var isApproved = found is null || !magic.Says(found, PostMagic.WaitsAndRefused);
        return cases.Decide(originalId, caseId, isApproved) is var (type, message)
            ? Answer(found, originalId, type, message, caseId)
            : refusals.Error(400, "Bad Request", "Không tìm thấy yêu cầu hiệu chỉnh", "/orderCorrection/updateCase");
    }

    private PostReply Change(string originalId, Func<(bool IsTaken, string Message)> apply)
    {
        var found = bookings.FindByOriginalId(originalId)?.Consignment;
        if (found is not null && (magic.Says(found, PostMagic.WaitsAndTaken) || magic.Says(found, PostMagic.WaitsAndRefused)))
        {
            return Answer(found, originalId, "02", "Yêu cầu đang chờ duyệt", cases.Open(originalId, apply));
        }

        var (isTaken, message) = apply();
        return Answer(found, originalId, isTaken ? "00" : "01", message, "0");
    }

    // A list with small letters, as most customers read it; one customer reads an object with capitals.
    private PostReply Answer(Consignment? found, string originalId, string type, string message, string caseId)
    {
        var isOther = found is not null && magic.Says(found, PostMagic.OtherForms);
        return new PostReply(
            200,
            writer =>
            {
                if (!isOther)
                {
                    writer.WriteStartArray();
                }

                writer.WriteStartObject();
                writer.WriteString(NameOf("type"), type);
                writer.WriteString(NameOf("note"), "");
                writer.WriteString(NameOf("message"), message);
                writer.WriteString(NameOf("originalId"), originalId);
                writer.WriteNumber(NameOf("caseId"), long.Parse(caseId, CultureInfo.InvariantCulture));
                writer.WriteEndObject();
                if (!isOther)
                {
                    writer.WriteEndArray();
                }
            },
            type == "00");

        string NameOf(string name) => isOther ? char.ToUpperInvariant(name[0]) + name[1..] : name;
    }

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

        order["weight"] = body.Object("Package").Whole("Weight");
        order["serviceCode"] = body.Text("ServiceCode");
        using var document = JsonDocument.Parse(changed.ToJsonString());
        var request = document.RootElement.Clone();
        return bookings.Correct(found.Consignment, request, body.Whole("CODAmount") ?? 0) is null ? (false, "Đơn hàng không còn được hiệu chỉnh")
            : (true, "Hiệu chỉnh đơn hàng thành công");
    }
}
